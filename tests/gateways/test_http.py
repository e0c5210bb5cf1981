"""What a server answers arrives whole, or is told with its reason."""

import gzip
import logging
import threading
import zlib

import pytest

from babydrop_desktop.errors import Refused, Unavailable
from babydrop_desktop.gateways.http import Http
from tests.fakes import web
from tests.gateways.fetching import (
    HOST,
    PAGE,
    FixedClock,
    no_names,
    page,
    picture,
)


def test_a_page_arrives_inflated_with_its_type_and_its_own_address(server, http):
    server.routes["/item/1005001.html"] = web.gzipped(b"<html>" * 50_000, "text/html; charset=x")
    got = page(http, url=PAGE + "?sku_id=12")
    assert got.body == b"<html>" * 50_000
    assert got.content_type == "text/html"
    assert got.url == PAGE + "?sku_id=12"
    assert server.seen[0].path == "/item/1005001.html?sku_id=12"


@pytest.mark.parametrize("pack", ["zlib", "raw"])
def test_both_kinds_of_deflate_are_inflated(server, http, pack):
    packer = zlib.compressobj(wbits=15 if pack == "zlib" else -15)
    body = packer.compress(b"hello " * 9000) + packer.flush()
    server.routes["/item/1005001.html"] = web.Answer(body, headers={"Content-Encoding": "deflate"})
    assert page(http).body == b"hello " * 9000


def test_a_picture_is_asked_for_as_it_is_and_refused_where_it_comes_packed(server, http):
    server.routes["/kf/Sabc.jpg"] = web.gzipped(b"picture", "image/jpeg")
    with pytest.raises(Unavailable) as caught:
        picture(http)
    assert caught.value.reason == "broken_answer"
    assert server.seen[0].headers["accept-encoding"] == "identity"


def test_nothing_of_an_earlier_answer_is_sent_again(server, http):
    server.routes["/item/1005001.html"] = web.Answer(b"page", headers={"Set-Cookie": "a=b; Path=/"})
    page(http)
    page(http)
    assert [seen.headers.get("cookie") for seen in server.seen] == [None, None]
    assert "authorization" not in server.seen[1].headers


def test_a_proxy_of_the_environment_is_not_used(server, http, monkeypatch):
    for name in ("http_proxy", "https_proxy", "all_proxy", "HTTP_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    server.routes["/item/1005001.html"] = web.Answer(b"page")
    fresh = Http({HOST: server.base}, FixedClock(), resolver=no_names)
    assert page(fresh).body == b"page"
    fresh.close()


@pytest.mark.parametrize("status", [404, 410])
def test_what_is_gone_is_refused_as_gone(server, http, status):
    server.routes["/item/1005001.html"] = web.Answer(status=status)
    server.routes["/kf/Sabc.jpg"] = web.Answer(status=status)
    for fetch, reason in ((page, "page_gone"), (picture, "picture_gone")):
        with pytest.raises(Refused) as caught:
            fetch(http)
        assert caught.value.reason == reason


@pytest.mark.parametrize(
    ("status", "header", "seconds"),
    [
        (429, "120", "120"),
        (503, "7", "7"),
        (429, "Sun, 01 Nov 2026 12:01:30 GMT", "90"),
        (429, "Sun, 01 Nov 2026 11:00:00 GMT", "0"),
        (429, "99999999999999999999", "86400"),
        (429, "soon", None),
    ],
)
def test_a_pause_that_is_asked_for_is_told(server, http, status, header, seconds):
    headers = {} if header is None else {"Retry-After": header}
    server.routes["/item/1005001.html"] = web.Answer(status=status, headers=headers)
    with pytest.raises(Unavailable) as caught:
        page(http)
    assert caught.value.reason == "too_many_requests"
    assert caught.value.facts.get("retry_after") == seconds


@pytest.mark.parametrize(
    ("status", "kind", "reason"),
    [
        (500, Unavailable, "server_error"),
        (502, Unavailable, "server_error"),
        (503, Unavailable, "server_error"),
        (403, Refused, "page_refused"),
        (204, Refused, "page_refused"),
    ],
)
def test_other_answers_have_their_reason(server, http, status, kind, reason):
    server.routes["/item/1005001.html"] = web.Answer(status=status)
    with pytest.raises(kind) as caught:
        page(http)
    assert caught.value.reason == reason
    assert caught.value.facts["status"] == str(status)


@pytest.mark.parametrize(
    "answer",
    [
        web.Answer(b"half", length=1000),
        web.Answer(gzip.compress(b"x" * 9999)[:-12], headers={"Content-Encoding": "gzip"}),
        web.Answer(b"not gzip", headers={"Content-Encoding": "gzip"}),
        web.Answer(b"x", headers={"Content-Encoding": "br"}),
        web.Answer(b"x", headers={"Content-Encoding": "gzip, gzip"}),
    ],
)
def test_an_answer_that_breaks_off_or_is_garbled_is_said(server, http, answer):
    server.routes["/item/1005001.html"] = answer
    with pytest.raises(Unavailable) as caught:
        page(http)
    assert caught.value.reason == "broken_answer"


def test_an_answer_that_is_not_http_is_said(server, http):
    server.routes["/item/1005001.html"] = web.garbage
    with pytest.raises(Unavailable) as caught:
        page(http)
    assert caught.value.reason == "broken_answer"


def test_a_body_as_long_as_many_inflating_steps_is_whole(server, http):
    whole = bytes(range(256)) * 20_000
    server.routes["/item/1005001.html"] = web.gzipped(whole)
    assert page(http).body == whole


def test_a_kept_connection_that_the_server_closed_is_opened_again(server, http):
    def once(handler):
        handler.send(web.Answer(b"page"))
        handler.close_connection = True

    server.routes["/item/1005001.html"] = once
    assert [page(http).body for _ in range(3)] == [b"page"] * 3


def test_ten_threads_share_one_client(server, http):
    server.routes["/item/1005001.html"] = web.Answer(b"page")
    bodies = []
    threads = [threading.Thread(target=lambda: bodies.append(page(http).body)) for _ in range(10)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert bodies == [b"page"] * 10


def test_neither_errors_nor_logs_repeat_a_query(server, http, caplog):
    caplog.set_level(logging.DEBUG)
    server.routes["/desc.htm"] = web.Answer(status=500)
    server.routes["/kf/Sabc.jpg"] = web.redirect("https://evil.example/?token=canary-2")
    errors = []
    for url in (f"https://{HOST}/desc.htm?token=canary-1", "http://x.example/?token=canary-3"):
        with pytest.raises((Unavailable, Refused)) as caught:
            page(http, url=url)
        errors.append(caught.value)
    with pytest.raises(Refused) as caught:
        picture(http)
    errors.append(caught.value)
    said = " ".join(f"{error} {error.facts}" for error in errors)
    ours = [r.getMessage() for r in caplog.records if r.levelno >= logging.INFO]
    assert "canary" not in said
    assert "canary" not in " ".join(ours)
