"""An address becomes one that AliExpress takes; what is changed, lost or wrong is said."""

import pytest

from babydrop_desktop.domain.checks import Level
from babydrop_desktop.domain.postal.address import PostalAddress
from babydrop_desktop.domain.postal.proposal import (
    FIELD_NAMES,
    SENTENCES,
    WHY_SENTENCES,
    AddressCode,
    AddressProblem,
    Field,
    Why,
)
from babydrop_desktop.domain.postal.proposing import as_address, propose
from tests.domain.postal.addresses import CASES, KEYS

F, C = Field, AddressCode
HOME = PostalAddress("Tessa", "Brindlewood", "", "118 Larkspur Lane", "", "Willowmere", "Oregon",
                     "97001", "US", "(503) 555-0142")  # fmt: skip


def changed(**changes):
    values = {name: getattr(HOME, name) for name in HOME.__slots__}
    return PostalAddress(**values | changes)


def codes(proposal):
    return [problem.code for problem in proposal.problems]


def field(proposal, name):
    return next(one for one in proposal.fields if one.name is name)


@pytest.mark.parametrize(("label", "address", "tax_id", "wanted", "_"), CASES)
def test_each_country_s_address_is_proposed_without_any_list(label, address, tax_id, wanted, _):
    proposal = propose(address, tax_id=tax_id)
    for name, value in zip(KEYS, wanted, strict=True):
        if value is not None and name != "province":  # its list is the library's
            assert proposal.values[Field(name)] == value, (label, name)
    assert not proposal.blocked
    assert proposal.original == address
    assert propose(as_address(proposal.values), tax_id=tax_id).values == proposal.values


def test_the_fields_stand_in_the_order_of_the_form():
    assert list(propose(HOME).values) == [
        F.COUNTRY, F.NAME, F.CALLING_CODE, F.PHONE, F.ADDRESS, F.ADDRESS2, F.PROVINCE, F.CITY,
        F.ZIP,
    ]  # fmt: skip
    assert F.TAX_ID in propose(changed(country="BR")).values


def test_an_address_that_is_fine_needs_no_eyes():
    proposal = propose(HOME)
    assert (proposal.problems, proposal.needs_eyes) == ((), False)
    assert field(proposal, F.PHONE).why == (Why.DIGITS,)
    assert field(proposal, F.ADDRESS).why == ()


@pytest.mark.parametrize(
    ("changes", "wanted"),
    [
        ({"line1": ""}, C.MISSING),
        ({"city": " "}, C.MISSING),
        ({"state": ""}, C.MISSING),
        ({"zip": ""}, C.MISSING),
        ({"first_name": "", "last_name": ""}, C.MISSING),
        ({"line1": "12 A"}, C.TOO_SHORT),
        ({"line1": "Q" * 36}, C.TOO_LONG),
        ({"line2": "Behind the old mill by the second gate on the left"}, C.TOO_LONG),
        ({"last_name": ""}, C.ONE_NAME),
        ({"first_name": "J"}, C.TOO_SHORT),
        ({"first_name": "J" * 33}, C.TOO_LONG),
        ({"state": "Other"}, C.PROVINCE_OTHER),
        ({"phone": ""}, C.PHONE_MISSING),
        ({"phone": "ask my mother"}, C.PHONE_WRONG),
        ({"phone": "503 555 0142 ext. 12"}, C.PHONE_EXTENSION),
        ({"zip": "2139"}, C.ZERO_ADDED),
        ({"city": "Willow\U0001f476mere"}, C.LEFT_OUT),
        ({"city": "APO", "state": "AE"}, C.MILITARY),
        ({"country": "Atlantis"}, C.COUNTRY_UNKNOWN),
        ({"country": "SA"}, C.PHONE_LENGTH),
        ({"country": "SA", "phone": "+966 41 234 5678"}, C.PHONE_START),
        ({"country": "ES", "phone": "+34 91 234 5"}, C.PHONE_LENGTH),
        ({"country": "AR", "phone": ""}, C.PHONE_LENGTH),
        ({"country": "ZA", "last_name": ""}, C.ONE_NAME),
        ({"country": "NZ", "last_name": ""}, C.ONE_NAME),
        ({"country": "CL"}, C.ID_MISSING),
        ({"country": "MX", "line2": "x" * 61}, C.TOO_LONG),
        ({"broken": True}, C.BROKEN),
    ],
)
def test_each_fault_is_named(changes, wanted):
    proposal = propose(changed(**changes))
    assert wanted in codes(proposal)
    levels = [problem.severity for problem in proposal.problems]
    assert levels == sorted(levels, reverse=True)
    assert all(problem.sentence() for problem in proposal.problems)


def test_a_wrong_number_for_the_customs_is_kept_and_said():
    proposal = propose(changed(country="BR"), tax_id="529.982.247-26")
    assert proposal.values[F.TAX_ID] == "529.982.247-26"
    assert C.ID_WRONG in codes(proposal)


def test_a_company_and_a_long_street_move_without_losing_a_word():
    address = changed(company="Little Cloud", line1="1234 Southwest Nightingale Steps, Apartment 7")
    proposal = propose(address)
    assert proposal.values[F.ADDRESS] == "1234 SW Nightingale Steps, Apt 7"
    assert proposal.values[F.ADDRESS2] == "Little Cloud"
    assert Why.SHORTENED in field(proposal, F.ADDRESS).why
    assert Why.MOVED in field(proposal, F.ADDRESS2).why
    proposal = propose(changed(line1="12345 Nightingale Steps at Old Orchard Mill", line2="Apt 4"))
    assert proposal.values[F.ADDRESS] == "12345 Nightingale Steps at Old"
    assert proposal.values[F.ADDRESS2] == "Orchard Mill, Apt 4"
    assert field(proposal, F.ADDRESS).why == (Why.SPLIT,)


def test_a_street_in_the_second_line_alone_comes_up():
    proposal = propose(changed(line1="", line2="118 Larkspur Lane"))
    assert (proposal.values[F.ADDRESS], proposal.values[F.ADDRESS2]) == ("118 Larkspur Lane", "")


def test_invisible_signs_are_gone_and_said():
    proposal = propose(changed(city="Wil\u200blow\u202emere\u0007"))
    assert proposal.values[F.CITY] == "Willowmere"
    assert field(proposal, F.CITY).why == (Why.INVISIBLE,)
    assert proposal.needs_eyes


def test_digits_of_other_scripts_are_digits():
    assert propose(changed(phone="٥٠٣٥٥٥٠١٤٢")).values[F.PHONE] == "5035550142"


def test_the_order_s_own_number_is_taken_where_the_address_has_none():
    assert propose(changed(phone=""), phone="503 555 0143").values[F.PHONE] == "5035550143"
    assert propose(HOME, phone="503 555 0143").values[F.PHONE] == "5035550142"


def test_letters_alone_keep_the_sound_of_a_name():
    proposal = propose(changed(country="AU", last_name="O'Fernagh-Smith 2nd!"))
    assert proposal.values[F.NAME] == "Tessa OFernagh Smith nd"
    assert [one.facts for one in proposal.problems if one.code is C.LEFT_OUT] == [
        {"signs": "2 !"}
    ]  # fmt: skip


def test_capitals_stay_capitals():
    said = {"Ärzte": "Aerzte", "ÄRZTE": "AERZTE", "MENÜ": "MENUE", "Ü": "Ue"}
    for text, wanted in said.items():
        assert propose(changed(country="DE", city=text)).values[F.CITY] == wanted


def test_the_mark_of_an_address_changes_with_any_field():
    marks = {HOME.fingerprint, *(changed(**{name: "x"}).fingerprint for name in HOME.__slots__)}
    assert len(marks) == len(HOME.__slots__) + 1
    assert changed().fingerprint == HOME.fingerprint
    assert changed(city="ab", state="c").fingerprint != changed(city="a", state="bc").fingerprint


def test_every_word_of_the_desk_is_there():
    assert set(SENTENCES) == set(AddressCode)
    assert set(WHY_SENTENCES) == set(Why)
    assert set(FIELD_NAMES) == set(Field)
    assert AddressProblem(C.MISSING, F.CITY).sentence() == "City: nothing is there"
    assert AddressProblem(C.MISSING, F.CITY).severity is Level.BLOCKED
