"""Says what the owner chose for an import, what an edit changed of it, and how it is taken back."""

from collections.abc import Collection
from dataclasses import dataclass, fields, replace
from datetime import datetime

from babydrop_desktop.domain.draft import Draft
from babydrop_desktop.domain.jobs import Choices, JobId

# Every choice by its name, as it is kept.
NAMES = tuple(field.name for field in fields(Choices))


@dataclass(frozen=True, slots=True)
class ChoiceEdit:
    """What one step changed of one import: the choices before and after, as they count.

    `fields` are the names of those that differ; the others of `before` and `after` mean nothing.
    """

    job_id: JobId
    fields: frozenset[str]
    before: Choices
    after: Choices


@dataclass(frozen=True, slots=True)
class ChoiceStep:
    """One step that can be taken back or done again: one import, or many at once.

    `title` is that of its first import.
    """

    id: str
    at: datetime
    edits: tuple[ChoiceEdit, ...]
    title: str = ""

    @property
    def fields(self) -> frozenset[str]:
        """What was changed of any of them."""
        return frozenset(name for edit in self.edits for name in edit.fields)


def choices_of(draft: Draft) -> Choices:
    """The choices that give this draft again, whatever the shop would propose later.

    Variants are left to the program where they are its own proposal: a variant that comes back
    into stock is then ticked by itself.
    """
    own = tuple(v.row.sku_id for v in draft.variants if v.cost is not None and not v.sold_out)
    ticked = tuple(v.row.sku_id for v in draft.chosen)
    return replace(
        draft.choices,
        category_id=draft.category.id if draft.category else None,
        title=draft.title,
        pictures=draft.chosen_pictures,
        sku_ids=None if ticked == own else ticked,
        warehouse=draft.warehouse.id if draft.warehouse else None,
        for_sale=draft.for_sale,
        price=draft.own_price,
    )


def edit_of(job_id: JobId, before: Choices, after: Choices) -> ChoiceEdit:
    """What differs between two choices of one import; its `fields` are empty for nothing."""
    named = frozenset(name for name in NAMES if getattr(before, name) != getattr(after, name))
    return ChoiceEdit(job_id, named, before, after)


def stands(edit: ChoiceEdit, now: Choices, *, redo: bool = False) -> bool:
    """Whether what an edit changed is still as it left it (as it was before it, for a redo)."""
    left = edit.before if redo else edit.after
    return all(getattr(now, name) == getattr(left, name) for name in edit.fields)


def turned_back(edit: ChoiceEdit, now: Choices, *, redo: bool = False) -> Choices:
    """`now` with what an edit changed as it was before it; as it was after it for a redo."""
    wanted = edit.after if redo else edit.before
    return replace(now, **{name: getattr(wanted, name) for name in edit.fields})


def are_texts(fields: Collection[str]) -> bool:
    """Whether only what is typed letter by letter was changed: that becomes one step."""
    return set(fields) in ({"title"}, {"description"}, {"words"})
