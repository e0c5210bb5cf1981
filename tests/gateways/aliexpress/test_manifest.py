"""Runs the readers over the samples of real pages, where they are."""

import json
from decimal import Decimal

import pytest

from babydrop_desktop.domain.supplier_product import Generation, Outcome
from babydrop_desktop.gateways.aliexpress.read import READERS, read_page
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
    low, high = product.price_range()
    list_low, list_high = product.list_price_range()
    return {
        "product_id": product.page_id,
        "canonical_id": product.canonical_id,
        "title": product.title,
        "currency": product.currency,
        "price_min": low.amount,
        "price_max": high.amount,
        "list_min": list_low.amount,
        "list_max": list_high.amount,
        "skus": len(product.skus),
        "variants": product.variant_count,
        "images": len(product.pictures),
        "stock": product.total_stock,
        "store": product.store.name,
        "store_id": int(product.store.id),
        "category": int(product.category_id),
        "orders": product.orders,
        "specs": len(product.attributes),
        "warehouses": len({sku.warehouse.id for sku in product.skus if sku.warehouse}),
    }


def test_every_sample_of_a_readable_generation_agrees_with_the_manifest():
    checked = 0
    for line in lines():
        if line["outcome"] != "product" or generation_of(line) not in READERS:
            continue
        reading = read(line)
        assert (reading.outcome, reading.generation) == (Outcome.PRODUCT, generation_of(line))
        facts = facts_of(reading.product)
        wanted = {key: line[key] for key in facts if key in line}
        assert {key: facts[key] for key in wanted} == wanted, line["file"]
        axes = [[axis.name, len(axis.values)] for axis in reading.product.axes]
        ships_from = [pair for pair in line["props"] if pair not in axes]
        assert [pair for pair in line["props"] if pair in axes] == axes
        assert [count for _, count in ships_from] == (
            [facts["warehouses"]] if facts["warehouses"] else []
        )
        checked += 1
    assert checked > 15


def test_the_price_from_china_agrees_with_the_manifest():
    for line in lines():
        if line["outcome"] != "product" or generation_of(line) not in READERS:
            continue
        product = read(line).product
        prices = [
            sku.price.amount
            for sku in product.skus
            if sku.salable and sku.stock and sku.warehouse and sku.warehouse.country == "CN"
        ]
        if "cn_min" in line:
            assert (min(prices), max(prices)) == (line["cn_min"], line["cn_max"]), line["file"]


def test_every_other_sample_has_its_outcome_and_its_generation_named():
    for line in lines():
        if line["outcome"] == "product" and generation_of(line) in READERS:
            continue
        reading = read(line)
        assert reading.product is None
        if line["outcome"] == "product":
            got = (reading.outcome, reading.generation)
            assert got == (Outcome.UNREADABLE, generation_of(line)), line["file"]
        else:
            assert reading.outcome == line["outcome"], line["file"]
        if line["outcome"] == "api_error":
            assert reading.note


@pytest.mark.parametrize("share", [0.2, 0.5, 0.9])
def test_a_sample_cut_off_is_never_a_product_nor_an_error(share):
    for line in lines():
        content = shared("aliexpress", "samples", *line["file"].split("/")).read_bytes()
        reading = read_page(content[: int(len(content) * share)])
        if reading.product is not None:  # cut behind the data: then it is the same product
            assert reading == read_page(content)
