"""Edit › Undo and Redo: what they would take back, in words, one way for all places."""

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication, QObject, QTimer
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QApplication, QLineEdit, QMenu, QPlainTextEdit, QWidget

from ui.place import Place

translate = QCoreApplication.translate
FOLLOWED = "undo-followed"


class UndoKeys(QObject):
    """Where the keyboard is in a text field, typing there comes first; then the place's last doing.

    `place` gives the place that is open.
    """

    def __init__(self, place: Callable[[], Place | None], parent: QObject) -> None:
        super().__init__(parent)
        self._place = place
        # The keyboard also moves while the window is taken apart.
        self._later = QTimer(self, singleShot=True, interval=0)
        self._later.timeout.connect(self.show)
        self._undo = self._action(self.undo, QKeySequence.StandardKey.Undo)
        self._redo = self._action(self.redo, QKeySequence.StandardKey.Redo)
        application = QApplication.instance()
        if isinstance(application, QApplication):
            application.focusChanged.connect(self._on_focus)
        self.show()

    def put_into(self, menu: QMenu) -> None:
        """Stand at the top of the Edit menu."""
        menu.addActions([self._undo, self._redo])
        menu.aboutToShow.connect(self.show)

    def follow(self, place: Place) -> None:
        """`place` is open now: show what it can take back, and when that is something else."""
        if not place.property(FOLLOWED):
            place.setProperty(FOLLOWED, True)  # noqa: FBT003 - Qt's own call
            place.undo_changed.connect(self.show)
        self.show()

    def show(self) -> None:
        """Name what would be taken back; gray where there is nothing."""
        place = self._place()
        self._name(
            self._undo,
            translate("menus", "&Undo"),
            translate("menus", "&Undo: {what}"),
            _typing(undo=True) or (place.undo_words() if place else ""),
        )
        self._name(
            self._redo,
            translate("menus", "&Redo"),
            translate("menus", "&Redo: {what}"),
            _typing(undo=False) or (place.redo_words() if place else ""),
        )

    def undo(self) -> None:
        """Take back typing, or what was done last in the open place."""
        field = _field()
        if field is not None and _typing(undo=True):
            field.undo()
        elif (place := self._place()) is not None:
            place.undo()
        self.show()

    def redo(self) -> None:
        """Do it again."""
        field = _field()
        if field is not None and _typing(undo=False):
            field.redo()
        elif (place := self._place()) is not None:
            place.redo()
        self.show()

    def _on_focus(self, _old: QWidget | None, _new: QWidget | None) -> None:
        self._later.start()

    def _action(self, run: Callable[[], None], keys: QKeySequence.StandardKey) -> QAction:
        made = QAction(self)
        made.setMenuRole(QAction.MenuRole.NoRole)
        made.setShortcuts(QKeySequence.keyBindings(keys))
        made.triggered.connect(lambda _checked=False: run())
        return made

    @staticmethod
    def _name(action: QAction, plain: str, named: str, what: str) -> None:
        # An ampersand in a product's title is no mnemonic.
        action.setText(named.replace("{what}", what.replace("&", "&&")) if what else plain)
        action.setEnabled(bool(what))


def _field() -> QLineEdit | QPlainTextEdit | None:
    widget = QApplication.focusWidget()
    if isinstance(widget, QLineEdit | QPlainTextEdit) and not widget.isReadOnly():
        return widget
    return None


def _typing(*, undo: bool) -> str:
    """The word for it where the field with the keyboard has typing to take back, or to redo."""
    field = _field()
    if isinstance(field, QPlainTextEdit):
        text = field.document()
        there = text.isUndoAvailable() if undo else text.isRedoAvailable()
    elif field is not None:
        there = field.isUndoAvailable() if undo else field.isRedoAvailable()
    else:
        return ""
    return translate("menus", "typing") if there else ""
