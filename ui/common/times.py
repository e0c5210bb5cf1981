"""Ages, dates and the time that is left, in the owner's words."""

from datetime import UTC, datetime, timedelta

from PySide6.QtCore import QCoreApplication

from ui.common import formats

translate = QCoreApplication.translate
MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
# Up to here an age is told in hours: "31 h" says more than "1 day".
IN_HOURS = timedelta(hours=48)


def utc_now() -> datetime:
    """The time now, UTC."""
    return datetime.now(UTC)  # noqa: TID251 - the window tells ages; nothing is written with it


def age(since: datetime, now: datetime) -> str:
    """How long ago, for a list's cell: "25 min", "31 h", "5 days"."""
    gone = max(now - since, timedelta(0))
    if gone < HOUR:
        words = translate("times", "{count} min")
        return words.format(count=formats.number(gone // MINUTE)).replace(" ", formats.NARROW)
    if gone < IN_HOURS:
        words = translate("times", "{count} h")
        return words.format(count=formats.number(gone // HOUR)).replace(" ", formats.NARROW)
    return translate("times", "{count} days").format(count=formats.number(gone // DAY))


def ago(since: datetime, now: datetime) -> str:
    """How long ago, in a sentence: "just now", "3 hours ago", "2 days ago"."""
    if now - since < MINUTE:
        return translate("times", "just now")
    return translate("times", "{span} ago").format(span=span(now - since))


def span(length: timedelta) -> str:
    """A length of time in whole words: "1 minute", "31 hours", "5 days"."""
    length = max(length, timedelta(0))
    if length < HOUR:
        one, many = translate("times", "{count} minute"), translate("times", "{count} minutes")
        return formats.counted(length // MINUTE, one, many)
    if length < IN_HOURS:
        one, many = translate("times", "{count} hour"), translate("times", "{count} hours")
        return formats.counted(length // HOUR, one, many)
    one, many = translate("times", "{count} day"), translate("times", "{count} days")
    return formats.counted(length // DAY, one, many)


def left(due: datetime, now: datetime) -> str:
    """The time until `due`: "in 5 h", "in 3 days"; "3 h late" where it has gone by."""
    if due >= now:
        return translate("times", "in {age}").format(age=age(now, due))
    return translate("times", "{age} late").format(age=age(due, now))


def days_until(moment: datetime, now: datetime) -> int:
    """The days from today here to `moment`'s day here; negative for days gone by."""
    return (formats.here(moment).date() - formats.here(now).date()).days


def by_when(due: datetime, now: datetime) -> str:
    """The day of `due`, as near as it is: "Today, 19:20", "Tomorrow, 20:40", "Thu, Nov 26"."""
    near = {
        0: translate("times", "Today, {time}"),
        1: translate("times", "Tomorrow, {time}"),
    }.get(days_until(due, now))
    return near.format(time=formats.clock(due)) if near else day(due, now)


def day(at: datetime, now: datetime) -> str:
    """A day alone, as near as it is: "Today", "Tomorrow", "Thu, Nov 26"."""
    near = {
        -1: translate("times", "Yesterday"),
        0: translate("times", "Today"),
        1: translate("times", "Tomorrow"),
    }
    return near.get(days_until(at, now)) or formats.weekday(at)


def on(at: datetime, now: datetime) -> str:
    """When it was, inside a sentence: "today at 11:09", "on Thu, Nov 12"."""
    near = {
        -1: translate("times", "yesterday at {time}"),
        0: translate("times", "today at {time}"),
    }.get(days_until(at, now))
    if near is not None:
        return near.format(time=formats.clock(at))
    return translate("times", "on {day}").format(day=formats.weekday(at))


def moment(at: datetime, now: datetime) -> str:
    """A day that was, and its time: "Today, 11:09", "Yesterday, 18:00", "Thu, Nov 12, 09:30"."""
    return translate("times", "{day}, {time}").format(day=day(at, now), time=formats.clock(at))
