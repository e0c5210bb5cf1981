"""Writes a product's description from the supplier's own words and facts, as safe markup."""

import html
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from babydrop_desktop.domain.supplier_product import SupplierProduct
from babydrop_desktop.domain.wording import plain, same_line
from babydrop_desktop.errors import ShopError, Stopped, Unavailable

if TYPE_CHECKING:
    from babydrop_desktop.services.page_steps import Outside
    from babydrop_desktop.services.work import Work

MOST_FACTS = 12
# A block of the safe markup that the reader gives: paragraph, heading or list item.
_BLOCK = re.compile(r"<(p|li|h3)>(.*?)</\1>", re.DOTALL)
_TAG = re.compile(r"<[^>]*>")
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

    What a line of it says is said once: a fact that the seller wrote out is not listed again.
    A description that cannot be fetched or read is left out, and said to be missing: the product
    matters more. Raises Stopped.
    """
    text = _description(product, outside, work)
    said: set[str] = set()
    own = _each_line_once(text or "", said)
    facts = []
    for name, value in product.attributes:
        fact = (plain(name)[:_LONGEST_FACT], plain(value)[:_LONGEST_FACT])
        wanted = fact[0].casefold() not in _NOT_FOR_PARENTS and fact[1]
        if wanted and _is_new(": ".join(fact), said):
            facts.append(f"<li>{html.escape(fact[0])}: {html.escape(fact[1])}</li>")
    listed = f"<ul>{''.join(facts[:MOST_FACTS])}</ul>" if facts else ""
    return Description(own + listed, missing=text is None)


def _each_line_once(markup: str, said: set[str]) -> str:
    """`markup` without the lines that it holds twice; `said` is what its lines say."""

    def kept(found: re.Match[str]) -> str:
        lines = [line for line in found[2].split("<br>") if _is_new(line, said)]
        return f"<{found[1]}>{'<br>'.join(lines)}</{found[1]}>" if lines else ""

    return _BLOCK.sub(kept, markup).replace("<ul></ul>", "")


def _is_new(line: str, said: set[str]) -> bool:
    """Whether no line before says the same; then it is noted."""
    words = same_line(html.unescape(_TAG.sub("", line)))
    if words in said:
        return False
    if words:
        said.add(words)
    return True


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
