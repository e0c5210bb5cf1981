"""Prints answers: JSON for scripts on standard output, sentences for people."""

import json
import os
import re
import sys
from collections.abc import Iterable
from decimal import Decimal
from itertools import islice
from pathlib import Path
from typing import Any, TextIO

from babydrop_desktop.domain.wording import plain
from babydrop_desktop.errors import ShopError
from babydrop_desktop.redact import without_secrets

AT_ONCE = 500  # rows of a table
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


def table(heads: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> bool:
    """Print rows in columns under their heads; whether there was any row.

    A million rows need no memory: each few hundred are as wide as what was met so far.
    """
    widths, any_row, left = [len(plain(head)) for head in heads], False, iter(rows)
    while some := tuple(islice(left, AT_ONCE)):
        texts = [tuple(map(plain, row)) for row in some]
        widths = [max(width, *(len(row[at]) for row in texts)) for at, width in enumerate(widths)]
        for row in texts if any_row else [heads, *texts]:
            cells = (cell.ljust(width) for cell, width in zip(row, widths, strict=True))
            print("  ".join(cells).rstrip())
        any_row = True
    sys.stdout.flush()
    return any_row


def array(documents: Iterable[dict[str, object]]) -> None:
    """Print one JSON array, a document on each line: a million of them need no memory.

    Where something stops it, the last one says so (`reason` and `message`), and what stopped it is
    raised: what was printed is JSON whatever happens, and cannot be taken for the whole.
    """
    between = "["
    try:
        for document in documents:
            sys.stdout.write(between)
            line(document)
            between = ","
    except BrokenPipeError:
        raise
    except BaseException as error:
        if between == ",":
            sys.stdout.write(between)
            line(_cut_short(error))
            print("]", flush=True)
            raise ToldInArray from error
        raise
    sys.stdout.write("[]\n" if between == "[" else "]\n")
    sys.stdout.flush()


class ToldInArray(Exception):
    """What stopped a list is told in its last line; the cause is what it was."""


def _cut_short(error: BaseException) -> dict[str, object]:
    if isinstance(error, ShopError):
        return {"reason": error.reason, "message": without_secrets(str(error))}
    return {"reason": "incomplete", "message": "The list ends here: it was stopped."}


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
