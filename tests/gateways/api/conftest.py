"""The interface on this machine, and everything that asks it, at a time that the test sets."""

from datetime import UTC, datetime, timedelta

import pytest

from babydrop_desktop.domain.connection import Keeping
from babydrop_desktop.gateways.aliexpress.access import Access
from babydrop_desktop.gateways.aliexpress.api import AliExpressApi, Wanted
from babydrop_desktop.gateways.aliexpress.api_calls import ApiCalls
from tests.fakes import api
from tests.gateways.fetching import quiet


class MovingClock:
    def __init__(self):
        self.at = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)

    def now(self):
        return self.at

    def go(self, **length):
        self.at += timedelta(**length)


class Keys:
    """A key store that several programs share; `reads` counts how often it was asked."""

    def __init__(self):
        self.kept, self.reads, self.error = {}, 0, None

    def keep(self, place, password):
        self.kept[place.service, str(place)] = password
        return Keeping.KEY_STORE

    def get(self, place):
        self.reads += 1
        if self.error is not None:
            raise self.error
        return self.kept.get((place.service, str(place)))

    def keeping(self, place):
        return Keeping.KEY_STORE if self.get(place) else Keeping.NOWHERE

    def forget(self, place):
        self.kept.pop((place.service, str(place)), None)


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
    return MovingClock()


@pytest.fixture
def keys():
    return Keys()


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
