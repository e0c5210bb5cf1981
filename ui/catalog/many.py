"""Changes many products alike: on sale, off sale, another category."""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QCoreApplication, QObject, QPoint, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QMenu, QWidget

from babydrop_desktop.domain.catalog import CatalogRow, CategoryRow
from babydrop_desktop.domain.edit_history import ManyEdited
from babydrop_desktop.domain.product_edit import ProductEdit
from babydrop_desktop.errors import ShopError
from ui.common import formats, product_words
from ui.common.buttons import Button, small, when_clicked
from ui.common.notice_action import BadNews
from ui.common.words import error_details, error_words
from ui.context import NoticeAction, PlaceContext

translate = QCoreApplication.translate
MOST = 500
Rows = Sequence[CatalogRow]


class Many(QObject):
    """`left_out` (sentence, details) where some were left as they are; `selected` gives the rows.

    Its keys stand in the list's foot while several are selected, its actions in the row's menu.
    """

    left_out = Signal(str, str)

    def __init__(
        self,
        context: PlaceContext,
        selected: Callable[[], Rows],
        take_back: Callable[[str], None],
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._context = context
        self._tasks = context.tasks(self)
        self._selected = selected
        self._take_back = take_back
        self._categories: tuple[CategoryRow, ...] = ()
        self._busy = False
        self.keys = QWidget()
        self._menu = QMenu(self.keys)
        self.put_on, self.take_off = small(""), small("")
        self.move = small(self.tr("Category…"))
        self.put_on_action = QAction(self)
        self.take_off_action = QAction(self)
        self.move_action = QAction(self.tr("Category"), self)
        self._build()

    def show_categories(self, rows: tuple[CategoryRow, ...]) -> None:
        """What they can be moved to."""
        self._categories = rows

    def _fill_menu(self) -> None:
        self._menu.clear()
        for row in self._categories:
            action = self._menu.addAction(row.name.replace("&", "&&"))
            action.triggered.connect(lambda _on=False, row=row: self.move_to(row))

    def show_selected(self) -> None:
        """The keys say how many of the selected ones they are for."""
        rows = self._selected()
        drafts = [row for row in rows if not row.for_sale]
        on_sale = [row for row in rows if row.for_sale]
        self.keys.setVisible(len(rows) > 1)
        pairs: tuple[tuple[Button, QAction, Rows, str], ...] = (
            (self.put_on, self.put_on_action, drafts, self.tr("Put {count} on sale")),
            (self.take_off, self.take_off_action, on_sale, self.tr("Take {count} off sale")),
        )
        alone = (self.tr("Put on sale"), self.tr("Take off sale"))
        for (key, action, some, words), one in zip(pairs, alone, strict=True):
            text = words.format(count=formats.number(len(some)))
            key.setText(text)
            key.setVisible(bool(some))
            action.setText(text if len(rows) > 1 else one)
            action.setVisible(bool(some))
        for key in (self.put_on, self.take_off, self.move):
            if len(rows) > MOST:
                key.turn_off(self.tr("At most {most} at once").format(most=formats.number(MOST)))
            else:
                key.turn_on()

    def sell(self, *, on: bool) -> None:
        """Put the selected ones on sale that are not, or the other way round."""
        rows = [row for row in self._selected() if row.for_sale is not on]
        if on:
            words = (self.tr("{name} is on sale"), self.tr("{count} products put on sale"))
        else:
            words = (self.tr("{name} is off sale"), self.tr("{count} products taken off sale"))
        self._start(rows, ProductEdit(for_sale=on), words)

    def move_to(self, category: CategoryRow) -> None:
        """File the selected ones elsewhere; their prices stay."""
        rows = [row for row in self._selected() if row.category != category.name]
        one = self.tr("{name} moved to {category}; its price stays")
        many = self.tr("{count} products moved to {category}; their prices stay")
        fill = partial(str.replace)
        name = category.name
        words = (fill(one, "{category}", name), fill(many, "{category}", name))
        self._start(rows, ProductEdit(category_id=category.id), words)

    def _start(self, rows: Rows, change: ProductEdit, words: tuple[str, str]) -> None:
        if rows and not self._busy:
            self._busy = True
            self._tasks.start(self._run(rows, change, words))

    async def _run(self, rows: Rows, change: ProductEdit, words: tuple[str, str]) -> None:
        try:
            ids = [row.id for row in rows]
            self._say(rows, await self._context.ask(self._edit, ids, change), words)
        except ShopError as error:
            self.left_out.emit(error_words(error), error_details(error))
        finally:
            self._busy = False

    def _edit(self, ids: list[str], change: ProductEdit) -> ManyEdited:
        """In a worker: compare with the products as they are now, then change them alike."""
        editing = self._context.services.editing
        return editing.edit_many(change, editing.shown(ids))

    def _say(self, rows: Rows, answer: ManyEdited, words: tuple[str, str]) -> None:
        saved = {one.product_id for one in answer.edited}
        names = {row.id: row.name for row in rows}
        if len(saved) == 1:
            text = words[0].replace("{name}", product_words.short(names[next(iter(saved))]))
        else:
            text = words[1].replace("{count}", formats.number(len(saved)))
        batch = answer.batch
        if batch is not None:
            undo = NoticeAction(self.tr("Undo"), lambda: self._take_back(batch))
            self._context.notify(text, undo)
        gone = len(rows) - len(saved) - len(answer.left_out)
        if answer.left_out or gone:
            self._say_left(answer, names, len(saved), gone)

    def _say_left(self, answer: ManyEdited, names: dict[str, str], saved: int, gone: int) -> None:
        """How many were left as they are, and why the first one was."""
        reasons = {one.error.reason: str(error_words(one.error)) for one in answer.left_out}
        count = len(answer.left_out) + gone
        one, many = (
            self.tr("{count} product was left as it is."),
            self.tr("{count} products were left as they are."),
        )
        parts = [formats.counted(count, one, many), *list(reasons.values())[:2]]
        if gone:
            parts.append(self.tr("{count} not in the shop any more.").format(count=gone))
        lines = [
            f"{names.get(one.product_id, one.product_id)}: {one.error}" for one in answer.left_out
        ]
        self.left_out.emit(" ".join(parts), "\n".join(lines))
        if not saved:
            self._context.notify(BadNews(parts[0]))

    def _build(self) -> None:
        row = QHBoxLayout(self.keys)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        for key in (self.put_on, self.take_off, self.move):
            row.addWidget(key)
        when_clicked(self.put_on, lambda: self.sell(on=True))
        when_clicked(self.take_off, lambda: self.sell(on=False))
        when_clicked(self.move, self._open_menu)
        self.put_on_action.triggered.connect(lambda _on=False: self.sell(on=True))
        self.take_off_action.triggered.connect(lambda _on=False: self.sell(on=False))
        self.move_action.setMenu(self._menu)
        self._menu.aboutToShow.connect(self._fill_menu)
        self.keys.hide()

    def _open_menu(self) -> None:
        self._fill_menu()
        top = self.move.mapToGlobal(QPoint(0, 0))
        self._menu.popup(QPoint(top.x(), top.y() - self._menu.sizeHint().height()))
