"""Looks whether everything of the shop is whole, and says what to do where it is not."""

from dataclasses import dataclass

from babydrop_desktop.db import checkup
from babydrop_desktop.db.unit import Database
from babydrop_desktop.services.ports import Pictures
from babydrop_desktop.settings import Settings

MOST_NAMED = 5


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at: `fine`, and a sentence that says what was found.

    What is only worth a note is fine too.
    """

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
            owners = checkup.picture_owners(session, self._device)
        lost = [sha256 for sha256 in owners if not self._pictures.has(sha256)]
        if not lost:
            return Finding("pictures", fine=True, text=f"{len(owners)} pictures, all here.")
        skus = sorted({sku for sha256 in lost for sku in owners[sha256]})
        more = f" and {len(skus) - MOST_NAMED} more" if len(skus) > MOST_NAMED else ""
        text = (
            f"{len(lost)} of {len(owners)} pictures of this laptop are missing from its folder. "
            f"They belong to {', '.join(skus[:MOST_NAMED])}{more}. Copy the folder “pictures” back "
            "from a backup of it, where there is one; everything else of these products is here."
        )
        return Finding("pictures", fine=False, text=text)

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
            return Finding("settings", fine=True, text=text)
        return Finding("settings", fine=True, text="The settings are read and understood.")
