"""Takes a telephone number apart into country code and the digits that AliExpress wants."""

import re
import unicodedata
from dataclasses import dataclass

# Where a parcel goes most; the library of the desk knows all (ITU-T E.164).
CALLING_CODES: dict[str, str] = {
    "AE": "971", "AR": "54", "AT": "43", "AU": "61", "BE": "32", "BR": "55", "CA": "1",
    "CH": "41", "CL": "56", "CN": "86", "CZ": "420", "DE": "49", "DK": "45", "DZ": "213",
    "ES": "34", "FI": "358", "FR": "33", "GB": "44", "GR": "30", "HK": "852", "HU": "36",
    "IE": "353", "IL": "972", "IN": "91", "IT": "39", "JP": "81", "KR": "82", "MX": "52",
    "NL": "31", "NO": "47", "NZ": "64", "PL": "48", "PR": "1", "PT": "351", "RO": "40",
    "SA": "966", "SE": "46", "SK": "421", "TR": "90", "UA": "380", "US": "1", "ZA": "27",
}  # fmt: skip
# The zero belongs to the number itself, or there is none before it.
_KEEPS_ZERO = frozenset(
    {"CA", "CZ", "DK", "ES", "GR", "HK", "IT", "NO", "PL", "PT", "SM", "US", "VA"}
)
_MOST = 200
_EXTENSION = re.compile(r"(?:ext\.?|x|#|;ext=)\s*(\d{1,7})\s*$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Phone:
    """A number: digits only. `real`: it can exist; None where nobody here knows.

    `trunk` says that a zero in front of it was left out.
    """

    calling_code: str
    national: str
    real: bool | None = None
    extension: str = ""
    trunk: bool = False


def plain_phone(text: str, country: str) -> Phone | None:
    """A number by the simplest rules; None where there is no digit in it.

    A number without + is one of the country's own.
    """
    text = text[:_MOST]
    whole = _EXTENSION.search(text)
    extension = whole[1] if whole else ""
    digits = _digits(text[: whole.start()] if whole else text)
    code = CALLING_CODES.get(country, "")
    abroad = text.lstrip().startswith(("+", "00"))
    if abroad:
        digits = digits.lstrip("0")
        if code and digits.startswith(code):
            digits = digits[len(code) :]
        else:
            code = ""  # another country's: only the library knows where its code ends
    trunk = country not in _KEEPS_ZERO and digits.startswith("0")
    digits = digits.lstrip("0") if trunk else digits
    return Phone(code, digits, None, extension, trunk) if digits else None


def _digits(text: str) -> str:
    """The digits of any script, as ours."""
    found = (unicodedata.decimal(sign, None) for sign in text)
    return "".join(str(digit) for digit in found if digit is not None)


def without_mobile_sign(phone: Phone) -> Phone:
    """An Argentine number in ten digits: the 9 of mobiles abroad is no part of it.

    Source: AliExpress' changelog (10 digits), ENACOM (the 9).
    """
    if phone.calling_code == "54" and len(phone.national) == 11 and phone.national[0] == "9":
        return Phone("54", phone.national[1:], phone.real, phone.extension, phone.trunk)
    return phone
