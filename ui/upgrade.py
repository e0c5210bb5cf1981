"""What the owner is asked before a shared database is made ready for this program, and the copy."""

from collections.abc import Mapping
from contextlib import closing
from dataclasses import dataclass, field, replace

from PySide6.QtCore import QCoreApplication

from babydrop_desktop.errors import Refused, ShopError, Stopped
from babydrop_desktop.paths import ShopOptions
from babydrop_desktop.services.work import Work

translate = QCoreApplication.translate
NEEDED, NO_COPY = "upgrade_needed", "no_copy_before_upgrade"


@dataclass(frozen=True, slots=True)
class Upgrade:
    """One question. `facts` are those of "upgrade_needed"; `no_copy` says why a copy failed.

    A database of an older version is copied first. One that only gets tables of ours needs no
    copy: nothing that is there is changed.
    """

    facts: Mapping[str, str]
    permitted: bool = False
    no_copy: str = ""
    _work: Work = field(default_factory=Work)

    @classmethod
    def asked_by(cls, error: BaseException, before: "Upgrade | None") -> "Upgrade | None":
        """The question that this error is; None where it is none. `before` is the last one."""
        if not isinstance(error, ShopError):
            return None
        if error.reason == NEEDED:
            return cls(dict(error.facts))
        if error.reason == NO_COPY and before is not None:
            return replace(before, permitted=False, no_copy=str(error))
        return None

    @property
    def copies(self) -> bool:
        """Whether a copy is made before it."""
        return bool(self.facts.get("from")) and not self.no_copy

    def permit(self) -> "Upgrade":
        """The owner said yes."""
        return replace(self, permitted=True)

    def copy(self, options: ShopOptions) -> None:
        """In a worker: make the copy, where one is to be made; minutes on a large shop.

        Raises Refused (reason "no_copy_before_upgrade") where that is not possible, and Stopped.
        """
        if not self.copies:
            return
        from babydrop_desktop.bootstrap import open_backups  # noqa: PLC0415 - slow to load

        try:
            with closing(open_backups(options)) as backups:
                backups.make("before-upgrade", work=self._work)
        except Stopped:
            raise
        except ShopError as error:
            raise Refused(str(error), reason=NO_COPY, why=error.reason) from error

    def stop(self) -> None:
        """Break off the copy."""
        self._work.stop()

    def doing(self) -> str:
        """What is being done once the owner said yes."""
        if self.copies:
            return translate("upgrade", "Making a copy, then upgrading your shop's database…")
        return translate("upgrade", "Getting your shop's database ready…")

    def question(self) -> tuple[str, str, str]:
        """Title, text and verb."""
        if self.no_copy:
            return self._without_copy()
        if self.facts.get("from"):
            return _older()
        return _new() if self.facts.get("state") == "empty" else _beside()

    def _without_copy(self) -> tuple[str, str, str]:
        text = translate(
            "upgrade",
            "{why}\n\nThe upgrade goes through as a whole or not at all. To be safe, ask whoever "
            "runs the server for a copy before you go on.",
        )
        return (
            translate("upgrade", "No copy could be made. Upgrade without one?"),
            text.format(why=self.no_copy),
            translate("upgrade", "Upgrade without a copy"),
        )


def _older() -> tuple[str, str, str]:
    return (
        translate("upgrade", "Bring your shop's database up to date?"),
        translate(
            "upgrade",
            "It was made by an older version of this program. Only the program's own tables are "
            "changed. Afterwards every laptop of the shop needs this version: the older one will "
            "not open the shop any more.\n\nA copy is made first, into the folder “backups” of "
            "your shop on this computer. On a large shop that takes some minutes.",
        ),
        translate("upgrade", "Upgrade the shop's database"),
    )


def _new() -> tuple[str, str, str]:
    return (
        translate("upgrade", "Start a new shop in this database?"),
        translate(
            "upgrade",
            "The database on the server is empty. The program makes its tables there, and your "
            "new shop can begin.",
        ),
        translate("upgrade", "Start the shop there"),
    )


def _beside() -> tuple[str, str, str]:
    return (
        translate("upgrade", "Get your shop's database ready for this program?"),
        translate(
            "upgrade",
            "The program adds tables of its own. Those that are there, with your products and "
            "orders, are not changed, and the web shop goes on as before.\n\nNo copy is made "
            "first, since nothing that is there is changed. It goes through as a whole or not at "
            "all.",
        ),
        translate("upgrade", "Get the database ready"),
    )
