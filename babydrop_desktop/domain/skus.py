"""Gives every product and every variant of the shop an article number that no other has.

The predecessor took two letters of each option, so that "Red / S" and "Red / M" collided. Here a
readable code comes from the whole option tuple, and where two tuples still read alike, both the
position and the tuple's own digest tell them apart.
"""

import hashlib
import re
import unicodedata
from collections import Counter
from collections.abc import Sequence

PREFIX = "KP"
_LONGEST_PART = 8


def product_sku(canonical_id: str) -> str:
    """KP- and the last six digits of the AliExpress id."""
    return f"{PREFIX}-{canonical_id[-6:]}"


def long_product_sku(canonical_id: str) -> str:
    """KP- and the whole id: for a product whose six digits another one already has."""
    return f"{PREFIX}-{canonical_id}"


def variant_skus(base: str, options: Sequence[tuple[str, ...]]) -> tuple[str, ...]:
    """One article number for each option tuple, in order, all different.

    `options` are the shop's words for each variant, such as ("Honey", "0-3M"), with the supplier's
    own value ids at the end where the words are equal. Equal tuples get different numbers too.
    """
    codes = ["-".join(filter(None, (_code(part) for part in option))) for option in options]
    plain = [f"{base}-{code}" if code else base for code in codes]
    counts = Counter(plain)
    taken: set[str] = set()
    result = []
    for sku, option in zip(plain, options, strict=True):
        unique = sku if counts[sku] == 1 and sku not in taken else f"{sku}-{_digest(option)}"
        number = 2
        while unique in taken:
            unique = f"{sku}-{_digest((*option, str(number)))}"
            number += 1
        taken.add(unique)
        result.append(unique)
    return tuple(result)


def _code(part: str) -> str:
    """Short capitals: "Sage Green" gives SAGGRE, "0-3M" 03M; "" where no ASCII is left."""
    folded = unicodedata.normalize("NFKD", part).encode("ascii", "ignore").decode().upper()
    words = re.findall(r"[A-Z]+|\d+[A-Z]?", folded)
    return "".join(word if word[0].isdigit() else word[:3] for word in words)[:_LONGEST_PART]


def _digest(option: tuple[str, ...]) -> str:
    return hashlib.sha256("\x1f".join(option).encode()).hexdigest()[:5].upper()
