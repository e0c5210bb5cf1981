"""The demo supplier's products, and which pictures each of them has.

Read from products.toml; only the tools that make the demo pages and pictures need this module, the
program reads the finished pages like any other page.
"""

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from importlib.resources import files
from typing import Any

from resources.demo.art import SIDE, drawing, line_up

_SMALL = 0.5
_SOFT = ("warm", "green", "pink", "blue", "lil", "yel", "teal")


@dataclass(frozen=True, slots=True)
class Store:
    """An invented seller; `rate` is the share of good reviews in percent, as text."""

    id: int
    name: str
    rate: str


@dataclass(frozen=True, slots=True)
class Row:
    """One row of the supplier: places in `colours`, `sizes` and `warehouses`, US dollars, pieces.

    `stock` is None where the page gives no figure.
    """

    colour: int
    size: int
    warehouse: int
    price: Decimal
    list_price: Decimal
    stock: int | None


@dataclass(frozen=True, slots=True)
class Product:
    """One product as its seller describes it, in the forms that products.toml explains.

    `scale` makes its pictures smaller; `later` is what became of it, "" for most.
    """

    key: str
    item_id: str
    form: str
    store: Store
    category: str
    shop_title: str
    title: str
    kind: str
    pattern: str
    ground: str
    colours: tuple[tuple[str, str], ...]
    sizes: tuple[str, ...]
    warehouses: tuple[str, ...]
    rows: tuple[Row, ...]
    text: str
    care: str
    for_sale: bool
    scale: float
    later: str


@dataclass(frozen=True, slots=True)
class Picture:
    """One picture of a product: its file's name without ending, its size in pixels, its drawing."""

    name: str
    width: int
    height: int
    kind: str
    palettes: tuple[str, ...]
    pattern: str
    ground: str
    tilt: float = 0
    zoom: float = 1.0

    def svg(self) -> str:
        """Return the drawing as SVG text, in this picture's proportions."""
        height = round(SIDE * self.height / self.width)
        if len(self.palettes) > 1:
            return line_up(self.kind, self.palettes, self.pattern, self.ground, height=height)
        return drawing(
            self.kind,
            self.palettes[0],
            self.pattern,
            self.ground,
            self.tilt,
            self.zoom,
            height=height,
        )


@dataclass(frozen=True, slots=True)
class Album:
    """A product's pictures: the gallery in the page's order, and one picture for each colour."""

    gallery: tuple[Picture, ...]
    colours: tuple[Picture, ...]

    def every(self) -> tuple[Picture, ...]:
        """Return each picture once, the gallery first."""
        return tuple(dict.fromkeys(self.gallery + self.colours))


def products() -> tuple[Product, ...]:
    """Return the demo supplier's products in the table's order; KeyError where a line is torn."""
    table = tomllib.loads(files("resources.demo").joinpath("products.toml").read_text("utf-8"))
    stores = {key: Store(**store) for key, store in table["store"].items()}
    return tuple(_product(line, stores) for line in table["product"])


def album(product: Product) -> Album:
    """Return the pictures of a product: five or six in the gallery, and those of its colours.

    The gallery has, in this order: the main picture, the first colour tilted on wood, a close one,
    the other colours, all of them together. A colour's own picture is the one in the gallery; on
    pages of form B the second colour has a quick shot on stone, which the gallery lacks.
    """
    palettes = [palette for _, palette in product.colours]
    shots = _gallery(product, palettes)
    gallery = tuple(_picture(product, number, shot) for number, shot in enumerate(shots, start=1))
    colours = [gallery[1], *gallery[3:]][: len(palettes)]
    if len(palettes) > 1 and product.form == "B":
        shot = {"size": (800, 800), "palettes": (palettes[1],), "ground": "stone", "tilt": 5}
        colours[1] = _picture(product, len(gallery) + 1, shot | {"zoom": 0.94})
    return Album(gallery, tuple(colours))


def _gallery(product: Product, palettes: list[str]) -> list[dict[str, Any]]:
    """Return what the gallery's pictures show, in order."""
    main, *others = palettes
    start = _SOFT.index(product.ground)
    soft = [_SOFT[(start + step) % len(_SOFT)] for step in range(len(_SOFT))]
    large = 1600 if product.form == "B" else 1200
    shots: list[dict[str, Any]] = [
        {"size": (large, large), "palettes": (main,), "ground": product.ground},
        {"size": (800, 800), "palettes": (main,), "ground": "wood", "tilt": -6, "zoom": 0.94},
        {"size": (800, 1100), "palettes": (main,), "ground": soft[1], "tilt": 3, "zoom": 1.45},
    ]
    if not others:
        shots.append({"size": (1000, 750), "palettes": (main,), "ground": "stone", "zoom": 0.62})
        shots.append({"size": (1000, 1000), "palettes": (main,), "ground": soft[3], "tilt": 12})
        return shots
    for place, palette in enumerate(others):
        ground = soft[(2 + place) % len(soft)]
        shots.append({"size": (1000, 1000), "palettes": (palette,), "ground": ground})
    size = (1200, 750) if len(palettes) == 2 else (1200, 1200)
    shots.append({"size": size, "palettes": tuple(palettes), "ground": soft[4]})
    return shots


def _picture(product: Product, number: int, shot: Mapping[str, Any]) -> Picture:
    width, height = (round(side * product.scale) for side in shot["size"])
    return Picture(
        name=f"{product.key}-{number}",
        width=width,
        height=height,
        kind=product.kind,
        pattern=product.pattern,
        **{key: value for key, value in shot.items() if key != "size"},
    )


def _product(line: Mapping[str, Any], stores: Mapping[str, Store]) -> Product:
    kind, pattern, ground = line["drawing"]
    warehouses = [(name, Decimal(extra)) for name, extra in line.get("from", [])]
    return Product(
        key=line["key"],
        item_id=f"9990{line['id']:012d}",
        form=line["form"],
        store=stores[line["store"]],
        category=line["category"],
        shop_title=line["shop"],
        title=line["title"],
        kind=kind,
        pattern=pattern,
        ground=ground,
        colours=tuple((name, palette) for name, palette in line["colours"]),
        sizes=tuple(line.get("sizes", ())),
        warehouses=tuple(name for name, _ in warehouses),
        rows=tuple(_rows(line, [extra for _, extra in warehouses] or [Decimal(0)])),
        text=line["text"],
        care=line["care"],
        for_sale=not line.get("draft", False),
        scale=_SMALL if line.get("small", False) else 1.0,
        later=line.get("later", ""),
    )


def _rows(line: Mapping[str, Any], extras: list[Decimal]) -> Iterator[Row]:
    sizes = max(1, len(line.get("sizes", ())))
    price, list_price = Decimal(line["price"]), Decimal(line["list"])
    step = Decimal(line.get("step", "0"))
    for place, figure in enumerate(line["stock"].split()):
        colour, size = divmod(place, sizes)
        for warehouse, extra in enumerate(extras):
            # A second warehouse holds a third of what the first has.
            stock = None if figure == "?" else int(figure) // (1 + 2 * warehouse)
            rise = step * size + extra
            yield Row(colour, size, warehouse, price + rise, list_price + rise, stock)
