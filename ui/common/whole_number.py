"""Lets a field take a whole number in plain figures, and nothing else."""

from typing import cast

from PySide6.QtGui import QIntValidator, QValidator

State = tuple[QValidator.State, str, int]


class WholeNumber(QIntValidator):
    """Qt's own also lets a sign and the marks between thousands through, which `int` does not."""

    def validate(self, text: str, at: int) -> State:
        """As Qt's own, for figures; nothing else can be typed or pasted."""
        if text and not (text.isascii() and text.isdecimal()):
            return QValidator.State.Invalid, text, at
        return cast("State", super().validate(text, at))
