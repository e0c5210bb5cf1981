"""The interface is one way to a page; where it cannot be used it says why without waiting."""

import pytest

from babydrop_desktop.domain.item_address import parse_item_address
from babydrop_desktop.domain.routes import Route
from babydrop_desktop.domain.supplier_access import AccessState
from babydrop_desktop.gateways.api_pages import ApiPages
from tests.gateways.fetching import quiet


class Api:
    def __init__(self, state):
        self.state, self.asked = state, []

    def known(self):
        return self.state

    def product(self, item_id, *, check):
        check()
        self.asked.append(item_id)
        return b"{}"


@pytest.mark.parametrize(
    ("state", "reason"),
    [
        (AccessState.ALLOWED, ""),
        (AccessState.NO_KEY, "no_key"),
        (AccessState.NOT_ALLOWED, "sign_in_again"),
        (AccessState.ENDED, "sign_in_again"),
        (AccessState.LOCKED, "key_store_waits"),
        (AccessState.DEMO, "demo_shut"),
    ],
)
def test_why_it_cannot_be_used_is_known(state, reason):
    assert ApiPages(Api(state)).unready() == reason


def test_the_item_is_asked_for_by_its_global_number():
    made = Api(AccessState.ALLOWED)
    address = parse_item_address("https://www.aliexpress.us/item/3256804408770371.html")
    page = ApiPages(made).item(address, check=quiet, ask=lambda _what: None)
    assert ApiPages(made).route is Route.API
    assert made.asked == ["1005004595085123"]
    assert page.address == address.url
    assert page.body == b"{}"
