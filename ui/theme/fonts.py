"""The program's type: Inter with figures of one width, in the sizes of the design."""

from functools import cache

from PySide6.QtGui import QFont, QFontDatabase

from babydrop_desktop.paths import resources

FAMILY = "Inter"
FACES = ("Inter-Regular.ttf", "Inter-Medium.ttf", "Inter-SemiBold.ttf", "Inter-Bold.ttf")
BODY, META, COUNT = 13, 12, 11
MEDIUM, SEMIBOLD = QFont.Weight.Medium, QFont.Weight.DemiBold


def load() -> bool:
    """Load the fonts of resources/; whether Inter is there (else the system's font is used)."""
    folder = resources() / "fonts"
    for face in FACES:
        file = folder / face
        if file.is_file():
            QFontDatabase.addApplicationFontFromData(file.read_bytes())
    _is_here.cache_clear()
    return _is_here()


@cache
def _is_here() -> bool:
    """Asked once: the answer takes a look at every font of the system."""
    return QFontDatabase.hasFamily(FAMILY)


def font(size: int = BODY, weight: QFont.Weight = QFont.Weight.Normal) -> QFont:
    """The font at `size` logical pixels, its figures all as wide as one another."""
    made = QFont()
    if _is_here():
        made.setFamilies([FAMILY])
    made.setPixelSize(size)
    made.setWeight(weight)
    made.setFeature(QFont.Tag("tnum"), 1)
    return made
