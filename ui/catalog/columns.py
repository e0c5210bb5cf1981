"""What the catalog's list shows of a product: the exceptions in colour, the normal in gray."""

from PySide6.QtCore import QCoreApplication

from babydrop_desktop.domain.catalog import CatalogRow, CatalogSort, SourceState
from babydrop_desktop.domain.pricing import LOW_MARGIN_PERCENT
from ui.common import formats
from ui.tables.columns import Column, Kind, Status
from ui.tables.sort_menu import Order
from ui.tables.thumbnails import PictureKey

translate = QCoreApplication.translate
# Fewer pieces than this at the supplier are worth a look.
FEW_LEFT = 30


def columns() -> tuple[Column[CatalogRow], ...]:
    """The columns in the order of the design; SKU and Category fold first."""
    return (
        Column("picture", translate("catalog", "Picture"), lambda _row: "", kind=Kind.PICTURE,
               width=44, picture=lambda row: PictureKey.ours(row.picture), fixed=True),
        Column("name", translate("catalog", "Product"), _name, stretch=True,
               medium=True, sort=CatalogSort.NAME),
        Column("sku", translate("catalog", "SKU"), lambda row: row.sku, width=92, roomy=176,
               ink="secondary", fold=5),
        Column("category", translate("catalog", "Category"), lambda row: row.category, width=98,
               roomy=156, ink="secondary", fold=4),
        Column("cost", translate("catalog", "Cost"), lambda row: formats.amount(row.cost),
               kind=Kind.FIGURE, width=57, tight=46, fold=2),
        Column("price", translate("catalog", "Price"), lambda row: formats.amount(row.price),
               kind=Kind.FIGURE, width=59, tight=50, sort=CatalogSort.PRICE),
        Column("margin", translate("catalog", "Margin"),
               lambda row: formats.percent(row.margin_percent), kind=Kind.STATUS_RIGHT, width=61,
               tight=50, status=margin, fold=1),
        Column("stock", translate("catalog", "Stock"), lambda row: stock(row).text,
               kind=Kind.STATUS, width=103, tight=76, status=stock, gap=6),
        Column("source", translate("catalog", "Source"), lambda row: source(row).text,
               kind=Kind.STATUS, width=124, tight=66, status=source, fold=3),
        Column("on_sale", translate("catalog", "On sale"), lambda row: on_sale(row).text,
               kind=Kind.STATUS, width=68, status=on_sale),
    )  # fmt: skip


def _name(row: CatalogRow) -> str:
    return row.name or translate("catalog", "Cannot be read")


def margin(row: CatalogRow) -> Status:
    """The margin; a low one in amber (storefront: warn under 30 %)."""
    percent = row.margin_percent
    low = percent is not None and percent < LOW_MARGIN_PERCENT
    return Status(formats.percent(percent), role="amber" if low else "text")


def stock(row: CatalogRow) -> Status:
    """Pieces at the supplier: "45 left", "Unknown", "None"."""
    if row.unreadable:
        return Status(translate("catalog", "Damaged"), "circle-alert", "red")
    if row.sold_out or row.stock == 0:
        return Status(translate("catalog", "None"), "circle-x", "red")
    return pieces(row.stock, normal="secondary")


def pieces(count: int | None, *, normal: str) -> Status:
    """Pieces in words; `normal` is the role of a number that is no exception."""
    if count is None:
        return Status(translate("catalog", "Unknown"), "circle-question-mark", "amber")
    if count <= 0:
        return Status(translate("catalog", "Sold out"), "circle-x", "red")
    words = translate("catalog", "{count} left").format(count=formats.number(count))
    if count < FEW_LEFT:
        return Status(words, "triangle-alert", "amber")
    return Status(words, "circle-check" if normal == "ok" else "", normal)


def source(row: CatalogRow) -> Status:
    """The supplier's side, in a word."""
    return source_words(row.source)


def source_words(state: SourceState) -> Status:
    """A source's state in a word."""
    return {
        SourceState.ACTIVE: Status(translate("catalog", "Fine")),
        SourceState.UNAVAILABLE: Status(translate("catalog", "Not for sale"), "circle-x", "red"),
        SourceState.DISCONTINUED: Status(translate("catalog", "Gone"), "circle-x", "red"),
        SourceState.PRICE_CHANGED: Status(
            translate("catalog", "Price changed"), "trending-up", "amber"
        ),
        SourceState.NONE: Status(translate("catalog", "Own stock")),
        SourceState.UNKNOWN: Status(
            translate("catalog", "Unknown"), "circle-question-mark", "amber"
        ),
    }[state]


def on_sale(row: CatalogRow) -> Status:
    """Yes, or Draft."""
    if row.for_sale:
        return Status(translate("catalog", "Yes"))
    return Status(translate("catalog", "Draft"), "pencil-line", "text")


def orders() -> tuple[tuple[Order, str], ...]:
    """What the list can be sorted by, in words."""
    return (
        ((CatalogSort.NAME, False), translate("catalog", "By name")),
        ((CatalogSort.PRICE, False), translate("catalog", "Lowest price first")),
        ((CatalogSort.PRICE, True), translate("catalog", "Highest price first")),
        ((CatalogSort.NEWEST, True), translate("catalog", "Newest first")),
    )
