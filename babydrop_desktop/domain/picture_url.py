"""Names the pictures that are still only on a laptop (contract: "ProductImage.url")."""

import re

_OURS = re.compile(r"babydrop:([0-9a-f]{64})\.webp")


def url_of(sha256: str) -> str:
    """What a product's picture is called until it has a public address."""
    return f"babydrop:{sha256}.webp"


def sha256_of(url: str) -> str | None:
    """The content's name in such an address; None for any other address."""
    match = _OURS.fullmatch(url)
    return match[1] if match else None
