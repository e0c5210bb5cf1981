"""What ships beside the code: icons, fonts, and the demo shop's pages and pictures."""

import importlib.util
import json
import re
from pathlib import Path
from xml.etree import ElementTree

import pytest
from PIL import Image
from PySide6.QtGui import QFont, QFontDatabase, QFontMetricsF

from resources.demo.art import drawing, line_up
from resources.demo.products import album, products

ROOT = Path(__file__).parents[2]
RESOURCES = ROOT / "resources"
DEMO = RESOURCES / "demo"
OURS = ("app.svg", "done.svg")
LUCIDE = sorted(p for p in (RESOURCES / "icons").glob("*.svg") if p.name not in OURS)
FONTS = sorted((RESOURCES / "fonts").glob("*.ttf"))
PAGES = sorted((DEMO / "pages").glob("*.html"))
CATEGORIES = {
    "bodysuits-rompers",
    "dresses",
    "outerwear",
    "sleepwear",
    "accessories",
    "shoes",
    "sets-outfits",
}
PICTURE = re.compile(r"https://ae01\.alicdn\.com/kf/Demo([\w-]+)/([\w-]+\.webp)")
DESIGN_ICONS = (
    "ban bell-ring check chevron-down chevron-up circle-alert circle-check circle-question-mark"
    " circle-stop circle-x clipboard clipboard-paste clock columns-3 copy copy-check database"
    " download ellipsis external-link file-down file-exclamation-point file-up folder-open hand"
    " image image-off info link link-2 list-checks loader moon package pencil pencil-line play plus"
    " refresh-cw replace rotate-ccw search server settings-2 shield-check shirt sliders-horizontal"
    " store sun tag trash-2 trending-down trending-up triangle-alert undo-2 unlink unlink-2 wifi"
    " wifi-off x"
)


def data_of(page: Path) -> dict:
    """The value of `data:`, read by a strict JSON reader."""
    text = page.read_text(encoding="utf-8")
    start = text.index("{", text.index("data:", text.index("window.runParams = {")))
    value, _ = json.JSONDecoder().raw_decode(text, start)
    return value


def form_of(data: dict) -> str:
    return "A2" if "titleModule" in data else "B"


def facts_of(data: dict) -> dict:
    if form_of(data) == "A2":
        return {
            "id": data["commonModule"]["productIdStr"],
            "title": data["titleModule"]["subject"],
            "currency": data["commonModule"]["currencyCode"],
            "axes": data["skuModule"]["productSKUPropertyList"],
            "skus": data["skuModule"]["skuPriceList"],
            "images": data["imageModule"]["imagePathList"],
            "store": data["storeModule"]["storeName"],
        }
    return {
        "id": data["productInfoComponent"]["idStr"],
        "title": data["productInfoComponent"]["subject"],
        "currency": data["currencyComponent"]["currencyCode"],
        "axes": data["skuComponent"]["productSKUPropertyList"],
        "skus": data["priceComponent"]["skuPriceList"],
        "images": data["imageComponent"]["imagePathList"],
        "store": data["sellerComponent"]["storeName"],
    }


def tool(name: str):
    spec = importlib.util.spec_from_file_location(name, ROOT / "packaging" / f"{name}.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize("icon", LUCIDE, ids=lambda path: path.stem)
def test_an_icon_is_a_drawing_that_takes_the_colour_of_the_text(icon):
    root = ElementTree.parse(icon).getroot()  # noqa: S314 - our own file

    assert root.tag == "{http://www.w3.org/2000/svg}svg"
    assert root.get("stroke") == "currentColor"
    assert root.get("stroke-width") == "1.75"
    assert root.get("viewBox") == "0 0 24 24"


def test_every_icon_of_the_design_is_there():
    assert set(DESIGN_ICONS.split()) <= {path.stem for path in LUCIDE}


def test_the_programs_own_mark_is_there_as_drawing_picture_and_windows_icon():
    ElementTree.parse(RESOURCES / "icons" / "app.svg")  # noqa: S314 - our own file
    with Image.open(RESOURCES / "icons" / "app.png") as mark:
        assert mark.size == (256, 256)
    with Image.open(RESOURCES / "icons" / "app.ico") as mark:
        assert {(16, 16), (32, 32), (48, 48), (256, 256)} <= set(mark.info["sizes"])


@pytest.mark.parametrize("folder", ["icons", "fonts"])
def test_the_licence_of_other_peoples_work_is_beside_it(folder):
    text = (RESOURCES / folder / "LICENSE").read_text(encoding="utf-8")

    assert "ISC License" in text or "SIL Open Font License" in text


def test_inter_loads_as_one_family_in_four_weights_with_tabular_figures(qapp):
    for font in FONTS:
        number = QFontDatabase.addApplicationFont(str(font))
        assert "Inter" in QFontDatabase.applicationFontFamilies(number)

    assert {QFontDatabase.weight("Inter", name) for name in QFontDatabase.styles("Inter")} >= {
        400,
        500,
        600,
        700,
    }
    for weight in (400, 500, 600, 700):
        font = QFont("Inter")
        font.setPixelSize(100)
        font.setWeight(QFont.Weight(weight))
        font.setFeature(QFont.Tag("tnum"), 1)
        measure = QFontMetricsF(font)
        assert len({measure.horizontalAdvance(figure) for figure in "0123456789"}) == 1


@pytest.mark.parametrize("page", PAGES, ids=lambda path: path.stem)
def test_a_demo_page_holds_a_whole_product_as_strict_json(page):
    data = data_of(page)
    facts = facts_of(data)

    assert ("is23 = true" in page.read_text(encoding="utf-8")) == (form_of(data) == "B")
    assert facts["title"]
    assert facts["store"]
    assert facts["currency"] == "USD"
    assert 5 <= len(facts["images"]) == len(set(facts["images"])) <= 8
    assert len({sku["skuIdStr"] for sku in facts["skus"]}) == len(facts["skus"]) >= 1
    assert any(sku["skuVal"].get("availQuantity", 1) for sku in facts["skus"])
    values = {str(v["propertyValueIdLong"]) for a in facts["axes"] for v in a["skuPropertyValues"]}
    for sku in facts["skus"]:
        assert set(filter(None, sku["skuPropIds"].split(","))) <= values
        assert len(list(filter(None, sku["skuAttr"].split(";")))) == len(facts["axes"])
        paid, before = sku["skuVal"]["skuActivityAmount"], sku["skuVal"]["skuAmount"]
        assert 0 < paid["value"] < before["value"]
        assert paid["currency"] == before["currency"] == "USD"


def test_the_demo_items_cannot_exist_and_are_all_different():
    ids = [facts_of(data_of(page))["id"] for page in PAGES]

    assert all(re.fullmatch(r"9990\d{12}", item) for item in ids)
    assert len(set(ids)) == len(ids) == 60


def test_every_picture_on_a_page_has_its_file_and_every_file_its_page():
    named = set()
    for page in PAGES:
        text = page.read_text(encoding="utf-8")
        found = PICTURE.findall(text)
        assert len(found) == text.count("alicdn.com")
        assert all(file == f"{identity}.webp" for identity, file in found)
        named |= {file for _, file in found}

    assert named == {path.name for path in (DEMO / "pictures").iterdir()}


def test_every_picture_opens_in_the_size_that_was_planned():
    for product in products():
        for picture in album(product).every():
            with Image.open(DEMO / "pictures" / f"{picture.name}.webp") as image:
                image.load()
                assert image.format == "WEBP"
                assert image.size == (picture.width, picture.height)


def test_the_pages_and_the_index_are_what_their_tool_writes():
    pages = tool("demo_pages")

    for product in products():
        committed = (DEMO / "pages" / f"{product.key}.html").read_text(encoding="utf-8")
        assert pages.page(product) == committed
    assert pages.index() == (DEMO / "index.json").read_text(encoding="utf-8")


def test_a_picture_is_what_its_tool_draws(qapp):
    tolerance = 6  # WebP is lossy and anti-aliasing differs a little between machines
    render = tool("demo_pictures").render

    for product in products()[::12]:
        picture = album(product).gallery[0]
        with Image.open(DEMO / "pictures" / f"{picture.name}.webp") as image:
            committed = image.convert("RGB").resize((16, 16))
        drawn = render(picture).resize((16, 16))
        pairs = zip(committed.tobytes(), drawn.tobytes(), strict=True)
        assert max(abs(ours - theirs) for ours, theirs in pairs) <= tolerance


def test_the_index_names_every_page_once_and_a_category_that_the_shop_has():
    index = json.loads((DEMO / "index.json").read_text(encoding="utf-8"))

    assert sorted(line["page"] for line in index) == [page.name for page in PAGES]
    assert {line["category"] for line in index} == CATEGORIES
    assert sum(not line["for_sale"] for line in index) == 6
    assert all(line["title"] for line in index)


def test_the_demo_shows_what_makes_importing_hard():
    facts = [facts_of(data_of(page)) for page in PAGES]
    values = [sku["skuVal"] for product in facts for sku in product["skus"]]
    warehouses = [
        product
        for product in facts
        if any(a["skuPropertyId"] == 200007763 for a in product["axes"])
    ]

    assert {form_of(data_of(page)) for page in PAGES} == {"A2", "B"}
    assert any("availQuantity" not in value for value in values)
    assert any(value.get("availQuantity") == 0 for value in values)
    assert any(
        value["skuActivityAmount"]["value"] < 0.3 * value["skuAmount"]["value"] for value in values
    )
    assert any(len(p["skus"]) == 1 and not p["axes"] and not p["skus"][0]["skuAttr"] for p in facts)
    assert any("&#39;" in product["title"] for product in facts)
    assert len(warehouses) >= 3


def test_nothing_that_ships_is_large():
    sizes = {
        path: path.stat().st_size
        for path in RESOURCES.rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }

    assert max(sizes.values()) <= 300_000
    assert sum(sizes.values()) <= 6_000_000


def test_a_drawing_of_unknown_clothes_is_refused():
    with pytest.raises(KeyError):
        drawing("spaceship", "sage")
    with pytest.raises(KeyError):
        line_up("romper", ["sage"])


def test_a_tall_picture_keeps_the_garment_whole_and_fills_its_ground():
    root = ElementTree.fromstring(drawing("dress", "blush", height=160))  # noqa: S314

    assert root.get("viewBox") == "0 -20 120 160"
    ground = root.find("{http://www.w3.org/2000/svg}rect")
    assert ground is not None
    assert (ground.get("y"), ground.get("height")) == ("-20", "160")


def test_some_words_run_from_right_to_left():
    facts = [facts_of(data_of(page)) for page in PAGES]
    index = json.loads((DEMO / "index.json").read_text(encoding="utf-8"))
    letters = {"arabic": re.compile("[\u0621-\u064a]"), "hebrew": re.compile("[\u05d0-\u05ea]")}

    for script in letters.values():
        assert any(script.search(line["title"]) for line in index)
        assert any(script.search(product["title"]) for product in facts)
        assert any(script.search(product["store"]) for product in facts)


def test_the_index_says_which_item_each_page_is_and_what_became_of_it():
    index = json.loads((DEMO / "index.json").read_text(encoding="utf-8"))
    ids = {page.name: facts_of(data_of(page))["id"] for page in PAGES}

    assert {line["page"]: line["item"] for line in index} == ids
    assert {line.get("later", "") for line in index} == {
        "",
        "discontinued",
        "low_margin",
        "out_of_stock",
        "price_changed",
        "supplier_paused",
        "unavailable",
        "unmapped",
        "variant_changed",
    }
    assert len({facts_of(data_of(page))["store"] for page in PAGES}) == 11
