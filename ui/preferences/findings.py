"""What a connection's test found: one line each, worst first, with its fix."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from babydrop_desktop.domain.checks import Level
from babydrop_desktop.domain.connection import Finding, TestReport
from ui.common import formats
from ui.common.buttons import Button, link, when_clicked
from ui.common.checks_list import LOOKS, level_word
from ui.common.labels import IconLabel, StatusLabel, line, plain_text
from ui.common.layouts import clear
from ui.preferences import finding_words

TITLE_WIDTH = 136


def worst_first(report: TestReport) -> tuple[Finding, ...]:
    """The findings, those that block first; within a level as they were looked at."""
    return tuple(sorted(report.findings, key=lambda finding: -finding.level))


class FindingsList(QFrame):
    """Shows one report. `add_indexes` when the owner asks for the missing indexes."""

    add_indexes = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.report: TestReport | None = None
        self._icon = IconLabel("circle-check", "ok", 16)
        self._verdict = plain_text(kind="heading")
        self._beside = plain_text(kind="meta", ink="secondary")
        self.copy = link(self.tr("Copy details"))
        self._rows = QVBoxLayout()
        self._build()
        when_clicked(self.copy, self._on_copy)
        self.hide()

    def show_report(self, report: TestReport) -> None:
        """Show what was found."""
        self.report = report
        blocked = sum(finding.level is Level.BLOCKED for finding in report.findings)
        icon, role = LOOKS[Level.FINE if report.passed else Level.BLOCKED]
        self._icon.set_icon(icon, role)
        self._verdict.setText(
            self.tr("Test passed")
            if report.passed
            else formats.counted(
                blocked, self.tr("{count} thing to mend"), self.tr("{count} things to mend")
            )
        )
        self._say_when()
        self.copy.setText(self.tr("Copy details"))
        clear(self._rows)
        for finding in worst_first(report):
            self._rows.addWidget(line())
            self._rows.addWidget(_row(finding, self._key_of(finding)))
        self.show()

    def set_stale(self, *, stale: bool) -> None:
        """The fields say something else now than what was tested."""
        if self.report is None:
            return
        if stale:
            self._beside.setText(self.tr("of what stood here before; test again"))
        else:
            self._say_when()

    def forget(self) -> None:
        """Show nothing."""
        self.report = None
        self.hide()

    def words(self) -> str:
        """Everything that is said, line by line."""
        report = self.report
        if report is None:
            return ""
        lines = (" ".join(finding_words.words(each)) for each in worst_first(report))
        return "\n".join([self._verdict.text(), *lines])

    def _say_when(self) -> None:
        if self.report is None:
            return
        at = formats.clock(self.report.at)
        self._beside.setText(self.tr("{time}, nothing was changed").format(time=at))

    def _key_of(self, finding: Finding) -> Button | None:
        if finding.code != "indexes_missing":
            return None
        key = link(self.tr("Add indexes"))
        when_clicked(key, self.add_indexes.emit)
        return key

    def _on_copy(self) -> None:
        if self.report is None:
            return
        told = "\n".join(finding_words.details(each) for each in worst_first(self.report))
        whole = f"{self.report.at:%Y-%m-%d %H:%M} UTC\n{told}"
        QGuiApplication.clipboard().setText(whole)
        self.copy.setText(self.tr("Copied"))

    def _build(self) -> None:
        self.setProperty("kind", "panel")
        head = QHBoxLayout()
        head.setContentsMargins(16, 8, 16, 8)
        head.setSpacing(8)
        head.addWidget(self._icon)
        head.addWidget(self._verdict)
        head.addWidget(self._beside, 1)
        head.addWidget(self.copy)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(line())
        column.addLayout(head)
        self._rows.setSpacing(0)
        column.addLayout(self._rows)


def _row(finding: Finding, key: Button | None) -> QWidget:
    title, text, fix = finding_words.words(finding)
    made = QWidget()
    row = QHBoxLayout(made)
    row.setContentsMargins(16, 6, 16, 6)
    row.setSpacing(10)
    top = Qt.AlignmentFlag.AlignTop
    icon, role = LOOKS[finding.level]
    state = StatusLabel(icon, title, role)
    state.setFixedWidth(TITLE_WIDTH)
    row.addWidget(state, 0, top)
    words = QVBoxLayout()
    words.setSpacing(2)
    words.addWidget(plain_text(text, ink="text" if fix else "secondary", wrap=True))
    if fix:
        words.addWidget(plain_text(fix, ink="secondary", wrap=True))
    row.addLayout(words, 1)
    if key is not None:
        row.addWidget(key, 0, top)
    made.setAccessibleName(f"{level_word(finding.level)}: {title}. {text} {fix}".strip())
    return made
