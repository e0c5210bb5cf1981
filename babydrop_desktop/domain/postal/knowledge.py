"""What the desk has to know of a country: its list of provinces, its postcodes, its numbers."""

from dataclasses import dataclass
from typing import Protocol

from babydrop_desktop.domain.postal.letters import plain_latin
from babydrop_desktop.domain.postal.phones import Phone, plain_phone


@dataclass(frozen=True, slots=True)
class Province:
    """A province as the list has it: `code` such as "OR", `name` in Latin letters."""

    code: str
    name: str


class Knowledge(Protocol):
    """The rules of all countries. Every answer is for ISO 3166-1 alpha-2 codes in capitals."""

    def knows(self, country: str) -> bool | None:
        """Whether there is such a country; None where nobody here knows."""

    def provinces(self, country: str) -> tuple[Province, ...]:
        """The list of its provinces, () where none is known."""

    def province(self, country: str, text: str) -> Province | None:
        """The province that a text means, by code or name in any writing; None for none."""

    def zip_fits(self, country: str, text: str) -> bool | None:
        """Whether it has the form of a postcode there; None where nobody here knows."""

    def zip_of(self, country: str, province: str, text: str) -> bool | None:
        """Whether the postcode can be of that province (its code); None where nobody knows."""

    def phone(self, text: str, country: str) -> Phone | None:
        """A number taken apart; None where it is none."""

    def latin(self, sign: str) -> str | None:
        """One sign in plain letters, "" where it has none; None where nobody here knows."""


class PlainKnowledge:
    """What is known without any list: enough to judge a list of orders by AliExpress' limits."""

    def knows(self, country: str) -> bool | None:  # noqa: ARG002, D102
        return None

    def provinces(self, country: str) -> tuple[Province, ...]:  # noqa: ARG002, D102
        return ()

    def province(self, country: str, text: str) -> Province | None:  # noqa: ARG002, D102
        return None

    def zip_fits(self, country: str, text: str) -> bool | None:  # noqa: ARG002, D102
        return None

    def zip_of(self, country: str, province: str, text: str) -> bool | None:  # noqa: ARG002, D102
        return None

    def phone(self, text: str, country: str) -> Phone | None:  # noqa: D102
        return plain_phone(text, country)

    def latin(self, sign: str) -> str | None:  # noqa: D102
        return plain_latin(sign)


PLAIN = PlainKnowledge()
