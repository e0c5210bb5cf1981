"""Writes a product's description from the supplier's own words and facts, as safe markup."""

import html
from dataclasses import dataclass
from typing import TYPE_CHECKING

from babydrop_desktop.domain.supplier_product import SupplierProduct
from babydrop_desktop.domain.wording import plain
from babydrop_desktop.errors import ShopError, Stopped, Unavailable

if TYPE_CHECKING:
    from babydrop_desktop.services.import_steps import Outside
    from babydrop_desktop.services.work import Work

MOST_FACTS = 12
_LONGEST_FACT = 80
# What only a reseller cares for, or what names another brand.
_NOT_FOR_PARENTS = frozenset(
    {
        *("brand name", "brand", "origin", "model number", "item type", "cn", "certification"),
        *("hign-concerned chemical", "high-concerned chemical", "is_customized", "choice"),
        *("semi_choice", "place of origin", "supply type", "feature type", "manufacturer"),
    }
)


@dataclass(frozen=True, slots=True)
class Description:
    """A product's description as safe markup; `missing`: the supplier's own could not be had."""

    text: str
    missing: bool = False


def describe(product: SupplierProduct, outside: "Outside", work: "Work") -> Description:
    """Paragraphs of the supplier's description and a list of its facts, as safe markup.

    A description that cannot be fetched or read is left out, and said to be missing: the product
    matters more. Raises Stopped.
    """
    text = _description(product, outside, work)
    facts = [
        (plain(name)[:_LONGEST_FACT], plain(value)[:_LONGEST_FACT])
        for name, value in product.attributes
        if plain(name).casefold() not in _NOT_FOR_PARENTS and plain(value)
    ]
    lines = [
        f"<li>{html.escape(name)}: {html.escape(value)}</li>" for name, value in facts[:MOST_FACTS]
    ]
    listed = f"<ul>{''.join(lines)}</ul>" if lines else ""
    return Description((text or "") + listed, missing=text is None)


def _description(product: SupplierProduct, outside: "Outside", work: "Work") -> str | None:
    """The supplier's own words, "" where there are none, None where they could not be had."""
    try:
        raw = product.description_html
        if raw is None and product.description_url:
            raw = _fetched(product.description_url, outside, work)
        return outside.reader.description(raw) if raw else ""
    except Stopped:
        raise
    except ShopError:
        return None


def _fetched(url: str, outside: "Outside", work: "Work") -> str:
    try:
        body = outside.pages.text(url, check=work.check)
    except Unavailable:  # once more, as with pictures
        body = outside.pages.text(url, check=work.check)
    return body.decode("utf-8", "replace")
