"""What the list of orders says where it is empty: no match, none of that status, or none yet."""

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication

from babydrop_desktop.domain.orders import OrderQuery
from ui.common import order_words
from ui.common.empty_state import EmptyState

translate = QCoreApplication.translate


def say(empty: EmptyState, query: OrderQuery, show_all: Callable[[], None]) -> None:
    """Say why `query` found nothing, with a key that shows all where that would help."""
    if query.search:
        empty.set_icon("search-x")
        empty.say(
            translate("fulfillment", "No match"),
            translate("fulfillment", "No order fits the search here."),
            translate("fulfillment", "Clear search, show all"),
            show_all,
        )
        return
    empty.set_icon("package")
    if query.status is None:
        empty.say(
            translate("fulfillment", "No orders yet"),
            translate("fulfillment", "Orders of your shop come here as soon as they are paid."),
        )
        return
    sentence = translate(
        "fulfillment",
        "No order stands under \N{LEFT DOUBLE QUOTATION MARK}{status}"
        "\N{RIGHT DOUBLE QUOTATION MARK} now.",
    )
    empty.say(
        translate("fulfillment", "No orders here"),
        sentence.format(status=order_words.status(query.status).text),
        translate("fulfillment", "Show all orders"),
        show_all,
    )
