"""Where everything of one shop lies on this laptop, and paths that cannot leave it."""

import contextlib
import os
import sys
from dataclasses import dataclass, field
from pathlib import Path

from babydrop_desktop.errors import Refused

APP = "BabyDrop Desktop"
_DEMO = " Demo"
_RESERVED = frozenset(
    [
        "CON",
        "PRN",
        "AUX",
        "NUL",
        # Windows takes the raised digits for the plain ones.
        *(f"{port}{n}" for port in ("COM", "LPT") for n in "123456789¹²³"),
    ]
)


@dataclass(frozen=True, slots=True)
class Profile:
    """The folder of one shop: its database, pictures, settings, logs and backups."""

    folder: Path

    @property
    def database(self) -> Path:
        """The embedded database's file."""
        return self.folder / "shop.db"

    @property
    def settings(self) -> Path:
        """The settings file, TOML."""
        return self.folder / "settings.toml"

    @property
    def pictures(self) -> Path:
        """The pictures' folder."""
        return self.folder / "pictures"

    @property
    def backups(self) -> Path:
        """Where copies of the database are kept."""
        return self.folder / "backups"

    @property
    def logs(self) -> Path:
        """Where the program writes what it did."""
        return self.folder / "logs"

    @property
    def running(self) -> Path:
        """Where programs say that they run."""
        return self.folder / "running"

    @property
    def browser(self) -> Path:
        """The folder of the browser's own profile, made when a page is opened in it."""
        return self.folder / "browser"

    @property
    def sign_in_lock(self) -> Path:
        """Held by the one program that renews the permission at AliExpress."""
        return self.folder / "aliexpress.lock"

    @property
    def device(self) -> Path:
        """The file with this laptop's id."""
        return self.folder / "device-id"

    def begin(self) -> None:
        """Make the folder, open to nobody else, before anybody makes it otherwise; no complaint."""
        with contextlib.suppress(OSError):
            self.folder.parent.mkdir(parents=True, exist_ok=True)
            self.folder.mkdir(mode=0o700, exist_ok=True)

    def ready(self) -> "Profile":
        """Make the folders, open to nobody else, and try to write in each; the same profile.

        Raises Refused (reason "profile_not_writable") where that is not possible.
        """
        try:
            self.folder.parent.mkdir(parents=True, exist_ok=True)
            for folder in (self.folder, self.pictures, self.backups, self.logs, self.running):
                folder.mkdir(mode=0o700, exist_ok=True)
                probe = folder / f".write-test-{os.getpid()}"
                probe.write_bytes(b"")
                probe.unlink(missing_ok=True)
            if self.device.exists():
                self.device.open("r+b").close()
        except OSError as error:
            raise not_writable(self.folder, error) from error
        return self


def private(file: Path) -> Path:
    """See to it that nobody else can read `file`, made empty where it is not there; the same path.

    No complaint where that cannot be: who writes it says that.
    """
    with contextlib.suppress(OSError):
        os.close(os.open(file, os.O_CREAT | os.O_WRONLY | os.O_APPEND, 0o600))
        file.chmod(0o600)
    return file


def not_writable(folder: Path, error: OSError) -> Refused:
    """The refusal (reason "profile_not_writable") of a shop's folder that cannot be written."""
    return Refused(
        f"The folder {folder} cannot be written ({error.strerror or error}). "
        "Choose another folder with --profile, or allow writing to it.",
        reason="profile_not_writable",
        folder=str(folder),
    )


@dataclass(frozen=True, slots=True)
class ShopOptions:
    """Which shop to open. Without `database_url` its settings say, else the embedded one.

    `upgrade` is the owner's permission to bring a shared server's database up to this program; an
    embedded one needs none. The demo shop's database is always its folder's own. Raises ValueError
    for another.
    """

    profile: Profile
    database_url: str | None = field(default=None, repr=False)  # it may hold a password
    demo: bool = False
    upgrade: bool = False

    def __post_init__(self) -> None:
        if self.demo and self.database_url is not None:
            raise ValueError("the demo shop has no other database than its own")


def owners_profile() -> Profile:
    """The profile of the shop's owner, in the place that the system keeps for programs' data."""
    return Profile(_data_folder(APP))


def demo_profile() -> Profile:
    """The demo shop's profile: a folder of its own beside the owner's, never inside it."""
    return demo_beside(owners_profile())


def demo_beside(profile: Profile) -> Profile:
    """The demo shop's profile that belongs to an owner's: beside it, never inside it."""
    return Profile(profile.folder.with_name(f"{profile.folder.name}{_DEMO}"))


def owner_beside(demo: Profile) -> Profile:
    """The owner's profile that a demo shop's belongs to."""
    name = demo.folder.name.removesuffix(_DEMO)
    beside = name and name != demo.folder.name
    return Profile(demo.folder.with_name(name)) if beside else owners_profile()


def _data_folder(name: str) -> Path:
    import platformdirs  # noqa: PLC0415 - a named profile's first paint does without it

    return Path(platformdirs.user_data_dir(name, appauthor=False))


def resources() -> Path:
    """The folder of icons, fonts and the demo shop, in a checkout, a wheel and a frozen program."""
    frozen = getattr(sys, "_MEIPASS", None)
    return (Path(frozen) if frozen else Path(__file__).parent.parent) / "resources"


def safe_join(folder: Path, name: str) -> Path:
    """`folder / name` for one plain file name.

    Raises Refused (reason "bad_file_name") for separators, dots only, signs that do not print (they
    can turn a name's letters round), names that Windows reserves, or more than 150 characters.
    """
    stem = name.split(".", 1)[0].rstrip(" ").upper()
    bad = (
        not name
        or len(name) > 150
        or name.strip(". ") != name
        or not name.isprintable()
        or any(ch in '/\\:*?"<>|' for ch in name)
        or stem in _RESERVED
    )
    if bad:
        raise Refused(f"{name!r} is no usable file name.", reason="bad_file_name", name=name)
    return folder / name
