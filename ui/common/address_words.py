"""The window's words for what AliExpress would not take of an address."""

from collections.abc import Mapping

from PySide6.QtCore import QCoreApplication

from babydrop_desktop.domain.postal.proposal import AddressCode, Field
from ui.common.labels import set_apart
from ui.common.words import fill

translate = QCoreApplication.translate


def field(name: str) -> str:
    """A field of AliExpress' form, by its name; "" for none."""
    return _fields().get(name, "")


def problem(facts: Mapping[str, str]) -> tuple[str, str, str]:
    """What is checked, what is wrong, and what to do; `facts` are those of an order's problem."""
    told, todo = _problems()[AddressCode(facts.get("problem", AddressCode.BROKEN))]
    name = field(facts.get("field", ""))
    shown = {key: set_apart(value) for key, value in facts.items()} | {"field": name}
    plain = translate("address", "Something is wrong with it")
    return translate("address", "Address"), fill(told, shown) or name or plain, todo


def _fields() -> dict[str, str]:
    return {
        Field.COUNTRY: translate("address", "Country"),
        Field.NAME: translate("address", "Name"),
        Field.CALLING_CODE: translate("address", "Country code"),
        Field.PHONE: translate("address", "Mobile number"),
        Field.TAX_ID: translate("address", "Number for the customs"),
        Field.ADDRESS: translate("address", "Street address"),
        Field.ADDRESS2: translate("address", "Apt, suite, unit"),
        Field.PROVINCE: translate("address", "State or province"),
        Field.CITY: translate("address", "City"),
        Field.ZIP: translate("address", "Postcode"),
    }


def _problems() -> dict[AddressCode, tuple[str, str]]:
    return {**_blocking(), **_looks()}


def _blocking() -> dict[AddressCode, tuple[str, str]]:
    code = AddressCode
    ask = translate("address", "Ask the customer, and correct it in the shop.")
    shorten = translate("address", "Find a shorter way to write it; ask the customer if in doubt.")
    return {
        code.BROKEN: (translate("address", "What is kept is no address"), ask),
        code.COUNTRY_UNKNOWN: (translate("address", "{country} is no country's code"), ask),
        code.MISSING: (translate("address", "{field}: nothing is there"), ask),
        code.TOO_LONG: (
            translate("address", "{field}: AliExpress takes {most} signs, these are {length}"),
            shorten,
        ),
        code.TOO_SHORT: (
            translate("address", "{field}: AliExpress wants {least} signs at least"), ask),
        code.ONE_NAME: (
            translate("address", "AliExpress wants a first and a last name"), ask),
        code.LETTERS_WRONG: (
            translate("address", "{field}: AliExpress takes plain Latin letters only"),
            translate("address", "Write it in plain letters."),
        ),
        code.PROVINCE_OTHER: (
            translate("address", "AliExpress does not take \u201cOther\u201d as a state"), ask),
        code.PHONE_LENGTH: (
            translate("address", "The mobile number needs {digits} digits, these are {length}"),
            ask,
        ),
        code.PHONE_START: (
            translate("address", "The mobile number has to begin with {start}"), ask),
        code.ID_MISSING: (
            translate("address", "The customs want the customer's {id}"),
            translate("address", "Ask the customer for it."),
        ),
        code.ID_WRONG: (
            translate("address", "This cannot be a right {id}"),
            translate("address", "Look for a slip of the keys, or ask the customer."),
        ),
    }  # fmt: skip


def _looks() -> dict[AddressCode, tuple[str, str]]:
    code = AddressCode
    look = translate("address", "Compare it with what the customer wrote.")
    ask = translate("address", "Ask the customer, and correct it in the shop.")
    return {
        code.PHONE_MISSING: (
            translate("address", "There is no telephone number; AliExpress asks for one"), ask),
        code.PHONE_WRONG: (
            translate("address", "This telephone number cannot exist in its country"), ask),
        code.PHONE_EXTENSION: (
            translate("address", "The extension {extension} finds no place at AliExpress"), look),
        code.PROVINCE_UNKNOWN: (
            translate("address", "{province} is not in the list of states"), ask),
        code.ZIP_FORM: (
            translate("address", "{zip} does not look like a postcode of this country"), ask),
        code.ZIP_ELSEWHERE: (
            translate("address", "The postcode {zip} is not of {province}"), ask),
        code.ZERO_ADDED: (
            translate("address", "The postcode lost a zero at the front; it is added"), look),
        code.ROUGH_LETTERS: (
            translate("address", "{field}: spelt sign by sign in Latin letters"),
            translate("address", "Better ask the customer how they write it."),
        ),
        code.LEFT_OUT: (
            translate("address", "{field}: {signs} cannot be written and was left out"), look),
        code.MILITARY: (
            translate("address", "A military address: few parcels from abroad get there"),
            translate("address", "Ask the supplier before you buy."),
        ),
    }  # fmt: skip
