"""Fits street, flat and company into the two lines that AliExpress has for them."""

import re
from dataclasses import dataclass

from babydrop_desktop.domain.postal.limits import Limits
from babydrop_desktop.domain.postal.proposal import Why

_SHORT_LINE = 40
# Source: USPS Publication 28, appendix C.
_ABBREVIATIONS = {
    "apartment": "Apt", "avenue": "Ave", "boulevard": "Blvd", "building": "Bldg", "circle": "Cir",
    "court": "Ct", "drive": "Dr", "east": "E", "expressway": "Expy", "floor": "Fl",
    "highway": "Hwy", "lane": "Ln", "north": "N", "northeast": "NE", "northwest": "NW",
    "parkway": "Pkwy", "place": "Pl", "road": "Rd", "room": "Rm", "south": "S",
    "southeast": "SE", "southwest": "SW", "square": "Sq", "street": "St", "suite": "Ste",
    "terrace": "Ter", "trail": "Trl", "west": "W",
}  # fmt: skip
_WORD = re.compile(r"[A-Za-z]+")


@dataclass(slots=True)
class _Two:
    first: str
    second: str
    why_first: tuple[Why, ...] = ()
    why_second: tuple[Why, ...] = ()


def two_lines(
    line1: str, line2: str, company: str, limits: Limits
) -> tuple[tuple[str, tuple[Why, ...]], tuple[str, tuple[Why, ...]]]:
    """Both lines, each with why it differs. Nothing is left out: what does not fit stays long."""
    two = _Two(line1, _joined(company, line2), (), (Why.MOVED,) if company else ())
    if not two.first and two.second:  # only the second line was filled
        two = _Two(two.second, "", (Why.MOVED,), (Why.MOVED,))
    _shorten(two, limits)
    if len(two.first) > limits.address.most:
        _split(two, limits)
    elif two.first and two.second and len(two.first) < limits.address.least:
        _lift(two, limits)
    return (two.first, two.why_first), (two.second, two.why_second)


def _shorten(two: _Two, limits: Limits) -> None:
    """Use the post's abbreviations in a line that is too long, where the lines are short."""
    if limits.address.most > _SHORT_LINE:
        return
    if len(two.first) > limits.address.most:
        shorter = _abbreviated(two.first)
        if shorter != two.first:
            two.first, two.why_first = shorter, (*two.why_first, Why.SHORTENED)
    if len(two.second) > limits.address2.most:
        shorter = _abbreviated(two.second)
        if shorter != two.second:
            two.second, two.why_second = shorter, (*two.why_second, Why.SHORTENED)


def _split(two: _Two, limits: Limits) -> None:
    """Carry the end of the first line over to the second, at a space, where all then fits."""
    cut = two.first.rfind(" ", limits.address.least, limits.address.most + 1)
    if cut < 0:
        return
    head, rest = two.first[:cut].rstrip(" ,"), two.first[cut:].strip(" ,")
    second = _joined(rest, two.second)
    if len(head) >= limits.address.least and len(second) <= limits.address2.most:
        two.first, two.why_first = head, (*two.why_first, Why.SPLIT)
        two.second, two.why_second = second, (*two.why_second, Why.MOVED)


def _lift(two: _Two, limits: Limits) -> None:
    """Bring the second line up into a first that is too short."""
    whole = _joined(two.first, two.second)
    if len(whole) <= limits.address.most:
        two.first, two.why_first = whole, (*two.why_first, Why.MOVED)
        two.second, two.why_second = "", (*two.why_second, Why.MOVED)


def _joined(*parts: str) -> str:
    return ", ".join(part for part in parts if part)


def _abbreviated(text: str) -> str:
    return _WORD.sub(lambda word: _ABBREVIATIONS.get(word[0].lower(), word[0]), text)
