"""Says each line of the list in the owner's words: what it is, how far, and what is wrong."""

from dataclasses import dataclass, replace
from datetime import datetime

from PySide6.QtCore import QCoreApplication

from babydrop_desktop.domain.checks import CheckCode
from babydrop_desktop.domain.jobs import JobRow, JobState, SourceKind, Stage
from ui.common import formats, words
from ui.common.formats import counted
from ui.importing import row_actions

translate = QCoreApplication.translate

# Worst checks that leave nothing to look at.
FINE = frozenset(
    {
        CheckCode.NOT_IN_CATALOG,
        CheckCode.PICTURES,
        CheckCode.IN_STOCK,
        CheckCode.OTHER_WAREHOUSES,
        CheckCode.MARGIN,
    }
)


@dataclass(frozen=True, slots=True)
class Mark:
    """A state as icon, word and colour role."""

    icon: str
    text: str
    role: str


@dataclass(frozen=True, slots=True)
class RowLook:
    """What one line shows. A `wide` one has no prices: its words run on to the right.

    `progress` is 0 to 1 where something is under way, None where not; `placeholder` the icon in
    place of a picture.
    """

    title: str
    second: str
    second_role: str
    mark: Mark
    wide: bool
    progress: float | None = None
    beside: str = ""
    placeholder: str = "image"


def grouped_id(text: str) -> str:
    """A long number in groups of four, from the left, as it can be read aloud."""
    return " ".join(text[at : at + 4] for at in range(0, len(text), 4)) if text.isdigit() else text


def title_of(row: JobRow) -> str:
    """The product's title; until it is read, its number, its file's name, or what was pasted."""
    if row.summary.title:
        return row.summary.title
    if row.source_kind is SourceKind.ADDRESS and row.canonical_id:
        return grouped_id(row.canonical_id)
    return row.source or translate("import", "A pasted page")


def look_of(
    row: JobRow, now: datetime, due: datetime | None = None, *, next_up: bool = True
) -> RowLook:
    """How `row` looks at the time `now`; `due` is when the next import may start (both aware).

    `next_up` says whether that next one is this one; the others start then at the earliest.
    """
    if row_actions.waits_in_browser(row):
        return _in_browser(row)
    if rests(row, now):
        return _resting(row, now)
    beside = _wait_words(waits_seconds(row, now, due), next_up=next_up)
    if row_actions.is_reading(row):
        return _reading(row, beside)
    if row_actions.is_importing(row):
        return _importing(row, beside)
    if row_actions.is_duplicate(row):
        return _in_catalog(row)
    return _AT_REST[row.state](row)


def with_alike(look: RowLook, row: JobRow, other: str, differ: int) -> RowLook:
    """The same where it looks like another product ("" for none), unless something blocks it."""
    if not other or row.state is not JobState.READY or look.mark.role in ("red", "blue"):
        return look
    text = translate("import", "Looks like {other}").format(other=other)
    second = translate("import", "same main picture")
    if differ:
        second = translate("import", "{differ} of 64 differ").format(differ=differ)
    return replace(look, mark=Mark("copy-check", text, "blue"), second=second)


def facts_line(row: JobRow) -> str:
    """How many variants and pictures were read: "6 variants · 8 pictures"."""
    variants = counted(
        row.summary.variants,
        translate("import", "{count} variant"),
        translate("import", "{count} variants"),
    )
    pictures = counted(
        row.summary.pictures,
        translate("import", "{count} picture"),
        translate("import", "{count} pictures"),
    )
    if not row.summary.variants and row.summary.check == CheckCode.VARIANTS_UNKNOWN:
        variants = translate("import", "variants not told")
    return f"{variants} · {pictures}"


def waits_seconds(row: JobRow, now: datetime, due: datetime | None = None) -> int:
    """Whole seconds until a queued job may start, 0 where it need not wait."""
    if due is None or not row_actions.awaits_turn(row):
        return 0
    return max(0, round((due - now).total_seconds()))


def _wait_words(seconds: int, *, next_up: bool) -> str:
    if not seconds:
        return ""
    if not next_up:
        # Only the first one's turn is known.
        return translate("import", "waits its turn")
    return translate("import", "starts in {seconds} s").format(seconds=formats.number(seconds))


def _reading(row: JobRow, beside: str) -> RowLook:
    steps = row_actions.READ_STAGES
    step = steps.index(row.stage)
    waits = row.state is JobState.QUEUED
    if waits:
        second = translate("import", "Waits to be read")
    else:
        second = translate("import", "Reading the page, step {step} of {steps}").format(
            step=step + 1, steps=len(steps)
        )
    return RowLook(
        title_of(row),
        second,
        "secondary",
        Mark("loader", second, "secondary"),
        wide=True,
        progress=None if waits else (step + _share(row)) / len(steps),
        beside=beside,
        placeholder="hourglass" if waits else "loader",
    )


def rests(row: JobRow, now: datetime) -> bool:
    """Whether it waits until a time that somebody asked for."""
    return row.state is JobState.QUEUED and row.not_before is not None and row.not_before > now


def pause_words(row: JobRow, now: datetime) -> str:
    """Who asks for the pause, and until when: "www.aliexpress.com wants a pause until 14:05"."""
    if row.not_before is None:
        return ""
    until = formats.clock(row.not_before)
    if formats.here(row.not_before).date() != formats.here(now).date():
        until = formats.day_and_time(row.not_before, now)
    return _pause_said(row.waits_for).format(host=row.waits_for, until=until)


def _pause_said(waits_for: str) -> str:
    match waits_for:
        case "":
            return translate("import", "Waits until {until}")
        case "day":
            return translate("import", "Enough pages for a day; goes on {until}")
        case "browser":
            return translate("import", "Pages are opened one by one; this one at {until}")
        case "owner":
            return translate(
                "import", "Waits until {until}: another import needs you in the browser"
            )
        case _:
            return translate("import", "{host} wants a pause until {until}")


def _resting(row: JobRow, now: datetime) -> RowLook:
    second = pause_words(row, now)
    mark = Mark("hourglass", translate("import", "Waits"), "secondary")
    return RowLook(title_of(row), second, "secondary", mark, wide=True, placeholder="hourglass")


def _in_browser(row: JobRow) -> RowLook:
    second = translate("import", "Waiting for you in the browser window")
    mark = Mark("hand", translate("import", "Needs you"), "amber")
    return RowLook(title_of(row), second, mark.role, mark, wide=True, placeholder=mark.icon)


def _importing(row: JobRow, beside: str) -> RowLook:
    second = _import_words(row)
    share = 0.9 if row.stage in (Stage.SAVE, Stage.END) else 0.9 * _share(row)
    mark = Mark("download", second, "secondary")
    return RowLook(
        title_of(row), second, "secondary", mark, wide=True, progress=share, beside=beside
    )


def _import_words(row: JobRow) -> str:
    if row.state is JobState.QUEUED:
        return translate("import", "Waits to be imported")
    if row.stage is Stage.PICTURES and row.of:
        return translate("import", "Importing, picture {done} of {of}").format(
            done=formats.number(row.done), of=formats.number(row.of)
        )
    if row.stage is Stage.SAVE:
        return translate("import", "Saving it in the catalog")
    return translate("import", "Importing")


def _in_catalog(row: JobRow) -> RowLook:
    sku = row.facts.get("sku") or row.summary.check_facts.get("sku", "")
    second = (
        translate("import", "{sku} · same item").format(sku=sku)
        if sku
        else translate("import", "same item")
    )
    mark = Mark("copy-check", translate("import", "In your catalog"), "blue")
    return RowLook(title_of(row), second, "secondary", mark, wide=False, placeholder="copy-check")


def _ready(row: JobRow) -> RowLook:
    second = facts_line(row)
    if row.summary.check == CheckCode.BAIT_PRICE and "price" in row.summary.check_facts:
        second = translate("import", "{price} is for first buyers only").format(
            price=row.summary.check_facts["price"]
        )
    return RowLook(title_of(row), second, "secondary", _check_mark(row), wide=False)


def _check_mark(row: JobRow) -> Mark:
    code, facts = row.summary.check, row.summary.check_facts
    text = words.short_check(code, facts)
    if code in row_actions.BLOCKING:
        return Mark("circle-alert", text, "red")
    if code == "" or code in FINE:
        return Mark("circle-check", translate("import", "Ready"), "ok")
    return Mark("triangle-alert", text, "amber")


def _done(row: JobRow) -> RowLook:
    lost, second = row.summary.lost_pictures, facts_line(row)
    undescribed = words.short_check(CheckCode.NO_DESCRIPTION, {})
    if lost:
        text = counted(
            lost,
            translate("import", "{count} picture lost"),
            translate("import", "{count} pictures lost"),
        )
        mark = Mark("triangle-alert", text, "amber")
        if row.summary.no_description:
            second = f"{second} · {undescribed}"
    elif row.summary.no_description:
        mark = Mark("triangle-alert", undescribed, "amber")
    else:
        mark = Mark("package-check", translate("import", "Imported"), "ok")
    return RowLook(title_of(row), second, "secondary", mark, wide=False)


def _refused(row: JobRow) -> RowLook:
    second = reason_sentence(row)
    if row_actions.needs_owner(row):
        mark = Mark("hand", translate("import", "Needs you"), "amber")
    else:
        mark = Mark("circle-x", translate("import", "Refused"), "red")
    return RowLook(title_of(row), second, mark.role, mark, wide=True, placeholder=mark.icon)


def _failed(row: JobRow) -> RowLook:
    mark = Mark("circle-alert", translate("import", "Failed"), "red")
    return RowLook(
        title_of(row), reason_sentence(row), "red", mark, wide=True, placeholder=mark.icon
    )


def _cancelled(row: JobRow) -> RowLook:
    second = translate("import", "Cancelled; what was finished is kept")
    mark = Mark("circle-stop", translate("import", "Cancelled"), "secondary")
    return RowLook(title_of(row), second, "secondary", mark, wide=True, placeholder=mark.icon)


def browser_sentence(row: JobRow) -> str:
    """What to do in the browser's window; "" where nothing waits there."""
    if not row_actions.waits_in_browser(row):
        return ""
    if row.waits_for == "login":
        return translate(
            "import", "AliExpress wants you to sign in. Do it there: the import goes on by itself."
        )
    return translate(
        "import", "AliExpress shows a check. Pass it there: the import goes on by itself."
    )


def reason_sentence(row: JobRow) -> str:
    """Why it was refused or failed, and what to do next."""
    found = words.reason_words(row.reason, row.facts, row.message)
    return found or translate("import", "It stopped without a reason. Try again.")


def _share(row: JobRow) -> float:
    return min(1.0, row.done / row.of) if row.of > 0 else 0.0


_AT_REST = {
    JobState.READY: _ready,
    JobState.DONE: _done,
    JobState.REFUSED: _refused,
    JobState.FAILED: _failed,
    JobState.CANCELLED: _cancelled,
    # Both are either read or imported, and said before.
    JobState.QUEUED: _ready,
    JobState.RUNNING: _ready,
}
