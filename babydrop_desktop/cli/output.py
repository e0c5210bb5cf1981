"""Prints answers: JSON for scripts on standard output, sentences for people."""

import json
import os
import re
import sys
from decimal import Decimal
from pathlib import Path
from typing import Any, TextIO

from babydrop_desktop.domain.wording import plain
from babydrop_desktop.errors import ShopError
from babydrop_desktop.redact import without_secrets

# What steers a terminal or turns the direction of what follows: C1, bidi marks, separators of
# lines, invisible signs, halves of characters. JSON itself escapes the other control characters.
_STEERS = re.compile(
    "[\x7f-\x9f\xad\u061c\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb"
    "\ud800-\udfff\U000e0000-\U000e007f]"
)


def line(value: object) -> None:
    """Print one JSON value on one line; amounts are text, control characters are escaped."""
    text = json.dumps(value, ensure_ascii=False, default=_text)
    print(_STEERS.sub(lambda found: json.dumps(found[0])[1:-1], text), flush=True)


def _text(value: object) -> str:
    if isinstance(value, Decimal):
        return str(value)
    raise TypeError(f"{value!r} has no JSON form")


def say(text: str, stream: TextIO | None = None) -> None:
    """Print a sentence. Control characters of a supplier's words never reach the terminal."""
    print(plain(text), file=stream or sys.stdout, flush=True)


def table(rows: list[tuple[str, ...]]) -> None:
    """Print rows in columns, the first row being the heads."""
    widths = [max(len(plain(row[at])) for row in rows) for at in range(len(rows[0]))]
    for row in rows:
        cells = (plain(cell).ljust(width) for cell, width in zip(row, widths, strict=True))
        print("  ".join(cells).rstrip())


def failed(error: ShopError, *, as_json: bool) -> None:
    """Say why a command did not do it: a sentence, and for scripts the reason's code too."""
    facts = {name: without_secrets(fact) for name, fact in error.facts.items()}
    _why(error.reason, without_secrets(str(error)), as_json=as_json, **_some(facts=facts))


def stopped(*, as_json: bool) -> None:
    """Say that the owner stopped it."""
    _why("stopped", "Stopped. What was begun goes on with the next start.", as_json=as_json)


def bug(noted: Path | None, *, as_json: bool) -> None:
    """Say that the program is at fault, and in which file its details are (None: in none)."""
    where = f"The details are in {noted}." if noted else "There is no folder to note it in."
    _why("bug", f"Something in the program went wrong. {where}", as_json=as_json)


def _why(reason: str, message: str, *, as_json: bool, **more: Any) -> None:  # noqa: ANN401
    if as_json:
        line({"reason": reason, "message": message, **more})
    say(message, sys.stderr)


def _some(**values: Any) -> dict[str, Any]:  # noqa: ANN401
    return {name: value for name, value in values.items() if value}


def closed() -> int:
    """Nobody reads what is printed any more: end quietly."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return 0
