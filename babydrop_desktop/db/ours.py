"""Keeps what only this program needs: jobs, settings, supplier variants, history, pictures.

On PostgreSQL these tables stand in the schema `babydrop`, on SQLite in the main database. None has
a foreign key to a storefront table (the storefront's deletes must not fail) and none has a trigger
there. Source: the contract with the storefront, rule 4.
"""

from datetime import datetime
from decimal import Decimal
from typing import Any

import sqlalchemy as sa
from sqlalchemy import Index
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

from babydrop_desktop.db.functions import utc_now
from babydrop_desktop.db.ids import new_id
from babydrop_desktop.db.types import Cents, Json, UtcTime

SCHEMA = "babydrop"
# SQLite counts rows by itself only in a column that is exactly "integer primary key".
_Counter = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


class Ours(DeclarativeBase):
    """A table of this program's own."""

    metadata = sa.MetaData(
        schema=SCHEMA,
        naming_convention={
            "pk": "%(table_name)s_pkey",
            "uq": "%(table_name)s_%(column_0_N_name)s_key",
            "ix": "%(table_name)s_%(column_0_N_name)s_idx",
        },
    )
    type_annotation_map = {  # noqa: RUF012 (the declarative base wants a plain dict)
        str: sa.Text,
        int: sa.Integer,
        bool: sa.Boolean,
        datetime: UtcTime,
        Decimal: Cents,
        bytes: sa.LargeBinary,
    }


class ShopMarker(Ours):
    """What kind of database this is: owner, epoch, created_at, program_version."""

    __tablename__ = "shop_marker"
    key: Mapped[str] = mapped_column(primary_key=True)
    value: Mapped[str]


class Setting(Ours):
    """A setting that all laptops of the shop share."""

    __tablename__ = "setting"
    key: Mapped[str] = mapped_column(primary_key=True)
    value: Mapped[Any] = mapped_column(Json, nullable=True)
    updated_at: Mapped[datetime]


class Job(Ours):
    """A long piece of work that outlives the program."""

    __tablename__ = "job"
    __table_args__ = (
        Index(None, "state", "created_at", "id"),
        Index(None, "created_at", "id"),
        Index(None, "canonical_id"),
        Index(None, "digest"),
    )
    id: Mapped[str] = mapped_column(primary_key=True, default=new_id)
    kind: Mapped[str]
    state: Mapped[str]
    stage: Mapped[str]
    done: Mapped[int] = mapped_column(server_default=sa.text("0"))
    of: Mapped[int] = mapped_column(server_default=sa.text("0"))
    source_kind: Mapped[str]
    source: Mapped[str]
    digest: Mapped[str | None]
    canonical_id: Mapped[str | None]
    sku_id: Mapped[str | None]
    category_id: Mapped[str | None]
    choices: Mapped[Any] = mapped_column(Json, nullable=True)
    product: Mapped[Any] = mapped_column(Json, nullable=True)
    pictures: Mapped[Any] = mapped_column(Json, nullable=True)
    outcome: Mapped[str | None]
    reason: Mapped[str | None]
    message: Mapped[str | None]
    facts: Mapped[Any] = mapped_column(Json, nullable=True)
    auto: Mapped[bool] = mapped_column(server_default=sa.false())
    product_id: Mapped[str | None]
    attempts: Mapped[int] = mapped_column(server_default=sa.text("0"))
    lease_owner: Mapped[str | None]
    lease_until: Mapped[datetime | None]
    token_at: Mapped[datetime | None]
    cancel_requested: Mapped[bool] = mapped_column(server_default=sa.false())
    hidden: Mapped[bool] = mapped_column(server_default=sa.false())
    created_at: Mapped[datetime] = mapped_column(server_default=utc_now())
    updated_at: Mapped[datetime]
    changed: Mapped[int] = mapped_column(sa.BigInteger, server_default=sa.text("0"))
    tried: Mapped[Any] = mapped_column(Json, nullable=True)
    not_before: Mapped[datetime | None]
    waits_for: Mapped[str | None]


class ImportEdit(Ours):
    """What the owner changed of one import before it was made, to be taken back; few are kept.

    `step` is the same for what was changed at once; `before` and `after` hold the changed choices.
    """

    __tablename__ = "import_edit"
    __table_args__ = (
        Index(None, "device", "seq"),
        Index(None, "step"),
        {"sqlite_autoincrement": True},
    )
    seq: Mapped[int] = mapped_column(_Counter, primary_key=True)
    step: Mapped[str]
    job_id: Mapped[str]
    device: Mapped[str]
    at: Mapped[datetime]
    before: Mapped[Any] = mapped_column(Json, nullable=False)
    after: Mapped[Any] = mapped_column(Json, nullable=False)
    undone: Mapped[bool] = mapped_column(server_default=sa.false())


class JobPage(Ours):
    """The page that a job has to read, zlib-compressed; deleted once it is read."""

    __tablename__ = "job_page"
    job_id: Mapped[str] = mapped_column(primary_key=True)
    page: Mapped[bytes]


class RateToken(Ours):
    """One use of something that is limited per minute, counted over all laptops."""

    __tablename__ = "rate_token"
    __table_args__ = (Index(None, "name", "taken_at"), {"sqlite_autoincrement": True})
    id: Mapped[int] = mapped_column(_Counter, primary_key=True)
    name: Mapped[str]
    taken_at: Mapped[datetime]


class ImportedItem(Ours):
    """One product per AliExpress item: the database's own guard against importing twice."""

    __tablename__ = "imported_item"
    canonical_id: Mapped[str] = mapped_column(primary_key=True)
    product_id: Mapped[str]
    created_at: Mapped[datetime] = mapped_column(server_default=utc_now())


class SourceVariant(Ours):
    """One SKU at a supplier; stock None is unknown."""

    __tablename__ = "source_variant"
    __table_args__ = (
        Index(
            "source_variant_product_source_id_sku_id_key",
            "product_source_id",
            "sku_id",
            unique=True,
        ),
    )
    id: Mapped[str] = mapped_column(primary_key=True, default=new_id)
    product_source_id: Mapped[str]
    canonical_id: Mapped[str]
    sku_id: Mapped[str]
    sku_attr: Mapped[str]
    labels: Mapped[Any] = mapped_column(Json, nullable=False)
    warehouse_id: Mapped[str | None]
    warehouse_name: Mapped[str | None]
    ships_from: Mapped[str | None]
    cost: Mapped[Decimal]
    list_price: Mapped[Decimal | None]
    sale_price: Mapped[Decimal | None]
    currency: Mapped[str]
    stock: Mapped[int | None]
    picture_url: Mapped[str | None]
    picture_key: Mapped[str | None]
    seen_at: Mapped[datetime]


class VariantMapping(Ours):
    """Which supplier SKU is bought for a variant, and who confirmed it."""

    __tablename__ = "variant_mapping"
    __table_args__ = (
        Index(None, "source_variant_id"),
        # Pairs that were confirmed once and are no more: one fresh from an import gives no reason.
        Index(None, "unconfirmed_reason", "variant_id"),
    )
    variant_id: Mapped[str] = mapped_column(primary_key=True)
    source_variant_id: Mapped[str]
    ali_express_sku: Mapped[str]
    label: Mapped[str]
    confirmed_at: Mapped[datetime | None]
    confirmed_by: Mapped[str | None]
    unconfirmed_reason: Mapped[str | None]
    created_at: Mapped[datetime] = mapped_column(server_default=utc_now())


class OrderEvent(Ours):
    """One line of an order's history; never changed, never deleted."""

    __tablename__ = "order_event"
    __table_args__ = (
        Index("order_event_id_key", "id", unique=True),
        Index(None, "dropship_order_id", "seq"),
        Index(None, "at"),
        {"sqlite_autoincrement": True},
    )
    seq: Mapped[int] = mapped_column(_Counter, primary_key=True)
    id: Mapped[str] = mapped_column(default=new_id)
    dropship_order_id: Mapped[str]
    at: Mapped[datetime]
    who: Mapped[str]
    device: Mapped[str]
    kind: Mapped[str]
    from_status: Mapped[str | None]
    to_status: Mapped[str | None]
    text: Mapped[str | None]
    data: Mapped[Any] = mapped_column(Json, nullable=True)


class PictureFile(Ours):
    """A picture that one device keeps, named by the sha256 of its content."""

    __tablename__ = "picture_file"
    __table_args__ = (Index(None, "device", "source_key"),)
    sha256: Mapped[str] = mapped_column(primary_key=True)
    device: Mapped[str] = mapped_column(primary_key=True)
    width: Mapped[int]
    height: Mapped[int]
    size_bytes: Mapped[int]
    thumb_bytes: Mapped[int]
    source_key: Mapped[str | None]
    created_at: Mapped[datetime] = mapped_column(server_default=utc_now())
    look: Mapped[str | None]


class NeedLater(Ours):
    """A line of "Needs you" that the owner wants to see again on another day."""

    __tablename__ = "need_later"
    key: Mapped[str] = mapped_column(primary_key=True)
    until: Mapped[datetime]
    who: Mapped[str]
    at: Mapped[datetime]


class AddressApproval(Ours):
    """The address that AliExpress is given for an order, as the owner approved it.

    `fingerprint` is of the customer's address that was looked at: another one un-approves it.
    `id` is new with each approval.
    """

    __tablename__ = "address_approval"
    dropship_order_id: Mapped[str] = mapped_column(primary_key=True)
    id: Mapped[str] = mapped_column(default=new_id)
    fingerprint: Mapped[str]
    fields: Mapped[Any] = mapped_column(Json, nullable=False)
    at: Mapped[datetime]
    who: Mapped[str]
    device: Mapped[str]


class ProductEditLine(Ours):
    """One line of a product's history; never changed, never deleted. `undoes` names another."""

    __tablename__ = "product_edit"
    __table_args__ = (
        Index("product_edit_id_key", "id", unique=True),
        Index("product_edit_undoes_key", "undoes", unique=True),
        Index(None, "product_id", "seq"),
        Index(None, "who", "seq"),
        Index(None, "batch"),
        {"sqlite_autoincrement": True},
    )
    seq: Mapped[int] = mapped_column(_Counter, primary_key=True)
    id: Mapped[str] = mapped_column(default=new_id)
    product_id: Mapped[str]
    at: Mapped[datetime]
    who: Mapped[str]
    device: Mapped[str]
    kind: Mapped[str]
    fields: Mapped[Any] = mapped_column(Json, nullable=False)
    reason: Mapped[str | None]
    batch: Mapped[str | None]
    undoes: Mapped[str | None]
