"""Reads which supplier SKU the storefront buys for each variant, in both shapes it has written.

Live data holds a list of objects that name the variant's SKU, or an object keyed by it; a value may
be the AliExpress SKU alone (the contract, "Column notes"). Whatever else stands there is no pair.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from babydrop_desktop.domain.wording import plain

_SKU_ID = re.compile(r"[0-9]{1,20}")
_LONGEST = 500


@dataclass(frozen=True, slots=True)
class MappedSku:
    """One supplier SKU: `text` is its sku_id, or in older data its sku_attr ("" is a single SKU).

    `name` is the supplier's words for it, "" where none were noted.
    """

    text: str
    name: str = ""

    @property
    def sku_id(self) -> str | None:
        """The supplier's number for it; None where only the options are known."""
        return self.text if _SKU_ID.fullmatch(self.text) else None

    def is_row(self, sku_id: str, sku_attr: str) -> bool:
        """Whether it means the supplier's row with that number and those options."""
        return self.text in {sku_id, sku_attr}


def read_mapping(value: object) -> dict[str, MappedSku | None]:
    """The supplier SKU by the variant's SKU; None for a variant whose entry cannot be read.

    Anything that is neither of the two shapes gives {}. Of several entries for one variant the
    first that can be read counts.
    """
    found: dict[str, MappedSku | None] = {}
    for local, entry in _entries(value):
        if isinstance(local, str) and local and found.get(local) is None:
            found[local] = _mapped(entry)
    return found


def _entries(value: object) -> Iterator[tuple[object, object]]:
    if isinstance(value, Mapping):
        yield from value.items()
    elif isinstance(value, list):
        for entry in value:
            if isinstance(entry, Mapping):
                yield entry.get("localVariantSku"), entry


def _mapped(entry: object) -> MappedSku | None:
    given, name = entry, None
    if isinstance(entry, Mapping):
        given, name = entry.get("aliExpressSku"), entry.get("aliExpressVariantName")
    if isinstance(given, int) and not isinstance(given, bool):
        given = str(given)
    if not isinstance(given, str) or len(given) > _LONGEST:
        return None
    return MappedSku(given.strip(), plain(name[:_LONGEST]) if isinstance(name, str) else "")
