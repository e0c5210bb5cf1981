"""Reads what a page shows once a browser has drawn it: the parts that AliExpress names itself.

Only `data-pl` names are stable; class names change with every release (FACTS §1, C pages).
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from selectolax.lexbor import LexborHTMLParser, LexborNode

from babydrop_desktop.domain.money import Money
from babydrop_desktop.gateways.aliexpress.price_text import prices_in
from babydrop_desktop.gateways.aliexpress.texts import plain

_LONGEST_PART = 20_000
_LONGEST_SPECS = 200_000
_LONGEST_TAG = 3_000
_MOST_NODES = 400
MOST_SPECS = 200
_LONGEST_PRICE = 60
_ONE = r"[0-9](?:[0-9.,'\u2019]|[ \u00a0\u202f](?=[0-9])){0,20}"
_SIGN = r"[^0-9|+%]{0,8}"
_PRICE = re.compile(rf"{_SIGN}{_ONE}{_SIGN}(?:[-\u2013~]{_SIGN}{_ONE}{_SIGN})?")
_STORE = re.compile(r"/store/([0-9]{3,15})")


@dataclass(frozen=True, slots=True)
class StoreShown:
    """The store that the page links to; empty texts where it shows none."""

    id: str = ""
    name: str = ""
    url: str = ""


class Rendered:
    """The named parts of a drawn page."""

    def __init__(self, text: str) -> None:
        self._text = text

    def title(self) -> str:
        """Give the heading of the product, "" where none is drawn."""
        part = self._part("product-title")
        return _text_of(part) if part is not None else ""

    def prices(self, page_currency: str) -> tuple[Money, ...]:
        """Give the price drawn, or both ends of its range; none where its currency is not sure."""
        part = self._part("product-price")
        for node in _walk(part):
            text = _text_of(node)
            if len(text) <= _LONGEST_PRICE and _PRICE.fullmatch(text):
                return prices_in(text, page_currency)
        return ()

    def store(self) -> StoreShown:
        """Give the store's name and link."""
        part = self._part("store-name")
        if part is None:
            return StoreShown()
        link = part if part.tag == "a" else part.css_first("a")
        url = plain(link.attributes.get("href")) if link is not None else ""
        found = _STORE.search(url)
        return StoreShown(found.group(1) if found else "", _text_of(part)[:200], url)

    def specs(self) -> list[dict[str, str]]:
        """Give the facts listed: each name beside its value."""
        part = self._part("product-specs", _LONGEST_SPECS)
        pairs = [pair for node in _walk(part, 20 * _MOST_NODES) if (pair := _pair(node))]
        return [{"attrName": name, "attrValue": value} for name, value in pairs[:MOST_SPECS]]

    def _part(self, name: str, length: int = _LONGEST_PART) -> LexborNode | None:
        """Parse the part with that name, and nothing else of a page that may be huge."""
        found = re.search(rf"""\bdata-pl=["']?{name}\b""", self._text)
        start = (
            self._text.rfind("<", max(0, found.start() - _LONGEST_TAG), found.start())
            if found
            else -1
        )
        if start < 0:
            return None
        part = LexborHTMLParser(self._text[start : start + length])
        return part.css_first(f"[data-pl={name}]")


def _walk(part: LexborNode | None, most: int = _MOST_NODES) -> Iterator[LexborNode]:
    if part is None:
        return
    for number, node in enumerate(part.traverse(include_text=False)):
        if number >= most:
            return
        yield node


def _text_of(node: LexborNode) -> str:
    return plain(node.text(deep=True, separator="")[:5_000])


def _pair(node: LexborNode) -> tuple[str, str] | None:
    """Give a name and its value: an element of two, each of which is a single text."""
    children = list(node.iter(include_text=False))
    if len(children) != 2 or not all(map(_is_single, children)):
        return None
    name, value = (_text_of(child) for child in children)
    return (name[:200], value[:1_000]) if name and value and name != value else None


def _is_single(node: LexborNode) -> bool:
    """Whether an element holds one text, however many wrappers are around it."""
    for _ in range(10):
        children = list(node.iter(include_text=False))
        if len(children) != 1:
            return not children
        node = children[0]
    return False
