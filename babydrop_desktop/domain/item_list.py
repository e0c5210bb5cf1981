"""Understands a list of products: which column holds what, whatever its headers are called."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice

from babydrop_desktop.domain.item_address import split_addresses
from babydrop_desktop.domain.safe_cells import plain_cell

# Lines of one list that are taken in at once, as many as of one paste.
MOST_LINES = 500
# Rows above the headers: a title, a date, blanks.
_HEADERS_WITHIN = 10
LONGEST_CELL = 8_000
# Stands before a number that a spreadsheet has rounded: it keeps 15 figures, an item may have 16.
ROUNDED = "rounded:"
# The example line of our own template; it is no product and is passed over.
EXAMPLE_ADDRESS = "https://www.aliexpress.com/item/1005000000000000.html"

_ADDRESS = (
    "url", "link", "address", "item url", "item link", "product url", "product link", "aliexpress",
    "aliexpress url", "aliexpress link", "aliexpress address", "source url", "source",
    "supplier url",
    "supplier link", "web address", "item address", "product address", "item id", "product id",
    "aliexpress id", "item number", "id", "item", "product", "adresse", "webadresse", "artikel",
    "produkt", "lien", "enlace", "url produit", "ссылка",
)  # fmt: skip
_CATEGORY = (
    "category", "shop category", "product category", "collection", "type", "product type",
    "kategorie", "catégorie", "categoría", "категория",
)  # fmt: skip
_TITLE = (
    "title", "product title", "item title", "name", "product name", "item name", "titel",
    "bezeichnung", "titre", "nom", "título", "nombre", "название", "product", "item",
)  # fmt: skip
_PRICE = (
    "price", "my price", "shop price", "retail price", "selling price", "sale price", "our price",
    "preis", "verkaufspreis", "prix", "precio", "цена",
)  # fmt: skip
_BLANKS = re.compile(r"[\s_\-:*.]+")


@dataclass(frozen=True, slots=True)
class ListLine:
    """One line of a list as it stands there; `number` counts from 1 as the owner's program does.

    `shown` is the line for the owner to find it again; texts are "" where the line has none.
    """

    number: int
    address: str
    category: str = ""
    title: str = ""
    price: str = ""

    @property
    def shown(self) -> str:
        """A few words to know the line by."""
        return (self.address or self.title)[:200]


@dataclass(frozen=True, slots=True)
class ItemList:
    """A list's lines that say anything, in order. With more than 500, `lines` is empty."""

    lines: tuple[ListLine, ...]
    count: int


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a table: its number in the file, from 1, and its cells as text."""

    number: int
    cells: tuple[str, ...]


def headers_of(cells: Sequence[str]) -> Mapping[str, int] | None:
    """Which column is the address, the category, the title and the price; None for no headers.

    A row is one of headers where one of its cells is a known name for the address.
    """
    names = [_BLANKS.sub(" ", cell).strip().casefold() for cell in cells]
    address = _column(_ADDRESS, names, ())
    if address is None:
        return None
    found = {"address": address}
    for what, known in (("category", _CATEGORY), ("title", _TITLE), ("price", _PRICE)):
        column = _column(known, names, found.values())
        if column is not None:
            found[what] = column
    return found


def items_of(rows: Iterable[Row]) -> ItemList:
    """The lines of a table: by its headers, or, without any, wherever a row has an address."""
    every = iter(rows)
    first = list(islice((row for row in every if any(row.cells)), _HEADERS_WITHIN))
    for at, row in enumerate(first):
        columns = headers_of(row.cells)
        if columns is not None:
            first, chosen = first[at + 1 :], columns
            break
    else:
        chosen = {}
    lines: list[ListLine] = []
    count = 0
    for row in (*first, *every):
        if not any(cell.strip() for cell in row.cells):
            continue
        found = [_line(row, chosen)] if chosen else _free_lines(row)
        found = [line for line in found if line.address != EXAMPLE_ADDRESS]
        count += len(found)
        if count <= MOST_LINES:
            lines += found
    return ItemList(tuple(lines) if count <= MOST_LINES else (), count)


def _column(known: Sequence[str], names: Sequence[str], taken: Iterable[int]) -> int | None:
    """The column with the best of the known names that is not another thing's already."""
    used = frozenset(taken)
    for name in known:
        for at, given in enumerate(names):
            if given == name and at not in used:
                return at
    return None


def _line(row: Row, columns: Mapping[str, int]) -> ListLine:
    def cell(what: str) -> str:
        at = columns.get(what)
        if at is None or at >= len(row.cells):
            return ""
        return plain_cell(row.cells[at].strip()[:LONGEST_CELL])

    return ListLine(row.number, cell("address"), cell("category"), cell("title"), cell("price"))


def _free_lines(row: Row) -> list[ListLine]:
    """The addresses somewhere in a row without headers; its first words where there is none."""
    texts = [cell.strip()[:LONGEST_CELL] for cell in row.cells if cell.strip()]
    found = [part for text in texts for part in split_addresses(text)]
    items = [part for part in found if "aliexpress." in part.lower()]
    return [ListLine(row.number, part) for part in items or found or texts[:1]]
