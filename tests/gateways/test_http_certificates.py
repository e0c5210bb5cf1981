"""A connection is made to the checked address, and only with the right certificate."""

import shutil
import ssl
import subprocess

import httpcore
import pytest

from babydrop_desktop.errors import Unavailable
from babydrop_desktop.gateways.http import Http
from tests.fakes import web
from tests.gateways.fetching import HOST, FixedClock, no_names, page, picture


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
