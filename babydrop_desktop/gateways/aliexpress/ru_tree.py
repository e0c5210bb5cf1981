"""Walks the tree of widgets that an aliexpress.ru page carries, however deep it is."""

import re

from babydrop_desktop.gateways.aliexpress.lists import Node, at, items

MOST_WIDGETS = 20_000
_SCRIPT = re.compile(
    r"""<script\b[^<>]{0,300}?\bid=["']?__AER_DATA__[^<>]{0,300}>""", re.IGNORECASE
)
_BRANCHES = ("widgets", "children", "data", "props")


def props_in(data: Node) -> list[Node]:
    """Give the `props` of every widget, in the page's order; the object itself where it is one."""
    found: list[Node] = [data] if "skuInfo" in data else []
    waiting: list[object] = [data]
    for _ in range(MOST_WIDGETS):
        if not waiting:
            break
        item = waiting.pop()
        if isinstance(item, dict) and isinstance(item.get("props"), dict):
            found.append(item["props"])
        for branch in reversed(_BRANCHES):
            inner = at(item, branch)
            if isinstance(inner, dict | list):
                waiting.extend(reversed([one for one in items(inner) if isinstance(one, dict)]))
    return found


def has_product(data: Node) -> bool:
    """Whether a tree holds the rows of a product anywhere."""
    return any(items(at(one, "skuInfo", "priceList")) for one in props_in(data))


def tree_text(text: str) -> str | None:
    """Give the JSON text of the page's tree; None where the page has none or it never ends."""
    opened = _SCRIPT.search(text)
    end = text.lower().find("</script", opened.end()) if opened else -1
    return text[opened.end() : end] if opened and end >= 0 else None
