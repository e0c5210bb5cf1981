"""Writes the owner's secret and permission as the one text that the key store keeps."""

from pydantic import TypeAdapter, ValidationError

from babydrop_desktop.domain.supplier_access import Kept

_KEPT = TypeAdapter(Kept)


def text_of(kept: Kept) -> str:
    """One line; Windows' key store takes 1,280 letters, which it stays under."""
    return _KEPT.dump_json(kept).decode("utf-8")


def kept_of(text: str) -> Kept | None:
    """What was written; None for what is none of ours."""
    try:
        return _KEPT.validate_json(text)
    except ValidationError:
        return None
