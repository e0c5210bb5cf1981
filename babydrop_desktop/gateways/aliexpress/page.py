"""What any HTML page says of itself in its head, whatever data it carries."""

import html
import re
from dataclasses import dataclass
from functools import cached_property

from selectolax.lexbor import LexborHTMLParser

from babydrop_desktop.domain.item_address import ItemAddress, parse_item_address
from babydrop_desktop.errors import Refused
from babydrop_desktop.gateways.aliexpress.json_ld import product_entry, scripts
from babydrop_desktop.gateways.aliexpress.lists import Node

_MOST_TAGS = 150
_LONGEST_TAG = 4_000
_TAG_START = re.compile(r"<(?:meta|link)\s", re.IGNORECASE)
_ATTRIBUTE = re.compile(
    r"""\s(property|name|content|rel|href)\s{0,20}=\s{0,20}(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))""",
    re.IGNORECASE,
)
_DESCRIPTION = re.compile(
    r"""<(?:div|section)\s[^<>]{0,200}\bid=["']?(?:product-description|content_anchor)\b""",
    re.IGNORECASE,
)
_LONGEST_DESCRIPTION = 200_000
_MARKUP = re.compile(r"<(?:!doctype|html|head|body|script|meta|div|p|span|title|table|br)\b", re.I)  # noqa: FURB167


@dataclass(frozen=True)
class Page:
    """A page's text, and the address under which it was fetched, where that is known."""

    text: str
    address: ItemAddress | None = None

    @cached_property
    def is_markup(self) -> bool:
        """Whether this is HTML rather than script or JSON."""
        return _MARKUP.search(self.text) is not None

    @cached_property
    def head(self) -> dict[str, str]:
        """The first value of each meta property or name, and of each link's rel (as "link:rel")."""
        found: dict[str, str] = {}
        for number, start in enumerate(_TAG_START.finditer(self.text)):
            if number >= _MOST_TAGS:
                break
            for name, value in _facts_of(self._tag(start.start())):
                found.setdefault(name, value)
        return found

    def _tag(self, start: int) -> str:
        tag = self.text[start : start + _LONGEST_TAG]
        following = tag.find("<", 1)
        return tag if following < 0 else tag[:following]

    @cached_property
    def description(self) -> str | None:
        """The supplier's own description as HTML, where the page was saved with it in place."""
        start = _DESCRIPTION.search(self.text)
        if start is None:
            return None
        part = self.text[start.start() : start.start() + _LONGEST_DESCRIPTION]
        found = LexborHTMLParser(part).css_first("#product-description, #content_anchor")
        return found.html if found is not None else None

    @cached_property
    def item(self) -> ItemAddress | None:
        """The item that the page says it shows, by og:url, its canonical link or its app link."""
        for name in ("og:url", "link:canonical", "al:android:url", "al:ios:url"):
            try:
                return parse_item_address(self.head.get(name, ""))
            except Refused:
                continue
        return None

    @property
    def item_id(self) -> str:
        """The id of the item that the page shows, else of the one it was asked for; "" for none."""
        item = self.item or self.address
        return item.page_id if item else ""

    @cached_property
    def product_entry(self) -> Node | None:
        """The JSON-LD entry where the page as a whole is described as one product, else None."""
        return product_entry(scripts(self.text))


def _facts_of(tag: str) -> list[tuple[str, str]]:
    attributes: dict[str, str] = {}
    for match in _ATTRIBUTE.finditer(tag):
        value = next(group for group in match.group(2, 3, 4) if group is not None)
        attributes.setdefault(match.group(1).lower(), html.unescape(value).strip())
    if "href" in attributes and "rel" in attributes:
        return [("link:" + attributes["rel"].lower(), attributes["href"])]
    name = attributes.get("property") or attributes.get("name")
    return [(name.lower(), attributes["content"])] if name and "content" in attributes else []
