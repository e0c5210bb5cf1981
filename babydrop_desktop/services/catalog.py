"""Shows the shop's products: the list a page at a time, counts, and one product whole."""

from collections.abc import Iterable

from babydrop_desktop.db import catalog, catalog_detail, categories
from babydrop_desktop.db.unit import Database
from babydrop_desktop.domain.catalog import (
    CatalogCounts,
    CatalogPage,
    CatalogQuery,
    CatalogRow,
    CategoryRow,
    PageKey,
    ProductDetail,
)
from babydrop_desktop.errors import Refused
from babydrop_desktop.services.caches import Caches

MOST_LINES = 500


class Catalog:
    """What the owner can ask of the catalog. Each method is one or two statements."""

    def __init__(self, db: Database, *, device: str, caches: Caches | None = None) -> None:
        self._db = db
        self._device = device
        self._caches = caches or Caches(shared=db.dialect != "sqlite")

    def categories(self) -> tuple[CategoryRow, ...]:
        """The active categories in the shop's order, with their pricing; kept for a moment."""
        return self._caches.categories.get("all", self._categories)

    def _categories(self) -> tuple[CategoryRow, ...]:
        with self._db.read() as session:
            return categories.all_rows(session)

    def category(self, slug: str) -> CategoryRow:
        """The category with that slug. Raises Refused (reason "unknown_category")."""
        known = self._categories()  # asked anew: an import is filed by the answer
        for row in known:
            if row.slug == slug:
                return row
        slugs = ", ".join(row.slug for row in known)
        raise Refused(
            f"There is no category {slug!r}. Use one of: {slugs}.",
            reason="unknown_category",
            slug=slug,
        )

    def page(
        self, query: CatalogQuery, after: PageKey | None = None, limit: int = 100
    ) -> CatalogPage:
        """At most `limit` (500) lines behind `after`."""
        with self._db.read() as session:
            return catalog.page(session, query, after, min(limit, MOST_LINES))

    def counts(self, search: str = "", category_id: str | None = None) -> CatalogCounts:
        """How many products each filter shows."""
        with self._db.read() as session:
            return catalog.counts(session, search, category_id)

    def rows(self, ids: Iterable[str]) -> tuple[CatalogRow, ...]:
        """The lines of these products, in no order."""
        with self._db.read() as session:
            return catalog.some(session, list(ids))

    def detail(self, product_id: str) -> ProductDetail:
        """One product whole. Raises NotFound (reason "product_gone")."""
        with self._db.read() as session:
            return catalog_detail.detail(session, product_id, self._device)
