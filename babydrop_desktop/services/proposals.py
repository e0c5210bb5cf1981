"""Proposes a staged import's description before it is imported, to be edited."""

from babydrop_desktop.db import jobs
from babydrop_desktop.db.unit import Database
from babydrop_desktop.domain import rich_text
from babydrop_desktop.errors import NotFound, Unavailable
from babydrop_desktop.services import codec
from babydrop_desktop.services.descriptions import describe
from babydrop_desktop.services.look_alikes import LookAlikes
from babydrop_desktop.services.news import News
from babydrop_desktop.services.page_steps import Outside
from babydrop_desktop.services.title_phrases import TitlePhrases
from babydrop_desktop.services.work import Work


class Proposals:
    """What an import would take from its supplier. Calls may wait for the network."""

    def __init__(
        self, db: Database, outside: Outside, phrases: TitlePhrases, device: str, news: News
    ) -> None:
        """`phrases` are those that are taken out of proposed titles."""
        self.alikes = LookAlikes(db, outside.pictures, device)
        news.subscribe(self.alikes.changed)
        self._db = db
        self._outside = outside
        self.phrases = phrases

    def description(self, job_id: str) -> str:
        """The supplier's own description and facts, as text to be edited.

        Raises NotFound ("job_gone", "not_read"), Unavailable ("no_description") where it could
        not be fetched.
        """
        with self._db.read() as session:
            found = jobs.contents(session, job_id)
        if found is None or found.product is None:
            raise NotFound("This import is not in the list any more.", reason="job_gone")
        made = describe(codec.product_of(found.product), self._outside, Work())
        if made.missing:
            raise Unavailable(
                "The supplier's description could not be fetched. Write your own, or try again.",
                reason="no_description",
            )
        return rich_text.to_text(made.text)
