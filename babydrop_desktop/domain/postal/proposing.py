"""Proposes the address that AliExpress is given for the one that the customer wrote."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from babydrop_desktop.domain.postal import checking, zips
from babydrop_desktop.domain.postal.address import PostalAddress
from babydrop_desktop.domain.postal.ids import read
from babydrop_desktop.domain.postal.knowledge import PLAIN, Knowledge
from babydrop_desktop.domain.postal.letters import Spelt, spell
from babydrop_desktop.domain.postal.limits import Limits, limits_of
from babydrop_desktop.domain.postal.lines import two_lines
from babydrop_desktop.domain.postal.names import apart, one_field
from babydrop_desktop.domain.postal.phones import without_mobile_sign
from babydrop_desktop.domain.postal.proposal import (
    AddressCode,
    AddressProblem,
    Field,
    Proposal,
    ProposedField,
    Why,
    worst_first,
)

# What people and shops write for a country that has another code.
_ALIASES = {"UK": "GB", "EL": "GR"}
_MOST_TOLD = 80


def propose(
    address: PostalAddress, knowledge: Knowledge = PLAIN, *, tax_id: str = "", phone: str = ""
) -> Proposal:
    """The address field by field in the order of AliExpress' form, with why and what is wrong.

    `phone` is the order's own number, for an address without one; `tax_id` what the customer told.
    Nothing raises, whatever stands in the address. What does not fit stays, and is said.
    """
    if address.broken:
        return Proposal(address, (), (), (AddressProblem(AddressCode.BROKEN),))
    written = _clean(address.country)
    code = written.upper()
    country = _ALIASES.get(code, code)
    draft = _Draft(country, limits_of(country), knowledge)
    draft.put(Field.COUNTRY, address.country, country, (Why.FORM,) if country != written else ())
    _name(draft, address)
    _phone(draft, address.phone or phone)
    if draft.limits.ids:
        _id(draft, tax_id)
    _lines(draft, address)
    _province(draft, address.state)
    city = draft.spell(Field.CITY, address.city)
    draft.put(Field.CITY, address.city, city.text, city.why)
    _zip(draft, address.zip)
    return draft.proposal(address)


def as_address(values: Mapping[Field, str]) -> PostalAddress:
    """The values of the form as an address: proposing for it proposes the same again."""
    first, last = apart(values.get(Field.NAME, ""))
    number, code = values.get(Field.PHONE, ""), values.get(Field.CALLING_CODE, "")
    return PostalAddress(
        first_name=first,
        last_name=last,
        line1=values.get(Field.ADDRESS, ""),
        line2=values.get(Field.ADDRESS2, ""),
        city=values.get(Field.CITY, ""),
        state=values.get(Field.PROVINCE, ""),
        zip=values.get(Field.ZIP, ""),
        country=values.get(Field.COUNTRY, ""),
        phone=f"+{code}{number}" if number and code else number,
    )


@dataclass(slots=True)
class _Draft:
    """What is proposed so far."""

    country: str
    limits: Limits
    knowledge: Knowledge
    fields: list[ProposedField] = field(default_factory=list)
    said: list[AddressProblem] = field(default_factory=list)

    def put(self, name: Field, original: str, proposed: str, why: tuple[Why, ...]) -> None:
        """Note a field; a reason counts once, and only where something differs."""
        reasons = tuple(dict.fromkeys(why)) if proposed != original else ()
        if proposed != original and not reasons:
            reasons = (Why.SPACES,)  # the customer's had one at its end
        self.fields.append(ProposedField(name, original, proposed, reasons))

    def say(self, code: AddressCode, name: Field, **facts: str) -> None:
        """Note what is wrong."""
        self.said.append(AddressProblem(code, name, facts))

    def spell(self, name: Field, text: str) -> Spelt:
        """A text in plain letters; what is lost by it is said."""
        found = spell(text, self.country, self.knowledge.latin)
        if found.lost:
            self.say(AddressCode.LEFT_OUT, name, signs=found.lost[:_MOST_TOLD])
        if found.rough:
            self.say(AddressCode.ROUGH_LETTERS, name)
        if found.cut:
            facts = {"most": str(len(found.text)), "length": str(len(text))}
            self.say(AddressCode.TOO_LONG, name, **facts)
        return found

    def proposal(self, original: PostalAddress) -> Proposal:
        """What is proposed, with what is wrong about it."""
        values = {one.name: one.proposed for one in self.fields}
        found = checking.problems(values, self.knowledge)
        return Proposal(
            original, tuple(self.fields), self.limits.ids, worst_first((*self.said, *found))
        )


def _clean(text: str) -> str:
    return " ".join(text[:_MOST_TOLD].split())


def _name(draft: _Draft, address: PostalAddress) -> None:
    first = draft.spell(Field.NAME, address.first_name)
    last = draft.spell(Field.NAME, address.last_name)
    whole, why, lost = one_field(first.text, last.text, draft.limits.name_form)
    if lost:
        draft.say(AddressCode.LEFT_OUT, Field.NAME, signs=lost[:_MOST_TOLD])
    draft.put(Field.NAME, address.name, whole, (*first.why, *last.why, *why))


def _phone(draft: _Draft, text: str) -> None:
    found = draft.knowledge.phone(text, draft.country) if text.strip() else None
    if found is None:
        if text.strip():
            draft.say(AddressCode.PHONE_WRONG, Field.PHONE)
        draft.put(Field.CALLING_CODE, "", "", ())
        draft.put(Field.PHONE, text, "", (Why.DIGITS,))
        return
    number = without_mobile_sign(found)
    if number.extension:
        draft.say(AddressCode.PHONE_EXTENSION, Field.PHONE, extension=number.extension)
    trunk = (Why.TRUNK,) if number.trunk else ()
    form = (Why.FORM,) if number.national != found.national else ()
    apart_ = (Why.CODE_APART,) if text.lstrip().startswith(("+", "00")) else ()
    draft.put(Field.CALLING_CODE, "", number.calling_code, (Why.CODE_APART,))
    draft.put(Field.PHONE, text, number.national, (*trunk, *form, *apart_, Why.DIGITS))


def _id(draft: _Draft, text: str) -> None:
    typed = _clean(text)
    right = read(typed, draft.limits.ids)
    draft.put(Field.TAX_ID, text, right or typed, (Why.FORM,))


def _lines(draft: _Draft, address: PostalAddress) -> None:
    line1 = draft.spell(Field.ADDRESS, address.line1)
    line2 = draft.spell(Field.ADDRESS2, address.line2)
    company = draft.spell(Field.ADDRESS2, address.company)
    first, second = two_lines(line1.text, line2.text, company.text, draft.limits)
    draft.put(Field.ADDRESS, address.line1, first[0], (*line1.why, *first[1]))
    draft.put(Field.ADDRESS2, address.line2, second[0], (*line2.why, *company.why, *second[1]))


def _province(draft: _Draft, text: str) -> None:
    spelt = draft.spell(Field.PROVINCE, text)
    found = draft.knowledge.province(draft.country, text.strip())
    listed = found or draft.knowledge.province(draft.country, spelt.text)
    if listed is None:
        draft.put(Field.PROVINCE, text, spelt.text, spelt.why)
        return
    # What the list itself spells is no sign by sign.
    draft.said = [
        one for one in draft.said
        if one.field is not Field.PROVINCE or one.code is AddressCode.TOO_LONG
    ]  # fmt: skip
    draft.put(Field.PROVINCE, text, listed.name, (Why.LISTED,))


def _zip(draft: _Draft, text: str) -> None:
    spelt = draft.spell(Field.ZIP, text)
    code, why = zips.written(spelt.text, draft.country)
    if Why.ZERO in why:
        draft.say(AddressCode.ZERO_ADDED, Field.ZIP)
    draft.put(Field.ZIP, text, code, (*spelt.why, *why))
