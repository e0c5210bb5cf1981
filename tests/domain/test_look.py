"""Pictures that look alike have nearly the same fingerprint; plain grounds have none."""

import io

import pytest
from PIL import Image

from babydrop_desktop.domain.look import ALIKE, apart, look_of, nearest, number_of
from babydrop_desktop.gateways.picture_sizes import look_in


def number(image):
    return number_of(look_in(image))


def packed_again(image, **options):
    buffer = io.BytesIO()
    image.save(buffer, "JPEG", **options)
    return Image.open(buffer).convert("RGB")


def test_each_bit_says_whether_the_picture_gets_darker_to_the_right():
    falling = [9 - at % 9 for at in range(72)]
    assert look_of(falling) == "f" * 16
    assert look_of(list(reversed(falling))) == "0" * 16


def noise(seed):
    grain = bytes((at * at * seed + at // 7 * seed) % 251 for at in range(20 * 16))
    return Image.frombytes("L", (20, 16), grain).resize((400, 320)).convert("RGB")


@pytest.mark.parametrize("seed", range(3, 9))
def test_a_picture_smaller_or_packed_again_looks_alike(seed):
    image = noise(seed)
    other = packed_again(image.resize((173, 139)), quality=40)
    assert apart(number(image), number(other)) <= ALIKE


def test_other_pictures_do_not_look_alike():
    looks = [number(noise(seed)) for seed in range(3, 23)]
    differ = [apart(one, two) for at, one in enumerate(looks) for two in looks[:at]]
    assert min(differ) > ALIKE


@pytest.mark.parametrize("colour", ["white", "black", "#ff00aa"])
def test_a_plain_ground_is_told_by_nothing(colour):
    assert number(Image.new("RGB", (320, 320), colour)) is None


@pytest.mark.parametrize("text", [None, "", "xyz", "0" * 16, "f" * 16])
def test_what_is_no_fingerprint_is_none(text):
    assert number_of(text) is None


def test_the_nearest_is_named_and_oneself_never():
    looks = {"a": 0x00FF00FF00FF00FF, "b": 0x00FF00FF00FF00FE, "c": 0xFFFFFFFF00000000}
    assert nearest(looks["a"], looks) == ("a", 0)
    assert nearest(looks["a"], looks, without="a") == ("b", 1)
    assert nearest(looks["c"], {"a": looks["a"]}) is None
