"""What the fake shop has beside its imports: categories, pictures, a runner, facts of its frame."""

from dataclasses import dataclass
from pathlib import Path

from babydrop_desktop.domain.catalog import CategoryRow
from tests.ui.importing.fake_goods import CATEGORIES


class FakeCatalog:
    def __init__(self) -> None:
        self.rows = CATEGORIES

    def categories(self) -> tuple[CategoryRow, ...]:
        return self.rows


@dataclass(frozen=True)
class Pixels:
    width: int
    height: int
    rgba: bytes


class FakeThumbs:
    """Pictures of one colour each, made from the address."""

    def supplier(self, url: str, side: int) -> Pixels | None:
        if "missing" in url:
            return None
        tint = sum(map(ord, url)) * 37
        colour = bytes((200 + tint % 50, 190 + tint // 7 % 60, 180 + tint // 3 % 70, 255))
        return Pixels(side, side, colour * (side * side))

    thumbnail = large = supplier


class FakeRunner:
    """Does nothing by itself: tests move the jobs."""

    def __init__(self) -> None:
        self.due: float | None = None

    def run_next(self, on_start: object = None) -> None:
        del on_start

    def next_due(self) -> float | None:
        return self.due

    def stop(self) -> None:
        return None


@dataclass
class FakeAbout:
    place: str = "This computer"
    on_server: bool = False
    demo: bool = False
    shop_currency: str = "USD"
    profile_folder: Path = Path("/nowhere/shop")
