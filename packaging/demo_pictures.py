"""Renders the demo shop's drawings to the picture files that stand for a supplier's photographs.

Run it in the project's folder with PYTHONPATH=. (and QT_QPA_PLATFORM=offscreen without a screen).
"""

import sys
from pathlib import Path

from PIL import Image
from PySide6.QtCore import QByteArray
from PySide6.QtGui import QGuiApplication, QImage, QPainter
from PySide6.QtSvg import QSvgRenderer

from resources.demo.products import Picture, album, products

FOLDER = Path(__file__).parents[1] / "resources" / "demo" / "pictures"
QUALITY = 82


def render(picture: Picture) -> Image.Image:
    """Return a picture in its full size. Raises ValueError where its drawing is no valid SVG."""
    renderer = QSvgRenderer(QByteArray(picture.svg().encode()))
    if not renderer.isValid():
        raise ValueError(picture.name)
    canvas = QImage(picture.width, picture.height, QImage.Format.Format_RGBA8888)
    canvas.fill(0xFFFFFFFF)
    painter = QPainter(canvas)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    renderer.render(painter)
    painter.end()
    size = (picture.width, picture.height)
    return Image.frombytes("RGBA", size, bytes(canvas.constBits())).convert("RGB")


def main() -> None:
    """Write every picture anew and remove files that no product has any more."""
    application = QGuiApplication(sys.argv)
    FOLDER.mkdir(parents=True, exist_ok=True)
    wanted = [picture for product in products() for picture in album(product).every()]
    names = {f"{picture.name}.webp" for picture in wanted}
    for stray in FOLDER.glob("*.webp"):
        if stray.name not in names:
            stray.unlink()
    for picture in wanted:
        render(picture).save(FOLDER / f"{picture.name}.webp", quality=QUALITY, method=6)
    application.quit()


if __name__ == "__main__":
    main()
