"""What to look at before a product is imported: worst first, with how many of each."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtWidgets import QVBoxLayout, QWidget

from babydrop_desktop.domain.checks import Check, CheckCode, Level
from babydrop_desktop.domain.draft import Draft
from ui.common import words
from ui.common.checks_list import ROW, CheckLine, ChecksHead, ChecksList, counts
from ui.importing.alike_pair import HEIGHT as PAIR
from ui.importing.alike_pair import AlikePair
from ui.tables.thumbnails import Thumbnails

HEAD = 24


class ChecksSection(QWidget):
    """The checks of one draft. `fixes` says what a line's link does, by the check's code."""

    def __init__(
        self, fixes: dict[CheckCode, Callable[[Check], None]], thumbnails: Thumbnails
    ) -> None:
        super().__init__()
        self._fixes = fixes
        self._checks: tuple[Check, ...] = ()
        self._folds = False
        self._unfolded = False
        self._head = ChecksHead(self.tr("Before you import"))
        self._list = ChecksList()
        self.pair = AlikePair(thumbnails)
        self._build()

    @property
    def lines(self) -> tuple[CheckLine, ...]:
        """What is listed."""
        return self._list.lines

    def show_draft(self, draft: Draft, *, same: bool) -> None:
        """Show the checks of `draft`."""
        self._checks = draft.checks
        self._unfolded = self._unfolded and same
        self._show()

    def height_with(self, *, folded: bool) -> int:
        """How high it would be with the fine ones folded or not."""
        fine = sum(check.level is Level.FINE for check in self._checks)
        lines = len(self._checks) - (fine - 1 if self._would_fold(fine, folded=folded) else 0)
        return HEAD + lines * ROW + 1 + (0 if self.pair.isHidden() else PAIR)

    def set_folded(self, *, folded: bool) -> None:
        """Let the fine ones share one line."""
        if self._folds != folded:
            self._folds = folded
            self._show()

    def unfold(self) -> None:
        """Show the fine ones, each on its line."""
        self._unfolded = True
        self._show()

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.pair)
        column.addWidget(self._head)
        column.addWidget(self._list)

    def _show(self) -> None:
        every = [self._line(check) for check in self._checks]
        self._head.show_counts(counts(every))
        fine = [line for line in every if line.level is Level.FINE]
        if self._would_fold(len(fine), folded=self._folds):
            every = [line for line in every if line.level is not Level.FINE]
            every.append(self._folded(fine))
        self._list.show_checks(every)

    def _would_fold(self, fine: int, *, folded: bool) -> bool:
        return folded and not self._unfolded and fine > 1

    def _line(self, check: Check) -> CheckLine:
        what, fact = words.check_words(check)
        run = self._fixes.get(check.code)
        if run is None or (check.code is CheckCode.DUPLICATE and not check.facts.get("product")):
            return CheckLine(check.level, what, fact)
        verb = self.tr("Show") if check.code is CheckCode.DUPLICATE else self.tr("Choose")
        return CheckLine(check.level, what, fact, verb, _Fix(run, check))

    def _folded(self, fine: list[CheckLine]) -> CheckLine:
        what = self.tr("{count} more").format(count=len(fine))
        names = ", ".join(line.what.lower() for line in fine)
        return CheckLine(Level.FINE, what, names, self.tr("Show"), self.unfold)


@dataclass(frozen=True)
class _Fix:
    """A fix with its check; equal ones leave the list as it is."""

    run: Callable[[Check], None]
    check: Check

    def __call__(self) -> None:
        self.run(self.check)
