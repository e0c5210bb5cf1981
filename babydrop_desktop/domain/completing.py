"""Makes one product of two readings of the same item: what one lacks, the other may know."""

from dataclasses import replace
from datetime import UTC, datetime

from babydrop_desktop.domain.picture_url import picture_key
from babydrop_desktop.domain.supplier_product import Store, SupplierProduct, unknown_of

_LONG_AGO = datetime(1970, 1, 1, tzinfo=UTC)


def completed(first: SupplierProduct, second: SupplierProduct) -> SupplierProduct:
    """What two readings of one item tell together.

    Rows, money, and the country and language that they were quoted for come from one of the two
    (FACTS, trap 12): the one that has rows, of two such the one read later. Its other facts stand
    too; what it does not know is filled in from the other one, but shipping only where it goes to
    the same country. Pictures are all of both, each once, its own first.

    Raises ValueError where the two are not the same item, or do not say which it is.
    """
    if not first.canonical_id or first.canonical_id != second.canonical_id:
        raise ValueError(f"{first.canonical_id!r} is not {second.canonical_id!r}")
    lead, other = (second, first) if _worth(second) > _worth(first) else (first, second)
    described = lead if lead.description_url or lead.description_html else other
    whole = replace(
        lead,
        pictures=_united(lead.pictures, other.pictures),
        total_stock=other.total_stock if lead.total_stock is None else lead.total_stock,
        store=_store(lead.store, other.store),
        description_url=described.description_url,
        description_html=described.description_html,
        attributes=lead.attributes or other.attributes,
        category_id=lead.category_id or other.category_id,
        rating=other.rating if lead.rating is None else lead.rating,
        orders=lead.orders or other.orders,
        weight_kg=other.weight_kg if lead.weight_kg is None else lead.weight_kg,
        shipping=other.shipping if _lacks_shipping(lead, other) else lead.shipping,
        read_at=lead.read_at or other.read_at,
    )
    return replace(whole, unknown=unknown_of(whole))


def _worth(product: SupplierProduct) -> tuple[bool, bool, datetime]:
    """How much a reading is to be believed about rows and money; more is better."""
    return bool(product.skus), product.offered is not None, product.read_at or _LONG_AGO


def _united(own: tuple[str, ...], others: tuple[str, ...]) -> tuple[str, ...]:
    found: dict[str, str] = {}
    for url in (*own, *others):
        found.setdefault(picture_key(url), url)
    return tuple(found.values())


def _store(own: Store, other: Store) -> Store:
    if own.id and other.id and own.id != other.id:
        return own
    return Store(own.id or other.id, own.name or other.name, own.url or other.url)


def _lacks_shipping(lead: SupplierProduct, other: SupplierProduct) -> bool:
    """Whether shipping is filled in: its costs belong to the country they were told for."""
    return lead.shipping is None and lead.country in {None, other.country}
