"""Chips above the list of imports: all, ready, to look at, failed, imported."""

from collections.abc import Iterable
from enum import StrEnum
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QWidget

from babydrop_desktop.domain.jobs import RETRYABLE, JobRow, JobState
from ui.common import formats
from ui.common.buttons import Chip, when_clicked
from ui.importing.row_actions import BLOCKING
from ui.importing.row_look import FINE

# Fewer lines than this are seen at a glance.
FROM_ROWS = 6


class Shown(StrEnum):
    """Which lines are shown."""

    ALL = "all"
    READY = "ready"
    LOOK = "look"
    FAILED = "failed"
    DONE = "done"


def kind_of(row: JobRow) -> Shown | None:
    """Under which chip a line stands beside *All*; None while it is worked on."""
    if row.state is JobState.DONE:
        return Shown.DONE
    if row.state in RETRYABLE:
        return Shown.FAILED
    if row.state is not JobState.READY:
        return None
    fine = row.summary.check == "" or row.summary.check in FINE
    return Shown.READY if fine and row.summary.check not in BLOCKING else Shown.LOOK


class FilterChips(QWidget):
    """`chosen` carries what shall be shown. Hidden where there are few lines."""

    chosen = Signal(object)  # Shown

    def __init__(self) -> None:
        super().__init__()
        self.shown = Shown.ALL
        self.chips: dict[Shown, Chip] = {}
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 0, 16, 10)
        row.setSpacing(6)
        group = QButtonGroup(self)
        for shown, words in (
            (Shown.ALL, self.tr("All")),
            (Shown.READY, self.tr("Ready")),
            (Shown.LOOK, self.tr("To look at")),
            (Shown.FAILED, self.tr("Failed")),
            (Shown.DONE, self.tr("Imported")),
        ):
            chip = Chip(words)
            when_clicked(chip, partial(self.choose, shown))
            group.addButton(chip)
            row.addWidget(chip)
            self.chips[shown] = chip
        row.addStretch(1)
        self.chips[Shown.ALL].setChecked(True)
        self.hide()

    def choose(self, shown: Shown) -> None:
        """Show these lines."""
        self.shown = shown
        self.chips[shown].setChecked(True)
        self.chosen.emit(shown)

    def show_rows(self, rows: Iterable[JobRow]) -> None:
        """Say how many lines each shows; one without lines is not offered."""
        every = tuple(rows)
        kinds = [kind_of(row) for row in every]
        counts = {shown: kinds.count(shown) for shown in Shown} | {Shown.ALL: len(every)}
        for shown, chip in self.chips.items():
            chip.set_count(formats.number(counts[shown]))
            chip.setVisible(shown is Shown.ALL or counts[shown] > 0 or shown is self.shown)
        several = sum(count > 0 for shown, count in counts.items() if shown is not Shown.ALL) > 1
        self.setVisible((len(every) >= FROM_ROWS and several) or self.shown is not Shown.ALL)
        if self.shown is not Shown.ALL and not counts[self.shown]:
            self.choose(Shown.ALL)
