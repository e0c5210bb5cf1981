"""Understands every form in which an owner pastes the address of one AliExpress item."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NoReturn
from urllib.parse import unquote

from babydrop_desktop.errors import Refused

# The US site adds 2**51 to the global id of a product (FACTS, trap 1).
US_SITE_OFFSET = 2**51
LONGEST_ADDRESS = 8_000

_BASES = ("aliexpress.com", "aliexpress.us", "aliexpress.ru")
_SHORT_HOSTS = ("a.", "s.click.", "click.", "sl.", "star.")
_APP = re.compile(
    r"(?:android-app|ios-app|aliexpress|aliexpresshd)://([^?#]{0,300})", re.IGNORECASE
)
_APP_HOSTS = ("com.alibaba.aliexpresshd", "product", "productdetail", "item", "goto", "436672029")
_ADDRESS = re.compile(r"(?:(https?):)?//([^/?#\\]*)([^\\]*)", re.IGNORECASE)
_NO_SCHEME = re.compile(r"[a-z0-9.-]{0,80}aliexpress\.(?:com|us|ru)(?![a-z0-9.-])", re.IGNORECASE)
_HOST = re.compile(r"(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.){1,5}(?:com|us|ru)\.?")
_BARE_ID = re.compile(r"[1-9][0-9]{7,15}")
_NUMBER_IN_NAME = re.compile(r"(?<![0-9])[1-9][0-9]{9,15}(?![0-9])")
_ITEM_PATH = re.compile(
    r"/(?:item|i|item-img)/(?:[^/]{0,400}/)?([1-9][0-9]{5,17})(?:\.html?)?/?", re.IGNORECASE
)
_STORE_ITEM_PATH = re.compile(
    r"/store/product/(?:[^/]{0,400}/)?[0-9]{1,18}_([1-9][0-9]{5,17})(?:\.html?)?/?", re.IGNORECASE
)
_OTHER_PAGES = (
    ("store_page", re.compile(r"/(?:store|shop)(?:/|$)", re.IGNORECASE)),
    (
        "search_page",
        re.compile(r"/(?:w|wholesale|af|premium|popular|glosearch)(?:[/-]|$)", re.IGNORECASE),
    ),
    ("category_page", re.compile(r"/(?:category|all-wholesale-products)(?:[/.]|$)", re.IGNORECASE)),
)
_ID_KEYS = ("productid", "item_id", "itemid", "productids", "objectid")
_SKU_KEYS = ("sku_id", "skuid")
_NUMBER = re.compile(r"[1-9][0-9]{5,18}")
_EXT_SKU = re.compile(r'"?sku_?id"?\s{0,3}:\s{0,3}"?([1-9][0-9]{5,18})', re.IGNORECASE)
_WRAPPING = " \t\r\n\v\f\"'`<>()[]“”«»„\u2018\u2019\u2039\u203a\u00a0\u200b\u200e\u200f\ufeff,;"

_COUNTRY_OF_LABEL = {
    "es": "ES", "fr": "FR", "de": "DE", "it": "IT", "nl": "NL", "pl": "PL", "pt": "BR", "ru": "RU",
    "tr": "TR", "ko": "KR", "ja": "JP", "vi": "VN", "th": "TH", "id": "ID", "he": "IL",
}  # fmt: skip
_COUNTRY_OF_GATEWAY = {
    "usa": "US", "prt": "PT", "bra": "BR", "esp": "ES", "fra": "FR", "deu": "DE", "ita": "IT",
    "nld": "NL", "pol": "PL", "kor": "KR", "jpn": "JP", "isr": "IL", "tur": "TR", "rus": "RU",
    "sau": "SA", "vnm": "VN", "tha": "TH", "idn": "ID", "mex": "MX", "chl": "CL", "gbr": "GB",
    "aus": "AU", "can": "CA", "ukr": "UA", "bel": "BE", "che": "CH",
}  # fmt: skip
_SENTENCES = {
    "empty": "Paste the address of an AliExpress item, or its number.",
    "not_aliexpress": "This is not an AliExpress address. Paste the address of an item page, "
    "such as https://www.aliexpress.com/item/1005001234567890.html.",
    "short_link": "This is a short link that hides the item. Open it in your browser and paste the "
    "address that the browser then shows.",
    "store_page": "This is a store, not an item. Open one of its items and paste that address.",
    "search_page": "This is a search, not an item. Open one of its results and paste that address.",
    "category_page": "This is a category, not an item. Open one of its items and paste that "
    "address.",
    "not_an_item": "No item number was found here. Open the item's page and paste its address; it "
    "looks like https://www.aliexpress.com/item/1005001234567890.html.",
}


@dataclass(frozen=True, slots=True)
class ItemAddress:
    """Which item an address means. Ids are text.

    `page_id` is the number in the address, `canonical_id` the global one that never differs between
    sites (FACTS, trap 1). `site` is the host, empty for a bare number or an app link. `country`
    (ISO alpha-2) is what the address suggests, None where it suggests none.
    """

    page_id: str
    canonical_id: str
    sku_id: str | None = None
    site: str = ""
    country: str | None = None

    @property
    def page_url(self) -> str:
        """The https address of the item on the site that was given, else on the global one."""
        if not self.site:
            return self.url
        query = f"?sku_id={self.sku_id}" if self.sku_id else ""
        return f"https://{self.site}/item/{self.page_id}.html{query}"

    @property
    def url(self) -> str:
        """The plain https address of the item on the global site."""
        return item_url(self.canonical_id, self.sku_id)


def canonical_item_id(item_id: str) -> str:
    """Give the global id of a product: ids of the US site lose 2**51, all others stay."""
    number = int(item_id)
    if US_SITE_OFFSET <= number < 2 * US_SITE_OFFSET:
        return str(number - US_SITE_OFFSET)
    return str(number)


def item_url(canonical_id: str, sku_id: str | None = None) -> str:
    """Build the https address of one item, with the variant chosen where `sku_id` is given."""
    query = f"?sku_id={sku_id}" if sku_id else ""
    return f"https://www.aliexpress.com/item/{canonical_id}.html{query}"


def parse_item_address(text: str) -> ItemAddress:
    """Find the item that `text` means: any address (FACTS §3), an app link or a bare number.

    Raises Refused with the reason "empty", "not_aliexpress", "short_link", "store_page",
    "search_page", "category_page" or "not_an_item"; its sentence says what to do instead.
    """
    given = text.strip(_WRAPPING)
    if not given:
        _refuse("empty", text)
    if given.isascii() and given.isdigit():
        return _bare(given)
    if len(given) > LONGEST_ADDRESS or any(c.isspace() or ord(c) < 32 for c in given):
        _refuse("not_aliexpress", given)
    if app := _APP.match(given):
        return _from_app(app.group(1), given)
    host, rest = _host_and_rest(given)
    if any(host == short + base for short in _SHORT_HOSTS for base in _BASES):
        _refuse("short_link", given)
    path, *parameters = re.split(r"[?&#]", rest)
    return _from_page(host, path, dict(_pairs(parameters)), given)


def item_in_name(name: str) -> ItemAddress | None:
    """Give the item that a saved page's file name tells, such as "1005001234567890.html".

    None where it holds no number of 10 to 16 digits, or several.
    """
    numbers = set(_NUMBER_IN_NAME.findall(name))
    return _bare(numbers.pop()) if len(numbers) == 1 else None


def split_addresses(text: str) -> list[str]:
    """Find the single addresses and item numbers in pasted text, in order, exact repeats dropped.

    They may be separated by lines, blanks, commas, semicolons or bars, and stand among other words;
    addresses of other sites are kept, so that each can be refused by name. Empty where `text` holds
    neither an address nor a number.
    """
    found: dict[str, None] = {}
    for chunk in text.split():
        for part in _SEPARATOR.split(chunk):
            single = part.strip(_WRAPPING).removesuffix(".")
            if _BARE_ID.fullmatch(single) or _LOOKS_LIKE_ADDRESS.match(single):
                found.setdefault(single)
    return list(found)


# A comma may belong to an address; it separates only where another one begins behind it.
_SEPARATOR = re.compile(
    r"[,;|]+(?=(?:https?:)?//|www\.|[a-z.]{0,12}aliexpress|android-app:|[1-9][0-9]{7,15}(?:[,;|]|$))"
    r"|(?<=\.html)(?=https?://)",
    re.IGNORECASE,
)
_LOOKS_LIKE_ADDRESS = re.compile(
    r"(?:[a-z][a-z-]{1,14}:)?//[^/]|[a-z0-9-]{1,63}(?:\.[a-z0-9-]{1,63}){1,5}(?:/|$)(?<!\.)",
    re.IGNORECASE,
)


def _refuse(reason: str, text: str) -> NoReturn:
    raise Refused(_SENTENCES[reason], reason=reason, address=text[:200])


def _bare(digits: str) -> ItemAddress:
    if not _BARE_ID.fullmatch(digits):
        _refuse("not_an_item", digits)
    return ItemAddress(digits, canonical_item_id(digits))


def _from_app(place: str, given: str) -> ItemAddress:
    host = place.split("/", 1)[0].lower()
    if host not in _APP_HOSTS:
        _refuse("not_aliexpress", given)
    facts = dict(_pairs(re.split(r"[?&#]", given)[1:]))
    item_id = _id_in(facts)
    if item_id is None:
        _refuse("not_an_item", given)
    return ItemAddress(item_id, canonical_item_id(item_id), _sku_in(facts))


def _host_and_rest(given: str) -> tuple[str, str]:
    match = _ADDRESS.fullmatch("//" + given if _NO_SCHEME.match(given) else given)
    if match is None:
        _refuse("not_aliexpress", given)
    host = match.group(2).lower()
    host = re.sub(r":(?:443|80)$", "", host)
    if not _HOST.fullmatch(host):
        _refuse("not_aliexpress", given)
    host = host.rstrip(".")
    if not any(host == base or host.endswith("." + base) for base in _BASES):
        _refuse("not_aliexpress", given)
    return host, match.group(3)


def _from_page(host: str, path: str, facts: dict[str, str], given: str) -> ItemAddress:
    match = _ITEM_PATH.fullmatch(path) or _STORE_ITEM_PATH.fullmatch(path)
    item_id = match.group(1) if match else None
    if item_id is None:
        for reason, form in _OTHER_PAGES:
            if form.match(path):
                _refuse(reason, given)
        item_id = _id_in(facts)
    if item_id is None:
        _refuse("not_an_item", given)
    canonical_id = canonical_item_id(item_id)
    return ItemAddress(item_id, canonical_id, _sku_in(facts), host, _country(host, facts))


def _pairs(parameters: list[str]) -> Iterator[tuple[str, str]]:
    # A second "?" separates as "&" does: the API's own addresses have one (FACTS §3).
    for parameter in reversed(parameters):
        name, _, value = parameter.partition("=")
        yield unquote(name).lower(), unquote(value)


def _id_in(facts: dict[str, str]) -> str | None:
    for key in _ID_KEYS:
        first = re.split(r"[:,;]", facts.get(key, ""))[0]
        if _BARE_ID.fullmatch(first):
            return first
    return None


def _sku_in(facts: dict[str, str]) -> str | None:
    for key in _SKU_KEYS:
        if _NUMBER.fullmatch(facts.get(key, "")):
            return facts[key]
    if match := _EXT_SKU.search(unquote(facts.get("pdp_ext_f", ""))):
        return match.group(1)
    # pdp_npi=4@dis!USD!list!sale!…!SKU!…: the only long number between two "!".
    for part in unquote(facts.get("pdp_npi", "")).split("!"):
        if len(part) > 10 and _NUMBER.fullmatch(part):
            return part
    return None


def _country(host: str, facts: dict[str, str]) -> str | None:
    gateway = facts.get("gatewayadapt", "").lower()
    if match := re.match(r"[a-z]{3}2([a-z]{3})", gateway):
        country = _COUNTRY_OF_GATEWAY.get(match.group(1))
        if country:
            return country
    if host.endswith("aliexpress.us"):
        return "US"
    if host.endswith("aliexpress.ru"):
        return "RU"
    labels = host.split(".")[:-2]
    return next((_COUNTRY_OF_LABEL[label] for label in labels if label in _COUNTRY_OF_LABEL), None)
