"""Says why the shop cannot be opened: a sentence for its owner, and the details."""

from pathlib import Path

from PySide6.QtCore import QCoreApplication

from babydrop_desktop.errors import ShopError
from ui.common.dialogs import machine
from ui.common.words import error_words
from ui.crash import noted

translate = QCoreApplication.translate


def refusal(error: BaseException, folder: Path) -> tuple[str, str]:
    """The sentence, and the details to be copied. A bug is noted in the log."""
    if isinstance(error, ShopError):
        sentence, details = str(error_words(error)), f"{error.reason}: {error}"
    else:
        details = noted(error).rstrip()
        sentence = translate(
            "refusal",
            "Something went wrong while opening it. The data was not changed. Try again; if "
            "it happens again, copy the details and send them to whoever looks after the program.",
        )
    return sentence, f"{details}\n{folder}\n{machine()}"
