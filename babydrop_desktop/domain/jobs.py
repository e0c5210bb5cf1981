"""One piece of long work, its states, and the stages it can continue from after a crash."""

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from datetime import datetime, timedelta
from decimal import Decimal
from enum import StrEnum
from typing import Any, NewType, Self

JobId = NewType("JobId", str)

# How long a running job belongs to the program that took it, without a sign of life.
LEASE = timedelta(seconds=60)
# No pause is longer (a host's "Retry-After", a full day); one that seems to be was noted by a clock
# that was set back since, and counts for nothing.
LONGEST_PAUSE = timedelta(hours=25)
# How long a turn to fetch a page counts, once it is given: the window of the rate.
TURN = timedelta(minutes=1)
# A job that ended its program this often is not started again by itself (a poison job).
MAX_ATTEMPTS = 3


class JobState(StrEnum):
    """Where a job is. QUEUED, RUNNING and READY are open; the others are ends."""

    QUEUED = "queued"
    RUNNING = "running"
    READY = "ready"  # read, and waiting for the owner to say Import
    DONE = "done"
    REFUSED = "refused"  # a known outcome: captcha, duplicate, not a product …
    FAILED = "failed"  # something outside did not answer, or a bug; may be tried again
    CANCELLED = "cancelled"


OPEN = frozenset({JobState.QUEUED, JobState.RUNNING, JobState.READY})
# What "Try again" may start from.
RETRYABLE = frozenset({JobState.REFUSED, JobState.FAILED, JobState.CANCELLED})


class Stage(StrEnum):
    """The stages of an import, in order. A job stores the stage that it will do next."""

    FETCH = "fetch"
    READ = "read"
    PRICE = "price"
    PICTURES = "pictures"
    SAVE = "save"
    END = "end"


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a job is: `done` of `of` pieces of `stage` (0 of 0 where it has no pieces)."""

    stage: Stage
    done: int = 0
    of: int = 0


class SourceKind(StrEnum):
    """What the owner gave: an address, or a page's own text."""

    ADDRESS = "address"
    PAGE = "page"


@dataclass(frozen=True, slots=True)
class OptionWord:
    """The shop's word for one value of an option; for the option itself where `value` is ""."""

    axis: str
    value: str
    word: str


@dataclass(frozen=True, slots=True)
class OptionPicture:
    """The picture (one of the product's) that variants with this value have; "" for none."""

    axis: str
    value: str
    url: str


@dataclass(frozen=True, slots=True)
class Choices:
    """What the owner decided about one import; None means the program's own proposal.

    `pictures` are addresses in the order wanted, `sku_ids` the supplier rows to sell,
    `warehouse` the warehouse id to buy from, `price` the owner's own, in the shop's currency.
    `description` is the owner's text, as `domain.rich_text` shows it; "" sells without one.
    `words` rename options, `option_pictures` give variants another picture than the supplier's.
    """

    category_id: str | None = None
    title: str | None = None
    pictures: tuple[str, ...] | None = None
    sku_ids: tuple[str, ...] | None = None
    warehouse: str | None = None
    for_sale: bool = False
    price: Decimal | None = None
    description: str | None = None
    words: tuple[OptionWord, ...] | None = None
    option_pictures: tuple[OptionPicture, ...] | None = None


@dataclass(frozen=True, slots=True)
class JobSummary:
    """What a list shows of a job without opening it. Money is in the shop's currency."""

    title: str = ""
    picture: str | None = None
    variants: int = 0
    pictures: int = 0
    cost: Decimal | None = None
    price: Decimal | None = None
    margin_percent: int | None = None
    check: str = ""  # the code of the worst check, see domain/checks.py
    check_facts: dict[str, str] = field(default_factory=dict)
    lost_pictures: int = 0  # those of options too
    lost_options: int = 0  # how many of them belong to options only
    no_description: bool = False  # there is one, and it could not be fetched
    unticked: bool = False  # the owner wants to leave it out of "Import all ticked"

    def to_json(self) -> dict[str, Any]:
        """The summary as JSON keeps it: amounts as text."""
        texts = {name: None if (v := getattr(self, name)) is None else str(v) for name in _AMOUNTS}
        return {**{field.name: getattr(self, field.name) for field in fields(self)}, **texts}

    @classmethod
    def from_json(cls, tree: Mapping[str, Any]) -> Self:
        """The summary that `to_json` made; unknown entries are left out."""
        known = {field.name: tree[field.name] for field in fields(cls) if field.name in tree}
        for name in _AMOUNTS:
            if known.get(name) is not None:
                known[name] = Decimal(known[name])
        return cls(**known)


_AMOUNTS = ("cost", "price")


@dataclass(frozen=True, slots=True)
class JobRow:
    """One line of the list of jobs.

    `not_before` is when a queued job goes on at the earliest, and `waits_for` the host that asks
    for a pause, or "day"; of a running one it is what the owner has to do ("captcha", "login").
    """

    id: JobId
    state: JobState
    stage: Stage
    done: int
    of: int
    source_kind: SourceKind
    source: str
    canonical_id: str | None
    category_id: str | None
    product_id: str | None
    outcome: str | None
    reason: str | None
    message: str | None
    facts: dict[str, str]
    summary: JobSummary
    created_at: datetime
    updated_at: datetime
    attempts: int = 0
    not_before: datetime | None = None
    waits_for: str = ""


@dataclass(frozen=True, slots=True)
class Pause:
    """So many queued jobs wait until a time; the first goes on at `until`.

    `waits_for` is the host that asked for its pause, or "day".
    """

    count: int
    waits_for: str
    until: datetime
