"""Lends a command the shop that is there, and lets go of it whatever happens."""

from collections.abc import Iterator
from contextlib import closing, contextmanager

from babydrop_desktop.bootstrap import Services, open_shop, require_shop
from babydrop_desktop.paths import ShopOptions


@contextmanager
def existing_shop(options: ShopOptions) -> Iterator[Services]:
    """Open the shop for as long as the block lasts; none is made where there is none.

    Raises Refused (reason "no_shop_here"), and what `open_shop` raises.
    """
    require_shop(options)
    with closing(open_shop(options)) as shop:
        yield shop
