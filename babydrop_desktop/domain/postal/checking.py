"""Tells what AliExpress' form, or the country's post, would not take of an address."""

from collections.abc import Iterator, Mapping

from babydrop_desktop.domain.postal.ids import NAMES, read
from babydrop_desktop.domain.postal.knowledge import Knowledge
from babydrop_desktop.domain.postal.limits import Limits, NameForm, Span, limits_of
from babydrop_desktop.domain.postal.proposal import (
    AddressCode,
    AddressProblem,
    Field,
    worst_first,
)
from babydrop_desktop.domain.postal_rules import NO_POSTCODES, WITH_STATES

_MILITARY_STATES = frozenset({"AA", "AE", "AP"})
_MILITARY_POSTS = frozenset({"APO", "FPO", "DPO"})
Values = Mapping[Field, str]


def problems(values: Values, knowledge: Knowledge) -> tuple[AddressProblem, ...]:
    """What is wrong with the values of the form's fields, worst first."""
    country = values.get(Field.COUNTRY, "")
    if not _is_country(country, knowledge):
        told = {"country": country[:40]}
        return (AddressProblem(AddressCode.COUNTRY_UNKNOWN, Field.COUNTRY, told),)
    limits = limits_of(country)
    return worst_first(
        (
            *_street(values, limits),
            *_city(values, limits),
            *_province(values, limits, knowledge),
            *_zip(values, limits, knowledge),
            *_name(values.get(Field.NAME, ""), limits, knowledge),
            *_phone(values, limits, knowledge),
            *_id(values.get(Field.TAX_ID, ""), limits),
        )
    )


def _is_country(country: str, knowledge: Knowledge) -> bool:
    form = len(country) == 2 and country.isascii() and country.isalpha() and country.isupper()
    return form and knowledge.knows(country) is not False


def _street(values: Values, limits: Limits) -> Iterator[AddressProblem]:
    street = values.get(Field.ADDRESS, "")
    if street:
        yield from _length(Field.ADDRESS, street, limits.address)
    else:
        yield AddressProblem(AddressCode.MISSING, Field.ADDRESS)
    yield from _length(Field.ADDRESS2, values.get(Field.ADDRESS2, ""), limits.address2)


def _city(values: Values, limits: Limits) -> Iterator[AddressProblem]:
    city = values.get(Field.CITY, "")
    if city:
        yield from _length(Field.CITY, city, limits.city)
    else:
        yield AddressProblem(AddressCode.MISSING, Field.CITY)


def _province(values: Values, limits: Limits, knowledge: Knowledge) -> Iterator[AddressProblem]:
    country, province = values[Field.COUNTRY], values.get(Field.PROVINCE, "")
    if not province:
        if country in WITH_STATES:
            yield AddressProblem(AddressCode.MISSING, Field.PROVINCE)
        return
    yield from _length(Field.PROVINCE, province, limits.province)
    if not limits.provinces_other and province.lower() in {"other", "others"}:
        yield AddressProblem(AddressCode.PROVINCE_OTHER, Field.PROVINCE)
        return
    listed = knowledge.province(country, province)
    if listed is None and country in WITH_STATES and knowledge.provinces(country):
        told = {"province": province[:80]}
        yield AddressProblem(AddressCode.PROVINCE_UNKNOWN, Field.PROVINCE, told)
    code = listed.code if listed else province.upper()
    if country == "US" and _is_military(code, values.get(Field.CITY, "")):
        yield AddressProblem(AddressCode.MILITARY, Field.PROVINCE)


def _is_military(code: str, city: str) -> bool:
    return code in _MILITARY_STATES or city.upper().partition(" ")[0] in _MILITARY_POSTS


def _zip(values: Values, limits: Limits, knowledge: Knowledge) -> Iterator[AddressProblem]:
    country, code = values[Field.COUNTRY], values.get(Field.ZIP, "")
    if not code:
        if country not in NO_POSTCODES:
            yield AddressProblem(AddressCode.MISSING, Field.ZIP)
        return
    too_long = tuple(_length(Field.ZIP, code, limits.zip))
    yield from too_long
    if too_long:
        return
    if knowledge.zip_fits(country, code) is False:
        yield AddressProblem(AddressCode.ZIP_FORM, Field.ZIP, {"zip": code})
        return
    listed = knowledge.province(country, values.get(Field.PROVINCE, ""))
    if listed is not None and knowledge.zip_of(country, listed.code, code) is False:
        told = {"zip": code, "province": listed.name}
        yield AddressProblem(AddressCode.ZIP_ELSEWHERE, Field.ZIP, told)


def _name(name: str, limits: Limits, knowledge: Knowledge) -> Iterator[AddressProblem]:
    if not name:
        yield AddressProblem(AddressCode.MISSING, Field.NAME)
        return
    parts = name.split(" ")
    form = limits.name_form
    if (form is NameForm.TWO_PARTS and len(parts) != 2) or (
        form is not NameForm.ANY and len(parts) < 2
    ):
        yield AddressProblem(AddressCode.ONE_NAME, Field.NAME)
    for part in parts if form is NameForm.TWO_PARTS else (name,):
        yield from _length(Field.NAME, part, limits.name)
    if form is NameForm.LETTERS and _has_more_than_letters(name, knowledge):
        yield AddressProblem(AddressCode.LETTERS_WRONG, Field.NAME)


def _has_more_than_letters(name: str, knowledge: Knowledge) -> bool:
    # A letter that nobody here can spell is spelt where the list of letters is.
    judged = (sign for sign in name if sign.isascii() or knowledge.latin(sign) is not None)
    return any(not (sign.isascii() and (sign.isalpha() or sign == " ")) for sign in judged)


def _phone(values: Values, limits: Limits, knowledge: Knowledge) -> Iterator[AddressProblem]:
    number, code = values.get(Field.PHONE, ""), values.get(Field.CALLING_CODE, "")
    wanted = limits.phone
    if wanted is not None and not wanted.holds(number):
        told = {"digits": str(wanted.most), "length": str(len(number))}
        yield AddressProblem(AddressCode.PHONE_LENGTH, Field.PHONE, told)
    elif not number:
        yield AddressProblem(AddressCode.PHONE_MISSING, Field.PHONE)
    elif not number.startswith(limits.phone_starts):
        told = {"start": limits.phone_starts}
        yield AddressProblem(AddressCode.PHONE_START, Field.PHONE, told)
    elif not (number.isascii() and number.isdigit()) or len(number) > 15:
        yield AddressProblem(AddressCode.PHONE_WRONG, Field.PHONE)
    else:
        whole = f"+{code}{number}" if code else number
        found = knowledge.phone(whole, values[Field.COUNTRY])
        if found is None or found.real is False:
            yield AddressProblem(AddressCode.PHONE_WRONG, Field.PHONE)


def _id(number: str, limits: Limits) -> Iterator[AddressProblem]:
    if not limits.ids:
        return
    told = {"id": " or ".join(dict.fromkeys(NAMES[kind] for kind in limits.ids))}
    if not number:
        yield AddressProblem(AddressCode.ID_MISSING, Field.TAX_ID, told)
    elif read(number, limits.ids) is None:
        yield AddressProblem(AddressCode.ID_WRONG, Field.TAX_ID, told)


def _length(field: Field, text: str, span: Span) -> Iterator[AddressProblem]:
    if len(text) > span.most:
        told = {"most": str(span.most), "length": str(len(text))}
        yield AddressProblem(AddressCode.TOO_LONG, field, told)
    elif len(text) < span.least:
        told = {"least": str(span.least), "length": str(len(text))}
        yield AddressProblem(AddressCode.TOO_SHORT, field, told)
