"""Queues the lines of a list, each with the category, title and price that it gives."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from babydrop_desktop.db import categories
from babydrop_desktop.db.unit import Database
from babydrop_desktop.domain.catalog import CategoryRow
from babydrop_desktop.domain.item_address import ItemAddress, parse_item_address, split_addresses
from babydrop_desktop.domain.item_list import ROUNDED, ItemList, ListLine
from babydrop_desktop.domain.jobs import Choices
from babydrop_desktop.domain.listed_price import read_price
from babydrop_desktop.domain.wording import plain
from babydrop_desktop.errors import Refused
from babydrop_desktop.services.staging import RefusedLine, StageReport, Staging


@dataclass(frozen=True, slots=True)
class _Good:
    """A line that can be taken in."""

    line: ListLine
    address: ItemAddress
    choices: Choices


@dataclass(frozen=True, slots=True)
class ListedItems:
    """Puts the lines of lists into the queue."""

    db: Database
    importing: Staging
    currency: str
    first: Choices  # what a line does not say, and the caller neither

    def stage(
        self, items: ItemList, *, auto: bool = False, choices: Choices | None = None
    ) -> StageReport:
        """Queue each good line once; the others are refused with their number and a reason.

        `choices` hold for what a line leaves open. Reasons: those of `parse_item_address`, of
        `read_price`, and "list_many_addresses", "list_rounded_number", "list_repeated",
        "list_unknown_category".
        """
        with self.db.read() as session:
            known = _by_words(categories.all_rows(session))
        good: list[_Good] = []
        refused: list[RefusedLine] = []
        seen: dict[str, int] = {}
        for line in items.lines:
            try:
                found = self._good(line, known, choices or self.first)
                _refuse_repeated(found, seen)
            except Refused as refusal:
                refused.append(_refused(line, refusal))
            else:
                seen[found.address.canonical_id] = line.number
                good.append(found)
        staged = self.importing.stage_chosen(
            [(one.address, one.choices) for one in good], auto=auto
        )
        return StageReport(staged, tuple(refused), tuple(one.line.number for one in good))

    def category_names(self) -> tuple[str, ...]:
        """The names of the shop's categories, as a list may say them."""
        with self.db.read() as session:
            return tuple(row.name for row in categories.all_rows(session))

    def _good(self, line: ListLine, known: Mapping[str, str], first: Choices) -> _Good:
        address = _address(line)
        chosen = first
        if line.category:
            chosen = replace(chosen, category_id=_category(line.category, known))
        if title := plain(line.title):
            chosen = replace(chosen, title=title)
        if line.price:
            chosen = replace(chosen, price=self._price(line.price))
        return _Good(line, address, chosen)

    def _price(self, text: str) -> Decimal:
        return read_price(text, self.currency)


def _address(line: ListLine) -> ItemAddress:
    if line.address.startswith(ROUNDED):
        raise Refused(
            "A spreadsheet has rounded this item number. Put the item's address there, or make the "
            "column text before you type the number.",
            reason="list_rounded_number",
            number=line.address.removeprefix(ROUNDED),
        )
    parts = split_addresses(line.address)
    if len(parts) > 1:
        raise Refused(
            "There are several addresses in one cell. Give each a line of its own.",
            reason="list_many_addresses",
        )
    if not line.address:
        raise Refused("This line has no address.", reason="list_no_address")
    return parse_item_address(parts[0] if parts else line.address)


def _refuse_repeated(found: _Good, seen: Mapping[str, int]) -> None:
    before = seen.get(found.address.canonical_id)
    if before is not None:
        raise Refused(
            f"This is the product of line {before} once more.",
            reason="list_repeated",
            before=str(before),
        )


def _category(text: str, known: Mapping[str, str]) -> str:
    found = known.get(_key(text))
    if found is None:
        raise Refused(
            f"The shop has no category {text!r}. Write one of its own as the shop does.",
            reason="list_unknown_category",
            category=plain(text)[:80],
        )
    return found


def _by_words(rows: Sequence[CategoryRow]) -> Mapping[str, str]:
    """Category ids by slug and by name, the slug first where both are the same words."""
    return {_key(row.name): row.id for row in rows} | {_key(row.slug): row.id for row in rows}


def _key(text: str) -> str:
    return " ".join(text.casefold().split())


def _refused(line: ListLine, refusal: Refused) -> RefusedLine:
    shown = plain(line.shown.removeprefix(ROUNDED))[:200]
    return RefusedLine(shown, refusal.reason, str(refusal), line.number, refusal.facts)
