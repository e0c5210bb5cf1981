"""Says which titles a replacement changes, and which it would make too long or empty."""

from collections.abc import Sequence
from dataclasses import dataclass

from babydrop_desktop.domain.jobs import JobId, JobRow
from babydrop_desktop.domain.wording import TITLE_LENGTH, replaced


@dataclass(frozen=True, slots=True)
class TitleChange:
    """One title: as it is, and as it would be. `wrong` where it cannot be: "long" or "empty"."""

    job_id: JobId
    before: str
    after: str
    wrong: str = ""


@dataclass(frozen=True, slots=True)
class Replacement:
    """What is looked for in titles, and what comes in its place: plain text both."""

    find: str = ""
    by: str = ""
    whole_words: bool = True
    same_case: bool = False


def changes(rows: Sequence[JobRow], wish: Replacement) -> tuple[TitleChange, ...]:
    """The titles that the replacement changes, in the order of the list."""
    found = []
    for row in rows:
        before = row.summary.title
        after = replaced(
            before, wish.find, wish.by, whole_words=wish.whole_words, same_case=wish.same_case
        )
        if after != before:
            found.append(TitleChange(row.id, before, after, _wrong(after)))
    return tuple(found)


def _wrong(title: str) -> str:
    if not any(letter.isalnum() for letter in title):
        return "empty"
    return "long" if len(title) > TITLE_LENGTH else ""
