"""Tells colour from size among a supplier's option axes, and names the shop's variants."""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from babydrop_desktop.domain.jobs import OptionWord
from babydrop_desktop.domain.sizes import normalise_size
from babydrop_desktop.domain.supplier_product import OptionAxis
from babydrop_desktop.domain.wording import cut, plain

# AliExpress' own property ids.
COLOR_ID = "14"
LONGEST_WORD = 60  # characters of an option's name in the shop
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


class ShopWords:
    """The shop's words for the variants of one product; made once, asked for each row.

    A size is normalised, except where two sizes of the product would become one word: then both
    keep the seller's. What the owner renamed (`own`) is taken as it was typed; a renamed option is
    what its new name says.
    """

    def __init__(self, axes: tuple[OptionAxis, ...], own: Iterable[OptionWord] = ()) -> None:
        typed = {
            (one.axis, one.value): cut(word, LONGEST_WORD)
            for one in own
            if (word := plain(one.word))
        }
        names = {axis_id: word for (axis_id, value), word in typed.items() if not value}
        color = next((axis for axis in axes if _is(axis, names, color=True)), None)
        sizes = (axis for axis in axes if axis is not color and _is(axis, names, color=False))
        size = next(sizes, None)
        self._size = size.id if size else None
        self._color = color.id if color else None
        self._places = {axis.id: place for place, axis in reversed(tuple(enumerate(axes)))}
        self._words = {
            (axis.id, value.id): plain(value.name)
            for axis in reversed(axes)
            for value in reversed(axis.values)
        }
        if size is not None:
            self._words |= _sizes(size)
        self._words |= {known: word for known, word in typed.items() if known in self._words}

    def of(self, choice: tuple[tuple[str, str], ...]) -> VariantWords:
        """The words for the supplier's `choice` (axis id, value id), in the order of the axes."""
        known = {pair[0]: self._words[pair] for pair in choice if pair in self._words}
        ordered = sorted(known, key=self._places.__getitem__)
        return VariantWords(
            tuple(known[axis_id] for axis_id in ordered),
            known.get(self._size) if self._size else None,
            known.get(self._color) if self._color else None,
        )


def _is(axis: OptionAxis, names: Mapping[str, str], *, color: bool) -> bool:
    """Whether an option is the colour, or the size; `names` are those that the owner gave."""
    name = names.get(axis.id)
    if name is None:
        return is_color(axis) if color else is_size(axis) and not is_color(axis)
    if color:
        return _says(name, _COLOR_WORDS, _COLOR_PARTS)
    return _says(name, _SIZE_WORDS, _SIZE_PARTS)


def _sizes(axis: OptionAxis) -> dict[tuple[str, str], str]:
    words = {value.id: normalise_size(value.name) for value in reversed(axis.values)}
    alike = Counter(words.values())
    for value in reversed(axis.values):
        if alike[normalise_size(value.name)] > 1:
            words[value.id] = plain(value.name) or words[value.id]
    return {(axis.id, value_id): word for value_id, word in words.items()}
