"""Takes a saved page from the disk, and tells a pasted page from a list of addresses."""

import re
from pathlib import Path
from typing import BinaryIO

from babydrop_desktop.domain.files import LARGEST_PAGE
from babydrop_desktop.errors import Limit, Refused, ShopError

_PAGE_SIGNS = re.compile(
    r"<(?:!doctype|html|head|body|script|div|meta)\b|runParams|^\s*[\[{(]", re.IGNORECASE
)


def looks_like_page(text: str) -> bool:
    """Whether pasted text is a page's source or a reply, not a list of addresses."""
    return _PAGE_SIGNS.search(text[:200_000]) is not None


def read_page_file(path: Path) -> bytes:
    """A saved page's bytes. Raises Refused ("file_unreadable") or Limit ("page_too_large")."""
    try:
        with path.open("rb") as file:
            body = file.read(LARGEST_PAGE + 1)
    except OSError as error:
        raise Refused(
            f"{path.name} cannot be read ({error.strerror or error}). Check that the file is still "
            "there.",
            reason="file_unreadable",
            name=path.name,
        ) from error
    if len(body) > LARGEST_PAGE:
        raise too_large(path.name, len(body))
    return body


def read_page_stream(stream: BinaryIO, name: str) -> bytes:
    """A page that is piped in, whole; `name` says where from.

    Raises Limit ("page_too_large") as soon as it is larger than any page; the rest is not read.
    """
    body = stream.read(LARGEST_PAGE + 1)
    if len(body) > LARGEST_PAGE:
        raise too_large(name, len(body))
    return body


def too_large(name: str, size: int) -> ShopError:
    """The refusal of a page that is larger than any product's page."""
    return Limit(
        f"{name} is larger than 8 MB; no product's page is. Save the page itself, as "
        '"web page, HTML only".',
        reason="page_too_large",
        name=name,
        size=str(size),
    )
