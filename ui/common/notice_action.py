"""What the status bar tells besides its words: a link that takes it back, and that it is bad."""

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class NoticeAction:
    """Offered for ten seconds: its verb, and what it does."""

    text: str
    run: Callable[[], None]


class BadNews(str):
    """A sentence about something that went wrong: it is shown with another icon."""

    __slots__ = ()
