"""What the list of orders says where it is empty: no match, none of that status, or none yet."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication

from babydrop_desktop.domain.orders import OrderQuery
from ui.common import formats, order_words
from ui.common.empty_state import EmptyState

translate = QCoreApplication.translate


@dataclass(frozen=True, slots=True)
class Ways:
    """What the key may do: show all orders, or look for the same among all of them."""

    show_all: Callable[[], None]
    look_in_all: Callable[[], None]


def say(empty: EmptyState, query: OrderQuery, elsewhere: int, ways: Ways) -> None:
    """Say why `query` found nothing; `elsewhere` orders of another status fit its search."""
    if query.search:
        _say_no_match(empty, elsewhere, ways)
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
        ways.show_all,
    )


def _say_no_match(empty: EmptyState, elsewhere: int, ways: Ways) -> None:
    empty.set_icon("search-x")
    if elsewhere:
        empty.say(
            translate("fulfillment", "No match here"),
            formats.counted(
                elsewhere,
                translate("fulfillment", "{count} order of another status fits the search."),
                translate("fulfillment", "{count} orders of another status fit the search."),
            ),
            translate("fulfillment", "Look in all orders"),
            ways.look_in_all,
        )
        return
    empty.say(
        translate("fulfillment", "No match"),
        translate("fulfillment", "No order fits the search."),
        translate("fulfillment", "Clear search, show all"),
        ways.show_all,
    )
