"""The window's sentences about orders that cannot be shown or found."""

from PySide6.QtCore import QCoreApplication

translate = QCoreApplication.translate


def sentences() -> dict[str, str]:
    """Reason → sentence."""
    return {
        "address_changed": translate(
            "faults", "The customer's address was changed since you looked. Look at it again."
        ),
        "address_approved": translate(
            "faults", "Somebody else changed what is approved for this order. Look at it again."
        ),
        "address_not_ready": translate(
            "faults", "AliExpress would not take this address yet. Mend what is marked red."
        ),
        "order_gone": translate("orders", "This order is not in the shop any more."),
        "order_unreadable": translate(
            "orders",
            "This order cannot be read: what is kept of it is damaged, or was written by something "
            "else. It was left as it is. \N{LEFT DOUBLE QUOTATION MARK}Restore a backup"
            "\N{HORIZONTAL ELLIPSIS}\N{RIGHT DOUBLE QUOTATION MARK} in the File menu goes back to "
            "a good copy.",
        ),
        "no_such_order": translate(
            "orders", "There is no order with this number. Look at the number again."
        ),
        "search_slow": translate(
            "orders",
            "The search took too long and was stopped. Type more of the word; whoever runs the "
            "shop's server can make it faster.",
        ),
    }
