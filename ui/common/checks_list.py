"""A list of checks: state, what, the fact, and the fix at the line's end."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from babydrop_desktop.domain.checks import Level
from ui.common.buttons import link, when_clicked
from ui.common.labels import ElidedLabel, StatusLabel, line

ROW = 27
STATE_WIDTH, WHAT_WIDTH = 74, 90
# icon, colour role of each level
LOOKS = {
    Level.FINE: ("circle-check", "ok"),
    Level.LOOK: ("triangle-alert", "amber"),
    Level.BLOCKED: ("circle-alert", "red"),
}


def level_word(level: Level) -> str:
    """Fine, Look or Blocked, in the owner's language."""
    translate = QCoreApplication.translate
    return {
        Level.FINE: translate("checks", "Fine"),
        Level.LOOK: translate("checks", "Look"),
        Level.BLOCKED: translate("checks", "Blocked"),
    }[level]


@dataclass(frozen=True, slots=True)
class CheckLine:
    """One line. `fix` is the link at its end, `run` what the link does."""

    level: Level
    what: str
    fact: str
    fix: str = ""
    run: Callable[[], None] | None = None


class ChecksList(QFrame):
    """Checks, worst first, as they are given."""

    def __init__(self) -> None:
        super().__init__()
        self._lines: list[CheckLine] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)

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
        while (item := self._column.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        for check in wanted:
            self._column.addWidget(line())
            self._column.addWidget(_row(check))
        self._column.addWidget(line())


def _row(check: CheckLine) -> QWidget:
    made = QWidget()
    made.setFixedHeight(ROW - 1)
    row = QHBoxLayout(made)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(6)
    icon, role = LOOKS[check.level]
    state = StatusLabel(icon, level_word(check.level), role)
    state.setFixedWidth(STATE_WIDTH)
    what = ElidedLabel(check.what, kind="medium")
    what.setFixedWidth(WHAT_WIDTH)
    fact = ElidedLabel(check.fact, ink="secondary")
    row.addWidget(state)
    row.addWidget(what)
    row.addWidget(fact, 1)
    if check.fix and check.run is not None:
        fix = link(check.fix)
        when_clicked(fix, check.run)
        row.addWidget(fix, 0, Qt.AlignmentFlag.AlignRight)
    made.setAccessibleName(f"{level_word(check.level)}: {check.what}. {check.fact}")
    return made


def counts(lines: Iterable[CheckLine]) -> dict[Level, int]:
    """How many lines of each level there are, worst first."""
    every = [check.level for check in lines]
    return {level: every.count(level) for level in sorted(Level, reverse=True)}
