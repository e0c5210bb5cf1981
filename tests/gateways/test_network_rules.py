"""Only AliExpress' own https addresses are fetched, and only internet addresses behind them."""

from pathlib import Path

import pytest

from babydrop_desktop.errors import Refused
from babydrop_desktop.gateways.mirrors import Mirrors
from babydrop_desktop.gateways.network_rules import is_public, public_addresses, target

LIST = Path(__file__).resolve().parents[3] / "shared/hostile/generated/urls_must_refuse.txt"

HOSTILE = [
    "file:///etc/passwd",
    "http://ae01.alicdn.com/x.jpg",
    "https://127.0.0.1/",
    "https://[::1]/",
    "https://[::ffff:127.0.0.1]/",
    "https://2130706433/",
    "https://ae01.alicdn.com@127.0.0.1/",
    "https://user:pw@ae01.alicdn.com/",
    "https://ae01.alicdn.com.evil.example/",
    "https://evilalicdn.com/",
    "https://evil.example/ae01.alicdn.com",
    "https://ae01.alicdn.com。evil.example/",
    "https://ae01.alicdn.com./x.jpg",
    "https://ae01.alicdn.com:22/x.jpg",
    "https://ae01.alicdn.com:80/x.jpg",
    "https://ae01.alicdn.com\\@evil.example/",
    "https://ae01.alicdn.com\t.evil.example/",
    "https://evil.example\n.alicdn.com/",
    "https:ae01.alicdn.com/x.jpg",
    "https:///ae01.alicdn.com/x.jpg",
    "//ae01.alicdn.com/x.jpg",
    "https://ae01.alicdn.com/" + "a" * 3000,
    "https://alicdn/",
    "https://-.alicdn.com/",
    "https://аe01.alicdn.com/",
    "",
]

NOT_PUBLIC = [
    "127.0.0.1",
    "10.0.0.1",
    "172.16.0.1",
    "192.168.1.1",
    "169.254.169.254",
    "100.64.0.1",
    "0.0.0.0",  # noqa: S104 - an address to refuse, not to bind
    "224.0.0.1",
    "240.0.0.1",
    "255.255.255.255",
    "192.0.2.1",
    "::1",
    "::",
    "fe80::1",
    "fc00::1",
    "fd00:ec2::254",
    "ff02::1",
    "::ffff:127.0.0.1",
    "::ffff:8.8.8.8",
    "::127.0.0.1",
    "64:ff9b::7f00:1",
    "64:ff9b:1::7f00:1",
    "2002:7f00:1::",
    "2001:0:53aa:64c:0:fbff:80ff:fffe",
    "2001:db8::1",
    "fe80::1%eth0",
    "not an address",
]


@pytest.mark.parametrize("url", HOSTILE)
def test_an_address_outside_the_rules_is_refused(url):
    with pytest.raises(Refused) as caught:
        target(url, purpose="picture")
    assert caught.value.reason == "picture_not_allowed"


@pytest.mark.skipif(not LIST.exists(), reason="the folder shared/hostile is not beside the project")
def test_every_address_of_the_hostile_list_is_refused():
    lines = [line for line in LIST.read_text(encoding="utf-8").split("\n") if line]
    assert len(lines) >= 57
    for line in lines:
        for purpose in ("page", "picture"):
            with pytest.raises(Refused) as caught:
                target(line, purpose=purpose)
            assert caught.value.reason == f"{purpose}_not_allowed"


@pytest.mark.parametrize(
    ("url", "host", "path"),
    [
        ("https://ae01.alicdn.com/kf/Sabc.jpg", "ae01.alicdn.com", "/kf/Sabc.jpg"),
        (
            "HTTPS://AE-Pic-A1.AliExpress-Media.com:443/kf/x",
            "ae-pic-a1.aliexpress-media.com",
            "/kf/x",
        ),
        ("https://aliexpress.ru", "aliexpress.ru", "/"),
        ("https://www.aliexpress.us?x=1#top", "www.aliexpress.us", "/?x=1"),
        ("https://ae01.alicdn.com/kf/a/طفل.jpg", "ae01.alicdn.com", "/kf/a/%D8%B7%D9%81%D9%84.jpg"),
        ("https://ae01.alicdn.com/a%20b?x=%2F", "ae01.alicdn.com", "/a%20b?x=%2F"),
    ],
)
def test_an_allowed_address_is_taken_apart(url, host, path):
    found = target(url, purpose="picture")
    assert (found.host, found.path) == (host, path)


@pytest.mark.parametrize("address", NOT_PUBLIC)
def test_an_address_that_is_not_on_the_internet_is_known(address):
    assert not is_public(address)


@pytest.mark.parametrize("address", ["8.8.8.8", "47.246.136.1", "2606:4700::6810:84e5"])
def test_an_internet_address_is_known(address):
    assert is_public(address)


def test_only_the_internet_addresses_of_a_host_are_kept_and_ipv4_comes_first():
    found = ["2606:4700::1", "127.0.0.1", "8.8.8.8", "8.8.8.8"]
    assert public_addresses("ae01.alicdn.com", found) == ["8.8.8.8", "2606:4700::1"]


def test_a_host_with_no_internet_address_is_refused_by_name():
    with pytest.raises(Refused, match="Sign in") as caught:
        public_addresses("ae01.alicdn.com", ["192.168.0.1", "::1"])
    assert caught.value.reason == "address_not_public"
    assert caught.value.facts == {"host": "ae01.alicdn.com"}


def test_a_mirror_stands_for_exactly_its_host_and_keeps_path_and_query():
    mirrors = Mirrors({"AE01.alicdn.com": "http://127.0.0.1:8000/cache/"})
    mirror = mirrors.of("ae01.alicdn.com")
    assert mirror is not None
    wanted = target("https://ae01.alicdn.com/kf/x.jpg?a=1", purpose="picture")
    assert mirror.address(wanted) == "http://127.0.0.1:8000/cache/kf/x.jpg?a=1"
    assert mirrors.of("ae02.alicdn.com") is None
    assert mirrors.trusts("127.0.0.1", 8000)
    assert not mirrors.trusts("127.0.0.1", 8001)


def test_a_mirror_on_a_host_of_aliexpress_gets_no_trust():
    mirrors = Mirrors({"ae01.alicdn.com": "https://ae02.alicdn.com"})
    assert not mirrors.trusts("ae02.alicdn.com", 443)


@pytest.mark.parametrize(
    "base",
    [
        "",
        "127.0.0.1:80",
        "ftp://127.0.0.1",
        "http://",
        "http://u:p@127.0.0.1",
        "http://h:99999",
        "http://127.0.0.1/?x=1",
        "file:///tmp",
    ],
)
def test_a_mirror_that_is_no_address_is_refused_with_its_line(base):
    with pytest.raises(Refused, match=r"ae01\.alicdn\.com") as caught:
        Mirrors({"ae01.alicdn.com": base})
    assert caught.value.reason == "mirror_wrong"
