"""Takes what the owner has in files from the disk: saved pages, and lists of addresses."""

from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from babydrop_desktop.domain.file_kinds import HEAD_BYTES, FileKind, kind_of
from babydrop_desktop.domain.files import (
    LARGEST_ARCHIVE,
    LARGEST_LIST,
    LARGEST_PAGE,
    LARGEST_WORKBOOK,
)
from babydrop_desktop.errors import Limit, Refused, ShopError
from babydrop_desktop.services.ports import FileOpener

_REFUSED = {
    FileKind.WEBARCHIVE: (
        "file_webarchive",
        "{name} is Safari's web archive. Save the page there once more, as Page Source.",
    ),
    FileKind.OLD_WORKBOOK: (
        "file_old_workbook",
        "{name} is a workbook of the old form. Open it and save it as .xlsx or CSV.",
    ),
    FileKind.PICTURE: (
        "file_is_picture",
        "{name} is a picture. Drop the product's saved page; its pictures come along.",
    ),
    FileKind.PDF: (
        "file_is_pdf",
        "{name} is a PDF, a print of a page. Save the page itself, as HTML only.",
    ),
    FileKind.PACKED: ("file_is_packed", "{name} is packed. Unpack it and drop what is in it."),
}


@dataclass(frozen=True, slots=True)
class GivenFile:
    """One file whole, as far as it is read: `cut` where only its beginning was needed."""

    name: str
    kind: FileKind
    body: bytes
    cut: bool = False

    @property
    def is_list(self) -> bool:
        """Whether it is a list of products, not one page."""
        return self.kind in {FileKind.TEXT_LIST, FileKind.WORKBOOK}


def read_file(path: Path) -> GivenFile:
    """A saved page or a list, with what kind of it it is.

    Raises Refused ("file_unreadable", "file_webarchive", "file_old_workbook", "file_is_picture",
    "file_is_pdf", "file_is_packed") or Limit ("page_too_large", "list_too_large").
    """
    try:
        if path.exists() and not path.is_file() and not path.is_dir():
            raise _unreadable(path, "it is no file")  # a pipe would never end
        with path.open("rb") as file:
            return _whole(file, path.name)
    except OSError as error:
        raise _unreadable(path, error.strerror or str(error)) from error


def page_of(given: GivenFile, opener: FileOpener) -> bytes:
    """The page that a file holds. Raises Refused ("file_is_list") and what `FileOpener` raises."""
    if given.is_list:
        raise Refused(
            f"{given.name} is a list of addresses, not one page. Import it to read what it names.",
            reason="file_is_list",
            name=given.name,
        )
    if given.kind is FileKind.ARCHIVE:
        return opener.page_in(given.body, cut=given.cut)
    return given.body


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


def _unreadable(path: Path, why: str) -> Refused:
    return Refused(
        f"{path.name} cannot be read ({why}). Check that the file is still there.",
        reason="file_unreadable",
        name=path.name,
    )


def _whole(file: BinaryIO, name: str) -> GivenFile:
    head = file.read(HEAD_BYTES)
    kind = kind_of(name, head)
    if kind in _REFUSED:
        reason, sentence = _REFUSED[kind]
        raise Refused(sentence.format(name=name), reason=reason, name=name)
    most = _MOST.get(kind, LARGEST_PAGE)
    body = head + file.read(most + 1 - len(head))
    if len(body) <= most:
        return GivenFile(name, kind, body)
    if kind is FileKind.ARCHIVE:  # the page stands first; its pictures behind it are not needed
        return GivenFile(name, kind, body[:most], cut=True)
    if kind is FileKind.PAGE:
        raise too_large(name, len(body))
    raise Limit(
        f"{name} is larger than {most // 1_000_000} MB; no list of addresses is. Leave out the "
        "pictures, or save it as CSV.",
        reason="list_too_large",
        name=name,
        limit=str(most // 1_000_000),
    )


_MOST = {
    FileKind.ARCHIVE: LARGEST_ARCHIVE,
    FileKind.TEXT_LIST: LARGEST_LIST,
    FileKind.WORKBOOK: LARGEST_WORKBOOK,
}
