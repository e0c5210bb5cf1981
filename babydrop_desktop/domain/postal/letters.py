"""Writes any text in plain Latin letters, as the country's own passports do where they say how."""

import unicodedata
from collections.abc import Callable
from dataclasses import dataclass

from babydrop_desktop.domain.postal.proposal import Why

MOST_READ = 4_000  # signs of one field; more is no address
MOST_KEPT = 1_000  # far beyond every limit, so that what is cut is always said to be too long
_GERMAN = {"ä": "ae", "ö": "oe", "ü": "ue"}
_NORSE = {"å": "aa", "ø": "oe", "æ": "ae"}
# The resolution of the Cabinet of Ministers of Ukraine no. 55 of 27 January 2010.
_SPELLINGS = "a b v h g d e zh z y i k l m n o p r s t u f kh ts ch sh shch"
_UKRAINIAN = dict(zip("абвгґдежзиіклмнопрстуфхцчшщ", _SPELLINGS.split(" "), strict=True)) | {
    "є": "ie",
    "ї": "i",
    "й": "i",
    "ю": "iu",
    "я": "ia",
    "ь": "",
    "'": "",
    "’": "",
}
_UKRAINIAN_FIRST = {"є": "ye", "ї": "yi", "й": "y", "ю": "yu", "я": "ya"}
# ICAO Doc 9303-3 for German and Danish letters.
_NATIONAL = {
    **dict.fromkeys(("DE", "AT", "CH", "LI", "LU"), _GERMAN),
    **dict.fromkeys(("DK", "NO", "FO", "GL"), _NORSE),
}
# Letters that are no letter with a mark on it.
_OWN = {
    "ß": "ss", "ẞ": "SS", "æ": "ae", "œ": "oe", "ø": "o", "ł": "l", "đ": "d", "ð": "d",
    "þ": "th", "ı": "i", "ħ": "h", "ŧ": "t", "ŋ": "ng", "ĸ": "k",
    "‘": "'", "’": "'", "ʼ": "'", "`": "'", "´": "'", "“": '"', "”": '"', "„": '"', "–": "-",
    "—": "-", "‐": "-", "‑": "-", "·": ".", "⁄": "/", "º": "o", "ª": "a", "°": "o",
}  # fmt: skip
# Scripts of which the single signs tell how a word is spoken.
_SPOKEN = frozenset({"LATIN", "CYRILLIC", "GREEK", "ARMENIAN", "GEORGIAN", "MODIFIER"})


@dataclass(frozen=True, slots=True)
class Spelt:
    """A text in plain letters; `lost` are signs that cannot be written.

    `rough`: it was spelt sign by sign from a script in which that tells little. `cut`: it was far
    too long.
    """

    text: str
    why: tuple[Why, ...] = ()
    lost: str = ""
    rough: bool = False
    cut: bool = False


def spell(text: str, country: str, latin: Callable[[str], str | None]) -> Spelt:
    """A text in ASCII letters. `latin` spells one sign; None: not known here, the sign stays."""
    cut = len(text) > MOST_READ
    text = text[:MOST_READ]
    if text.isascii() and text.isprintable():
        tidy = " ".join(text.split())
        return _short(Spelt(tidy, (Why.SPACES,) if tidy != text else (), cut=cut))
    tidy, seen = _without_unseen(text)
    plain = tidy if tidy.isascii() else unicodedata.normalize("NFKC", tidy)
    cut = cut or len(plain) > MOST_READ  # some signs stand for many letters
    letters, lost = _letters(plain[:MOST_READ], country, latin)
    reasons = {
        Why.INVISIBLE: seen != text,
        Why.SPELT: letters != plain or plain != tidy,
        Why.SPACES: tidy != seen,
    }
    why = tuple(reason for reason, holds in reasons.items() if holds)
    return _short(Spelt(" ".join(letters.split()), why, lost, _is_rough(plain), cut))


def plain_latin(sign: str) -> str | None:
    """One sign in plain letters where no list is needed for it: accents fall, ß is ss."""
    own = _OWN.get(sign)
    if own is None and (lower := _OWN.get(sign.lower())) is not None:
        own = lower.capitalize()
    if own is not None:
        return own
    bare = "".join(
        one for one in unicodedata.normalize("NFKD", sign) if not unicodedata.combining(one)
    )
    return bare if bare.isascii() else None


def _short(spelt: Spelt) -> Spelt:
    if len(spelt.text) <= MOST_KEPT:
        return spelt
    kept = spelt.text[:MOST_KEPT].rstrip()
    return Spelt(kept, spelt.why, spelt.lost, spelt.rough, cut=True)


def _without_unseen(text: str) -> tuple[str, str]:
    """The text with single spaces, and the one with all spaces, without what nobody sees."""
    kept = []
    for sign in text:
        kind = unicodedata.category(sign)
        if sign.isspace():
            kept.append(" ")
        elif kind not in {"Cc", "Cf"} and not "\ufe00" <= sign <= "\ufe0f":
            kept.append(sign)
    seen = "".join(kept)
    return " ".join(seen.split()), seen


def _letters(text: str, country: str, latin: Callable[[str], str | None]) -> tuple[str, str]:
    written, lost = [], dict[str, None]()
    for place, sign in enumerate(text):
        if sign.isascii() and not (sign == "'" and country == "UA"):
            written.append(sign)
            continue
        found = _national(text, place, country)
        if found is None:
            found = _one(sign, latin)
        if found is None:
            lost[sign] = None
        else:
            written.append(found)
    return "".join(written), " ".join(lost)


def _one(sign: str, latin: Callable[[str], str | None]) -> str | None:
    """One sign in plain letters, None where it cannot be written."""
    kind = unicodedata.category(sign)
    if kind in {"Mn", "Me", "Zs", "Zl", "Zp"}:
        return " " if kind[0] == "Z" else ""
    if kind in {"So", "Sk", "Sc", "Co", "Cs", "Cn"} and sign not in _OWN:
        return None
    found = plain_latin(sign)
    if found is None:
        found = latin(sign)
        if found is None:
            return sign
    clean = "".join(one for one in found if one.isascii() and one.isprintable())
    return clean or None


def _national(text: str, place: int, country: str) -> str | None:
    sign = text[place]
    small = sign.lower()
    others = _NATIONAL.get(country, {})
    found = _ukrainian(text, place) if country == "UA" else others.get(small)
    if not found or sign == small:
        return found
    after = text[place + 1 : place + 2]
    before = text[place - 1 : place] if place else ""
    # ÄRZTE becomes AERZTE, Ärzte Aerzte.
    shouted = after.isupper() or (not after.isalpha() and before.isupper())
    return found.upper() if shouted else found.capitalize()


def _ukrainian(text: str, place: int) -> str | None:
    small, before = text[place].lower(), text[place - 1].lower() if place else ""
    if small in "'’":
        around = before + text[place + 1 : place + 2].lower()
        return "" if around and all(one in _UKRAINIAN for one in around) else None
    if small == "г" and before == "з":
        return "gh"
    if small in _UKRAINIAN_FIRST and not (before.isalpha() or before in {"'", "’"}):
        return _UKRAINIAN_FIRST[small]
    return _UKRAINIAN.get(small)


def _is_rough(text: str) -> bool:
    for sign in text:
        is_letter = not sign.isascii() and sign.isalpha()
        if is_letter and unicodedata.name(sign, "?").partition(" ")[0] not in _SPOKEN:
            return True
    return False
