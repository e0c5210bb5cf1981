"""Brings a customer's name into the one field that AliExpress has for it."""

from babydrop_desktop.domain.postal.limits import NameForm
from babydrop_desktop.domain.postal.proposal import Why

# What people have in their names and a form of letters alone leaves out without a loss.
_IN_NAMES = frozenset("-'. ")


def one_field(first: str, last: str, form: NameForm) -> tuple[str, tuple[Why, ...], str]:
    """The name, why it differs from first and last name with a space, and the signs left out."""
    whole = f"{first} {last}".strip()
    if form is NameForm.TWO_PARTS:
        tied = _two_parts(first, last)
        return tied, (Why.JOINED,) if tied != whole else (), ""
    if form is NameForm.LETTERS:
        letters, lost = _letters(whole)
        return letters, (Why.SIGNS,) if letters != whole else (), lost
    return whole, (), ""


def apart(name: str) -> tuple[str, str]:
    """First and last name of what stands in the one field."""
    first, _, last = name.partition(" ")
    return first, last


def _two_parts(first: str, last: str) -> str:
    if not first or not last:
        first, last = apart(first or last)
    return " ".join(filter(None, map(_tied, (first, last))))


def _tied(part: str) -> str:
    words = part.split()
    if len(words) > 1:
        words = [word.strip("-") for word in words]
    return "-".join(filter(None, words))


def _letters(name: str) -> tuple[str, str]:
    kept, lost = [], dict[str, None]()
    for sign in name:
        # What is no ASCII is still to be spelt; whoever has the list of letters says so.
        if not sign.isascii() or sign.isalpha():
            kept.append(sign)
        elif sign in "- ":
            kept.append(" ")
        elif sign not in _IN_NAMES:
            lost[sign] = None
    return " ".join("".join(kept).split()), " ".join(lost)
