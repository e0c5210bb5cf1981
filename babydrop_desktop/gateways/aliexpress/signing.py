"""Signs what is asked of AliExpress' official interface, so that it knows who asks."""

import hashlib
import hmac
from collections.abc import Mapping


def signature(secret: str, params: Mapping[str, str], *, path: str = "") -> str:
    """HMAC-SHA256 over `path` and all names with their values, sorted by name; upper-case hex.

    `path` is given for system calls alone, such as "/auth/token/create" (FACTS §2).
    """
    text = path + "".join(f"{name}{params[name]}" for name in sorted(params))
    return hmac.new(secret.encode(), text.encode(), hashlib.sha256).hexdigest().upper()
