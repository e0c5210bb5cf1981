"""Every way in which the shop's work can stop for a known reason.

    ShopError
    ├── Refused       a rule of the shop says no; the reason says what to do instead
    ├── NotFound      the thing asked for is not there
    ├── Conflict      somebody else changed it since it was shown
    ├── Unavailable   something outside this program does not answer
    ├── Limit         too much, too large or too many at once
    └── Stopped       the owner, or the end of the program, cancelled it

Anything else that is raised is a bug. Each kind carries a stable `reason` (a short code that tests,
scripts and the window use) and `facts`; the sentence in `str(error)` is the English one, which
the window may replace by its own words.
"""

from typing import ClassVar


class ShopError(Exception):
    """A known reason to stop.

    `reason` is a short, stable code such as "duplicate"; `facts` are the values that its sentence
    names, as text.
    """

    exit_code: ClassVar[int] = 3

    def __init__(self, message: str, *, reason: str, **facts: str) -> None:
        super().__init__(message)
        self.reason = reason
        self.facts = facts


class Refused(ShopError):
    """A rule of the shop says no."""


class NotFound(ShopError):
    """What was asked for is not there."""


class Conflict(ShopError):
    """Somebody else changed it since it was shown."""


class Unavailable(ShopError):
    """Something outside this program does not answer. It may work later."""

    exit_code = 4


class Limit(ShopError):
    """Too much, too large or too many at once."""


class Stopped(ShopError):
    """The owner, or the end of the program, cancelled the work."""
