"""Draws the demo shop's pictures: flat baby clothes in soft colours, on a ground, as SVG.

The parts of each drawing stand in shapes.toml beside this file. No photograph of anybody's is used.
"""

import tomllib
from collections.abc import Sequence
from functools import cache
from importlib.resources import files
from typing import Any

SIDE = 120  # every garment is drawn in a square of 120 x 120 units
_LINE_UP = {  # middle of each garment and its size, by how many there are
    2: ((34, 60, 0.56), (86, 60, 0.56)),
    3: ((34, 36, 0.5), (86, 36, 0.5), (60, 86, 0.5)),
    4: ((33, 34, 0.48), (87, 34, 0.48), (33, 88, 0.48), (87, 88, 0.48)),
}
_PLANKS = "".join(
    f"<path d='M0 {y} H120' stroke='#BFAE99' stroke-width='.7' opacity='.6'/>"
    f"<path d='M{x} {y} v30' stroke='#BFAE99' stroke-width='.7' opacity='.5'/>"
    for y, x in zip(range(-120, 241, 30), (18, 84, 40, 102, 60, 12, 90, 30) * 2, strict=False)
)


def drawing(  # noqa: PLR0913, PLR0917 - a picture is these six choices
    kind: str,
    palette: str,
    pattern: str = "plain",
    ground: str = "warm",
    tilt: float = 0,
    zoom: float = 1.0,
    *,
    height: int = SIDE,
) -> str:
    """One garment as an SVG text, 120 units wide and `height` units high.

    `kind`, `palette`, `pattern` and `ground` are names of shapes.toml; `tilt` is in degrees
    clockwise, `zoom` 1.0 fills the square. Raises KeyError for a name that does not exist.
    """
    defs, body = _garment(kind, palette, pattern)
    place = f"translate(60 60) rotate({tilt}) scale({zoom}) translate(-60 -60)"
    return _sheet(ground, defs, f"<g transform='{place}'>{body}</g>", height=height)


def line_up(
    kind: str,
    palettes: Sequence[str],
    pattern: str = "plain",
    ground: str = "warm",
    *,
    height: int = SIDE,
) -> str:
    """Two to four colours of one garment together, as an SVG text; more than four are left out.

    Raises KeyError for fewer than two colours or a name that does not exist.
    """
    shown = palettes[:4]
    all_defs, bodies = "", ""
    for palette, (x, y, scale) in zip(shown, _LINE_UP[len(shown)], strict=True):
        defs, body = _garment(kind, palette, pattern)
        all_defs += defs
        place = f"translate({x} {y}) scale({scale}) translate(-60 -60)"
        bodies += f"<g transform='{place}'>{body}</g>"
    return _sheet(ground, all_defs, bodies, height=height)


@cache
def _parts() -> dict[str, Any]:
    return tomllib.loads(files("resources.demo").joinpath("shapes.toml").read_text("utf-8"))


def _sheet(ground: str, defs: str, body: str, *, height: int) -> str:
    top = (SIDE - height) / 2
    planks = _PLANKS if ground == "wood" else ""
    return (
        f"<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 {top:g} {SIDE} {height}'"
        f" width='{SIDE}' height='{height}'><defs>{defs}</defs>"
        f"<rect y='{top:g}' width='{SIDE}' height='{height}' fill='{_parts()['ground'][ground]}'/>"
        f"{planks}<g stroke-linecap='round'>{body}</g></svg>"
    )


def _garment(kind: str, palette: str, pattern: str) -> tuple[str, str]:
    """Definition of the pattern, and the garment's parts from back to front."""
    shape = _parts()["shape"][kind]
    base, shade, mark = _parts()["palette"][palette]
    name = f"{pattern}-{palette}"
    colours = {"base": base, "shade": shade, "mark": mark, "id": name, "cloth": base}
    defs = _parts()["pattern"][pattern].format_map(colours)
    if "pair" in shape:
        shadow = shape["pair"].format_map(colours | {"cloth": "#000"})
        return "", (
            f"<g opacity='.08' transform='translate(0 4)'>{shadow}</g>"
            + shape["pair"].format_map(colours)
        )
    outline = " ".join(shape["outline"].split())
    body = f"<path d='{outline}' transform='translate(0 4)' fill='#2B2B2B' opacity='.07'/>"
    body += shape.get("behind", "").format_map(colours)
    body += f"<path d='{outline}' fill='{base}'/>"
    if defs:
        body += f"<path d='{outline}' fill='url(#{name})' opacity='.9'/>"
    body += f"<path d='{outline}' fill='none' stroke='{shade}' stroke-width='2'"
    return defs, body + " stroke-linejoin='round'/>" + shape["front"].format_map(colours)
