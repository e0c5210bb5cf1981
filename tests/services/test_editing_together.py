"""Two programs, and the storefront, edit one product at once: nobody's change is lost."""

import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from decimal import Decimal
from functools import partial
from pathlib import Path
from threading import Barrier

import psycopg
import pytest

from babydrop_desktop.domain.product_edit import EditConflict, ProductEdit, ProductField
from babydrop_desktop.errors import Conflict, Unavailable
from tests.services.edit_racer import race
from tests.services.editing import Desk, add_product, prices_of, row_of

ROOT = Path(__file__).parents[2]


def chain_is_whole(desk, product, first="Striped Romper"):
    """Each line goes on from where the one before it ended: nothing was written over unseen."""
    lines = desk.editing.history(product, 500)[::-1]
    at = first
    for line in lines:
        (change,) = line.changes
        assert change.before == at
        at = change.after
    assert row_of(desk.db, product).name == at
    return len(lines)


def at_once(*works):
    """What each of the works gave or raised, begun together."""
    barrier = Barrier(len(works))

    def run(work):
        barrier.wait()
        try:
            return work()
        except Conflict as error:
            return error

    with ThreadPoolExecutor(len(works)) as pool:
        return list(pool.map(run, works))


def test_of_two_edits_at_once_one_wins_and_the_other_is_told_by_whom(shop):
    mia, ben = Desk(shop), Desk(shop, "Ben")
    for _ in range(10):
        product, _ids = add_product(shop)
        shown = mia.shown(product)
        works = [
            partial(desk.editing.edit, product, ProductEdit(name=f"{desk.person}'s"), shown)
            for desk in (mia, ben)
        ]
        found = at_once(*works)
        (lost,) = [one for one in found if isinstance(one, Exception)]
        (line,) = mia.editing.history(product)
        assert row_of(shop, product).name == f"{line.who}'s"
        assert (lost.reason, lost.facts["who"]) == ("changed_meanwhile", line.who)


def test_of_two_undos_at_once_one_is_done(shop):
    mia, ben = Desk(shop), Desk(shop, "Ben")
    for _ in range(5):
        product, ids = add_product(shop)
        edited = mia.edit(product, ProductEdit(price=Decimal("34.99")))
        found = at_once(*(partial(d.editing.undo, edited.edit_id) for d in (mia, ben)))
        assert sum(isinstance(one, Conflict) for one in found) == 1
        assert len(mia.editing.history(product)) == 2
        assert prices_of(shop, product) == dict.fromkeys(ids, Decimal("29.99"))


def test_threads_that_edit_without_end_lose_nothing(shop):
    product, _ = add_product(shop)
    desks = [Desk(shop, name) for name in ("Mia", "Ben", "Zoe")]
    with ThreadPoolExecutor(3) as pool:
        assert len(list(pool.map(lambda desk: race(desk, product, 15), desks))) == 3
    assert chain_is_whole(desks[0], product) == 45


def test_programs_that_edit_without_end_lose_nothing(shop):
    product, _ = add_product(shop)
    url = shop.engine.url.render_as_string(hide_password=False)
    programs = [
        subprocess.Popen(
            [sys.executable, "-m", "tests.services.edit_racer", url, product, name, "25"],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=ROOT,
        )
        for name in ("Mia", "Ben")
    ]  # fmt: skip
    try:
        for program in programs:
            assert program.stdout.readline() == "ready\n"
        for program in programs:
            program.stdin.write("go\n")
            program.stdin.flush()
        for program in programs:
            told, _ = program.communicate(timeout=120)
            assert program.returncode == 0
            assert int(told) >= 0
    finally:
        for program in programs:
            program.kill()
            program.communicate()
    assert chain_is_whole(Desk(shop), product) == 50


class Storefront:
    """The storefront's own program in the middle of a transaction of its own."""

    def __init__(self, url):
        self.own = psycopg.connect(url)
        self._look = psycopg.connect(url, autocommit=True)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.own.close()
        self._look.close()

    def until_somebody_waits(self):
        """Return once a transaction waits for this one's lock."""
        mine = self.own.info.backend_pid
        asked = "SELECT 1 FROM pg_locks WHERE NOT granted AND %s = ANY(pg_blocking_pids(pid))"
        for _ in range(20_000):
            if self._look.execute(asked, (mine,)).fetchone():
                return
        raise AssertionError("nobody waited")


@pytest.fixture
def beside(open_shops, storefront_url):
    return open_shops(storefront_url, upgrade=True)


@pytest.fixture
def storefront(beside, storefront_owner_url):
    with Storefront(storefront_owner_url) as found:
        yield found


ROMPER = "cm5prod000000000000000001"


def shown_of(services, product=ROMPER):
    return services.editing.shown([product])[product]


@pytest.mark.postgres
@pytest.mark.parametrize("ending", ["commit", "rollback"])
def test_an_edit_waits_for_the_storefronts_and_sees_what_it_wrote(beside, storefront, ending):
    shown = shown_of(beside)
    storefront.own.execute('UPDATE "Product" SET name = %s WHERE id = %s', ("Theirs", ROMPER))
    with ThreadPoolExecutor(1) as pool:
        ours = pool.submit(beside.editing.edit, ROMPER, ProductEdit(name="Ours"), shown)
        storefront.until_somebody_waits()
        getattr(storefront.own, ending)()
        if ending == "rollback":
            assert ours.result().edit_id
        else:
            with pytest.raises(EditConflict) as caught:
                ours.result()
            assert caught.value.facts["theirs"] == "Theirs"
    assert beside.catalog.detail(ROMPER).name == ("Theirs" if ending == "commit" else "Ours")


@pytest.mark.postgres
def test_a_variant_that_the_storefront_is_adding_is_seen_by_a_new_price(beside, storefront):
    shown = shown_of(beside)
    storefront.own.execute(
        """INSERT INTO "Variant" (id, "productId", name, size, price, sku, "updatedAt")
           VALUES ('new', %s, 'Green', 'S', 18.99, 'KP-new', now())""",
        (ROMPER,),
    )
    with ThreadPoolExecutor(1) as pool:
        ours = pool.submit(beside.editing.edit, ROMPER, ProductEdit(price=Decimal("24.99")), shown)
        storefront.until_somebody_waits()
        storefront.own.commit()
        with pytest.raises(EditConflict) as caught:
            ours.result()
    assert [(one.field, one.variant_id) for one in caught.value.conflicts] == [
        (ProductField.VARIANT_PRICE, "new")
    ]
    assert {pair.price for pair in beside.catalog.detail(ROMPER).variants} == {Decimal("18.99")}


@pytest.mark.postgres
def test_a_storefront_that_does_not_let_go_makes_the_edit_give_up_unharmed(beside, storefront):
    shown = shown_of(beside)
    storefront.own.execute('UPDATE "Product" SET name = %s WHERE id = %s', ("Theirs", ROMPER))
    with pytest.raises(Unavailable) as caught:
        beside.editing.edit(ROMPER, ProductEdit(name="Ours"), shown)
    assert caught.value.reason == "database_locked"
    storefront.own.rollback()
    assert beside.editing.history(ROMPER) == ()
