"""The columns of the list of imports, and what each shows of a line."""

from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication

from babydrop_desktop.domain.jobs import JobId, JobRow
from ui.common import formats
from ui.importing.row_look import RowLook
from ui.tables.columns import Column, Kind, Status
from ui.tables.thumbnails import PictureKey

translate = QCoreApplication.translate
# Places of the columns, from the left.
TICK, PICTURE, PRODUCT, COST, PRICE, MARGIN, CHECK = range(7)


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the list: the job, how it looks now, and whether it is ticked."""

    row: JobRow
    look: RowLook
    ticked: bool

    @property
    def id(self) -> JobId:
        """The job's id."""
        return self.row.id


def columns() -> tuple[Column[Line], ...]:
    """The seven columns; Margin goes first where the list is narrow, then Cost."""
    return (
        Column("tick", translate("import", "Ticked"), _nothing, Kind.CHECK, 36, fixed=True),
        Column(
            "picture",
            translate("import", "Picture"),
            _nothing,
            Kind.PICTURE,
            50,
            picture=picture_of,
            side=40,
            fixed=True,
        ),
        Column(
            "product",
            translate("import", "Product"),
            lambda line: line.look.title,
            Kind.TWO_LINES,
            160,
            stretch=True,
            least=140,
            second=lambda line: line.look.second,
            fixed=True,
        ),
        Column("cost", translate("import", "Cost"), _cost, Kind.FIGURE, 60, fold=1),
        Column("price", translate("import", "Price"), _price, Kind.FIGURE, 64, medium=True),
        Column("margin", translate("import", "Margin"), _margin, Kind.FIGURE, 62, fold=2),
        Column(
            "check",
            translate("import", "Check"),
            lambda line: line.look.mark.text,
            Kind.STATUS,
            188,
            tight=96,
            gap=8,
            status=lambda line: Status(
                line.look.mark.text, line.look.mark.icon, line.look.mark.role
            ),
        ),
    )


def picture_of(line: Line) -> PictureKey | None:
    """The supplier's main picture, None until the page is read."""
    return PictureKey.supplier(line.row.summary.picture)


def spoken(line: Line) -> str:
    """The whole line for screen readers: they come to the product's cell first."""
    return ", ".join(text for text in (line.look.title, line.look.second, line.look.mark.text))


def _nothing(line: Line) -> str:
    del line
    return ""


def _cost(line: Line) -> str:
    return formats.amount(line.row.summary.cost)


def _price(line: Line) -> str:
    return formats.amount(line.row.summary.price)


def _margin(line: Line) -> str:
    return formats.percent(line.row.summary.margin_percent)
