"""What is asked of an open page: where it is with its product, and what it holds.

The scripts only look. Nothing they say is believed further than which words they found.
"""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from babydrop_desktop.domain.files import LARGEST_PAGE
from babydrop_desktop.gateways.http_errors import too_large

if TYPE_CHECKING:
    from playwright.sync_api import Page

_SLICE = 250_000  # letters in one answer, so that reading it keeps nobody waiting
_LOOK = """() => {
  const has = (found) => { try { return !!found() } catch { return false } };
  const frames = [...document.querySelectorAll("iframe")].filter((one) => one.offsetParent !== null
    && one.getBoundingClientRect().width > 40).slice(0, 40).map((one) => String(one.src));
  const kinds = ["titleModule", "skuModule", "commonModule", "productInfoComponent",
    "skuComponent", "hierarchy"];
  const parts = document.getElementsByTagName("*").length;
  return {
    whole: document.readyState === "complete",
    data: has(() => kinds.some((kind) => window.runParams.data[kind]))
      || has(() => { const kept = window._d_c_.lifeCycleEventList[0].data;
                     return (kept.result || kept.data.result || kept).GLOBAL_DATA; })
      || has(() => document.getElementById("__AER_DATA__").textContent.includes('"skuInfo"')),
    drawn: has(() => document.querySelector('[data-pl="product-title"]').textContent.trim()
      && document.querySelector('[data-pl="product-price"]').textContent.trim()),
    gone: has(() => document.querySelector('meta[property="og:title"]')
      .content.trim().toLowerCase() === "404 page"),
    check: has(() => window._config_.NCTOKENSTR),
    frames: frames.map((one) => one.slice(0, 2000)),
    length: parts < 500 && document.readyState === "complete" ? 0
      : document.documentElement.outerHTML.length,
  };
}"""
_TAKE = """() => {
  let reply = "";
  try {
    const kept = window._d_c_.lifeCycleEventList[0].data;
    if ((kept.result || kept.data.result || kept).GLOBAL_DATA) reply = JSON.stringify(kept) || "";
  } catch {}
  return {html: "<!DOCTYPE html>\\n" + document.documentElement.outerHTML, reply};
}"""
_SIZE = "(held) => [String(held.html).length, String(held.reply).length]"
_PART = "(held, [name, at, end]) => String(held[name]).slice(at, end)"


@dataclass(frozen=True, slots=True)
class Look:
    """Where a page is: loaded whole, product data in it, drawn, the page "not found", a check."""

    whole: bool
    data: bool
    drawn: bool
    gone: bool
    check: bool
    frames: tuple[str, ...]
    length: int


def look(page: "Page") -> Look:
    """Look at the page once. Raises Playwright's Error where it cannot be asked just now."""
    told: Any = page.evaluate(_LOOK)
    length = told.get("length")
    return Look(
        whole=told.get("whole") is True,
        data=told.get("data") is True,
        drawn=told.get("drawn") is True,
        gone=told.get("gone") is True,
        check=told.get("check") is True,
        frames=tuple(one for one in told.get("frames") or () if isinstance(one, str)),
        length=length if isinstance(length, int) else 0,
    )


def take(page: "Page", overheard: bytes = b"") -> bytes:
    """The page as it is drawn, and in a script of ours the reply that it got for itself.

    Raises Limit (reason "page_too_large") over 8 MB, and Playwright's Error.
    """
    held = page.evaluate_handle(_TAKE)
    try:
        html, reply = (int(one) for one in held.evaluate(_SIZE))
        _check(html + max(reply, len(overheard)))
        parts = [held.evaluate(_PART, ["html", at, at + _SLICE]) for at in range(0, html, _SLICE)]
        body = "".join(map(str, parts)).encode("utf-8", "replace")
        if not overheard and reply:
            parts = [
                held.evaluate(_PART, ["reply", at, at + _SLICE]) for at in range(0, reply, _SLICE)
            ]
            overheard = "".join(map(str, parts)).encode("utf-8", "replace")
    finally:
        held.dispose()
    whole = body + _script(overheard)
    _check(len(whole))
    return whole


def _script(reply: bytes) -> bytes:
    """The reply as an element of the page; nothing in it can end that element."""
    if not reply:
        return b""
    safe = reply.replace(b"<", rb"\u003c")
    return b'\n<script type="application/json" id="babydrop-reply">' + safe + b"</script>\n"


def _check(length: int) -> None:
    if length > LARGEST_PAGE:
        raise too_large("page", LARGEST_PAGE)
