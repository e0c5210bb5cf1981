"""Keeps passwords and keys out of everything that is printed or noted."""

import re
from collections.abc import Iterable
from urllib.parse import unquote

GONE = "…"
_IN_ADDRESS = re.compile(r"(://[^\s/:@'\"]*):[^\s'\"]*@")
_NAMED = re.compile(
    r"(?i)\b(\w*(?:password|passwd|passfile|secret|token)['\"]?\s*[=:]\s*)"
    r"('(?:\\.|[^'\\])*'|\"(?:\\.|[^\"\\])*\"|[^\s&,;'\")}]+)"
)
# What AliExpress gives for an owner's yes: in the address that it leads back to, and anywhere.
_CODE = re.compile(r"(?i)([?&]code=)[^&#\s'\"]+")
_CODE_ITSELF = re.compile(r"\b[0-9]_[0-9]{4,9}_[A-Za-z0-9]{12,}")
# A server tells the whole row that it refuses: names, addresses, whatever stands in it.
_TOLD_BY_SERVER = re.compile(
    r"(?s)(\n(?:DETAIL|CONTEXT):).*?(?=\n\[SQL: |\n\nThe above exception|\n\nDuring handling|\Z)"
)


def without_secrets(text: str, hide: Iterable[str] = ()) -> str:
    """`text` without passwords, secrets, tokens, codes, rows told by a server, and `hide`."""
    for secret in hide:
        text = text.replace(secret, GONE)
    text = _TOLD_BY_SERVER.sub(rf"\1 {GONE}", text)
    text = _CODE_ITSELF.sub(GONE, _CODE.sub(rf"\1{GONE}", text))
    return _NAMED.sub(rf"\1{GONE}", _IN_ADDRESS.sub(rf"\1:{GONE}@", text))


def secrets_of(address: str | None) -> tuple[str, ...]:
    """The passwords in a database's address, as it is written and as it is meant; longest first."""
    text = address or ""
    found = re.findall(r"://[^/:@]*:(.*)@", text, re.DOTALL)
    found += re.findall(r"(?i)password=([^&\s]+)", text)
    every = {form for one in found for form in (one, unquote(one)) if form}
    return tuple(sorted(every, key=len, reverse=True))
