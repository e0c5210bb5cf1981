"""The page "General" of the preferences."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from babydrop_desktop.errors import ShopError
from babydrop_desktop.services.own_settings import OwnSettings
from babydrop_desktop.settings import Settings
from babydrop_desktop.settings_file import Setting
from ui.common import formats
from ui.common.buttons import CheckBox, primary, when_clicked
from ui.common.choice import Choice
from ui.common.labels import line, plain_text
from ui.common.words import error_words
from ui.menus import Menus
from ui.preferences.asking import Asking
from ui.preferences.general_fields import GeneralFields, named_line
from ui.preferences.page import fill


class GeneralPage(QWidget):
    """`settled` (news) when what was saved counts once the shop is opened anew."""

    settled = Signal(str)

    def __init__(self, asking: Asking, menus: Menus | None = None) -> None:
        super().__init__()
        self._asking = asking
        self._tasks = asking.tasks(self)
        self._own = OwnSettings(asking.profile.settings)
        self._busy = False
        self._held = ""
        self.fields: GeneralFields | None = None
        self.save = primary(self.tr("Save"))
        self._note = plain_text(ink="secondary", wrap=True)
        self._place = QVBoxLayout()
        self._build(menus)
        when_clicked(self.save, self._on_save)
        self.save.turn_off("")
        self._tasks.latest("load", self._load())

    def unsaved(self) -> bool:
        """Whether something was changed that is not saved."""
        fields = self.fields
        if fields is None or self._busy:
            return False
        return bool(fields.wrong() or fields.changes())

    def note(self) -> str:
        """What is said beside the key."""
        return self._note.text()

    def hold(self, reason: str) -> None:
        """Save nothing for now, and say why; "" where nothing speaks against it."""
        self._held = reason
        self._show()

    # inside

    async def _load(self) -> None:
        try:
            settings = await self._asking.run(self._own.read)
            await self._asking.run(formats.warm)
        except ShopError as error:
            self._note.setText(error_words(error))
            return
        self._show_fields(settings)

    def _show_fields(self, settings: Settings) -> None:
        self.fields = GeneralFields(settings)
        self.fields.changed.connect(self._show)
        self._place.addWidget(self.fields)
        self._show()

    def _show(self) -> None:
        if self.fields is None:
            return
        wrong = self._held or self.fields.wrong()
        changes = {} if wrong else self.fields.changes()
        if changes and not self._busy:
            self.save.turn_on()
        else:
            self.save.turn_off(wrong)
        self._note.setText(
            wrong
            or (
                self.tr("Saving opens the shop anew, so that it counts at once.")
                if changes
                else self.tr("Kept on this computer, in the shop's folder.")
            )
        )

    def _on_save(self) -> None:
        if self.fields is None or self._busy:
            return
        self._busy = True
        changes = self.fields.changes()
        self._show()
        self._tasks.latest("save", self._save(changes))

    async def _save(self, changes: dict[str, Setting]) -> None:
        try:
            await self._asking.run(lambda: self._own.write(changes))
        except ShopError as error:
            self._go_on()
            self._note.setText(error_words(error))
            return
        except Exception:
            self._go_on()
            raise
        self.settled.emit(self.tr("Saved"))

    def _go_on(self) -> None:
        """Nothing was saved: it can be tried again."""
        self._busy = False
        self._show()

    def _build(self, menus: Menus | None) -> None:
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(28, 24, 28, 20)
        column.setSpacing(10)
        column.addWidget(plain_text(self.tr("General"), kind="place"))
        column.addSpacing(4)
        if menus is not None:
            column.addWidget(Looks(menus))
            column.addWidget(line())
        self._place.setContentsMargins(0, 0, 0, 0)
        column.addLayout(self._place)
        column.addStretch(1)
        fill(self, inside, self._note, self.save)


class Looks(QWidget):
    """Theme and height of rows: the same as in the View menu, at once."""

    def __init__(self, menus: Menus) -> None:
        super().__init__()
        self.theme = Choice(self.tr("Theme"))
        for choice, action in menus.theme_actions.items():
            self.theme.addItem(action.text().replace("&", ""), choice)
            if action.isChecked():
                self.theme.setCurrentIndex(self.theme.count() - 1)
        self.theme.currentIndexChanged.connect(self._on_theme)
        self._menus = menus
        self.setObjectName("looks")
        self.comfortable = CheckBox(self.tr("Comfortable rows"))
        self.comfortable.setChecked(menus.comfortable.isChecked())
        self.comfortable.toggled.connect(menus.comfortable.setChecked)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        column.addWidget(plain_text(self.tr("Window"), kind="heading"))
        column.addLayout(named_line(self.tr("Theme"), self.theme))
        column.addWidget(self.comfortable)

    def _on_theme(self) -> None:
        self._menus.theme_actions[self.theme.currentData()].trigger()
