"""What the owner and others changed of a product: who, what, when, newest first."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from PySide6.QtCore import QCoreApplication

from babydrop_desktop.domain.edit_history import EditKind, EditLine
from babydrop_desktop.domain.product_edit import FieldChange, ProductField
from ui.catalog.field_text import text_of
from ui.common import product_words
from ui.common.history_lines import Happened, HistoryLines
from ui.common.labels import set_apart

translate = QCoreApplication.translate
# Of each value so much is quoted in a line.
MOST_QUOTED = 60
MOST_CHANGES = 3
F = ProductField
_LONG = frozenset({F.DESCRIPTION, F.CARE_INSTRUCTIONS})
_ICONS = {EditKind.UNDONE: "undo-2", EditKind.REDONE: "redo-2"}


class History(HistoryLines):
    """The newest edits; all of them when asked for."""

    def show_edits(
        self, product_id: str, lines: Sequence[EditLine], now: datetime, names: Mapping[str, str]
    ) -> None:
        """Show a product's edits; `names` are the categories' by id."""
        self.show_lines(product_id, [_happened(line, names) for line in lines], now)


def _happened(line: EditLine, names: Mapping[str, str]) -> Happened:
    parts = [set_apart(line.who), *_values(line.changes, names)]
    if line.reason:
        parts.append(translate("catalog", "because: {reason}").format(reason=line.reason))
    return Happened(_ICONS.get(line.kind, "pencil-line"), _title(line), line.at, " · ".join(parts))


def _title(line: EditLine) -> str:
    if not line.whole:
        return translate("catalog", "Changed by a newer version of this program")
    what = product_words.what(line.changes, back=line.kind is EditKind.UNDONE)
    if line.kind is EditKind.UNDONE:
        return translate("catalog", "Taken back: {what}").format(what=what)
    if line.kind is EditKind.REDONE:
        return translate("catalog", "Done again: {what}").format(what=what)
    return what[:1].upper() + what[1:]


def _values(changes: tuple[FieldChange, ...], names: Mapping[str, str]) -> list[str]:
    """From what to what, for the first few; long texts are not quoted."""
    one_price = any(change.field is F.PRICE for change in changes)
    told = []
    for change in changes:
        if change.field in _LONG or change.field is F.FOR_SALE:
            continue
        if one_price and change.field is F.VARIANT_PRICE:
            continue
        words = translate("catalog", "{before} → {after}").format(
            before=_quoted(change, change.before, names), after=_quoted(change, change.after, names)
        )
        if change.label and len(changes) > 1:
            words = f"{set_apart(change.label)} {words}"
        told.append(words)
    return [*told[:MOST_CHANGES], *(["…"] if len(told) > MOST_CHANGES else [])]


def _quoted(change: FieldChange, value: object, names: Mapping[str, str]) -> str:
    if change.field is F.CATEGORY:
        return names.get(str(value), str(value))
    own = change.before if value is change.before else change.after
    text = " ".join(product_words.value(change.slot, text_of(change.slot, own)).split())
    return set_apart(text if len(text) <= MOST_QUOTED else f"{text[: MOST_QUOTED - 1].rstrip()}…")
