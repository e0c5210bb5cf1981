"""Invents the orders of a shop that has run for three years: who bought, when, and how far it is.

One row per order, made from a seed number, the oldest first; `order_sql` makes the shop's tables of
them. Names and e-mail providers are as uneven as in life, so that searches are: some words stand in
every second order, some in one.
"""

from bisect import bisect
from collections.abc import Iterator
from datetime import datetime
from itertools import accumulate
from random import Random

SEED = 20_261_124
DAYS = 1_095
PRODUCTS, VARIANTS_EACH = 2_000, 4
DAY_MS = 86_400_000
COLUMNS = ("n", "number", "status", "first", "last", "email", "place", "ali", "tracking",
           "made", "placed", "confirmed", "shipped", "delivered", "issue", "items",
           "variant")  # fmt: skip
_FIRST = """
    Emma Olivia Ava Sophia Isabella Mia Charlotte Amelia Harper Evelyn Abigail Emily Ella
    Elizabeth Camila Luna Sofia Avery Mila Aria Scarlett Penelope Layla Chloe Victoria
    Madison Eleanor Grace Nora Riley Zoey Hannah Hazel Lily Ellie Violet Lillian Zoe
    Stella Aurora Natalie Emilia Everly Leah Aubrey Willow Addison Lucy Audrey Bella Nova
    Brooklyn Paisley Savannah Claire Skylar Isla Genesis Naomi Elena Caroline Eliana Anna
    Maya Valentina Ruby Kennedy Ivy Ariana Aaliyah Cora Madelyn Alice Kinsley Hailey
    Gabriella Allison Gianna Serenity Samantha Sarah Autumn Quinn Eva Piper Sophie Sadie
    Delilah Josephine Nevaeh Adeline Arya Emery Lydia Clara Vivian Madeline Peyton Julia
"""
_BEGIN = """
    Brindle Lark Winter Oak Pen Apple Ash Black Bright Copper Dun East Fair Glen Hart Iron
    Kings Lang Marsh North Old Park Quill Raven Silver Thorn Under Vale West Wood York
    Amber Birch Clay Dove Elder Fern Gold Holly
"""
_END = """
    wood hollow fold mere haven fen vale ton ley field worth stone bridge well brook dale
    shaw gate cliffe more
"""
_MAIL = (("gmail.com", 52), ("yahoo.com", 14), ("icloud.com", 12), ("outlook.com", 11),
         ("hotmail.com", 8), ("proton.me", 2), ("fastmail.net", 1))  # fmt: skip
_PLACES = 10
# How many in a thousand are in a state, by the days since they came in.
_STATES: tuple[tuple[float, tuple[tuple[str, int], ...]], ...] = (
    (2.0, (("PENDING", 900), ("PLACED", 80), ("CANCELLED", 20))),
    (5.0, (("PENDING", 30), ("PLACED", 690), ("CONFIRMED", 250), ("ISSUE", 10), ("CANCELLED", 20))),
    (10.0, (("PENDING", 2), ("PLACED", 10), ("CONFIRMED", 580), ("SHIPPED", 378), ("ISSUE", 10),
            ("CANCELLED", 20))),
    (45.0, (("CONFIRMED", 5), ("SHIPPED", 540), ("DELIVERED", 415), ("ISSUE", 15),
            ("CANCELLED", 20), ("REFUNDED", 5))),
    (DAYS, (("SHIPPED", 2), ("DELIVERED", 954), ("ISSUE", 1), ("CANCELLED", 28),
            ("REFUNDED", 15))),
)  # fmt: skip
_BOUGHT = {"PLACED", "CONFIRMED", "SHIPPED", "DELIVERED", "REFUNDED"}

Fact = tuple[object, ...]


def rows(count: int, ends: datetime) -> Iterator[Fact]:
    """So many orders up to the moment `ends`, with the values of COLUMNS; times in ms since 1970.

    `place` is one of ten towns, `variant` the first variant's number, `items` one to three.
    """
    dice = Random(SEED)  # noqa: S311 (the same shop every time, not a secret)
    given, begins, ends_of = _FIRST.split(), _BEGIN.split(), _END.split()
    firsts = _chances(1 / (rank + 3) for rank in range(len(given)))
    mails = _chances(weight for _, weight in _MAIL)
    states = [(days, _chances(w for _, w in of), [s for s, _ in of]) for days, of in _STATES]
    last_ms, step = round(ends.timestamp() * 1000), DAYS * DAY_MS / count
    for n in range(1, count + 1):
        age = (count - n) * step / DAY_MS
        made = last_ms - round((count - n) * step) - dice.randrange(1, 60_000)
        _, chances, names = next(one for one in states if age <= one[0] or one[0] == DAYS)
        status = names[bisect(chances, dice.random())]
        first = given[bisect(firsts, dice.random())]
        last = dice.choice(begins) + dice.choice(ends_of)
        mail = _MAIL[bisect(mails, dice.random())][0]
        email = f"{first}.{last}{dice.randrange(100)}@{mail}".lower()
        yield (n, f"BP-{10_000 + n}", status, first, last, email, dice.randrange(_PLACES),
               *_course(dice, n, status, made, age), 1 + dice.choice((0, 0, 0, 1, 1, 2)),
               dice.randrange(PRODUCTS * VARIANTS_EACH))  # fmt: skip


def _course(dice: Random, n: int, status: str, made: int, age: float) -> Fact:
    """AliExpress number, tracking, and when what was reached: ali … issue of COLUMNS."""
    bought = status in _BOUGHT or (status == "ISSUE" and dice.random() < 0.7)
    placed = made + round(min(age, dice.uniform(0.05, 1.5)) * DAY_MS) if bought else None
    reached = {"PLACED": 1, "CONFIRMED": 2, "SHIPPED": 3}.get(status, 4) if bought else 0
    if status == "ISSUE":
        reached = min(reached, dice.choice((1, 2, 3)))
    confirmed = _later(dice, placed, 0.3, 2, made, age) if reached > 1 else None
    shipped = _later(dice, confirmed, 0.5, 4, made, age) if reached > 2 else None
    delivered = _later(dice, shipped, 7, 21, made, age) if reached > 3 else None
    issue = made + round(age * dice.uniform(0.5, 0.95) * DAY_MS) if status == "ISSUE" else None
    # The supplier's numbers grow with time, far faster than the shop; so do the carriers'.
    ali = str(8 * 10**15 + (made - 16 * 10**11) * 2_100 + dice.randrange(10**8)) if bought else None
    tracking = f"LP00{made // 90 + dice.randrange(10**6):012d}" if shipped else None
    return ali, tracking, made, placed, confirmed, shipped, delivered, issue


def _later(dice: Random, after: int | None, low: float, high: float, made: int, age: float) -> int:
    latest = made + round(age * DAY_MS)
    return min((after or made) + round(dice.uniform(low, high) * DAY_MS), latest)


def _chances(weights: "Iterator[float]") -> list[float]:
    summed = list(accumulate(weights))
    return [one / summed[-1] for one in summed]
