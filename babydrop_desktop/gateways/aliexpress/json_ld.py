"""Finds the one product that a page describes for search engines (JSON-LD)."""

from collections.abc import Iterable, Iterator

from babydrop_desktop.domain.item_address import parse_item_address
from babydrop_desktop.errors import Refused
from babydrop_desktop.gateways.aliexpress import strict_json
from babydrop_desktop.gateways.aliexpress.lists import Node, at, items, nodes

JSON_LD = "application/ld+json"
_MOST_SCRIPTS = 8
_MOST_ENTRIES = 500


def is_product_entry(entry: object) -> bool:
    """Whether one JSON-LD entry says "@type": "Product"."""
    kinds = at(entry, "@type")
    return kinds == "Product" or "Product" in items(kinds)


def scripts(text: str) -> Iterator[str]:
    """Yield the texts of a page's JSON-LD scripts, the first few."""
    start = 0
    for _ in range(_MOST_SCRIPTS):
        start = text.find(JSON_LD, start)
        opened = text.find(">", start)
        end = text.find("</script", opened)
        if min(start, opened, end) < 0:
            return
        yield text[opened + 1 : end]
        start = end


def product_entry(texts: Iterable[str]) -> Node | None:
    """Give the product that the page as a whole is, not one of a list; None where there is none."""
    for text in texts:
        try:
            value = strict_json.loads(text)
        except strict_json.BadJson:
            continue
        if found := product_among(value):
            return found
    return None


def product_among(value: object) -> Node | None:
    """Give the only product among JSON-LD entries; None where there is none, or several."""
    entries = nodes(value)[:_MOST_ENTRIES]
    entries += [inner for entry in entries for inner in nodes(entry.get("@graph"))[:_MOST_ENTRIES]]
    found = [entry for entry in entries if is_product_entry(entry)]
    return found[0] if len(found) == 1 else None


def item_url_in(entry: Node) -> str:
    """Give the id of the item that an entry's own addresses name; "" where they name none."""
    offers = nodes(entry.get("offers"))[:3]
    for value in (entry.get("url"), entry.get("@id"), *(offer.get("url") for offer in offers)):
        if isinstance(value, str) and "aliexpress." in value:
            try:
                return parse_item_address(value).page_id
            except Refused:
                continue
    return ""
