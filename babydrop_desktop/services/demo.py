"""Fills the demo shop: products imported by the program itself, through the real path; orders."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from babydrop_desktop.db import demo_mark, demo_orders, jobs
from babydrop_desktop.db.unit import Database
from babydrop_desktop.domain.changes import Change
from babydrop_desktop.domain.demo_goods import Fate
from babydrop_desktop.domain.jobs import Choices, JobId, JobState, Stage
from babydrop_desktop.services.catalog import Catalog
from babydrop_desktop.services.importing import Importing
from babydrop_desktop.services.news import News
from babydrop_desktop.services.runner import Runner
from babydrop_desktop.services.work import Work

_LOOK_S = 0.2


@dataclass(frozen=True, slots=True)
class DemoPage:
    """One page of the demo's supplier, how it is sold, and what became of it.

    `item` is its canonical id; "" where the list does not say, then no order names it.
    """

    file: Path
    category: str
    title: str | None
    for_sale: bool
    item: str = ""
    fate: Fate = Fate.NONE


class DemoShop:
    """The demo shop's goods and orders."""

    def __init__(  # noqa: PLR0913, PLR0917 - what a shop is filled with
        self,
        db: Database,
        importing: Importing,
        catalog: Catalog,
        runner: Runner,
        folder: Path,
        news: News | None = None,
    ) -> None:
        """`folder` holds index.json and pages; `runner` has no limit per minute.

        `news` is told once the orders stand.
        """
        self._db = db
        self._importing = importing
        self._catalog = catalog
        self._runner = runner
        self._folder = folder
        self._news = news

    def fill(self, work: Work) -> int:
        """Import the products that are missing, then make the orders; how many products these were.

        A shop that an earlier version filled is completed. What the owner deleted stays deleted.
        Raises Refused ("not_the_demo_shop") in every other shop, and Stopped: then it goes on with
        what is missing at the next call.
        """
        demo_mark.require(self._db.engine, demo=True)
        pages = {
            hashlib.sha256(body).hexdigest(): (page, body)
            for page in self.pages()
            for body in [page.file.read_bytes()]
        }
        staged = self._stage(pages)
        for number, job_id in enumerate(staged):
            work.check()
            work.report(Stage.SAVE, number, len(staged))
            self._runner.run_next(only=[job_id])
        self._wait_for_others(staged, work)
        self._note(pages)
        fates = {page.item: page.fate for page, _ in pages.values() if page.item}
        from babydrop_desktop.services.demo_orders import DemoOrders  # noqa: PLC0415 - a real shop never needs it

        self._tell(DemoOrders(self._db).fill(fates, work))
        work.report(Stage.END, len(staged), len(staged))
        return len(staged)

    def is_filled(self) -> bool:
        """Whether it was filled to its end once, its orders included."""
        with self._db.read() as session:
            return "orders" in demo_orders.mark(session)

    def pages(self) -> tuple[DemoPage, ...]:
        """The pages of the demo's supplier, in the order in which they are imported."""
        entries = json.loads((self._folder / "index.json").read_text("utf-8"))
        return tuple(
            DemoPage(
                file=self._folder / "pages" / entry["page"],
                category=entry["category"],
                title=entry.get("title"),
                for_sale=entry["for_sale"],
                item=entry.get("item", ""),
                fate=Fate(entry.get("later", "")),
            )
            for entry in entries
        )

    def _stage(self, pages: Mapping[str, tuple[DemoPage, bytes]]) -> list[JobId]:
        """Queue the pages (by digest) that have become no product yet."""
        with self._db.read() as session:
            done = jobs.done_pages(session, pages.keys())
            done |= frozenset(demo_orders.mark(session).get("pages", ()))
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
            for digest, (page, body) in pages.items()
            if digest not in done
        ]

    def _wait_for_others(self, staged: Sequence[JobId], work: Work) -> None:
        """The orders need all products: wait for those that another program fills in."""
        while True:
            with self._db.read() as session:
                rows = jobs.some(session, staged)
            taken = [row.id for row in rows if row.state in {JobState.QUEUED, JobState.RUNNING}]
            if not taken:
                return
            work.pause(_LOOK_S)
            self._runner.run_next(only=taken)  # where the other ended in the middle

    def _note(self, pages: Mapping[str, tuple[DemoPage, bytes]]) -> None:
        """Note which pages became products: the owner may delete those, and their imports."""
        with self._db.read() as session:
            done = jobs.done_pages(session, pages.keys())
            if done <= frozenset(demo_orders.mark(session).get("pages", ())):
                return
        with self._db.write() as session:
            before = demo_orders.mark(session)
            noted = sorted(done.union(before.get("pages", ())))
            now = self._db.server_now(session)
            demo_orders.put_mark(session, {**before, "pages": noted}, now)

    def _tell(self, change: Change) -> None:
        if self._news is not None and change != Change():
            self._news.tell(change)
