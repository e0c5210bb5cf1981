"""The power may fail at any moment of an import: it goes on, with nothing twice, nothing torn."""

import hashlib
import json
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from babydrop_desktop.__main__ import main
from babydrop_desktop.db.ours import Job, JobPage, PictureFile, SourceVariant, VariantMapping
from babydrop_desktop.db.storefront import (
    ImportJob,
    Inventory,
    PriceHistory,
    Product,
    ProductImage,
    ProductSource,
    Variant,
)
from babydrop_desktop.domain.jobs import Choices, JobState, Stage
from tests.fakes.shop import CATEGORY, category_id, rows_of
from tests.fakes.supplier import ITEM, item_page, pictures
from tests.pages import build

ROOT = Path(__file__).resolve().parents[2]
pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="there is no fork on Windows")


@pytest.fixture(scope="session")
def processes():
    """Give what runs tasks in processes of their own; see killed.py."""
    program = subprocess.Popen(
        [sys.executable, "-m", "tests.services.killed"],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )

    def run(*tasks):
        program.stdin.write(json.dumps(tasks) + "\n")
        program.stdin.flush()
        return json.loads(program.stdout.readline())

    yield run
    program.stdin.close()
    program.wait(30)
    program.stdout.close()


def page():
    """Five pictures and two of options; the item is to be fetched from its address."""
    made = build.a2_data()
    made["imageModule"]["imagePathList"] = pictures(5)
    return item_page(data=made)


@pytest.fixture
def task(open_shops, place, profile, supplier):
    """Return the task of working off a queue that holds one import by address."""
    supplier.sells(page=page())
    shop = open_shops(place)
    shop.importing.stage_item(ITEM, auto=True, choices=Choices(category_id=category_id(shop)))
    shop.close()
    return {"profile": str(profile), "database": place}


def assert_whole(memory, profile, capsys):
    """One product with all its rows, all files whole, and nothing left over."""
    (job,) = rows_of(memory, Job)
    assert (job.state, job.stage, job.lease_owner) == (JobState.DONE, Stage.END, None)
    (product,) = rows_of(memory, Product)
    assert product.id == job.product_id
    for model, count in (
        (Variant, 4), (Inventory, 4), (PriceHistory, 4), (ProductSource, 1), (ImportJob, 1),
        (SourceVariant, 4), (VariantMapping, 4), (ProductImage, 9), (JobPage, 0),
    ):  # fmt: skip
        assert len(rows_of(memory, model)) == count, model
    assert rows_of(memory, ImportJob)[0].status == "completed"
    noted = {row.sha256 for row in rows_of(memory, PictureFile)}
    assert len(noted) == 7
    for sha256 in noted:
        large = profile / "pictures" / sha256[:2] / f"{sha256}.webp"
        assert hashlib.sha256(large.read_bytes()).hexdigest() == sha256
        assert large.with_name(f"{sha256}-320.webp").stat().st_size > 0
    strange = [
        path.name
        for path in (profile / "pictures").rglob("*")
        if path.is_file() and path.name[:64] not in noted and not path.name.startswith("new-")
    ]
    assert strange == []
    assert main(["check", "--profile", str(profile), "--database", address(memory)]) == 0
    assert "Look" not in capsys.readouterr().out


def address(memory):
    return memory.engine.url.render_as_string(hide_password=False)


@pytest.mark.parametrize(
    ("moment", "after"),
    [
        *(("fetch", 0), ("read", 0), ("price", 0), ("pictures", 1), ("pictures", 4)),
        *(("picture", 0), ("save", 0), ("saved", 0)),
    ],
)
def test_an_import_killed_anywhere_goes_on_with_nothing_twice_and_nothing_torn(
    task, processes, memory, profile, capsys, moment, after
):
    assert processes({**task, "moment": moment, "after": after}) == [-signal.SIGKILL]
    (job,) = rows_of(memory, Job)
    saved = moment == "saved"
    assert job.state == (JobState.DONE if saved else JobState.RUNNING)
    assert len(rows_of(memory, Product)) == saved
    assert processes(task) == [0]
    assert_whole(memory, profile, capsys)


def test_an_import_killed_twice_and_then_once_more_ends(task, processes, memory, profile, capsys):
    for moment in ("fetch", "pictures", "save"):
        kill = {**task, "moment": moment, "after": 3}
        assert processes(kill) == [-signal.SIGKILL]
    assert processes(task) == [0]
    assert_whole(memory, profile, capsys)


def test_an_import_that_ends_its_program_three_times_is_not_started_again(task, processes, memory):
    for _ in range(3):
        assert processes({**task, "moment": "price"}) == [-signal.SIGKILL]
    assert processes(task) == [0]
    (job,) = rows_of(memory, Job)
    assert (job.state, job.reason) == (JobState.FAILED, "poison")
    assert rows_of(memory, Product) == []
    assert rows_of(memory, ImportJob)[0].status == "failed"


def test_the_same_command_again_finishes_the_job_that_was_killed(
    place, profile, processes, memory, tmp_path, capsys, shared_reader
):
    saved = tmp_path / "saved.html"
    saved.write_bytes(page())
    arguments = ["import", str(saved), "--category", CATEGORY, "--json",
                 "--profile", str(profile), "--database", place]  # fmt: skip
    kill = {"arguments": arguments, "moment": "pictures", "after": 2}
    assert processes(kill) == [-signal.SIGKILL]
    (job,) = rows_of(memory, Job)
    assert main(arguments) == 0
    answer = json.loads(capsys.readouterr().out)
    assert (answer["job_id"], answer["product_id"]) == (job.id, job.product_id)
    assert_whole(memory, profile, capsys)


def test_two_programs_that_import_one_item_at_once_make_one_product(
    place, profile, processes, memory, tmp_path, supplier
):
    tasks = []
    for number in range(2):
        saved = tmp_path / f"saved{number}.html"
        saved.write_bytes(item_page() + b"\n" * number)
        tasks.append({"arguments": ["import", str(saved), "--category", CATEGORY,
                                    "--profile", str(profile), "--database", place]})  # fmt: skip
    assert sorted(processes(*tasks)) == [0, 3]
    assert len(rows_of(memory, Product)) == len(rows_of(memory, ProductSource)) == 1
    assert len(rows_of(memory, Variant)) == 4
    assert sorted(job.reason or "" for job in rows_of(memory, Job)) == ["", "duplicate"]


def test_two_programs_that_work_off_one_queue_do_each_job_once(task, processes, memory):
    assert processes(task, task) == [0, 0]
    assert len(rows_of(memory, Product)) == 1
