"""Writes a product's description from the supplier's own words and facts, as safe markup."""

import html
from typing import TYPE_CHECKING

from babydrop_desktop.domain.supplier_product import SupplierProduct
from babydrop_desktop.domain.wording import plain
from babydrop_desktop.errors import Refused, ShopError, Stopped

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


def describe(product: SupplierProduct, outside: "Outside", work: "Work") -> str:
    """Paragraphs of the supplier's description and a list of its facts, as safe markup.

    A description that cannot be fetched or read is left out: the product matters more.
    Raises Stopped.
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
    return text + (f"<ul>{''.join(lines)}</ul>" if lines else "")


def _description(product: SupplierProduct, outside: "Outside", work: "Work") -> str:
    try:
        raw = product.description_html
        if raw is None and product.description_url:
            raw = outside.pages.text(product.description_url, check=work.check).decode(
                "utf-8", "replace"
            )
        return outside.reader.description(raw) if raw else ""
    except Stopped:
        raise
    except (Refused, ShopError):
        return ""
