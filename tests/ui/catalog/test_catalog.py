"""The owner finds any product of the catalog at once, and sees it whole."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLabel

from babydrop_desktop.domain.catalog import SaleFilter
from babydrop_desktop.domain.changes import Change
from babydrop_desktop.errors import Unavailable
from tests.ui.fakes import FakeAbout, FakeShop, product, products
from ui.catalog.in_place import InPlaceLine, InPlaceText
from ui.theme.tokens import tokens


def shown(place):
    return [place.rows.index(row, 1).data() for row in range(place.rows.rowCount())]


def words(widget):
    kinds = (QLabel, InPlaceLine, InPlaceText)
    found = [part for kind in kinds for part in widget.findChildren(kind)]
    return [part.text() for part in found if part.isVisibleTo(widget)]


def test_typing_finds_as_one_types(qtbot, shop, open_place):
    place = open_place(shop)
    place.begin_search()
    qtbot.keyClicks(place.head.search.edit, "cloud")
    qtbot.waitUntil(lambda: shown(place) == ["Cloud Knit Blanket"])
    searches = [query.search for query in shop.catalog.queries]
    assert searches[-1] == "cloud"
    assert len(searches) < 4  # not a question a letter


def test_the_chips_count_and_filter(qtbot, shop, open_place):
    place = open_place(shop)
    drafts = place.head.chip(SaleFilter.DRAFT)
    qtbot.waitUntil(lambda: drafts.accessibleName() == "Drafts, 1")
    qtbot.mouseClick(drafts, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: shown(place) == ["Cosy Socks"])


def test_the_category_filters(qtbot, shop, open_place):
    place = open_place(shop)
    qtbot.waitUntil(lambda: place.head.category.count() == 3)
    dresses = place.head.category.findData("dresses")
    for _ in range(dresses):
        qtbot.keyClick(place.head.category, Qt.Key.Key_Down)
    assert place.head.category.currentText() == "Dresses (3)"
    qtbot.waitUntil(lambda: shown(place) == ["Bunny Sun Hat", "Cosy Socks", "Daisy Set"])


def test_an_empty_shop_sends_its_owner_to_import(qtbot, heard, open_place):
    place = open_place(FakeShop())
    qtbot.waitUntil(place.empty.isVisible)
    assert "Nothing in the catalog yet" in place.empty.words()
    qtbot.mouseClick(place.empty.button, Qt.MouseButton.LeftButton)
    assert heard.went == [("import", {})]


def test_no_match_offers_to_clear_the_filters(qtbot, shop, open_place):
    place = open_place(shop)
    qtbot.keyClicks(place.head.search.edit, "umbrella")
    qtbot.waitUntil(place.empty.isVisible)
    assert "No match" in place.empty.words()
    qtbot.mouseClick(place.empty.button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: len(shown(place)) == 4)
    assert place.table.isVisible()
    assert place.head.search.text() == ""


def test_the_keyboard_walks_through_the_products(qtbot, shop, open_place):
    place = open_place(shop)
    qtbot.waitUntil(lambda: place.detail.shown is not None)
    assert place.detail.shown.name == "Bunny Sun Hat"
    qtbot.keyClick(place.table, Qt.Key.Key_Down)
    qtbot.waitUntil(lambda: place.detail.shown.name == "Cloud Knit Blanket")
    qtbot.keyClicks(place.table, "dai")
    qtbot.waitUntil(lambda: place.detail.shown.name == "Daisy Set")


def test_a_detail_shows_money_variants_and_where_it_is_bought(qtbot, shop, open_place):
    place = open_place(shop)
    qtbot.waitUntil(lambda: place.detail.shown is not None)
    said = words(place.detail)
    for text in (
        "29.99",
        "8.60",
        "71 %".replace(" ", "\N{NO-BREAK SPACE}"),
        "Soft & warm",
        "Little Cloud Store",
        "Item 1005006722922099",
    ):
        assert text in said
    variants = place.detail.variants.list.rows
    assert [variants.index(row, 4).data() for row in range(3)] == ["45 left", "Unknown", "–"]
    said = [str(variants.index(row, 2).data()).split(", ", 1)[1] for row in range(3)]
    assert said == [
        "Light blue",
        "Khaki",
        "Not linked",
    ]


def test_the_sku_is_copied_and_says_so(qtbot, shop, open_place):
    place = open_place(shop)
    qtbot.waitUntil(lambda: place.detail.shown is not None)
    qtbot.mouseClick(place.detail.sku_key, Qt.MouseButton.LeftButton)
    assert QGuiApplication.clipboard().text() == "KP-000001"
    assert place.detail.sku_key.text() == "Copied"
    qtbot.waitUntil(lambda: place.detail.sku_key.text() == "")


def test_supplier_text_is_painted_letter_by_letter(qtbot, shop, open_place):
    evil = '<img src="file:///etc/passwd"><b>Hat</b>'
    shop.catalog.all = [product(1, evil, sku=evil)]
    shop.catalog.description = '<img src="file:///etc/passwd"><script>x</script>Soft'
    place = open_place(shop)
    qtbot.waitUntil(lambda: place.detail.shown is not None)
    labels = place.findChildren(QLabel)
    assert {label.textFormat() for label in labels if label.text()} == {Qt.TextFormat.PlainText}
    assert evil in words(place.detail)
    assert all("<script" not in text for text in words(place.detail))
    assert not any(label.toolTip().startswith("<img") for label in labels)


def test_a_changed_product_is_shown_anew_wherever_it_is_seen(qtbot, shop, open_place):
    place = open_place(shop)
    qtbot.waitUntil(lambda: place.detail.shown is not None)
    shop.catalog.all[0] = product(1, "Bunny Winter Hat")
    shop.tell(Change(products=frozenset({"p000001"})))
    qtbot.waitUntil(lambda: shown(place)[0] == "Bunny Winter Hat")
    qtbot.waitUntil(lambda: place.detail.shown.name == "Bunny Winter Hat")


def test_a_database_that_does_not_answer_is_said_beside_the_list(qtbot, shop, open_place, heard):
    place = open_place(shop)
    shop.catalog.error = Unavailable("The shop server does not answer.", reason="no_database")
    place.refresh()
    qtbot.waitUntil(place.banner.isVisible)
    assert len(shown(place)) == 4  # what was there stays
    shop.catalog.error = None
    place.refresh()
    qtbot.waitUntil(lambda: not place.banner.isVisible())
    assert all(isinstance(error, Unavailable) for error in heard.errors)
    heard.errors.clear()


def test_the_demo_shops_item_page_is_shut_and_says_why(qtbot, shop, open_place):
    shop.about = FakeAbout(demo=True)
    place = open_place(shop)
    qtbot.waitUntil(lambda: place.detail.shown is not None)
    assert not place.detail.foot.open_page.isEnabled()
    assert "A demo item has no page" in words(place.detail)


def test_a_product_that_is_asked_for_by_name_is_shown_though_a_filter_hides_it(
    qtbot, shop, open_place
):
    place = open_place(shop)
    qtbot.keyClicks(place.head.search.edit, "cloud")
    qtbot.waitUntil(lambda: shown(place) == ["Cloud Knit Blanket"])
    place.show_what(product_id="p000004")
    qtbot.waitUntil(lambda: len(shown(place)) == 4)
    qtbot.waitUntil(lambda: place.detail.shown.name == "Daisy Set")
    assert place.table.selected_rows() == [3]


def test_a_product_that_the_filter_hides_makes_room_for_the_first_that_fits(
    qtbot, shop, open_place
):
    place = open_place(shop)
    qtbot.waitUntil(lambda: place.detail.shown is not None)
    assert place.detail.shown.name == "Bunny Sun Hat"
    qtbot.keyClicks(place.head.search.edit, "cloud")
    qtbot.waitUntil(lambda: shown(place) == ["Cloud Knit Blanket"])
    qtbot.waitUntil(lambda: place.detail.shown.name == "Cloud Knit Blanket")
    assert place.table.selected_rows() == [0]


def test_a_product_far_down_is_shown_by_name_until_another_is_chosen(qtbot, open_place):
    shop = FakeShop()
    shop.catalog.all = products(150)
    place = open_place(shop)
    qtbot.waitUntil(lambda: place.detail.shown is not None)
    place.show_what(product_id="p000120")
    qtbot.waitUntil(lambda: place.detail.shown.id == "p000120")
    assert place.table.selected_rows() == []
    with qtbot.waitSignal(place.rows.answered):
        place.refresh()
    assert place.detail.shown.id == "p000120"
    place.table.choose_row(3)
    qtbot.waitUntil(lambda: place.detail.shown.id == "p000003")
    with qtbot.waitSignal(place.rows.answered):
        place.refresh()
    assert place.table.selected_rows() == [3]


def test_a_chosen_product_that_is_deleted_makes_room_for_its_neighbour(qtbot, shop, open_place):
    place = open_place(shop)
    place.table.choose_row(1)
    qtbot.waitUntil(lambda: getattr(place.detail.shown, "id", "") == "p000002")
    del shop.catalog.all[1]
    with qtbot.waitSignal(place.rows.answered):
        place.refresh()
    (row,) = place.table.selected_rows()
    qtbot.waitUntil(lambda: place.detail.shown.id == place.rows.id_at(row))


def test_a_product_that_is_gone_is_said_and_not_shown(qtbot, shop, open_place, heard):
    place = open_place(shop)
    qtbot.waitUntil(lambda: place.detail.shown is not None)
    place.show_what(product_id="p009999")
    qtbot.waitUntil(lambda: bool(heard.notices))
    assert heard.notices == ["This product is not in the shop any more."]


def test_the_picture_with_the_keyboard_looks_other_than_the_chosen_one(qtbot, shop, open_place):
    place = open_place(shop)
    qtbot.waitUntil(lambda: place.detail.shown is not None)
    qtbot.waitUntil(lambda: not place.context.thumbnails.busy)
    chosen, other = place.detail.pictures.smalls[:2]
    looks = [chosen.grab().toImage(), other.grab().toImage()]
    with qtbot.waitExposed(place):
        place.activateWindow()
    for small in (chosen, other):
        small.setFocus()
        qtbot.waitUntil(small.hasFocus)
        looks.append(small.grab().toImage())
    assert len({bytes(look.constBits()) for look in looks}) == 4
    # The ring goes round, the mark is at the foot only.
    focus = tokens().color("focus")
    tops = [look.pixelColor(look.width() // 2, 1) == focus for look in looks]
    assert tops == [False, False, True, True]


def test_the_list_does_not_wait_for_the_fields_of_a_product(qtbot, shop, open_place):
    place = open_place(shop)
    assert place.detail.count() == 1  # the empty words alone
    qtbot.waitUntil(lambda: place.detail.shown is not None)
    assert place.detail.count() == 2
