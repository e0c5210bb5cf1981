"""What the owner can do to staged products beside the detail: dialogs, many at once, undo."""

from collections.abc import Sequence

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from babydrop_desktop.domain.jobs import JobId, JobRow, JobState
from ui.context import PlaceContext
from ui.importing.choosing import Choosing
from ui.importing.description_dialog import DescriptionDialog
from ui.importing.detail import Detail
from ui.importing.find_replace import FindReplace
from ui.importing.many import Many
from ui.importing.options_dialog import OptionsDialog
from ui.importing.phrases_dialog import PhrasesDialog
from ui.importing.staging_list import StagingList
from ui.importing.staging_model import StagingModel
from ui.importing.taking_back import TakingBack


class Editing(QObject):
    """Opens the dialogs and keeps what is done in them.

    `turned` names imports that were changed elsewhere than in their detail; `changed` when
    something else would be taken back.
    """

    turned = Signal(frozenset)  # of JobId
    changed = Signal()

    def __init__(
        self,
        context: PlaceContext,
        choosing: Choosing,
        model: StagingModel,
        listed: StagingList,
        detail: Detail,
    ) -> None:
        super().__init__(choosing)
        self._context = context
        self._choosing = choosing
        self._model = model
        self._list = listed
        self._detail = detail
        self.back = TakingBack(context, choosing)
        self.many = Many(context, choosing, self.back.take)
        self.open_dialog: QWidget | None = None
        self._connect()
        self.back.look()

    def find_and_replace(self) -> None:
        """Open the window that replaces words in titles: of the selected ones, or of all."""
        chosen = [row.id for row in self._list.chosen_rows() if _has_title(row)]
        selected = len(chosen) > 1

        def rows() -> Sequence[JobRow]:
            every = [row for row in self._model.jobs() if _has_title(row)]
            return [row for row in every if row.id in chosen] if selected else every

        made = FindReplace(
            self._context, rows, self.many.retitle, self._list.window(), selected=selected
        )
        self._open(made)

    def edit_phrases(self) -> None:
        """Open the list of phrases that are taken out of titles."""
        self._open(PhrasesDialog(self._context, self._list.window()))

    def rename_options(self) -> None:
        """Open the options of the product in the detail."""
        draft, job_id = self._detail.draft, self._detail.job_id
        if draft is None or job_id is None or not draft.product.axes:
            return
        made = OptionsDialog(self._context.thumbnails, job_id, draft, self._list.window())
        made.edited.connect(self._on_edited)
        made.left.connect(self._choosing.left)
        self._open(made)

    def describe(self) -> None:
        """Open the description of the product in the detail."""
        draft, job_id = self._detail.draft, self._detail.job_id
        if draft is None or job_id is None:
            return
        own = draft.choices.description
        made = DescriptionDialog(self._context, job_id, draft.title, own, self._list.window())
        made.edited.connect(self._on_edited)
        made.left.connect(self._choosing.left)
        self._open(made)

    def _open(self, dialog: QWidget) -> None:
        if self.open_dialog is not None:
            self.open_dialog.close()
        self.open_dialog = dialog
        dialog.destroyed.connect(lambda: self._on_closed(dialog))
        dialog.show()

    def _on_closed(self, dialog: QWidget) -> None:
        if self.open_dialog is dialog:
            self.open_dialog = None

    def _on_edited(self, job_id: str, change: object, typing: bool) -> None:  # noqa: FBT001
        if callable(change):
            self._choosing.edit(JobId(job_id), change, typing=typing)

    def _connect(self) -> None:
        self._choosing.drafted.connect(lambda _job, _draft: self.back.look())
        for source in (self.many.done, self.back.done):
            source.connect(self.turned)
            source.connect(lambda _ids: self.back.look())
        self.back.changed.connect(self.changed)
        self._list.clean_wanted.connect(self.many.clean)
        self._list.replace_wanted.connect(self.find_and_replace)
        self._list.phrases_wanted.connect(self.edit_phrases)


def _has_title(row: JobRow) -> bool:
    return row.state is JobState.READY and bool(row.summary.title)
