"""Makes plain texts and plain addresses out of what a page holds."""

import codecs
import html
import re
from collections.abc import Iterable
from urllib.parse import urlsplit

from babydrop_desktop.domain.picture_url import full_size, picture_key

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_DECLARED = re.compile(rb"""charset\s{0,5}=\s{0,5}["']?([A-Za-z0-9._-]{2,30})""")
# Only character sets: Python also knows "encodings" that unpack or rewrite their input.
_CHARSETS = {
    "gbk", "gb2312", "gb18030", "big5", "shift_jis", "cp932", "euc_jp", "euc_kr", "cp949", "koi8-r",
    "cp874", "tis-620", "cp1250", "cp1251", "cp1252", "cp1253", "cp1254", "cp1255", "cp1256",
    "cp1257", "cp1258", "iso8859-1", "iso8859-2", "iso8859-5", "iso8859-9", "iso8859-15",
    "utf-16", "utf-16-le", "utf-16-be",
}  # fmt: skip
_ENTITY_LEFT = re.compile(r"&(?:#[0-9]{1,7}|#x[0-9a-f]{1,6}|amp|quot|lt|gt|nbsp|apos);", re.I)  # noqa: FURB167
# Control characters, lone surrogates and marks that turn the direction of a text around.
_UNSEEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff"
    "\ud800-\udfff\ufffe\uffff]"
)
_HOST_NAME = re.compile(r"(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.){1,8}[a-z]{2,24}")
LONGEST_ADDRESS = 2_000


def decode(page: bytes) -> str:
    """Read bytes as text: byte order mark, UTF-8, UTF-16 by its zeros, declared set, else UTF-8.

    Bytes that cannot be read become U+FFFD. Never raises.
    """
    for mark, name in _BOMS:
        if page.startswith(mark):
            return page[len(mark) :].decode(name, "replace")
    try:
        text = page.decode("utf-8")
    except UnicodeDecodeError:
        return page.decode(_guess(page), "replace")
    if "\x00" in text[:200]:
        return page.decode(_guess(page), "replace")
    return text


def _guess(page: bytes) -> str:
    start = page[:400]
    if start.count(0) * 3 > len(start):
        return "utf-16-le" if start[1::2].count(0) >= start[0::2].count(0) else "utf-16-be"
    match = _DECLARED.search(page[:3000])
    name = known_charset(match.group(1).decode("ascii")) if match else None
    return "utf-8" if name is None or name.startswith("utf-16") else name


def known_charset(declared: str) -> str | None:
    """Python's name of a character set that a page may declare; None for UTF-8 and all others."""
    try:
        name = codecs.lookup(declared).name
    except (LookupError, ValueError):
        return None
    return name if name in _CHARSETS else None


def plain(value: object) -> str:
    """Make one line of plain text: entities unescaped, blanks joined, unseen characters gone.

    "" for anything that is neither text nor a number.
    """
    if isinstance(value, bool) or not isinstance(value, str | int):
        return ""
    text = html.unescape(str(value))
    if _ENTITY_LEFT.search(text):
        text = html.unescape(text)  # some texts were escaped twice
    return " ".join(_UNSEEN.sub("", text).split())


def https_address(value: object) -> str | None:
    """Give the https form of an address from a page; None where its host is no public name.

    Protocol-relative ones are repaired. Addresses with a user, a port or a number for a host are
    dropped: a page has no business naming them.
    """
    if not isinstance(value, str):
        return None
    text = html.unescape(value).strip()
    if text.startswith("//"):
        text = "https:" + text
    if (
        not text.isascii()
        or len(text) > LONGEST_ADDRESS
        or re.search(r"[\s\\\"'<>\x00-\x1f]", text)
    ):
        return None
    try:
        parts = urlsplit(text)
    except ValueError:
        return None
    host = parts.netloc.lower()
    if parts.scheme not in {"http", "https"} or not _HOST_NAME.fullmatch(host):
        return None
    rest = f"?{parts.query}" if parts.query else ""
    return f"https://{host}{parts.path}{rest}"


def original_picture(value: object) -> str | None:
    """Give the https address of the original: everything behind the first extension is cut."""
    address = https_address(value)
    return full_size(address) if address else None


def unique_pictures(values: Iterable[object]) -> tuple[str, ...]:
    """Give the originals of `values`, in order, each picture once."""
    found: dict[str, str] = {}
    for value in values:
        address = original_picture(value)
        if address:
            found.setdefault(picture_key(address), address)
    return tuple(found.values())
