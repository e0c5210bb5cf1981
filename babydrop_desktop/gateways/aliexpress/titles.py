"""Takes the product's own title out of what a page says for search engines and shares."""

import re

from babydrop_desktop.gateways.aliexpress.price_text import currency_in
from babydrop_desktop.gateways.aliexpress.texts import plain

LONGEST = 3_000
_TAIL = re.compile(
    r"\s+[-\u2013|]\s+AliExpress(?:\.(?:com|ru|us))?(?:\s+[0-9]{1,12})?$", re.IGNORECASE
)
_ONLY_TAIL = re.compile(r"[-\u2013]?\s{0,5}AliExpress(?:\s+[0-9]{1,12})?", re.IGNORECASE)
_LONGEST_PRICE = 60


def without_site(name: object) -> str:
    """Give a title without " - AliExpress 26" at its end (FACTS §1, C pages)."""
    return _TAIL.sub("", plain(name)[:LONGEST]).strip()


def shared_title(text: object) -> tuple[str, str]:
    """Split an og:title into the product's title and the text of the price before it, or "".

    Its forms are "0.06US $ 40% OFF|Title - Category - AliExpress", "price|Title|Category|   -
    AliExpress" and "Title - AliExpress 26" (FACTS §1, fallback).
    """
    parts = [part.strip() for part in plain(text)[:LONGEST].split("|")]
    if len(parts) < 2 or not _is_price(parts[0]):
        return without_site("|".join(parts) if len(parts) < 2 else plain(text)[:LONGEST]), ""
    price, *rest = parts
    if len(rest) >= 2 and _ONLY_TAIL.fullmatch(rest[-1]):
        title = "|".join(rest[:-2]) if len(rest) >= 3 else rest[0]
        return title.strip(), price
    joined = "|".join(rest)
    title = without_site(joined)
    if title != joined:
        title = title.rpartition(" - ")[0] or title  # the category
    return title.strip(), price


def _is_price(text: str) -> bool:
    has_number = any(character.isdigit() for character in text)
    marked = "%" in text or "$" in text or bool(currency_in(text))
    return has_number and marked and len(text) <= _LONGEST_PRICE
