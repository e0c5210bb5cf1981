"""An import of one item, from its address to its end."""

from babydrop_desktop.domain.jobs import Choices
from tests.fakes.shop import category_id, work_off
from tests.fakes.supplier import ITEM


def staged(shop, **more):
    wanted = Choices(category_id=category_id(shop))
    return shop.importing.stage_item(ITEM, auto=True, choices=wanted, **more)


def ended(shop, job):
    work_off(shop)
    return shop.importing.row(job)
