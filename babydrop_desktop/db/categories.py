"""Asks for the shop's categories and their pricing."""

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from babydrop_desktop.db.storefront import Category, Product
from babydrop_desktop.domain.catalog import CategoryRow

# More categories than this no shop of this kind has; every question is bounded.
MOST = 500


def all_rows(session: Session) -> tuple[CategoryRow, ...]:
    """The active categories in the shop's order, with their product counts. One statement."""
    count = (
        select(func.count())
        .where(Product.category_id == Category.id)
        .correlate(Category)
        .scalar_subquery()
    )
    statement = (
        select(
            Category.id,
            Category.name,
            Category.slug,
            Category.markup_factor,
            Category.shipping_buffer,
            Category.min_price,
            Category.max_price,
            count,
        )
        .where(Category.is_active.is_(True))
        .order_by(Category.sort_order, Category.name, Category.id)
        .limit(MOST)
    )
    return tuple(CategoryRow(*found) for found in session.execute(statement))
