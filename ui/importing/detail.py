"""The right side of the Import place: the chosen line, as it will be sold or as it stands."""

from datetime import datetime

from PySide6.QtCore import QLocale, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from babydrop_desktop.domain.checks import Level
from babydrop_desktop.domain.draft import Draft
from babydrop_desktop.domain.jobs import RETRYABLE, JobId, JobRow, JobState, SourceKind
from ui.common import formats, words
from ui.common.buttons import icon_button, link, plain, when_clicked
from ui.common.labels import ElidedLabel, line, plain_text, set_apart
from ui.common.panes import DETAIL_HEAD, head
from ui.context import PlaceContext
from ui.importing.detail_foot import DetailFoot
from ui.importing.draft_page import DraftPage
from ui.importing.row_action_words import action_off
from ui.importing.row_actions import RowAction, can_retry
from ui.importing.row_look import RowLook, reason_sentence
from ui.importing.state_page import StatePage

# The product before stays on the screen for this long while the next one is asked for.
WAIT_MS = 150
# Under this width the head's second key has no words.
KEYS_FROM = 560
# Countries that English puts "the" before.
WITH_ARTICLE = frozenset({"US", "GB", "NL", "AE", "PH", "DO", "BS", "MV"})


class Detail(QFrame):
    """Shows one job. `wanted` carries a RowAction for it, `import_all` is the other key.

    `shown` follows whenever it shows something else; `description_wanted` is a key of its own.

    What is edited belongs to the job that is shown (`job_id`), whatever is selected by then.
    """

    wanted = Signal(object)
    import_all = Signal()
    shown = Signal()
    description_wanted = Signal()

    def __init__(self, context: PlaceContext) -> None:
        super().__init__()
        self.setProperty("kind", "split")
        self._job_id: JobId | None = None
        self._draft: Draft | None = None
        self._title = plain_text(kind="detail")
        self._supplier = ElidedLabel(kind="meta", ink="secondary")
        self.item_page = plain(self.tr("Open pa&ge"), "external-link")
        self.describe_key = plain(self.tr("&Description"), "file-text")
        self.describe_icon = icon_button("file-text", self.tr("Description"), framed=True)
        self._line = line()
        self._trouble = _Trouble()
        self.page = DraftPage(context)
        demo = context.services.about.demo
        if reason := action_off(RowAction.OPEN_PAGE, demo=demo):
            self.item_page.turn_off(reason)
        self.state = StatePage(demo=demo)
        self._empty = QWidget()
        self._stack = QStackedWidget()
        self.foot = DetailFoot()
        self._waits = QTimer(self, singleShot=True, interval=WAIT_MS)
        self._waits.timeout.connect(lambda: self._stack.setCurrentWidget(self._empty))
        self._build()
        self.state.wanted.connect(self.wanted)
        self.foot.import_all.connect(self.import_all)
        for key in (self.describe_key, self.describe_icon):
            when_clicked(key, self.description_wanted.emit)
        when_clicked(self.item_page, lambda: self.wanted.emit(RowAction.OPEN_PAGE))

    @property
    def job_id(self) -> JobId | None:
        """The job that is shown."""
        return self._job_id

    @property
    def draft(self) -> Draft | None:
        """The product that is shown, None where it is a state."""
        return self._draft

    def trouble(self) -> str:
        """What is said above the product, "" where nothing is wrong."""
        return self._trouble.text()

    def show_nothing(self) -> None:
        """No line is chosen."""
        self._waits.stop()
        self._job_id = self._draft = None
        self._stack.setCurrentWidget(self._empty)
        self._head("", "", can_open=False)
        self._line.hide()
        self.foot.show_one(shown=False, for_sale=False, reason="", held=False)
        self._trouble.say("")
        self.shown.emit()

    def show_state(self, row: JobRow, look: RowLook) -> None:
        """Show how a job stands that has no product to edit."""
        self._waits.stop()
        self._job_id, self._draft = row.id, None
        self.state.show_job(row, look)
        self._stack.setCurrentWidget(self.state)
        # The page of a state has a key of its own for the item's page.
        self._head(self.tr("This import"), "", can_open=False)
        self.foot.show_one(shown=False, for_sale=False, reason="")
        self._trouble.say("")
        self.shown.emit()

    def pass_time(self, row: JobRow, look: RowLook) -> None:
        """The state of the job that is shown, a second later."""
        if self._stack.currentWidget() is self.state:
            self.state.show_job(row, look)

    def wait_for(self, row: JobRow, look: RowLook) -> None:
        """The product of `row` is asked for: until it comes, nothing of another can be pressed."""
        if self._job_id != row.id:
            self._waits.start()
            self.foot.show_one(shown=False, for_sale=False, reason="")
            self._head(self.tr("As it will be sold"), look.title, can_open=False)

    def show_draft(self, row: JobRow, draft: Draft, now: datetime) -> None:
        """Show a product as it will be sold."""
        same = self._job_id == row.id and self._draft is not None
        self._waits.stop()
        self._job_id, self._draft = row.id, draft
        self.page.show_draft(draft, same=same)
        self._stack.setCurrentWidget(self.page)
        supplier = self._supplier_words(row, draft, now)
        self._head(self.tr("As it will be sold"), supplier, can_open=bool(row.canonical_id))
        again = row.state in RETRYABLE
        reason = _blocked(draft)
        if again and not can_retry(row):
            reason = self.tr("Not in this shop")
        self.foot.show_one(shown=True, for_sale=draft.for_sale, reason=reason, again=again)
        if row.state is JobState.CANCELLED:
            self._trouble.say(reason_sentence(row), wrong=False)
        else:
            self._trouble.say(reason_sentence(row) if again else "", f"{row.reason}: {row.message}")
        self.shown.emit()

    def say_trouble(self, sentence: str, details: str) -> None:
        """Say above the product what could not be done."""
        self._trouble.say(sentence, details)

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        top, row = head(DETAIL_HEAD, 20)
        both = QVBoxLayout()
        both.setSpacing(1)
        both.addStretch(1)
        both.addWidget(self._title)
        both.addWidget(self._supplier)
        both.addStretch(1)
        row.addLayout(both, 1)
        row.addWidget(self.describe_key)
        row.addWidget(self.describe_icon)
        row.addWidget(self.item_page)
        for part in (top, self._line, self._trouble):
            column.addWidget(part)
        for page in (self._empty, self.page, self.state):
            self._stack.addWidget(page)
        column.addWidget(self._stack, 1)
        column.addWidget(self.foot)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """A key becomes an icon where it is narrow."""
        super().resizeEvent(event)
        self._show_describe()

    def _show_describe(self) -> None:
        shown, wide = self._draft is not None, self.width() >= KEYS_FROM
        self.describe_key.setVisible(shown and wide)
        self.describe_icon.setVisible(shown and not wide)

    def _head(self, title: str, beside: str, *, can_open: bool) -> None:
        self._line.show()
        self._title.setText(title)
        self._supplier.setText(beside)
        self._supplier.setVisible(bool(beside))
        self.item_page.setVisible(can_open)
        self._show_describe()

    def _supplier_words(self, row: JobRow, draft: Draft, now: datetime) -> str:
        parts = [set_apart(draft.product.store.name) or self.tr("Supplier unknown")]
        when = formats.day_and_time(draft.product.read_at or row.created_at, now)
        if row.source_kind is SourceKind.PAGE:
            words = self.tr("read from your page {when}")
        else:
            words = self.tr("read from AliExpress {when}")
        parts.append(words.format(when=when))
        if draft.product.country:
            country = _country(draft.product.country)
            prices = (
                self.tr("prices for the {country}")
                if draft.product.country in WITH_ARTICLE
                else self.tr("prices for {country}")
            )
            parts.append(prices.format(country=country))
        return " · ".join(parts)


class _Trouble(QFrame):
    """One sentence above the product: in red with *Copy details* where something is wrong."""

    def __init__(self) -> None:
        super().__init__()
        self._text = plain_text(ink="red", wrap=True)
        self._copy = link(self.tr("Copy details"))
        self._details = ""
        row = QHBoxLayout(self)
        row.setContentsMargins(20, 8, 20, 8)
        row.setSpacing(12)
        row.addWidget(self._text, 1)
        row.addWidget(self._copy)
        when_clicked(self._copy, lambda: QGuiApplication.clipboard().setText(self._details))
        self.hide()

    def text(self) -> str:
        """What is said."""
        return self._text.text() if not self.isHidden() else ""

    def say(self, sentence: str, details: str = "", *, wrong: bool = True) -> None:
        """Say it; "" hides it."""
        self._text.setText(sentence)
        self._text.set_ink("red" if wrong else "secondary")
        self._copy.setVisible(wrong)
        self._details = details or sentence
        self.setVisible(bool(sentence))


def _blocked(draft: Draft) -> str:
    """In a few words, what blocks the import; "" where nothing does."""
    for check in draft.checks:
        if check.level is Level.BLOCKED:
            return words.short_check(check.code, check.facts)
    return "" if draft.price is not None else words.short_check("price_refused", {})


def _country(code: str) -> str:
    territory = QLocale.codeToTerritory(code)
    name = QLocale.territoryToString(territory)
    return name if territory is not QLocale.Country.AnyCountry else code
