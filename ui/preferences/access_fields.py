"""The fields of the owner's key at AliExpress, and of the code that allows it."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from babydrop_desktop.domain.supplier_access import AccessState, AccessStatus
from ui.common.buttons import link, plain, when_clicked
from ui.common.labels import plain_text
from ui.common.secret_field import SecretField
from ui.preferences.general_fields import named_line

HEIGHT = 32


class AccessFields(QWidget):
    """`sign_in` and `forget` when asked for; `pasted` with what may hold the code.

    `changed` when the owner types into a field.
    """

    sign_in = Signal()
    forget = Signal()
    pasted = Signal(str)
    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.key = QLineEdit()
        self.secret = SecretField(self.tr("Show the secret"), self.tr("Hide the secret"))
        self.returns_to = QLineEdit(placeholderText="https://")
        self.code = QLineEdit()
        self.begin = plain(self.tr("Sign in…"), "external-link")
        self.finish = plain(self.tr("Finish"))
        self.forget_key = link(self.tr("Forget this key…"))
        self._kept = plain_text(kind="meta", ink="secondary", wrap=True)
        self._paste = QWidget()
        self._known = ("", "")
        self._build()
        for field in (self.key, self.secret, self.returns_to, self.code):
            field.textEdited.connect(self.changed)
        when_clicked(self.begin, self.sign_in.emit)
        when_clicked(self.forget_key, self.forget.emit)
        when_clicked(self.finish, self._on_finish)
        self.code.returnPressed.connect(self._on_finish)
        self._paste.hide()

    def values(self) -> tuple[str, str, str]:
        """App Key, App Secret ("" for the one that is kept) and callback address."""
        return self.key.text(), self.secret.text(), self.returns_to.text()

    def unkept(self) -> bool:
        """Whether something was typed that is not kept yet."""
        key, secret, returns_to = self.values()
        return bool(secret) or (key.strip(), returns_to.strip()) != self._known

    def show_status(self, status: AccessStatus) -> None:
        """Show what is kept; never a secret."""
        if status.app_key:
            self.key.setText(status.app_key)
        if status.returns_to:
            self.returns_to.setText(status.returns_to)
        self._known = (status.app_key, status.returns_to)
        kept = status.state not in {AccessState.NO_KEY, AccessState.DEMO}
        if kept:
            self.secret.clear()
            self.secret.hide_letters()
        self.secret.setPlaceholderText(self.tr("Leave empty: it is kept") if kept else "")
        self._kept.setText(self._kept_words(status))
        self.forget_key.setVisible(kept)
        self._paste.setVisible(status.state in {AccessState.NOT_ALLOWED, AccessState.ENDED})
        self.set_open(open_=status.state is not AccessState.DEMO)

    def wait_for_code(self) -> None:
        """Take the code next."""
        self.code.clear()
        self._paste.show()
        self.code.setFocus()

    def clear(self) -> None:
        """Empty every field."""
        for field in (self.key, self.secret, self.returns_to, self.code):
            field.clear()

    def set_open(self, *, open_: bool) -> None:
        """Let the owner type and press, or not."""
        for part in (self.key, self.secret, self.returns_to, self.code, self.begin, self.finish):
            part.setEnabled(open_)
        self.forget_key.setEnabled(open_)

    def _kept_words(self, status: AccessStatus) -> str:
        if status.only_this_run:
            return self.tr(
                "This computer has no key store: secret and permission are remembered only until "
                "the program ends."
            )
        if status.state is AccessState.ALLOWED:
            return self.tr(
                "Secret and permission are in the system's key store. Until then the program "
                "renews the permission by itself; after that you sign in again."
            )
        return self.tr("The secret goes into the system's key store only, never into a file.")

    def _on_finish(self) -> None:
        if self.finish.isEnabled():
            self.pasted.emit(self.code.text())

    def _build(self) -> None:
        named = (
            (self.tr("App Key"), self.key),
            (self.tr("App Secret"), self.secret),
            (self.tr("Callback URL of your app"), self.returns_to),
        )
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        for words, field in named:
            field.setFixedHeight(HEIGHT)
            field.setAccessibleName(words)
            column.addLayout(named_line(words, field))
        column.addWidget(self._kept)
        keys = QHBoxLayout()
        keys.setSpacing(12)
        keys.addWidget(self.begin)
        keys.addWidget(self.forget_key)
        keys.addStretch(1)
        column.addLayout(keys)
        column.addWidget(self._paste)
        self._build_paste()

    def _build_paste(self) -> None:
        words = self.tr("The address after you allowed it")
        self.code.setFixedHeight(HEIGHT)
        self.code.setAccessibleName(words)
        self.code.setPlaceholderText(self.tr("https://…?code=…"))
        row = named_line(words, self.code)
        row.addWidget(self.finish)
        column = QVBoxLayout(self._paste)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addLayout(row)
        column.addWidget(
            plain_text(
                self.tr(
                    "When you have allowed it, your browser goes to your Callback URL. Copy "
                    "that page's whole address and paste it here, within three minutes."
                ),
                kind="meta",
                ink="secondary",
                wrap=True,
            )
        )
