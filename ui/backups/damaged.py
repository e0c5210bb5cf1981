"""A shop whose file is damaged or gone: what is known, and the way back to the newest good copy."""

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from babydrop_desktop.domain.backups import BackupPreview, row_of
from babydrop_desktop.errors import ShopError
from babydrop_desktop.services.work import Work
from ui import window_doings
from ui.backups import words
from ui.common import formats, times
from ui.common.buttons import link, plain, primary, when_clicked
from ui.common.dialogs import machine, question
from ui.common.labels import IconLabel, StatusLabel, plain_text
from ui.common.words import error_details, error_words
from ui.work.tasks import OnError, Tasks

if TYPE_CHECKING:
    from ui.backups.desk import BackupDesk
    from ui.main_window import MainWindow

PAGE_WIDTH = 620


class DamagedPage(QFrame):
    """In the middle of the window, in the place of the shop that cannot be opened."""

    def __init__(self, window: "MainWindow", desk: "BackupDesk", fail: OnError) -> None:
        super().__init__()
        self.setProperty("kind", "pane")
        self._window = window
        self._desk = desk
        self._tasks = Tasks(self, fail)
        self._details = ""
        self._found: BackupPreview | None = None
        self._title = plain_text(kind="first")
        self._sentence = plain_text(ink="secondary", wrap=True)
        self._card = QFrame()
        self._when = plain_text(kind="detail")
        self._holds = plain_text(wrap=True)
        self.state = StatusLabel()
        self.go_back = primary("", "history")
        self.others = plain(self.tr("Other copies…"), "archive")
        self.retry = plain(self.tr("Try again"), "rotate-cw")
        self.anew = link(self.tr("Begin with an empty shop…"))
        self.folder = link(self.tr("Open the folder"))
        self.copy = link(self.tr("Copy details"))
        self._build()
        self._connect()

    def show_fault(self, error: ShopError) -> None:
        """Say what is known of it, and look into the newest good copy."""
        now = times.utc_now()
        self._details = f"{error_details(error)}\n{self._desk.folder}\n{machine()}"
        self.copy.setText(self.tr("Copy details"))
        self._title.setText(self._what(error))
        self._found = None
        copy = Path(error.facts["copy"]) if "copy" in error.facts else None
        made_at = error.facts.get("copy_time")
        self._card.setVisible(copy is not None)
        self.go_back.setVisible(copy is not None)
        left = self.tr("Nothing was deleted and nothing was changed.")
        if "missing" in error.facts:
            left = self.tr("No new one was made in its place.")
        self._sentence.setText(f"{left} {self._advice(copy)}")
        if copy is None:
            self.others.setFocus()
            return
        at = datetime.fromisoformat(made_at) if made_at else now
        self._when.setText(times.moment(at, now))
        self._holds.setText("")
        self.state.set_status("hourglass", self.tr("Being read…"), "secondary")
        said = self.tr("Go back to {copy}").format(copy=words.the_copy(at, now))
        self.go_back.setText(said)
        self.go_back.turn_off(self.tr("The copy is being read."))
        self._tasks.latest("preview", self._look(copy))

    def words(self) -> str:
        """What is said."""
        parts = self._title, self._sentence, self._when, self._holds
        return "\n".join(part.text() for part in parts)

    # asking

    async def _look(self, copy: Path) -> None:
        try:
            await self._desk.copies.read(copy, Work(), self._show)
        except ShopError as error:
            said = error_words(error)
            self.state.set_status("circle-alert", said, "red")
            self.go_back.turn_off(said)

    async def _show(self, found: BackupPreview, whole: bool) -> None:  # noqa: FBT001 - see Copies
        now = times.utc_now()
        self._found = found
        self._when.setText(times.moment(found.made_at, now))
        self._holds.setText(self._lines(found, now))
        if found.reason:
            self.state.set_status("circle-alert", words.trouble(found), "red")
            self.go_back.turn_off(words.trouble(found))
            return
        said = self.tr("Read from end to end just now: whole")
        reading = self.tr("Being read from end to end…")
        self.state.set_status(
            "circle-check" if whole else "hourglass",
            said if whole else reading,
            "ok" if whole else "secondary",
        )
        if whole:
            self.go_back.turn_on()
            self.go_back.setFocus()

    # saying

    def _lines(self, found: BackupPreview, now: datetime) -> str:
        newest = self.tr("the newest order of {moment}")
        lines = [words.holds(found)]
        if found.newest_order is not None:
            moment = formats.day_and_time(found.newest_order, now)
            lines.append(newest.format(moment=moment))
        row = row_of(found.path, found.size_bytes)
        why = f"{words.why(row)} · {formats.size(found.size_bytes)}" if row is not None else ""
        return "\n".join(line for line in (" · ".join(line for line in lines if line), why) if line)

    def _what(self, error: ShopError) -> str:
        if "missing" in error.facts:
            return self.tr("Your shop's file is gone")
        if "empty" in error.facts:
            return self.tr("Your shop's file is empty")
        return self.tr("Your shop's file is damaged")

    def _advice(self, copy: Path | None) -> str:
        if copy is not None:
            return self.tr(
                "The program kept copies while you worked. You can go back to the newest good one; "
                "what is there of the old file is set aside, not deleted."
            )
        return self.tr(
            "There is no good copy in the folder “backups”. Choose one that you keep elsewhere, or "
            "begin with an empty shop: the old file is set aside, not deleted."
        )

    # doing

    def _on_go_back(self) -> None:
        if self._found is not None and self._found.can_be_restored:
            # The file is lost already: nothing more is taken from the shop, so nothing is asked.
            self._desk.restore(self._found.path, other_shop=True)

    def _on_anew(self) -> None:
        """Asked for a second time: an empty shop has nothing of what the copies hold."""
        title = self.tr("Begin with an empty shop?")
        text = self.tr("The old file is set aside, not deleted, and the copies stay.")
        verb = self.tr("Begin empty")
        held = words.holds(self._found) if self._found is not None else ""
        if held and self._found is not None:
            of = words.the_copy(self._found.made_at, times.utc_now())
            lost = self.tr("There is a good copy: {copy}, with {things}. An empty shop has none.")
            text = f"{lost.format(copy=of, things=held)} {text}"
            verb = self.tr("Begin empty, without {things}").format(things=held)
        asked = question(title, text, verb, self.tr("Leave all as it is"))
        asked.setParent(self._window, asked.windowFlags())
        asked.setObjectName("anew-question")
        asked.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        asked.accepted.connect(self._desk.begin_anew)
        asked.open()

    def _on_copy(self) -> None:
        QGuiApplication.clipboard().setText(self._details)
        self.copy.setText(self.tr("Copied"))

    def _connect(self) -> None:
        self.go_back.setAutoDefault(True)  # Enter, too
        when_clicked(self.go_back, self._on_go_back)
        when_clicked(self.others, self._desk.open)
        when_clicked(self.retry, self._window.try_again)
        when_clicked(self.anew, self._on_anew)
        when_clicked(self.folder, lambda: window_doings.open_folder(self._desk.folder.parent))
        when_clicked(self.copy, self._on_copy)

    def _build(self) -> None:
        middle = Qt.AlignmentFlag.AlignHCenter
        self._card.setProperty("kind", "card")
        card = QVBoxLayout(self._card)
        card.setContentsMargins(16, 12, 16, 12)
        card.setSpacing(4)
        for line in (self._when, self._holds, self.state):
            card.addWidget(line)
        self._sentence.setAlignment(middle)
        keys, links = QHBoxLayout(), QHBoxLayout()
        for row, parts in (
            (keys, (self.retry, self.others, self.go_back)),
            (links, (self.anew, self.folder, self.copy)),
        ):
            row.setSpacing(12)
            row.addStretch(1)
            for part in parts:
                row.addWidget(part)
            row.addStretch(1)
        page = QWidget()
        page.setFixedWidth(PAGE_WIDTH)
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 60)
        column.setSpacing(6)
        column.addStretch(1)
        column.addWidget(IconLabel("database", "red", 48), 0, middle)
        column.addSpacing(8)
        column.addWidget(self._title, 0, middle)
        column.addWidget(self._sentence)
        column.addSpacing(12)
        column.addWidget(self._card)
        column.addSpacing(16)
        column.addLayout(keys)
        column.addSpacing(6)
        column.addLayout(links)
        column.addStretch(1)
        whole = QHBoxLayout(self)
        whole.addStretch(1)
        whole.addWidget(page)
        whole.addStretch(1)
