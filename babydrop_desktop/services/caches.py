"""Keeps for a moment what is shown again and again, so that the shop's database is asked less.

Only for showing: what acts asks the database itself. Whatever this program changes is forgotten at
once; what others change is seen when its age limit is over: on a shared database after at most
ten seconds.
"""

import time
from collections.abc import Callable, Hashable
from contextlib import suppress
from dataclasses import dataclass
from threading import Condition
from typing import TYPE_CHECKING, Final, Generic, TypeVar

from cachetools import TTLCache

from babydrop_desktop.domain.changes import Change
from babydrop_desktop.errors import Unavailable

if TYPE_CHECKING:
    from babydrop_desktop.domain.attention import DayFacts
    from babydrop_desktop.domain.catalog import CategoryRow
    from babydrop_desktop.domain.orders import OrderCounts, OrderDetail

SHARED_SECONDS: Final = 10.0
OWN_SECONDS: Final = 60.0  # this program alone writes here; a command beside the window may too
_Value = TypeVar("_Value")


@dataclass(slots=True)
class _Asked:
    """A question under way, and what came of it: whoever waits for it hears of a dead server."""

    over: bool = False
    trouble: Unavailable | None = None


class Kept(Generic[_Value]):
    """Answers by their question, each asked once however many ask at the same time."""

    def __init__(
        self, seconds: float, most: int, *, timer: Callable[[], float] = time.monotonic
    ) -> None:
        self._cache: TTLCache[Hashable, _Value] = TTLCache(most, seconds, timer)
        self._condition = Condition()
        self._asking: dict[Hashable, _Asked] = {}
        self._forgotten = 0

    def get(self, key: Hashable, ask: Callable[[], _Value]) -> _Value:
        """The answer to `key`: the kept one, else that of `ask`. Raises what `ask` raises.

        Who waited for somebody else's question and heard that the database does not answer does not
        wait as long once more.
        """
        with self._condition:
            while True:
                with suppress(KeyError):  # it may have grown old since it was looked for
                    return self._cache[key]
                others = self._asking.get(key)
                if others is None:
                    break
                self._condition.wait_for(lambda asked=others: asked.over)  # type: ignore[misc]
                if others.trouble is not None:
                    raise others.trouble
            mine = self._asking[key] = _Asked()
            before = self._forgotten
        try:
            found = ask()
            with self._condition:
                # What was asked before something changed is shown once, and not kept.
                if self._forgotten == before:
                    self._cache[key] = found
        except Unavailable as error:
            mine.trouble = error
            raise
        finally:
            with self._condition:
                mine.over = True
                del self._asking[key]
                self._condition.notify_all()
        return found

    def forget(self, *keys: Hashable) -> None:
        """Forget these answers; all of them where none is named."""
        with self._condition:
            self._forgotten += 1
            if keys:
                for key in keys:
                    self._cache.pop(key, None)
            else:
                self._cache.clear()


class Caches:
    """What of the shop is kept, by kind; `changed` listens to the shop's own changes."""

    def __init__(self, *, shared: bool, timer: Callable[[], float] = time.monotonic) -> None:
        seconds = SHARED_SECONDS if shared else OWN_SECONDS
        # An order's items bring their sources and suppliers: they are kept with it.
        self.details: Kept[OrderDetail] = Kept(seconds, 200, timer=timer)
        self.counts: Kept[OrderCounts] = Kept(SHARED_SECONDS, 50, timer=timer)
        self.days: Kept[DayFacts] = Kept(seconds, 1, timer=timer)
        self.categories: Kept[tuple[CategoryRow, ...]] = Kept(seconds, 1, timer=timer)

    def changed(self, change: Change) -> None:
        """Forget what a change of ours may have made wrong."""
        if change.orders or change.products or change.categories:
            self.details.forget()  # an order shows its products' pairs and prices too
            self.days.forget()
        if change.orders:
            self.counts.forget()
        if change.categories or change.products:
            self.categories.forget()

    def forget(self) -> None:
        """Forget everything: the owner asked to see it anew."""
        self.details.forget()
        self.counts.forget()
        self.days.forget()
        self.categories.forget()
