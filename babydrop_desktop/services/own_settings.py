"""What the owner may set in the preferences, kept in the shop's settings file."""

from collections.abc import Mapping
from pathlib import Path

from babydrop_desktop.settings import Settings, read_settings
from babydrop_desktop.settings_file import Setting, write_settings


class OwnSettings:
    """The settings file of one shop. Every call reads or writes a file: never on the main thread.

    What is written counts from the shop's next opening on.
    """

    def __init__(self, file: Path) -> None:
        """Take the file; there may be none yet."""
        self._file = file

    def read(self) -> Settings:
        """What stands there now. Raises Refused (reason "settings_wrong")."""
        return read_settings(self._file)

    def write(self, changes: Mapping[str, Setting]) -> None:
        """Let each setting, such as "shop.name", have its new value; None for the default.

        Raises Refused (reasons "settings_wrong", "settings_by_hand", "settings_not_written"); then
        nothing is written.
        """
        write_settings(self._file, changes)
