"""What an administrator of the server has to run once, to be copied."""

from PySide6.QtGui import QFontDatabase, QGuiApplication
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPlainTextEdit, QVBoxLayout

from ui.common.buttons import small, when_clicked
from ui.common.labels import plain_text

# The height of the text, in lines.
FEWEST, MOST = 2, 9


class SqlBox(QFrame):
    """SQL to read and to copy; nothing of it is run here. Hidden while there is none."""

    def __init__(self) -> None:
        super().__init__()
        self.view = QPlainTextEdit()
        self.view.setReadOnly(True)
        self.view.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        self.view.setFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont))
        self.view.setAccessibleName(self.tr("SQL for an administrator"))
        self.copy = small(self.tr("Copy the SQL"), "copy")
        when_clicked(self.copy, self._on_copy)
        self._build()
        self.show_sql("")

    def show_sql(self, sql: str) -> None:
        """Show it; hide where it is empty."""
        self.view.setPlainText(sql)
        lines = min(max(sql.count("\n") + 1, FEWEST), MOST)
        self.view.setFixedHeight(lines * self.view.fontMetrics().lineSpacing() + 26)
        self.copy.setText(self.tr("Copy the SQL"))
        self.setVisible(bool(sql))

    def sql(self) -> str:
        """What is shown."""
        return self.view.toPlainText()

    def _on_copy(self) -> None:
        QGuiApplication.clipboard().setText(self.sql())
        self.copy.setText(self.tr("Copied"))

    def _build(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(12)
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(plain_text(self.tr("For an administrator of the server"), kind="heading"))
        words.addWidget(
            plain_text(
                self.tr(
                    "Run once by somebody who may: afterwards the login needs no right to make "
                    "tables. It holds no password."
                ),
                ink="secondary",
                wrap=True,
            )
        )
        head.addLayout(words, 1)
        head.addWidget(self.copy)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 10, 16, 12)
        column.setSpacing(8)
        column.addLayout(head)
        column.addWidget(self.view)
