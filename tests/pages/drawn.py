"""Makes small pages of our own as a browser meets them: drawn by scripts, checked, gone."""

import base64
import json

from tests.pages import build, newer

ITEM = f"/item/{build.ITEM_ID}.html"
REPLY = "/h5/mtop.aliexpress.pdp.pc.query/1.0/"
_HEAD = (
    '<meta property="og:title" content="Romper - AliExpress"><meta property="og:url"'
    f' content="https://www.aliexpress.com{ITEM}">'
)


def reply():
    """What the page asks for itself."""
    return newer.reply(newer.d_result()).encode()


def asking(then="document.body.append(text.slice(0, 20))"):
    """A page of today: it holds no product, and fetches its own reply."""
    script = (
        "window.runParams = {}; window._d_c_ = {isCSR: true, DCData: {}};"
        f'fetch("{REPLY}?jsv=2.7.2&type=originaljson").then((one) => one.text())'
        f".then((text) => {{ {then} }});"
    )
    return _page(f"<p>Loading</p><script>{script}</script>")


def kept():
    """A page that keeps its reply in the tab, as the site's own scripts do."""
    told = newer.reply(newer.d_result())
    script = (
        "window.runParams = {}; window._d_c_ = {isCSR: true, lifeCycleEventList: []};"
        f"window._d_c_.lifeCycleEventList.push({{name: 'data', data: make()}});"
        f"function make() {{ return JSON.parse(atob('{_packed(told)}')) }}"
    )
    return _page(f"<p>Romper</p><script>{script}</script>")


def older():
    """A page of 2023, whole as it comes."""
    return build.page(build.b_data())


def check():
    """A page that wants a check: a click on its button is taken for the owner's."""
    script = 'window._config_ = {"action": "captcha", "NCTOKENSTR": "0"};'
    button = (
        '<button style="position:fixed;inset:0;font-size:40px" onclick="document.cookie='
        "'passed=1; path=/; secure'; location.reload()\">I am no robot</button>"
    )
    return f"<body><script>{script}</script>{button}</body>".encode()


def gone():
    """The site's page for an item that is not there, with its status 200."""
    return b'<meta property="og:title" content="404 page"><body>Sorry</body>'


def other(body):
    """A page with nothing of a product but `body`."""
    return _page(body)


def _page(body):
    return f"<!DOCTYPE html><html><head>{_HEAD}</head><body>{body}</body></html>".encode()


def _packed(told):
    return base64.b64encode(json.dumps(json.loads(told)).encode()).decode()
