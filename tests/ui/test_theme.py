"""Every text can be read on its ground, in both themes, and the owner's choice is kept."""

import itertools
import re
from pathlib import Path

import pytest
from PySide6.QtGui import QColor, QStandardItemModel
from PySide6.QtWidgets import QFrame, QLabel, QTableView, QVBoxLayout

import ui
from ui.common.choice import Choice
from ui.tables.columns import Column
from ui.tables.header import Header
from ui.theme import icons
from ui.theme.theme import Theme, ThemeChoice
from ui.theme.tokens import DARK, LIGHT, tokens

GROUNDS = ("win", "card", "panel", "raised", "selected", "hover")
TINTS = {"ok": "ok_tint", "amber": "amber_tint", "red": "red_tint", "blue": "blue_tint"}
BARS = ("bar_cost", "bar_shipping", "bar_fees", "bar_left")
PAIRS = [
    *itertools.product(("text", "secondary", "hint", *TINTS), GROUNDS),
    *TINTS.items(),
    ("text", "amber_tint"),
    ("red", "amber_tint"),
    ("on_accent", "accent"),
    ("on_accent", "accent_hover"),
    ("win", "text"),  # a chip that is on
    *(("on_bar", bar) for bar in BARS),
]


def luminance(color):
    def linear(value):
        return value / 12.92 if value <= 0.03928 else ((value + 0.055) / 1.055) ** 2.4

    made = QColor(color)
    red, green, blue = (linear(v) for v in (made.redF(), made.greenF(), made.blueF()))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one, other):
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


@pytest.mark.parametrize("theme_tokens", [LIGHT, DARK], ids=["light", "dark"])
def test_every_text_has_a_contrast_of_four_and_a_half(theme_tokens):
    low = {
        (ink, ground): round(contrast(getattr(theme_tokens, ink), getattr(theme_tokens, ground)), 2)
        for ink, ground in PAIRS
        if contrast(getattr(theme_tokens, ink), getattr(theme_tokens, ground)) < 4.5
    }
    assert low == {}


@pytest.mark.parametrize("theme_tokens", [LIGHT, DARK], ids=["light", "dark"])
def test_fields_and_the_focus_can_be_made_out(theme_tokens):
    for ground in ("win", "card"):
        assert contrast(theme_tokens.field, getattr(theme_tokens, ground)) >= 3
        assert contrast(theme_tokens.focus, getattr(theme_tokens, ground)) >= 4.5


def test_the_owners_choice_is_kept(theme, settings):
    theme.remember_in(settings)
    theme.choose(ThemeChoice.DARK)
    assert tokens().dark
    theme.choose(ThemeChoice.LIGHT)
    assert not tokens().dark
    settings.setValue("window/theme", "dark")
    theme.remember_in(settings)
    assert theme.choice is ThemeChoice.DARK
    settings.setValue("window/theme", "plaid")
    theme.remember_in(settings)
    assert theme.choice is ThemeChoice.SYSTEM


def test_words_and_icons_take_the_new_colours_at_once(qtbot, theme):
    theme.choose(ThemeChoice.LIGHT)
    label = QLabel("Fine")
    label.setProperty("ink", "ok")
    qtbot.addWidget(label)
    label.show()

    def ink():
        return label.palette().color(label.foregroundRole()).name().upper()

    assert ink() == LIGHT.ok
    theme.choose(ThemeChoice.DARK)
    assert ink() == DARK.ok
    theme.choose(ThemeChoice.LIGHT)


def test_an_icon_is_drawn_in_the_colour_of_its_role(qapp, theme: Theme):
    theme.choose(ThemeChoice.LIGHT)
    image = icons.pixmap("square", "red", 24, 2).toImage()
    colors = {
        image.pixelColor(x, y).name().upper()
        for x in range(image.width())
        for y in range(image.height())
        if image.pixelColor(x, y).alpha() == 255
    }
    assert colors == {LIGHT.red}
    assert image.width() == 48


@pytest.mark.parametrize("colors", [LIGHT, DARK], ids=["light", "dark"])
def test_the_chosen_line_of_an_open_choice_keeps_to_the_theme(qtbot, theme, colors):
    theme.choose(ThemeChoice.DARK if colors.dark else ThemeChoice.LIGHT)
    choice = Choice("Category")
    choice.addItems(["All", "Dresses", "Hats"])
    choice.setCurrentIndex(1)
    qtbot.addWidget(choice)
    choice.show()
    choice.showPopup()
    list_of = choice.view()
    image = list_of.viewport().grab().toImage()
    line = list_of.visualRect(choice.model().index(1, 0))
    ground = image.pixelColor(line.right() - 4, line.center().y()).name().upper()
    choice.hidePopup()
    theme.choose(ThemeChoice.LIGHT)
    assert ground == colors.selected


@pytest.mark.parametrize("kind", ["card", "pane"])
def test_heads_inside_a_card_have_no_second_line_on_top(qtbot, theme, kind):
    theme.choose(ThemeChoice.LIGHT)
    frame, view = QFrame(), QTableView()
    frame.setProperty("kind", kind)
    qtbot.addWidget(frame)
    QVBoxLayout(frame).addWidget(view)
    view.setModel(QStandardItemModel(1, 1, view))
    view.setHorizontalHeader(Header((Column("a", "A", str),), view))
    frame.resize(300, 200)
    frame.show()
    head = view.horizontalHeader().viewport().grab().toImage()
    on_top = head.pixelColor(40, 0).name().upper()
    assert (on_top == LIGHT.line) is (kind == "pane")
    assert head.pixelColor(40, head.height() - 1).name().upper() == LIGHT.line


def test_every_icon_that_the_window_names_is_there(qapp):
    folder = Path(ui.__file__).parent
    there = {file.stem for file in (folder.parent / "resources" / "icons").glob("*.svg")}
    call = re.compile(
        r"(?:IconLabel|EmptyState|RailKey|icons?\.(?:icon|pixmap)|icon_button|set_icon)"
        r"\(\s*\"([a-z0-9-]+)\""
    )
    named = {
        name for file in folder.rglob("*.py") for name in call.findall(file.read_text("utf-8"))
    }
    assert named
    assert named <= there
