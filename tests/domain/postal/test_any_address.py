"""Whatever stands in an address: nothing raises, nothing too long is passed on without a word."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from babydrop_desktop.domain.postal.address import PostalAddress
from babydrop_desktop.domain.postal.limits import NameForm, limits_of
from babydrop_desktop.domain.postal.proposal import AddressCode, Field
from babydrop_desktop.domain.postal.proposing import as_address, propose
from tests.domain.postal.addresses import COUNTRIES

WORDS = st.sampled_from(
    ["Straße", "שדרות", "شارع", "Łódź", "👶🏽", "\u202eabc", "e\u0301", "東京", "Київ", "O'", "5º",
     "½", "a\u200db", "\x00\x1b[31m", "ﷺ", "Street", "Apartment", "-", ",", "\t", "𝔄", "\ud800"]
)  # fmt: skip
TEXTS = st.one_of(
    st.text(max_size=60),
    st.lists(WORDS, max_size=12).map(" ".join),
    st.text(alphabet="abc ÄöéñK-'.,7", max_size=150),
)
PHONES = st.one_of(TEXTS, st.text(alphabet="+0123456789 ()-x", max_size=24))
ADDRESSES = st.builds(
    PostalAddress, TEXTS, TEXTS, TEXTS, TEXTS, TEXTS, TEXTS, TEXTS, TEXTS,
    st.one_of(st.sampled_from(sorted(COUNTRIES)), TEXTS), PHONES,
)  # fmt: skip
HOSTILE = {
    "long": "x" * 100_000,
    "long words": "word " * 20_000,
    "zero width": "\u200b" * 100_000,
    "right to left": "\u202e" + "שלום " * 20_000,
    "marks": "e" + "\u0301" * 100_000,
    "emoji": "👨‍👩‍👧‍👦" * 10_000,
    "control": "".join(map(chr, range(32))) * 1_000,
    "surrogates": "\ud800\udfff" * 1_000,
    "expanding": "ﷺ" * 10_000,
    "spaces": " \u3000\xa0" * 30_000,
    "commas": "a," * 50_000,
    "dashes": "- " * 50_000,
    "zeros": "0" * 100_000,
    "pluses": "+" * 100_000,
}


def holds(proposal):
    """Whether every field obeys its limit, or its trouble is said."""
    values, limits = proposal.values, limits_of(proposal.values[Field.COUNTRY])
    said = {one.field for one in proposal.problems}
    spans = {
        Field.ADDRESS: limits.address, Field.ADDRESS2: limits.address2, Field.CITY: limits.city,
        Field.ZIP: limits.zip, Field.PROVINCE: limits.province,
    }  # fmt: skip
    for name, span in spans.items():
        empty = name in {Field.PROVINCE, Field.ZIP} and not values[name]
        assert span.holds(values[name]) or empty or name in said, name
    two = limits.name_form is NameForm.TWO_PARTS
    parts = values[Field.NAME].split(" ") if two else [values[Field.NAME]]
    assert all(map(limits.name.holds, parts)) or Field.NAME in said
    assert values[Field.PHONE].isdigit() or Field.PHONE in said
    for one in proposal.fields:
        assert (one.proposed == one.original) == (not one.why), one


@settings(
    max_examples=300, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow]
)
@given(ADDRESSES, TEXTS)
def test_what_is_proposed_obeys_its_limits_and_is_proposed_again(address, tax_id):
    proposal = propose(address, tax_id=tax_id)
    if AddressCode.COUNTRY_UNKNOWN not in {one.code for one in proposal.problems}:
        holds(proposal)
    assert [one.sentence() for one in proposal.problems] == [
        one.sentence() for one in propose(address, tax_id=tax_id).problems
    ]  # fmt: skip
    again = propose(as_address(proposal.values), tax_id=proposal.values.get(Field.TAX_ID, ""))
    assert again.values == proposal.values


@pytest.mark.parametrize("country", ["US", "AU", "DE", "UA", "SA", "MX"])
@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_hostile_text_is_proposed_short_and_blocked(text, country):
    address = PostalAddress(*[text] * 8, country, text)
    proposal = propose(address, tax_id=text)
    holds(proposal)
    assert all(len(one.proposed) <= 2_100 for one in proposal.fields)
    assert proposal.blocked
    assert propose(as_address(proposal.values)).values[Field.CITY] == proposal.values[Field.CITY]
