"""Turns a judged draft into the rows of the shop: one product, whole, or nothing."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from babydrop_desktop.db import catalog, imports
from babydrop_desktop.db.ids import new_id
from babydrop_desktop.db.imports import ProductRows
from babydrop_desktop.domain import skus
from babydrop_desktop.domain.draft import Draft, DraftVariant
from babydrop_desktop.domain.files import StoredPicture
from babydrop_desktop.domain.item_address import item_url
from babydrop_desktop.domain.money import cents
from babydrop_desktop.domain.picture_url import picture_key, url_of
from babydrop_desktop.domain.pricing import PriceBreakdown
from babydrop_desktop.errors import Refused

MOST_STOCK = 2_147_483_647  # the storefront's column is a 32-bit integer


@dataclass(frozen=True, slots=True)
class Saving:
    """What the rows need beside the draft: ids, times, who, and what was fetched.

    `kept` are all pictures that are here, by the supplier's address: those of options too.
    """

    product_id: str
    now: datetime
    person: str
    pictures: tuple[StoredPicture, ...]
    description: str
    kept: Mapping[str, StoredPicture] = field(default_factory=dict)


def save(session: Session, draft: Draft, saving: Saving) -> str:
    """Write the product in one bulk insert for each table; its SKU.

    Raises Refused: a check's code where it blocks the draft, "duplicate" where the item is
    in the catalog by now, "sku_taken" where its numbers are.
    """
    refuse_blocked(draft)
    if draft.price is None or draft.category is None:
        raise TypeError("a draft that nothing blocks has a price and a category")
    claimed = imports.claim_item(session, draft.product.canonical_id, saving.product_id)
    if claimed != saving.product_id:
        raise _duplicate(claimed, draft.sku)
    slug = _free_slug(session, draft)
    numbers = [variant.sku for variant in draft.chosen]
    if catalog.taken_variants(session, numbers):
        long = skus.long_product_sku(draft.product.canonical_id)
        numbers = [long + number.removeprefix(draft.sku) for number in numbers]
        if catalog.taken_variants(session, numbers):
            raise Refused(
                f"Other variants of the shop have the SKUs {long}-… already. Change those first.",
                reason="sku_taken",
                sku=long,
            )
    store = draft.product.store
    supplier = imports.supplier_id(
        session,
        store.id or f"item-{draft.product.canonical_id}",
        store.name or "Unknown store",
        store.url,
        saving.now,
    )
    rows = _Rows(draft, saving, draft.price, supplier, slug, numbers)
    imports.insert_product(session, rows.all(draft.category.id))
    return draft.sku


def _duplicate(product_id: str, sku: str) -> Refused:
    """The refusal of an item that is a product of the shop already."""
    return Refused(
        f"This item is in your catalog already, as {sku}.",
        reason="duplicate",
        product=product_id,
        sku=sku,
    )


def refuse_blocked(draft: Draft) -> None:
    """Raise Refused with the worst check's reason where a check blocks the draft."""
    if draft.importable:
        return
    worst = draft.checks[0]
    facts = {"check": worst.code.value, **worst.facts}
    reason = facts.pop("reason", worst.code.value)
    raise Refused(f"{worst.sentence().rstrip('.')}.", reason=reason, **facts)


def _free_slug(session: Session, draft: Draft) -> str:
    whole = f"{draft.slug.rsplit('-', 1)[0]}-{draft.product.canonical_id}"
    taken = catalog.taken(session, [], [draft.slug, whole])
    free = next((slug for slug in (draft.slug, whole) if slug not in taken), None)
    return free or f"{whole}-{new_id()[-6:]}"


@dataclass(frozen=True, slots=True)
class _Rows:
    """Makes the rows of one product."""

    draft: Draft
    saving: Saving
    price: PriceBreakdown
    supplier: str
    slug: str
    numbers: list[str]

    def all(self, category_id: str) -> ProductRows:
        """Rows for every table."""
        variants = [(new_id(), new_id(), variant) for variant in self.draft.chosen]
        source_id = new_id()
        return ProductRows(
            product=self._product(category_id),
            variants=[
                self._variant(variant_id, number, variant)
                for (variant_id, _, variant), number in zip(variants, self.numbers, strict=True)
            ],
            inventory=[self._inventory(variant_id, variant) for variant_id, _, variant in variants],
            images=self._images([(variant_id, one) for variant_id, _, one in variants]),
            prices=[self._first_price(variant_id) for variant_id, _, _ in variants],
            source=self._source(source_id, category_id),
            source_variants=[
                self._row(row_id, source_id, variant) for _, row_id, variant in variants
            ],
            mappings=[
                {
                    "variant_id": variant_id,
                    "source_variant_id": row_id,
                    "ali_express_sku": variant.row.sku_id,
                    "label": variant.supplier_label,
                }
                for variant_id, row_id, variant in variants
            ],
        )

    def _product(self, category_id: str) -> dict[str, Any]:
        draft, selling = self.draft, self.draft.for_sale
        return {
            "id": self.saving.product_id,
            "name": draft.title,
            "slug": self.slug,
            "description": self.saving.description or None,
            "short_description": draft.meta_description,
            "base_price": self.price.price,
            "cost_price": self.price.cost,
            "sku": draft.sku,
            "category_id": category_id,
            "tags": draft.tags,
            "is_active": selling,
            "meta_title": draft.meta_title,
            "meta_description": draft.meta_description,
            "meta_keywords": ", ".join(draft.tags),
            "updated_at": self.saving.now,
            "published_at": self.saving.now if selling else None,
        }

    def _variant(self, variant_id: str, number: str, variant: DraftVariant) -> dict[str, Any]:
        return {
            "id": variant_id,
            "product_id": self.saving.product_id,
            "name": variant.name,
            "size": variant.size,
            "color": variant.color,
            "price": self.price.price,
            "sku": number,
            "weight": float(self.draft.product.weight_kg) if self.draft.product.weight_kg else None,
            "updated_at": self.saving.now,
        }

    def _inventory(self, variant_id: str, variant: DraftVariant) -> dict[str, Any]:
        pieces = _pieces(variant) or 0
        return {
            "id": new_id(),
            "variant_id": variant_id,
            "quantity": pieces,
            "available": pieces,
            "updated_at": self.saving.now,
        }

    def _images(self, variants: list[tuple[str, DraftVariant]]) -> list[dict[str, Any]]:
        """The product's pictures, then each variant's own: what is shown is what is sold."""
        own = [
            (variant_id, self.saving.kept[one.picture])
            for variant_id, one in variants
            if one.picture and one.picture in self.saving.kept
        ]
        shown = [(None, picture) for picture in self.saving.pictures]
        return [
            self._image(place, picture, variant_id)
            for place, (variant_id, picture) in enumerate([*shown, *own])
        ]

    def _image(self, place: int, picture: StoredPicture, variant_id: str | None) -> dict[str, Any]:
        return {
            "id": new_id(),
            "product_id": self.saving.product_id,
            "variant_id": variant_id,
            "url": url_of(picture.sha256),
            "alt_text": self.draft.title,
            "width": picture.width,
            "height": picture.height,
            "sort_order": place,
            "is_primary": place == 0 and variant_id is None,
        }

    def _first_price(self, variant_id: str) -> dict[str, Any]:
        return {
            "id": new_id(),
            "product_id": self.saving.product_id,
            "variant_id": variant_id,
            "old_price": self.price.price,
            "new_price": self.price.price,
            "reason": "import",
            "changed_by": self.saving.person,
        }

    def _source(self, source_id: str, category_id: str) -> dict[str, Any]:
        draft, product = self.draft, self.draft.product
        single = draft.chosen[0].row.sku_id if len(draft.variants) == 1 else None
        dearest = draft.dearest
        some_out = any(variant.sold_out for variant in draft.variants)
        return {
            "id": source_id,
            "sanity_product_id": self.saving.product_id,
            "product_slug": self.slug,
            "ali_express_product_id": product.canonical_id,
            "ali_express_url": item_url(product.canonical_id),
            "ali_express_sku": single,
            "supplier_id": self.supplier,
            "original_price": cents(dearest.quoted.amount) if dearest and dearest.quoted else 0,
            "original_currency": product.currency,
            "category_id": category_id,
            "original_image_urls": product.pictures,
            "last_synced_at": product.read_at or self.saving.now,
            "source_status": "ACTIVE",
            "inventory_status": "LOW_STOCK" if some_out else "AVAILABLE",
            "variant_mapping": {
                number: {
                    "aliExpressSku": variant.row.sku_id,
                    "aliExpressVariantName": variant.supplier_label,
                }
                for number, variant in zip(self.numbers, draft.chosen, strict=True)
            },
            "updated_at": self.saving.now,
        }

    def _row(self, row_id: str, source_id: str, variant: DraftVariant) -> dict[str, Any]:
        row, place = variant.row, variant.row.warehouse
        return {
            "id": row_id,
            "product_source_id": source_id,
            "canonical_id": self.draft.product.canonical_id,
            "sku_id": row.sku_id,
            "sku_attr": row.sku_attr,
            "labels": [list(label) for label in variant.labels],
            "warehouse_id": place.id if place else None,
            "warehouse_name": place.name if place else None,
            "ships_from": place.country if place else None,
            "cost": cents(variant.quoted.amount) if variant.quoted else 0,
            "list_price": cents(row.list_price.amount) if row.list_price else None,
            "sale_price": cents(row.price.amount) if row.price else None,
            "currency": self.draft.product.currency,
            "stock": _pieces(variant),
            "picture_url": variant.supplier_picture,
            "picture_key": picture_key(variant.supplier_picture)
            if variant.supplier_picture
            else None,
            "seen_at": self.draft.product.read_at or self.saving.now,
        }


def _pieces(variant: DraftVariant) -> int | None:
    return None if variant.stock is None else min(variant.stock, MOST_STOCK)
