"""What the Help menu opens: about the program, and the licences of its parts."""

from importlib.metadata import PackageNotFoundError, version

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QPlainTextEdit, QVBoxLayout, QWidget

from babydrop_desktop.paths import resources
from ui.common.dialogs import Message, machine

translate = QCoreApplication.translate


def about(parent: QWidget) -> Message:
    """The program's version, and what it runs on; *Copy details* for whoever helps."""
    try:
        number = version("babydrop-desktop")
    except PackageNotFoundError:
        number = translate("help", "from a checkout")
    title = translate("help", "BabyDrop Desktop {version}").format(version=number)
    text = translate(
        "help",
        "Runs a small shop from this laptop: import, catalog, fulfillment. No account, no fee; "
        "the data is yours.",
    )
    return _shown(Message(title, text, details=f"{title}\n{machine()}", parent=parent))


def licences(parent: QWidget) -> Message:
    """The program's own licence and those of the icons and the font."""
    title = translate("help", "Licences")
    text = translate("help", "The program is free software under the MIT licence. It contains:")
    made = Message(title, text, parent=parent)
    view = QPlainTextEdit(_texts())
    view.setReadOnly(True)
    view.setMinimumSize(560, 320)
    view.setAccessibleName(title)
    layout = made.layout()
    if isinstance(layout, QVBoxLayout):
        layout.insertWidget(2, view)
    return _shown(made)


def _texts() -> str:
    parts = []
    for name, folder in (("Lucide icons", "icons"), ("Inter font", "fonts")):
        file = resources() / folder / "LICENSE"
        if file.is_file():
            parts.append(f"{name}\n\n{file.read_text(encoding='utf-8')}")
    parts.append("Qt for Python (PySide6): LGPL-3.0, https://www.qt.io/licensing")
    return "\n\n\n".join(parts)


def _shown(dialog: Message) -> Message:
    dialog.add_key(dialog.tr("Close"), main=True)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.open()
    return dialog
