"""Says why a copy is not put back, and what to do instead."""

from pathlib import Path

from babydrop_desktop.errors import NotFound, Refused


def no_shop(file: Path) -> NotFound:
    """There is nothing to copy."""
    return NotFound(f"There is no shop in {file}.", reason="no_shop_here", folder=str(file))


def missing(path: Path) -> NotFound:
    """The file that was named is not there."""
    return NotFound(f"There is no file {path}.", reason="backup_missing", path=str(path))


def no_good_copy(folder: Path) -> NotFound:
    """The folder holds nothing that could be put back."""
    return NotFound(
        f"There is no good copy in {folder}. Put back a copy that you keep elsewhere, or begin"
        " with an empty shop.",
        reason="no_good_backup",
        folder=str(folder),
    )


def other_shop() -> Refused:
    """A copy of another shop takes a yes of its own."""
    return Refused(
        "This copy is of another shop than the one that is here. Nothing was changed. It can be"
        " put back all the same where you say so; the present shop is copied first.",
        reason="backup_other_shop",
    )


def of_demo_shop() -> Refused:
    """The owner's shop never becomes the demo shop."""
    return Refused(
        "This is a copy of the demo shop. Nothing was changed. Choose a copy of your own shop.",
        reason="backup_of_demo_shop",
    )


def not_of_demo_shop() -> Refused:
    """The demo shop never holds the owner's data."""
    return Refused(
        "This is a copy of your own shop, and this is the demo shop. Nothing was changed. Open"
        " your own shop to put it back.",
        reason="backup_not_of_demo_shop",
    )


def is_the_shop() -> Refused:
    """The database itself is no copy."""
    return Refused(
        "This is the shop's own database, not a copy of it. Choose a file of the folder “backups”.",
        reason="backup_is_the_shop",
    )


def of_server() -> Refused:
    """A server's copy belongs on a server."""
    return Refused(
        "This is a copy of a shop on a server. Whoever runs the server puts it back there: a .dump"
        " file with pg_restore, a .zip file table by table.",
        reason="backup_of_server",
    )


def on_server() -> Refused:
    """A server's database is not a file of this laptop."""
    return Refused(
        "This shop's data is on a server. Whoever runs the server puts a copy back there, with"
        " pg_restore.",
        reason="restore_on_server",
    )
