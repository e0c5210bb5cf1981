"""A fetch ends in time, within its size, at an address of AliExpress, or with a reason."""

import gzip
import logging
import shutil
import socket
import ssl
import subprocess
import threading
import zlib
from datetime import UTC, datetime
from pathlib import Path

import httpcore
import pytest

from babydrop_desktop.errors import Limit, Refused, Stopped, Unavailable
from babydrop_desktop.gateways.http import Budget, Http
from tests.bench.measure import run_in_child
from tests.fakes import web

LIST = Path(__file__).resolve().parents[3] / "shared/hostile/generated/urls_must_refuse.txt"
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


def page(http, budget=None, url=PAGE):
    return http.get(url, purpose="page", check=quiet, budget=budget)


def picture(http, budget=None, url=PICTURE):
    return http.get(url, purpose="picture", check=quiet, budget=budget)


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
        (503, None, None),
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


def test_a_cancelled_fetch_stops_while_the_server_is_silent(server, http):
    server.routes["/item/1005001.html"] = web.silence

    def stop_once_asked():
        if server.seen:
            raise Stopped("Cancelled.", reason="cancelled")

    with pytest.raises(Stopped):
        http.get(PAGE, purpose="page", check=stop_once_asked)


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


@pytest.fixture(scope="session")
def certificate(tmp_path_factory):
    """A certificate of ae01.alicdn.com that nobody but this test trusts."""
    if shutil.which("openssl") is None:
        pytest.skip("openssl is not installed: no certificate can be made")
    folder = tmp_path_factory.mktemp("certificate")
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1",
         "-nodes", "-keyout", folder / "key.pem", "-out", folder / "cert.pem", "-days", "2",
         "-subj", "/CN=ae01.alicdn.com", "-addext", "subjectAltName=DNS:ae01.alicdn.com"],
        check=True, capture_output=True,
    )  # fmt: skip
    return folder


@pytest.fixture
def safe_server(server, certificate):
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate / "cert.pem", certificate / "key.pem")
    server.names = []
    context.sni_callback = lambda _sock, name, _ctx: server.names.append(name)
    server.socket = context.wrap_socket(
        server.socket, server_side=True, do_handshake_on_connect=False
    )
    return server


def tls_client(server, certificate, dialled):
    def dial(address, port, timeout_s):
        dialled.append((address, port))
        return httpcore.SyncBackend().connect_tcp(
            "127.0.0.1", server.server_port, timeout=timeout_s
        )

    trusting = ssl.create_default_context(cafile=certificate / "cert.pem")
    return Http(
        {}, FixedClock(), resolver=lambda _host: ["8.8.8.8"], dial=dial, ssl_context=trusting
    )


def test_the_connection_goes_to_the_checked_address_and_tls_to_the_name(safe_server, certificate):
    safe_server.routes["/kf/Sabc.jpg"] = web.Answer(b"picture", kind="image/jpeg")
    dialled = []
    http = tls_client(safe_server, certificate, dialled)
    assert picture(http).body == b"picture"
    assert dialled == [("8.8.8.8", 443)]
    assert safe_server.names == ["ae01.alicdn.com"]
    assert safe_server.seen[0].headers["host"] == "ae01.alicdn.com"
    http.close()


def test_a_certificate_of_another_name_is_refused(safe_server, certificate):
    http = tls_client(safe_server, certificate, [])
    with pytest.raises(Unavailable, match="not safe") as caught:
        page(http)
    assert caught.value.reason == "certificate_wrong"
    assert safe_server.seen == []
    http.close()


def test_a_certificate_that_this_laptop_does_not_know_is_refused(safe_server):
    base = safe_server.base.replace("http://", "https://")
    http = Http({HOST: base}, FixedClock(), resolver=no_names)
    with pytest.raises(Unavailable) as caught:
        page(http)
    assert caught.value.reason == "certificate_wrong"
    http.close()


def test_an_answer_that_is_not_tls_is_like_a_wrong_certificate(server):
    http = Http({HOST: server.base.replace("http:", "https:")}, FixedClock(), resolver=no_names)
    with pytest.raises(Unavailable) as caught:
        page(http)
    assert caught.value.reason == "certificate_wrong"
    http.close()
