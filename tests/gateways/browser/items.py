"""What the tests of the owner's browser ask for, and how patient they are."""

import threading
from datetime import UTC, datetime, timedelta

from babydrop_desktop.domain.item_address import parse_item_address
from babydrop_desktop.gateways.browser.errand import Patience
from tests.pages import build

ADDRESS = parse_item_address(f"https://www.aliexpress.com/item/{build.ITEM_ID}.html")
QUICK = Patience(page_s=20, hard_s=25, owner_s=20, drawn_s=0.4, quiet_s=0.6, settle_s=0.3)


class Hurrying:
    """A clock on which a minute passes between two looks."""

    def __init__(self):
        self.time = datetime(2026, 11, 1, tzinfo=UTC)

    def now(self):
        self.time += timedelta(seconds=60)
        return self.time


class Owner:
    """Who is asked, and may cancel."""

    def __init__(self):
        self.asked = []
        self.needed = threading.Event()
        self.stop = None

    def check(self):
        if self.stop is not None:
            raise self.stop

    def ask(self, what):
        self.asked.append(what)
        if what:
            self.needed.set()
