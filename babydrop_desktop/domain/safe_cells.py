"""Keeps what stands in a cell of a list words: no spreadsheet program works it out.

Rule: reliability, "CSV/XLSX export: ' before = + - @ TAB CR and full-width forms".
"""

_DANGEROUS = (
    "=+-@\t\r\n\N{FULLWIDTH EQUALS SIGN}\N{FULLWIDTH PLUS SIGN}"
    "\N{FULLWIDTH HYPHEN-MINUS}\N{FULLWIDTH COMMERCIAL AT}"
)
_GUARD = "'"


def safe_cell(text: str) -> str:
    """`text` as it may stand in a list that we write: guarded where it could be a formula."""
    return _GUARD + text if text.lstrip(" ")[:1] in tuple(_DANGEROUS) else text


def plain_cell(text: str) -> str:
    """The text of a cell that `safe_cell` may have guarded."""
    rest = text.removeprefix(_GUARD)
    return rest if rest != text and rest.lstrip(" ")[:1] in tuple(_DANGEROUS) else text
