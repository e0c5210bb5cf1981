"""Keeps the rail's figures and the foot's jobs right while a shop is open."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

if TYPE_CHECKING:
    from babydrop_desktop.domain.attention import Needs
    from ui.context import PlaceContext
    from ui.job_counts import Counts
    from ui.rail import Rail
    from ui.status_bar import StatusBar


class WindowFigures(QObject):
    """`running` is how many jobs are at work or wait their turn. `show_in` comes first."""

    _rail: "Rail"
    _status: "StatusBar"

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._counting: list[QObject] = []
        self.running = 0

    def show_in(self, rail: "Rail", status: "StatusBar") -> None:
        """Where they are shown."""
        self._rail, self._status = rail, status

    def begin(self, context: "PlaceContext") -> None:
        """Count what the open shop holds, from now on."""
        from ui.browser_news import BrowserNews  # noqa: PLC0415 - after the first paint
        from ui.job_counts import JobCounts, PendingCount  # noqa: PLC0415
        from ui.needs_you.watch import NeedsWatch  # noqa: PLC0415

        pending = PendingCount(context, self._rail.key("fulfillment").set_count, self)
        news = BrowserNews(context, self)
        self._counting = [JobCounts(context, self._show_jobs, self), pending, news]
        if context.filling is not None:
            context.filling.moved.connect(self._status.show_filling)
            context.filling.ended.connect(self._status.show_filled)
        watch = NeedsWatch.of(context)
        watch.looked.connect(self._show_needs)
        news.changed.connect(watch.look)

    def end(self) -> None:
        """The shop is closed: there is nothing to count."""
        self.running = 0
        for counting in self._counting:
            counting.deleteLater()
        self._counting = []
        for name in ("needs_you", "import", "fulfillment"):
            self._rail.key(name).set_count(0)

    def _show_needs(self, needs: "Needs") -> None:
        urgent = any(line.urgent for line in needs.lines)
        self._rail.key("needs_you").set_count(needs.count, urgent=urgent)

    def _show_jobs(self, counts: "Counts") -> None:
        self.running = counts.running + counts.waiting
        self._status.show_jobs(counts)
        self._rail.key("import").set_count(counts.open)
