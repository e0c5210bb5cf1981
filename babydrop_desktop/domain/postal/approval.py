"""The address that the owner approved for AliExpress, and whether it still counts."""

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from babydrop_desktop.domain.postal.ids import read
from babydrop_desktop.domain.postal.limits import limits_of
from babydrop_desktop.domain.postal.proposal import Field, Proposal

_MOST = 1_000


@dataclass(frozen=True, slots=True)
class Approval:
    """What goes into each field of the form, approved by `who` at a time (UTC).

    `fingerprint` is that of the customer's address that was looked at. `id` is new each time.
    """

    id: str
    order_id: str
    fingerprint: str
    values: Mapping[Field, str]
    at: datetime
    who: str
    device: str


@dataclass(frozen=True, slots=True)
class DeskView:
    """One order's address on the desk: what is proposed, and what was approved last, if anything.

    `proposal` is for the customer's address as it is now.
    """

    order_id: str
    proposal: Proposal
    approval: Approval | None

    @property
    def approved(self) -> bool:
        """Whether what was approved is for the address as it is now."""
        return self.approval is not None and not self.changed

    @property
    def changed(self) -> bool:
        """Whether the customer's address changed since it was approved."""
        now = self.proposal.original.fingerprint
        return self.approval is not None and self.approval.fingerprint != now

    @property
    def values(self) -> Mapping[Field, str]:
        """What AliExpress is given: what was approved, else what is proposed."""
        if self.approval is not None and not self.changed:
            return self.approval.values
        return self.proposal.values


def tidy(values: Mapping[Field, str]) -> dict[Field, str]:
    """What the owner typed, in the order of the form: single spaces, nothing that nobody sees.

    Every field is there but the customs' number where the country has none; that is written as its
    country writes it.
    """
    found = {field: _seen(values.get(field, "")) for field in Field}
    found[Field.COUNTRY] = found[Field.COUNTRY].upper()
    kinds = limits_of(found[Field.COUNTRY]).ids
    number = found[Field.TAX_ID]
    found[Field.TAX_ID] = read(number, kinds) or number
    if not kinds:
        del found[Field.TAX_ID]
    return found


def _seen(text: str) -> str:
    signs = (" " if sign.isspace() else sign for sign in text[:_MOST])
    seen = (sign for sign in signs if unicodedata.category(sign) not in {"Cc", "Cf", "Cs"})
    return " ".join("".join(seen).split())
