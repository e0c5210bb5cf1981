"""A server's fields, its test with what it found, and what is to be done about that."""

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from babydrop_desktop.domain.connection import ConnectionWish, TestReport
from babydrop_desktop.errors import ShopError
from babydrop_desktop.services.work import Work
from ui.common import formats
from ui.common.buttons import link, plain, when_clicked
from ui.common.labels import plain_text
from ui.common.layouts import bring_into_sight
from ui.common.option_card import INSET
from ui.common.words import error_words
from ui.preferences.asking import Asking
from ui.preferences.findings import FindingsList, worst_first
from ui.preferences.index_report import IndexReport
from ui.preferences.server_fields import ServerFields
from ui.preferences.sql_box import SqlBox


class ServerPanel(QWidget):
    """Everything about one server. `changed` when what is typed or known of it changed."""

    changed = Signal()

    def __init__(self, asking: Asking) -> None:
        super().__init__()
        self._asking = asking
        self._tasks = asking.tasks(self)
        self._work: Work | None = None
        self._tested: ConnectionWish | None = None
        self._seconds = 0
        self.fields = ServerFields()
        self.test = plain(self.tr("Test"), "plug-zap")
        self._said = plain_text(ink="secondary", wrap=True)
        self._show_sql = link(self.tr("SQL for an administrator…"))
        self._show_indexes = link(self.tr("Indexes…"))
        self.findings = FindingsList()
        self.sql = SqlBox()
        self.indexes = IndexReport(asking)
        self._ticking = QTimer(self, interval=1000)
        self._build()
        self._connect()

    @property
    def report(self) -> TestReport | None:
        """What a test of exactly these fields found; None before it."""
        return self.findings.report if self._tested == self.fields.wish() else None

    @property
    def passed(self) -> bool:
        """Whether the shop can be opened with what stands in the fields."""
        return self.report is not None and self.report.passed

    def load(self) -> None:
        """Show the server that the settings name, if they do."""
        self._tasks.latest("load", self._load())

    def run_test(self) -> None:
        """Look whether the shop can be opened there; or stop looking."""
        if self._work is not None:
            self._work.stop()
            return
        self._work = Work()
        self._seconds = 0
        self._ticking.start()
        self.test.setText(self.tr("Cancel"))
        self.findings.forget()
        self.sql.show_sql("")
        self._say(self.tr("Testing. Nothing is changed there."))
        self._tasks.latest("test", self._test(self._work))

    def close_panel(self) -> None:
        """Ask what runs to end."""
        if self._work is not None:
            self._work.stop()
        self.indexes.stop()

    # inside

    async def _load(self) -> None:
        try:
            wish = await self._asking.ask(lambda service: service.current())
        except ShopError as error:
            self._say(error_words(error))
            return
        if wish is not None:
            self.fields.show_wish(wish)
            await self._keeping()
        self.changed.emit()

    async def _keeping(self) -> None:
        wish = self.fields.wish()
        if wish.missing:
            return
        try:
            kept = await self._asking.ask(lambda service: service.keeping(wish))
        except ShopError as error:  # the system's key store asks something that nobody answered
            self._say(error_words(error))
            return
        self.fields.show_keeping(kept)

    async def _test(self, work: Work, *, again: bool = False) -> None:
        wish = self.fields.wish()
        # Where it is cancelled the fields are gone, and nothing here may touch them.
        try:
            report = await self._asking.ask(lambda service: service.test(wish, work.check))
        except ShopError as error:
            self._ended(error_words(error))
        except Exception:
            self._ended("")
            raise
        else:
            self._tested = wish
            self._show(report)
            self._ended("")
            if not again:
                bring_into_sight(self.findings)

    def _ended(self, said: str) -> None:
        self._work = None
        self._ticking.stop()
        self.test.setText(self.tr("Test again"))
        self._say(said)
        self.changed.emit()

    def _show(self, report: TestReport) -> None:
        self.findings.show_report(report)
        self.findings.set_stale(stale=self.report is None)
        parts = dict.fromkeys(finding.sql for finding in worst_first(report) if finding.sql)
        self.sql.show_sql("\n".join(parts))

    async def _ask_sql(self) -> None:
        wish = self.fields.wish()
        if wish.missing:
            self._say(self.tr("Enter server, database and user first: the SQL names them."))
            return
        self._say(self.tr("Looking what this server needs…"))
        try:
            sql = await self._asking.ask(lambda service: service.administrator_sql(wish))
        except ShopError as error:
            self._say(error_words(error))
        else:
            self._say("")
            self.sql.show_sql(sql)
            bring_into_sight(self.sql)

    def _look_at_indexes(self) -> None:
        wish = self.fields.wish()
        if wish.missing:
            self._say(self.tr("Enter server, database and user first."))
            return
        self.indexes.look(wish)
        bring_into_sight(self.indexes)

    def _add_indexes(self) -> None:
        self.indexes.add(self.fields.wish())
        bring_into_sight(self.indexes)

    def _on_indexes(self) -> None:
        """Some are there now that a test missed: look again, quietly."""
        if self.report is not None and self._work is None:
            self._work = Work()
            self._tasks.latest("test", self._test(self._work, again=True))

    def _on_fields(self) -> None:
        self.findings.set_stale(stale=self.report is None)
        self.changed.emit()

    def _on_second(self) -> None:
        self._seconds += 1
        self._say(
            self.tr("Testing for {seconds} s, ten at most. Nothing is changed there.").format(
                seconds=formats.number(self._seconds)
            )
        )

    def _say(self, text: str) -> None:
        self._said.setText(text)
        self._said.setVisible(bool(text))

    def _connect(self) -> None:
        when_clicked(self.test, self.run_test)
        when_clicked(self._show_sql, lambda: self._tasks.latest("sql", self._ask_sql()))
        self._ticking.timeout.connect(self._on_second)
        self.fields.changed.connect(self._on_fields)
        for field in (self.fields.host, self.fields.port, self.fields.database, self.fields.user):
            field.editingFinished.connect(lambda: self._tasks.latest("load", self._keeping()))
        self.findings.add_indexes.connect(self._add_indexes)
        self.indexes.changed.connect(self._on_indexes)
        when_clicked(self._show_indexes, self._look_at_indexes)

    def _build(self) -> None:
        self.fields.put_beside_password(self.test)
        top = QWidget()
        column = QVBoxLayout(top)
        column.setContentsMargins(INSET, 0, 18, 14)
        column.setSpacing(10)
        column.addWidget(self.fields)
        links = QHBoxLayout()
        links.setSpacing(16)
        links.addWidget(self._show_sql)
        links.addWidget(self._show_indexes)
        links.addStretch(1)
        column.addLayout(links)
        column.addWidget(self._said)
        self._said.hide()
        whole = QVBoxLayout(self)
        whole.setContentsMargins(1, 0, 1, 1)
        whole.setSpacing(0)
        for part in (top, self.findings, self.sql, self.indexes):
            whole.addWidget(part)
