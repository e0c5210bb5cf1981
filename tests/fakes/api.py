"""AliExpress' official interface on this machine: its forms, its signatures, its moods."""

import hashlib
import hmac
import itertools
import json
import shutil
import ssl
import subprocess
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl

import httpcore
import pytest

from babydrop_desktop.domain.connection import Keeping
from babydrop_desktop.gateways.http import Http

HOST = "api-sg.aliexpress.com"
APP_KEY, SECRET = "123456", "helloworld"
CODE = "3_500102_JxZ05Ux3cnnSSUm6dCxYg6Q26"
ITEM = "1005009990001234"


def product(title: str = "Cloud Bodysuit", item_id: str = ITEM, **base: object) -> dict[str, Any]:
    """An answer of ds.product.get, made for the tests: two sizes, dollars."""
    rows = [
        {
            "sku_id": str(12000099900000001 + at), "sku_attr": f"5:{value}", "sku_price": "9.90",
            "offer_sale_price": price, "currency_code": "USD", "sku_available_stock": stock,
            "ae_sku_property_dtos": {"ae_sku_property_d_t_o": [{
                "sku_property_id": 5, "sku_property_name": "Size",
                "property_value_id": value, "sku_property_value": size,
            }]},
        }
        for at, (value, size, price, stock) in enumerate(
            [(100014064, "3M", "6.40", 12), (361386, "6M", "6.80", 0)]
        )
    ]  # fmt: skip
    return {
        "aliexpress_ds_product_get_response": {
            "rsp_code": 200, "rsp_msg": "Call succeeds", "request_id": "1",
            "result": {
                "ae_item_base_info_dto": {"product_id": int(item_id), "subject": title, **base},
                "ae_item_sku_info_dtos": {"ae_item_sku_info_d_t_o": rows},
                "ae_multimedia_info_dto": {"image_urls": "https://ae01.alicdn.com/kf/Sown1.jpg"},
                "logistics_info_dto": {"ship_to_country": "US"},
                "ae_store_info": {"store_id": 5551, "store_name": "Own Store"},
            },
        }
    }  # fmt: skip


def error(code: str, message: str = "no", *, kind: str = "ISV", **more: str) -> dict[str, Any]:
    """An error as the gateway wraps it."""
    return {"error_response": {"type": kind, "code": code, "msg": message, **more}}


class MovingClock:
    """A time that the test sets."""

    def __init__(self) -> None:
        self.at = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)

    def now(self):
        return self.at

    def go(self, **length):
        self.at += timedelta(**length)


class Keys:
    """A key store that several programs share; `reads` counts how often it was asked."""

    def __init__(self) -> None:
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


Answer = dict[str, Any] | bytes | Callable[[dict[str, str]], "dict[str, Any] | bytes"]


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: "ApiServer"

    def do_POST(self) -> None:
        length = int(self.headers.get("content-length", "0"))
        form = dict(parse_qsl(self.rfile.read(length).decode(), keep_blank_values=True))
        with self.server.lock:
            status, answer = self.server.answer(self.path, form)
        body = answer if isinstance(answer, bytes) else json.dumps(answer).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json;charset=UTF-8")
        self.send_header("Content-Length", str(len(body)))
        for name, value in self.server.headers.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - the library's name
        """Say nothing."""


class ApiServer(ThreadingHTTPServer):
    """Checks every signature; `answers` are by method, `seen` what was asked, in order."""

    daemon_threads = True
    block_on_close = False

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.lock = threading.Lock()
        self.answers: dict[str, Answer] = {"aliexpress.ds.product.get": product()}
        self.moods: list[dict[str, Any] | bytes] = []  # said before anything else, once each
        self.seen: list[dict[str, str]] = []
        self.headers: dict[str, str] = {}
        self.status = 200
        self.codes = {CODE}
        self.access, self.refresh = "access-0", "refresh-0"
        self.lasts: dict[str, object] = {"expires_in": "86400", "refresh_expires_in": "172800"}
        self._numbers = itertools.count(1)

    def asked(self, what: str) -> list[dict[str, str]]:
        """The forms of one method or path."""
        return [form for form in self.seen if what in (form.get("method"), form["path"])]

    def answer(self, path: str, form: dict[str, str]) -> "tuple[int, dict[str, Any] | bytes]":
        self.seen.append({**form, "path": path})
        if self.moods:
            return self.status, self.moods.pop(0)
        if form.get("sign") != _signed(form, path.removeprefix("/rest") if "rest" in path else ""):
            return 200, error("IncompleteSignature", "The request signature does not conform")
        if form.get("app_key") != APP_KEY:
            return 200, error("InvalidAppKey", "The specified App Key is invalid")
        if path.startswith("/rest"):
            return self.status, self._tokens(path, form)
        if form.get("access_token") != self.access:
            said = error("IllegalAccessToken", f"The access token {form['access_token']} is over")
            return 200, said
        found = self.answers.get(form["method"], error("InvalidApiPath"))
        return self.status, found(form) if callable(found) else found

    def _tokens(self, path: str, form: dict[str, str]) -> dict[str, Any]:
        if path.endswith("/create"):
            if form.get("code") not in self.codes:
                return {"type": "ISV", "code": "InvalidCode", "message": "bad", "request_id": "1"}
            self.codes.clear()
        elif form.get("refresh_token") != self.refresh:
            return {"type": "ISV", "code": "IllegalRefreshToken", "message": "bad"}
        number = next(self._numbers)
        self.access, self.refresh = f"access-{number}", f"refresh-{number}"
        return {
            "code": "0", "access_token": self.access, "refresh_token": self.refresh,
            "account": "ada@shop.example", "request_id": "1", **self.lasts,
        }  # fmt: skip

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A client that hangs up is no news."""


def _signed(form: dict[str, str], path: str) -> str:
    pairs = sorted((name, value) for name, value in form.items() if name != "sign")
    text = path + "".join(name + value for name, value in pairs)
    return hmac.new(SECRET.encode(), text.encode(), hashlib.sha256).hexdigest().upper()


def certificate(folder: Path) -> Path:
    """Make a certificate of the interface's host that nobody but the test trusts."""
    if shutil.which("openssl") is None:
        pytest.skip("openssl is not installed: no certificate can be made")
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1",
         "-nodes", "-keyout", folder / "key.pem", "-out", folder / "cert.pem", "-days", "2",
         "-subj", f"/CN={HOST}", "-addext", f"subjectAltName=DNS:{HOST}"],
        check=True, capture_output=True, timeout=60,
    )  # fmt: skip
    return folder


@contextmanager
def serving(certificate: Path) -> Iterator[ApiServer]:
    """Run the interface on a free loopback port, encrypted, for as long as the block lasts."""
    server = ApiServer()
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate / "cert.pem", certificate / "key.pem")
    server.socket = context.wrap_socket(
        server.socket, server_side=True, do_handshake_on_connect=False
    )
    thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def client(server: ApiServer, certificate: Path, clock: Any, **mirrors: str) -> Http:
    """The program's own client; whatever it calls but mirrors, the line leads to `server`."""

    def dial(_address: str, port: int, timeout_s: float) -> httpcore.NetworkStream:
        port = server.server_port if port == 443 else port
        return httpcore.SyncBackend().connect_tcp("127.0.0.1", port, timeout=timeout_s)

    trusting = ssl.create_default_context(cafile=certificate / "cert.pem")
    return Http(mirrors, clock, resolver=lambda _host: ["8.8.8.8"], dial=dial, ssl_context=trusting)
