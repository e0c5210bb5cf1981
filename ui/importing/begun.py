"""Knows which imports were just started, until the list shows what has become of them."""

from collections.abc import Iterable

from babydrop_desktop.domain.jobs import JobId, JobRow, JobState
from ui.importing.row_actions import is_reading

_Stand = tuple[str | None, ...]


class Begun:
    """The list may not have heard yet that an import began, or may first hear that it is done."""

    def __init__(self) -> None:
        self._stood: dict[JobId, _Stand] = {}

    def add(self, rows: Iterable[JobRow]) -> frozenset[JobId]:
        """The owner's imports that were started, as they are in the list; all of their ids."""
        added = {row.id: _stand(row) for row in rows if not _reads(row)}
        self._stood |= added
        return frozenset(added)

    def waiting(self, rows: Iterable[JobRow]) -> frozenset[JobId]:
        """Those that the list still shows as they were before they were started."""
        now = {row.id: _stand(row) for row in rows if row.state is not JobState.DONE}
        self._stood = {
            job_id: stood for job_id, stood in self._stood.items() if now.get(job_id) == stood
        }
        return frozenset(self._stood)


def _stand(row: JobRow) -> _Stand:
    # A second failure for the same reason has a time of its own; a product that waits may only
    # have been edited just before.
    again = None if row.state is JobState.READY else row.updated_at.isoformat()
    return (row.state.value, row.stage.value, row.reason, row.outcome, again)


def _reads(row: JobRow) -> bool:
    # A page that is read again is no import: its product is not chosen yet.
    return is_reading(row) or not row.summary.title
