"""What the list of Needs you shows: the sign, what and why, by when, at risk, and the next step."""

from typing import Any

from PySide6.QtCore import QCoreApplication

from babydrop_desktop.domain.attention import Need
from ui.common import formats
from ui.common.order_words import Now
from ui.needs_you import words
from ui.tables.columns import Column, Kind
from ui.tables.thumbnails import PictureKey

translate = QCoreApplication.translate
SIGN, BY, STEP = "sign", "by", "step"


def columns(now: Now) -> tuple[Column[Any], ...]:
    """The columns in the order of the design. Only lines ask for words, never headings."""
    return (
        Column(SIGN, translate("needs", "Kind"), words.kind, kind=Kind.PICTURE,
               width=38, fixed=True),
        Column("picture", translate("needs", "Picture"), lambda _need: "", kind=Kind.PICTURE,
               width=54, side=40, picture=lambda need: PictureKey.ours(need.picture), fixed=True),
        Column("what", translate("needs", "What and why"), lambda need: words.what(need, now()),
               kind=Kind.TWO_LINES, stretch=True, second=lambda need: words.why(need, now())),
        Column(BY, translate("needs", "By when"), lambda need: words.by_when(need, now()).day,
               width=176, tight=116, medium=True,
               second=lambda need: words.by_when(need, now()).left),
        Column("risk", translate("needs", "At risk"), _risk, kind=Kind.FIGURE, width=76,
               medium=True),
        Column(STEP, translate("needs", "Next step"), words.step, width=132,
               roomy=164, gap=12, fixed=True),
    )  # fmt: skip


def _risk(need: Need) -> str:
    return formats.money(need.at_risk, need.currency)
