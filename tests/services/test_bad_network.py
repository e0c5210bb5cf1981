"""Whatever the network does, an import ends in words, and nothing wrong is in the catalog."""

import pytest

from babydrop_desktop.domain.catalog import CatalogQuery
from babydrop_desktop.domain.jobs import Choices, JobState
from babydrop_desktop.gateways import fetching, http, pages
from tests.fakes import bad_network
from tests.fakes.bad_network import SCENARIOS
from tests.fakes.shop import category_id, work_off


@pytest.fixture
def hasty(monkeypatch):
    """Deadlines of a second instead of twenty: the servers here answer at once, or never."""
    short = fetching.Budget(max_bytes=fetching.PAGE.max_bytes, deadline_s=1.5)
    monkeypatch.setattr(http, "PAGE", short)
    monkeypatch.setattr(pages, "SECOND", short)
    monkeypatch.setattr(http, "SETTLE_S", 0.5)


@pytest.mark.usefixtures("hasty")
def test_thirty_bad_networks_end_in_words_and_create_nothing_wrong(
    open_shops, prepared_sqlite_url, profile, supplier
):
    mirrors = "\n".join(f'"{host}" = "{supplier.base}"' for host in bad_network.SITES)
    settings = (profile / "settings.toml").read_text("utf-8")
    (profile / "settings.toml").write_text(
        settings.replace("[network.mirrors]", f"[network.mirrors]\n{mirrors}"), "utf-8"
    )
    shop = open_shops(prepared_sqlite_url)
    wanted = Choices(category_id=category_id(shop))
    staged = {}
    for place, one in enumerate(SCENARIOS):
        item = bad_network.item_of(place)
        supplier.sells(item, one.page(item))
        job = shop.importing.stage_item(bad_network.address_of(place), auto=True, choices=wanted)
        staged[one.name] = (one, job, item)
    work_off(shop)
    wrong, whole = {}, set()
    for name, (one, job, item) in staged.items():
        row = shop.importing.row(job)
        if one.pauses:
            right = row.state is JobState.QUEUED and row.waits_for and row.not_before
        elif one.ends == ("",):
            right = row.state is JobState.DONE
            whole.add(item)
        else:
            right = row.state in {JobState.FAILED, JobState.REFUSED} and row.reason in one.ends
            right = right and row.message and "Traceback" not in row.message
        if not right:
            wrong[name] = (row.state, row.reason, row.message, row.waits_for)
    assert wrong == {}
    products = shop.catalog.page(CatalogQuery(), None, 60).rows
    assert len(products) == len(whole) == 2
    assert all(product.name and product.price > 0 for product in products)
