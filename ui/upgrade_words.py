"""What the owner is asked before a shared database is made ready for this program."""

from collections.abc import Mapping

from PySide6.QtCore import QCoreApplication

translate = QCoreApplication.translate


def question(facts: Mapping[str, str]) -> tuple[str, str, str]:
    """Title, text and verb of the question; `facts` are those of "upgrade_needed"."""
    copy = translate(
        "upgrade",
        "No copy is made first: the data is on the server, and it goes through as a whole or "
        "not at all. If you want a copy, ask whoever runs the server for one before.",
    )
    if facts.get("from"):
        return (
            translate("upgrade", "Bring your shop's database up to date?"),
            translate(
                "upgrade",
                "It was made by an older version of this program. Only the program's own tables "
                "are changed. Afterwards every laptop of the shop needs this version of the "
                "program: the older one will not open the shop any more.",
            )
            + f"\n\n{copy}",
            translate("upgrade", "Upgrade the shop's database"),
        )
    if facts.get("state") == "empty":
        return (
            translate("upgrade", "Start a new shop in this database?"),
            translate(
                "upgrade",
                "The database on the server is empty. The program makes its tables there, and "
                "your new shop can begin.",
            ),
            translate("upgrade", "Start the shop there"),
        )
    return (
        translate("upgrade", "Get your shop's database ready for this program?"),
        translate(
            "upgrade",
            "The program adds tables of its own. Those that are there, with your products and "
            "orders, are not changed, and the web shop goes on as before.",
        )
        + f"\n\n{copy}",
        translate("upgrade", "Get the database ready"),
    )
