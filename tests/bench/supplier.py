"""Plays AliExpress for the benchmarks: item pages with pictures of many megapixels, on loopback."""

from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.bench.pictures import photo
from tests.fakes import supplier as fake
from tests.fakes import web
from tests.pages import build

CATEGORY = "bodysuits-rompers"
# A real page is a quarter of a megabyte, most of it of no use to us.
FILLER_BYTES = 250_000
Size = tuple[int, int]


@dataclass(frozen=True)
class Goods:
    """What a benchmark imports: item numbers and the hosts that stand for AliExpress."""

    items: tuple[str, ...]
    mirrors: dict[str, str]

    @property
    def base(self) -> str:
        """The one address behind all hosts."""
        return next(iter(self.mirrors.values()))

    def addresses(self) -> list[str]:
        """The items' pages as the owner pastes them."""
        return [f"https://{fake.SITE}/item/{item}.html" for item in self.items]

    def settings(self) -> str:
        """The settings file of a shop that buys here, without a limit a minute."""
        lines = [f'"{host}" = "{base}"' for host, base in self.mirrors.items()]
        return "\n".join(["[network.mirrors]", *lines, "[imports]", "per_minute = 0", ""])


@contextmanager
def selling(pictures: Sequence[bytes], *, items: int = 1, more: str = "") -> Iterator[Goods]:
    """Sell items whose pages show these pictures, each under addresses of its own.

    `more` is one more value in each page's data, as JSON.
    """
    with fake.trading() as shop:
        numbers = tuple(fake.numbered(number) for number in range(items))
        for item in numbers:
            names = [f"{item[-6:]}view{place}" for place in range(len(pictures))]
            for name, data in zip(names, pictures, strict=True):
                shop.shows(name, web.Answer(data, kind="image/jpeg"))
            shop.sells(item, _page(item, names, more))
        yield Goods(numbers, shop.mirrors)


def photos(sizes: Sequence[Size]) -> list[bytes]:
    """Photographs of these sizes, always the same."""
    with ThreadPoolExecutor(2) as pool:
        return list(pool.map(photo, sizes, range(1, len(sizes) + 1)))


def profile_for(goods: Goods, folder: Path) -> Path:
    """Make a profile folder whose settings know the goods' hosts."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "settings.toml").write_text(goods.settings(), encoding="utf-8")
    return folder


def _page(item: str, names: Sequence[str], more: str) -> bytes:
    data = build.a2_data()
    data["imageModule"]["imagePathList"] = [build.PICTURE.format(name) for name in names]
    # The options' pictures are among the product's own, so that it is exactly so many.
    text = build.page(data, after=f"window.other = '{'x' * FILLER_BYTES}';").decode()
    for place, option in enumerate(("duck", "strawberry")):
        text = text.replace(
            build.PICTURE.format(option), build.PICTURE.format(names[place % len(names)])
        )
    if more:
        text = text.replace('"actionModule":', f'"more": {more}, "actionModule":', 1)
    return text.replace(build.ITEM_ID, item).encode()
