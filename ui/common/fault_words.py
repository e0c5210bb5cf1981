"""The window's sentence for each reason that the shop's work may stop for."""

from PySide6.QtCore import QCoreApplication


def sentences() -> dict[str, str]:
    """Reason → sentence, with the {facts} that it names."""
    translate = QCoreApplication.translate
    return {
        "cancelled": translate("faults", "Cancelled. What was finished is kept."),
        "amount_too_large": translate(
            "faults", "{amount} is more than the shop's database can hold."
        ),
    }
