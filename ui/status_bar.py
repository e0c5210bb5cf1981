"""The line at the bottom: what just happened, where the data lives, what runs."""

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout, QWidget

from ui.common import formats
from ui.common.labels import IconLabel, Pill, plain_text
from ui.common.notice import Notice

if TYPE_CHECKING:
    from ui.job_counts import Counts
    from ui.trouble import Fault


class _Fact(QWidget):
    """An icon and a few words."""

    def __init__(self, icon: str) -> None:
        super().__init__()
        self.icon = IconLabel(icon)
        self.words = plain_text(kind="meta", ink="secondary")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        row.addWidget(self.icon)
        row.addWidget(self.words)

    def say(self, text: str) -> None:
        self.words.setText(text)
        self.setAccessibleName(text)
        self.setVisible(bool(text))


def _said(count: int, one: str, many: str) -> str:
    return one if count == 1 else many.format(count=formats.number(count))


class StatusBar(QWidget):
    """News at the left; the demo mark, the database and the jobs at the right."""

    def __init__(self) -> None:
        super().__init__()
        self.notice = Notice()
        self._demo = Pill(self.tr("Demo shop"), icon="sparkles", tint="amber")
        self._demo.hide()
        self._place = _Fact("database")
        self._where = ""
        self._jobs = _Fact("list-checks")
        self._filling = _Fact("sparkles")
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 0, 12, 0)
        row.setSpacing(18)
        row.addWidget(self.notice, 1)
        for part in (self._filling, self._demo, self._place, self._jobs):
            row.addWidget(part)
        self._place.say("")
        self._jobs.say("")
        self._filling.say("")

    def show_shop(self, place: str, *, demo: bool) -> None:
        """Where the data lives, and whether it is the demo shop."""
        # The two places that the services know, in the owner's language.
        words = {
            "This computer": self.tr("This computer"),
            "Shop server": self.tr("Shop server"),
        }
        self._where = words.get(place, place)
        self.show_fault(None)
        self._demo.setVisible(demo)

    def show_fault(self, fault: "Fault | None") -> None:
        """Since when the shop's server does not answer; None where it does."""
        words, away = self._where, fault is not None and fault.on_server
        if fault is not None and away:
            words = self.tr("{place} · no answer since {time}").format(
                place=self._where, time=formats.clock(fault.since)
            )
        self._place.icon.set_icon(
            "cloud-off" if away else "database", "amber" if away else "secondary"
        )
        self._place.say(words)

    def show_nothing(self) -> None:
        """No shop is open; what was offered to be taken back was in the one before."""
        self.notice.say("")
        for fact in (self._place, self._jobs, self._filling):
            fact.say("")
        self._demo.hide()

    def show_jobs(self, counts: "Counts") -> None:
        """How many imports run, how many wait in the queue, and how many ended badly."""
        one, many = self.tr("1 job running"), self.tr("{count} jobs running")
        none = self.tr("No jobs running")
        words = [_said(counts.running, one, many) if counts.running else none]
        if counts.waiting:
            words.append(self._waiting(counts))
        if failed := counts.failed:
            words.append(_said(failed, self.tr("1 failed"), self.tr("{count} failed")))
        self._jobs.icon.set_icon(
            "triangle-alert" if failed else "list-checks", "amber" if failed else "secondary"
        )
        self._jobs.say(" · ".join(words))

    def _waiting(self, counts: "Counts") -> str:
        """How many wait; where all wait for one pause, for whose, and until when."""
        said = _said(counts.waiting, self.tr("1 waiting"), self.tr("{count} waiting"))
        if (pause := counts.pause) is None:
            return said
        until = formats.clock(pause.until)
        if pause.count >= counts.waiting and "." in pause.waits_for:  # a host
            host = self.tr("{waiting}: {host} wants a pause until {until}")
            return host.format(waiting=said, host=pause.waits_for, until=until)
        return self.tr("{waiting}, next at {until}").format(waiting=said, until=until)

    def show_filling(self, done: int, of: int) -> None:
        """How far the filling of the demo shop is."""
        words = self.tr("Filling the demo shop: {done} of {of}")
        told = words.format(done=formats.number(done), of=formats.number(of))
        self._filling.say(told if of else "")

    def show_filled(self) -> None:
        """The demo shop has all it should have."""
        self._filling.say("")

    def facts(self) -> tuple[str, str]:
        """The words about the database and the jobs, as shown."""
        return self._place.words.text(), self._jobs.words.text()
