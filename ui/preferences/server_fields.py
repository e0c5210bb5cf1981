"""The fields that say which server, which database, and who signs in there."""

from urllib.parse import unquote, urlsplit

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from babydrop_desktop.domain.connection import ConnectionWish, Keeping
from ui.common.buttons import CheckBox, link, when_clicked
from ui.common.labels import ElidedLabel, PlainLabel, plain_text
from ui.common.secret_field import SecretField
from ui.common.whole_number import WholeNumber

HEIGHT = 32
PORT, SCHEMA = 5432, "public"
_SCHEMES = ("postgres", "postgresql")
_AROUND = " \t\r\n\"'"


class ServerFields(QWidget):
    """The fields; `changed` at each letter. An address that is pasted whole fills all of them."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.host = _field(self.tr("Server"), "db.example.com")
        self.port = _field(self.tr("Port"))
        self.port.setValidator(WholeNumber(1, 65_535, self))
        self.port.setText(str(PORT))
        self.database = _field(self.tr("Database"), "shop")
        self.user = _field(self.tr("User"))
        self.password = SecretField(self.tr("Show the password"), self.tr("Hide the password"))
        self.password.setAccessibleName(self.tr("Password"))
        self.password.setFixedHeight(HEIGHT)
        self.encrypted = CheckBox(self.tr("Only encrypted (recommended)"))
        self.encrypted.setChecked(True)
        self.schema = _field(self.tr("Schema of the web shop's tables"))
        self.schema.setText(SCHEMA)
        self._length = 0  # of the server's name, at the last letter
        self._ca_file = ""
        self._ca_words = ElidedLabel(ink="secondary")
        self._ca_choose = link(self.tr("Choose a file…"))
        self._ca_clear = link(self.tr("Clear"))
        self.kept = plain_text(kind="meta", ink="secondary", wrap=True)
        self._beside = QHBoxLayout()
        self._build()
        self._connect()
        self._show_ca()
        self.show_keeping(Keeping.NOWHERE)

    def wish(self) -> ConnectionWish:
        """What the fields say; the kept password where none is typed."""
        return ConnectionWish(
            host=self.host.text().strip(),
            port=int(self.port.text() or 0),
            database=self.database.text().strip(),
            user=self.user.text().strip(),
            password=self.password.text() or None,
            encrypted=self.encrypted.isChecked(),
            ca_file=self._ca_file,
            schema=self.schema.text().strip() or SCHEMA,
        )

    def show_wish(self, wish: ConnectionWish) -> None:
        """Show a place; never a password."""
        self.host.setText(wish.host)
        self.port.setText(str(wish.port))
        self.database.setText(wish.database)
        self.user.setText(wish.user)
        self.password.clear()
        self.encrypted.setChecked(wish.encrypted)
        self.schema.setText(wish.schema)
        self.set_ca_file(wish.ca_file)

    def show_keeping(self, keeping: Keeping) -> None:
        """Say where the password is, or will be."""
        self.kept.setText(
            {
                Keeping.KEY_STORE: self.tr("The password is kept in the system's key store."),
                Keeping.SESSION: self.tr(
                    "This computer has no key store: the password is remembered only until the "
                    "program ends."
                ),
                Keeping.NOWHERE: self.tr("The password goes into the system's key store only."),
            }[keeping]
        )
        known = keeping is not Keeping.NOWHERE
        self.password.setPlaceholderText(self.tr("Leave empty: it is kept") if known else "")

    def set_ca_file(self, file: str) -> None:
        """Go by this file of root certificates; "" for those that the laptop trusts."""
        self._ca_file = file
        self._show_ca()
        self.changed.emit()

    def put_beside_password(self, widget: QWidget) -> None:
        """Stand at the right of the password."""
        self._beside.addWidget(widget, 1)

    def _show_ca(self) -> None:
        self._ca_words.setText(self._ca_file or self.tr("this computer's own"))
        self._ca_clear.setVisible(bool(self._ca_file))

    def _connect(self) -> None:
        every = (self.host, self.port, self.database, self.user, self.password, self.schema)
        for field in every:
            field.textChanged.connect(self._on_changed)
        self.encrypted.toggled.connect(self._on_changed)
        self.host.textEdited.connect(self._on_host)
        self.host.editingFinished.connect(self._take_apart)
        when_clicked(self._ca_choose, self._choose_ca)
        when_clicked(self._ca_clear, lambda: self.set_ca_file(""))

    def _on_changed(self) -> None:
        local = is_here(self.host.text())
        self.encrypted.setEnabled(local)
        if not local:  # every other machine is always reached so
            self.encrypted.setChecked(True)
        self.changed.emit()

    def _on_host(self, text: str) -> None:
        """A text that came at once is taken apart at once; one that is typed, at its end."""
        if len(text) - self._length > 1:
            self._take_apart()
        self._length = len(self.host.text())

    def _take_apart(self) -> None:
        """Fill all fields from a whole address, as the storefront has one in DATABASE_URL."""
        scheme, there, rest = self.host.text().partition("://")
        if not there:
            return
        # A password may hold any sign, also those that part an address: only the last @ ends it.
        login, secret, place = rest.strip(_AROUND).rpartition("@")
        found = _place(place) if scheme.rpartition("=")[2].strip(_AROUND) in _SCHEMES else None
        if found is None:
            if secret:  # never a password in a field that shows what is in it
                self.host.setText(place)
            return
        user, _, password = login.partition(":")
        host, port, database = found
        self.host.setText(host)
        self.port.setText(str(port))
        self.database.setText(database)
        self.user.setText(unquote(user))
        self.password.setText(unquote(password))

    def _choose_ca(self) -> None:
        dialog = QFileDialog(self, self.tr("The server's root certificate"))
        dialog.setObjectName("choose-certificate")
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.setNameFilters(
            [self.tr("Certificates (*.pem *.crt *.cer)"), self.tr("All files (*)")]
        )
        dialog.fileSelected.connect(self.set_ca_file)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _build(self) -> None:
        self.port.setFixedWidth(74)
        self.schema.setMaximumWidth(200)
        first, second = QHBoxLayout(), QHBoxLayout()
        for row in (first, second):
            row.setSpacing(12)
        first.addLayout(_named(self.host), 3)
        first.addLayout(_named(self.port))
        first.addLayout(_named(self.database), 1)
        second.addLayout(_named(self.user), 1)
        second.addLayout(_named(self.password), 1)
        self._beside.setContentsMargins(0, 20, 0, 0)
        second.addLayout(self._beside, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addLayout(first)
        column.addLayout(second)
        column.addLayout(self._safe_row())
        column.addLayout(self._rare_row())

    def _safe_row(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(16)
        row.addWidget(self.encrypted)
        row.addWidget(self.kept, 1)
        return row

    def _rare_row(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(plain_text(self.tr("Root certificates:"), kind="medium"))
        row.addWidget(self._ca_words, 1)
        row.addWidget(self._ca_clear)
        row.addWidget(self._ca_choose)
        row.addSpacing(12)
        label = PlainLabel(self.tr("Schema:"), kind="medium")
        label.setBuddy(self.schema)
        row.addWidget(label)
        row.addWidget(self.schema)
        return row


def is_here(host: str) -> bool:
    """Whether a server's name means this computer."""
    name = host.strip().lower()
    return name in {"", "localhost", "::1"} or name.startswith(("127.", "/"))


def _field(name: str, example: str = "") -> QLineEdit:
    made = QLineEdit(placeholderText=example)
    made.setAccessibleName(name)
    made.setFixedHeight(HEIGHT)
    return made


def _named(field: QLineEdit) -> QVBoxLayout:
    """The field under its name."""
    label = PlainLabel(field.accessibleName(), kind="meta-medium")
    label.setBuddy(field)
    column = QVBoxLayout()
    column.setSpacing(4)
    column.addWidget(label)
    column.addWidget(field)
    return column


def _place(text: str) -> tuple[str, int, str] | None:
    """Server, port and database of what stands behind the @; None where it is no such place."""
    try:
        parts = urlsplit(f"postgresql://{text}")
        host, port = parts.hostname, parts.port
    except ValueError:
        return None
    return (host, port or PORT, unquote(parts.path.strip("/"))) if host else None
