"""The detail's variants: nothing is cut off in silence, and no word of a source is too new."""

from PySide6.QtWidgets import QLabel

from babydrop_desktop.domain.catalog import SourceState
from tests.ui.fakes import FakeShop, detail_of, product
from ui.catalog.columns import source_words
from ui.catalog.variants import Variants


def test_more_variants_than_are_shown_are_told(qtbot, make_context):
    card = Variants(make_context(FakeShop([])).thumbnails, "USD")
    qtbot.addWidget(card)
    pairs = detail_of(product(1)).variants

    def told():
        labels = card.findChildren(QLabel)
        return [label.text() for label in labels if label.isVisibleTo(card) and label.text()]

    card.show_variants(pairs, 1_204)
    assert f"The first {len(pairs)} of 1,204 variants." in told()
    card.show_variants(pairs, len(pairs))
    assert told() == []


def test_every_state_of_a_source_has_its_word():
    assert all(source_words(state).text for state in SourceState)
    assert source_words(SourceState("PAUSED")).text == "Unknown"
