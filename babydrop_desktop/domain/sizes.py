"""Says a supplier's size in the shop's way: "0-3 months" and "0~3M" are both 0-3M."""

import re

from babydrop_desktop.domain.wording import plain

ONE_SIZE = "One Size"

_NAMED = {
    "nb": "Newborn", "newborn": "Newborn", "new born": "Newborn", "new-born": "Newborn",
    "one size": ONE_SIZE, "onesize": ONE_SIZE, "one-size": ONE_SIZE, "free size": ONE_SIZE,
    "freesize": ONE_SIZE, "free": ONE_SIZE, "os": ONE_SIZE, "one size fits all": ONE_SIZE,
    "xxs": "XXS", "xs": "XS", "s": "S", "m": "M", "l": "L", "xl": "XL",
    "x-small": "XS", "extra small": "XS", "small": "S", "medium": "M", "large": "L",
    "x-large": "XL", "extra large": "XL", "xx-large": "XXL", "xxx-large": "XXXL",
    "2xs": "XXS", "1xl": "XL", "2xl": "XXL", "xxl": "XXL", "3xl": "XXXL", "xxxl": "XXXL",
    "xxxxl": "4XL",
}  # fmt: skip
_UNIT = r"(m|mo|mos|mon|mth|mths|month|months|y|yr|yrs|year|years|t)"
_AGE = rf"(?:(\d{{1,2}})\s*(?:{_UNIT}\.?)?|(nb|new[\s-]?born))"
_TO = r"\s*(?:[-‐‑–—~～/]|to|till|until)\s*"
_BESIDE = r"(?:age[sd]?|for|baby|babies|infants?|kids?|child(?:ren)?|boys?|girls?)"
_AGES = re.compile(rf"(?:{_BESIDE}[\s:]+)*{_AGE}(?:{_TO}{_AGE})?(?:\s+(?:old|{_BESIDE}))*")
_MONTHS = {"m": 1, "y": 12, "t": 12}
_XL = re.compile(r"(\d{1,2})\s*xl")
_CM = re.compile(r"(\d{2,3})\s*(?:cm|centimet(?:er|re)s?)")
_HEIGHT = r"(\d{2,3})(?:\s*[-–~/]\s*\d{2,3})?\s*"
_HEIGHT_IN_CM = re.compile(
    rf"[\s/,_-]*(?<![\w.]){_HEIGHT}(?:cm|centimet(?:er|re)s?)(?!\w)[\s/,_-]*"
)
_HEIGHT_ALONE = re.compile(rf"(?:(?:height|eur?|cn|about|approx)\.?[\s:]*)?{_HEIGHT}(?:cm)?")
_SHORTEST = 44  # cm: a smaller number is no child's height, and may be an age
_NEW_BORN = re.compile(r"(?<![a-z])(?:nb|new[\s-]?born)(?![a-z])")
_BRACKET = re.compile(r"^(.*?)\s*[(\[（]([^()\[\]（）]*)[)\]）]\s*$")
_LONGEST = 60

Age = tuple[str | None, str | None, str | None]


def normalise_size(text: str) -> str:
    """The shop's word for a size; a size it does not know for sure stays as the seller wrote it.

    A span of ages stays a span ("6M-2Y", "Newborn-3M"). One age is named only where no other number
    stands beside it but a height. Where a size names both ages and a height ("0-3M (59)"), the ages
    win; a height alone stays a height, since makers do not agree on the ages it stands for. ""
    gives One Size.
    """
    written = plain(text)
    if not written:
        return ONE_SIZE
    if len(written) > _LONGEST:
        return written
    low = written.lower().removeprefix("size ")
    match = _BRACKET.match(low)
    found = _both(match[1].strip(), match[2].strip()) if match else _ages(low) or _exact(low)
    return found or written


def _both(before: str, inside: str) -> str | None:
    """What a size with brackets says; None where its two parts may mean different sizes."""
    for asked in (_ages, _exact):
        first, second = asked(before), asked(inside)
        if first and second:
            return first if first == second else None
        if first or second:
            return first or second if _adds_nothing(inside if first else before) else None
    return None


def _adds_nothing(text: str) -> bool:
    """Whether a part is a height, a size in letters, or words without any number or age."""
    height = _HEIGHT_ALONE.fullmatch(text)
    if height is not None:
        return int(height[1]) >= _SHORTEST
    has_number = re.search(r"\d", text) is not None and _XL.fullmatch(text) is None
    return not has_number and _NEW_BORN.search(text) is None


def _exact(low: str) -> str | None:
    if low in _NAMED:
        return _NAMED[low]
    if match := _XL.fullmatch(low):
        return f"{int(match[1])}XL"
    if match := _CM.fullmatch(low):
        return f"{match[1]} cm"
    return None


def _ages(low: str) -> str | None:
    match = _AGES.fullmatch(_HEIGHT_IN_CM.sub(_without_height, low).strip())
    if match is None:
        return None
    a, b, c, d, e, f = match.groups()
    return _span((a, b, c), (d, e, f)) if d or f else _one((a, b, c))


def _without_height(match: re.Match[str]) -> str:
    return " " if int(match[1]) >= _SHORTEST else match[0]


def _one(age: Age) -> str | None:
    number, unit, newborn = age
    if newborn:
        return "Newborn"
    return f"{int(number)}{unit[0].upper()}" if number and unit else None


def _span(first: Age, second: Age) -> str | None:
    """Both ends, in one unit where both have it; None where it is no span that rises."""
    low, low_unit, newborn = first
    high, high_unit, _ = second
    if not high or not high_unit:
        return None
    end, high_unit = int(high), high_unit[0]
    if newborn:
        return f"Newborn-{end}{high_unit.upper()}" if end else None
    low_unit = low_unit[0] if low_unit else high_unit
    start = int(low or 0)
    if start * _MONTHS[low_unit] >= end * _MONTHS[high_unit]:
        return None
    unit = "" if low_unit == high_unit else low_unit.upper()
    return f"{start}{unit}-{end}{high_unit.upper()}"
