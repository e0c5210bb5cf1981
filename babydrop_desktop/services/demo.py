"""Fills the demo shop: its products are imported by the program itself, through the real path."""

import hashlib
import json
from dataclasses import dataclass
from pathlib import Path

from babydrop_desktop.db import jobs
from babydrop_desktop.db.unit import Database
from babydrop_desktop.domain.jobs import Choices, JobId, Stage
from babydrop_desktop.services.catalog import Catalog
from babydrop_desktop.services.importing import Importing
from babydrop_desktop.services.runner import Runner
from babydrop_desktop.services.work import Work


@dataclass(frozen=True, slots=True)
class DemoPage:
    """One page of the demo's supplier, and how it is sold."""

    file: Path
    category: str
    title: str | None
    for_sale: bool


class DemoShop:
    """The demo shop's goods."""

    def __init__(
        self, db: Database, importing: Importing, catalog: Catalog, runner: Runner, folder: Path
    ) -> None:
        """`folder` holds index.json and pages; `runner` has no limit per minute."""
        self._db = db
        self._importing = importing
        self._catalog = catalog
        self._runner = runner
        self._folder = folder

    def fill(self, work: Work) -> int:
        """Import the products that are missing; how many these were. Raises Stopped."""
        staged = self._stage()
        for number, job_id in enumerate(staged):
            work.check()
            work.report(Stage.SAVE, number, len(staged))
            self._runner.run_next(only=[job_id])
        work.report(Stage.END, len(staged), len(staged))
        return len(staged)

    def pages(self) -> tuple[DemoPage, ...]:
        """The pages of the demo's supplier, in the order in which they are imported."""
        entries = json.loads((self._folder / "index.json").read_text("utf-8"))
        return tuple(
            DemoPage(
                file=self._folder / "pages" / entry["page"],
                category=entry["category"],
                title=entry.get("title"),
                for_sale=entry["for_sale"],
            )
            for entry in entries
        )

    def _stage(self) -> list[JobId]:
        bodies = [(page, page.file.read_bytes()) for page in self.pages()]
        digests = {hashlib.sha256(body).hexdigest(): (page, body) for page, body in bodies}
        with self._db.read() as session:
            done = jobs.done_pages(session, digests.keys())
        categories = {row.slug: row.id for row in self._catalog.categories()}
        return [
            self._importing.stage_page(
                page.title or page.file.name,
                body,
                auto=True,
                hidden=True,
                choices=Choices(
                    category_id=categories.get(page.category),
                    title=page.title,
                    for_sale=page.for_sale,
                ),
            )
            for digest, (page, body) in digests.items()
            if digest not in done
        ]
