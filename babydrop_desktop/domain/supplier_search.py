"""What a search at the supplier's found, before any of it is imported."""

from dataclasses import dataclass

from babydrop_desktop.domain.money import Money


@dataclass(frozen=True, slots=True)
class FoundItem:
    """One line of a search. `price` is what a buyer pays now, None where it is not told."""

    item_id: str
    title: str
    price: Money | None
    picture: str | None


@dataclass(frozen=True, slots=True)
class SearchPage:
    """One page of what was found, and how many there are in all (None where it is not told)."""

    items: tuple[FoundItem, ...]
    total: int | None
