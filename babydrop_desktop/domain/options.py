"""Tells colour from size among a supplier's option axes, and names the shop's variants."""

import re
import unicodedata
from dataclasses import dataclass

from babydrop_desktop.domain.sizes import normalise_size
from babydrop_desktop.domain.supplier_product import OptionAxis
from babydrop_desktop.domain.wording import plain

# AliExpress' own property ids.
COLOR_ID = "14"
SIZE_IDS = frozenset({"5", "200000124"})
_COLOR_WORDS = frozenset({
    "color", "colors", "colour", "colours", "couleur", "couleurs", "farbe", "farben", "cor",
    "cores", "colores", "colore", "colori", "kleur", "kleuren", "kolor", "renk", "цвет", "цвета",
    "колір", "カラー", "สี", "màu", "צבע", "اللون", "warna",
})  # fmt: skip
_SIZE_WORDS = frozenset({
    "size", "sizes", "taille", "tailles", "grösse", "grössen", "talla", "tallas", "tamaño",
    "tamanho", "taglia", "taglie", "maat", "maten", "rozmiar", "beden", "размер", "размеры",
    "розмір", "サイズ", "ขนาด", "kích", "מידה", "الحجم", "ukuran", "age", "height",
})  # fmt: skip
# Written without blanks between words, or joined to the word before: looked for inside.
_COLOR_PARTS = ("色", "색", "カラー", "สี")
_SIZE_PARTS = ("尺码", "尺寸", "サイズ", "사이즈", "크기", "ขนาด", "grösse")


@dataclass(frozen=True, slots=True)
class VariantWords:
    """The shop's words for one option combination, in the order of the axes.

    `values` are all of them, sizes normalised; `size` and `color` are None without such an axis.
    """

    values: tuple[str, ...]
    size: str | None
    color: str | None

    @property
    def name(self) -> str:
        """The variant's name, such as "Yellow / 0-3M"; "One Size" where there is no option."""
        return " / ".join(self.values) or "One Size"


def is_color(axis: OptionAxis) -> bool:
    """Whether the axis is a colour, by AliExpress' id or by its name in many languages."""
    return axis.id == COLOR_ID or _says(axis.name, _COLOR_WORDS, _COLOR_PARTS)


def is_size(axis: OptionAxis) -> bool:
    """Whether the axis is a size, by AliExpress' id or by its name in many languages."""
    return axis.id in SIZE_IDS or _says(axis.name, _SIZE_WORDS, _SIZE_PARTS)


def _says(name: str, words: frozenset[str], parts: tuple[str, ...]) -> bool:
    # Whole words: "Package" holds "age", "Installation" the Spanish "talla".
    folded = unicodedata.normalize("NFC", name).casefold()
    return not words.isdisjoint(re.findall(r"[\w\u0e00-\u0e7f]+", folded)) or any(
        part in folded for part in parts
    )


def split_labels(axes: tuple[OptionAxis, ...], choice: tuple[tuple[str, str], ...]) -> VariantWords:
    """The shop's words for the supplier's `choice` (axis id, value id)."""
    chosen = dict(choice)
    values: list[str] = []
    size = color = None
    for axis in axes:
        value = axis.value(chosen.get(axis.id, ""))
        if value is None:
            continue
        word = plain(value.name)
        if size is None and is_size(axis) and not is_color(axis):
            word = size = normalise_size(word)
        elif color is None and is_color(axis):
            color = word
        values.append(word)
    return VariantWords(tuple(values), size, color)
