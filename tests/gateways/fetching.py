"""How the tests of the network fetch, at a time that stands still."""

from datetime import UTC, datetime

from babydrop_desktop.gateways.http import Budget

HOST = "www.aliexpress.com"
PAGE = f"https://{HOST}/item/1005001.html"
PICTURE = "https://ae01.alicdn.com/kf/Sabc.jpg"
SHORT = Budget(max_bytes=100_000, deadline_s=0.4)
NOW = datetime(2026, 11, 1, 12, 0, 0, tzinfo=UTC)


class FixedClock:
    def now(self):
        return NOW


def quiet():
    """Nobody cancels."""


def no_names(host):
    raise AssertionError(f"looked up {host}")


def page(http, budget=None, url=PAGE):
    return http.get(url, purpose="page", check=quiet, budget=budget)


def picture(http, budget=None, url=PICTURE):
    return http.get(url, purpose="picture", check=quiet, budget=budget)
