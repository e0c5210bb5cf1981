"""Colour and size are found among a supplier's options, in many languages and without traps."""

import pytest

from babydrop_desktop.domain.options import is_color, is_size, split_labels
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
    words = split_labels(AXES, (("5", "7"), ("14", "1")))
    assert words.values == ("Sage Green", "0-3M")
    assert (words.size, words.color, words.name) == ("0-3M", "Sage Green", "Sage Green / 0-3M")


def test_without_an_option_there_is_one_size():
    words = split_labels((), ())
    assert (words.size, words.color, words.name) == (None, None, "One Size")


def test_an_unknown_value_is_left_out():
    assert split_labels(AXES, (("14", "1"), ("5", "999"), ("77", "1"))).values == ("Sage Green",)


def test_of_two_sizes_the_first_is_the_size_and_both_are_in_the_name():
    axes = (axis(5, "Size", value(1, "nb")), axis(200000124, "Shoe Size", value(2, "EU 21")))
    words = split_labels(axes, (("5", "1"), ("200000124", "2")))
    assert (words.size, words.name) == ("Newborn", "Newborn / EU 21")
