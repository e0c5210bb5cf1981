"""The page "AliExpress" of the preferences: the owner's key, and the ways to a page."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from babydrop_desktop.errors import ShopError
from babydrop_desktop.services.own_settings import OwnSettings
from babydrop_desktop.settings import ImportSettings
from babydrop_desktop.settings_file import Setting
from ui.common.buttons import primary, when_clicked
from ui.common.labels import line, plain_text
from ui.common.whole_number import WholeNumber
from ui.common.words import error_words
from ui.preferences.asking import Asking
from ui.preferences.general_fields import NUMBER_WIDTH, named_line
from ui.preferences.official_access import OfficialAccess
from ui.preferences.page import fill
from ui.preferences.ways import Ways


class AliExpressPage(QWidget):
    """`settled` (news) when what was saved counts once the shop is opened anew."""

    settled = Signal(str)

    def __init__(self, asking: Asking) -> None:
        super().__init__()
        self._asking = asking
        self._tasks = asking.tasks(self)
        self._own = OwnSettings(asking.profile.settings)
        self._busy = False
        self._held = ""
        self.access = OfficialAccess(asking)
        self.choice: WaysChoice | None = None
        self.save = primary(self.tr("Save"))
        self._note = plain_text(ink="secondary", wrap=True)
        self._place = QVBoxLayout()
        self._build()
        when_clicked(self.save, self._on_save)
        self.save.turn_off("")
        self._tasks.latest("load", self._load())

    def unsaved(self) -> bool:
        """Whether something was changed that is not saved."""
        choice = self.choice
        return choice is not None and not self._busy and bool(choice.wrong() or choice.changes())

    def unkept(self) -> bool:
        """Whether a key was typed that is not kept."""
        return self.access.state is not None and self.access.fields.unkept()

    def note(self) -> str:
        """What is said beside the key."""
        return self._note.text()

    def hold(self, reason: str) -> None:
        """Save nothing for now, and say why; "" where nothing speaks against it."""
        self._held = reason
        self._show()

    def close_page(self) -> None:
        """Ask what runs to end."""
        self.access.close_access()

    async def _load(self) -> None:
        try:
            settings = await self._asking.run(self._own.read)
        except ShopError as error:
            self._note.setText(error_words(error))
            return
        self.choice = WaysChoice(settings.imports)
        self.choice.changed.connect(self._show)
        self.choice.setEnabled(not self._asking.demo)
        self._place.addWidget(self.choice)
        self._show()

    def _show(self) -> None:
        if self.choice is None:
            return
        shut = self.tr("The demo shop asks nobody.") if self._asking.demo else ""
        wrong = shut or self._held or self.choice.wrong()
        changes = {} if wrong else self.choice.changes()
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
        if self.choice is None or self._busy:
            return
        self._busy = True
        changes = self.choice.changes()
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

    def _build(self) -> None:
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(28, 24, 28, 20)
        column.setSpacing(10)
        column.addWidget(plain_text(self.tr("AliExpress"), kind="place"))
        column.addSpacing(4)
        column.addWidget(self.access)
        column.addSpacing(8)
        column.addWidget(line())
        column.addSpacing(2)
        self._place.setContentsMargins(0, 0, 0, 0)
        column.addLayout(self._place)
        column.addStretch(1)
        fill(self, inside, self._note, self.save)


class WaysChoice(QWidget):
    """The ways and their limits. Made anew for each `ImportSettings`; `changed` at each edit."""

    changed = Signal()

    def __init__(self, imports: ImportSettings) -> None:
        super().__init__()
        self._imports = imports
        self.ways = Ways(imports.order)
        self.numbers: dict[str, tuple[QLineEdit, WholeNumber]] = {}
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(10)
        self._column.addWidget(plain_text(self.tr("Ways to a product's page"), kind="heading"))
        self._note(
            self.tr(
                "For each address they are tried from the top until one gives the product. A page "
                "that you saved by hand always works."
            )
        )
        self._column.addWidget(self.ways)
        self._number("browser_per_day", self.tr("Pages a day by your browser (0: no limit)"), 1_000,
                     imports.browser_per_day)  # fmt: skip
        self._number("per_day", self.tr("Plain requests a day (0: no limit)"), 100_000,
                     imports.per_day)  # fmt: skip
        self.ways.changed.connect(self.changed)

    def changes(self) -> dict[str, Setting]:
        """What is other than in the settings, by name."""
        wanted: dict[str, Setting] = {"order": self.ways.order()}
        wanted |= {name: int(field.text() or 0) for name, (field, _) in self.numbers.items()}
        return {
            f"imports.{name}": value
            for name, value in wanted.items()
            if value != getattr(self._imports, name)
        }

    def wrong(self) -> str:
        """What cannot be saved as it stands; "" where all can."""
        for field, limits in self.numbers.values():
            if not field.hasAcceptableInput():
                return self.tr("{name}: from {least} to {most}.").format(
                    name=field.accessibleName(), least=limits.bottom(), most=limits.top()
                )
        return ""

    def _note(self, words: str) -> None:
        self._column.addWidget(plain_text(words, kind="meta", ink="secondary", wrap=True))

    def _number(self, name: str, words: str, most: int, value: int) -> None:
        field = QLineEdit(str(value))
        limits = WholeNumber(0, most, field)
        field.setValidator(limits)
        field.setFixedSize(NUMBER_WIDTH, 32)
        field.setAccessibleName(words)
        field.textChanged.connect(self.changed)
        self.numbers[name] = (field, limits)
        self._column.addLayout(named_line(words, field))
