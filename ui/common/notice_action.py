"""A link in the status bar that takes back what just happened."""

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class NoticeAction:
    """Offered for ten seconds: its verb, and what it does."""

    text: str
    run: Callable[[], None]
