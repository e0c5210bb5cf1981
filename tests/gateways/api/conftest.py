"""The interface on this machine, and everything that asks it, at a time that the test sets."""

import pytest

from babydrop_desktop.gateways.aliexpress.access import Access
from babydrop_desktop.gateways.aliexpress.api import AliExpressApi, Wanted
from babydrop_desktop.gateways.aliexpress.api_calls import ApiCalls
from tests.fakes import api
from tests.gateways.fetching import quiet


class Desk:
    """One program of the owner."""

    def __init__(self, http, clock, keys, folder, wanted):
        self.waited = []
        self.calls = ApiCalls(http, clock, wait=self.waited.append, chance=lambda: 0.5)
        self.access = Access(
            self.calls, keys, clock, folder / "aliexpress.lock", app_key=api.APP_KEY
        )
        self.api = AliExpressApi(self.calls, self.access, wanted)


@pytest.fixture(scope="session")
def certificate(tmp_path_factory):
    return api.certificate(tmp_path_factory.mktemp("api"))


@pytest.fixture
def server(certificate):
    with api.serving(certificate) as running:
        yield running


@pytest.fixture
def clock():
    return api.MovingClock()


@pytest.fixture
def keys():
    return api.Keys()


@pytest.fixture
def client(server, certificate, clock):
    made = api.client(server, certificate, clock)
    yield made
    made.close()


@pytest.fixture
def program(client, clock, keys, tmp_path):
    """Make one program of the owner; several share the laptop's key store and folder."""

    def make(wanted=None):
        return Desk(client, clock, keys, tmp_path, wanted or Wanted())

    return make


@pytest.fixture
def signed_in(program):
    """A program whose owner has allowed it."""
    made = program()
    made.access.keep_secret(api.SECRET, quiet)
    made.access.sign_in(api.CODE, quiet)
    return made
