"""Colour and size are found among a supplier's options, in many languages and without traps."""

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from babydrop_desktop.domain import options
from babydrop_desktop.domain.options import ShopWords, is_color, is_size
from babydrop_desktop.domain.wording import plain
from tests.domain.products import axis, value


def named(name, number="9001"):
    return axis(number, name)


@pytest.mark.parametrize(
    "name",
    [
        *("Color", "Colour", "COLOR", "Main Color", "Lenses Color", "Couleur", "Farbe", "Cor"),
        *("Colore", "Kleur", "Kolor", "Renk", "Цвет", "颜色", "カラー", "색상", "สี", "Màu sắc"),
        *("צבע", "اللون", "Warna", "Color:", "Colors"),
    ],
)
def test_a_colour_is_known_by_its_name(name):
    assert is_color(named(name))
    assert not is_size(named(name))


@pytest.mark.parametrize(
    "name",
    [
        *("Size", "Kid Size", "Sizes", "Shoe Size", "Taille", "Größe", "Grösse", "Kindergröße"),
        *("Talla", "Tamaño", "Tamanho", "Taglia", "Maat", "Rozmiar", "Beden", "Размер", "サイズ"),
        *("尺码", "사이즈", "ขนาด", "Kích cỡ", "מידה", "الحجم", "Ukuran", "Age", "Kids Age"),
        *("Age Range", "Height", "Размер одежды"),
    ],
)
def test_a_size_is_known_by_its_name(name):
    assert is_size(named(name))
    assert not is_color(named(name))


@pytest.mark.parametrize(
    "name",
    [
        *("Decoration style", "Package", "Usage", "Style", "Material", "Quantity", "Plug Type"),
        *("Installation Type", "Klimaat", "Language", "Voltage", "Garage", "Image", "Metallart"),
        *("Corner", "Décor", "Collar", "Incorporated", "Storage", "Vintage", "Bandage", "Decor"),
        *("Detaillierung", "Resized", "Embedenable", "", "Colorimeter"),
    ],
)
def test_what_only_looks_alike_is_neither(name):
    assert not is_color(named(name))
    assert not is_size(named(name))


def test_aliexpress_own_numbers_tell_whatever_the_name_says():
    assert is_color(named("X", "14"))
    assert is_size(named("X", "5"))
    assert is_size(named("X", "200000124"))


AXES = (
    axis(14, "Color", value(1, "Sage\u200b Green"), value(2, "Honey")),
    axis(5, "Kid Size", value(7, "0-3 months"), value(8, "nb")),
)


def test_words_come_in_the_order_of_the_axes_with_sizes_normalised():
    words = ShopWords(AXES).of((("5", "7"), ("14", "1")))
    assert words.values == ("Sage Green", "0-3M")
    assert (words.size, words.color, words.name) == ("0-3M", "Sage Green", "Sage Green / 0-3M")


def test_without_an_option_there_is_one_size():
    words = ShopWords(()).of(())
    assert (words.size, words.color, words.name) == (None, None, "One Size")


def test_an_unknown_value_is_left_out():
    assert ShopWords(AXES).of((("14", "1"), ("5", "999"), ("77", "1"))).values == ("Sage Green",)


def test_of_two_sizes_the_first_is_the_size_and_both_are_in_the_name():
    axes = (axis(5, "Size", value(1, "nb")), axis(200000124, "Shoe Size", value(2, "EU 21")))
    words = ShopWords(axes).of((("5", "1"), ("200000124", "2")))
    assert (words.size, words.name) == ("Newborn", "Newborn / EU 21")


def words_of(*names):
    size = axis(5, "Size", *(value(number, name) for number, name in enumerate(names)))
    shop = ShopWords((size,))
    return [shop.of((("5", str(number)),)).size for number in range(len(names))]


def test_two_sizes_that_would_read_alike_keep_the_sellers_words():
    assert words_of("3 months", "3M", "6 months") == ["3 months", "3M", "6M"]
    assert words_of("Newborn", "NB", "0-3m") == ["Newborn", "NB", "0-3M"]


SIZES = st.lists(st.sampled_from(["3M", "3m", "3 months", "03m", "3 Months", "2T", "2t", "02T", "M",
                                  "Medium", "Size M", "nb", "Newborn", "6M-2Y", "6m - 2 years", "S",
                                  "", "One Size", "os", "12-18M", "12M/18M"])
                 | st.text(max_size=6).map(plain), unique=True)  # fmt: skip


@given(SIZES)
def test_different_sizes_of_a_product_never_become_one_word(names):
    words = words_of(*names)
    names = [name or "One Size" for name in names]
    alike = [{names[place] for place, w in enumerate(words) if w == word} for word in words]
    assert all(len(same) == 1 for same in alike)


@pytest.mark.parametrize("rows", [10, 1_000])
def test_words_are_looked_up_once_for_each_row(rows, monkeypatch):
    asked = Counter()
    monkeypatch.setattr(options, "normalise_size", lambda text: asked.update(sizes=1) or text)
    shop = ShopWords((axis(5, "Size", *(value(n, f"size {n}") for n in range(rows))),))
    for number in range(rows):
        shop.of((("5", str(number)),))
    assert asked["sizes"] <= 2 * rows
