"""Pictures come onto this laptop whole, once, in two sizes; a bad one costs only itself."""

import hashlib
import io
import os
import stat
import threading
from pathlib import Path

import pytest
from PIL import Image

from babydrop_desktop.domain.files import StoredPicture
from babydrop_desktop.errors import Limit, Refused, Stopped, Unavailable
from babydrop_desktop.gateways.clock import SystemClock
from babydrop_desktop.gateways.http import Http
from babydrop_desktop.gateways.pictures import PictureStore
from tests.fakes import drawings, web

HOST = "https://ae01.alicdn.com"
ROOT = Path(__file__).resolve().parents[2]


def quiet(*_told):
    """Nobody cancels, nobody listens."""


@pytest.fixture
def server():
    with web.serving() as running:
        yield running


@pytest.fixture
def store(server, tmp_path):
    http = Http({"ae01.alicdn.com": server.base}, SystemClock())
    made = PictureStore(tmp_path / "pictures", http)
    yield made
    made.close()
    http.close()


def serve(server, name, data, **more):
    server.routes[f"/kf/{name}"] = web.Answer(data, kind="image/jpeg", **more)
    return f"{HOST}/kf/{name}"


def files_in(folder):
    return sorted(path for path in Path(folder).rglob("*") if path.is_file())


def test_a_picture_is_kept_in_two_sizes_under_the_name_of_its_content(server, store, tmp_path):
    url = serve(server, "Sabc.jpg", drawings.packed(drawings.photo(2600, 1300), quality=90))
    kept = store.store(url + "_640x640.jpg", check=quiet)
    assert server.seen[0].path == "/kf/Sabc.jpg"
    assert (kept.width, kept.height, kept.source_key) == (2000, 1000, "Sabc")
    folder = tmp_path / "pictures" / kept.sha256[:2]
    large, small = folder / f"{kept.sha256}.webp", folder / f"{kept.sha256}-320.webp"
    assert files_in(tmp_path) == [small, large]
    assert hashlib.sha256(large.read_bytes()).hexdigest() == kept.sha256
    assert (kept.size_bytes, kept.thumb_bytes) == (large.stat().st_size, small.stat().st_size)
    with Image.open(small) as listed:
        assert (listed.size, listed.format) == ((320, 160), "WEBP")
    assert store.has(kept.sha256)


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such modes")
def test_only_the_owner_may_read_the_files(server, store, tmp_path):
    store.store(serve(server, "Sabc.jpg", drawings.packed(drawings.photo(30, 20))), check=quiet)
    modes = {stat.S_IMODE(path.stat().st_mode) for path in files_in(tmp_path)}
    assert modes == {0o600}


def test_the_same_content_twice_is_one_file(server, store, tmp_path):
    data = drawings.packed(drawings.photo(300, 200))
    first = store.store(serve(server, "Sone.jpg", data), check=quiet)
    before = [(path, path.stat().st_ino) for path in files_in(tmp_path)]
    second = store.store(serve(server, "Stwo.jpg", data), check=quiet)
    assert first.sha256 == second.sha256
    assert (first.source_key, second.source_key) == ("Sone", "Stwo")
    assert [(path, path.stat().st_ino) for path in files_in(tmp_path)] == before


def test_a_damaged_file_is_written_again(server, store, tmp_path):
    url = serve(server, "Sone.jpg", drawings.packed(drawings.photo(300, 200)))
    kept = store.store(url, check=quiet)
    large = tmp_path / "pictures" / kept.sha256[:2] / f"{kept.sha256}.webp"
    large.write_bytes(b"torn")
    assert store.large(kept.sha256, side=100) is None
    store.store(url, check=quiet)
    assert hashlib.sha256(large.read_bytes()).hexdigest() == kept.sha256


def test_the_kept_picture_comes_back_as_pixels_of_the_wanted_size(server, store):
    image = Image.new("RGB", (900, 600), (200, 60, 20))
    kept = store.store(serve(server, "Sone.png", drawings.packed(image, "PNG")), check=quiet)
    small, large = store.thumbnail(kept.sha256, side=96), store.large(kept.sha256, side=600)
    assert (small.width, small.height, len(small.rgba)) == (96, 64, 96 * 64 * 4)
    assert (large.width, large.height) == (600, 400)
    red, green, blue, alpha = large.rgba[:4]
    assert alpha == 255
    assert abs(red - 200) + abs(green - 60) + abs(blue - 20) < 12
    never_enlarged = store.thumbnail(kept.sha256, side=4000)
    assert never_enlarged.width == 320


@pytest.mark.parametrize("name", ["", "../../etc/passwd", "a" * 63, "A" * 64, "a" * 64 + "\n"])
def test_a_name_that_is_no_sha256_is_not_here(store, name):
    assert not store.has(name)
    assert store.thumbnail(name, side=96) is None
    assert store.large(name, side=96) is None


def test_a_file_of_ours_that_was_replaced_by_another_kind_is_not_shown(server, store, tmp_path):
    kept = store.store(
        serve(server, "Sone.jpg", drawings.packed(drawings.photo(300, 200))), check=quiet
    )
    small = tmp_path / "pictures" / kept.sha256[:2] / f"{kept.sha256}-320.webp"
    small.write_bytes(drawings.packed(drawings.photo(300, 200), "PNG"))
    assert store.thumbnail(kept.sha256, side=96) is None
    small.write_bytes(drawings.packed(Image.new("RGB", (3000, 100)), "WEBP"))
    assert store.thumbnail(kept.sha256, side=96) is None


@pytest.mark.parametrize("name", sorted(drawings.hostile()))
def test_a_hostile_picture_is_refused_and_leaves_nothing(server, store, tmp_path, name):
    url = serve(server, "Sbad.jpg", drawings.hostile()[name])
    with pytest.raises(Refused) as caught:
        store.store(url, check=quiet)
    assert caught.value.reason in {"picture_unreadable", "picture_too_many_pixels"}
    assert "without it" in str(caught.value)
    assert files_in(tmp_path) == []


def test_every_failure_of_a_picture_has_its_reason(server, store):
    server.routes["/kf/Shalf.jpg"] = web.Answer(b"\xff\xd8\xff half", length=5000)
    server.routes["/kf/Sendless.jpg"] = web.endless
    server.routes["/kf/Sbusy.jpg"] = web.Answer(status=429, headers={"Retry-After": "3"})
    urls = [
        f"{HOST}/kf/Sgone.jpg",
        f"{HOST}/kf/Shalf.jpg",
        f"{HOST}/kf/Sendless.jpg",
        f"{HOST}/kf/Sbusy.jpg",
        "https://evil.example/kf/S.jpg",
        "file:///etc/passwd",
        serve(server, "Sgood.jpg", drawings.packed(drawings.photo(30, 20))),
    ]
    told = []
    results = store.fetch_many(urls, check=quiet, done=told.append)
    reasons = [getattr(result, "reason", "kept") for result in results]
    assert reasons == [
        "picture_gone",
        "broken_answer",
        "picture_too_large",
        "too_many_requests",
        "picture_not_allowed",
        "picture_not_allowed",
        "kept",
    ]
    assert isinstance(results[2], Limit)
    assert isinstance(results[3], Unavailable)
    assert told[-1] == 7
    assert told == sorted(told)


def test_many_pictures_come_back_in_order_three_at_a_time(server, store):
    together, most, lock = set(), [0], threading.Lock()
    three = threading.Barrier(3)

    def slowly(handler):
        with lock:
            together.add(handler.path)
            most[0] = max(most[0], len(together))
        three.wait(20)
        with lock:
            together.discard(handler.path)
        number = int(handler.path.rpartition("/")[2].removesuffix(".jpg")[1:])
        data = drawings.packed(drawings.photo(100 + number, 50))
        handler.send(web.Answer(data, kind="image/jpeg"))

    urls = []
    for number in range(9):
        server.routes[f"/kf/S{number}.jpg"] = slowly
        urls.append(f"{HOST}/kf/S{number}.jpg")
    told = []
    results = store.fetch_many(urls, check=quiet, done=told.append)
    assert [kept.width for kept in results] == [100 + number for number in range(9)]
    assert [kept.source_key for kept in results] == [f"S{number}" for number in range(9)]
    assert most[0] == 3
    assert told[-1] == 9


def test_no_pictures_are_no_work(store):
    assert store.fetch_many([], check=quiet, done=quiet) == []


def test_cancelling_ends_all_downloads_and_is_told(server, store, tmp_path):
    for number in range(6):
        server.routes[f"/kf/S{number}.jpg"] = web.silence

    def stop_once_asked():
        if len(server.seen) >= 3:
            raise Stopped("Cancelled.", reason="cancelled")

    with pytest.raises(Stopped):
        store.fetch_many(
            [f"{HOST}/kf/S{number}.jpg" for number in range(6)], check=stop_once_asked, done=quiet
        )
    assert len(server.seen) == 3
    assert files_in(tmp_path) == []


def test_what_is_kept_can_be_read_by_anybody_who_reads_webp(server, store, tmp_path):
    data = drawings.packed(drawings.photo(640, 480), quality=95)
    kept = store.store(serve(server, "Sone.jpg", data), check=quiet)
    assert isinstance(kept, StoredPicture)
    large = (tmp_path / "pictures" / kept.sha256[:2] / f"{kept.sha256}.webp").read_bytes()
    shown = Image.open(io.BytesIO(large)).convert("RGB").resize((16, 12), Image.Resampling.BOX)
    wanted = drawings.photo(640, 480).resize((16, 12), Image.Resampling.BOX)
    pairs = zip(shown.tobytes(), wanted.tobytes(), strict=True)
    assert max(abs(a - b) for a, b in pairs) <= 8


def test_a_picture_that_is_too_large_leaves_nothing_of_itself_in_the_memory(server, store):
    server.routes["/kf/Slong.jpg"] = web.endless
    (lost,) = store.fetch_many([f"{HOST}/kf/Slong.jpg"], check=quiet, done=quiet)
    assert lost.reason == "picture_too_large"
    # Frames of a traceback hold what had arrived: 20 MB of each lost picture.
    assert (lost.__traceback__, lost.__context__, lost.__cause__) == (None, None, None)
