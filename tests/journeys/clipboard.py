"""Keeps a text on the clipboard of an X screen until it is ended: `python clipboard.py FILE`."""

import sys
from pathlib import Path

from PySide6.QtWidgets import QApplication

application = QApplication(sys.argv[:1])
application.clipboard().setText(Path(sys.argv[1]).read_text("utf-8"))
sys.stdout.write("kept\n")
sys.stdout.flush()
application.exec()
