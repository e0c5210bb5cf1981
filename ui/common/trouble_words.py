"""What the window says while the open shop does not answer: what happened, and what to do."""

from datetime import datetime

from PySide6.QtCore import QCoreApplication

from babydrop_desktop.errors import ShopError
from ui.common import formats, words

translate = QCoreApplication.translate


def while_open(error: ShopError, since: datetime, now: datetime) -> str:
    """The banner's sentence. `since`: when the shop last was known to answer."""
    found = _sentences().get(error.reason)
    if found is None:
        return words.error_words(error)
    moment = formats.day_and_time(since, now)
    return words.fill(found, {**error.facts, "since": moment}) or words.error_words(error)


def _sentences() -> dict[str, str]:
    return {**_server(), **_file(), **_disk()}


def _server() -> dict[str, str]:
    silent = translate(
        "trouble",
        "The shop's server has not answered since {since}. What you see is from before; nothing "
        "new is saved until it answers. Then it goes on by itself.",
    )
    return {
        "database_unreachable": silent,
        "database_host_unknown": translate(
            "trouble",
            "The shop's server has not been found since {since}. Check this network. Nothing "
            "new is saved until it answers; then it goes on by itself.",
        ),
        "database_restarted": silent,
        "database_starting": translate(
            "trouble",
            "The shop's server is just starting or stopping. Nothing new is saved until it "
            "answers; then it goes on by itself.",
        ),
    }


def _file() -> dict[str, str]:
    return {
        "database_gone": translate(
            "trouble",
            "The shop's file was taken away or exchanged, so nothing is saved any more. Put the "
            "file back, or go back to a copy.",
        ),
        "database_damaged": translate(
            "trouble",
            "A part of the shop's file is damaged. Work no further in it; go back to a copy. What "
            "it holds, and what would be lost, is shown first.",
        ),
        "database_folder": translate(
            "trouble",
            "The shop's file cannot be opened any more. Check that its folder is there and that "
            "you may write in it; then it goes on by itself.",
        ),
        "database_shut": translate(
            "trouble",
            "The rights to write to the shop's file or folder were taken away. What you do now is "
            "still saved, but the shop could not be opened again. Give the rights back.",
        ),
        "database_read_only": translate(
            "trouble",
            "The shop cannot be written to, so nothing is saved. Check the rights of its file and "
            "folder; then it goes on by itself.",
        ),
    }


def _disk() -> dict[str, str]:
    return {
        "database_disk_full": translate(
            "trouble",
            "The disk is full, so nothing can be saved. Make room on it; then it goes on by "
            "itself.",
        ),
        "database_disk_low": translate(
            "trouble",
            "The disk is almost full: {free} left. Make room on it soon, else nothing can be saved "
            "any more.",
        ),
        "backup_no_room": translate(
            "trouble",
            "No copy of the shop could be made: there is no room on the disk. Make room; it is "
            "tried again by itself.",
        ),
        "backup_not_written": translate(
            "trouble",
            "No copy of the shop could be made. Check the room on the disk and the rights of the "
            "folder “backups”; it is tried again by itself.",
        ),
    }
