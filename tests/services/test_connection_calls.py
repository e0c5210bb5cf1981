"""Each way in which a server cannot be reached has its own line, and says what to do about it."""

from pathlib import Path

import pytest

from babydrop_desktop.db.lookup import Lookup
from babydrop_desktop.domain.checks import Level
from babydrop_desktop.domain.connection import ConnectionWish
from tests.fakes import cluster as clusters
from tests.fakes import tls
from tests.fakes.cluster import PASSWORD, WITH_PASSWORD, Cluster
from tests.fakes.partition import Partition, answering, black_hole
from tests.services.connecting import NOW, outline, service, wish_for

SECRET = "cAnArY"  # noqa: S105 (looked for in what is shown)


@pytest.fixture
def here(tmp_path):
    return service(tmp_path)


def a_wish(port: int, host: str = "127.0.0.1", **more) -> ConnectionWish:
    return ConnectionWish(host, "shop", "ada", SECRET, port, **{"encrypted": False, **more})


def the_end(report, code: str):
    """The last finding, which blocks, is `code` and says what to do; nothing tells the password."""
    last = report.findings[-1]
    assert (last.code, last.level) == (code, Level.BLOCKED)
    assert last.text.endswith(".")
    assert last.fix.endswith((".", "go on."))
    assert "{" not in last.text + last.fix
    assert SECRET not in repr(report)
    assert not report.passed
    return last


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"host": "  "}, "server"),
        ({"host": "https://shop.example"}, "server"),
        ({"host": "one,two"}, "server"),
        ({"port": 0}, "port"),
        ({"database": ""}, "database"),
        ({"user": ""}, "user"),
    ],
)
def test_a_field_that_is_empty_or_cannot_be_is_named(here, changes, field):
    wish = ConnectionWish(**{"host": "h", "database": "d", "user": "u", "password": "", **changes})

    assert the_end(here.test(wish), "incomplete").facts == {"field": field}


def test_a_name_that_nobody_knows(tmp_path):
    def nobody(_host, _port):
        raise OSError

    wish = a_wish(5432, "db.shop.example")

    found = the_end(service(tmp_path, names=Lookup(nobody)).test(wish), "host_unknown")

    assert "db.shop.example" in found.text


def test_a_port_where_nobody_listens(here):
    with answering(b"") as port:
        pass

    assert f"port {port}" in the_end(here.test(a_wish(port)), "refused").text


def test_a_network_that_swallows_every_call(here, record_property):
    with black_hole() as port:
        report = here.test(a_wish(port))
    record_property("ms", report.took_ms)

    the_end(report, "silent")
    assert report.at == NOW


@pytest.mark.postgres
def test_a_network_that_takes_a_call_and_swallows_the_rest(here, postgres_cluster: Cluster):
    with Partition(postgres_cluster.port) as between:
        between.swallow()
        report = here.test(a_wish(between.port))

    the_end(report, "silent")


@pytest.mark.postgres
def test_a_network_that_is_lost_while_signing_in(here, postgres_url: str, record_property):
    wish = wish_for(postgres_url)
    with Partition(wish.port) as between:

        def swallow_the_login(from_client: bool, piece: bytes) -> bytes:
            return b"" if from_client and wish.user.encode() in piece else piece

        between.change = swallow_the_login
        report = here.test(wish_for(postgres_url, port=between.port))
    record_property("ms", report.took_ms)

    assert outline(report) == ["reached", "broken_off!"]


@pytest.mark.parametrize(
    "words",
    [b"HTTP/1.1 400 Bad Request\r\n\r\n", b"SSH-2.0-OpenSSH_9.2\r\n", b"220 mail.example\r\n"],
)
def test_something_else_answers(here, words):
    with answering(words) as port:
        report = here.test(a_wish(port))

    the_end(report, "not_postgresql")


def test_a_web_server_that_waits_for_the_end_of_the_line(here, httpserver):
    report = here.test(a_wish(httpserver.port))

    the_end(report, "not_postgresql")


@pytest.mark.postgres
def test_a_server_without_encryption_where_it_is_asked_for(here, postgres_url: str):
    the_end(here.test(wish_for(postgres_url, encrypted=True)), "not_encrypted")


@pytest.mark.postgres
def test_a_wrong_password(here, postgres_cluster: Cluster):
    url = postgres_cluster.url("postgres", WITH_PASSWORD, SECRET)

    found = the_end(here.test(wish_for(url)), "password_wrong")

    assert "GRANT" in found.sql


@pytest.mark.postgres
def test_a_right_password_that_is_kept(tmp_path, postgres_cluster: Cluster):
    wish = wish_for(postgres_cluster.url("postgres", WITH_PASSWORD), password=None)
    here = service(tmp_path)
    here._secrets.keep(wish.place, PASSWORD)

    assert outline(here.test(wish))[:2] == ["reached", "signed_in"]


@pytest.mark.postgres
def test_a_database_that_is_not_there(here, postgres_cluster: Cluster):
    wish = wish_for(postgres_cluster.url("not there", "shop_owner"))

    assert "“" not in the_end(here.test(wish), "database_missing").text


@pytest.fixture(scope="module")
def authority(tmp_path_factory: pytest.TempPathFactory) -> tls.Authority:
    return tls.authority(tmp_path_factory.mktemp("tls") / "authority")


def _encrypted_test(own_cluster: Cluster, here, pair: tuple[Path, Path], **changes):
    url = own_cluster.url("postgres", "admin")
    with tls.encrypted(own_cluster, *pair):
        return here.test(wish_for(url, encrypted=True, host="localhost", **changes))


@pytest.mark.postgres
def test_a_right_certificate(own_cluster: Cluster, here, authority):
    pair = authority.sign("right", host="localhost")

    report = _encrypted_test(own_cluster, here, pair, ca_file=str(authority.root))

    assert outline(report)[:3] == ["reached", "signed_in", "database"]
    assert report.findings[0].text.endswith(" ms, encrypted.")
    assert report.findings[1].text == "as admin, encrypted."


@pytest.mark.postgres
@pytest.mark.parametrize(
    ("host", "days", "known", "code", "advice"),
    [
        ("db.other.example", (-1, 30), True, "certificate_name", "localhost"),
        ("localhost", (-1, 30), False, "certificate_unknown", "root certificate"),
        ("localhost", (-30, -1), True, "certificate_expired", "renew"),
        ("localhost", (2, 30), True, "certificate_not_yet", "date"),
    ],
    ids=["another name", "unknown root", "run out", "not yet"],
)
def test_a_wrong_certificate_is_told_with_what_to_do(
    own_cluster: Cluster, here, authority, host, days, known, code, advice
):
    pair = authority.sign(code, host=host, days=days)
    roots = {"ca_file": str(authority.root)} if known else {}

    found = the_end(_encrypted_test(own_cluster, here, pair, **roots), code)

    assert advice in found.fix


@pytest.mark.postgres
def test_a_file_that_holds_no_certificates(own_cluster: Cluster, here, authority, tmp_path):
    pair = authority.sign("file", host="localhost")
    (tmp_path / "roots.pem").write_text("no certificate")

    report = _encrypted_test(own_cluster, here, pair, ca_file=str(tmp_path / "roots.pem"))

    the_end(report, "ca_file_unreadable")


@pytest.mark.postgres
def test_a_login_that_is_not_admitted_from_here(own_cluster: Cluster, here):
    clusters.admit(own_cluster, "host all barred 127.0.0.1/32 reject")

    found = the_end(here.test(wish_for(own_cluster.url("postgres", "barred"))), "not_admitted")

    assert "pg_hba.conf" in found.fix


@pytest.mark.postgres
def test_a_server_that_takes_no_more(own_cluster: Cluster, here):
    with_limit = wish_for(own_cluster.url("postgres", "one_at_a_time"))
    clusters.run(own_cluster, "CREATE ROLE one_at_a_time LOGIN CONNECTION LIMIT 0")

    the_end(here.test(with_limit), "server_full")
