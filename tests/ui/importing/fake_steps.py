"""What was chosen in the fake shop, to be taken back, and what its supplier would propose."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from babydrop_desktop.domain.choosing import ChoiceEdit, ChoiceStep, are_texts
from babydrop_desktop.domain.jobs import JobId
from babydrop_desktop.domain.wording import MARKETING, Phrases
from babydrop_desktop.services.look_alikes import Alike
from tests.ui.importing.fake_goods import NOW


class FakeSteps:
    """Steps in memory, by the rules of the real ones."""

    def __init__(self, title_of: Callable[[JobId], str]) -> None:
        self._title_of = title_of
        self._done: list[ChoiceStep] = []
        self._undone: list[ChoiceStep] = []

    def note(self, edits: Sequence[ChoiceEdit], *, more: bool = False) -> None:
        real = tuple(edit for edit in edits if edit.fields)
        if not real:
            return
        self._undone.clear()
        last = self._done[-1].edits if self._done else ()
        alike = [edit.job_id for edit in last] == [edit.job_id for edit in real]
        if more and alike and last[0].fields == real[0].fields and are_texts(real[0].fields):
            step = self._done[-1]
            self._done[-1] = replace(step, edits=(replace(last[0], after=real[0].after),))
            return
        self._done.append(ChoiceStep(f"step-{len(self._done)}", NOW, real))

    def last(self, *, redo: bool) -> ChoiceStep | None:
        steps = self._undone if redo else self._done
        if not steps:
            return None
        return replace(steps[-1], title=self._title_of(steps[-1].edits[0].job_id))

    def turn(self, *, redo: bool) -> ChoiceStep | None:
        step = self.last(redo=redo)
        if step is not None:
            (self._undone if redo else self._done).pop()
            (self._done if redo else self._undone).append(step)
        return step


class FakePhrases:
    """A list in memory."""

    def __init__(self) -> None:
        self.now: tuple[str, ...] = MARKETING
        self.defaults = MARKETING
        self.error: Exception | None = None

    def keep(self, phrases: Sequence[str]) -> tuple[str, ...]:
        if self.error is not None:
            raise self.error
        self.now = Phrases(phrases).phrases
        return self.now


class FakeAlikes:
    """What tests say looks alike."""

    def __init__(self) -> None:
        self.found: dict[JobId, Alike] = {}

    def find(self, staged: dict[JobId, str]) -> dict[JobId, Alike]:
        return {job_id: one for job_id, one in self.found.items() if job_id in staged}


class FakeProposals:
    """A supplier that describes every product alike."""

    def __init__(self) -> None:
        self.phrases = FakePhrases()
        self.alikes = FakeAlikes()
        self.error: Exception | None = None

    def description(self, job_id: str) -> str:
        del job_id
        if self.error is not None:
            raise self.error
        return "Soft cotton\n\n\u2022 Material: Cotton"
