"""Builds what shows the orders, what needs the owner of them, and the desk for their addresses."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from babydrop_desktop.db.order_judge import Judge
from babydrop_desktop.db.unit import Database
from babydrop_desktop.services.address_desk import AddressDesk
from babydrop_desktop.services.attention import Attention
from babydrop_desktop.services.caches import Caches
from babydrop_desktop.services.fulfillment import Fulfillment
from babydrop_desktop.services.import_steps import Here
from babydrop_desktop.services.news import News
from babydrop_desktop.services.ports import Postal
from babydrop_desktop.settings import Settings


@dataclass(frozen=True, slots=True)
class OrderServices:
    """What the owner can do with orders."""

    fulfillment: Fulfillment
    addresses: AddressDesk
    attention: Attention


def order_services(
    shop: tuple[Database, Settings],
    told: tuple[Caches, News],
    here: Here,
    lists: Callable[[], Postal],
    *,
    now: Callable[[], datetime],
) -> OrderServices:
    """The three over one shop; `told` are what forgets and what tells of changes."""
    (db, settings), (caches, news) = shop, told
    judge = Judge(settings.shop.currency, settings.attention.margin_floor_percent)
    return OrderServices(
        fulfillment=Fulfillment(db, caches, now, device=here.device, judge=judge),
        addresses=AddressDesk(db, news, lists, person=here.person, device=here.device),
        attention=Attention(db, caches, now, settings=settings, person=here.person),
    )
