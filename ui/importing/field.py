"""Takes what is pasted, typed, dropped or chosen, and says of each bad line what is wrong."""

import re
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QMimeData, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QVBoxLayout, QWidget

from babydrop_desktop.domain.jobs import JobId
from babydrop_desktop.errors import Limit, Refused, ShopError
from ui.common import formats, words
from ui.common.choose_pages import choose_pages
from ui.common.drop_field import DropField
from ui.common.dropped import Dropped, dropped
from ui.common.labels import plain_text
from ui.context import PlaceContext
from ui.importing.bad_lines import MOST_SHARE, BadLine, BadLines, Why

if TYPE_CHECKING:
    from babydrop_desktop.services.staging import RefusedLine

# Between the field, the refused lines and the list.
BELOW = 22
# From here on a text is said by its size, not shown.
LONG = 4000
_MARKUP = re.compile(r"\s{0,200}(?:<|window\.|var |\{)")


@dataclass(slots=True)
class _Taken:
    """What became of one paste or drop."""

    jobs: tuple[JobId, ...] = ()
    bad: tuple[BadLine, ...] = ()


class ImportField(QWidget):
    """The field on top of the list.

    `begun` at each paste or drop, `staged` carries the ids of its jobs as they come. Bad lines
    stay listed under the field until the next paste or until they are hidden. Nothing is laid out
    that is longer than a few lines.
    """

    begun = Signal()
    staged = Signal(tuple)  # of JobId
    replaced = Signal(str)  # the job that another page was chosen for

    def __init__(self, context: PlaceContext) -> None:
        super().__init__()
        self._context = context
        self._tasks = context.tasks(self)
        self._field = DropField(
            self.tr("Paste or drop AliExpress addresses here"),
            self.tr("One or a hundred, or saved pages, or a list."),
        )
        self._busy = plain_text(kind="meta", ink="secondary")
        self._busy.hide()
        self._bad = BadLines()
        self._running = 0
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 0, 16, 14)
        column.setSpacing(8)
        for part in (self._field, self._busy, self._bad):
            column.addWidget(part)
        self._field.brought.connect(self.take)
        self._field.wants_file.connect(self.choose_file)
        self.setFocusProxy(self._field)

    @property
    def drop_field(self) -> DropField:
        """The dashed field itself."""
        return self._field

    @property
    def bad_lines(self) -> BadLines:
        """What was refused, and why."""
        return self._bad

    def busy_words(self) -> str:
        """What is being taken in just now, "" where nothing is."""
        return self._busy.text() if not self._busy.isHidden() else ""

    def set_place_height(self, height: int) -> None:
        """Let the refused lines leave the list below its share of a place of that height."""
        self._bad.set_most(height // MOST_SHARE - self._field.height() - BELOW)

    def paste(self) -> None:
        """Take what is on the clipboard, from wherever in the place it was asked for."""
        self.take_mime(QGuiApplication.clipboard().mimeData())

    def take_mime(self, mime: QMimeData | None) -> None:
        """Take a paste or a drop."""
        if mime is not None and (found := dropped(mime)):
            self.take(found)

    def take(self, found: Dropped, instead_of: str = "") -> None:
        """Stage addresses, page texts and files; `instead_of` a job whose own page was refused."""
        if not found:
            return
        self.begun.emit()
        if found.text.strip() == self._field.edit.toPlainText().strip():
            # Given in; what is being typed while something else is pasted stays.
            self._field.clear()
        self._bad.show_lines(())
        self._running += 1
        self._busy.setText(self._said(found))
        self._busy.show()
        self._tasks.start(self._take(found, instead_of))

    def choose_file(self, instead_of: str = "") -> None:
        """Ask for saved pages; they come in place of the job `instead_of` where it is given."""
        choose_pages(
            self.window(),
            self._context.settings,
            lambda files: self.take(Dropped(files=files), instead_of),
        )

    def _said(self, found: Dropped) -> str:
        if found.files:
            return self.tr("Reading {name}").format(name=_names(found.files))
        if _MARKUP.match(found.text):
            size = max(1, len(found.text) // 1024)
            return self.tr("A page's source, {size} KB").format(size=formats.number(size))
        return self.tr("Looking at what was pasted")

    async def _take(self, found: Dropped, instead_of: str) -> None:
        taken = _Taken()
        try:
            if found.text.strip():
                await self._take_text(found.text, taken)
            for path in await self._files_of(found.files, taken):
                await self._take_file(path, taken)
            # The same page once more is the same job.
            if instead_of and taken.jobs and instead_of not in taken.jobs:
                self.replaced.emit(instead_of)
        finally:
            self._running -= 1
            self._busy.setVisible(self._running > 0)
            self._bad.show_lines((*self._bad.lines, *taken.bad))
            typed = not self._field.edit.document().isEmpty()
            if not taken.jobs and taken.bad and not typed and not _is_long(found.text):
                # What was typed comes back, so that it can be mended.
                self._field.edit.setPlainText(found.text.strip())

    async def _take_text(self, text: str, taken: _Taken) -> None:
        try:
            report = await self._context.ask(self._context.services.importing.stage, text)
        except ShopError as error:
            why = Why.NO_PRODUCT if isinstance(error, Refused) else Why.TROUBLE
            taken.bad += (_bad(text, error, why),)
            return
        taken.jobs += tuple(report.jobs)
        taken.bad += tuple(
            BadLine(line.text, words.reason_words(line.reason, {}, line.message))
            for line in report.refused
        )
        if report.jobs:
            self.staged.emit(tuple(report.jobs))

    async def _files_of(self, paths: tuple[Path, ...], taken: _Taken) -> tuple[Path, ...]:
        """The single files of what was given: folders may be among them."""
        if not paths:
            return ()
        files, wrong = await self._context.ask(self._context.services.files.named, paths)
        taken.bad += tuple(_bad(error.facts.get("name", ""), error, Why.FILE) for error in wrong)
        return files

    async def _take_file(self, path: Path, taken: _Taken) -> None:
        try:
            report = await self._context.ask(self._context.services.files.stage, path)
        except ShopError as error:
            why = Why.FILE if isinstance(error, Refused | Limit) else Why.TROUBLE
            taken.bad += (_bad(path.name, error, why),)
            return
        taken.jobs += tuple(report.jobs)
        taken.bad += tuple(_bad_in_list(line, path) for line in report.refused)
        if report.jobs:
            self.staged.emit(tuple(report.jobs))


def _bad_in_list(line: "RefusedLine", path: Path) -> BadLine:
    """A line of a list, by its number there."""
    told = QCoreApplication.translate("import", "Line {number}: {text}")
    text = told.format(number=formats.number(line.line), text=line.text)
    reason = words.reason_words(line.reason, line.facts, line.message)
    details = f"{path.name} {line.line}: {line.reason}: {line.message}"
    return BadLine(text, reason, details, Why.LIST)


def _bad(text: str, error: ShopError, why: Why) -> BadLine:
    return BadLine(text[:200], words.error_words(error), words.error_details(error), why)


def _is_long(text: str) -> bool:
    return len(text) > LONG


def _names(files: tuple[Path, ...]) -> str:
    first = files[0].name
    return first if len(files) == 1 else f"{first} + {formats.number(len(files) - 1)}"
