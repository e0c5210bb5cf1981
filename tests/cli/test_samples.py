"""`babydrop read` over real pages and hostile ones, where they are beside the project."""

import json
from decimal import Decimal

import pytest

from babydrop_desktop.__main__ import main
from tests.fakes.shop import CATEGORY
from tests.pages.shared import shared

EXIT = {"product": 0, "api_error": 4, "token_needed": 4}
SHIPS_FROM = 200007763


@pytest.fixture
def read(tmp_path, shared_reader, capsys):
    """Return what reads one file by the command line: its exit code and its answer."""

    def run(path):
        code = main(["read", str(path), "--json", "--profile", str(tmp_path)])
        out, err = capsys.readouterr()
        assert "Traceback" not in err
        (line,) = out.splitlines()
        return code, json.loads(line), err

    return run


def lines():
    text = shared("aliexpress", "samples", "manifest.jsonl").read_text("utf-8")
    return [json.loads(line, parse_float=Decimal) for line in text.splitlines()]


def wanted(line):
    """What a correct reader finds, in the words of the manifest."""
    names = ("product_id", "canonical_id", "title", "currency", "stock", "variants")
    found = {name: line[name] for name in names if name in line}
    prices = {name: line[name] for name in ("price_min", "price_max") if name in line}
    counts = {name: line[name] for name in ("skus", "images") if name in line}
    # An id that the page lacks comes from its file's name.
    return {name: value for name, value in (found | prices | counts).items() if value is not None}


def found_in(answer):
    return {
        **{name: answer[name] for name in ("product_id", "canonical_id", "title", "currency")},
        **{name: Decimal(answer[name]) for name in ("price_min", "price_max")},
        "stock": answer["stock"],
        "variants": answer["variants"],
        "skus": len(answer["skus"] or []),
        "images": len(answer["images"]),
    }


def test_every_sample_is_answered_as_its_line_says(read):
    products = 0
    for line in lines():
        code, answer, err = read(shared("aliexpress", "samples", *line["file"].split("/")))
        assert answer["outcome"] == line["outcome"], line["file"]
        assert code == EXIT.get(line["outcome"], 3), line["file"]
        if code:
            assert err.strip(), line["file"]
            continue
        products += 1
        facts = found_in(answer)
        expected = wanted(line)
        assert {name: facts[name] for name in expected} == expected, line["file"]
        assert answer["store"]["name"] == line.get("store", answer["store"]["name"]), line["file"]
        if line.get("skus") is None:
            assert answer["skus"] is answer["variants"] is answer["stock"] is None
            assert "skus" in answer["missing"]
        if "props" not in line:
            continue
        axes = [[name, len(values)] for name, values in answer["options"].items()]
        named = dict.fromkeys(name for name, _ in line["props"])
        if len(named) == len(line["props"]):  # no two axes of one name
            assert [pair for pair in line["props"] if pair in axes] == axes, line["file"]
            left = [count for name, count in line["props"] if name not in answer["options"]]
            assert left in ([], [len(answer["ships_from"])]), line["file"]
    assert products > 25


def hostile_pages():
    return sorted(shared("hostile", "generated").glob("page_*.html"))


def test_hostile_pages_are_refused_in_words_or_are_what_they_say(
    read, profile, shared_reader, capsys
):
    for path in hostile_pages():
        code, answer, err = read(path)
        assert (code == 0) == (answer["outcome"] == "product"), path.name
        assert code in {0, 3}, path.name
        if code == 0:
            assert answer["title"].strip(), path.name
            assert answer["skus"] or "skus" in answer["missing"], path.name
        else:
            assert err.strip(), path.name


def test_hostile_pages_never_end_in_a_bug_or_a_wrong_product(profile, shared_reader, capsys):
    options = ["--category", CATEGORY, "--json", "--profile", str(profile)]
    pages = [str(path) for path in hostile_pages() if "10000" not in path.name]
    code = main(["import", *pages, *options])
    out, err = capsys.readouterr()
    assert code in {0, 3, 4}
    assert "Traceback" not in err
    for line in map(json.loads, out.splitlines()):
        assert line["status"] in {"done", "refused", "failed"}
        assert line["reason"] != "bug"
        if line["status"] == "done":
            assert line["title"]
            assert Decimal(line["price"]) >= Decimal(line["cost"])


def test_a_real_page_becomes_a_product(profile, shared_reader, capsys):
    line = next(one for one in lines() if one["file"].startswith("runparams_module_html"))
    path = shared("aliexpress", "samples", *line["file"].split("/"))
    options = ["--category", "accessories", "--json", "--profile", str(profile)]
    assert main(["import", str(path), *options]) == 0
    answer = json.loads(capsys.readouterr().out)
    assert (answer["canonical_id"], answer["variants"]) == (line["canonical_id"], line["variants"])
    assert answer["pictures"] == line["images"]
