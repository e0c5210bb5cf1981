"""The window's sentences about the copies of the shop: why one is not made or not put back."""

from PySide6.QtCore import QCoreApplication

translate = QCoreApplication.translate


def sentences() -> dict[str, str]:
    """Reason → sentence, with the {facts} that it names."""
    return {**_made(), **_put_back()}


def _made() -> dict[str, str]:
    return {
        "backup_damaged": translate(
            "copies", "This copy is damaged itself. Nothing was changed. Choose another."
        ),
        "backup_missing": translate("copies", "There is no file {path}."),
        "backup_unreadable": translate(
            "copies",
            "This copy cannot be read. Check that its disk is there and that you may read it.",
        ),
        "backup_too_slow": translate(
            "copies", "Reading the copy takes too long. Copy it to this laptop and try again."
        ),
        "database_gone": translate(
            "copies",
            "The shop's file was taken away or exchanged while it was open. Nothing is saved any "
            "more. Put the file back, or go back to a copy.",
        ),
    }


def _put_back() -> dict[str, str]:
    return {
        "shop_in_use": translate(
            "copies",
            "Another window or command has this shop open. Close it, then try again.",
        ),
        "no_good_backup": translate(
            "copies",
            "There is no good copy in {folder}. Put back one that you keep elsewhere, or begin "
            "with an empty shop.",
        ),
        "backup_other_shop": translate(
            "copies",
            "This copy is of another shop. Nothing was changed. It can be put back all the same "
            "where you say so; the present shop is copied first.",
        ),
        "backup_of_demo_shop": translate(
            "copies",
            "This is a copy of the demo shop. Nothing was changed. Choose a copy of your own shop.",
        ),
        "backup_not_of_demo_shop": translate(
            "copies",
            "This is a copy of your own shop, and this is the demo shop. Nothing was changed. Open "
            "your own shop to put it back.",
        ),
        "backup_is_the_shop": translate(
            "copies",
            "This is the shop's own file, not a copy of it. Choose a file of the folder “backups”.",
        ),
        "backup_of_server": translate(
            "copies",
            "This is a copy of a shop on a server. Whoever runs the server puts it back there.",
        ),
        "restore_on_server": translate(
            "copies",
            "This shop's data is on a server. Whoever runs the server puts a copy back there.",
        ),
        "backup_incomplete": translate(
            "copies",
            "Something was taken out of this copy: what keeps its search and its counts right is "
            "not all there. Nothing was changed. Choose another copy.",
        ),
        "backup_not_ours": translate(
            "copies",
            "This file is no copy of a shop of this program. Nothing was changed. Choose a copy "
            "from the folder “backups”.",
        ),
    }
