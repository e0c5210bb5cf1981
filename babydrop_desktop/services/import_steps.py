"""Does the stages of one import, each from what the stage before it has saved.

Every stage ends in one transaction that saves what it found and names the next stage, so that an
import that ended with its program goes on where it was, with nothing twice and nothing torn.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy.orm import Session

from babydrop_desktop.db import imports
from babydrop_desktop.db.jobs import JobContents
from babydrop_desktop.db.unit import Database
from babydrop_desktop.domain.checks import SENTENCES, CheckCode
from babydrop_desktop.domain.draft import Draft, DraftRules
from babydrop_desktop.domain.files import StoredPicture
from babydrop_desktop.domain.jobs import Choices, JobState, Stage
from babydrop_desktop.domain.picture_url import picture_key
from babydrop_desktop.domain.supplier_product import SupplierProduct
from babydrop_desktop.errors import ShopError, Unavailable
from babydrop_desktop.services import codec, drafts, routes, saving
from babydrop_desktop.services.codec import Fetched, KeptPicture
from babydrop_desktop.services.descriptions import Description, describe
from babydrop_desktop.services.judged import to_judge
from babydrop_desktop.services.page_steps import Outside, PageSteps
from babydrop_desktop.services.summaries import done_summary, summary_of
from babydrop_desktop.services.work import Work

MOST_OPTION_PICTURES = 20


@dataclass(frozen=True, slots=True)
class Here:
    """The laptop at hand, by its id, and the name of its person."""

    device: str
    person: str


class ImportSteps:
    """The stages of an import; each gives its job's new values."""

    def __init__(self, db: Database, rules: DraftRules, outside: Outside, here: Here) -> None:
        self._db = db
        self._rules = rules
        self._outside = outside
        self._here = here
        self._pages = PageSteps(db, rules, outside)

    def do(self, job: JobContents, work: Work) -> dict[str, Any]:
        """Do the job's next stage, except SAVE. Raises ShopError or NotAProduct."""
        work.report(job.row.stage)
        match job.row.stage:
            case Stage.FETCH:
                return self._pages.fetch(job, work)
            case Stage.READ:
                return self._pages.read(job)
            case Stage.PRICE:
                return self._price(job)
            case _:
                return self._pictures(job, work)

    def _price(self, job: JobContents) -> dict[str, Any]:
        made = self._draft_of(job)
        saving.refuse_blocked(made)
        summary = summary_of(made).to_json()
        return to_judge(job, made) or {"stage": Stage.PICTURES, "facts": {"summary": summary}}

    def _pictures(self, job: JobContents, work: Work) -> dict[str, Any]:
        made = self._draft_of(job)
        changed = to_judge(job, made)
        if changed:
            return changed
        chosen = made.chosen_pictures
        options = [one.picture for one in made.chosen if one.picture]
        # The supplier's own stay beside ours: they prove what is bought.
        options += [one.supplier_picture for one in made.chosen if one.supplier_picture]
        extra = [url for url in dict.fromkeys(options) if url not in chosen]
        urls = (*chosen, *extra[:MOST_OPTION_PICTURES])
        tries = codec.tries_of(job.tried)
        try:
            kept = self._keep(urls, work, may_wait=routes.may_wait(tries))
        except Unavailable as pause:
            tried = codec.tries_json(self._outside.routes.waited(tries, pause))
            return {"stage": Stage.PICTURES, "tried": tried, "refusal": pause}
        words = self._description(job, made, work)
        found = Fetched(
            pictures=kept[: len(chosen)],
            description=words.text,
            options=kept[len(chosen) :],
            no_description=words.missing,
            own_words=made.description is not None,
        )
        if found.pictures and all(one.kept is None for one in found.pictures):
            _all_lost(found.pictures)
        values: dict[str, Any] = {
            "pictures": codec.fetched_json(found),
            "stage": Stage.SAVE,
            "facts": {"summary": summary_of(made, found).to_json()},
        }
        used_up = made.description is None and not words.missing
        if made.product.description_html and used_up:  # it is large
            bare = replace(made.product, description_html=None)
            values["product"] = codec.product_json(bare)
        return values

    def _description(self, job: JobContents, made: Draft, work: Work) -> Description:
        """The product's description: the owner's, or the one that was made before, or a new one."""
        if made.description is not None:
            return Description(made.description)
        before = codec.fetched_of(job.pictures)
        if job.pictures and not before.no_description and not before.own_words:
            return Description(before.description)
        return describe(made.product, self._outside, work)

    def _keep(self, urls: Sequence[str], work: Work, *, may_wait: bool) -> tuple[KeptPicture, ...]:
        """Keep each picture here, asking only for those that are not here yet.

        Raises Unavailable (reason "host_waits") where a host wants a pause and it `may_wait`.
        """
        with self._db.read() as session:
            rows = imports.picture_rows(
                session, self._here.device, [picture_key(url) for url in urls]
            )
        there = {
            url: _stored(row)
            for url in urls
            if (row := rows.get(picture_key(url))) and self._outside.pictures.has(row.sha256)
        }
        missing = [url for url in urls if url not in there]

        def done(count: int) -> None:
            work.report(Stage.PICTURES, len(there) + count, len(urls))

        done(0)
        fetched = dict(zip(missing, self._fetch_all(missing, work, done), strict=True))
        fresh = [one for one in fetched.values() if isinstance(one, StoredPicture)]
        self.note_pictures(fresh)
        pause = routes.longest_pause(fetched.values())
        if pause is not None and may_wait:
            raise pause
        return tuple(_kept(url, there.get(url) or fetched[url]) for url in urls)

    def _fetch_all(
        self, urls: Sequence[str], work: Work, done: Callable[[int], None]
    ) -> list[StoredPicture | ShopError]:
        """Fetch pictures, and once more those whose server did not answer."""
        pictures = self._outside.pictures
        found = pictures.fetch_many(urls, check=work.check, done=done) if urls else []
        again = [place for place, one in enumerate(found) if isinstance(one, Unavailable)]
        if again and len(again) < len(urls):
            second = pictures.fetch_many(
                [urls[place] for place in again], check=work.check, done=lambda _count: None
            )
            for place, one in zip(again, second, strict=True):
                found[place] = one
        return found

    def note_pictures(self, pictures: Sequence[StoredPicture]) -> None:
        """Write the rows of pictures whose files are on this laptop."""
        if not pictures:
            return
        with self._db.write() as session:
            imports.note_pictures(session, self._here.device, pictures)

    def save(self, session: Session, job: JobContents) -> tuple[str | None, dict[str, Any]]:
        """Write the product in the transaction of `session`; its SKU, and the job's values.

        None and values that send the job back to the owner where the price is another by now.
        Raises Refused as `services.saving.save` does.
        """
        made = self._draft_in(session, job)
        changed = to_judge(job, made)
        if changed:
            return None, changed
        fetched = codec.fetched_of(job.pictures)
        what = saving.Saving(
            product_id=job.product_id,
            now=self._db.server_now(session),
            person=self._here.person,
            pictures=_once(fetched.pictures),
            kept=fetched.kept,
            description=fetched.description,
        )
        sku = saving.save(session, made, what)
        summary = done_summary(made, fetched).to_json()
        notice = {"notice": SENTENCES[CheckCode.NO_DESCRIPTION]} if fetched.no_description else {}
        values = {
            "state": JobState.DONE,
            "stage": Stage.END,
            "facts": {"summary": summary, "facts": {"sku": sku, **notice}},
        }
        return sku, values

    def _draft_of(self, job: JobContents) -> Draft:
        with self._db.read() as session:
            return self._draft_in(session, job)

    def _draft(self, product: SupplierProduct, choices: Choices) -> Draft:
        with self._db.read() as session:
            return drafts.make(session, product, choices, self._rules)

    def _draft_in(self, session: Session, job: JobContents) -> Draft:
        product = codec.product_of(job.product)
        return drafts.make(session, product, codec.choices_of(job.choices), self._rules)


def _once(pictures: Sequence[KeptPicture]) -> tuple[StoredPicture, ...]:
    """The kept pictures, each content once: sellers like to show one picture twice."""
    return tuple({one.kept.sha256: one.kept for one in pictures if one.kept}.values())


def _stored(row: Any) -> StoredPicture:  # noqa: ANN401 - a row of picture_file
    return StoredPicture(
        sha256=row.sha256,
        width=row.width,
        height=row.height,
        size_bytes=row.size_bytes,
        thumb_bytes=row.thumb_bytes,
        source_key=row.source_key or "",
        look=row.look or "",
    )


def _kept(url: str, found: StoredPicture | ShopError) -> KeptPicture:
    if isinstance(found, StoredPicture):
        return KeptPicture(url, found)
    later = isinstance(found, Unavailable)
    return KeptPicture(url, None, found.reason, str(found), may_come_later=later)


def _all_lost(pictures: Sequence[KeptPicture]) -> None:
    """Stop where not one picture came and the network may be why: another try may bring them."""
    if any(one.may_come_later for one in pictures):
        raise Unavailable(
            f"None of the {len(pictures)} pictures could be fetched. {pictures[0].message} Nothing "
            "is lost: try again when you are online.",
            reason="no_pictures",
            count=str(len(pictures)),
        )
