"""Prints answers: JSON for scripts on standard output, sentences for people."""

import json
import os
import sys
from decimal import Decimal
from typing import TextIO

from babydrop_desktop.domain.wording import plain
from babydrop_desktop.errors import ShopError


def use_utf8() -> None:
    """Write UTF-8 whatever the console's own code page is."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")


def line(value: object) -> None:
    """Print one JSON value on one line; amounts are text."""
    print(json.dumps(value, ensure_ascii=False, default=_text), flush=True)


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
    if as_json:
        line({"reason": error.reason, "message": str(error), **_facts(error)})
    say(str(error), sys.stderr)


def _facts(error: ShopError) -> dict[str, dict[str, str]]:
    return {"facts": error.facts} if error.facts else {}


def closed() -> int:
    """Nobody reads what is printed any more: end quietly."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return 0
