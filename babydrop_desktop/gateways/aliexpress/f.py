"""Reads aliexpress.ru: the tree in `__AER_DATA__`, and the product's own part of it alone."""

import re
from decimal import Decimal

from babydrop_desktop.domain.supplier_product import (
    MOST_ROWS,
    SHIPS_FROM,
    Generation,
    Reading,
)
from babydrop_desktop.gateways.aliexpress.amounts import currency_code
from babydrop_desktop.gateways.aliexpress.lists import Node, at, decimal, digits, items, node, nodes
from babydrop_desktop.gateways.aliexpress.options import attributes
from babydrop_desktop.gateways.aliexpress.page import Page
from babydrop_desktop.gateways.aliexpress.product import MOST_AXES, Facts, reading_of
from babydrop_desktop.gateways.aliexpress.quoted_for import country_of_page
from babydrop_desktop.gateways.aliexpress.ru_tree import has_product, props_in
from babydrop_desktop.gateways.aliexpress.shown import read_other
from babydrop_desktop.gateways.aliexpress.texts import plain
from babydrop_desktop.gateways.aliexpress.warehouses import country_of_name, is_ships_from

LONGEST_JOIN = 1_000
_STORE = re.compile(r"aliexpress\.(?:ru|com)/store/([0-9]{3,15})")
_PICTURES = ("imageUrl", "imageMainUrl", "image", "imgUrl", "previewUrl")


def read(data: Node, page: Page) -> Reading:
    """Read `data` (FACTS §1, column F). UNREADABLE with what is missing where it is not whole.

    The product's own part holds neither pictures nor store: those are other widgets of the tree.
    """
    if not has_product(data):
        return read_other({}, page, kind=Generation.F)  # the tree of a page that is filled in later
    props = props_in(data)
    main = _main(props, page.item_id)
    page_id = digits(main.get("id"), main.get("itemId"), main.get("productId")) or page.item_id
    info, store = node(main, "skuInfo"), _store(props)
    # One more than may be: the product is then refused with its number of rows or options.
    prices = nodes(info.get("priceList"))
    axes = _Axes(nodes(info.get("propertyList"))[: MOST_AXES + 1], prices[: MOST_ROWS + 1])
    return reading_of(
        Facts(
            page_id=page_id,
            title=main.get("name") or _of_item(props, page_id, "name"),
            currency=currency_code(*(at(row, "amount", "currency") for row in prices)),
            axis_list=axes.listed(),
            rows=prices if len(prices) > MOST_ROWS else [axes.row(row) for row in prices],
            pictures=_pictures(main.get("gallery") or _of_item(props, page_id, "gallery")),
            store_id=_store_id(store),
            store_name=store.get("name"),
            store_url=store.get("url"),
            country=country_of_page(page),
            rating=_rating(props),
        ),
        Generation.F,
    )


def _main(props: list[Node], wanted: str) -> Node:
    found = [one for one in props if items(at(one, "skuInfo", "priceList"))]
    named = (one for one in found if wanted and digits(one.get("id")) == wanted)
    return next(named, found[0] if found else {})


def _of_item(props: list[Node], page_id: str, key: str) -> object:
    """Give what another widget tells of the same item; of any item where none is named."""
    told = [one for one in props if one.get(key) and ("gallery" in one or "skuInfo" in one)]
    named = (one for one in told if page_id and digits(one.get("id")) == page_id)
    return next(named, next((one for one in told if not digits(one.get("id"))), {})).get(key)


def _pictures(gallery: object) -> list[object]:
    found = [next((one[key] for key in _PICTURES if one.get(key)), None) for one in nodes(gallery)]
    return [*found, *(one for one in items(gallery) if isinstance(one, str))]


def _store(props: list[Node]) -> Node:
    return next((one for one in props if one.get("name") and _store_id(one)), {})


def _store_id(store: Node) -> str:
    found = _STORE.search(str(store.get("url"))[:500])
    return found.group(1) if found else ""


def _rating(props: list[Node]) -> Decimal | None:
    for one in props:
        told = at(one, "analyticEvents", "viewWidgetReview", "trackingInfo", "overallRating")
        if rating := decimal(plain(told).replace(",", ".")):
            return rating
    return None


class _Axes:
    """The option lists of aliexpress.ru, joined to its rows by `skuPropIds` (FACTS, trap 5).

    Its ids are its own. Only the warehouse is given its global id, which a row's skuAttr holds.
    """

    def __init__(self, axes: list[Node], rows: list[Node]) -> None:
        self._ids = [digits(axis.get("id")) or str(n) for n, axis in enumerate(axes, start=1)]
        self._axes = axes
        self._values = [
            {found: value for value in nodes(axis.get("values")) if (found := _id(value.get("id")))}
            for axis in axes
        ]
        self._places = {id(row): _place_of(row) for row in rows}
        self._chosen = {id(row): self._choice(row) for row in rows}
        self._warehouse = self._find_warehouse(rows)
        self._global: dict[str, str] = {}
        if self._warehouse is not None:
            self._ids[self._warehouse] = SHIPS_FROM
            self._global = self._joined(self._warehouse, rows) or {}

    def _choice(self, row: Node) -> dict[int, str]:
        """Which value of each axis a row stands for, by the axis' place."""
        joined = plain(row.get("skuPropIds"))[:LONGEST_JOIN]
        waiting = [part.strip() for part in re.split(r"[,;]", joined)]
        chosen: dict[int, str] = {}
        for number, values in enumerate(self._values):
            value = next((part for part in waiting if part in values), None)
            if value is not None:
                chosen[number] = value
                waiting.remove(value)
        return chosen

    def _find_warehouse(self, rows: list[Node]) -> int | None:
        """Find the axis that is "Ships From": by its name, else by the rows' attributes."""
        for number, axis in enumerate(self._axes):
            named = is_ships_from({"skuPropertyName": axis.get("name")})
            if named or self._ids[number] == SHIPS_FROM:
                return number
        fitting = [n for n in range(len(self._axes)) if self._joined(n, rows)]
        if len(fitting) == 1:
            return fitting[0]
        return next((n for n in fitting if self._names_countries(n)), None)

    def _joined(self, number: int, rows: list[Node]) -> dict[str, str] | None:
        """Give the global warehouse id of each of the axis' values; None where it does not fit."""
        found: dict[str, str] = {}
        for row in rows:
            place, value = self._places[id(row)], self._chosen[id(row)].get(number)
            if place is None or value is None or found.setdefault(value, place) != place:
                return None
        return found if found and len(set(found.values())) == len(found) else None

    def _names_countries(self, number: int) -> bool:
        values = self._values[number].values()
        return bool(values) and all(
            country_of_name(value.get("displayName")) or country_of_name(value.get("name"))
            for value in values
        )

    def listed(self) -> list[Node]:
        """Give the option lists in the shape that pages have."""
        return [
            {
                "skuPropertyId": self._ids[number],
                "skuPropertyName": axis.get("name"),
                "skuPropertyValues": [
                    self._value(number, identity, value)
                    for identity, value in self._values[number].items()
                ],
            }
            for number, axis in enumerate(self._axes)
        ]

    def _value(self, number: int, identity: str, value: Node) -> Node:
        return {
            "propertyValueId": self._id_of(number, identity),
            "propertyValueDisplayName": value.get("displayName"),
            "propertyValueName": value.get("name"),
            "skuPropertyImagePath": next((value[k] for k in _PICTURES if value.get(k)), None),
        }

    def _id_of(self, number: int, identity: str) -> str:
        return self._global.get(identity, identity) if number == self._warehouse else identity

    def row(self, row: Node) -> Node:
        """Give one row in the shape that pages have; its own skuAttr is what an order names."""
        chosen = self._chosen[id(row)].items()
        pairs = [(self._ids[n], self._id_of(n, value)) for n, value in chosen]
        place = self._places[id(row)]
        if place and self._warehouse is None:
            pairs.append((SHIPS_FROM, place))
        attribute = row.get("skuAttr")
        return {
            "skuIdStr": digits(row.get("skuId"), row.get("skuIdStr")),
            "skuAttr": ";".join(f"{axis}:{value}" for axis, value in pairs),
            "orderAttr": attribute if isinstance(attribute, str) else "",
            "salable": row.get("salable"),
            "skuVal": {
                "availQuantity": row.get("availQuantity"),
                "skuAmount": row.get("amount"),
                "skuActivityAmount": row.get("activityAmount"),
            },
        }


def _id(value: object) -> str:
    text = plain(value)
    return text if re.fullmatch(r"-?[1-9][0-9]{0,17}", text) else ""


def _place_of(row: Node) -> str | None:
    found = attributes(plain(row.get("skuAttr")))
    return next((a.value_id for a in found if a.axis_id == SHIPS_FROM), None)
