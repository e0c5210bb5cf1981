"""The headings of Needs you in the owner's words."""

from PySide6.QtCore import QCoreApplication

from ui.needs_you.model import When

translate = QCoreApplication.translate


def heading(when: When) -> str:
    """Today, This week or Later."""
    return {
        When.TODAY: translate("needs", "Today"),
        When.WEEK: translate("needs", "This week"),
        When.LATER: translate("needs", "Later"),
    }[when]
