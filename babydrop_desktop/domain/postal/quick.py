"""Tells for a list of orders which addresses AliExpress would not take, quickly.

It is the desk's own proposal without the lists of provinces, postcodes and numbers: the desk says
the same, and what only the lists know besides.
"""

from functools import lru_cache

from babydrop_desktop.domain.postal.address import PostalAddress
from babydrop_desktop.domain.postal.proposal import AddressProblem
from babydrop_desktop.domain.postal.proposing import propose

MOST_KEPT = 2_000  # addresses; a list asks again and again for the same


@lru_cache(maxsize=MOST_KEPT)
def desk_problems(address: PostalAddress) -> tuple[AddressProblem, ...]:
    """What is wrong with an address by AliExpress' own limits, worst first."""
    return propose(address).problems
