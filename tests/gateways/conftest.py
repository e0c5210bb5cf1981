"""A server on this machine that stands for AliExpress, and the client that asks it."""

import pytest

from babydrop_desktop.gateways.http import Http
from tests.fakes import web
from tests.gateways.fetching import HOST, FixedClock, no_names


@pytest.fixture
def server():
    with web.serving() as running:
        yield running


@pytest.fixture
def http(server):
    mirrors = {HOST: server.base, "ae01.alicdn.com": server.base}
    client = Http(mirrors, FixedClock(), resolver=no_names)
    yield client
    client.close()
