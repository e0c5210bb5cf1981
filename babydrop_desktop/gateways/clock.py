"""Tells the shop's work what time it is."""

from datetime import UTC, datetime
from typing import Protocol


class TellsTime(Protocol):
    """Whatever knows the time: this machine's clock, or a test's."""

    def now(self) -> datetime:
        """Now, aware, in UTC, in whole milliseconds."""


class SystemClock:
    """The time of this machine."""

    def now(self) -> datetime:
        """Now, aware, in UTC, cut to whole milliseconds (storefront contract, rule 2)."""
        now = datetime.now(UTC)  # noqa: TID251 - this is the Clock that everybody else asks
        return now.replace(microsecond=now.microsecond // 1000 * 1000)
