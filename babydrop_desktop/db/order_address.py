"""Reads where an order goes, as the storefront keeps it."""

import json
from collections.abc import Mapping

from babydrop_desktop.domain.postal.address import PostalAddress
from babydrop_desktop.domain.postal_rules import DEFAULT_COUNTRY


def address_of(document: object) -> PostalAddress:
    """The address as the storefront keeps it; `broken` where it is none. Takes what is kept."""
    if isinstance(document, str | bytes):
        try:
            document = json.loads(document)
        except ValueError:
            document = None
    if not isinstance(document, Mapping):
        return PostalAddress(broken=True)
    return PostalAddress(
        first_name=_text(document.get("firstName")),
        last_name=_text(document.get("lastName")),
        company=_text(document.get("company")),
        line1=_text(document.get("line1")),
        line2=_text(document.get("line2")),
        city=_text(document.get("city")),
        state=_text(document.get("state")),
        zip=_text(document.get("zip")),
        country=_text(document.get("country")) or DEFAULT_COUNTRY,
        phone=_text(document.get("phone")),
    )


def _text(value: object) -> str:
    if isinstance(value, str):
        return value.strip()
    if isinstance(value, int | float) and not isinstance(value, bool):
        return str(value)  # a postcode that somebody kept as a number
    return ""
