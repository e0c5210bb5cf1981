"""The window's sentence for each fault of the shop's database."""

from PySide6.QtCore import QCoreApplication

translate = QCoreApplication.translate


def now() -> dict[str, str]:
    """Faults that pass, and those of the way to the server."""
    return {**_passing(), **_way(), **_disk()}


def _passing() -> dict[str, str]:
    return {
        "database_busy": translate(
            "faults",
            "The shop's database is busy with other work. Nothing was changed; try again in a "
            "moment.",
        ),
        "database_locked": translate(
            "faults",
            "Somebody else is changing the same thing at this moment. Nothing was changed; try "
            "again in a moment.",
        ),
        "database_deadlock": translate(
            "faults",
            "Two changes waited for one another, and the server undid this one. Nothing was "
            "changed; try again.",
        ),
        "database_slow": translate(
            "faults",
            "The shop's database took too long to answer. Nothing was changed; try again in a "
            "moment.",
        ),
        "database_restarted": translate(
            "faults",
            "The shop's server was stopped or restarted in the middle of this. What was not "
            "finished was not saved; try again in a moment.",
        ),
        "database_starting": translate(
            "faults",
            "The shop's server is starting or stopping and lets nobody in. Try again in a minute.",
        ),
    }


def _way() -> dict[str, str]:
    return {
        "database_unreachable": translate(
            "faults",
            "The shop's server does not answer. Check whether this computer has a network and, if "
            "your shop needs one, a VPN; then try again. If it stays so, ask whoever runs the "
            "server.",
        ),
        "database_host_unknown": translate(
            "faults",
            "The name of the shop's server cannot be found. Check whether this computer has a "
            "network, then the name under “Where the shop is kept”.",
        ),
        "database_login_refused": translate(
            "faults",
            "The shop's server refused the name or the password. Enter both again under “Where "
            "the shop is kept”.",
        ),
        "database_not_admitted": translate(
            "faults",
            "The shop's server does not let this login in from this computer. Ask whoever runs "
            "the server to admit it (in its file pg_hba.conf).",
        ),
        "database_missing": translate(
            "faults",
            "The shop's server has no database of that name. Check the name under “Where the shop "
            "is kept”.",
        ),
        "database_certificate": translate(
            "faults",
            "The connection to the shop's server is not safe: its certificate could not be "
            "checked, or it offers no encryption. Nothing was sent. The test under “Where the "
            "shop is kept” says more.",
        ),
    }


def _disk() -> dict[str, str]:
    return {
        "database_shut": translate(
            "faults",
            "The rights to write to the shop's file or folder were taken away while the shop was "
            "open. Give them back.",
        ),
        "database_disk_low": translate(
            "faults",
            "The disk of the shop's database is almost full: {free} left. Make room, else nothing "
            "can be saved soon.",
        ),
        "database_disk_full": translate(
            "faults",
            "The disk of the shop's database is full. Nothing was changed; make room, then try "
            "again.",
        ),
        "database_disk_error": translate(
            "faults",
            "The disk of the shop's database reported an error. Check the disk, then try again.",
        ),
    }


def itself() -> dict[str, str]:
    """What is the matter with the database or its rights."""
    return {
        "database_read_only": translate(
            "faults",
            "The shop's database cannot be written to. On this computer: check the rights of its "
            "file and folder. On a server: it is a copy that only follows another one.",
        ),
        "database_rights": translate(
            "faults",
            "The login of the shop's server may not do this. “Where the shop is kept” shows what "
            "whoever runs the server has to allow.",
        ),
        "database_damaged": translate(
            "faults",
            "The shop's database file is damaged or empty. It was left untouched: keep it, and put "
            "the newest good copy in its place: {copy}.",
        ),
        "database_folder": translate(
            "faults",
            "The shop's database file cannot be opened. Check that its folder exists and that you "
            "may write in it.",
        ),
        "key_store_waits": translate(
            "faults",
            "This computer's key store waits for an answer, perhaps for its password. Look for its "
            "question behind the other windows and answer it, then try again.",
        ),
        "value_unreadable": translate(
            "faults",
            "What the shop's database holds here cannot be read: it is damaged, or was written by "
            "something else. It was left as it is. \N{LEFT DOUBLE QUOTATION MARK}Restore a backup"
            "\N{HORIZONTAL ELLIPSIS}\N{RIGHT DOUBLE QUOTATION MARK} in the File menu goes back to "
            "a good copy.",
        ),
        "database_not_ready": translate(
            "faults", "This database is not prepared for this program yet."
        ),
        "database_newer": translate(
            "faults",
            "This database was already used by a newer version of the program. Nothing was "
            "written. Install the newer version on this computer too.",
        ),
        "database_too_old": translate(
            "faults",
            "The shop's server is PostgreSQL {version}; this program needs {oldest} or newer. "
            "Nothing was written. Ask whoever runs the server to bring it up to date.",
        ),
        "database_half": translate(
            "faults",
            "Only a part of what this program keeps is in the database: {missing} is missing. "
            "Nothing was written. Ask whoever runs the server to put back a whole copy of the "
            "database.",
        ),
        "database_not_ours": translate(
            "faults",
            "This database holds tables of something else than a shop. Nothing was written. "
            "Choose the shop's own database, or an empty one.",
        ),
        "storefront_not_known": translate(
            "faults",
            "This storefront's database lacks what the program needs: {missing}. Nothing was "
            "written. Bring the storefront up to date.",
        ),
        "upgrade_failed": translate(
            "faults",
            "The shop's database could not be brought to version {version}. It was left as it "
            "was. Copy the details and send them to whoever looks after the program.",
        ),
        "backup_not_written": translate(
            "faults",
            "The backup copy of the shop's database could not be written, so nothing was changed. "
            "Check the room on the disk and the rights of the folder “backups”.",
        ),
    }
