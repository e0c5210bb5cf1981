"""Writes a postcode as its country's post does: its spaces, dashes, capitals and lost zeros."""

import re

from babydrop_desktop.domain.postal.proposal import Why

# The digits or signs without spaces and dashes, and how they are written.
_FORMS: dict[str, tuple[str, str]] = {
    "BR": (r"(\d{5})(\d{3})", r"\1-\2"),
    "CA": (r"([A-Z]\d[A-Z])(\d[A-Z]\d)", r"\1 \2"),
    "CZ": (r"(\d{3})(\d{2})", r"\1 \2"),
    "GB": (r"([A-Z]{1,2}\d[A-Z\d]?)(\d[A-Z]{2})", r"\1 \2"),
    "GR": (r"(\d{3})(\d{2})", r"\1 \2"),
    "IE": (r"([A-Z]\d[\dW])([A-Z\d]{4})", r"\1 \2"),
    "JP": (r"(\d{3})(\d{4})", r"\1-\2"),
    "NL": (r"(\d{4})([A-Z]{2})", r"\1 \2"),
    "PL": (r"(\d{2})(\d{3})", r"\1-\2"),
    "PT": (r"(\d{4})(\d{3})", r"\1-\2"),
    "SE": (r"(\d{3})(\d{2})", r"\1 \2"),
    "SK": (r"(\d{3})(\d{2})", r"\1 \2"),
    "US": (r"(\d{5})(\d{4})", r"\1-\2"),
}
# Where postcodes begin with a zero, and a spreadsheet took it for a number.
_FIVE = frozenset({"US", "PR", "DE", "FR", "IT", "ES", "MX", "FI", "EE", "MY"})


def written(text: str, country: str) -> tuple[str, tuple[Why, ...]]:
    """The postcode as the post writes it, and why it differs. What fits no form stays as it is."""
    found = text.upper()
    bare = re.sub(r"[\s-]", "", found)
    if country in _FIVE and re.fullmatch(r"\d{4}", bare):
        return f"0{bare}", (Why.ZERO,)
    if country in _FORMS:
        form, writing = _FORMS[country]
        whole = re.fullmatch(form, bare, re.ASCII)
        found = whole.expand(writing) if whole else found
    return found, (Why.FORM,) if found != text else ()
