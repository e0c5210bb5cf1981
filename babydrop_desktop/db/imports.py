"""Puts one imported product into the shop: one bulk insert for each table, in one transaction."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import insert, select, update
from sqlalchemy.orm import Session

from babydrop_desktop.db.ids import new_id
from babydrop_desktop.db.ours import (
    ImportedItem,
    PictureFile,
    SourceVariant,
    VariantMapping,
)
from babydrop_desktop.db.storefront import (
    ImportJob,
    Inventory,
    PriceHistory,
    Product,
    ProductImage,
    ProductSource,
    Supplier,
    Variant,
)
from babydrop_desktop.domain.files import StoredPicture

Values = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class ProductRows:
    """Everything that one import writes, as mappings of the models' attributes."""

    product: Values
    variants: Sequence[Values]
    inventory: Sequence[Values]
    images: Sequence[Values]
    prices: Sequence[Values]
    source: Values
    source_variants: Sequence[Values]
    mappings: Sequence[Values]


def insert_product(session: Session, rows: ProductRows) -> None:
    """Write all rows of one product. One statement for each table."""
    for model, values in (
        (Product, [rows.product]),
        (Variant, rows.variants),
        (Inventory, rows.inventory),
        (ProductImage, rows.images),
        (PriceHistory, rows.prices),
        (ProductSource, [rows.source]),
        (SourceVariant, rows.source_variants),
        (VariantMapping, rows.mappings),
    ):
        if values:
            # One statement a table: without the option rows with and without a value go apart.
            statement = insert(model).execution_options(render_nulls=True)
            session.execute(statement, [dict(value) for value in values])


def insert_once(
    session: Session,
    model: type[Any],
    values: Sequence[Values],
    keys: Sequence[str],
) -> None:
    """Insert what is not there yet by its unique `keys`; what is there stays as it is."""
    if not values:
        return
    if session.get_bind().dialect.name == "postgresql":
        from sqlalchemy.dialects.postgresql import insert as insert_new  # noqa: PLC0415 (start-up)
    else:
        from sqlalchemy.dialects.sqlite import (  # type: ignore[assignment]  # noqa: PLC0415
            insert as insert_new,
        )
    columns = [getattr(model, key) for key in keys]
    session.execute(
        insert_new(model).on_conflict_do_nothing(index_elements=columns),
        [dict(value) for value in values],
    )


def supplier_id(
    session: Session, ali_express_id: str, name: str, url: str | None, now: datetime
) -> str:
    """The id of the supplier with this store number; made where the shop does not know it."""
    asked = select(Supplier.id).where(Supplier.ali_express_id == ali_express_id)
    known: str | None = session.scalar(asked)
    if known is not None:
        return known
    values = {
        "id": new_id(),
        "ali_express_id": ali_express_id,
        "name": name,
        "store_url": url,
        "updated_at": now,
    }
    insert_once(session, Supplier, [values], ["ali_express_id"])
    return session.scalars(asked).one()


def claim_item(session: Session, canonical_id: str, product_id: str) -> str:
    """Say that an item becomes a product; the id of the product that it is after that.

    A claim of a product that is gone by now is taken over.
    """
    values = {"canonical_id": canonical_id, "product_id": product_id}
    insert_once(session, ImportedItem, [values], ["canonical_id"])
    claimed = session.scalars(
        select(ImportedItem.product_id)
        .where(ImportedItem.canonical_id == canonical_id)
        .with_for_update()
    ).one()
    if claimed == product_id or session.scalar(select(Product.id).where(Product.id == claimed)):
        return claimed
    session.execute(
        update(ImportedItem)
        .where(ImportedItem.canonical_id == canonical_id)
        .values(product_id=product_id)
    )
    return product_id


def picture_rows(session: Session, device: str, keys: Sequence[str]) -> dict[str, PictureFile]:
    """One laptop's pictures by the identity of the supplier's. One statement."""
    if not keys:
        return {}
    statement = select(PictureFile).where(
        PictureFile.device == device, PictureFile.source_key.in_(keys)
    )
    return {row.source_key: row for row in session.scalars(statement) if row.source_key}


def mirror_jobs(
    session: Session,
    job_ids: Collection[str],
    now: datetime,
    **values: Any,  # noqa: ANN401
) -> None:
    """Change what the storefront sees of jobs (its table ImportJob). One statement."""
    if job_ids:
        session.execute(
            update(ImportJob).where(ImportJob.job_id.in_(job_ids)).values(updated_at=now, **values)
        )


def add_mirrors(session: Session, job_ids: Sequence[str], now: datetime) -> None:
    """Show new jobs to the storefront as pending. One statement."""
    rows = [{"id": new_id(), "job_id": job_id, "updated_at": now} for job_id in job_ids]
    if rows:
        session.execute(insert(ImportJob), rows)


def note_pictures(session: Session, device: str, pictures: Sequence[StoredPicture]) -> None:
    """Write the rows of pictures whose files are on a laptop already. One statement."""
    rows = {
        picture.sha256: {
            "sha256": picture.sha256,
            "device": device,
            "width": picture.width,
            "height": picture.height,
            "size_bytes": picture.size_bytes,
            "thumb_bytes": picture.thumb_bytes,
            "source_key": picture.source_key,
            "look": picture.look or None,
        }
        for picture in pictures
    }
    insert_once(session, PictureFile, list(rows.values()), ["sha256", "device"])
