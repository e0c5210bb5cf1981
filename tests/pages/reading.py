"""Reads the small pages of ours, for tests that look at the product."""

from babydrop_desktop.domain.supplier_product import Outcome
from babydrop_desktop.gateways.aliexpress.read import read_page
from tests.pages import build


def read(data):
    reading = read_page(build.page(data))
    assert reading.outcome is Outcome.PRODUCT, reading
    return reading.product


def one_row(data, made):
    """The page with a single row."""
    sku = data["skuModule" if "skuModule" in data else "priceComponent"]
    sku["skuPriceList"] = [made]
    return read(data).skus[0]
