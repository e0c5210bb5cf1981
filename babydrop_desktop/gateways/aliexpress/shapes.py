"""Knows each generation of product data by the parts that it holds."""

from collections.abc import Iterator

from babydrop_desktop.domain.supplier_product import Generation, Outcome
from babydrop_desktop.gateways.aliexpress import strict_json
from babydrop_desktop.gateways.aliexpress.found import Found, product, unreadable
from babydrop_desktop.gateways.aliexpress.json_ld import product_among
from babydrop_desktop.gateways.aliexpress.lists import Node, at, is_true, node, whole
from babydrop_desktop.gateways.aliexpress.ru_tree import has_product
from babydrop_desktop.gateways.aliexpress.texts import plain

_A2 = {
    "titleModule", "skuModule", "commonModule", "priceModule", "redirectModule", "actionModule",
    "imageModule", "quantityModule",
}  # fmt: skip
_B = {
    "productInfoComponent", "skuComponent", "priceComponent", "currencyComponent",
    "itemStatusComponent", "redirectComponent", "imageComponent", "inventoryComponent",
}  # fmt: skip
_D = {
    "PRODUCT_TITLE", "SKU", "PRICE", "HEADER_IMAGE_PC", "SHOP_CARD_PC", "QUANTITY_PC",
    "PRODUCT_PROP_PC",
}  # fmt: skip
_WRAPPERS = {
    "data", "result", "runParams", "window.runParams", "lifeCycleEventList", "resp_result", "body",
    "response", "gopResponseBody", "res", "payload", "props",
}  # fmt: skip
_DEEPEST_WRAPPER = 5
_MOST_EVENTS = 20
_FINE = {"", "OK", "SUCCESS", "0", "200"}
_OFF_SALE = {"offline", "deleted"}
_GONE = ("NOT_EXIST", "NOT_FOUND", "OFFLINE", "DELETE", "REMOVED")


def recognise_data(value: object) -> Found | None:
    """Name the product data in parsed JSON, however it is wrapped; None where there is none."""
    for layer in _layers(value, _DEEPEST_WRAPPER):
        for shape in (_a2, _b, _d, _a3, _e, _f):
            if found := shape(layer):
                return found
    return _json_ld(value)


def _layers(value: object, deeper: int) -> Iterator[Node]:
    value = _first(_parsed(value))
    if not isinstance(value, dict):
        return
    yield value
    if deeper:
        for key, inner in value.items():
            if key in _WRAPPERS or key.endswith("_response"):
                yield from _layers(inner, deeper - 1)


def _parsed(value: object) -> object:
    """Give what a text holds that is itself JSON: some tools keep a reply so."""
    if not isinstance(value, str) or value[:1] != "{":
        return value
    try:
        return strict_json.loads(value)
    except strict_json.BadJson:
        return None


def _first(value: object) -> object:
    # One element may stand in a list; lists become objects in console exports (FACTS, trap 2).
    if isinstance(value, list) and 0 < len(value) <= _MOST_EVENTS:
        return value[0]
    if isinstance(value, dict) and "0" in value and all(key.isdigit() for key in value):
        return value["0"]
    return value


def _a2(layer: Node) -> Found | None:
    if not _A2 & layer.keys():
        return None
    title = at(layer, "titleModule", "subject")
    status = at(layer, "actionModule", "itemStatus")
    ended = _ended(node(layer, "redirectModule"), title, status, Generation.A2)
    return ended or product(Generation.A2, layer)


def _b(layer: Node) -> Found | None:
    if not _B & layer.keys():
        return None
    title = at(layer, "productInfoComponent", "subject")
    status = at(layer, "itemStatusComponent", "status")
    ended = _ended(node(layer, "redirectComponent"), title, status, Generation.B)
    return ended or product(Generation.B, layer)


def _ended(redirect: Node, title: object, status: object, generation: Generation) -> Found | None:
    code = plain(redirect.get("code")).upper()
    if is_true(redirect.get("bigBossBan")) or "BAN" in code or "REGION" in code:
        return Found(Outcome.REGION_UNAVAILABLE, generation, note=code)
    if code not in _FINE:
        return Found(Outcome.REMOVED, generation, note=code)
    # Status 1 is also seen on pages that can be bought; without a title it means gone.
    if whole(status) and not plain(title):
        return Found(Outcome.REMOVED, generation)
    return None


def _d(layer: Node) -> Found | None:
    world = node(layer, "GLOBAL_DATA", "globalData")
    has_parts = any(isinstance(layer.get(key), dict) for key in _D)
    if not world and not has_parts:
        return None
    code = plain(world.get("errorCode") or layer.get("errorCode")).upper()
    if "SITEM_BAN" in code or is_true(world.get("bigBossBan")):
        return Found(Outcome.REGION_UNAVAILABLE, Generation.D, note=code)
    if any(word in code for word in _GONE):
        return Found(Outcome.REMOVED, Generation.D, note=code)
    if not has_parts:
        return unreadable(code, "title", "skus", "currency", generation=Generation.D)
    return product(Generation.D, layer)


def _a3(layer: Node) -> Found | None:
    parts = node(layer, "data")
    if "hierarchy" not in layer or not parts:
        return None
    has_fields = any("fields" in part for part in parts.values() if isinstance(part, dict))
    return product(Generation.A3, layer) if has_fields else None


def _e(layer: Node) -> Found | None:
    if "ae_item_base_info_dto" not in layer:
        return None
    status = plain(at(layer, "ae_item_base_info_dto", "product_status_type")).lower()
    if status in _OFF_SALE:
        return Found(Outcome.REMOVED, Generation.E, note=status)
    return product(Generation.E, layer)


def _f(layer: Node) -> Found | None:
    info = node(layer, "skuInfo")
    if "priceList" in info or "propertyList" in info:
        return product(Generation.F, layer)
    if "widgets" in layer and has_product(layer):
        return product(Generation.F, layer)
    return None


def _json_ld(value: object) -> Found | None:
    entry = product_among(value)
    return product(Generation.FALLBACK, entry) if entry is not None else None
