"""Runs the readers over the samples of real pages, where they are."""

import json
from decimal import Decimal

import pytest

from babydrop_desktop.domain.supplier_product import Generation
from babydrop_desktop.gateways.aliexpress.read import read_page
from tests.pages.shared import shared

GENERATION_OF_FOLDER = {
    "runparams_module_html": Generation.A2,
    "runparams_module_script": Generation.A2,
    "runparams_module_json": Generation.A2,
    "runparams_component_html": Generation.B,
    "runparams_component_script": Generation.B,
    "runparams_component_json": Generation.B,
    "hierarchy_json": Generation.A3,
    "csr_html": Generation.C,
    "mtop_pdp_json": Generation.D,
    "ds_api_json": Generation.E,
    "ru_json": Generation.F,
}


def lines():
    manifest = shared("aliexpress", "samples", "manifest.jsonl")
    texts = manifest.read_text("utf-8").splitlines()
    return [json.loads(text, parse_float=Decimal) for text in texts]


def read(line):
    return read_page(shared("aliexpress", "samples", *line["file"].split("/")).read_bytes())


def generation_of(line):
    return GENERATION_OF_FOLDER.get(line["file"].split("/")[0])


def facts_of(product):
    low, high = product.price_range() or (None, None)
    list_low, list_high = product.list_price_range() or (None, None)
    return {
        "product_id": product.page_id or None,
        "canonical_id": product.canonical_id or None,
        "title": product.title,
        "currency": product.currency,
        "price_min": low and low.amount,
        "price_max": high and high.amount,
        "list_min": list_low and list_low.amount,
        "list_max": list_high and list_high.amount,
        "skus": len(product.skus) or None,
        "variants": product.variant_count,
        "images": len(product.pictures),
        "stock": product.total_stock,
        "store": product.store.name,
        "store_id": int(product.store.id or 0),
        "category": int(product.category_id or 0),
        "orders": product.orders,
        "specs": len(product.attributes),
        "warehouses": len({sku.warehouse.id for sku in product.skus if sku.warehouse}),
    }


def product_lines():
    return [line for line in lines() if line["outcome"] == "product"]


def wanted_of(line, reading):
    """What the manifest says; an id that only the file's name tells is not in the page."""
    wanted = {key: line[key] for key in facts_of(reading.product) if key in line}
    if "page_id" in reading.missing:
        assert wanted.get("product_id") is None, line["file"]
        wanted.pop("canonical_id", None)
    return wanted


def test_every_line_of_the_manifest_has_its_outcome():
    checked = 0
    for line in lines():
        reading = read(line)
        assert reading.outcome == line["outcome"], line["file"]
        assert (reading.product is not None) == (line["outcome"] == "product"), line["file"]
        if line["outcome"] == "product":
            assert reading.generation is generation_of(line), line["file"]
        if line["outcome"] == "api_error":
            assert reading.note
        checked += 1
    assert checked > 50


def test_every_product_of_the_manifest_is_read_as_its_line_says():
    for line in product_lines():
        reading = read(line)
        facts, wanted = facts_of(reading.product), wanted_of(line, reading)
        assert {key: facts[key] for key in wanted} == wanted, line["file"]
        if "props" not in line:
            continue
        axes = [[axis.name, len(axis.values)] for axis in reading.product.axes]
        ships_from = [pair for pair in line["props"] if pair not in axes]
        assert [pair for pair in line["props"] if pair in axes] == axes, line["file"]
        assert [count for _, count in ships_from] == (
            [facts["warehouses"]] if facts["warehouses"] else []
        )


def test_what_a_sample_lacks_is_unknown_and_nothing_else_is():
    for line in product_lines():
        reading = read(line)
        incomplete = line.get("skus") is None
        assert ("skus" in reading.missing) == incomplete, line["file"]
        assert set(reading.missing) <= {"skus", "page_id"}, line["file"]
        assert set(reading.missing) <= set(reading.product.unknown), line["file"]


def test_the_price_from_china_agrees_with_the_manifest():
    for line in product_lines():
        product = read(line).product
        if "cn_min" in line:
            prices = [
                sku.price.amount
                for sku in product.skus
                if sku.salable and sku.stock and sku.warehouse and sku.warehouse.country == "CN"
            ]
            assert (min(prices), max(prices)) == (line["cn_min"], line["cn_max"]), line["file"]


@pytest.mark.parametrize("share", [0.2, 0.5, 0.9])
def test_a_sample_cut_off_is_never_a_product_nor_an_error(share):
    for line in lines():
        content = shared("aliexpress", "samples", *line["file"].split("/")).read_bytes()
        reading = read_page(content[: int(len(content) * share)])
        if reading.product is None:
            continue
        whole = read_page(content)
        if reading.product.skus:  # cut behind the data: then it is the same product
            assert reading == whole, line["file"]
        else:  # only what it says for others to show was left
            assert "skus" in reading.missing, line["file"]
            assert reading.product.page_id == whole.product.page_id, line["file"]
            short, title = reading.product.title.casefold(), whole.product.title.casefold()
            assert short[:40] == title[:40], line["file"]
