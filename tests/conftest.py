"""The ground that every test stands on: no network but loopback, a home that is a run's own."""

import ipaddress
import os
import socket
from collections.abc import Iterator
from typing import Any, NoReturn

import pytest

# Before Qt is loaded anywhere: a test never opens a window on somebody's screen by itself.
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

pytest_plugins = ("tests.fakes.postgres", "tests.fakes.shop", "tests.fakes.owners_browser")

_HOMES = (
    *("HOME", "USERPROFILE", "APPDATA", "LOCALAPPDATA"),
    *("XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME", "XDG_STATE_HOME"),
)
_MISLEADING = ("http_proxy", "https_proxy", "all_proxy", "no_proxy", "PGHOST", "PGHOSTADDR",
               "PGPORT", "PGUSER", "PGPASSWORD", "PGDATABASE", "PGSERVICE", "PGOPTIONS",
               "PGSSLMODE")  # fmt: skip


class ReachedOut(BaseException):
    """A test tried to reach another machine. No handler of the program may swallow it."""


@pytest.fixture(scope="session", autouse=True)
def _own_home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Give the run a home of its own, and nothing of this machine's settings."""
    home = tmp_path_factory.mktemp("home")
    with pytest.MonkeyPatch.context() as patch:
        for name in _HOMES:
            patch.setenv(name, str(home / name.lower()))
            (home / name.lower()).mkdir()
        for name in _MISLEADING:
            patch.delenv(name, raising=False)
            patch.delenv(name.upper(), raising=False)
        yield


@pytest.fixture(scope="session", autouse=True)
def _loopback_only() -> Iterator[None]:
    """Refuse every connection that leaves this machine."""
    connect, connect_ex = socket.socket.connect, socket.socket.connect_ex

    def only_here(self: socket.socket, address: Any) -> None:
        _check(self, address)
        connect(self, address)

    def only_here_ex(self: socket.socket, address: Any) -> int:
        _check(self, address)
        return connect_ex(self, address)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(socket.socket, "connect", only_here)
        patch.setattr(socket.socket, "connect_ex", only_here_ex)
        yield


def _check(sock: socket.socket, address: Any) -> None:
    if sock.family not in {socket.AF_INET, socket.AF_INET6}:
        return
    host = str(address[0])
    if host == "localhost":
        return
    try:
        if ipaddress.ip_address(host.partition("%")[0]).is_loopback:
            return
    except ValueError:
        pass
    _refuse(address)


def _refuse(address: Any) -> NoReturn:
    raise ReachedOut(f"a test tried to reach {address}; only this machine is open to tests")
