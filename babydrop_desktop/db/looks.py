"""Finds the main pictures of the shop's products, and how each looks, for one laptop."""

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import and_, func, select, update
from sqlalchemy.orm import Session

from babydrop_desktop.db.ours import PictureFile
from babydrop_desktop.db.storefront import Product, ProductImage

# A shop with more products compares the newest of them.
MOST_PRODUCTS = 50_000


@dataclass(frozen=True, slots=True)
class MainPicture:
    """A product's main picture that this laptop keeps; `look` is None where it is not known yet."""

    product_id: str
    sku: str
    sha256: str
    look: str | None


def main_pictures(session: Session, device: str) -> tuple[MainPicture, ...]:
    """The main picture of every product, the newest products first. One statement."""
    # The picture's key is cut out of the address, so that it is looked up by its index.
    sha256 = func.substr(ProductImage.url, len("babydrop:") + 1, 64)
    asked = (
        select(Product.id, Product.sku, PictureFile.sha256, PictureFile.look)
        .join(ProductImage, ProductImage.product_id == Product.id)
        .join(PictureFile, and_(PictureFile.sha256 == sha256, PictureFile.device == device))
        .where(ProductImage.url.like("babydrop:%"), ProductImage.is_primary.is_(True))
        .order_by(Product.created_at.desc(), Product.id)
        .limit(MOST_PRODUCTS)
    )
    return tuple(MainPicture(*row) for row in session.execute(asked))


def note(session: Session, device: str, looks: Mapping[str, str]) -> None:
    """Write how pictures look, by their sha256. One statement."""
    rows = [{"sha256": sha, "device": device, "look": look} for sha, look in looks.items()]
    if rows:
        session.execute(update(PictureFile), rows)
