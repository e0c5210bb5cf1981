"""Product pictures, large and quick: asked for when they are seen, kept while there is room."""

import asyncio
import itertools
from collections import Counter
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QRect, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QImage, QPainter, QPainterPath, QPen, QPixmap, QPixmapCache

from babydrop_desktop.errors import ShopError, Unavailable
from ui.theme.tokens import tokens
from ui.work.executor import QtExecutor
from ui.work.tasks import OnError, Tasks

CACHE_KB = 48 * 1024
# What waits beyond this was scrolled past: the oldest wish is dropped, and asked again when seen.
MOST_WAITING = 96
# What the network did not give is asked for again after this, so many times; then F5 asks again.
AGAIN_MS, MOST_TRIES = 30_000, 10
_caches = itertools.count(1)

if TYPE_CHECKING:
    from babydrop_desktop.domain.files import RawImage
    from babydrop_desktop.services.thumbnails import Thumbnails as Pictures


class From(StrEnum):
    """Where a picture comes from."""

    OURS = "ours"  # its list-size file
    LARGE = "large"  # its large file
    SUPPLIER = "supplier"  # fetched for the preview


@dataclass(frozen=True, slots=True)
class PictureKey:
    """One picture: `ref` is a sha256, or the address of a supplier's picture."""

    kind: From
    ref: str

    @classmethod
    def ours(cls, sha256: str | None, *, large: bool = False) -> "PictureKey | None":
        """A picture of ours, None where there is none."""
        return cls(From.LARGE if large else From.OURS, sha256) if sha256 else None

    @classmethod
    def supplier(cls, url: str | None) -> "PictureKey | None":
        """A supplier's picture, None where there is none."""
        return cls(From.SUPPLIER, url) if url else None


@dataclass(frozen=True, slots=True)
class _Wish:
    key: PictureKey
    side: int  # logical pixels
    ratio: float

    @property
    def device_side(self) -> int:
        return max(1, round(self.side * self.ratio))


class Thumbnails(QObject):
    """Square pictures of one size each, cut to fill, ready to be painted.

    `pixmap()` gives what is there and asks for the rest; `arrived` names what has come. The
    newest wish is served first, because it is what the owner looks at now.
    """

    arrived = Signal(object)  # PictureKey

    def __init__(
        self, thumbs: "Pictures", pool: QtExecutor, on_error: OnError, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._thumbs = thumbs
        self._pool = pool
        self._tasks = Tasks(self, on_error)
        self._name = f"thumbnails-{next(_caches)}"
        self._waiting: dict[_Wish, tuple[int, int]] = {}  # turn of the paint, place in it
        self._turn = 0
        self._asked = 0
        self._running: set[_Wish] = set()
        self._missing: set[PictureKey] = set()
        self._tries: Counter[PictureKey] = Counter()  # of those that the network did not give
        self._again_timer = QTimer(self, singleShot=True, interval=AGAIN_MS)
        self._again_timer.timeout.connect(self._on_again)
        self._pump_timer = QTimer(self, singleShot=True, interval=0)
        self._pump_timer.timeout.connect(self._pump)
        QPixmapCache.setCacheLimit(CACHE_KB)

    def pixmap(self, key: PictureKey, side: int, ratio: float = 1) -> QPixmap | None:
        """The picture, `side` logical pixels square; None while it is not here, or never will."""
        wish = _Wish(key, side, ratio)
        found = QPixmap()
        if QPixmapCache.find(self._slot(wish), found):
            return found
        if key not in self._missing and wish not in self._running:
            self._wish(wish)
        return None

    @property
    def busy(self) -> bool:
        """Whether pictures are still awaited."""
        return bool(self._waiting or self._running)

    def is_missing(self, key: PictureKey) -> bool:
        """Whether it was asked for and cannot be shown."""
        return key in self._missing

    def forget(self, refs: frozenset[str]) -> None:
        """Ask again for these pictures, of which some were missing before."""
        self._missing = {key for key in self._missing if key.ref not in refs}

    def try_again(self) -> None:
        """Ask again for every picture that was missing, as soon as it is seen."""
        self._tries.clear()
        self._look_again(self._missing)

    def _on_again(self) -> None:
        self._look_again({key for key, tries in self._tries.items() if tries < MOST_TRIES})

    def _look_again(self, keys: set[PictureKey]) -> None:
        again = self._missing & keys
        self._missing -= again
        for key in again:
            self.arrived.emit(key)  # whoever shows it paints anew, and so asks for it

    def _miss(self, key: PictureKey, *, failed: bool) -> None:
        self._missing.add(key)
        # Of a supplier's picture nobody says why it is not here: it may be the network.
        if failed or key.kind is From.SUPPLIER:
            self._tries[key] += 1
            if not self._again_timer.isActive():
                self._again_timer.start()

    def _wish(self, wish: _Wish) -> None:
        self._asked += 1
        self._waiting.pop(wish, None)
        self._waiting[wish] = (self._turn, -self._asked)
        if len(self._waiting) > MOST_WAITING:
            del self._waiting[next(iter(self._waiting))]
        self._pump_timer.start()

    def _slot(self, wish: _Wish) -> str:
        return f"{self._name}:{wish.key.kind}:{wish.device_side}:{wish.key.ref}"

    def _pump(self) -> None:
        self._turn += 1
        while self._waiting and len(self._running) < self._pool.max_workers:
            # What the newest paint wished for, from the top.
            wish = max(self._waiting, key=self._waiting.__getitem__)
            del self._waiting[wish]
            if wish.key in self._missing or self._pool.closed:
                continue
            self._running.add(wish)
            self._tasks.start(self._fetch(wish))

    async def _fetch(self, wish: _Wish) -> None:
        image, failed = None, False
        if self._pool.closed:  # the shop was closed meanwhile: nobody sees it any more
            self._running.discard(wish)
            return
        try:
            future = self._pool.submit(self._load, wish)
            image = await asyncio.wrap_future(future)
        except ShopError as error:
            failed = isinstance(error, Unavailable)
        finally:
            self._running.discard(wish)
        if self._waiting:
            self._pump_timer.start()
        if image is None:
            self._miss(wish.key, failed=failed)
        else:
            self._tries.pop(wish.key, None)
            pixmap = QPixmap.fromImage(image)
            pixmap.setDevicePixelRatio(wish.ratio)
            QPixmapCache.insert(self._slot(wish), pixmap)
        self.arrived.emit(wish.key)

    def _load(self, wish: _Wish) -> QImage | None:
        """In a thread of `pictures`: the pixels, scaled and cut square."""
        # Pictures are fitted by their longer side; a cut square needs more of it.
        side = wish.device_side * 3 // 2
        if wish.key.kind is From.SUPPLIER:
            raw = self._thumbs.supplier(wish.key.ref, side)
        elif wish.key.kind is From.LARGE:
            raw = self._thumbs.large(wish.key.ref, side)
        else:
            raw = self._thumbs.thumbnail(wish.key.ref, side)
        return None if raw is None else square(raw, wish.device_side)


def square(raw: "RawImage", side: int) -> QImage:
    """`raw` filling a square of `side` device pixels, its middle kept. Safe in any thread."""
    whole = QImage(raw.rgba, raw.width, raw.height, raw.width * 4, QImage.Format.Format_RGBA8888)
    scaled = whole.scaled(
        QSize(side, side),
        Qt.AspectRatioMode.KeepAspectRatioByExpanding,
        Qt.TransformationMode.SmoothTransformation,
    )
    left, top = (scaled.width() - side) // 2, (scaled.height() - side) // 2
    # copy() also cuts the tie to `raw`, whose bytes may go.
    return scaled.copy(left, top, side, side)


def paint_picture(
    painter: QPainter, rect: QRect, pixmap: QPixmap | None, *, radius: int = 4, opacity: float = 1
) -> None:
    """Paint a picture into `rect` with round corners and a hairline; a plain ground where none."""
    colors = tokens()
    area = QRectF(rect).adjusted(0.5, 0.5, -0.5, -0.5)
    path = QPainterPath()
    path.addRoundedRect(area, radius, radius)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
    painter.fillPath(path, colors.color("raised"))
    if pixmap is not None:
        painter.save()
        painter.setOpacity(opacity)
        painter.setClipPath(path)
        painter.drawPixmap(rect, pixmap)
        painter.restore()
    painter.setPen(QPen(colors.color("line"), 1))
    painter.drawPath(path)
    painter.restore()
