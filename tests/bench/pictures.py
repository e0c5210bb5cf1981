"""Measures how ten pictures of 2-12 MP come onto the laptop: one after another, and our way.

    .venv/bin/python tests/bench/pictures.py [--runs 5]

The old way is the predecessor's: each picture downloaded whole before the next, decoded in full
for each size, encoded with WebP's default effort. Both ways fetch from the same loopback server and
write both files. SSIM against a careful full-size reduction shows that the look is the same.
"""

import argparse
import hashlib
import io
import random
import sys
import tempfile
import urllib.request
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from statistics import mean
from time import perf_counter, process_time

ROOT = Path(__file__).resolve().parents[2]
if str(ROOT) not in sys.path:
    sys.path.insert(0, str(ROOT))

from PIL import Image, ImageMath  # noqa: E402

from babydrop_desktop.domain.files import StoredPicture  # noqa: E402
from babydrop_desktop.gateways.clock import SystemClock  # noqa: E402
from babydrop_desktop.gateways.http import Http  # noqa: E402
from babydrop_desktop.gateways.pictures import PictureStore  # noqa: E402
from tests.bench.measure import compare, report  # noqa: E402
from tests.fakes import web  # noqa: E402

HOST = "ae01.alicdn.com"
TEN = [(1632, 1224), (2000, 1500), (2048, 1536), (2304, 1728), (2592, 1944), (2816, 2112),
       (3072, 2304), (3264, 2448), (3648, 2736), (4000, 3000)]  # fmt: skip
TWELVE = [(4000, 3000)] * 10


def photo(size: tuple[int, int], seed: int) -> bytes:
    """Something as hard to encode as a photograph: gradients, soft shapes and grain, seeded."""
    grain = random.Random(seed)  # noqa: S311 - a picture, not a secret
    red = _layer(Image.radial_gradient("L").rotate(seed * 40), size, grain, 0.30)
    green = _layer(Image.linear_gradient("L").rotate(seed * 70), size, grain, 0.35)
    blue = _layer(Image.radial_gradient("L").rotate(seed * 110), size, grain, 0.40)
    image = Image.merge("RGB", (red, green, blue))
    fine = Image.frombytes("RGB", (256, 256), grain.randbytes(3 * 256 * 256))
    tile = fine.resize((512, 512), Image.Resampling.BICUBIC)
    noise = Image.new("RGB", size)
    for left in range(0, size[0], 512):
        for top in range(0, size[1], 512):
            noise.paste(tile, (left, top))
    buffer = io.BytesIO()
    Image.blend(image, noise, 0.06).save(buffer, "JPEG", quality=90)
    return buffer.getvalue()


def _layer(
    gradient: Image.Image, size: tuple[int, int], grain: random.Random, strength: float
) -> Image.Image:
    shapes = Image.frombytes("L", (48, 36), grain.randbytes(48 * 36))
    soft = shapes.resize(size, Image.Resampling.BICUBIC)
    return Image.blend(gradient.resize(size), soft, strength)


def old_way(base: str, count: int) -> dict[str, object]:
    """One after another: whole download, a full decode for each size, default effort."""
    with tempfile.TemporaryDirectory() as folder:
        started, cpu_started = perf_counter(), process_time()
        for number in range(count):
            with urllib.request.urlopen(f"{base}/kf/S{number}.jpg") as answer:  # noqa: S310
                data = answer.read()
            for side, quality in ((2000, 85), (320, 80)):
                image = Image.open(io.BytesIO(data)).convert("RGB")
                image.thumbnail((side, side), Image.Resampling.LANCZOS, reducing_gap=None)
                buffer = io.BytesIO()
                image.save(buffer, "WEBP", quality=quality)
                name = hashlib.sha256(buffer.getvalue()).hexdigest()
                (Path(folder) / f"{name}-{side}.webp").write_bytes(buffer.getvalue())
        seconds, cpu = perf_counter() - started, process_time() - cpu_started
        large = sum(path.stat().st_size for path in Path(folder).glob("*-2000.webp"))
    return {"seconds": seconds, "cpu_s": round(cpu, 2), "large_kb": large // 1024}


def our_way(base: str, count: int) -> dict[str, object]:
    """The program's own store: three downloads, two decodes, one decode for both sizes, synced."""
    with tempfile.TemporaryDirectory() as folder:
        started, cpu_started = perf_counter(), process_time()
        http = Http({HOST: base}, SystemClock())
        store = PictureStore(Path(folder), http)
        urls = [f"https://{HOST}/kf/S{number}.jpg" for number in range(count)]
        kept = store.fetch_many(urls, check=lambda: None, done=lambda _: None)
        seconds, cpu = perf_counter() - started, process_time() - cpu_started
        store.close()
        http.close()
        stored = [picture for picture in kept if isinstance(picture, StoredPicture)]
        if len(stored) != count:
            raise RuntimeError(f"only {len(stored)} of {count} pictures were kept")
    large = sum(picture.size_bytes for picture in stored)
    return {"seconds": seconds, "cpu_s": round(cpu, 2), "large_kb": large // 1024}


def likeness(data: bytes) -> tuple[float, float]:
    """SSIM of the old way's large picture and of ours, against a full decode and LANCZOS."""
    full = Image.open(io.BytesIO(data)).convert("RGB")
    reference = full.copy()
    reference.thumbnail((2000, 2000), Image.Resampling.LANCZOS, reducing_gap=None)
    buffer = io.BytesIO()
    reference.save(buffer, "WEBP", quality=85)
    old = Image.open(buffer).convert("RGB")
    with tempfile.TemporaryDirectory() as folder, web.serving() as server:
        server.routes["/kf/S0.jpg"] = web.Answer(data, kind="image/jpeg")
        http = Http({HOST: server.base}, SystemClock())
        store = PictureStore(Path(folder), http)
        kept = store.store(f"https://{HOST}/kf/S0.jpg", check=lambda: None)
        path = Path(folder) / kept.sha256[:2] / f"{kept.sha256}.webp"
        ours = Image.open(io.BytesIO(path.read_bytes())).convert("RGB")
        store.close()
        http.close()
    return ssim(reference, old), ssim(reference, ours)


def ssim(first: Image.Image, second: Image.Image) -> float:
    """Structural similarity of the brightness, over blocks of 8 x 8 pixels: 1.0 is the same."""
    a, b = first.convert("L").convert("F"), second.convert("L").convert("F")
    means = [image.reduce(8) for image in (a, b)]
    squares = [_product(x, y).reduce(8) for x, y in ((a, a), (b, b), (a, b))]
    values = zip(*(_floats(image) for image in (*means, *squares)), strict=True)
    return mean(_block(*five) for five in values)


def _product(first: Image.Image, second: Image.Image) -> Image.Image:
    return ImageMath.lambda_eval(lambda of: of["a"] * of["b"], a=first, b=second)


def _floats(image: Image.Image) -> list[float]:
    return list(memoryview(image.tobytes()).cast("f"))


def _block(mean_a: float, mean_b: float, aa: float, bb: float, ab: float) -> float:
    c1, c2 = (0.01 * 255) ** 2, (0.03 * 255) ** 2
    var_a, var_b, cov = aa - mean_a**2, bb - mean_b**2, ab - mean_a * mean_b
    top = (2 * mean_a * mean_b + c1) * (2 * cov + c2)
    return top / ((mean_a**2 + mean_b**2 + c1) * (var_a + var_b + c2))


def main() -> None:
    """Print the table and write bench-results/pictures.json."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=5)
    runs = parser.parse_args().runs
    rows = []
    for name, sizes in (("ten pictures, 2-12 MP", TEN), ("ten pictures, 12 MP each", TWELVE)):
        with ThreadPoolExecutor(2) as pool:
            pictures = list(pool.map(photo, sizes, range(1, len(sizes) + 1)))
        with web.serving() as server:
            for number, data in enumerate(pictures):
                server.routes[f"/kf/S{number}.jpg"] = web.Answer(data, kind="image/jpeg")
            row = compare(
                name, old=old_way, ours=our_way, arguments=(server.base, len(pictures)), runs=runs
            )
        pairs = [likeness(data) for data in (pictures[1], pictures[5], pictures[9])]
        row.old_facts["ssim"] = round(mean(old for old, _ in pairs), 4)
        row.our_facts["ssim"] = round(mean(ours for _, ours in pairs), 4)
        rows.append(row)
    report("pictures", rows)


if __name__ == "__main__":
    main()
