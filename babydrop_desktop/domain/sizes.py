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
_LOW = r"(?<![\w.])(\d{1,2})\s*"
_HIGH = r"(\d{1,2})\s*"
_MONTHS = r"(?:m|mo|mos|mon|mth|mths|month|months)"
_YEARS = r"(?:y|yr|yrs|year|years)"
_TO = r"\s*(?:-|–|—|~|to)\s*"
_RANGE_MONTHS = re.compile(
    rf"(?<![\w.])(\d{{1,2}})\s*{_MONTHS}?{_TO}(\d{{1,2}})\s*{_MONTHS}(?![a-z])"
)
_RANGE_YEARS = re.compile(rf"(?<![\w.])(\d{{1,2}})\s*{_YEARS}?{_TO}(\d{{1,2}})\s*{_YEARS}(?![a-z])")
_ONE_MONTHS = re.compile(rf"(?<![\w.])(\d{{1,2}})\s*{_MONTHS}(?![a-z])")
_ONE_YEARS = re.compile(rf"(?<![\w.])(\d{{1,2}})\s*{_YEARS}(?![a-z])")
_TODDLER = re.compile(r"(\d{1,2})\s*t")
_XL = re.compile(r"(\d{1,2})\s*xl")
_CM = re.compile(r"(\d{2,3})\s*(?:cm|centimet(?:er|re)s?)")
_BRACKET = re.compile(r"^(.*?)\s*[(\[]([^()\[\]]*)[)\]]\s*$")


def normalise_size(text: str) -> str:
    """The shop's word for a size; a size it does not know stays as the seller wrote it.

    Where a size names both months and centimetres ("0-3M (59)"), the months win; a height alone
    stays a height, since makers do not agree on the months it stands for. "" gives One Size.
    """
    written = plain(text)
    if not written:
        return ONE_SIZE
    low = written.lower()
    low = low.removeprefix("size ")
    for form in (low, *_bracket_parts(low)):
        if found := _exact(form) or _ages(form):
            return found
    return written


def _bracket_parts(low: str) -> tuple[str, ...]:
    """What stands before and in the brackets: of "0-3m (59)" both parts."""
    match = _BRACKET.match(low)
    return (match[1].strip(), match[2].strip()) if match else ()


def _exact(low: str) -> str | None:
    if low in _NAMED:
        return _NAMED[low]
    if match := _TODDLER.fullmatch(low):
        return f"{int(match[1])}T"
    if match := _XL.fullmatch(low):
        return f"{int(match[1])}XL"
    if match := _CM.fullmatch(low):
        return f"{match[1]} cm"
    return None


def _ages(low: str) -> str | None:
    if match := _RANGE_MONTHS.search(low):
        return f"{int(match[1])}-{int(match[2])}M"
    if match := _RANGE_YEARS.search(low):
        return f"{int(match[1])}-{int(match[2])}Y"
    if match := _ONE_MONTHS.search(low):
        return f"{int(match[1])}M"
    if match := _ONE_YEARS.search(low):
        return f"{int(match[1])}Y"
    return None
