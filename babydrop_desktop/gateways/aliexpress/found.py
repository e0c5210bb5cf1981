"""What a page was recognised as, before anything on it is read."""

from dataclasses import dataclass

from babydrop_desktop.domain.supplier_product import Generation, Outcome, Reading
from babydrop_desktop.gateways.aliexpress.lists import Node


@dataclass(frozen=True, slots=True)
class Found:
    """A recognised page: either product data of one generation, or an outcome that ends it.

    `data` is the object that the generation's reader takes, None where the page carries none.
    """

    outcome: Outcome
    generation: Generation | None = None
    data: Node | None = None
    missing: tuple[str, ...] = ()
    note: str = ""

    def reading(self) -> Reading:
        """Give the outcome alone, for a page that no reader takes further."""
        if self.outcome is not Outcome.PRODUCT:
            return Reading(self.outcome, self.generation, None, self.missing, self.note)
        note = f"Pages of kind {self.generation} are recognised but not read yet."
        return Reading(Outcome.UNREADABLE, self.generation, None, self.missing, note)


def product(generation: Generation, data: Node | None = None, *missing: str) -> Found:
    """Make the finding "there is product data of that generation"."""
    return Found(Outcome.PRODUCT, generation, data, missing)


def unreadable(note: str, *missing: str, generation: Generation | None = None) -> Found:
    """Make the finding "nothing can be read here", with the reason."""
    return Found(Outcome.UNREADABLE, generation, None, missing, note)
