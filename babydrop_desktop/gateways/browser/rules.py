"""Decides where the browser may go and what it may do there; nothing in it hides what it is.

Hosts are those of network_rules (reliability.md §5). All others have no address in this browser:
the rule is Chromium's own and costs no time, where a handler for each request cost 11.5 s a page.
"""

from babydrop_desktop.errors import Refused
from babydrop_desktop.gateways.network_rules import ALLOWED, is_allowed_host, target

# Parts of AliExpress' own checks come from these. No page of theirs is opened, but without them
# the owner could not pass.
_PARTS = (
    *("recaptcha.net", "www.google.com", "gstatic.com"),
    *("aliyun.com", "aliyuncs.com", "aliapp.org", "mmstat.com"),
)
# What Playwright would switch off of the browser's own protection against its pages.
NOT_WANTED = ("--disable-popup-blocking", "--disable-ipc-flooding-protection")
_EMPTY = ("about:blank", "chrome-error://chromewebdata/")
_SIGNS = ("/punish", "_____tmd_____", "x5secdata")
_LOGIN_HOSTS = ("login.", "passport.")


def flags(*, visible: bool) -> list[str]:
    """What the browser is started with, besides what Playwright gives it.

    Pictures and sounds are left out where nobody looks; nobody's proxy is asked, as with `Http`.
    """
    outside = [host for name in (*ALLOWED, *_PARTS) for host in (name, f"*.{name}")]
    excluded = ", ".join(f"EXCLUDE {host}" for host in outside)
    found = [
        f"--host-resolver-rules=MAP * ~NOTFOUND, {excluded}",
        "--test-type",  # or its window warns the owner of the line above
        "--no-proxy-server",
        "--deny-permission-prompts",
        "--mute-audio",
        "--autoplay-policy=document-user-activation-required",
        "--no-pings",
        "--disable-print-preview",
    ]
    return found if visible else [*found, "--blink-settings=imagesEnabled=false"]


def check_place(url: str) -> None:
    """See to it that a page lies on AliExpress' hosts. Raises Refused ("page_not_allowed")."""
    if url not in _EMPTY:
        target(url.partition("#")[0][:2048], purpose="page")


def is_allowed_place(url: str) -> bool:
    """Whether `check_place` lets it pass."""
    try:
        check_place(url)
    except Refused:
        return False
    return True


def is_check(url: str) -> bool:
    """Whether an address is that of AliExpress' check for robots (FACTS §4)."""
    return any(sign in url for sign in _SIGNS)


def is_login(url: str) -> bool:
    """Whether an address is that of AliExpress' login."""
    host, _, path = url.partition("://")[2].partition("/")
    if not is_allowed_host(host.partition(":")[0].lower()):
        return False
    return host.startswith(_LOGIN_HOSTS) or path.startswith(("login", "p/login"))
