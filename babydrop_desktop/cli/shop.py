"""Lends a command the shop that is there, and lets go of it whatever happens."""

import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager

from babydrop_desktop.bootstrap import Services, open_shop, require_shop
from babydrop_desktop.cli import output
from babydrop_desktop.paths import ShopOptions
from babydrop_desktop.services.work import Work


@contextmanager
def existing_shop(options: ShopOptions) -> Iterator[Services]:
    """Open the shop for as long as the block lasts; none is made where there is none.

    The demo shop is there always: it is filled first where it was not yet.

    Raises Refused (reason "no_shop_here"), and what `open_shop` raises.
    """
    if not options.demo:
        require_shop(options)
    with closing(open_shop(options)) as shop:
        if options.demo and not shop.demo.is_filled():
            output.say("The demo shop is being filled; this takes a few seconds.", sys.stderr)
            shop.demo.fill(Work())
        yield shop
