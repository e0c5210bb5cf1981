"""Keeps the phrases that are taken out of titles; a new list counts from the next reading on."""

from collections.abc import Sequence

from babydrop_desktop.domain.wording import MARKETING, Phrases
from babydrop_desktop.services.own_settings import OwnSettings

SETTING = "imports.phrases"


class TitlePhrases:
    """The shop's list. Calls that read or write a file are never made on the main thread."""

    def __init__(self, own: OwnSettings, phrases: Phrases) -> None:
        """Take the settings, and the list that imports use."""
        self._own = own
        self._phrases = phrases

    @property
    def now(self) -> tuple[str, ...]:
        """The phrases that are taken out now."""
        return self._phrases.phrases

    @property
    def defaults(self) -> tuple[str, ...]:
        """The program's own list."""
        return MARKETING

    def keep(self, phrases: Sequence[str]) -> tuple[str, ...]:
        """Write the list into the settings and use it at once; what is kept of it.

        Raises Refused ("settings_wrong", "settings_by_hand", "settings_not_written"): then the
        list before counts on.
        """
        wanted = Phrases(phrases).phrases
        self._own.write({SETTING: None if wanted == self.defaults else wanted})
        self._phrases.use(wanted)
        return wanted
