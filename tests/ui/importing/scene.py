"""A list of imports in every state, as the design's picture shows them."""

from decimal import Decimal

from babydrop_desktop.domain.jobs import Choices, JobState, JobSummary, SourceKind, Stage
from tests.ui.importing.fake_goods import CHINA, SPAIN, product
from tests.ui.importing.fake_shop import FakeShop

SLEEP = Choices(category_id="c-sleep")
DRESS = Choices(category_id="c-dress")
FULL = (24, 61, 18, 30)


def fill(shop: FakeShop) -> None:
    """Twelve lines: ready, to look at, in the catalog, read, imported, refused, failed."""
    add = shop.importing.add
    add(product(1), choices=SLEEP)
    add(product(2, "Lavender Twirl Dress", cost="9.45", stock=(3, 0, 4)), choices=DRESS)
    known = product(3, "First Step Star Shoes", cost="8.40", stock=FULL)
    shop.importing.duplicates[known.canonical_id] = ("p-550127", "KP-550127")
    add(known, choices=SLEEP)
    add(product(4, "Mint Knit Beanie", cost="3.15", stock=FULL), choices=SLEEP)
    add(
        product(5, "Rose Heart Blanket", cost="10.20", stock=(None,), warehouses=(CHINA, SPAIN)),
        choices=SLEEP,
    )
    add(product(6, "Forest Bear Jacket", cost="15.10", stock=FULL))
    add(product(7, "Cream Feeding Bib", cost="0.60", list_price="2.60", stock=FULL), choices=SLEEP)
    add(product(8, "Sky Stripe Romper", cost="7.40", stock=FULL), choices=SLEEP)
    shop.importing.put(
        add(product(9, "Lilac Dot Bow", cost="2.05"), choices=SLEEP),
        state=JobState.RUNNING,
        stage=Stage.PICTURES,
        done=7,
        of=9,
    )
    shop.importing.put(
        add(product(10, "Oat Bear Comforter", cost="4.05"), choices=SLEEP),
        state=JobState.QUEUED,
    )
    add(state=JobState.RUNNING, stage=Stage.READ, done=1, of=2)
    add(state=JobState.QUEUED)
    add(state=JobState.REFUSED, reason="captcha", outcome="captcha", message="A check.")
    add(
        state=JobState.REFUSED,
        reason="not_a_product",
        source_kind=SourceKind.PAGE,
        source="Search results - AliExpress.html",
        canonical_id=None,
        message="This is a search, not an item. Open one of its results and save that page.",
    )
    add(
        state=JobState.FAILED,
        reason="timeout",
        message="AliExpress did not answer within 30 s. Try again when you are online.",
    )
    add(
        state=JobState.DONE,
        stage=Stage.END,
        product_id="p-1",
        summary=JobSummary(
            "Daisy Two-Piece Set", None, 4, 6, Decimal("9.05"), Decimal("29.99"), 70
        ),
        facts={"sku": "KP-000321"},
    )
