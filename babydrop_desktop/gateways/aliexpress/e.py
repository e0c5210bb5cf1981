"""Reads the official API's answer to `ds.product.get`, in the live and the documented form."""

import html
import re

from babydrop_desktop.domain.supplier_product import Generation, Reading
from babydrop_desktop.gateways.aliexpress import strict_json
from babydrop_desktop.gateways.aliexpress.amounts import currency_code
from babydrop_desktop.gateways.aliexpress.lists import (
    Node,
    at,
    decimal,
    digits,
    items,
    listed,
    node,
    nodes,
    whole,
)
from babydrop_desktop.gateways.aliexpress.options import attributes
from babydrop_desktop.gateways.aliexpress.page import Page
from babydrop_desktop.gateways.aliexpress.product import Facts, reading_of
from babydrop_desktop.gateways.aliexpress.quoted_for import country_code
from babydrop_desktop.gateways.aliexpress.texts import plain
from babydrop_desktop.gateways.aliexpress.warehouses import value_id

MOST_MODULES = 200
_STOCKS = ("sku_available_stock", "s_k_u_available_stock", "ipm_sku_stock")


def read(data: Node, page: Page) -> Reading:
    """Read `data` (FACTS §1, column E). UNREADABLE with what is missing where it is not whole.

    Shipping is another question to the API; it is unknown here.
    """
    base, store = node(data, "ae_item_base_info_dto"), node(data, "ae_store_info")
    rows_told = listed(data.get("ae_item_sku_info_dtos"), "ae_item_sku_info_d_t_o")
    rows = [_row(sku) for sku in rows_told]
    converted = at(data, "product_id_converter_result", "main_product_id")
    return reading_of(
        Facts(
            page_id=digits(base.get("product_id"), converted) or page.item_id,
            title=base.get("subject"),
            # Never the base's own: that is the seller's (FACTS, trap 7).
            currency=currency_code(*(sku.get("currency_code") for sku in rows_told)),
            axis_list=_axes(rows_told),
            rows=rows,
            pictures=_pictures(node(data, "ae_multimedia_info_dto").get("image_urls")),
            store_id=digits(store.get("store_id")),
            store_name=store.get("store_name"),
            country=country_code(at(data, "logistics_info_dto", "ship_to_country")),
            description_html=_description(base),
            attributes=[
                {"attrName": pair.get("attr_name"), "attrValue": pair.get("attr_value")}
                for pair in listed(data.get("ae_item_properties"), "ae_item_property")
            ],
            category_id=digits(base.get("category_id")),
            rating=decimal(base.get("avg_evaluation_rating")),
            orders=base.get("sales_count"),
            weight_kg=decimal(at(data, "package_info_dto", "gross_weight")),
        ),
        Generation.E,
    )


def _row(sku: Node) -> Node:
    """Give one SKU in the shape that pages have."""
    currency = sku.get("currency_code")
    stock = next((found for key in _STOCKS if (found := whole(sku.get(key))) is not None), None)
    return {
        "skuIdStr": digits(sku.get("sku_id")),
        "skuAttr": _attribute(sku),
        "skuVal": {
            "availQuantity": stock,
            "skuAmount": {"value": _bare(sku.get("sku_price")), "currency": currency},
            "skuActivityAmount": {
                "value": _bare(sku.get("offer_sale_price")),
                "currency": currency,
            },
        },
    }


def _bare(value: object) -> object:
    return value.strip("\" '") if isinstance(value, str) else value


def _attribute(sku: Node) -> str:
    for key in ("sku_attr", "id"):
        given = sku.get(key)
        if isinstance(given, str) and attributes(given):
            return given
    pairs = [(_axis_id(option), _value(option)) for option in _options(sku)]
    return ";".join(
        f"{axis}:{value_id(value)}" for axis, value in pairs if axis and value_id(value)
    )


def _options(sku: Node) -> list[Node]:
    return listed(sku.get("ae_sku_property_dtos"), "ae_sku_property_d_t_o")


def _axis_id(option: Node) -> str:
    return digits(option.get("sku_property_id"))


def _value(option: Node) -> Node:
    return {
        "propertyValueId": option.get("property_value_id"),
        "propertyValueDefinitionName": option.get("property_value_definition_name"),
        "propertyValueName": option.get("sku_property_value"),
        "skuPropertyImagePath": option.get("sku_image"),
    }


def _axes(skus: list[Node]) -> list[Node]:
    """Gather the option lists from the SKUs: each axis and value as it first comes."""
    axes: dict[str, Node] = {}
    values: dict[str, dict[str, Node]] = {}
    for option in (option for sku in skus for option in _options(sku)):
        axis, value = _axis_id(option), _value(option)
        identity = value_id(value)
        if not axis or not identity:
            continue
        named = {"skuPropertyId": axis, "skuPropertyName": option.get("sku_property_name")}
        axes.setdefault(axis, named)
        kept = values.setdefault(axis, {}).setdefault(identity, value)
        kept["skuPropertyImagePath"] = kept["skuPropertyImagePath"] or option.get("sku_image")
    return [
        {**made, "skuPropertyValues": list(values[axis].values())} for axis, made in axes.items()
    ]


def _pictures(value: object) -> list[object]:
    if isinstance(value, str):
        return [part for part in re.split(r"[;\s]|,(?=https?:|//)", value) if part]
    return items(value)


def _description(base: Node) -> str | None:
    """Give the description as HTML: `detail`, else what `mobile_detail` says in words."""
    for key in ("detail", "mobile_detail"):
        text = base.get(key)
        if isinstance(text, str) and text.strip()[:1] == "<":
            return text
    try:
        told = strict_json.loads(str(base.get("mobile_detail") or ""))
    except strict_json.BadJson:
        return None
    words = (plain(_words(module)) for module in nodes(node(told).get("moduleList"))[:MOST_MODULES])
    return "".join(f"<p>{html.escape(text)}</p>" for text in words if text) or None


def _words(module: Node) -> object:
    return at(module, "data", "content") or module.get("content") or module.get("text")
