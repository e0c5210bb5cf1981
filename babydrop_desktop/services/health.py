"""Looks whether everything of the shop is whole, and says what to do where it is not."""

from dataclasses import dataclass

from babydrop_desktop.db import checkup
from babydrop_desktop.db.unit import Database
from babydrop_desktop.services.ports import Pictures
from babydrop_desktop.settings import Settings


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at: `fine`, and a sentence that says what was found."""

    topic: str
    fine: bool
    text: str


class Health:
    """Looks at the database, the pictures, the jobs and the settings. Changes nothing."""

    def __init__(
        self, db: Database, pictures: Pictures, settings: Settings, *, device: str
    ) -> None:
        self._db = db
        self._pictures = pictures
        self._settings = settings
        self._device = device

    def look(self) -> tuple[Finding, ...]:
        """Every finding, fine ones too. Takes as long as reading the whole database."""
        return (*self._database(), self._files(), self._jobs(), self._setting_names())

    def _database(self) -> tuple[Finding, ...]:
        broken = checkup.broken(self._db.engine)
        if broken:
            return tuple(Finding("database", fine=False, text=text) for text in broken)
        return (Finding("database", fine=True, text=f"{self._db.label}: whole."),)

    def _files(self) -> Finding:
        with self._db.read() as session:
            named = checkup.picture_names(session, self._device)
        lost = sum(not self._pictures.has(sha256) for sha256 in named)
        if lost:
            text = f"{lost} of {len(named)} pictures of this laptop are missing from its folder."
            return Finding("pictures", fine=False, text=f"{text} Import those products again.")
        return Finding("pictures", fine=True, text=f"{len(named)} pictures, all here.")

    def _jobs(self) -> Finding:
        with self._db.read() as session:
            waiting, stale = checkup.job_counts(session, self._db.server_now(session))
        if stale:
            text = f"{stale} imports were interrupted; they go on when the program runs."
            return Finding("jobs", fine=True, text=text)
        return Finding("jobs", fine=True, text=f"{waiting} imports waiting, none interrupted.")

    def _setting_names(self) -> Finding:
        unknown = self._settings.unknown
        if unknown:
            names = ", ".join(unknown)
            text = f"The settings file names what this program does not know: {names}."
            return Finding("settings", fine=False, text=text)
        return Finding("settings", fine=True, text="The settings are read and understood.")
