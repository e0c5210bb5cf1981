"""One picture of the supplier has one identity, whatever its address looks like."""

import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from babydrop_desktop.domain.picture_url import full_size, picture_key, sha256_of, url_of

SHA = "ab" * 32
HOST = "https://ae01.alicdn.com"


@pytest.mark.parametrize(
    "url",
    [
        "https://ae01.alicdn.com/kf/Sabc.jpg",
        "https://ae03.alicdn.com/kf/Sabc.jpg_640x640.jpg",
        "https://ae01.alicdn.com/kf/Sabc.jpg_220x220.jpg_.webp",
        "https://ae01.alicdn.com/kf/Sabc.jpg_Q90.jpg_.webp",
        "https://ae-pic-a1.aliexpress-media.com/kf/Sabc.jpg_960x960q75.jpg_.avif",
        "https://ae01.alicdn.com/kf/Sabc/a-slug-of-the-seller.jpg",
        "https://ae01.alicdn.com/kf/Sabc.png",
    ],
)
def test_all_forms_of_one_picture_have_one_identity(url):
    assert picture_key(url) == "Sabc"


def test_the_original_is_what_stands_before_the_suffix():
    url = "https://ae01.alicdn.com/kf/Sabc.jpg"
    assert full_size(f"{url}_640x640.jpg_.webp") == url
    assert full_size(url) == url


def test_a_picture_elsewhere_is_known_by_its_address():
    one, other = picture_key("https://x/a.jpg"), picture_key("https://x/b.jpg")
    assert len(one) == len(other) == 64
    assert one != other
    assert picture_key("https://x/a.jpg_50x50.jpg") == one


@given(st.text(st.characters(exclude_categories=()), max_size=400))
def test_every_address_has_an_identity_that_fits(text):
    url = f"https://ae01.alicdn.com/kf/{text}"
    assert 0 < len(picture_key(url)) <= 200
    assert 0 < len(picture_key(text)) <= 200
    assert full_size(full_size(text)) == full_size(text)


def test_our_name_for_a_picture_is_found_again_and_nothing_else_is():
    assert sha256_of(url_of(SHA)) == SHA
    for other in ("https://cdn.example.com/a.webp", f"babydrop:{SHA}", f"babydrop:{SHA}.webp\n",
                  f"babydrop:{SHA.upper()}.webp", "babydrop:../../x.webp"):  # fmt: skip
        assert sha256_of(other) is None


@pytest.mark.parametrize(
    ("url", "original", "key"),
    [
        (f"{HOST}/kf/Sabc.jpg_640x640.jpg", f"{HOST}/kf/Sabc.jpg", "Sabc"),
        (f"{HOST}/kf/Sabc.jpg_220x220q75.jpg_.avif", f"{HOST}/kf/Sabc.jpg", "Sabc"),
        (f"{HOST}/kf/Sabc.JPG_Q90.jpg_.webp", f"{HOST}/kf/Sabc.JPG", "Sabc"),
        (f"{HOST}/kf/Sabc/Soft-Romper.png_.webp", f"{HOST}/kf/Sabc/Soft-Romper.png", "Sabc"),
        (f"{HOST}/kf/Sabc/Soft.jpeg", f"{HOST}/kf/Sabc/Soft.jpeg", "Sabc"),
        (f"{HOST}/kf/HTB1_a.bXcD.jpg_50x50.jpg", f"{HOST}/kf/HTB1_a.bXcD.jpg", "HTB1_a.bXcD"),
        ("https://ae-pic-a1.aliexpress-media.com/kf/Sabc.jpg_960x960.jpg",
         "https://ae-pic-a1.aliexpress-media.com/kf/Sabc.jpg", "Sabc"),
        (f"{HOST}/kf/Sabc.png?width=800", f"{HOST}/kf/Sabc.png?width=800", "Sabc"),
    ],
)  # fmt: skip
def test_the_original_and_its_identity_are_known_from_any_of_its_addresses(url, original, key):
    assert full_size(url) == original
    assert picture_key(url) == key


def test_a_picture_elsewhere_is_known_by_its_original_address():
    url = "https://img.alicdn.com/imgextra/i1/O1CN01.png_80x80.png"
    original = "https://img.alicdn.com/imgextra/i1/O1CN01.png"
    assert picture_key(url) == hashlib.sha256(original.encode()).hexdigest()
    assert picture_key(f"{original}?x=/kf/Sabc.jpg") != "Sabc"
    assert len(picture_key(f"{HOST}/kf/{'S' * 500}.jpg")) == 64
