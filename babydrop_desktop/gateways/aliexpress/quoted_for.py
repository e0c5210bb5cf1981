"""Finds out for which country and in which language a page's prices were quoted."""

import re

from babydrop_desktop.gateways.aliexpress.lists import Node, at, node, nodes
from babydrop_desktop.gateways.aliexpress.page import Page

_COUNTRY = re.compile(r"[A-Z]{2}")
_LANGUAGE = re.compile(r"([a-z]{2})(?:[_-][A-Za-z]{2,4})?")
_LANGUAGE_IN_PATH = re.compile(r"/([a-z]{2})_[A-Z]{2}/")
_LANGUAGE_OF_HOST = re.compile(r"(?:https?:)?//(?:m\.)?([a-z]{2})\.(?:m\.)?aliexpress\.")
_LAYOUTS = "originalLayoutResultList"
# AliExpress writes UK where ISO has GB.
_ISO_OF = {"UK": "GB"}


def country_code(*values: object) -> str | None:
    """Give the first of `values` that is a country code (ISO alpha-2), or None."""
    for value in values:
        if isinstance(value, str) and _COUNTRY.fullmatch(value.strip().upper()):
            code = value.strip().upper()
            return _ISO_OF.get(code, code)
    return None


def language_code(*values: object) -> str | None:
    """Give the first of `values` that is a language such as "en" or "en_US", as "en", or None."""
    for value in values:
        if isinstance(value, str) and (match := _LANGUAGE.fullmatch(value.strip())):
            return match.group(1)
    return None


def ship_to(freight: Node) -> str | None:
    """Give the country that the page's shipping offers go to."""
    for offer in nodes(freight.get(_LAYOUTS)):
        if found := country_code(at(offer, "bizData", "shipToCode")):
            return found
    return None


def language_of(description_url: object, own_url: object, page: Page) -> str | None:
    """Give the language by the description's address ("/es_ES/"), else by the page's host."""
    if isinstance(description_url, str) and (m := _LANGUAGE_IN_PATH.search(description_url)):
        return m.group(1)
    for url in (own_url, page.head.get("og:url")):
        if isinstance(url, str) and (m := _LANGUAGE_OF_HOST.match(url)):
            return m.group(1)
    return None


def country_of_page(page: Page) -> str | None:
    """Give the country that the page's own address stands for, where it says so."""
    address = page.address or page.item
    return address.country if address else None


def environment(data: Node) -> Node:
    """Give A2's webEnv, with its inner values laid under the outer ones."""
    outer = node(data, "webEnv")
    inner = node(outer, "env", "valMap")
    return {"country": inner.get("g11n:country"), "lang": inner.get("g11n:locale")} | outer
