"""Recognises what a page is before anything on it is read (FACTS §1, §4, §6)."""

import html
import re

from babydrop_desktop.domain.item_address import parse_item_address
from babydrop_desktop.domain.supplier_product import Generation, Outcome
from babydrop_desktop.errors import Refused
from babydrop_desktop.gateways.aliexpress import strict_json
from babydrop_desktop.gateways.aliexpress.found import Found, product, unreadable
from babydrop_desktop.gateways.aliexpress.inside import replies_in
from babydrop_desktop.gateways.aliexpress.json_ld import item_url_in
from babydrop_desktop.gateways.aliexpress.lists import Node
from babydrop_desktop.gateways.aliexpress.page import Page
from babydrop_desktop.gateways.aliexpress.replies import recognise_reply
from babydrop_desktop.gateways.aliexpress.ru_tree import tree_text
from babydrop_desktop.gateways.aliexpress.script import data_values, span_of_value
from babydrop_desktop.gateways.aliexpress.shapes import recognise_data

_PUNISH = ("_____tmd_____/punish", "x5secdata=", "NCTOKENSTR")
_NOT_FOUND_TITLE = "404 page"
_NOT_FOUND_PICTURE = "HTB18eCBQXXXXXXfXXXX760XFXXXa"
# A reply as JSONP: also with a comment or "typeof x === 'function' &&" before the call.
_JSONP = re.compile(
    r"(?:/\*[^*]{0,99}\*/\s{0,9})?(?:typeof[^&]{1,160}&&\s{0,9})?[\w$.\[\]'\"]{1,80}\s{0,9}"
    r"\(\s{0,99}(?=[{\[])"
)
_PRE = re.compile(r"<pre[^>]{0,300}>\s{0,99}(?=[\w$.]{0,80}\(?[{\[])", re.IGNORECASE)
_A1 = re.compile(r"\bvar\s{1,9}skuProducts\s{0,9}=\s{0,9}\[|runParams\.imageBigViewURL")
_C = re.compile(
    r"_d_c_\.isCSR\s{0,9}=\s{0,9}true|_d_c_\.DCData\s{0,9}=\s{0,9}\{\s{0,99}[\"']?\w|"
    r"lifeCycleEventList\s{0,9}=\s{0,9}\[\s{0,99}\{"
)
_DC_DATA = re.compile(r"_d_c_\.DCData\s{0,9}=\s{0,99}(?=\{)")
_AER = re.compile(r"""id=["']?__AER_DATA__""")
_GENERATION_MARK = re.compile(
    r"\b(titleModule|skuModule|commonModule)\b|\b(?:sku|productInfo)Component\b"
)
_CUT = "The page is cut off or damaged. Save it again, whole, and try once more."
_EMPTY = "There is nothing in it."
_UNKNOWN = "This is a product page of a kind that is not known yet."


def recognise(page: Page) -> Found:
    """Name the page: product data with its generation, or the outcome that ends it."""
    if not page.text.strip():
        return unreadable(_EMPTY, "title", "skus", "currency")
    found = _json(page.text)
    if found is not None:
        return found
    inside, damage = _script_data(page.text)
    return (
        inside
        or _reply_inside(page.text)
        or _by_marks(page)
        or _not_an_item(page)
        or damage
        or _no_product(page)
    )


def _json(text: str) -> Found | None:
    """Recognise a text that is JSON as a whole; None where it is something else."""
    body = _json_body(text)
    if body is None:
        return None
    try:
        return recognise_reply(strict_json.loads(body))
    except strict_json.NotJson:
        return None
    except strict_json.BadJson as error:
        return unreadable(f"This JSON cannot be trusted: {error}.", "title", "skus", "currency")


def _json_body(text: str) -> str | None:
    body = text.strip()
    if body[:1] in {"{", "["}:
        return body.rstrip(";").rstrip()
    shown = _PRE.search(body[:3000])  # a browser's own view of a JSON file, saved
    if shown is not None:
        body = html.unescape(body[shown.end() : _end_of_pre(body, shown.end())])
    start = _JSONP.match(body)
    span = span_of_value(body, start.end() if start else 0) if start or shown else None
    return None if span is None else body[span.start : span.end]


def _end_of_pre(body: str, start: int) -> int:
    end = body.find("</pre", start)
    return end if end >= 0 else len(body)


def _script_data(text: str) -> tuple[Found | None, Found | None]:
    """Look through every `runParams`: product data of a known shape, and what damage was met."""
    damage: Found | None = None
    for span in data_values(text):
        if span is None:
            damage = damage or _damaged(_CUT, text)
            continue
        if span.end - span.start < 5:
            continue  # data: {} of a page that is filled in later
        try:
            value = strict_json.loads_literal(text[span.start : span.end])
        except strict_json.BadJson as error:
            damage = damage or _damaged(f"{_CUT} ({error})"[:300], text)
            continue
        if found := recognise_data(value):
            return found, None
        damage = damage or unreadable(_UNKNOWN, "title", "skus", "currency")
    return _literal(text), damage


def _reply_inside(text: str) -> Found | None:
    """Recognise the page's own reply where a saved page or a script holds it."""
    weaker: Found | None = None
    for body in replies_in(text):
        try:
            found = recognise_data(strict_json.loads_literal(body))
        except strict_json.BadJson:
            continue
        if found is not None and found.data is not None:
            return found
        weaker = weaker or found
    return weaker


def _damaged(note: str, text: str) -> Found:
    mark = _GENERATION_MARK.search(text)
    generation = None if mark is None else Generation.A2 if mark.group(1) else Generation.B
    return unreadable(note, "title", "skus", "currency", generation=generation)


def _literal(text: str) -> Found | None:
    """Recognise a text that is one JavaScript literal, its data without a key of its own."""
    if text.lstrip()[:1] != "{":
        return None
    try:
        return recognise_data(strict_json.loads_literal(text.strip().rstrip(";")))
    except strict_json.BadJson:
        return None


def _by_marks(page: Page) -> Found | None:
    """Recognise product pages that carry their data elsewhere, and the page "not found"."""
    text, head = page.text, page.head
    if head.get("og:title", "").lower() == _NOT_FOUND_TITLE or _NOT_FOUND_PICTURE in head.get(
        "og:image", ""
    ):
        return Found(Outcome.REMOVED)
    if _A1.search(text):
        return product(Generation.A1, {})
    if _AER.search(text) and ('"skuInfo"' in text or page.item):
        return _of_tree(text)
    if _C.search(text) and (_is_named(page) or not _is_punished(text)):
        return product(Generation.C, _drawn_from(text))
    return None


def _is_named(page: Page) -> bool:
    return bool(page.head.get("og:title")) or page.product_entry is not None


def _is_punished(text: str) -> bool:
    return any(sign in text for sign in _PUNISH)


def _drawn_from(text: str) -> Node:
    """Give the page's DCData; an empty node where it has none that can be read."""
    match = _DC_DATA.search(text)
    span = span_of_value(text, match.end()) if match else None
    if span is None:
        return {}
    try:
        value = strict_json.loads_literal(text[span.start : span.end])
    except strict_json.BadJson:
        return {}
    return value if isinstance(value, dict) else {}


def _of_tree(text: str) -> Found:
    """Recognise aliexpress.ru by the tree that its page carries."""
    body = tree_text(text)
    try:
        tree = strict_json.loads(body) if body is not None else None
    except strict_json.BadJson as error:
        note = f"{_CUT} ({error})"[:300]
        return unreadable(note, "title", "skus", "currency", generation=Generation.F)
    if not isinstance(tree, dict):
        return unreadable(_CUT, "title", "skus", "currency", generation=Generation.F)
    return product(Generation.F, tree)


def _not_an_item(page: Page) -> Found | None:
    """Recognise store, search and category pages, by the address they give themselves."""
    for name in ("og:url", "link:canonical"):
        try:
            parse_item_address(page.head.get(name, ""))
        except Refused as refused:
            if refused.reason in {"store_page", "search_page", "category_page"}:
                return Found(Outcome.NOT_A_PRODUCT, note=str(refused))
    return None


def _no_product(page: Page) -> Found:
    entry = page.product_entry
    if entry is not None and (page.item_id or item_url_in(entry)):
        return product(Generation.FALLBACK, {})
    if _is_punished(page.text):
        return Found(Outcome.CAPTCHA)
    if page.item is not None:
        return product(Generation.FALLBACK, {})
    if not page.is_markup and page.text.lstrip()[:1] in {"{", "["}:
        return unreadable(_CUT, "title", "skus", "currency")
    return Found(Outcome.NOT_A_PRODUCT)
