"""The owner's files become imports: pages in every form, folders, and lists line by line."""

import os
from decimal import Decimal

import pytest

from babydrop_desktop.domain.checks import CheckCode
from babydrop_desktop.domain.item_list import MOST_LINES
from babydrop_desktop.domain.jobs import Choices, JobState
from babydrop_desktop.errors import Limit, Refused
from babydrop_desktop.services.given_files import files_of
from tests.fakes.shop import category_id, work_off
from tests.fakes.supplier import ITEM, OTHER_ITEM, item_page, numbered
from tests.pages.saved import mhtml, workbook

ADDRESS = "https://www.aliexpress.com/item/{}.html"


def listed(tmp_path, *rows, name="list.csv", head="address,category,title,price"):
    file = tmp_path / name
    file.write_text("\n".join([head, *rows, ""]), "utf-8")
    return file


def test_a_page_saved_as_one_file_is_imported(opened, tmp_path):
    file = tmp_path / "romper.mhtml"
    file.write_bytes(mhtml(item_page(), more=[b"RIFF" * 3_000_000]))
    report = opened.files.stage(file, auto=True, choices=Choices(category_id(opened)))
    work_off(opened)
    (job,) = report.jobs
    row = opened.importing.row(job)
    assert (row.state, row.source) == (JobState.DONE, "romper.mhtml")


def test_the_same_page_saved_in_two_forms_is_one_import(opened, tmp_path):
    jobs = []
    for name, body in (("a.html", item_page()), ("a.mhtml", mhtml(item_page(), way="base64"))):
        (tmp_path / name).write_bytes(body)
        jobs += opened.files.stage(tmp_path / name).jobs
    assert jobs[0] == jobs[1]


def test_each_line_of_a_list_waits_with_its_own_choices(opened, supplier, tmp_path):
    supplier.sells()
    supplier.sells(OTHER_ITEM)
    file = listed(
        tmp_path, f"{ADDRESS.format(ITEM)},Sleepwear,Bodysuit of ours,39.50", f"{OTHER_ITEM},,,"
    )
    report = opened.files.stage(file)
    assert (report.lines, report.refused) == ((2, 3), ())
    work_off(opened)
    first, second = (opened.importing.preview(job) for job in report.jobs)
    assert (first.title, first.category.name) == ("Bodysuit of ours", "Sleepwear")
    assert (first.price.price, first.price.limit) == (Decimal("39.50"), "own")
    assert first.own_price == Decimal("39.50")
    assert (second.category, second.own_price) == (None, None)


def test_a_product_of_a_list_is_sold_at_the_owners_price(opened, supplier, tmp_path):
    supplier.sells()
    file = listed(tmp_path, f"{ADDRESS.format(ITEM)},sleepwear,,39.50")
    report = opened.files.stage(file, auto=True)
    work_off(opened)
    row = opened.importing.row(report.jobs[0])
    assert row.state is JobState.DONE
    assert row.summary.price == Decimal("39.50")
    detail = opened.catalog.detail(row.product_id)
    assert detail.price == Decimal("39.50")


def test_an_own_price_below_cost_is_refused_until_the_category_asks(opened, supplier, tmp_path):
    supplier.sells()
    report = opened.files.stage(listed(tmp_path, f"{ITEM},sleepwear,,0.50"))
    work_off(opened)
    made = opened.importing.preview(report.jobs[0])
    (refused,) = [check for check in made.checks if check.code is CheckCode.PRICE_REFUSED]
    assert refused.facts["reason"] == "own_price_below_cost"
    assert not made.importable
    again = opened.importing.choose(report.jobs[0], Choices(made.category.id))
    assert again.price.limit != "own"


def test_bad_lines_are_told_with_their_number_and_the_others_are_taken(opened, tmp_path):
    good = ADDRESS.format(numbered(1))
    file = listed(
        tmp_path,
        good,
        "https://www.amazon.com/dp/B000,,,",
        f"{ADDRESS.format(numbered(2))},Furniture,,",
        f"{ADDRESS.format(numbered(3))},,,cheap",
        f"{numbered(1)},,,",
        f'"{ADDRESS.format(numbered(4))} {ADDRESS.format(numbered(5))}",,,',
        ",Sleepwear,,",
        f"{ADDRESS.format(numbered(6))},SLEEPWEAR,,",
    )
    report = opened.files.stage(file)
    assert report.lines == (2, 9)
    assert [(bad.line, bad.reason) for bad in report.refused] == [
        (3, "not_aliexpress"),
        (4, "list_unknown_category"),
        (5, "list_price_unreadable"),
        (6, "list_repeated"),
        (7, "list_many_addresses"),
        (8, "list_no_address"),
    ]
    assert report.refused[3].facts == {"before": "2"}
    assert len(opened.importing.rows()) == 2


def test_a_rounded_number_of_a_workbook_is_refused_by_name(opened, tmp_path):
    file = tmp_path / "list.xlsx"
    file.write_bytes(workbook([("id",), (1005006505041416,), (ADDRESS.format(ITEM),)]))
    report = opened.files.stage(file)
    assert [(bad.line, bad.reason, bad.text) for bad in report.refused] == [
        (2, "list_rounded_number", "1005006505041416")
    ]
    assert report.lines == (3,)


def test_the_same_list_again_changes_nothing_and_a_better_one_is_taken_over(opened, tmp_path):
    first = opened.files.stage(listed(tmp_path, f"{ITEM},Sleepwear,,"))
    again = opened.files.stage(listed(tmp_path, f"{ITEM},,Moon,25", name="better.csv"))
    assert again.jobs == first.jobs
    assert len(opened.importing.rows()) == 1
    assert opened.importing.rows()[0].category_id == category_id(opened, "sleepwear")


@pytest.mark.parametrize("count", [MOST_LINES, MOST_LINES + 1])
def test_five_hundred_lines_at_once_are_the_most(opened, tmp_path, count):
    file = listed(tmp_path, *(ADDRESS.format(numbered(n)) for n in range(count)), head="url")
    if count <= MOST_LINES:
        assert len(opened.files.stage(file).jobs) == count
        return
    with pytest.raises(Limit) as refused:
        opened.files.stage(file)
    assert (refused.value.reason, refused.value.facts["count"]) == ("list_too_long", "501")
    assert opened.importing.rows() == ()


@pytest.mark.parametrize("name", ["list.csv", "list.xlsx", "list"])
def test_the_template_can_be_filled_in_and_dropped(opened, tmp_path, name):
    where = opened.files.template(tmp_path / name)
    assert where.suffix in {".csv", ".xlsx"}
    with pytest.raises(Refused) as refused:  # there is only the example in it
        opened.files.stage(where)
    assert refused.value.reason == "list_empty"
    if where.suffix == ".csv":
        with where.open("a", encoding="utf-8") as file:
            file.write(f"{ADDRESS.format(ITEM)},sleepwear,Moon,25.00\r\n")
        assert opened.files.stage(where).lines == (3,)


def test_a_template_that_cannot_be_written_says_so(opened, tmp_path):
    with pytest.raises(Refused) as refused:
        opened.files.template(tmp_path / "nowhere" / "list.csv")
    assert refused.value.reason == "list_not_written"


def complete(folder, name="Romper", parts="Romper_files"):
    page = folder / f"{name}.html"
    page.write_bytes(item_page())
    beside = folder / parts
    beside.mkdir()
    (beside / "S1.webp").write_bytes(b"RIFF")
    (beside / "saved_resource.html").write_text("<html>a frame")
    return page, beside


@pytest.mark.parametrize(
    "parts", ["Romper_files", "Romper-Dateien", "Romper.files", "Romper_arquivos"]
)
def test_the_folder_of_a_complete_page_means_that_page(tmp_path, parts):
    page, beside = complete(tmp_path, parts=parts)
    for given in ([beside], [page, beside], [beside, page]):
        assert files_of(given) == ((page,), ())


def test_a_folder_of_pages_and_lists_means_each_of_them(tmp_path):
    folder = tmp_path / "to import"
    folder.mkdir()
    page, _ = complete(folder)
    for name in (
        "b.mhtml",
        "a.csv",
        "saved_resource.html",
        "photo.jpg",
        ".hidden.html",
        "~$a.xlsx",
    ):
        (folder / name).write_bytes(b"x")
    found, wrong = files_of([folder])
    assert [file.name for file in found] == ["a.csv", "b.mhtml", page.name]
    assert wrong == ()


def test_what_is_not_there_is_told_and_the_rest_is_taken(tmp_path):
    page, _ = complete(tmp_path)
    empty = tmp_path / "empty"
    empty.mkdir()
    found, wrong = files_of([tmp_path / "gone.html", empty, page])
    assert found == (page,)
    assert [one.reason for one in wrong] == ["file_missing", "folder_without_pages"]


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        (b"bplist00\xd1", "file_webarchive"),
        (b"%PDF-1.4", "file_is_pdf"),
        (b"\xff\xd8\xff\xe0", "file_is_picture"),
        (b"\xd0\xcf\x11\xe0", "file_old_workbook"),
        (b"PK\x03\x04 photo", "file_is_packed"),
        (b"", "file_empty"),
    ],
)
def test_what_is_no_page_and_no_list_is_refused_by_name(opened, tmp_path, body, reason):
    file = tmp_path / "thing.html"
    file.write_bytes(body)
    with pytest.raises(Refused) as refused:
        opened.files.stage(file)
    assert refused.value.reason == reason


def test_a_pipe_is_never_waited_for(opened, tmp_path):
    if not hasattr(os, "mkfifo"):
        pytest.skip("this system has no pipes among its files")
    os.mkfifo(tmp_path / "page.html")
    with pytest.raises(Refused) as refused:
        opened.files.stage(tmp_path / "page.html")
    assert refused.value.reason == "file_unreadable"


def test_a_folder_of_pages_is_not_taken_for_the_parts_of_a_page_beside_it(tmp_path):
    (tmp_path / "Baby.html").write_text("another item")
    folder = tmp_path / "Baby-rompers"
    folder.mkdir()
    pages = [folder / "one.html", folder / "two.html"]
    for page in pages:
        page.write_text("x")
    assert files_of([folder]) == (tuple(pages), ())
    (folder / "style.css").write_text("x")
    assert files_of([folder]) == ((tmp_path / "Baby.html",), ())
