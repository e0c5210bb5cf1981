"""The owner's browser as the tests of it use it: quick, and on this machine alone."""

import pytest

from babydrop_desktop.gateways.browser.source import BrowserSource
from babydrop_desktop.gateways.browser.turns import Turns
from tests.gateways.browser.items import ADDRESS, QUICK, Hurrying, Owner


@pytest.fixture
def owner():
    return Owner()


@pytest.fixture
def made(shop_folder, owners_browser):
    """Make a source of the test's own wishes; each is closed at the end."""
    sources = []

    def make(**wishes):
        wishes = {"visible": False, "patience": QUICK, "turns": Turns(Hurrying()), **wishes}
        clock = Hurrying()
        sources.append(
            BrowserSource(shop_folder / "browser", clock, path=str(owners_browser), **wishes)
        )
        return sources[-1]

    yield make
    for source in sources:
        source.close()


@pytest.fixture
def source(no_screen, made):
    """Return a browser without a window, for pages that need nobody."""
    return made()


@pytest.fixture
def opened(source, owner):
    """Open the one item and return its page."""
    return lambda: source.item(ADDRESS, check=owner.check, ask=owner.ask)
