"""Keeps what the owner chooses for staged imports, one or many at once, and takes it back."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from babydrop_desktop.db import import_edits, jobs
from babydrop_desktop.db.ids import new_id
from babydrop_desktop.db.import_edits import EditRow
from babydrop_desktop.db.jobs import JobContents
from babydrop_desktop.domain import wording
from babydrop_desktop.domain.choosing import (
    ChoiceEdit,
    ChoiceStep,
    are_texts,
    choices_of,
    edit_of,
    stands,
    turned_back,
)
from babydrop_desktop.domain.draft import Draft
from babydrop_desktop.domain.jobs import RETRYABLE, Choices, JobId, JobState
from babydrop_desktop.errors import Conflict, NotFound, Refused, ShopError
from babydrop_desktop.services import codec
from babydrop_desktop.services.drafts import Drafts
from babydrop_desktop.services.staging import Staging
from babydrop_desktop.services.summaries import summary_of

EDITABLE = (JobState.READY, *RETRYABLE)


@dataclass(frozen=True, slots=True)
class ManyChosen:
    """What became of an edit of many imports: those changed, and why others were left as they are.

    `step` names it for taking it back; "" where nothing was changed.
    """

    step: str
    changed: tuple[JobId, ...]
    left_out: tuple[tuple[JobId, ShopError], ...] = ()


@dataclass(frozen=True, slots=True)
class TakenBack:
    """A step that was taken back or done again, for so many imports.

    `left_out` are those that were changed since: they stay as they are.
    """

    step: ChoiceStep
    changed: tuple[JobId, ...]
    left_out: tuple[JobId, ...] = ()


Change = Callable[[JobContents, Draft], Choices]


class Choosing(Staging):
    """What the owner decides about imports that wait. Every method is one short transaction."""

    def choose(self, job_id: str, choices: Choices, *, more: bool = False) -> Draft:
        """Save the owner's choices for a job that waits, and give the draft that they make.

        `more`: it goes on with what was typed just before, and is taken back with that.
        Raises Refused ("job_started") where the import has begun, and what `preview` raises.
        Choices that make no draft (such as a warehouse that is gone) are not saved.
        """
        with self._db.write() as session:
            now = self._db.server_now(session)
            # Written first, so that nobody else writes to it between reading and saving.
            held = jobs.change(session, [job_id], now, states=EDITABLE)
            found = contents(session, job_id)
            if not held:
                raise started(job_id)
            product, old = codec.product_of(found.product), codec.choices_of(found.choices)
            drafts = Drafts(session, [(product, old), (product, choices)], self._rules)
            made = drafts.make(product, choices)
            edit = edit_of(JobId(job_id), _counted(drafts, found, old), choices_of(made))
            jobs.put(session, [_saved(found, made, choices)])
            self._note(session, [edit], now, more=more)
        self._told([JobId(job_id)])
        return made

    def file_under(self, job_ids: Collection[str], category_id: str) -> ManyChosen:
        """Give imports that wait a category, and its prices."""
        return self._choose_many(
            job_ids,
            lambda job, _made: replace(codec.choices_of(job.choices), category_id=category_id),
        )

    def retitle(self, titles: Mapping[JobId, tuple[str, str]]) -> ManyChosen:
        """Give imports other titles; of each the one that was shown, and the new one.

        One whose title is another by now is left as it is: Conflict (reason "title_changed").
        """

        def change(job: JobContents, made: Draft) -> Choices:
            shown, wanted = titles[job.row.id]
            if made.title != shown:
                raise Conflict(
                    f"Its title is “{made.title}” by now.", reason="title_changed", title=made.title
                )
            return replace(codec.choices_of(job.choices), title=wanted)

        return self._choose_many(titles.keys(), change)

    def clean_titles(self, job_ids: Collection[str]) -> ManyChosen:
        """Take the shop's unwanted phrases out of the titles of imports that wait."""

        def change(job: JobContents, made: Draft) -> Choices:
            title = wording.clean_title(made.title, self._rules.phrases).title
            return replace(codec.choices_of(job.choices), title=title)

        return self._choose_many(job_ids, change)

    def last_step(self, *, redo: bool = False) -> ChoiceStep | None:
        """What would be taken back next on this laptop, or done again. One statement."""
        with self._db.read() as session:
            return _step(import_edits.next_step(session, self._device, redo=redo))

    def take_back(self, *, redo: bool = False) -> TakenBack | None:
        """Take back what was chosen last on this laptop, or do it again; None for nothing.

        Imports whose choice is another by now stay as they are.
        """
        with self._db.write() as session:
            now = self._db.server_now(session)
            step = _step(import_edits.next_step(session, self._device, redo=redo))
            if step is None:
                return None
            edits = {edit.job_id: edit for edit in step.edits}

            def change(job: JobContents, made: Draft) -> Choices:
                edit = edits[job.row.id]
                if not stands(edit, choices_of(made), redo=redo):
                    raise Conflict("It was changed since.", reason="changed_since")
                return turned_back(edit, codec.choices_of(job.choices), redo=redo)

            changed, _edits, left = self._change(session, edits.keys(), change, now)
            gone = [job_id for job_id in edits if job_id not in changed]
            import_edits.forget(session, step.id, gone)
            import_edits.turn(session, step.id, undone=not redo)
        self._told(changed)
        return TakenBack(step, changed, tuple(job_id for job_id, _ in left))

    def _choose_many(self, job_ids: Collection[str], change: Change) -> ManyChosen:
        with self._db.write() as session:
            now = self._db.server_now(session)
            changed, edits, left = self._change(session, job_ids, change, now)
            step = self._note(session, edits, now)
        self._told(changed)
        return ManyChosen(step, changed, left)

    def _change(
        self, session: Session, job_ids: Collection[str], change: Change, now: datetime
    ) -> tuple[tuple[JobId, ...], list[ChoiceEdit], tuple[tuple[JobId, ShopError], ...]]:
        """Change those of the imports that wait; their ids, what was changed, what was left out."""
        held = jobs.change(session, job_ids, now, states=EDITABLE)
        found = [job for job in jobs.several(session, held) if job.product is not None]
        wanted = [(codec.product_of(one.product), codec.choices_of(one.choices)) for one in found]
        drafts = Drafts(session, wanted, self._rules, filed=True)
        values: list[dict[str, Any]] = []
        edits: list[ChoiceEdit] = []
        left: list[tuple[JobId, ShopError]] = [
            (JobId(one), started(one)) for one in job_ids if one not in held
        ]
        for job in found:
            try:
                product, old = codec.product_of(job.product), codec.choices_of(job.choices)
                before = drafts.make(product, old)
                choices = change(job, before)
                made = drafts.make(product, choices)
            except ShopError as error:
                left.append((job.row.id, error))
                continue
            edit = edit_of(job.row.id, choices_of(before), choices_of(made))
            if edit.fields:
                edits.append(edit)
                values.append(_saved(job, made, choices))
        jobs.put(session, values)
        return tuple(edit.job_id for edit in edits), edits, tuple(left)

    def _note(
        self, session: Session, edits: Sequence[ChoiceEdit], now: datetime, *, more: bool = False
    ) -> str:
        """Note a step to be taken back; "" where nothing was changed."""
        real = [edit for edit in edits if edit.fields]
        if not real:
            return ""
        if more and len(real) == 1 and self._goes_on(session, real[0], now):
            return ""
        step = new_id()
        lines = [(edit.job_id, _part(edit, edit.before), _part(edit, edit.after)) for edit in real]
        import_edits.add(session, step, self._device, now, lines)
        return step

    def _goes_on(self, session: Session, edit: ChoiceEdit, now: datetime) -> bool:
        """Whether the last step was the beginning of what is typed here, and holds it now."""
        last = import_edits.newest(session, self._device)
        same = last is not None and last.job_id == edit.job_id and set(last.after) == edit.fields
        if last is None or not same or not are_texts(edit.fields):
            return False
        import_edits.goes_on(session, last.seq, _part(edit, edit.after), now)
        return True


def contents(session: Session, job_id: str) -> JobContents:
    """A job with its product. Raises NotFound ("job_gone", "not_read")."""
    found = jobs.contents(session, job_id)
    if found is None:
        raise NotFound("This import is not in the list any more.", reason="job_gone")
    if found.product is None:
        raise NotFound("The page is not read yet.", reason="not_read")
    return found


def started(job_id: str) -> Refused:
    """The refusal of an edit that comes too late."""
    return Refused(
        "This import has begun. Cancel it first.",
        reason="job_started",
        job=job_id,
    )


def _counted(drafts: Drafts, job: JobContents, old: Choices) -> Choices:
    """The choices as they counted before."""
    try:
        return choices_of(drafts.make(codec.product_of(job.product), old))
    except ShopError:  # a warehouse or a category that is gone: what was chosen is all there is
        return old


def _saved(job: JobContents, made: Draft, choices: Choices) -> dict[str, Any]:
    line = replace(summary_of(made), unticked=job.row.summary.unticked)
    return {
        "id": job.row.id,
        "choices": codec.choices_json(choices),
        "category_id": choices.category_id,
        "facts": {"summary": line.to_json()},
    }


def _part(edit: ChoiceEdit, choices: Choices) -> dict[str, Any]:
    document = codec.choices_json(choices)
    return {name: document[name] for name in sorted(edit.fields)}


def _step(rows: Sequence[EditRow]) -> ChoiceStep | None:
    if not rows:
        return None
    edits = tuple(
        ChoiceEdit(
            row.job_id,
            frozenset(row.before),
            codec.choices_of(dict(row.before)),
            codec.choices_of(dict(row.after)),
        )
        for row in rows
    )
    return ChoiceStep(rows[-1].step, rows[-1].at, edits, rows[0].title)
