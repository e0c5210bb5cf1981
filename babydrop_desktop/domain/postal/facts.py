"""What an order is judged by of its address, without the address itself."""

from dataclasses import dataclass

from babydrop_desktop.domain.postal.proposal import AddressProblem


@dataclass(frozen=True, slots=True)
class AddressFacts:
    """What of an address is there, without the address. `country` is ISO 3166-1 alpha-2 or "".

    `desk` is what the address desk says of it, `approved` that the owner approved it as it is now,
    `changed` that another one was approved.
    """

    broken: bool = False
    street: bool = True
    city: bool = True
    state: bool = True
    zip: bool = True
    country: str = "US"
    desk: tuple[AddressProblem, ...] = ()
    approved: bool = False
    changed: bool = False
