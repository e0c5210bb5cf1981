"""The ways to a page: which are used, and which is tried first."""

from functools import partial

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QToolButton, QVBoxLayout, QWidget

from ui.common.buttons import CheckBox, icon_button, when_clicked
from ui.common.labels import line, plain_text

translate = QCoreApplication.translate
# Where the words begin, beside the tick.
INSET = 24


class Ways(QFrame):
    """One line for each way, the first tried on top. `changed` when the owner changes any."""

    changed = Signal()

    def __init__(self, order: tuple[str, ...]) -> None:
        """`order` names those that are used; the others stand below, without a tick."""
        super().__init__()
        self.setProperty("kind", "card")
        self.setObjectName("ways")
        words = way_words()
        names = [*order, *(name for name in words if name not in order)]
        self.lines = {name: Way(*words[name], used=name in order) for name in names}
        self._names = names
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(1, 1, 1, 1)
        self._column.setSpacing(0)
        for name, way in self.lines.items():
            way.tick.toggled.connect(self.changed)
            when_clicked(way.up, partial(self._move, name, -1))
            when_clicked(way.down, partial(self._move, name, 1))
        self._show()

    def order(self) -> tuple[str, ...]:
        """Those that are used, the first tried first."""
        return tuple(name for name in self._names if self.lines[name].tick.isChecked())

    def _move(self, name: str, by: int) -> None:
        at, way = self._names.index(name), self.lines[name]
        key = way.up if by < 0 else way.down
        by_keyboard = key.hasFocus()
        self._names.insert(at + by, self._names.pop(at))
        self._show()
        if by_keyboard:  # it stays with the line; a click leaves no ring
            (key if key.isEnabled() else way.tick).setFocus()
        self.changed.emit()

    def _show(self) -> None:
        while self._column.count():
            item = self._column.takeAt(0)
            part = item.widget() if item is not None else None
            if part is not None and part not in self.lines.values():
                part.deleteLater()
        for at, name in enumerate(self._names):
            if at:
                self._column.addWidget(line())
            way = self.lines[name]
            self._column.addWidget(way)
            way.up.setEnabled(at > 0)
            way.down.setEnabled(at < len(self._names) - 1)
        # The keyboard goes through the lines as they stand.
        before: QWidget = self
        for name in self._names:
            for part in self.lines[name].parts():
                QWidget.setTabOrder(before, part)
                before = part


class Way(QWidget):
    """One way: whether it is used, what it is, and its place among the others."""

    def __init__(self, title: str, text: str, *, used: bool) -> None:
        super().__init__()
        self.tick = CheckBox(title)
        self.tick.setChecked(used)
        self.tick.setAccessibleDescription(text)
        up = translate("ways", "Try earlier: {name}").format(name=title)
        down = translate("ways", "Try later: {name}").format(name=title)
        self.up, self.down = icon_button("arrow-up", up), icon_button("arrow-down", down)
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(self.tick)
        said = plain_text(text, kind="meta", ink="secondary", wrap=True)
        said.setContentsMargins(INSET, 0, 0, 0)
        words.addWidget(said)
        row = QHBoxLayout(self)
        row.setContentsMargins(14, 10, 10, 10)
        row.setSpacing(4)
        row.addLayout(words, 1)
        for key in (self.up, self.down):
            row.addWidget(key, 0, Qt.AlignmentFlag.AlignVCenter)

    def parts(self) -> tuple[CheckBox, QToolButton, QToolButton]:
        """What the keyboard reaches, in its order."""
        return self.tick, self.up, self.down


def way_words() -> dict[str, tuple[str, str]]:
    """Each way's name in the settings → (what it is, what that means)."""
    return {
        "api": (
            translate("ways", "AliExpress' official interface"),
            translate("ways", "Quick and exact, with every variant. Needs your key, above."),
        ),
        "browser": (
            translate("ways", "Your own browser"),
            translate(
                "ways",
                "Opens the page in Edge or Chrome, in sight. Slower; you pass a check yourself.",
            ),
        ),
        "http": (
            translate("ways", "A plain request"),
            translate("ways", "Nothing to set up, but AliExpress answers only some of them."),
        ),
    }
