"""What is said beside a field that is not saved: why, what would do, and the keys that help."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QLineEdit, QVBoxLayout

from babydrop_desktop.domain.product_edit import FieldConflict, Slot
from babydrop_desktop.errors import NotFound, Refused, ShopError, Unavailable
from ui.catalog.field_text import text_of
from ui.catalog.kept import Kept, Stand
from ui.common import product_words, times
from ui.common.buttons import Button, link, small, when_clicked
from ui.common.labels import IconLabel, PlainLabel, plain_text, set_apart, tool_tip
from ui.common.words import error_words

# Of a long text so much is shown in a conflict; the whole is its tool tip.
MOST_SHOWN = 160
# Reasons that a typed reason answers.
ANSWERED_BY_REASON = "price_below_cost"


class Clash(QFrame):
    """Somebody else changed it: before, theirs and yours. Nothing is chosen beforehand."""

    mine = Signal()
    theirs = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("kind", "clash")
        self._title = plain_text(kind="meta-medium", ink="amber", wrap=True)
        self._values = [plain_text(kind="meta", wrap=True) for _ in range(3)]
        self._more = plain_text(kind="meta", ink="secondary", wrap=True)
        self.keep = small(self.tr("Keep mine"))
        self.take = small(self.tr("Take theirs"))
        self._build()
        when_clicked(self.keep, self.mine.emit)
        when_clicked(self.take, self.theirs.emit)

    def show_clash(self, slot: Slot, kept: Kept) -> None:
        """Show what was there, what is there now, and what the owner typed."""
        one = next((c for c in kept.clash if c.slot == slot), kept.clash[0])
        self._title.setText(_who(one))
        yours = text_of(slot, one.yours) if kept.edit is not None else kept.text
        gone = one.gone
        for label, text in zip(
            self._values,
            (
                text_of(slot, one.before),
                self.tr("This variant is gone") if gone else text_of(slot, one.theirs),
                yours,
            ),
            strict=True,
        ):
            _show_short(label, product_words.value(slot, text))
        others = len(kept.clash) - 1
        one_more = self.tr("The same goes for {count} variant's price.")
        words = one_more if others == 1 else self.tr("The same goes for {count} variants' prices.")
        self._more.setText(words.format(count=others))
        self._more.setVisible(others > 0)
        self.keep.setVisible(not all(c.gone for c in kept.clash))

    def words(self) -> list[str]:
        """The sentence, then what was before, theirs and yours."""
        return [self._title.text(), *(value.text() for value in self._values)]

    def _build(self) -> None:
        grid = QGridLayout()
        grid.setHorizontalSpacing(10)
        grid.setVerticalSpacing(2)
        grid.setColumnStretch(1, 1)
        for at, word in enumerate((self.tr("Before"), self.tr("Theirs"), self.tr("Yours"))):
            name = plain_text(word, kind="meta", ink="secondary")
            grid.addWidget(name, at, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(self._values[at], at, 1)
        keys = QHBoxLayout()
        keys.setSpacing(8)
        keys.addWidget(self.keep)
        keys.addWidget(self.take)
        keys.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(10, 8, 10, 9)
        column.setSpacing(6)
        column.addWidget(self._title)
        column.addLayout(grid)
        column.addWidget(self._more)
        column.addLayout(keys)


class FieldNote(QFrame):
    """Hidden where all is well. `again` with the typed reason, "" where none is asked for.

    Nearly all of them are never seen: what is inside is made when it is first needed.
    """

    again = Signal(str)
    give_up = Signal()
    mine = Signal()
    theirs = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._slot: Slot | None = None
        self._column: QVBoxLayout | None = None
        self._icon: IconLabel
        self._text: PlainLabel
        self.reason: QLineEdit
        self.retry: Button
        self.drop: Button
        self.with_reason: Button
        self.clash: Clash
        self.hide()

    def show_kept(self, slot: Slot, kept: Kept | None, *, name: str = "") -> None:
        """Show why `kept` is not saved. `name` says which field, where that is not beside it."""
        error = kept.error if kept is not None else None
        if kept is None or error is None or kept.stand is Stand.SAVING:
            self.hide()
            return
        if self._column is None:
            self._column = self._build()
        if slot != self._slot:
            self._slot = slot
            self.reason.clear()
        self.clash.setVisible(bool(kept.clash))
        if kept.clash:
            self.clash.show_clash(slot, kept)
        self._show_line(error, name, shown=not kept.clash)
        self.show()

    def words(self) -> str:
        """Why it is not saved, "" where all is well."""
        if self.isHidden():
            return ""
        return "\n".join(self.clash.words()) if not self.clash.isHidden() else self._text.text()

    def _show_line(self, error: ShopError, name: str, *, shown: bool) -> None:
        lost = isinstance(error, Unavailable)
        role = "amber" if lost else "red"
        sentence = str(error_words(error))
        if lost:
            sentence = self.tr("Not saved; your words are kept. {reason}").format(reason=sentence)
        elif isinstance(error, NotFound):
            sentence = self.tr("Not saved. {reason}").format(reason=sentence)
        if name:
            sentence = f"{set_apart(name)}: {sentence}"
        self._icon.set_icon("cloud-off" if lost else "circle-alert", role)
        self._text.set_ink(role)
        self._text.setText(sentence)
        answered = isinstance(error, Refused) and error.reason == ANSWERED_BY_REASON
        self.reason.setVisible(shown and answered)
        self.with_reason.setVisible(shown and answered)
        self.retry.setVisible(shown and lost)
        for part in (self._icon, self._text, self.drop):
            part.setVisible(shown)

    def _on_again(self) -> None:
        self.again.emit(self.reason.text() if not self.reason.isHidden() else "")

    def _build(self) -> QVBoxLayout:
        self._icon = IconLabel("triangle-alert", "red")
        self._text = plain_text(kind="meta", ink="red", wrap=True)
        self.retry, self.drop = link(self.tr("Try again")), link(self.tr("Give up"))
        line = QHBoxLayout()
        line.setSpacing(6)
        line.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignTop)
        line.addWidget(self._text, 1)
        for key in (self.retry, self.drop):
            key.setFixedHeight(18)
            line.addWidget(key, 0, Qt.AlignmentFlag.AlignTop)
        self.clash = Clash()
        column = QVBoxLayout(self)
        column.setContentsMargins(7, 4, 7, 6)
        column.setSpacing(4)
        column.addLayout(line)
        column.addLayout(self._answer())
        column.addWidget(self.clash)
        when_clicked(self.with_reason, self._on_again)
        when_clicked(self.retry, self._on_again)
        when_clicked(self.drop, self.give_up.emit)
        self.reason.returnPressed.connect(self._on_again)
        self.clash.mine.connect(self.mine)
        self.clash.theirs.connect(self.theirs)
        return column

    def _answer(self) -> QHBoxLayout:
        self.reason = QLineEdit()
        self.reason.setFixedHeight(26)
        self.reason.setPlaceholderText(self.tr("Why is it so low?"))
        self.reason.setAccessibleName(self.tr("The reason for a low price"))
        self.with_reason = small(self.tr("Save with this reason"))
        answer = QHBoxLayout()
        answer.setSpacing(8)
        answer.addWidget(self.reason, 1)
        answer.addWidget(self.with_reason)
        return answer


def _who(one: FieldConflict) -> str:
    translate = product_words.translate
    if one.who is None or one.at is None:
        return translate("catalog", "Somebody else changed this meanwhile. Nothing was saved yet.")
    return translate("catalog", "{who} changed this {when}. Nothing was saved yet.").format(
        who=set_apart(one.who), when=times.on(one.at, times.utc_now())
    )


def _show_short(label: PlainLabel, text: str) -> None:
    cut = len(text) > MOST_SHOWN
    label.setText(f"{text[:MOST_SHOWN]}…" if cut else text)
    label.setToolTip(tool_tip(text) if cut else "")
