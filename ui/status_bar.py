"""The line at the bottom: what just happened, where the data lives, what runs."""

from PySide6.QtWidgets import QHBoxLayout, QWidget

from ui.common import formats
from ui.common.labels import IconLabel, Pill, plain_text
from ui.common.notice import Notice


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


class StatusBar(QWidget):
    """News at the left; the demo mark, the database and the jobs at the right."""

    def __init__(self) -> None:
        super().__init__()
        self.notice = Notice()
        self._demo = Pill(self.tr("Demo shop"), icon="sparkles", tint="amber")
        self._demo.hide()
        self._place = _Fact("database")
        self._jobs = _Fact("list-checks")
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 0, 12, 0)
        row.setSpacing(18)
        row.addWidget(self.notice, 1)
        for part in (self._demo, self._place, self._jobs):
            row.addWidget(part)
        self._place.say("")
        self._jobs.say("")

    def show_shop(self, place: str, *, demo: bool) -> None:
        """Where the data lives, and whether it is the demo shop."""
        # The two places that the services know, in the owner's language.
        words = {
            "This computer": self.tr("This computer"),
            "Shop server": self.tr("Shop server"),
        }
        self._place.say(words.get(place, place))
        self._demo.setVisible(demo)

    def show_jobs(self, running: int, failed: int) -> None:
        """How many imports run, and how many ended badly."""
        if running == 1:
            words = self.tr("1 job running")
        elif running:
            words = self.tr("{count} jobs running").format(count=formats.number(running))
        else:
            words = self.tr("No jobs running")
        if failed:
            words = self.tr("{running} · {count} failed").format(
                running=words, count=formats.number(failed)
            )
        self._jobs.icon.set_icon(
            "triangle-alert" if failed else "list-checks", "amber" if failed else "secondary"
        )
        self._jobs.say(words)

    def facts(self) -> tuple[str, str]:
        """The words about the database and the jobs, as shown."""
        return self._place.words.text(), self._jobs.words.text()
