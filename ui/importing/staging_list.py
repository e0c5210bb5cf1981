"""The list of imports: chosen, ticked and acted on by mouse or keyboard."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtWidgets import QMenu

from babydrop_desktop.domain.catalog import CategoryRow
from babydrop_desktop.domain.jobs import JobId, JobRow, JobState
from ui.common import formats
from ui.common.buttons import CheckBox
from ui.context import PlaceContext
from ui.importing.filter_chips import Shown, kind_of
from ui.importing.row_action_words import action_off, action_words
from ui.importing.row_actions import RowAction, actions_of, is_importable, next_step
from ui.importing.staging_columns import CHECK, PICTURE, PRODUCT
from ui.importing.staging_delegates import LinePicture, ProductCell
from ui.importing.staging_model import StagingModel
from ui.tables.table import Table

ROW = 50
# What the menu offers for several lines; each for those that it suits.
FOR_SEVERAL = (RowAction.IMPORT, RowAction.CANCEL, RowAction.RETRY, RowAction.REMOVE)


class StagingList(Table):
    """The lines of `model`. `chosen` names the line in the detail ("" for none).

    `wanted(action, rows)` is what the owner asked of some lines; `category_wanted` a category for
    several lines at once.
    """

    chosen = Signal(str)  # job id
    wanted = Signal(object, list)  # RowAction, [JobRow]
    category_wanted = Signal(str, list)  # category id, [JobRow]
    detail_wanted = Signal()
    clean_wanted = Signal(list)  # of JobId: their titles
    replace_wanted = Signal()
    phrases_wanted = Signal()

    def __init__(self, model: StagingModel, context: PlaceContext) -> None:
        super().__init__(model, model.columns, context, key="import", name=self.tr("Imports"))
        self._lines = model
        self._categories: tuple[CategoryRow, ...] = ()
        self._shown = Shown.ALL
        self._demo = context.services.about.demo
        # Lines without prices span columns, which the view cannot do over moved ones.
        self.horizontalHeader().setSectionsMovable(False)
        product = ProductCell(model.columns[PRODUCT], self, demo=self._demo)
        product.keep_drawn()
        product.pressed.connect(self._on_key)
        self.setItemDelegateForColumn(PRODUCT, product)
        self._picture = LinePicture(model.columns[PICTURE], self, context.thumbnails)
        self.setItemDelegateForColumn(PICTURE, self._picture)
        self._all = CheckBox(name=self.tr("Tick all that can be imported"))
        self._all.setTristate(True)
        self._all.setParent(self)
        self._all.setGeometry(10, 5, 18, 18)
        self._all.clicked.connect(self._on_all)
        self.set_row_height(ROW)
        self._connect(model)

    def show_categories(self, categories: tuple[CategoryRow, ...]) -> None:
        """What the menu offers as categories for several lines."""
        self._categories = categories

    def chosen_rows(self) -> list[JobRow]:
        """The selected jobs, from the top."""
        return [self._lines.line(at).row for at in self.selected_rows()]

    def current_job(self) -> JobId | None:
        """The job of the current line, None where there is none."""
        at = self.currentIndex().row()
        return self._lines.line(at).id if 0 <= at < self._lines.rowCount() else None

    def show_only(self, shown: Shown) -> None:
        """Show only these lines; the others stay in the list."""
        self._shown = shown
        for at, row in enumerate(self._lines.jobs()):
            hidden = shown is not Shown.ALL and kind_of(row) is not shown
            if self.isRowHidden(at) is not hidden:
                self.setRowHidden(at, hidden)

    def choose(self, job_id: JobId) -> None:
        """Select this job alone."""
        at = self._lines.place_of(job_id)
        if at >= 0:
            self.choose_row(at)

    def show_frozen(self) -> None:
        """The tick of the head stays in sight too."""
        super().show_frozen()
        self._all.raise_()

    def row_menu(self) -> QMenu | None:
        """The same as the keys: what can be done with the selected lines, or with some of them."""
        rows = self.chosen_rows()
        menu = super().row_menu() if rows else None
        if menu is None:
            return None
        copy = menu.actions()[0]
        menu.setToolTipsVisible(True)
        menu.insertActions(copy, self._actions(rows, menu))
        read = [row for row in rows if row.state is JobState.READY]
        if self._categories and read:
            menu.insertMenu(copy, self._category_menu(read, len(rows), menu))
        if read:
            menu.insertMenu(copy, self._titles_menu(read, len(rows), menu))
        return menu

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Space ticks, Delete removes, Enter does the next step."""
        rows = self.chosen_rows()
        if event.key() == Qt.Key.Key_Space and rows:
            self._turn_ticks(rows)
        elif event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace) and rows:
            self._remove(rows)
        else:
            super().keyPressEvent(event)

    def _connect(self, model: StagingModel) -> None:
        self.doubleClicked.disconnect()
        self.doubleClicked.connect(lambda _index: self.detail_wanted.emit())
        self.activated_row.connect(self._on_enter)
        self.current_row.connect(lambda at: self.chosen.emit(self._id_at(at)))
        model.ticked_changed.connect(self._show_all_tick)
        model.modelReset.connect(self._span_all)
        model.rowsInserted.connect(lambda _parent, first, last: self._span(first, last))
        model.dataChanged.connect(lambda first, last: self._span(first.row(), last.row()))
        self._span_all()
        self._show_all_tick()

    def _id_at(self, at: int) -> str:
        return self._lines.line(at).id if 0 <= at < self._lines.rowCount() else ""

    def _span_all(self) -> None:
        self._span(0, self._lines.rowCount() - 1)

    def _span(self, first: int, last: int) -> None:
        """Let the words of lines without prices run on to the right."""
        for at in range(first, last + 1):
            wanted = CHECK - PRODUCT + 1 if self._lines.line(at).look.wide else 1
            if self.columnSpan(at, PRODUCT) != wanted:
                self.setSpan(at, PRODUCT, 1, wanted)

    def _actions(self, rows: list[JobRow], menu: QMenu) -> list[QAction]:
        wanted = actions_of(rows[0]) if len(rows) == 1 else FOR_SEVERAL
        suitable = {action: [row for row in rows if action in actions_of(row)] for action in wanted}
        return [
            self._entry(action, some, len(rows), menu) for action, some in suitable.items() if some
        ]

    def _entry(self, action: RowAction, rows: list[JobRow], of: int, menu: QMenu) -> QAction:
        # The menu goes when it is closed, and its entries with it.
        entry = QAction(_for_some(action_words(action), len(rows), of), menu)
        entry.setMenuRole(QAction.MenuRole.NoRole)
        if action is RowAction.REMOVE:
            entry.setShortcut(Qt.Key.Key_Delete)
            entry.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        if reason := action_off(action, demo=self._demo):
            entry.setEnabled(False)
            entry.setToolTip(reason)
        entry.triggered.connect(lambda _checked=False: self.wanted.emit(action, rows))
        return entry

    def _category_menu(self, rows: list[JobRow], of: int, parent: QMenu) -> QMenu:
        menu = QMenu(_for_some(self.tr("Category"), len(rows), of), parent)
        for category in self._categories:
            # An ampersand in a name is no mnemonic.
            entry = menu.addAction(category.name.replace("&", "&&"))
            entry.setMenuRole(QAction.MenuRole.NoRole)
            entry.triggered.connect(
                lambda _checked=False, wanted=category.id: self.category_wanted.emit(wanted, rows)
            )
        return menu

    def _titles_menu(self, rows: list[JobRow], of: int, parent: QMenu) -> QMenu:
        menu = QMenu(_for_some(self.tr("Titles"), len(rows), of), parent)
        ids = [row.id for row in rows]
        for words, call in (
            (self.tr("Find and replace…"), self.replace_wanted.emit),
            (self.tr("Clean the titles"), lambda: self.clean_wanted.emit(ids)),
            (self.tr("Phrases taken out…"), self.phrases_wanted.emit),
        ):
            entry = menu.addAction(words)
            entry.setMenuRole(QAction.MenuRole.NoRole)
            entry.triggered.connect(lambda _checked=False, call=call: call())
        return menu

    def _turn_ticks(self, rows: list[JobRow]) -> None:
        can = [row.id for row in rows if is_importable(row)]
        ticked = set(self._lines.ticked())
        self._lines.tick(can, on=not all(job_id in ticked for job_id in can))

    def _remove(self, rows: list[JobRow]) -> None:
        for action in (RowAction.REMOVE, RowAction.CANCEL):
            some = [row for row in rows if action in actions_of(row)]
            if some:
                self.wanted.emit(action, some)

    def _on_all(self) -> None:
        """Turn the ticks of the lines that are shown."""
        shown = [row for at, row in enumerate(self._lines.jobs()) if not self.isRowHidden(at)]
        self._turn_ticks(shown)
        self._show_all_tick()

    def _show_all_tick(self) -> None:
        self._all.setCheckState(self._lines.all_ticked())
        self._all.setEnabled(any(is_importable(row) for row in self._lines.jobs()))

    def _on_key(self, at: int) -> None:
        row = self._lines.line(at).row
        if (step := next_step(row)) is not None:
            self.wanted.emit(step, [row])

    def _on_enter(self, at: int) -> None:
        row = self._lines.line(at).row
        actions = actions_of(row)
        first = actions[0] if actions else RowAction.REMOVE
        if row.state is JobState.READY and first not in (RowAction.IMPORT, RowAction.SHOW_PRODUCT):
            self.detail_wanted.emit()
        elif first not in (RowAction.CANCEL, RowAction.REMOVE):
            self.wanted.emit(first, [row])


def _for_some(verb: str, count: int, of: int) -> str:
    """The verb; of several selected lines, with how many it is for."""
    return verb if of == 1 else f"{verb} ({formats.number(count)})"
