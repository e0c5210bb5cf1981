"""The copies of the shop: look what each holds, and go back to one."""

from pathlib import Path

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtWidgets import QDialog, QFileDialog, QFrame, QHBoxLayout, QVBoxLayout, QWidget

from babydrop_desktop.domain.backups import BackupGap, BackupPreview, BackupRow
from babydrop_desktop.errors import ShopError
from babydrop_desktop.services.work import Work
from ui import window_doings
from ui.backups import words
from ui.backups.copies import Copies
from ui.backups.copies_list import CopiesList
from ui.backups.preview import Preview
from ui.common import times
from ui.common.banner import Banner
from ui.common.buttons import link, plain, primary, when_clicked
from ui.common.dialogs import question
from ui.common.empty_state import EmptyState
from ui.common.words import error_details, error_words
from ui.work.tasks import OnError, Tasks

translate = QCoreApplication.translate
SIZE = (920, 560)
LIST_WIDTH = 470


class CopiesDialog(QDialog):
    """`restore` (path, other_shop) when the owner said yes to going back to that copy."""

    restore = Signal(object, bool)

    def __init__(self, copies: Copies, fail: OnError, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._copies = copies
        self._now = times.utc_now
        self._on_server = False
        self._tasks = Tasks(self, fail)
        self._work = Work()
        self._shown: tuple[BackupPreview, BackupGap | None] | None = None
        self.list = CopiesList(self._now)
        self.preview = Preview()
        self.banner = Banner("info")
        self.empty = EmptyState("archive")
        self.go_back = primary(self.tr("Go back to this copy…"), "history")
        self._other = link(self.tr("Choose another file…"))
        self._open = link(self.tr("Open the folder"))
        self._close = plain(self.tr("Close"))
        self._build()
        self.list.chosen.connect(self._on_chosen)
        # Later: the same Enter, passed on to this dialog, would answer the question at once.
        self.list.wanted.connect(self._on_go_back, Qt.ConnectionType.QueuedConnection)
        when_clicked(self.go_back, self._on_go_back)
        when_clicked(self._other, self._choose_file)
        when_clicked(self._open, lambda: window_doings.open_folder(copies.folder))
        when_clicked(self._close, self.reject)

    def load(self, choose: Path | None = None) -> None:
        """Ask for the copies, and choose one of them."""
        self._tasks.latest("rows", self._load(choose))

    def done(self, result: int) -> None:
        """Read no further."""
        self._work.stop()
        self._tasks.cancel()
        super().done(result)

    # asking

    async def _load(self, choose: Path | None) -> None:
        try:
            rows, self._on_server = await self._copies.look()
        except ShopError as error:
            self._refuse(error)
            return
        self._say_server()
        self.list.show_rows(rows)
        self.list.setVisible(bool(rows))
        self.empty.setVisible(not rows)
        self.list.choose(choose)
        if choose is not None and all(row.path != choose for row in rows):
            self._look_at_file(choose)

    def _on_chosen(self, row: BackupRow) -> None:
        self.preview.show_row(row, self._now())
        self._look_at(row.path)

    def _look_at(self, path: Path) -> None:
        self._shown = None
        self._show_key()
        self._work.stop()
        self._work = work = Work()
        self._tasks.latest("preview", self._preview(path, work))

    async def _preview(self, path: Path, work: Work) -> None:
        async def show(found: BackupPreview, whole: bool) -> None:  # noqa: FBT001 - see Copies
            known = self._shown[1] if self._shown else None
            self._show(found, known or await self._copies.gap(found, work), whole=whole)

        try:
            await self._copies.read(path, work, show)
        except ShopError as error:
            self._refuse(error)

    # showing

    def _show(self, found: BackupPreview, gap: BackupGap | None, *, whole: bool) -> None:
        self._shown = found, gap
        if found.damaged:
            self.list.mark_damaged(found.path)
        self.preview.show_preview(found, gap, self._now(), whole=whole)
        self._show_key()

    def _show_key(self) -> None:
        if self._on_server:
            self.go_back.turn_off(self.tr("Whoever runs the server puts a copy back there."))
        elif self._shown is not None and self._shown[0].can_be_restored:
            self.go_back.turn_on()
        else:
            reason = words.trouble(self._shown[0]) if self._shown is not None else ""
            self.go_back.turn_off(reason or self.tr("Choose a copy first."))

    def _refuse(self, error: ShopError) -> None:
        self.banner.say(error_words(error), details=error_details(error))

    def _say_server(self) -> None:
        if self._on_server:
            self.banner.say(
                self.tr(
                    "This shop's data is on a server. “Back up now” makes a copy of it here. "
                    "Whoever runs the server puts a copy back there, with pg_restore."
                )
            )

    # doing

    def _on_go_back(self) -> None:
        if self._shown is None or not self.go_back.isEnabled():
            return
        found, gap = self._shown
        title, text, verb = words.ask(found, gap, self._now())
        asked = question(title, text, verb, self.tr("Keep the shop as it is"))
        asked.setParent(self, asked.windowFlags())
        asked.setObjectName("go-back-question")
        asked.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        asked.accepted.connect(lambda: self._say_yes(found))
        asked.open()

    def _say_yes(self, found: BackupPreview) -> None:
        self.accept()
        self.restore.emit(found.path, found.other_shop)

    def _choose_file(self) -> None:
        kinds = self.tr("Copies of a shop (*.db)")
        chosen = QFileDialog.getOpenFileName(
            self, self.tr("A copy of the shop"), str(self._copies.folder), kinds
        )
        if chosen[0]:
            self._look_at_file(Path(chosen[0]))

    def _look_at_file(self, path: Path) -> None:
        self.list.clearSelection()
        self.preview.show_file(path)
        self._look_at(path)

    def _build(self) -> None:
        self.setWindowTitle(self.tr("Copies of the shop"))
        self.resize(*SIZE)
        self.empty.say(
            self.tr("No copies yet"),
            self.tr("The program makes one every hour in which something changed."),
        )
        self.empty.hide()
        self.preview.setProperty("kind", "panel")
        self.list.setFixedWidth(LIST_WIDTH)
        self.empty.setFixedWidth(LIST_WIDTH)
        middle = QHBoxLayout()
        middle.setSpacing(0)
        middle.addWidget(self.list)
        middle.addWidget(self.empty)
        middle.addWidget(self.preview, 1)
        foot = QFrame()
        foot.setProperty("kind", "foot")
        keys = QHBoxLayout(foot)
        keys.setContentsMargins(16, 12, 16, 12)
        keys.setSpacing(12)
        for key in (self._other, self._open):
            keys.addWidget(key)
        keys.addStretch(1)
        for key in (self._close, self.go_back):
            keys.addWidget(key)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.banner)
        column.addLayout(middle, 1)
        column.addWidget(foot)
        self._show_key()
