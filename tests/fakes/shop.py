"""Opens a whole shop for a test, as the program does: its profile, database, network and services.

Fixtures: `supplier` (AliExpress on this machine), `profile` (a folder whose settings know it),
`place` (an address of a prepared database, on each engine), `open_shops` (opens shops on them and
closes them at the end), `opened` (one such shop), `settings_file` (writes settings).
"""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from babydrop_desktop.bootstrap import Services
    from babydrop_desktop.db.unit import Database
    from babydrop_desktop.domain.jobs import JobRow
    from babydrop_desktop.gateways.aliexpress.reader import ChildPageReader
    from tests.fakes.supplier import Supplier

CATEGORY = "bodysuits-rompers"


class _SharedReader:
    """The program's own reader, kept between tests: starting its process takes a second."""

    def __init__(self, reader: "ChildPageReader") -> None:
        self.read = reader.read
        self.description = reader.description
        self.ask = reader.ask

    def close(self) -> None:
        """The run closes it."""


@pytest.fixture(scope="session")
def _reader() -> Iterator["ChildPageReader"]:
    from babydrop_desktop.gateways.aliexpress.reader import (  # noqa: PLC0415
        ChildPageReader,
    )

    reader = ChildPageReader()
    yield reader
    reader.close()


@pytest.fixture
def shared_reader(_reader: "ChildPageReader", monkeypatch: pytest.MonkeyPatch) -> None:
    """Let every shop of this process read with the one reader of the run."""
    monkeypatch.setattr(
        "babydrop_desktop.bootstrap.ChildPageReader", lambda: _SharedReader(_reader)
    )


@pytest.fixture
def supplier() -> Iterator["Supplier"]:
    """Give the supplier's servers."""
    from tests.fakes.supplier import trading  # noqa: PLC0415

    with trading() as running:
        yield running


def settings_text(supplier: "Supplier", more: str = "", *, per_minute: int = 0) -> str:
    """The settings file of a test's shop; `more` is further TOML."""
    lines = [f'"{host}" = "{base}"' for host, base in supplier.mirrors.items()]
    return "\n".join(
        ["[network.mirrors]", *lines, "[imports]", f"per_minute = {per_minute}", more, ""]
    )


@pytest.fixture
def profile(tmp_path: Path, supplier: "Supplier") -> Path:
    """Return a profile folder whose settings know the supplier."""
    folder = tmp_path / "profile"
    folder.mkdir()
    (folder / "settings.toml").write_text(settings_text(supplier), encoding="utf-8")
    return folder


@pytest.fixture
def settings_file(profile: Path, supplier: "Supplier") -> Callable[..., None]:
    """Return what writes the profile's settings: TOML lines of `[imports]` and other sections."""

    def write(more: str = "", *, per_minute: int = 0) -> None:
        text = settings_text(supplier, more, per_minute=per_minute)
        (profile / "settings.toml").write_text(text, encoding="utf-8")

    return write


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)])
def place(request: pytest.FixtureRequest) -> str:
    """Return the address of a prepared database with the seven categories, on each engine."""
    name = "prepared_sqlite_url" if request.param == "sqlite" else "prepared_postgres_url"
    return str(request.getfixturevalue(name))


OpenShops = Callable[..., "Services"]


@pytest.fixture
def open_shops(profile: Path, shared_reader: None) -> Iterator[OpenShops]:
    """Return what opens a shop on a database's address; all are closed at the end."""
    from babydrop_desktop.bootstrap import open_shop  # noqa: PLC0415
    from babydrop_desktop.logs import stop_log  # noqa: PLC0415
    from babydrop_desktop.paths import Profile, ShopOptions  # noqa: PLC0415

    made: list[Services] = []

    def open_one(url: str | None, folder: Path | None = None, **more: Any) -> "Services":
        one = open_shop(ShopOptions(Profile(folder or profile), url, **more))
        made.append(one)
        return one

    yield open_one
    for one in made:
        one.close()
    stop_log()


@pytest.fixture
def opened(open_shops: OpenShops, place: str) -> "Services":
    """Return one open shop, on each engine."""
    return open_shops(place)


def category_id(shop: "Services", slug: str = CATEGORY) -> str:
    """The id of a category."""
    return shop.catalog.category(slug).id


def work_off(shop: "Services") -> None:
    """Run everything that may run now."""
    while shop.runner.run_next() is not None:
        pass


def import_page(shop: "Services", body: bytes, slug: str = CATEGORY, **choices: Any) -> "JobRow":
    """Import one page whole, and give its job as it ended."""
    from babydrop_desktop.domain.jobs import Choices  # noqa: PLC0415

    wanted = Choices(category_id=category_id(shop, slug), **choices)
    job_id = shop.importing.stage_page("saved.html", body, auto=True, choices=wanted)
    work_off(shop)
    row = shop.importing.row(job_id)
    assert row is not None
    return row


@pytest.fixture
def memory(place: str) -> Iterator["Database"]:
    """Return the shop's database itself, to look into what the services wrote."""
    from babydrop_desktop.db.engine import open_engine  # noqa: PLC0415
    from babydrop_desktop.db.unit import Database  # noqa: PLC0415

    database = Database(open_engine(place))
    yield database
    database.close()


def rows_of(database: "Database", model: type[Any]) -> list[Any]:
    """All rows of one table, by id where it has one."""
    from sqlalchemy import select  # noqa: PLC0415

    with database.read() as session:
        key = next(iter(model.__table__.primary_key))
        return list(session.scalars(select(model).order_by(key)))


def product_pictures(database: "Database") -> list[Any]:
    """The rows of pictures that belong to products, without those of single variants, in order."""
    from babydrop_desktop.db.storefront import ProductImage  # noqa: PLC0415

    found = [row for row in rows_of(database, ProductImage) if row.variant_id is None]
    return sorted(found, key=lambda row: row.sort_order)
