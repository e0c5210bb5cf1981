"""Knows which shops keep their pictures in one folder, so that none throws away another's."""

import os
from pathlib import Path

from babydrop_desktop.paths import not_writable, private

# Who kept pictures here before anybody noted it is not known.
UNKNOWN = "?"


class FolderMark:
    """The notes about a pictures' folder: who uses it, and when it was last looked after."""

    def __init__(self, folder: Path, shop: str) -> None:
        """Note that `shop` (its database's address, without login) keeps pictures in `folder`.

        The notes lie beside it, as <name>-shops.txt and <name>-kept.txt: in it are only pictures.

        Raises Refused (reason "profile_not_writable").
        """
        # One line, whatever a file's name holds.
        self._shop = " ".join(shop.encode("utf-8", "backslashreplace").decode().split())
        self._shops = folder.with_name(f"{folder.name}-shops.txt")
        self._kept = folder.with_name(f"{folder.name}-kept.txt")
        try:
            known = self._lines()
            new = [] if known or not any(folder.glob("??/*.webp")) else [UNKNOWN]
            if self._shop not in known:
                self._add([*new, self._shop])
        except OSError as error:
            raise not_writable(folder.parent, error) from error

    @property
    def alone(self) -> bool:
        """Whether no other shop is known to keep pictures here; False where that is unreadable."""
        try:
            return set(self._lines()) == {self._shop}
        except OSError:
            return False

    @property
    def kept(self) -> str:
        """What was noted at the last upkeep; "" for nothing."""
        try:
            return self._kept.read_text("utf-8", errors="replace")
        except OSError:
            return ""

    def note(self, text: str) -> None:
        """Note an upkeep. Raises Refused (reason "profile_not_writable")."""
        draft = self._kept.with_name(f".{self._kept.name}-{os.getpid()}")
        try:
            private(draft).write_text(text, "utf-8")
            draft.replace(self._kept)
        except OSError as error:
            raise not_writable(self._kept.parent, error) from error

    def _lines(self) -> list[str]:
        if not self._shops.exists():
            return []
        return self._shops.read_text("utf-8", errors="replace").splitlines()

    def _add(self, shops: list[str]) -> None:
        """Add at the end, so that of two programs at once none loses its line."""
        with private(self._shops).open("a", encoding="utf-8") as file:
            file.write("".join(f"{shop}\n" for shop in shops))
