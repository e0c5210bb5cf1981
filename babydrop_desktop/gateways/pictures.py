"""Brings the supplier's pictures onto this laptop, safe, in two sizes, each kept once."""

from collections.abc import Callable, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from datetime import datetime
from pathlib import Path

from PIL import Image

from babydrop_desktop.domain.files import RawImage, StoredPicture
from babydrop_desktop.domain.picture_url import full_size, picture_key
from babydrop_desktop.errors import Refused, ShopError, Stopped
from babydrop_desktop.gateways import picture_guard, picture_memory, picture_sizes
from babydrop_desktop.gateways.fetching import Fetcher
from babydrop_desktop.gateways.picture_files import LARGE, SMALL, PictureFiles
from babydrop_desktop.gateways.picture_gate import SLICE_S, PictureGate
from babydrop_desktop.gateways.picture_guard import OpenPicture
from babydrop_desktop.gateways.picture_maker import PictureMaker

# The storefront's rule "three at a time"; at most two of them decode.
DOWNLOADS = 3
Check = Callable[[], None]


class PictureStore:
    """The pictures of one shop. Close it at the end; the `Http` stays the caller's."""

    def __init__(self, folder: Path, http: Fetcher, *, gate: PictureGate | None = None) -> None:
        """Take the pictures' folder, the client, and the gate that all stores share."""
        picture_guard.arm()
        picture_memory.give_back()
        self._files = PictureFiles(folder)
        self._http = http
        self._gate = gate or PictureGate()
        self._maker = PictureMaker(gate=self._gate)
        self._pool = ThreadPoolExecutor(DOWNLOADS, thread_name_prefix="pictures")

    def store(self, url: str, *, check: Check) -> StoredPicture:
        """Fetch one picture and keep it in both sizes, durably, before returning.

        Raises Refused ("picture_unreadable", "picture_too_many_pixels", "picture_not_allowed",
        "picture_gone" …), Limit ("picture_too_large"), Unavailable, and what `check` raises.
        """
        response = self._http.get(full_size(url), purpose="picture", check=check)
        sizes = self._maker.make(response.body, check=check)
        check()
        return StoredPicture(
            sha256=self._files.keep(sizes),
            width=sizes.width,
            height=sizes.height,
            size_bytes=len(sizes.large),
            thumb_bytes=len(sizes.small),
            source_key=picture_key(url),
            look=sizes.look,
        )

    def fetch_many(
        self, urls: Sequence[str], *, check: Check, done: Callable[[int], None]
    ) -> list[StoredPicture | ShopError]:
        """Fetch and keep many at once, three at a time: in order, what became of each.

        One bad picture never raises: its error is in its place. `done` hears, on the calling
        thread, how many are settled. Raises only what `check` raises, such as Stopped.
        """
        futures = [self._pool.submit(self._tried, url, check) for url in urls]
        try:
            _wait_for_all(futures, check, done)
        except BaseException:
            for future in futures:
                future.cancel()
            wait(futures)
            raise
        return [future.result() for future in futures]

    def has(self, sha256: str) -> bool:
        """Whether both files of that picture are on this laptop."""
        return self._files.has(sha256)

    def look(self, sha256: str) -> str:
        """How the picture looks (see domain/look.py); "" where it is not here."""
        opened = self._opened(self._files.small(sha256), SMALL)
        try:
            return picture_sizes.look_in(opened.plain()) if opened else ""
        except Refused:
            return ""

    def thumbnail(self, sha256: str, *, side: int) -> RawImage | None:
        """The list-size picture scaled down to fit `side` pixels; None where it is not here."""
        opened = self._opened(self._files.small(sha256), SMALL)
        return _pixels(opened, side)

    def large(self, sha256: str, *, side: int) -> RawImage | None:
        """The large picture scaled down to fit `side` pixels; None where it is not here."""
        opened = self._opened(self._files.large(sha256), LARGE)
        if opened is None:
            return None
        with self._gate.place(opened.cost_bytes, check=_never):
            return _pixels(opened, side)

    def sweep(self, keep: set[str], *, older_than: datetime, check: Check) -> int:
        """Remove pictures that no row names and that were last used before; how many files."""
        return self._files.sweep(keep, older_than, check)

    def close(self) -> None:
        """End the processes and threads; what waits is dropped, what runs stops."""
        self._maker.close()
        self._pool.shutdown(wait=True, cancel_futures=True)

    def _tried(self, url: str, check: Check) -> StoredPicture | ShopError:
        try:
            return self.store(url, check=check)
        except Stopped:
            raise
        except ShopError as error:
            return _bare(error)

    def _opened(self, path: Path | None, largest: int) -> OpenPicture | None:
        """Open a file of ours as carefully as one from outside: others may have touched it."""
        try:
            if path is None:
                return None
            opened = picture_guard.open_picture(
                path.read_bytes(), longest=largest, kinds=frozenset({"WEBP"})
            )
        except (OSError, Refused):
            return None
        return opened if max(opened.full) <= largest else None


def _pixels(opened: OpenPicture | None, side: int) -> RawImage | None:
    try:
        image = opened.plain() if opened else None
    except Refused:
        return None
    if image is None:
        return None
    size = picture_sizes.fitted(image.size, max(1, side))
    if size != image.size:
        image = image.resize(size, Image.Resampling.LANCZOS, reducing_gap=2.0)
    return RawImage(image.width, image.height, image.tobytes())


def _bare(error: ShopError) -> ShopError:
    """The error alone: its traceback would keep the 20 MB that had arrived of each lost picture."""
    error.__cause__ = error.__context__ = None
    return error.with_traceback(None)


def _never() -> None:
    """Nobody cancels."""


def _wait_for_all(
    futures: Sequence[Future[StoredPicture | ShopError]], check: Check, done: Callable[[int], None]
) -> None:
    """Wait, tell how many are settled, notice a cancel and a bug at once."""
    waiting = set(futures)
    while waiting:
        check()
        settled, waiting = wait(waiting, timeout=SLICE_S, return_when=FIRST_COMPLETED)
        for future in settled:
            future.result()
        if settled:
            done(len(futures) - len(waiting))
