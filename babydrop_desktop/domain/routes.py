"""The ways by which the program itself gets an item's page, and what became of each try."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from babydrop_desktop.domain.supplier_product import Outcome

# So many tries of one import are remembered, and always those of its last round: without them it
# would never be known when every way was tried.
MOST_TRIES = 20


class Route(StrEnum):
    """One way to an item's page. Values are the words of the setting `[imports] order`."""

    API = "api"  # AliExpress' official interface, with the owner's key
    BROWSER = "browser"  # the owner's own browser, in sight
    HTTP = "http"  # a plain request


# After these another way may still give the product; a product that is gone is gone by every way.
ANOTHER_WAY = frozenset(
    {
        Outcome.CAPTCHA,
        Outcome.API_ERROR,
        Outcome.TOKEN_NEEDED,
        Outcome.UNREADABLE,
        Outcome.NOT_A_PRODUCT,
    }
)


@dataclass(frozen=True, slots=True)
class Try:
    """One try of one way: when it began, and what came of it.

    `outcome` is a reading's outcome, an error's reason, or "page" while its page is not read yet;
    `says` the sentence for the owner, "" where there is nothing to say. `over` tells tries that an
    earlier round made: "Try again" goes through all ways anew.
    """

    route: Route
    at: datetime
    outcome: str
    says: str = ""
    over: bool = False
