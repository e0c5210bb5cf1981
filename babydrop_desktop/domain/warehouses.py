"""Chooses the one warehouse that a product is bought from, and the rows it offers there.

AliExpress sells the same option from several warehouses at different prices. A shop variant is
bought from exactly one: the owner's choice, else the country that the shop ships from (China where
nothing else is set), else the one with most combinations in stock (facts on AliExpress, counting
rule 1). The country counts only while something is left there.
"""

from dataclasses import dataclass

from babydrop_desktop.domain.supplier_product import SupplierProduct, SupplierSku, Warehouse
from babydrop_desktop.errors import Refused

CHINA = "CN"


@dataclass(frozen=True, slots=True)
class WarehouseOffer:
    """What one warehouse sells. `warehouse` is None where the page names no warehouse at all.

    `rows` has one row for each option combination, in the page's order; `in_stock` counts those
    that are not known to be sold out.
    """

    warehouse: Warehouse | None
    rows: tuple[SupplierSku, ...]
    in_stock: int

    @property
    def id(self) -> str:
        """The warehouse's id, "" where the page names none."""
        return self.warehouse.id if self.warehouse else ""


def sold_out(sku: SupplierSku) -> bool:
    """Whether a row is known to be gone. Unknown stock is not sold out."""
    return sku.stock == 0 or not sku.salable


def offers(product: SupplierProduct) -> tuple[WarehouseOffer, ...]:
    """What each warehouse of the product sells, in the page's order."""
    found: dict[str, tuple[Warehouse | None, dict[tuple[tuple[str, str], ...], SupplierSku]]] = {}
    for sku in product.skus:
        key = sku.warehouse.id if sku.warehouse else ""
        _, rows = found.setdefault(key, (sku.warehouse, {}))
        rows.setdefault(sku.choice, sku)
    return tuple(
        WarehouseOffer(place, tuple(rows.values()), sum(not sold_out(row) for row in rows.values()))
        for place, rows in found.values()
    )


def choose(
    product: SupplierProduct, wanted: str | None = None, *, ships_from: str = CHINA
) -> WarehouseOffer:
    """The warehouse to buy from, by the rule above; `wanted` is the owner's choice (its id).

    `ships_from` is a country (ISO 3166-1 alpha-2). A product whose rows are unknown has an offer
    without rows.

    Raises Refused: "sold_out" where every row of every warehouse is gone, "warehouse_gone" where
    the owner's choice is not on the page.
    """
    found = offers(product)
    if not found:
        return WarehouseOffer(None, (), 0)
    if not any(offer.in_stock for offer in found):
        raise Refused(
            "Every variant is sold out at the supplier. Try again when it is back, or find the "
            "product at another supplier.",
            reason="sold_out",
        )
    if wanted is not None:
        for offer in found:
            if offer.id == wanted:
                return offer
        raise Refused(
            "The chosen warehouse is not on this page any more. Choose another one.",
            reason="warehouse_gone",
            warehouse=wanted,
        )
    for offer in found:
        if offer.warehouse and offer.warehouse.country == ships_from and offer.in_stock:
            return offer
    return max(found, key=lambda offer: offer.in_stock)
