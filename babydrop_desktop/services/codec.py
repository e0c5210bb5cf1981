"""Writes what was read and chosen as JSON, and reads it back exactly, amounts as text."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from pydantic import TypeAdapter, ValidationError

from babydrop_desktop.domain.files import StoredPicture
from babydrop_desktop.domain.jobs import Choices
from babydrop_desktop.domain.routes import MOST_TRIES, Try
from babydrop_desktop.domain.supplier_product import SupplierProduct


@dataclass(frozen=True, slots=True)
class KeptPicture:
    """What became of one picture of an import: kept, or lost with the reason."""

    url: str
    kept: StoredPicture | None
    reason: str = ""
    message: str = ""
    may_come_later: bool = False


@dataclass(frozen=True, slots=True)
class Fetched:
    """What an import has fetched: its pictures in order, and the cleaned description.

    `options` are pictures that only options have; `no_description` says that there is a
    description, and that it could not be had; `own_words` that the supplier's was not wanted.
    """

    pictures: tuple[KeptPicture, ...] = ()
    description: str = ""
    options: tuple[KeptPicture, ...] = ()
    no_description: bool = False
    own_words: bool = False

    @property
    def lost_options(self) -> int:
        """How many pictures that only options have did not come."""
        return sum(one.kept is None for one in self.options)

    @property
    def lost(self) -> int:
        """How many pictures did not come, those of options too."""
        return sum(one.kept is None for one in self.pictures) + self.lost_options

    @property
    def kept(self) -> dict[str, StoredPicture]:
        """The pictures that came, by the supplier's address."""
        return {one.url: one.kept for one in (*self.pictures, *self.options) if one.kept}


_PRODUCT = TypeAdapter(SupplierProduct)
_CHOICES = TypeAdapter(Choices)
_FETCHED = TypeAdapter(Fetched)
_TRIES = TypeAdapter(tuple[Try, ...])


def product_json(product: SupplierProduct) -> Any:  # noqa: ANN401 - a JSON document
    """The product as a JSON document."""
    return _PRODUCT.dump_python(product, mode="json")


def product_of(document: object) -> SupplierProduct:
    """The product that `product_json` wrote. Raises ValueError for anything else."""
    return _PRODUCT.validate_python(document)


def choices_json(choices: Choices) -> Any:  # noqa: ANN401
    """The choices as a JSON document."""
    return _CHOICES.dump_python(choices, mode="json")


def choices_of(document: object) -> Choices:
    """The choices that were written; the program's own proposal where they cannot be read."""
    try:
        return _CHOICES.validate_python(document) if document is not None else Choices()
    except ValidationError:
        return Choices()


def fetched_json(fetched: Fetched) -> Any:  # noqa: ANN401
    """What was fetched as a JSON document."""
    return _FETCHED.dump_python(fetched, mode="json")


def fetched_of(document: object) -> Fetched:
    """What was written; nothing where there is nothing."""
    return _FETCHED.validate_python(document) if document else Fetched()


def tries_json(tries: Sequence[Try]) -> Any:  # noqa: ANN401 - a JSON document
    """The newest tries as a JSON document: all of this round, and some of those before it."""
    before = sum(one.over for one in tries)
    left_out = min(before, max(0, len(tries) - MOST_TRIES))
    return _TRIES.dump_python(tuple(tries)[left_out:], mode="json")


def tries_of(document: Any) -> tuple[Try, ...]:  # noqa: ANN401
    """The tries in a document; none where it holds no known ones."""
    try:
        return _TRIES.validate_python(document or ())
    except ValidationError:
        return ()
