"""Names pictures: the supplier's by their identity, ours by their content.

Ours are called so until they have a public address (contract: "ProductImage.url").
"""

import hashlib
import re

LONGEST_KEY = 200
_SUFFIX = re.compile(r"(\.(?:jpe?g|png|gif|webp|bmp|avif))_.*$", re.IGNORECASE | re.DOTALL)
_EXTENSION = re.compile(r"\.(?:jpe?g|png|gif|webp|bmp|avif)$", re.IGNORECASE)
_KEY = re.compile(r"^[^?#]*?/kf/([^/?#]+)")
_OURS = re.compile(r"babydrop:([0-9a-f]{64})\.webp")


def url_of(sha256: str) -> str:
    """What a product's picture is called until it has a public address."""
    return f"babydrop:{sha256}.webp"


def sha256_of(url: str) -> str | None:
    """The content's name in such an address; None for any other address."""
    match = _OURS.fullmatch(url)
    return match[1] if match else None


def full_size(url: str) -> str:
    """The address of the original: what AliExpress adds for a smaller one is cut off.

    The original is what stands before the suffix of the first real extension (facts on AliExpress,
    images).
    """
    return _SUFFIX.sub(r"\1", url)


def picture_key(url: str) -> str:
    """The identity of a supplier's picture: the segment after /kf/, the same on all hosts.

    A picture elsewhere is known by the digest of its original's address.
    """
    original = full_size(url)
    found = _KEY.match(original)
    key = _EXTENSION.sub("", found[1]) if found else ""
    if 0 < len(key) <= LONGEST_KEY:
        return key
    return hashlib.sha256(original.encode("utf-8", "surrogatepass")).hexdigest()
