"""Invents the demo shop's customers: nobody of that name lives there, no such street exists.

E-mail stands on the example domains, telephone numbers have 555, towns and streets are made up.
"""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass

from babydrop_desktop.domain.demo_chance import Chance


def _words(text: str, between: str = " ") -> tuple[str, ...]:
    return tuple(text.split(between))


_FIRST = _words(
    "Tessa Ida Nora Greta Milo Ruth Odette Juniper Hazel Clara Edda Linus Marlow Petra Ansel Wilma"
    " Bea Tilda Otto Sunniva Zoë Søren Łucja Jürgen Inès Noor Maëlle Björn Anouk Femke Dario Livia"
    " Paloma Aoife Cormac Freya Hugo Imogen Jonas Kaia Leopold Mina Nils Orla Pippa Quentin Rosa"
    " Stellan Thea Ursula Viggo Wren"
)
_LAST = _words(
    "Brindlewood Larkhollow Winterfold Oakmere Penhaven Applefen Farrowmere Ashvale Quillstone"
    " Mossbrook Thornacre Fernhill Haypenny Snowdrift Brookmoor Cloverley Larchwood Rowanmere"
    " Pebblewick Hollowell Birnenfeld Apfelbach Rosenthaler-Moos Vantilborgh Duchênaie Valbruneta"
    " Monteluna Ríoblanco Skogvika Ängslund Brzozówka O'Fernagh Heatherby Dunmarrow Eastcliffe"
    " Millrace Fogarden Tallgrass Copperbeech Windmere Juniperra Kestrelby Lindenau Marshlight"
)
_STREETS = _words(
    "Larkspur Lane|Pebble Row|Old Orchard Path|Snowberry Close|Thimble Street|Moonpenny Way"
    "|Fernbank Rise|Cobblewick Road|Nightingale Steps|Heron Quay|Bramblegate|Copperleaf Avenue",
    between="|",
)
_TOWNS = _words(
    "Willowmere Applethorpe Birkenwald Sonnleiten Clairfontelle Valdoria Rietwaarden Hjortevik"
    " Brzezinek Monteverdina Puertoluz Kilfern Eastmarsh Stonehollow Juniper-Falls Foxglen"
)


@dataclass(frozen=True, slots=True)
class _Country:
    """How addresses look there: '#' is a digit. `states` is () where a parcel needs none."""

    code: str
    weight: int
    zip: str
    phone: str
    states: tuple[str, ...] = ()


_COUNTRIES = (
    _Country("US", 170, "970##", "(503) 555-01##", ("OR", "WA", "CA", "NY", "TX", "IL", "CO")),
    _Country("CA", 30, "V0X #X#", "(604) 555-01##", ("BC", "ON", "QC")),
    _Country("GB", 34, "ZZ#9 #ZZ", "+44 555 01##"),
    _Country("DE", 32, "000##", "+49 555 01##"),
    _Country("FR", 20, "000##", "+33 555 01##"),
    _Country("AU", 18, "000#", "+61 555 01##", ("NSW", "VIC", "QLD")),
    _Country("NL", 16, "00## ZZ", "+31 555 01##"),
    _Country("AT", 14, "00##", "+43 555 01##"),
    _Country("SE", 12, "00# ##", "+46 555 01##"),
    _Country("IT", 12, "000##", "+39 555 01##", ("MI", "TO", "BO")),
    _Country("ES", 10, "000##", "+34 555 0100 ##", ("Valencia", "Málaga")),
    _Country("IE", 10, "Z#9 Z#Z#", "+353 555 01##"),
    _Country("PL", 8, "00-0##", "+48 555 01##"),
    _Country("DK", 8, "00##", "+45 555 01##"),
    _Country("NZ", 8, "00##", "+64 555 01##"),
    _Country("BE", 6, "00##", "+32 555 01##"),
    _Country("CH", 6, "00##", "+41 555 01##"),
    _Country("HK", 3, "", "+852 555 01##"),  # has no postcodes
)
COUNTRIES = tuple(country.code for country in _COUNTRIES)
SHOP_CURRENCY = "USD"
CURRENCIES = {"GB": "GBP", "CA": "CAD"} | dict.fromkeys(
    ("DE", "FR", "NL", "AT", "IT", "ES", "IE", "BE"), "EUR"
)


@dataclass(frozen=True, slots=True)
class Customer:
    """One invented person; `address` has the storefront's keys, a part they lack is left out."""

    number: int
    first_name: str
    last_name: str
    email: str
    phone: str
    address: Mapping[str, str]

    @property
    def country(self) -> str:
        """ISO 3166-1 alpha-2."""
        return self.address["country"]

    @property
    def currency(self) -> str:
        """What is paid with there."""
        return CURRENCIES.get(self.country, SHOP_CURRENCY)


def customers(chance: Chance, count: int) -> tuple[Customer, ...]:
    """`count` customers, no two with the same e-mail; every country has one if there is room."""
    weights = [country.weight for country in _COUNTRIES]
    return tuple(
        _customer(
            chance,
            number,
            _COUNTRIES[number]
            if number < len(_COUNTRIES)
            else chance.weighted(_COUNTRIES, weights),
        )
        for number in range(count)
    )


def _customer(chance: Chance, number: int, country: _Country) -> Customer:
    first, last = chance.pick(_FIRST), chance.pick(_LAST)
    phone = _filled(chance, country.phone)
    flat = {"line2": f"Apt {1 + chance.below(30)}"} if chance.share() < 0.25 else {}
    address = {
        "firstName": first,
        "lastName": last,
        "line1": f"{1 + chance.below(240)} {chance.pick(_STREETS)}",
        **flat,
        "city": chance.pick(_TOWNS),
        "state": chance.pick(country.states) if country.states else "",
        "zip": _filled(chance, country.zip),
        "country": country.code,
        "phone": phone,
    }
    domain = chance.pick(("example.com", "example.org", "example.net"))
    email = f"{_ascii(first)}.{_ascii(last)}{number + 1}@{domain}"
    return Customer(number, first, last, email, phone, address)


def _filled(chance: Chance, pattern: str) -> str:
    return "".join(chance.digits(1) if sign == "#" else sign for sign in pattern)


def _ascii(name: str) -> str:
    return re.sub(r"[^a-z]", "", unicodedata.normalize("NFKD", name).lower())
