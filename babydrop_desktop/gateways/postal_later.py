"""Loads the lists of all countries when the address desk is asked first, not at the start."""

from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from babydrop_desktop.gateways.postal import PostalLists


@cache
def postal_lists() -> "PostalLists":
    """The lists, the same at every call. The first takes a tenth of a second."""
    from babydrop_desktop.gateways.postal import PostalLists  # noqa: PLC0415 (start-up time)

    return PostalLists()
