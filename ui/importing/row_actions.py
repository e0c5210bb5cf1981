"""What the owner can do with one line of the list, the same in buttons, menus and keys."""

from enum import StrEnum

from babydrop_desktop.domain.checks import CheckCode
from babydrop_desktop.domain.jobs import OPEN, RETRYABLE, JobRow, JobState, SourceKind, Stage

# Checks that block an import, whatever the price.
BLOCKING = frozenset(
    {
        *(CheckCode.DUPLICATE, CheckCode.NO_CATEGORY, CheckCode.NO_VARIANT),
        *(CheckCode.PRICE_REFUSED, CheckCode.VARIANTS_UNKNOWN, CheckCode.ITEM_UNKNOWN),
    }
)
READ_STAGES = (Stage.FETCH, Stage.READ)
# Where an import takes its turn: before its page is fetched, or where a given page is priced.
TURN_STAGES = frozenset({Stage.FETCH, Stage.PRICE})
RUNNING = frozenset({JobState.QUEUED, JobState.RUNNING})
# Refusals that the owner ends in a browser: look at the page, then save it or try again.
NEEDS_OWNER = frozenset({"captcha", "token_needed", "region_unavailable", "api_error"})
# What a job waits for the owner to do in the browser's window.
IN_BROWSER = frozenset({"captcha", "login"})
DUPLICATE = "duplicate"
# Refused again however often it is tried.
FINAL = frozenset({"demo_shut"})
# No other page of this item would be read either.
GONE = frozenset({"removed"})


class RowAction(StrEnum):
    """One thing to do with a line."""

    IMPORT = "import"
    CANCEL = "cancel"
    RETRY = "retry"
    CHOOSE_FILE = "choose_file"
    SHOW_PRODUCT = "show_product"
    OPEN_PAGE = "open_page"
    SHOW_BROWSER = "show_browser"
    REMOVE = "remove"


def is_importing(row: JobRow) -> bool:
    """Whether the owner's Import is at work here."""
    return row.state in RUNNING and row.stage not in READ_STAGES


def is_reading(row: JobRow) -> bool:
    """Whether the page is being read, or waits to be."""
    return row.state in RUNNING and row.stage in READ_STAGES


def awaits_turn(row: JobRow) -> bool:
    """Whether it is queued where only so many a minute may go on."""
    return row.state is JobState.QUEUED and row.stage in TURN_STAGES


def is_duplicate(row: JobRow) -> bool:
    """Whether the product is in the catalog already, by this or another import."""
    return row.state is not JobState.DONE and DUPLICATE in (row.reason, row.summary.check)


def is_importable(row: JobRow) -> bool:
    """Whether nothing blocks the import of this line."""
    ready = row.state is JobState.READY and row.summary.check not in BLOCKING
    return ready and row.summary.price is not None


def needs_owner(row: JobRow) -> bool:
    """Whether the owner has to do something outside the program first."""
    return row.state is JobState.REFUSED and (
        row.reason in NEEDS_OWNER or row.outcome in NEEDS_OWNER
    )


def waits_in_browser(row: JobRow) -> bool:
    """Whether it goes on as soon as the owner has passed what AliExpress asks in the browser."""
    return row.state is JobState.RUNNING and row.waits_for in IN_BROWSER


def can_retry(row: JobRow) -> bool:
    """Whether another try may end otherwise."""
    return row.state in RETRYABLE and row.reason not in FINAL and not wants_page(row)


def wants_page(row: JobRow) -> bool:
    """Whether a page that the owner gave was refused: it says the same however often it is read."""
    return (
        row.state is JobState.REFUSED
        and row.source_kind is SourceKind.PAGE
        and row.stage in READ_STAGES
    )


def product_of(row: JobRow) -> str | None:
    """The product in the catalog that this line became, or is already."""
    told = row.facts.get("product") or row.summary.check_facts.get("product")
    return row.product_id or told


def actions_of(row: JobRow) -> tuple[RowAction, ...]:
    """What can be done now, the likeliest first."""
    page = bool(row.canonical_id)
    likely = (
        (RowAction.IMPORT, is_importable(row)),
        (RowAction.SHOW_BROWSER, waits_in_browser(row)),
        (RowAction.CANCEL, row.state in RUNNING),
        (RowAction.SHOW_PRODUCT, bool(product_of(row))),
        (RowAction.OPEN_PAGE, page and needs_owner(row)),
        (RowAction.RETRY, can_retry(row)),
        (RowAction.CHOOSE_FILE, wants_page(row) and row.reason not in GONE),
        (RowAction.OPEN_PAGE, page),
        (RowAction.REMOVE, row.state not in RUNNING),
    )
    return tuple(dict.fromkeys(action for action, fits in likely if fits))


def ended(row: JobRow) -> bool:
    """Whether nothing happens to this line any more by itself."""
    return row.state not in OPEN


def is_clearable(row: JobRow) -> bool:
    """Whether *Clear* takes this line off the list: what failed or was cancelled stays."""
    return row.state in (JobState.DONE, JobState.REFUSED)


def next_step(row: JobRow) -> RowAction | None:
    """The one key that a line without prices carries; a line that is read needs none."""
    if row.state is JobState.REFUSED and not needs_owner(row):
        if product_of(row):
            return RowAction.SHOW_PRODUCT
        if wants_page(row) and row.reason not in GONE:
            return RowAction.CHOOSE_FILE
        # What was read can be had another time; a page that is no product never becomes one.
        again = bool(row.summary.title) and can_retry(row)
        return RowAction.RETRY if again else RowAction.REMOVE
    if row.state in RETRYABLE or is_importing(row) or waits_in_browser(row):
        return actions_of(row)[0]
    return None
