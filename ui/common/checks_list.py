"""A list of checks: state, what, the fact, what to do about it; and how many there are of each."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from babydrop_desktop.domain.checks import Level
from ui.common.buttons import link, when_clicked
from ui.common.formats import counted
from ui.common.labels import ElidedLabel, StatusLabel, heading, line, plain_text

ROW, LINE = 27, 18
STATE_WIDTH, WHAT_WIDTH = 76, 90
# icon, colour role of each level
LOOKS = {
    Level.FINE: ("circle-check", "ok"),
    Level.LOOK: ("triangle-alert", "amber"),
    Level.BLOCKED: ("circle-alert", "red"),
}
translate = QCoreApplication.translate


def level_word(level: Level) -> str:
    """Fine, Look or Blocked, in the owner's language."""
    return {
        Level.FINE: translate("checks", "Fine"),
        Level.LOOK: translate("checks", "Look"),
        Level.BLOCKED: translate("checks", "Blocked"),
    }[level]


@dataclass(frozen=True, slots=True)
class CheckLine:
    """One line. `todo` stands below the fact; `fix` is a link at the end, `run` what it does."""

    level: Level
    what: str
    fact: str
    fix: str = ""
    run: Callable[[], None] | None = None
    todo: str = ""


def counts(lines: Iterable[CheckLine]) -> dict[Level, int]:
    """How many lines of each level there are, worst first."""
    every = [check.level for check in lines]
    return {level: every.count(level) for level in sorted(Level, reverse=True)}


class ChecksHead(QWidget):
    """The title above a list of checks, and how many there are of each level, worst first."""

    def __init__(self, title: str) -> None:
        super().__init__()
        self._marks = {level: StatusLabel() for level in sorted(Level, reverse=True)}
        marks = QHBoxLayout()
        marks.setContentsMargins(0, 0, 0, 6)
        marks.setSpacing(12)
        for mark in self._marks.values():
            marks.addWidget(mark)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(heading(title), 1)
        row.addLayout(marks)

    def show_counts(self, found: Mapping[Level, int]) -> None:
        """Show how many there are; a level without any is left out."""
        for level, mark in self._marks.items():
            count = found.get(level, 0)
            icon, role = LOOKS[level]
            mark.set_status(icon, _count_words(level, count), role)
            mark.setVisible(bool(count))


class ChecksList(QFrame):
    """Checks, worst first, as they are given.

    Each is one line of `ROW` pixels, cut where it is too long; with `wraps`, as high as its words.
    """

    def __init__(self, *, wraps: bool = False) -> None:
        super().__init__()
        self._lines: list[CheckLine] = []
        self._wraps = wraps
        self._pool: list[_Row] = []
        self._rows = QVBoxLayout()
        self._rows.setSpacing(0)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(self._rows)
        column.addWidget(line())

    @property
    def lines(self) -> tuple[CheckLine, ...]:
        """What is shown."""
        return tuple(self._lines)

    def show_checks(self, lines: Iterable[CheckLine]) -> None:
        """Show these lines instead of the ones before."""
        wanted = list(lines)
        if wanted == self._lines:
            return
        self._lines = wanted
        while len(self._pool) < len(wanted):
            self._pool.append(_Row(wraps=self._wraps))
            self._rows.addWidget(self._pool[-1])
        for at, row in enumerate(self._pool):
            if at < len(wanted):
                row.show_line(wanted[at])
            row.setVisible(at < len(wanted))


class _Row(QWidget):
    """A line's widgets, used again for the next thing's line."""

    def __init__(self, *, wraps: bool) -> None:
        super().__init__()
        self._run: Callable[[], None] | None = None
        self._state, self._what = StatusLabel(), ElidedLabel(kind="medium")
        self._state.setFixedWidth(STATE_WIDTH)
        self._what.setFixedWidth(WHAT_WIDTH)
        self._fact = plain_text(wrap=True) if wraps else ElidedLabel()
        self._todo = plain_text(kind="meta", ink="secondary", wrap=True)
        self._fix = link("")
        when_clicked(self._fix, self._on_fix)
        self._build(wraps=wraps)

    def show_line(self, one: CheckLine) -> None:
        """Show `one`."""
        icon, role = LOOKS[one.level]
        word = level_word(one.level)
        self._state.set_status(icon, word, role)
        self._what.setText(one.what)
        self._fact.setText(one.fact)
        self._fact.set_ink("text" if one.todo else "secondary")
        self._todo.setText(one.todo)
        self._todo.setVisible(bool(one.todo))
        self._run = one.run
        self._fix.setText(one.fix)
        self._fix.setVisible(bool(one.fix) and one.run is not None)
        told = ". ".join(part for part in (one.what, one.fact, one.todo) if part)
        self.setAccessibleName(f"{word}: {told}")

    def _on_fix(self) -> None:
        if self._run is not None:
            self._run()

    def _build(self, *, wraps: bool) -> None:
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(self._fact)
        words.addWidget(self._todo)
        row = QHBoxLayout()
        row.setContentsMargins(0, 4, 0, 4)
        row.setSpacing(6)
        for part in (self._state, self._what):
            part.setFixedHeight(LINE)
            row.addWidget(part, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(words, 1)
        self._fix.setFixedHeight(LINE)
        row.addWidget(self._fix, 0, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(line())
        column.addLayout(row)
        if not wraps:
            self.setFixedHeight(ROW)


def _count_words(level: Level, count: int) -> str:
    words = {
        Level.BLOCKED: translate("checks", "{count} blocked"),
        Level.LOOK: translate("checks", "{count} to look at"),
        Level.FINE: translate("checks", "{count} fine"),
    }[level]
    return counted(count, words, words)
