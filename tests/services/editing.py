"""Makes products to edit: on either engine, and on a storefront's own database."""

from dataclasses import dataclass, field
from decimal import Decimal

import sqlalchemy as sa

from babydrop_desktop.db.ids import new_id
from babydrop_desktop.db.ours import SourceVariant, VariantMapping
from babydrop_desktop.db.storefront import Category, Product, ProductImage, ProductSource, Variant
from babydrop_desktop.domain.picture_url import url_of
from babydrop_desktop.services.editing import Editing, Editor
from babydrop_desktop.services.news import News
from tests.fakes.statements import statement_counter

SHA = "ab" * 32


@dataclass
class Desk:
    """One person at one laptop: what they are told of, and what they can do."""

    db: object
    person: str = "Mia"
    may_sell: bool = True
    told: list = field(default_factory=list)

    def __post_init__(self):
        news = News()
        news.subscribe(self.told.append)
        editor = Editor(self.person, f"laptop-of-{self.person}", "USD", may_sell=self.may_sell)
        self.editing = Editing(self.db, news, editor)

    def shown(self, product_id):
        return self.editing.shown([product_id])[product_id]

    def edit(self, product_id, edit, **more):
        return self.editing.edit(product_id, edit, self.shown(product_id), **more)

    def counted(self, work):
        """What `work` gives, and how many statements it took."""
        with statement_counter(self.db.engine) as sent:
            found = work()
        return found, len(sent)


def categories(db):
    with db.read() as session:
        return list(session.scalars(sa.select(Category.id).order_by(Category.sort_order)))


def add_product(db, prices=("29.99", "29.99"), *, base="29.99", cost="10.00", costs=(), **columns):
    """A product with a variant per price; `costs` are the supplier's amounts for them, in USD."""
    category = categories(db)[0]
    with db.write() as session:
        now = db.server_now(session)
        values = {"name": "Striped Romper", "description": "Soft cotton.", "is_active": False}
        product = Product(id=new_id(), slug=new_id(), sku=new_id(), category_id=category,
                          base_price=Decimal(base), cost_price=cost and Decimal(cost),
                          updated_at=now, **{**values, **columns})  # fmt: skip
        session.add(product)
        session.flush()
        ids = []
        for number, price in enumerate(prices):
            one = Variant(id=new_id(), product_id=product.id, name=f"{number}", size="S",
                          price=Decimal(price), sku=new_id(), updated_at=now)  # fmt: skip
            session.add(one)
            ids.append(one.id)
        for id_, amount in zip(ids, costs, strict=False):
            row = SourceVariant(id=new_id(), product_source_id="s", canonical_id="1",
                                sku_id=new_id(), sku_attr="", labels=[], cost=Decimal(amount),
                                currency="USD", seen_at=now)  # fmt: skip
            session.add(row)
            session.add(VariantMapping(variant_id=id_, source_variant_id=row.id,
                                       ali_express_sku="1", label="x"))  # fmt: skip
        return product.id, ids


def add_source(db, product_id, category):
    """A source of a product, whose copy of the category is `category`."""
    from babydrop_desktop.db import imports  # noqa: PLC0415

    with db.write() as session:
        now = db.server_now(session)
        supplier = imports.supplier_id(session, "1", "Otter", None, now)
        session.add(ProductSource(
            id=new_id(), sanity_product_id=product_id, product_slug="x", category_id=category,
            ali_express_product_id="1", ali_express_url="x", supplier_id=supplier,
            original_price=1, updated_at=now,
        ))  # fmt: skip


def add_picture(db, product_id, url=None):
    """A picture of a product; without an address one that only this laptop has."""
    with db.write() as session:
        session.add(ProductImage(product_id=product_id, url=url or url_of(SHA)))


def set_column(db, table, row_id, **columns):
    """What somebody else does: another program writes the columns in raw SQL."""
    texts = ", ".join(f'"{name}" = :{name}' for name in columns)
    with db.write() as session:
        session.execute(
            sa.text(f'UPDATE "{table}" SET {texts} WHERE id = :id'),  # noqa: S608
            {**columns, "id": row_id},
        )


def row_of(db, product_id):
    with db.read() as session:
        return session.get_one(Product, product_id)


def prices_of(db, product_id):
    """The variants' prices by id."""
    with db.read() as session:
        asked = sa.select(Variant.id, Variant.price).where(Variant.product_id == product_id)
        return {row.id: row.price for row in session.execute(asked)}
