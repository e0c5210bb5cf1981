"""A staged product that shows the picture of another one is named, and nothing is blocked by it."""

import sqlalchemy as sa

from babydrop_desktop.db.ours import PictureFile
from babydrop_desktop.db.storefront import Product
from tests.domain.test_look import noise
from tests.fakes import web
from tests.fakes.drawings import packed
from tests.fakes.shop import import_page, rows_of, work_off
from tests.fakes.statements import statement_counter
from tests.fakes.supplier import item_page, numbered
from tests.pages import build


def page(supplier, number, seed, *, width=400):
    """A page of an item whose main picture is drawn from a seed."""
    name = f"main{number}"
    data = build.a2_data()
    picture = noise(seed).resize((width, width * 4 // 5))
    supplier.shows(name, web.Answer(packed(picture, quality=70), kind="image/jpeg"))
    url = build.PICTURE.format(name)
    return item_page(numbered(number), data).replace(first_picture(data).encode(), url.encode())


def first_picture(data):
    return data["imageModule"]["imagePathList"][0]


def staged(shop, *pages):
    jobs = [shop.importing.stage_page(f"page {at}", one) for at, one in enumerate(pages)]
    work_off(shop)
    return {job: shop.importing.row(job).summary.picture for job in jobs}


def seen(shop, wanted):
    for url in wanted.values():
        assert shop.thumbnails.supplier(url, 40) is not None


def test_a_product_of_the_shop_and_a_staged_one_are_found_by_their_picture(
    opened, memory, supplier
):
    first = import_page(opened, page(supplier, 1, 5))
    wanted = staged(
        opened,
        page(supplier, 2, 5, width=200),
        page(supplier, 3, 11),
        page(supplier, 4, 11, width=300),
        page(supplier, 5, 17),
    )
    jobs = list(wanted)
    assert opened.proposals.alikes.find(wanted) == {}  # no picture of them has come yet
    seen(opened, wanted)
    found = opened.proposals.alikes.find(wanted)
    assert set(found) == {jobs[0], jobs[2]}
    there = found[jobs[0]]
    product = rows_of(memory, Product)[0]
    assert (there.product_id, there.sku) == (first.product_id, product.sku)
    assert there.differ <= 10
    assert len(there.sha256) == 64
    assert (found[jobs[2]].job_id, found[jobs[2]].url) == (jobs[1], wanted[jobs[1]])
    assert opened.importing.preview(jobs[0]).price is None  # only a category is missing


def test_pictures_of_older_programs_get_their_look_and_few_statements_are_sent(
    opened, memory, supplier
):
    import_page(opened, page(supplier, 1, 5))
    wanted = staged(opened, page(supplier, 2, 5, width=200))
    seen(opened, wanted)
    main = rows_of(memory, PictureFile)
    with memory.write() as session:
        session.execute(
            sa.update(PictureFile).where(PictureFile.source_key == "Smain1").values(look=None)
        )
    assert any(row.source_key == "Smain1" and row.look for row in main)
    assert len(opened.proposals.alikes.find(wanted)) == 1
    assert all(row.look for row in rows_of(memory, PictureFile))
    with statement_counter(opened.catalog._db.engine) as sent:
        assert len(opened.proposals.alikes.find(wanted)) == 1
    assert len(sent) <= 1, sent
