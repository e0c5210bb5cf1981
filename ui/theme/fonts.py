"""The program's type: Inter with figures of one width, in the sizes of the design."""

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
    return FAMILY in QFontDatabase.families()


def font(size: int = BODY, weight: QFont.Weight = QFont.Weight.Normal) -> QFont:
    """The font at `size` logical pixels, its figures all as wide as one another."""
    made = QFont()
    if FAMILY in QFontDatabase.families():
        made.setFamilies([FAMILY])
    made.setPixelSize(size)
    made.setWeight(weight)
    made.setFeature(QFont.Tag("tnum"), 1)
    return made
