"""A fetch goes to AliExpress or nowhere: redirects, names and addresses are judged."""

import socket
import threading
from pathlib import Path

import httpcore
import pytest

from babydrop_desktop.errors import Refused, Unavailable
from babydrop_desktop.gateways.http import Http
from tests.fakes import web
from tests.gateways.fetching import HOST, SHORT, FixedClock, no_names, page, picture

LIST = Path(__file__).resolve().parents[3] / "shared/hostile/generated/urls_must_refuse.txt"


@pytest.mark.parametrize(
    "location",
    [
        "file:///etc/passwd",
        "http://192.168.0.1/",
        "https://169.254.169.254/latest",
        "//evil.example/x",
        "http://127.0.0.1:1/",
        "http://ae01.alicdn.com/x.jpg",
        "https://[::1",
        "",
    ],
)
def test_a_redirect_is_judged_like_the_address(server, http, location):
    server.routes["/kf/Sabc.jpg"] = web.redirect(location)
    with pytest.raises(Refused) as caught:
        picture(http)
    assert caught.value.reason in {"picture_not_allowed", "picture_redirects"}
    assert all(seen.path == "/kf/Sabc.jpg" for seen in server.seen)


def test_a_redirect_to_another_port_of_this_machine_is_refused(server, http):
    with web.serving() as other:
        other.routes["/secret"] = web.Answer(b"secret")
        server.routes["/kf/Sabc.jpg"] = web.redirect(f"{other.base}/secret")
        with pytest.raises(Refused) as caught:
            picture(http)
        assert caught.value.reason == "picture_not_allowed"
        assert other.seen == []


def test_redirects_within_aliexpress_and_within_the_mirror_are_followed(server, http):
    server.routes["/kf/Sabc.jpg"] = web.redirect("/kf/second.jpg", 301)
    server.routes["/kf/second.jpg"] = web.redirect(f"{server.base}/kf/third.jpg", 307)
    server.routes["/kf/third.jpg"] = web.redirect(f"https://{HOST}/kf/last.jpg", 308)
    server.routes["/kf/last.jpg"] = web.Answer(b"picture", kind="image/jpeg")
    got = picture(http)
    assert got.body == b"picture"
    assert got.url == f"https://{HOST}/kf/last.jpg"


def test_a_circle_of_redirects_ends_after_three(server, http):
    server.routes["/item/1005001.html"] = web.redirect("/item/1005001.html")
    with pytest.raises(Refused) as caught:
        page(http)
    assert caught.value.reason == "page_redirects"
    assert len(server.seen) == 4


@pytest.mark.parametrize(
    "found", [["127.0.0.1"], ["::1"], ["10.0.0.8", "64:ff9b::7f00:1"], ["2002:7f00:1::"]]
)
def test_a_name_that_leads_into_the_local_network_is_refused(server, found):
    dialled = []
    http = Http({}, FixedClock(), resolver=lambda _host: found, dial=lambda *to: dialled.append(to))
    with pytest.raises(Refused) as caught:
        page(http)
    assert caught.value.reason == "address_not_public"
    assert dialled == []
    http.close()


@pytest.mark.skipif(not LIST.exists(), reason="shared/hostile is not beside the project")
def test_no_address_of_the_hostile_list_is_even_looked_up():
    dialled = []
    http = Http({}, FixedClock(), resolver=no_names, dial=lambda *to: dialled.append(to))
    for line in LIST.read_text(encoding="utf-8").split("\n"):
        with pytest.raises(Refused):
            picture(http, url=line)
    assert dialled == []
    http.close()


def test_a_name_that_cannot_be_looked_up_is_no_network():
    def fail(host):
        raise socket.gaierror(-2, "Name or service not known")

    http = Http({}, FixedClock(), resolver=fail)
    with pytest.raises(Unavailable, match="internet connection") as caught:
        page(http)
    assert caught.value.reason == "no_network"
    http.close()


def test_a_look_up_that_hangs_meets_the_deadline():
    over = threading.Event()
    http = Http({}, FixedClock(), resolver=lambda _host: over.wait(30) and [])
    with pytest.raises(Unavailable) as caught:
        page(http, SHORT)
    assert caught.value.reason == "no_answer"
    over.set()
    http.close()


def test_a_dead_first_address_leaves_the_next_one(server):
    dialled = []

    def dial(address, port, timeout_s):
        dialled.append((address, port))
        raise httpcore.ConnectError("refused")

    looked_up = []

    def resolver(host):
        looked_up.append(host)
        return ["8.8.8.8", "127.0.0.1", "8.8.4.4"]

    http = Http({}, FixedClock(), resolver=resolver, dial=dial)
    with pytest.raises(Unavailable) as caught:
        page(http)
    assert caught.value.reason == "no_answer"
    assert dialled == [("8.8.8.8", 443), ("8.8.4.4", 443)]
    assert looked_up == [HOST]
    http.close()
