"""Tells a customer's number for the customs from a mistyped one, by its form and check digits.

Each function takes what somebody typed, and gives the number as AliExpress wants it; None where it
cannot be right. Whether a number was ever given out, only its country knows.
"""

import re
import string
from collections.abc import Callable
from datetime import date
from enum import StrEnum

MOST = 40  # longer is no number
_LETTERS = string.ascii_uppercase


class IdKind(StrEnum):
    """The kinds of number that AliExpress or the customs ask for."""

    CPF = "cpf"
    CNPJ = "cnpj"
    RUT = "rut"
    PCCC = "pccc"
    ISRAELI = "israeli_id"
    CUIT = "cuit"
    SAUDI_ADDRESS = "saudi_address"
    CURP = "curp"
    RFC = "rfc"
    SOUTH_AFRICAN = "south_african_id"


def cpf(text: str) -> str | None:
    """A Brazilian person's number: 11 digits, the last two are checks. Source: Receita Federal."""
    digits = _bare(text)
    if not _digits(digits, 11) or len(set(digits)) == 1:
        return None
    checks = (_eleven(digits[:size], range(size + 1, 1, -1)) for size in (9, 10))
    return digits if digits[9:] == "".join(checks) else None


def cnpj(text: str) -> str | None:
    """A Brazilian firm's number: 14 signs, the last two are check digits.

    Letters are among the first twelve since July 2026, valued by their code less 48.
    Source: Receita Federal, Instrução Normativa 2.229/2024.
    """
    signs = _bare(text)
    if re.fullmatch("[0-9A-Z]{12}[0-9]{2}", signs) is None or len(set(signs)) == 1:
        return None
    weights = (6, 5, 4, 3, 2, 9, 8, 7, 6, 5, 4, 3, 2)
    checks = (_eleven(signs[:size], weights[13 - size :]) for size in (12, 13))
    return signs if signs[12:] == "".join(checks) else None


def rut(text: str) -> str | None:
    """A Chilean number as 12345678-5; the check is modulo 11, K for 10. Source: SII."""
    signs = _bare(text)
    if re.fullmatch("[0-9]{6,8}[0-9K]", signs) is None:
        return None
    total = sum(
        int(digit) * (2 + place % 6) for place, digit in enumerate(reversed(signs[:-1]))
    )  # fmt: skip
    check = "0123456789K"[-total % 11]
    return f"{signs[:-1]}-{check}" if signs[-1] == check else None


def pccc(text: str) -> str | None:
    """A Korean personal customs code: P and 12 digits; its check is not published.

    Source: Korea Customs Service (unipass).
    """
    signs = _bare(text)
    return signs if re.fullmatch("P[0-9]{12}", signs) else None


def israeli(text: str) -> str | None:
    """An Israeli identity number: 9 digits, leading zeros may be left out; the check is Luhn's.

    Source: the Population and Immigration Authority; 9 digits: AliExpress' changelog.
    """
    digits = _bare(text)
    if not (digits.isascii() and digits.isdigit() and 5 <= len(digits) <= 9):
        return None
    digits = digits.zfill(9)
    right = int(digits) > 0 and _luhn(digits)
    return digits if right else None


def cuit(text: str) -> str | None:
    """An Argentine CUIT or CUIL as 20-12345678-6; the check is modulo 11. Source: AFIP.

    AliExpress' changelog writes it with the two dashes.
    """
    digits = _bare(text)
    if not _digits(digits, 11) or digits[:2] not in _CUIT_KINDS:
        return None
    total = sum(int(d) * w for d, w in zip(digits, (5, 4, 3, 2, 7, 6, 5, 4, 3, 2), strict=False))
    check = {11: "0", 10: ""}.get(11 - total % 11, str(11 - total % 11))
    return f"{digits[:2]}-{digits[2:10]}-{check}" if digits[10] == check else None


def saudi_address(text: str) -> str | None:
    """A Saudi short national address: 4 letters and 4 digits. Source: AliExpress' changelog."""
    signs = _bare(text)
    return signs if re.fullmatch("[A-Z]{4}[0-9]{4}", signs) else None


def curp(text: str) -> str | None:
    """A Mexican person's CURP: 18 signs, with the day of birth and a check. Source: RENAPO."""
    signs = _bare(text, also="Ñ")
    if re.fullmatch("[A-ZÑ]{4}[0-9]{6}[HMX][A-Z]{5}[0-9A-Z][0-9]", signs) is None:
        return None
    order = "0123456789ABCDEFGHIJKLMNÑOPQRSTUVWXYZ"
    total = sum(order.index(sign) * (18 - place) for place, sign in enumerate(signs[:17]))
    return signs if _is_day(signs[4:10]) and int(signs[17]) == -total % 10 else None


def rfc(text: str) -> str | None:
    """A Mexican tax number: 13 signs of a person, 12 of a firm, with a day in it. Source: SAT.

    The last sign checks the others modulo 11; some old numbers fail it, so only the form counts.
    """
    signs = _bare(text, also="Ñ&")
    if re.fullmatch("[A-ZÑ&]{3,4}[0-9]{6}[0-9A-Z]{2}[0-9A]", signs) is None:
        return None
    return signs if _is_day(signs[-9:-3]) else None


def south_african(text: str) -> str | None:
    """A South African identity number: 13 digits, day of birth first, Luhn's check last.

    Source: the Department of Home Affairs.
    """
    digits = _bare(text)
    right = _digits(digits, 13) and _is_day(digits[:6]) and digits[10] in "012" and _luhn(digits)
    return digits if right else None


CHECKS: dict[IdKind, Callable[[str], str | None]] = {
    IdKind.CPF: cpf,
    IdKind.CNPJ: cnpj,
    IdKind.RUT: rut,
    IdKind.PCCC: pccc,
    IdKind.ISRAELI: israeli,
    IdKind.CUIT: cuit,
    IdKind.SAUDI_ADDRESS: saudi_address,
    IdKind.CURP: curp,
    IdKind.RFC: rfc,
    IdKind.SOUTH_AFRICAN: south_african,
}
# As people know them.
NAMES: dict[IdKind, str] = {
    IdKind.CPF: "CPF",
    IdKind.CNPJ: "CNPJ",
    IdKind.RUT: "RUT",
    IdKind.PCCC: "customs code (PCCC)",
    IdKind.ISRAELI: "identity number",
    IdKind.CUIT: "CUIT or CUIL",
    IdKind.SAUDI_ADDRESS: "short national address",
    IdKind.CURP: "CURP",
    IdKind.RFC: "RFC",
    IdKind.SOUTH_AFRICAN: "identity number",
}
_CUIT_KINDS = frozenset({"20", "23", "24", "25", "26", "27", "30", "33", "34"})


def read(text: str, kinds: tuple[IdKind, ...]) -> str | None:
    """The number in the writing of the first of these kinds that it can be; None for none."""
    found = (CHECKS[kind](text) for kind in kinds)
    return next((number for number in found if number is not None), None)


def _bare(text: str, also: str = "") -> str:
    """Without the signs that people put between, in capitals; "" where it is no such number."""
    if len(text) > MOST:
        return ""
    signs = re.sub(r"[\s./\-\u2010-\u2015]", "", text).upper()
    known = string.digits + _LETTERS + also
    return signs if all(sign in known for sign in signs) else ""


def _digits(text: str, count: int) -> bool:
    return len(text) == count and text.isascii() and text.isdigit()


def _eleven(signs: str, weights: "range | tuple[int, ...]") -> str:
    total = sum((ord(sign) - 48) * weight for sign, weight in zip(signs, weights, strict=False))
    return "0" if total % 11 < 2 else str(11 - total % 11)


def _luhn(digits: str) -> bool:
    doubled = (
        int(digit) * (1 + place % 2) for place, digit in enumerate(reversed(digits))
    )  # fmt: skip
    return sum(one - 9 if one > 9 else one for one in doubled) % 10 == 0


def _is_day(six: str) -> bool:
    """Whether YYMMDD is a day of some century: 29 February needs a leap year of one."""
    year, month, day = int(six[:2]), int(six[2:4]), int(six[4:])
    for century in (1900, 2000):
        try:
            date(century + year, month, day)
        except ValueError:
            continue
        return True
    return False
