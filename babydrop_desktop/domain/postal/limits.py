"""What AliExpress takes of an address, country by country: lengths, letters, forms, numbers.

Source: AliExpress' official changelog of its order interface. Where that gives no figure for a
country, the widest that it gives anywhere (Saudi Arabia's) holds: narrower would be made up.
"""

from dataclasses import dataclass, replace
from enum import StrEnum

from babydrop_desktop.domain.postal.ids import IdKind


class NameForm(StrEnum):
    """How a name has to look."""

    ANY = "any"
    SPACED = "spaced"  # a space between first and last name
    TWO_PARTS = "two_parts"  # exactly one space, each part within the limit
    LETTERS = "letters"  # A to Z and spaces only, at least one space


@dataclass(frozen=True, slots=True)
class Span:
    """From how many signs to how many."""

    least: int
    most: int

    def holds(self, text: str) -> bool:
        """Whether a text is that long."""
        return self.least <= len(text) <= self.most


@dataclass(frozen=True, slots=True)
class Limits:
    """What one country's form takes.

    `phone` is how many digits the number has, country code apart; None where only the country's
    own rules count. `phone_starts` is its first digit, "" for any. `ids` are the numbers of which
    one is asked for, () for none. `provinces_other`: "Other" is taken as a province.
    """

    name: Span = Span(2, 128)
    name_form: NameForm = NameForm.ANY
    address: Span = Span(5, 256)
    address2: Span = Span(0, 256)
    city: Span = Span(2, 64)
    province: Span = Span(2, 64)
    provinces_other: bool = True
    zip: Span = Span(1, 10)
    phone: Span | None = None
    phone_starts: str = ""
    ids: tuple[IdKind, ...] = ()


_PLAIN = Limits()
_US = replace(
    _PLAIN,
    name=Span(2, 32),  # each part
    name_form=NameForm.TWO_PARTS,
    address=Span(5, 35),
    address2=Span(0, 35),
    provinces_other=False,
)
_OCEANIA = replace(_PLAIN, name_form=NameForm.LETTERS)
_BY_COUNTRY: dict[str, Limits] = {
    "US": _US,
    "AU": _OCEANIA,
    "NZ": _OCEANIA,
    "SA": replace(
        _PLAIN, phone=Span(9, 9), phone_starts="5", ids=(IdKind.SAUDI_ADDRESS,)
    ),
    "ES": replace(_PLAIN, phone=Span(9, 9)),
    "MX": replace(_PLAIN, address2=Span(0, 60), ids=(IdKind.CURP, IdKind.RFC)),
    "BR": replace(_PLAIN, name_form=NameForm.SPACED, ids=(IdKind.CPF, IdKind.CNPJ)),
    "AR": replace(_PLAIN, phone=Span(10, 10), ids=(IdKind.CUIT,)),
    "IL": replace(_PLAIN, ids=(IdKind.ISRAELI,)),
    "CL": replace(_PLAIN, ids=(IdKind.RUT,)),
    "KR": replace(_PLAIN, ids=(IdKind.PCCC,)),
    "DZ": replace(_PLAIN, name_form=NameForm.SPACED),
    "ZA": replace(_PLAIN, name_form=NameForm.SPACED),
}  # fmt: skip


def limits_of(country: str) -> Limits:
    """What the form of a country (ISO 3166-1 alpha-2) takes."""
    return _BY_COUNTRY.get(country, _PLAIN)
