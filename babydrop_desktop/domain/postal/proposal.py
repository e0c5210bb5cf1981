"""The address as AliExpress will be given it, field by field, beside what the customer wrote."""

import dataclasses
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from babydrop_desktop.domain.checks import Level
from babydrop_desktop.domain.postal.address import PostalAddress
from babydrop_desktop.domain.postal.ids import IdKind


class Field(StrEnum):
    """The fields of AliExpress' form, in the order in which it asks for them."""

    COUNTRY = "country"  # ISO 3166-1 alpha-2
    NAME = "name"
    CALLING_CODE = "calling_code"  # digits only
    PHONE = "phone"  # digits only, without country code and without the zero before it
    TAX_ID = "tax_id"  # where the country has one
    ADDRESS = "address"
    ADDRESS2 = "address2"
    PROVINCE = "province"
    CITY = "city"
    ZIP = "zip"


class Why(StrEnum):
    """Why a field is not as the customer wrote it."""

    SPELT = "spelt"  # in plain Latin letters
    INVISIBLE = "invisible"  # signs that nobody sees are gone
    SPACES = "spaces"
    SIGNS = "signs"  # signs that the field does not take are gone
    JOINED = "joined"  # more than two names are tied with a dash
    SHORTENED = "shortened"  # Street is St
    SPLIT = "split"  # its end stands in the next line
    MOVED = "moved"  # it comes from another field
    LISTED = "listed"  # the province as AliExpress' list has it
    FORM = "form"  # spaces, dashes and capitals as the country writes them
    ZERO = "zero"  # a zero at the front that was lost
    TRUNK = "trunk"  # the zero that is dialled only inside the country is gone
    DIGITS = "digits"  # digits only
    CODE_APART = "code_apart"  # the country code stands in its own field
    TYPED = "typed"  # the owner wrote it


WHY_SENTENCES: dict[Why, str] = {
    Why.SPELT: "Written in plain Latin letters",
    Why.INVISIBLE: "Invisible signs are left out",
    Why.SPACES: "Spaces are put right",
    Why.SIGNS: "Signs that this field does not take are left out",
    Why.JOINED: "Only one space is taken, so several names are tied with a dash",
    Why.SHORTENED: "Shortened as the post does",
    Why.SPLIT: "Too long for one line, so it goes on in the next",
    Why.MOVED: "Moved here from another field",
    Why.LISTED: "Written as in the list of provinces",
    Why.FORM: "Written as the country's post does",
    Why.ZERO: "A zero at the front was missing",
    Why.TRUNK: "The zero that is dialled only inside the country is left out",
    Why.DIGITS: "Digits only",
    Why.CODE_APART: "The country code has a field of its own",
    Why.TYPED: "Written by you",
}
# These alone change nothing that somebody would have to look at.
FORMAL = frozenset({Why.SPACES, Why.DIGITS, Why.CODE_APART, Why.TRUNK, Why.FORM, Why.LISTED})


class AddressCode(StrEnum):
    """One thing that is wrong with an address."""

    # blocked
    BROKEN = "broken"  # no address at all
    COUNTRY_UNKNOWN = "country_unknown"
    MISSING = "missing"
    TOO_LONG = "too_long"
    TOO_SHORT = "too_short"
    ONE_NAME = "one_name"
    LETTERS_WRONG = "letters_wrong"
    PROVINCE_OTHER = "province_other"
    PHONE_LENGTH = "phone_length"
    PHONE_START = "phone_start"
    ID_MISSING = "id_missing"
    ID_WRONG = "id_wrong"
    # look
    PHONE_MISSING = "phone_missing"
    PHONE_WRONG = "phone_wrong"
    PHONE_EXTENSION = "phone_extension"
    PROVINCE_UNKNOWN = "province_unknown"
    ZIP_FORM = "zip_form"
    ZIP_ELSEWHERE = "zip_elsewhere"
    ZERO_ADDED = "zero_added"
    ROUGH_LETTERS = "rough_letters"
    LEFT_OUT = "left_out"
    MILITARY = "military"


SENTENCES: dict[AddressCode, str] = {
    AddressCode.BROKEN: "The order has no address that can be read",
    AddressCode.COUNTRY_UNKNOWN: "“{country}” is no country that the post knows",
    AddressCode.MISSING: "{field}: nothing is there",
    AddressCode.TOO_LONG: "{field}: AliExpress takes {most} signs at most, these are {length}",
    AddressCode.TOO_SHORT: "{field}: AliExpress wants {least} signs at least",
    AddressCode.ONE_NAME: "AliExpress wants a first and a last name with one space between",
    AddressCode.LETTERS_WRONG: "{field}: AliExpress takes plain Latin letters only",
    AddressCode.PROVINCE_OTHER: "AliExpress does not take “Other” as a province",
    AddressCode.PHONE_LENGTH: "AliExpress wants {digits} digits for this country, these are"
    " {length}",
    AddressCode.PHONE_START: "AliExpress wants a mobile number that begins with {start}",
    AddressCode.ID_MISSING: "Parcels to this country need the customer's {id}. Ask for it",
    AddressCode.ID_WRONG: "This cannot be a right {id}: look for a slip of the keys",
    AddressCode.PHONE_MISSING: "There is no telephone number; AliExpress asks for one",
    AddressCode.PHONE_WRONG: "This telephone number cannot exist in its country",
    AddressCode.PHONE_EXTENSION: "The extension {extension} finds no place in AliExpress' form",
    AddressCode.PROVINCE_UNKNOWN: "“{province}” is not in the list of provinces",
    AddressCode.ZIP_FORM: "“{zip}” does not look like a postcode of this country",
    AddressCode.ZIP_ELSEWHERE: "The postcode “{zip}” is not of {province}",
    AddressCode.ZERO_ADDED: "The postcode seems to have lost a zero at the front; it was added",
    AddressCode.ROUGH_LETTERS: "{field}: spelt sign by sign. Better ask the customer how they"
    " write it in Latin letters",
    AddressCode.LEFT_OUT: "{field}: {signs} cannot be written and was left out",
    AddressCode.MILITARY: "A military address: few parcels from abroad get there",
}
FIELD_NAMES: dict[Field, str] = {
    Field.COUNTRY: "Country",
    Field.NAME: "Name",
    Field.CALLING_CODE: "Country code",
    Field.PHONE: "Mobile number",
    Field.TAX_ID: "Number for the customs",
    Field.ADDRESS: "Street address",
    Field.ADDRESS2: "Apt, suite, unit",
    Field.PROVINCE: "State or province",
    Field.CITY: "City",
    Field.ZIP: "Postcode",
}
_BLOCKING = frozenset(
    {
        AddressCode.BROKEN, AddressCode.COUNTRY_UNKNOWN, AddressCode.MISSING,
        AddressCode.TOO_LONG, AddressCode.TOO_SHORT, AddressCode.ONE_NAME,
        AddressCode.LETTERS_WRONG, AddressCode.PROVINCE_OTHER, AddressCode.PHONE_LENGTH,
        AddressCode.PHONE_START, AddressCode.ID_MISSING, AddressCode.ID_WRONG,
    }
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class AddressProblem:
    """One thing that is wrong; `field` is where, `facts` are the values its sentence names."""

    code: AddressCode
    field: Field | None = None
    facts: Mapping[str, str] = dataclasses.field(default_factory=dict)

    @property
    def severity(self) -> Level:
        """Whether the form would not be taken as it is, or somebody should look."""
        return Level.BLOCKED if self.code in _BLOCKING else Level.LOOK

    def sentence(self) -> str:
        """The English sentence."""
        name = FIELD_NAMES[self.field] if self.field else ""
        return SENTENCES[self.code].format(**{"field": name, **self.facts})


@dataclass(frozen=True, slots=True)
class ProposedField:
    """One field: what the customer wrote there, what AliExpress is given, and why it differs."""

    name: Field
    original: str
    proposed: str
    why: tuple[Why, ...] = ()


@dataclass(frozen=True, slots=True)
class Proposal:
    """An address as AliExpress takes it, in the order in which its form asks.

    `original` is what the customer wrote; its `fingerprint` is what an approval is bound to.
    `ids` are the kinds of number of which one is asked for. `problems` are worst first.
    """

    original: PostalAddress
    fields: tuple[ProposedField, ...]
    ids: tuple[IdKind, ...]
    problems: tuple[AddressProblem, ...]

    @property
    def values(self) -> dict[Field, str]:
        """What goes into each field, in the order of the form."""
        return {one.name: one.proposed for one in self.fields}

    @property
    def blocked(self) -> bool:
        """Whether the form would not be taken as it is."""
        return any(one.severity is Level.BLOCKED for one in self.problems)

    @property
    def needs_eyes(self) -> bool:
        """Whether somebody has to look at it before it is used: more than its form was changed."""
        changed = any(why not in FORMAL for one in self.fields for why in one.why)
        return changed or bool(self.problems)


def worst_first(problems: Iterable[AddressProblem]) -> tuple[AddressProblem, ...]:
    """The problems by severity, worst first, otherwise in the order given; none twice."""
    once = list({(one.code, one.field): one for one in problems}.values())
    return tuple(sorted(once, key=lambda problem: -problem.severity))
