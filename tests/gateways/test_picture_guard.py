"""Only pictures that are safe are decoded, upright, in sRGB and no larger than needed."""

import io
import struct
import sys
from pathlib import Path

import pytest
from PIL import Image, ImageCms, ImageDraw

from babydrop_desktop.errors import Refused
from babydrop_desktop.gateways import picture_guard, picture_headers, picture_sizes
from tests.bench.measure import run_in_child
from tests.fakes import drawings

HOSTILE = Path(__file__).resolve().parents[3] / "shared/hostile"
MOST_MB = 300


@pytest.fixture(autouse=True)
def _armed():
    picture_guard.arm()


def decoded(data, longest=2000):
    return picture_guard.open_picture(data, longest=longest).shrunk()


def outcome(data):
    """What the guard makes of a picture: "kept", or the reason."""
    try:
        image = decoded(data)
    except Refused as error:
        return error.reason
    picture_sizes.encode(image)
    return "kept"


def outcomes_of_files(folder):
    """Run in a child: every file of the folder through the guard; what became of each."""
    picture_guard.arm()
    files = sorted(path for path in Path(folder).rglob("*") if path.is_file())
    return {"outcomes": {str(path): outcome(path.read_bytes()) for path in files}}


def outcomes_of_our_own():
    """Run in a child: our hostile pictures, and the heaviest ones that are allowed."""
    picture_guard.arm()
    found = {name: outcome(data) for name, data in drawings.hostile().items()}
    found["300 frames"] = outcome(drawings.many_frames())
    return {"outcomes": found}


def heaviest(path):
    """Run in a child: one heavy picture from a file."""
    picture_guard.arm()
    return {"outcome": outcome(Path(path).read_bytes())}


def test_everything_hostile_of_our_own_is_refused_in_little_memory():
    sample = run_in_child(outcomes_of_our_own)
    found = sample.facts["outcomes"]
    assert found.pop("300 frames") == "kept"
    too_many = {name for name, reason in found.items() if reason == "picture_too_many_pixels"}
    unreadable = {name for name, reason in found.items() if reason == "picture_unreadable"}
    assert too_many == {
        "PNG of 2^31",
        "PNG of 41 MP",
        "PNG of one row",
        "PNG of 100 MP",
        "JPEG of 100 MP",
        "progressive JPEG of 39 MP",
        "WebP of 200 MP",
    }
    assert unreadable == set(found) - too_many
    assert sample.peak_mb <= MOST_MB


@pytest.mark.skipif(not HOSTILE.exists(), reason="shared/hostile is not beside the project")
def test_every_hostile_file_is_refused_or_decoded_in_little_memory():
    sample = run_in_child(outcomes_of_files, str(HOSTILE))
    found = sample.facts["outcomes"]
    assert len(found) > 400
    assert set(found.values()) <= {"kept", "picture_unreadable", "picture_too_many_pixels"}
    assert sample.peak_mb <= MOST_MB
    pictures = {Path(name).name: reason for name, reason in found.items()}
    for bomb in ("bomb_png_rgb_12000x12000.png", "bomb_png_1bit_30000x30000.png"):
        assert pictures[bomb] == "picture_too_many_pixels"
    for fake in ("html_named.jpg", "eps_named.jpg", "pdf_named.png", "svg_script_remote.svg"):
        assert pictures[fake] == "picture_unreadable"


@pytest.mark.parametrize(
    ("name", "make"),
    [
        ("PNG with transparency", lambda: drawings.packed(
            Image.new("RGBA", (8000, 5000), (9, 9, 9, 99)), "PNG", compress_level=1)),
        ("palette PNG", lambda: drawings.packed(Image.new("P", (8000, 5000)), "PNG")),
        ("progressive JPEG", lambda: drawings.packed(
            Image.new("RGB", (8000, 5000)), progressive=True)),
        ("JPEG", lambda: drawings.packed(Image.new("RGB", (8000, 5000)), subsampling=0)),
        ("WebP of 12 MP", lambda: drawings.packed(drawings.photo(4000, 3000), "WEBP", method=0)),
        ("PNG of long rows", lambda: drawings.packed(Image.new("RGB", (30_000, 1300)), "PNG")),
        ("CMYK", lambda: drawings.packed(Image.new("CMYK", (7000, 5000)))),
    ],
)  # fmt: skip
def test_the_heaviest_pictures_that_are_allowed_stay_in_the_memory(tmp_path, name, make):
    path = tmp_path / "heavy"
    path.write_bytes(make())
    sample = run_in_child(heaviest, str(path))
    assert sample.facts["outcome"] == "kept"
    assert sample.peak_mb <= MOST_MB


def test_the_limit_of_pixels_is_forty_million():
    assert outcome(drawings.packed(Image.new("1", (8000, 5000)), "PNG")) == "kept"
    assert outcome(drawings.packed(Image.new("1", (8000, 5001)), "PNG")) == (
        "picture_too_many_pixels"
    )


@pytest.mark.parametrize(
    ("size", "expected"),
    [((4000, 3000), (2000, 1500)), ((1000, 4100), (488, 2000)), ((300, 200), (300, 200)),
     ((2001, 1), (2000, 1)), ((2000, 2000), (2000, 2000)), ((5999, 5), (2000, 2))],
)  # fmt: skip
@pytest.mark.parametrize("kind", ["JPEG", "PNG"])
def test_the_longest_side_is_two_thousand_and_nothing_is_enlarged(size, expected, kind):
    assert decoded(drawings.packed(Image.new("RGB", size), kind)).size == expected


def test_a_reduced_decode_looks_like_a_full_one():
    picture = drawings.photo(4400, 3300)
    fast = decoded(drawings.packed(picture, quality=95)).resize((40, 30), Image.Resampling.BOX)
    slow = picture.resize((40, 30), Image.Resampling.BOX)
    pairs = zip(fast.tobytes(), slow.tobytes(), strict=True)
    assert max(abs(a - b) for a, b in pairs) <= 4


def corner_marked(width=80, height=40):
    image = Image.new("RGB", (width, height), "white")
    ImageDraw.Draw(image).rectangle((0, 0, 15, 15), fill="red")
    return image


@pytest.mark.parametrize(
    ("orientation", "size", "corner"),
    [
        (1, (80, 40), (5, 5)),
        (2, (80, 40), (74, 5)),
        (3, (80, 40), (74, 34)),
        (4, (80, 40), (5, 34)),
        (5, (40, 80), (5, 5)),
        (6, (40, 80), (34, 5)),
        (7, (40, 80), (34, 74)),
        (8, (40, 80), (5, 74)),
        (77, (80, 40), (5, 5)),
    ],
)
def test_a_picture_is_turned_the_way_it_was_taken(orientation, size, corner):
    exif = Image.Exif()
    exif[0x0112] = orientation
    image = decoded(drawings.packed(corner_marked(), exif=exif, quality=95))
    assert image.size == size
    red, green, _ = image.getpixel(corner)
    assert red > 200
    assert green < 60


def test_damaged_exif_costs_the_turn_and_not_the_picture():
    data = drawings.packed(corner_marked(), exif=b"Exif\x00\x00II*\x00\xff\xff\xff\xff", quality=95)
    assert decoded(data).size == (80, 40)


def test_nothing_but_pixels_is_kept():
    exif = Image.Exif()
    exif[0x010E] = "taken at home"
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    data = drawings.packed(drawings.photo(300, 200), exif=exif, icc_profile=profile, comment=b"me")
    sizes = picture_sizes.encode(decoded(data))
    for file in (sizes.large, sizes.small):
        kept = Image.open(io.BytesIO(file))
        assert kept.format == "WEBP"
        assert not {"exif", "icc_profile", "xmp"} & set(kept.info)
        assert len(kept.getexif()) == 0


@pytest.mark.parametrize(
    ("image", "options", "expected"),
    [
        (Image.new("RGBA", (50, 50), (255, 0, 0, 0)), {}, (255, 255, 255)),
        (Image.new("RGBA", (50, 50), (255, 0, 0, 128)), {}, (255, 127, 127)),
        (Image.new("LA", (50, 50), (0, 0)), {}, (255, 255, 255)),
        (Image.new("P", (50, 50), 0), {"transparency": 0}, (255, 255, 255)),
        (Image.new("L", (50, 50), 77), {"transparency": 77}, (255, 255, 255)),
        (Image.new("RGB", (50, 50), (1, 2, 3)), {"transparency": (1, 2, 3)}, (255, 255, 255)),
        (Image.new("1", (50, 50), 1), {}, (255, 255, 255)),
        (Image.new("I;16", (50, 50), 65535), {}, (255, 255, 255)),
        (Image.new("I;16", (50, 50), 25700), {}, (100, 100, 100)),
        (Image.new("L", (50, 50), 100), {}, (100, 100, 100)),
    ],
)
def test_every_mode_becomes_rgb_on_white(image, options, expected):
    got = decoded(drawings.packed(image, "PNG", **options))
    assert got.mode == "RGB"
    assert all(abs(a - b) <= 1 for a, b in zip(got.getpixel((25, 25)), expected, strict=True))


def test_a_cmyk_picture_becomes_rgb():
    got = decoded(drawings.packed(Image.new("CMYK", (50, 50), (0, 255, 255, 0)), quality=95))
    red, green, blue = got.getpixel((25, 25))
    assert got.mode == "RGB"
    assert red > 200
    assert max(green, blue) < 60


def test_a_damaged_colour_profile_costs_nothing_but_the_profile():
    data = drawings.packed(Image.new("RGB", (50, 50), (200, 30, 30)), icc_profile=b"\x00" * 200)
    red, green, _ = decoded(data).getpixel((25, 25))
    assert abs(red - 200) < 8
    assert abs(green - 30) < 8


def gamma_profile(gamma):
    """An RGB profile whose three curves are one plain power, made from the bytes of sRGB's."""
    data = bytearray(ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes())
    count = struct.unpack(">I", data[128:132])[0]
    tags = [struct.unpack(">4sII", data[132 + 12 * i : 144 + 12 * i]) for i in range(count)]
    for name, at, _length in tags:
        if name in {b"rTRC", b"gTRC", b"bTRC"}:
            data[at : at + 16] = b"para" + bytes(4) + struct.pack(">HHi", 0, 0, int(gamma * 65536))
        if name == b"desc":
            data[at : at + _length] = bytes(data[at : at + _length]).replace(b"s\0R\0G", b"m\0y\0s")
    return bytes(data)


def test_colours_of_another_profile_are_moved_into_srgb():
    grey = Image.new("RGB", (50, 50), (128, 128, 128))
    moved = decoded(drawings.packed(grey, "PNG", icc_profile=gamma_profile(1.0)))
    assert 185 <= moved.getpixel((25, 25))[0] <= 191  # linear half is 188 in sRGB
    same = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    kept = decoded(drawings.packed(grey, "PNG", icc_profile=same))
    assert kept.getpixel((25, 25)) == (128, 128, 128)


def test_a_profile_of_other_pixels_is_left_out():
    lab = ImageCms.ImageCmsProfile(ImageCms.createProfile("LAB")).tobytes()
    data = drawings.packed(Image.new("RGB", (50, 50), (200, 30, 30)), "PNG", icc_profile=lab)
    assert decoded(data).getpixel((25, 25)) == (200, 30, 30)


def test_only_the_first_frame_counts():
    first, second = Image.new("RGB", (60, 60), "blue"), Image.new("RGB", (60, 60), "red")
    for kind in ("GIF", "WEBP", "PNG"):
        data = drawings.packed(first, kind, save_all=True, append_images=[second] * 20)
        red, _, blue = decoded(data).getpixel((30, 30))
        assert blue > 200
        assert red < 60


@pytest.mark.parametrize("progressive", [False, True])
def test_the_memory_of_a_progressive_jpeg_is_known_from_its_header(progressive):
    data = drawings.packed(Image.new("RGB", (800, 400)), progressive=progressive, subsampling=2)
    cost = picture_headers.jpeg_cost(data)
    assert cost.coefficient_bytes == (800 * 400 * 3 if progressive else 0)
    assert (cost.scans > 1) is progressive


@pytest.mark.parametrize("options", [{"lossless": True}, {}, {"exif": b"Exif\x00\x00MM\x00*"}])
def test_the_size_of_every_kind_of_webp_is_read_from_its_header(options):
    data = drawings.packed(drawings.photo(321, 123), "WEBP", **options)
    assert picture_headers.webp_size(data) == (321, 123)


@pytest.mark.skipif(sys.platform != "linux", reason="asks Linux for the memory of a process")
def test_the_measure_of_memory_sees_what_pillow_takes(tmp_path):
    small, large = run_in_child(hold, 1), run_in_child(hold, 120)
    assert large.peak_mb - small.peak_mb > 100


def hold(megabytes):
    """Run in a child: a picture of that many megabytes."""
    Image.new("L", (1024 * 1024, megabytes), 1).getpixel((0, 0))
