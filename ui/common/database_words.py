"""The window's sentence for each fault of the shop's database."""

from PySide6.QtCore import QCoreApplication

translate = QCoreApplication.translate


def now() -> dict[str, str]:
    """Faults that pass, or that lie at the server or the disk."""
    return {
        "database_busy": translate(
            "faults",
            "The shop's database is busy with other work. Nothing was changed; try again in a "
            "moment.",
        ),
        "database_slow": translate(
            "faults",
            "The shop's database took too long to answer. Nothing was changed; try again in a "
            "moment.",
        ),
        "database_unreachable": translate(
            "faults",
            "The shop's database server does not answer. Check the network and the server's "
            "address, then try again.",
        ),
        "database_login_refused": translate(
            "faults",
            "The database server refused the name or the password. Check both in the settings "
            "file.",
        ),
        "database_missing": translate(
            "faults", "The server has no database of that name. Check it in the settings file."
        ),
        "database_certificate": translate(
            "faults",
            "The connection to the database server is not safe: its certificate could not be "
            "checked. Ask whoever runs the server for its root certificate.",
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
            "The shop's database cannot be written to. Check the rights of its file and folder.",
        ),
        "database_rights": translate(
            "faults",
            "The database login has no right to do this. Ask whoever runs the server to grant it.",
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
        "database_not_ready": translate(
            "faults", "This database is not prepared for this program yet."
        ),
        "database_newer": translate(
            "faults",
            "This database was already used by a newer version of the program. Nothing was "
            "written. Install the newer version on this computer too.",
        ),
        "database_not_ours": translate(
            "faults",
            "This database holds tables of something else. Nothing was written. Choose the shop's "
            "own database, or an empty one.",
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
