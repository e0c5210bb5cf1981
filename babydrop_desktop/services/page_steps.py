"""Gets and reads the page of an import, by every way that is left, until its product is known."""

from dataclasses import dataclass, replace
from typing import Any

from babydrop_desktop.db import jobs
from babydrop_desktop.db.jobs import JobContents
from babydrop_desktop.db.unit import Database
from babydrop_desktop.domain import outcomes
from babydrop_desktop.domain.completing import completed
from babydrop_desktop.domain.draft import DraftRules
from babydrop_desktop.domain.item_address import ItemAddress, parse_item_address
from babydrop_desktop.domain.jobs import JobState, SourceKind, Stage
from babydrop_desktop.domain.routes import ANOTHER_WAY
from babydrop_desktop.domain.supplier_product import Outcome, Reading, SupplierProduct
from babydrop_desktop.errors import Refused, ShopError
from babydrop_desktop.services import codec, drafts, routes
from babydrop_desktop.services.merging import filled_in
from babydrop_desktop.services.ports import FileOpener, PageReader, Pages, Pictures
from babydrop_desktop.services.routes import Routes
from babydrop_desktop.services.summaries import summary_of
from babydrop_desktop.services.work import Work


@dataclass(frozen=True, slots=True)
class Outside:
    """What an import needs of the world outside."""

    pages: Pages
    reader: PageReader
    pictures: Pictures
    opener: FileOpener
    routes: Routes


class NotAProduct(Exception):
    """A page that was recognised, and is no product."""

    def __init__(self, reading: Reading) -> None:
        super().__init__(reading.outcome)
        self.reading = reading
        self.error: ShopError = outcomes.error(reading)


class PageSteps:
    """The two stages before an import has its product; each gives its job's new values."""

    def __init__(self, db: Database, rules: DraftRules, outside: Outside) -> None:
        self._db = db
        self._rules = rules
        self._outside = outside

    def fetch(self, job: JobContents, work: Work) -> dict[str, Any]:
        """The job's new values after the ways to its page; what is known where none gave it."""
        tries = codec.tries_of(job.tried)
        found = self._outside.routes.fetch(parse_item_address(job.row.source), tries, work)
        tried = codec.tries_json(found.tries)
        if found.page is not None:
            return {"page": found.page.body, "stage": Stage.READ, "tried": tried}
        # Another way gave a part of it; for one that may give the rest it waits, but not for long.
        if job.product is not None and not (found.error and routes.comes_soon(found.error)):
            return {**self._judged(codec.product_of(job.product), job), "tried": tried}
        return {"stage": Stage.FETCH, "tried": tried, "refusal": found.error}

    def read(self, job: JobContents) -> dict[str, Any]:
        """The job's new values after its page was read: on with it, to the next way, or refused."""
        address = None
        if job.row.source_kind is SourceKind.ADDRESS:
            address = parse_item_address(job.row.source)
        reading = self._outside.reader.read(job.page or b"", address=address)
        tries = routes.judged(
            codec.tries_of(job.tried), reading.outcome.value, outcomes.sentence(reading)
        )
        tried = {"tried": codec.tries_json(tries)} if tries else {}
        more = address is not None and self._outside.routes.is_another(tries)
        part = codec.product_of(job.product) if job.product is not None else None
        try:
            product = self._product(reading, address, job)
        except (NotAProduct, Refused) as no:
            if more and _may_come_otherwise(reading, no):
                return {"stage": Stage.FETCH, **tried}
            if part is None:
                return {"stage": Stage.READ, **tried, "refusal": no}
            return {**self._judged(part, job), **tried}
        if part is not None and part.canonical_id == product.canonical_id:
            product = completed(part, product)
        if product.skus:
            return {**self._with_part(product, job), **tried}
        if more:
            return {"stage": Stage.FETCH, "product": codec.product_json(product), **tried}
        return {**self._judged(product, job), **tried}

    def _with_part(self, product: SupplierProduct, job: JobContents) -> dict[str, Any]:
        """The job with what another import knows of the same item but its variants; that one ends.

        The owner gave a second page of the item to complete the first.
        """
        with self._db.read() as session:
            part = jobs.part_of(session, product.canonical_id, without=job.row.id)
        before = codec.product_of(part.product) if part else None
        if part is None or before is None or before.skus:
            return self._judged(product, job)
        choices = filled_in(codec.choices_of(job.choices), codec.choices_of(part.choices))
        whole = replace(job, choices=codec.choices_json(choices))
        return {
            **self._judged(completed(before, product), whole),
            "choices": whole.choices,
            "category_id": choices.category_id,
            "completes": part.row.id,
        }

    @staticmethod
    def _product(
        reading: Reading, address: ItemAddress | None, job: JobContents
    ) -> SupplierProduct:
        """The product that was read. Raises NotAProduct, Refused (reason "other_item")."""
        product = reading.product
        if reading.outcome is not Outcome.PRODUCT or product is None:
            raise NotAProduct(reading)
        if address is not None and address.canonical_id != product.canonical_id:
            raise _other_item(address.canonical_id, product.canonical_id)
        # The job was written last when its page had come.
        return replace(product, read_at=job.row.updated_at)

    def _judged(self, product: SupplierProduct, job: JobContents) -> dict[str, Any]:
        """What the job becomes with the product that was read."""
        found: dict[str, Any] = {
            "product": codec.product_json(product),
            "canonical_id": product.canonical_id or None,
            "outcome": Outcome.PRODUCT,
            "page": None,
            "stage": Stage.PRICE,
            "facts": {"summary": {"title": product.title}},
        }
        try:
            with self._db.read() as session:
                made = drafts.make(session, product, codec.choices_of(job.choices), self._rules)
        except Refused as refusal:  # what was read is kept: after a new rate it goes on from here
            return {**found, "refusal": refusal}
        found["facts"] = {"summary": summary_of(made).to_json()}
        if not job.auto:
            found["state"] = JobState.READY
        return found


def _may_come_otherwise(reading: Reading, no: Exception) -> bool:
    """Whether another way may still give the product."""
    return reading.outcome in ANOTHER_WAY or not isinstance(no, NotAProduct)


def _other_item(asked: str, shown: str) -> Refused:
    return Refused(
        f"AliExpress showed item {shown} instead of {asked}. Open the item in your browser, save "
        "its page there and drop it here.",
        reason="other_item",
        asked=asked,
        shown=shown,
    )
