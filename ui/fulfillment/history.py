"""What happened to an order, as it was written down, newest first."""

from collections.abc import Sequence
from datetime import datetime

from babydrop_desktop.domain.orders import HistoryLine
from ui.common import order_words
from ui.common.history_lines import Happened, HistoryLines
from ui.common.labels import set_apart


class History(HistoryLines):
    """The newest lines; all of them when asked for."""

    def show_history(self, order_id: str, lines: Sequence[HistoryLine], now: datetime) -> None:
        """Show what happened to an order."""
        self.show_lines(order_id, [_happened(line) for line in lines], now)


def _happened(line: HistoryLine) -> Happened:
    icon, title = order_words.event(line)
    about = ": ".join(part for part in (set_apart(line.who), line.text) if part)
    return Happened(icon, title, line.at, about)
