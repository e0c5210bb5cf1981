"""Where a list's rows come from: pages by key from either end, and single rows by id."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

R = TypeVar("R")


@dataclass(frozen=True, slots=True)
class Page(Generic[R]):
    """Some rows, and the key that the next ones start behind (None at the end)."""

    rows: Sequence[R]
    next: Any


class Source(Generic[R]):
    """Where rows come from. `page` and `rows` are awaited; they never run on the main thread.

    `turned` gives the question for the same rows in the opposite order: so the list is read from
    its end.
    """

    def __init__(
        self,
        page: Callable[[Any, Any, int], Awaitable[Page[R]]],
        rows: Callable[[tuple[str, ...]], Awaitable[Sequence[R]]],
        id_of: Callable[[R], str],
        turned: Callable[[Any], Any],
    ) -> None:
        self._page = page
        self.rows = rows
        self.id_of = id_of
        self._turned = turned

    async def page(self, query: object, key: object, limit: int, *, back: bool) -> Page[R]:
        """The rows behind `key`, or before it (`back`); as they stand in the list."""
        if not back:
            return await self._page(query, key, limit)
        found = await self._page(self._turned(query), key, limit)
        return Page(tuple(reversed(found.rows)), found.next)
