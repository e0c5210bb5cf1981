"""Where an order goes, as the customer wrote it, and the mark by which a change of it is seen."""

import hashlib
import json
from dataclasses import astuple, dataclass


@dataclass(frozen=True, slots=True)
class PostalAddress:
    """Where an order goes, as the storefront keeps it; a field that is missing is "".

    `broken` says that what is kept is no address at all.
    """

    first_name: str = ""
    last_name: str = ""
    company: str = ""
    line1: str = ""
    line2: str = ""
    city: str = ""
    state: str = ""
    zip: str = ""
    country: str = ""
    phone: str = ""
    broken: bool = False

    @property
    def name(self) -> str:
        """First and last name."""
        return f"{self.first_name} {self.last_name}".strip()

    @property
    def fingerprint(self) -> str:
        """The same for the same address, another for any other: 64 hex digits (sha256)."""
        written = json.dumps(astuple(self), ensure_ascii=True)
        return hashlib.sha256(written.encode("ascii")).hexdigest()
