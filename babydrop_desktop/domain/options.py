"""Tells colour from size among a supplier's option axes, and names the shop's variants."""

from dataclasses import dataclass

from babydrop_desktop.domain.sizes import normalise_size
from babydrop_desktop.domain.supplier_product import OptionAxis
from babydrop_desktop.domain.wording import plain

# AliExpress' own property ids.
COLOR_ID = "14"
SIZE_IDS = frozenset({"5", "200000124"})
_COLOR_WORDS = (
    "color", "colour", "couleur", "farbe", "cor", "colore", "kleur", "kolor", "renk", "цвет",
    "色", "カラー", "색", "สี", "màu", "צבע", "اللون", "warna",
)  # fmt: skip
_SIZE_WORDS = (
    "size", "taille", "größe", "grösse", "talla", "tamaño", "tamanho", "taglia", "maat", "rozmiar",
    "beden", "размер", "サイズ", "尺码", "사이즈", "ขนาด", "kích", "מידה", "الحجم", "ukuran",
    "age", "height",
)  # fmt: skip


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
    name = axis.name.casefold()
    return axis.id == COLOR_ID or any(word in name.split() or name == word for word in _COLOR_WORDS)


def is_size(axis: OptionAxis) -> bool:
    """Whether the axis is a size, by AliExpress' id or by its name in many languages."""
    name = axis.name.casefold()
    return (
        axis.id in SIZE_IDS
        or any(word in name for word in _SIZE_WORDS if len(word) > 3)
        or (name in _SIZE_WORDS)
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
