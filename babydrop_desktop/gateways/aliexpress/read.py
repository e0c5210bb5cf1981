"""Reads a page of any kind into one normalised product, or says what the page was instead."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import partial

from babydrop_desktop.domain.files import LARGEST_PAGE
from babydrop_desktop.domain.item_address import ItemAddress
from babydrop_desktop.domain.supplier_product import Generation, Outcome, Reading, unknown_of
from babydrop_desktop.errors import ShopError
from babydrop_desktop.gateways.aliexpress import a2, a3, b, d, e, f, shown
from babydrop_desktop.gateways.aliexpress.lists import Node
from babydrop_desktop.gateways.aliexpress.page import Page
from babydrop_desktop.gateways.aliexpress.recognise import recognise
from babydrop_desktop.gateways.aliexpress.saved_page import open_saved

# One line for each generation.
READERS: Mapping[Generation, Callable[[Node, Page], Reading]] = {
    Generation.A2: a2.read,
    Generation.A3: a3.read,
    Generation.B: b.read,
    Generation.D: d.read,
    Generation.E: e.read,
    Generation.F: f.read,
    Generation.C: shown.read_rendered,
    Generation.A1: partial(shown.read_other, kind=Generation.A1),
    Generation.FALLBACK: shown.read_other,
}
_NOTHING = ("title", "skus", "currency")


def read_page(page: bytes, *, address: ItemAddress | None = None) -> Reading:
    """Read one page: HTML, saved in any way, page source, script text, or JSON. Pure, never raises.

    `address` is where the page came from (else what its browser noted in it when it was saved); it
    fills in an id that the page itself lacks. A product
    always has a title; rows, and money with its currency, wherever its kind of page has them, else
    `missing` names them. What should be there and is not is UNREADABLE with `missing`.
    """
    if len(page) > LARGEST_PAGE:
        return Reading(Outcome.UNREADABLE, note="The page is larger than 8 MB.")
    try:
        return _read(page, address)
    except ShopError as error:  # a page saved as one file, that holds none or is damaged
        return Reading(Outcome.UNREADABLE, missing=_NOTHING, note=str(error))
    except Exception as error:  # noqa: BLE001 - pages are hostile: no surprise of a parser may pass
        note = f"The page could not be read ({type(error).__name__})."
        return Reading(Outcome.UNREADABLE, missing=_NOTHING, note=note)


def _read(content: bytes, address: ItemAddress | None) -> Reading:
    text, noted = open_saved(content)
    page = Page(text, address or noted)
    found = recognise(page)
    reader = READERS.get(found.generation) if found.generation else None
    if found.outcome is not Outcome.PRODUCT or found.data is None or reader is None:
        return found.reading()
    return _finished(reader(found.data, page), page)


def _finished(reading: Reading, page: Page) -> Reading:
    """Add the description that the page was saved with, and what is still unknown."""
    product = reading.product
    if product is None:
        return reading
    if product.description_html is None and page.description:
        product = replace(product, description_html=page.description)
    product = replace(product, unknown=unknown_of(product))
    note, address = reading.note, page.address
    if address and product.canonical_id != address.canonical_id:
        note = f"The page shows item {product.canonical_id}, not {address.canonical_id}."
    return replace(reading, product=product, note=note)
