"""Why the catalog's list is empty, and what helps."""

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication

from ui.common.empty_state import EmptyState
from ui.context import PlaceContext

translate = QCoreApplication.translate


def say_nothing(
    empty: EmptyState, context: PlaceContext, clear: Callable[[], None], *, filtered: bool
) -> None:
    """Say that nothing fits, that products are on their way, or that there are none yet."""
    if filtered:
        empty.set_icon("search-x")
        empty.say(
            translate("catalog", "No match"),
            translate("catalog", "No product fits the search and the filters."),
            translate("catalog", "Clear filters"),
            clear,
        )
    elif context.is_filling:
        empty.say_filling(translate("catalog", "Its first products come in a moment."))
    else:
        empty.set_icon("shirt")
        empty.say(
            translate("catalog", "Nothing in the catalog yet"),
            translate(
                "catalog", "Import a product from AliExpress: its page's address is all it takes."
            ),
            translate("catalog", "Go to Import"),
            lambda: context.go_to("import"),
        )
