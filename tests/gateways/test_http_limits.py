"""A fetch ends in time and within its size, whatever the server does."""

import pytest

from babydrop_desktop.errors import Limit, Stopped, Unavailable
from babydrop_desktop.gateways.http import Budget, Http
from tests.bench.measure import run_in_child
from tests.fakes import web
from tests.gateways.fetching import HOST, PAGE, SHORT, FixedClock, no_names, page, picture


@pytest.mark.parametrize("misbehave", [web.drip, web.drip_headers, web.silence])
def test_a_server_that_never_ends_meets_the_deadline(server, http, misbehave):
    server.routes["/item/1005001.html"] = misbehave
    with pytest.raises(Unavailable) as caught:
        page(http, SHORT)
    assert caught.value.reason == "no_answer"


def test_a_body_under_the_least_rate_is_given_up(server, http, monkeypatch):
    monkeypatch.setattr("babydrop_desktop.gateways.http.SETTLE_S", 0.1)
    server.routes["/item/1005001.html"] = web.drip
    with pytest.raises(Unavailable) as caught:
        page(http)
    assert caught.value.reason == "too_slow"


def test_an_endless_body_meets_the_limit(server, http):
    server.routes["/kf/Sabc.jpg"] = web.endless
    with pytest.raises(Limit, match="0 MB") as caught:
        picture(http, Budget(max_bytes=300_000))
    assert caught.value.reason == "picture_too_large"


def test_a_body_that_announces_too_much_is_not_begun(server, http):
    server.routes["/kf/Sabc.jpg"] = web.Answer(b"x", length=50_000_000)
    with pytest.raises(Limit) as caught:
        picture(http)
    assert caught.value.reason == "picture_too_large"


def test_a_gzip_bomb_meets_the_limit_of_what_it_inflates_to(server, http):
    server.routes["/item/1005001.html"] = web.gzip_bomb(64)
    with pytest.raises(Limit) as caught:
        page(http)
    assert caught.value.reason == "page_too_large"


def fetch_a_bomb(base):
    """Run in a child: fetch the page of that server; the reason."""
    client = Http({HOST: base}, FixedClock(), resolver=no_names)
    with pytest.raises(Limit) as caught:
        page(client)
    client.close()
    return {"reason": caught.value.reason}


def test_a_bomb_of_half_a_gigabyte_takes_little_memory(server):
    server.routes["/item/1005001.html"] = web.gzip_bomb(512)
    sample = run_in_child(fetch_a_bomb, server.base)
    assert sample.facts["reason"] == "page_too_large"
    assert sample.peak_mb < 150


def test_a_cancelled_fetch_stops_while_the_server_is_silent(server, http):
    server.routes["/item/1005001.html"] = web.silence

    def stop_once_asked():
        if server.seen:
            raise Stopped("Cancelled.", reason="cancelled")

    with pytest.raises(Stopped):
        http.get(PAGE, purpose="page", check=stop_once_asked)
