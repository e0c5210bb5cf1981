"""Both shapes of the storefront's mapping are read, and nothing else is taken for a pair."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from babydrop_desktop.domain.variant_mapping import MappedSku, read_mapping

ROW = {"aliExpressSku": "12000030001", "aliExpressVariantName": "Red / 60"}
RED = MappedSku("12000030001", "Red / 60")


def test_a_list_names_each_variants_sku():
    attr = {"localVariantSku": "BL", "aliExpressSku": "14:193#Blue;5:100014064"}
    found = read_mapping([{"localVariantSku": "RE", **ROW}, attr])
    assert found == {"RE": RED, "BL": MappedSku("14:193#Blue;5:100014064")}
    assert (found["RE"].sku_id, found["BL"].sku_id) == ("12000030001", None)


def test_an_object_is_keyed_by_the_variants_sku():
    found = read_mapping({"RE": ROW, "BL": "12000040010", "ON": {"aliExpressSku": ""}})
    assert found == {"RE": RED, "BL": MappedSku("12000040010"), "ON": MappedSku("")}


def test_a_number_is_read_as_its_text():
    assert read_mapping({"RE": 12000030001}) == {"RE": MappedSku("12000030001")}


@pytest.mark.parametrize(
    "entry", [None, True, 1.5, [], [ROW], {}, {"aliExpressSku": None}, "x" * 501]
)
def test_an_entry_that_is_no_pair_is_none(entry):
    assert read_mapping({"RE": entry}) == {"RE": None}


def test_a_broken_entry_does_not_hide_a_good_one():
    twice = [{"localVariantSku": "RE"}, {"localVariantSku": "RE", **ROW}, "junk", 7, None, {}]
    assert read_mapping(twice) == {"RE": RED}


def test_a_pair_means_a_row_by_its_number_or_its_options():
    assert RED.is_row("12000030001", "14:1")
    assert MappedSku("14:1").is_row("12000030001", "14:1")
    assert not RED.is_row("12000030002", "14:1")


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.text(max_size=3) | st.sampled_from([*ROW, "localVariantSku"]), inner, max_size=3
        )
    ),
)


@given(JSON)
def test_any_document_is_read_without_an_error(value):
    for local, mapped in read_mapping(value).items():
        assert local
        assert mapped is None or mapped.text is not None
