"""The ids of a list in their order, and the rows that were looked at last."""

from collections import OrderedDict
from collections.abc import Sequence
from typing import Generic, TypeVar

R = TypeVar("R")


class KeptRows(Generic[R]):
    """`ids` as they stand in the list; of their rows as many as `keep` is told."""

    def __init__(self) -> None:
        self.ids: list[str] = []
        self._places: dict[str, int] = {}
        self._rows: OrderedDict[str, R] = OrderedDict()

    def clear(self) -> None:
        """Forget all."""
        self.ids, self._places = [], {}
        self._rows.clear()

    def place(self, row_id: str) -> int | None:
        """Where an id stands; None where it does not."""
        return self._places.get(row_id)

    def get(self, row_id: str) -> R | None:
        """A row, if it is still kept."""
        return self._rows.get(row_id)

    def put(self, ids: Sequence[str], at: int) -> None:
        """Put ids in at a place."""
        self.ids[at:at] = ids
        self._places |= {one: at + n for n, one in enumerate(self.ids[at:])}

    def number(self) -> None:
        """After `ids` was changed by hand."""
        self._places = {one: at for at, one in enumerate(self.ids)}

    def keep(self, row_id: str, row: R, most: int) -> None:
        """Keep a row; of more than `most` those go that were told longest ago."""
        self._rows[row_id] = row
        self._rows.move_to_end(row_id)
        while len(self._rows) > most:
            self._rows.popitem(last=False)
