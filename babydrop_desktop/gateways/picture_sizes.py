"""Makes the shop's two sizes out of one decoded picture."""

import io
import struct

from PIL import Image, ImageCms

from babydrop_desktop.domain.look import ACROSS, DOWN, look_of
from babydrop_desktop.gateways.picture_files import SMALL, Sizes

LARGE_QUALITY = 85
SMALL_QUALITY = 80
# Measured: method 2 encodes in half the time of the default 4, with 3-5 % more bytes and the same
# look (performance.md; tests/bench/pictures.py).
METHOD = 2
# Above this a picture is first reduced as far as it goes, so that no second large copy is made.
_BIG_PIXELS = 12_000_000
_STRIP_PIXELS = 400_000
_LARGEST_PROFILE = 1_000_000
_ORIENTATION = 0x0112
_TURNS = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}


def encode(image: Image.Image) -> Sizes:
    """Encode an upright RGB picture in both sizes, without any metadata."""
    small = image.resize(fitted(image.size, SMALL), Image.Resampling.LANCZOS, reducing_gap=2.0)
    return Sizes(
        large=_webp(image, LARGE_QUALITY),
        small=_webp(small, SMALL_QUALITY),
        width=image.width,
        height=image.height,
        look=look_in(small),
    )


def look_in(image: Image.Image) -> str:
    """How a picture looks, to find others that look alike; 16 hexadecimal digits."""
    grey = image.convert("L").resize((ACROSS, DOWN), Image.Resampling.BOX)
    return look_of(grey.tobytes())


def fitted(size: tuple[int, int], longest: int) -> tuple[int, int]:
    """The size scaled down to `longest` pixels a side, never enlarged, at least one pixel."""
    width, height = size
    side = max(width, height, 1)
    if side <= longest:
        return width, height
    return max(1, round(width * longest / side)), max(1, round(height * longest / side))


def shrink(image: Image.Image, full: tuple[int, int], longest: int) -> Image.Image:
    """Turn a loaded picture into RGB at `longest` pixels a side: upright, sRGB, no metadata.

    `full` is its size before a reduced decode. Transparent parts become white, as in the shop.
    """
    orientation = _orientation(image)
    profile = image.info.get("icc_profile")
    size = fitted(full, longest)
    flat = _flat(image, _factor(image.size, longest))
    if flat.size != size:
        flat = flat.resize(size, Image.Resampling.LANCZOS)
    flat = _srgb(flat, profile)
    if orientation in _TURNS:
        flat = flat.transpose(_TURNS[orientation])
    flat.info.clear()
    return flat


def _factor(size: tuple[int, int], longest: int) -> int:
    """How many pixels become one before the careful resize."""
    room = longest if size[0] * size[1] > _BIG_PIXELS else longest * 1.5
    return max(1, int(max(size) / room))


def _flat(image: Image.Image, factor: int) -> Image.Image:
    """Give RGB (or CMYK) without transparency, reduced by `factor`, made strip by strip."""
    mode = "CMYK" if image.mode == "CMYK" else "RGB"
    if factor == 1 and image.mode == mode and "transparency" not in image.info:
        return image
    width, height = image.size
    result = Image.new(mode, (-(-width // factor), -(-height // factor)))
    rows = max(1, _STRIP_PIXELS // width // factor) * factor
    for top in range(0, height, rows):
        strip = image.crop((0, top, width, min(height, top + rows)))
        strip = strip if mode == "CMYK" else _rgb(strip)
        result.paste(strip.reduce(factor) if factor > 1 else strip, (0, top // factor))
    return result


def _rgb(strip: Image.Image) -> Image.Image:
    if strip.mode.startswith("I"):  # 16-bit grey; a plain conversion would cut it at 255
        return strip.convert("I").point(lambda value: value * (1 / 257)).convert("L").convert("RGB")
    if strip.mode in {"RGBA", "LA", "PA", "RGBa", "La"} or "transparency" in strip.info:
        clear = strip.convert("RGBA")
        white = Image.new("RGB", strip.size, "white")
        white.paste(clear, (0, 0), clear)
        return white
    return strip.convert("RGB")


def _orientation(image: Image.Image) -> int:
    """Which way up the camera was held, 1 where the picture does not say so properly."""
    try:
        found = image.getexif().get(_ORIENTATION, 1)
    except (OSError, ValueError, SyntaxError, EOFError, struct.error, Warning, KeyError, TypeError):
        return 1
    return found if isinstance(found, int) else 1


def _srgb(image: Image.Image, profile: object) -> Image.Image:
    """Move colours into sRGB where the picture names another profile that can be used."""
    if isinstance(profile, bytes) and 0 < len(profile) <= _LARGEST_PROFILE:
        try:
            return _converted(image, profile)
        except (ImageCms.PyCMSError, OSError, ValueError, TypeError):
            pass  # a damaged profile costs exact colours, not the picture
    return image.convert("RGB") if image.mode == "CMYK" else image


def _converted(image: Image.Image, profile: bytes) -> Image.Image:
    source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
    if image.mode == "RGB" and "srgb" in ImageCms.getProfileDescription(source).lower():
        return image
    srgb = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB"))
    moved = ImageCms.profileToProfile(image, source, srgb, outputMode="RGB")
    return moved if moved is not None else image


def _webp(image: Image.Image, quality: int) -> bytes:
    buffer = io.BytesIO()
    image.save(buffer, "WEBP", quality=quality, method=METHOD)
    return buffer.getvalue()
