"""The words of "How to bring in a page by hand", browser by browser."""

import sys
from dataclasses import dataclass
from enum import StrEnum

from PySide6.QtCore import QCoreApplication

translate = QCoreApplication.translate


class Browser(StrEnum):
    """The browsers whose ways are shown."""

    EDGE = "Edge"
    CHROME = "Chrome"
    FIREFOX = "Firefox"
    SAFARI = "Safari"


@dataclass(frozen=True, slots=True)
class Step:
    """One step: a sentence, and the name of its picture in resources/help."""

    words: str
    picture: str


def likely() -> Browser:
    """The browser that comes with the system."""
    return Browser.SAFARI if sys.platform == "darwin" else Browser.EDGE


def saving(browser: Browser) -> tuple[Step, ...]:
    """How a page is saved in that browser, and given to the program."""
    mac = _is_mac(browser)
    keys = "⌘S" if mac else "Ctrl+S"
    first = translate(
        "by_hand",
        "Open the product in {browser} and wait until its pictures and prices are there. Then "
        "press {keys}.",
    ).format(browser=browser.value, keys=keys)
    last = translate(
        "by_hand",
        "Drag the saved file onto Import, or press “Choose file…” there. Many files at once, or a "
        "folder of them, are fine.",
    )
    return (
        Step(first, "page-mac" if mac else "page"),
        _save(browser),
        Step(last, "drop"),
    )


def copying(browser: Browser) -> tuple[Step, ...]:
    """How a page's source is copied and pasted; nothing for Safari, where saving is shorter."""
    if browser is Browser.SAFARI:
        return ()
    mac = _is_mac(browser)
    show, everything, copy, paste = (
        ("⌥⌘U", "⌘A", "⌘C", "⌘V") if mac else ("Ctrl+U", "Ctrl+A", "Ctrl+C", "Ctrl+V")
    )
    if mac and browser is Browser.FIREFOX:
        show = "⌘U"
    first = translate(
        "by_hand",
        "On the product's page press {show}: its source opens in a tab of its own. Press "
        "{everything} there, then {copy}.",
    ).format(show=show, everything=everything, copy=copy)
    last = translate(
        "by_hand", "Come back to Import and press {paste}. The program sees that it is a page."
    ).format(paste=paste)
    return (
        Step(first, "source-mac" if mac else "source"),
        Step(last, "paste-mac" if mac else "paste"),
    )


def _is_mac(browser: Browser) -> bool:
    return browser is Browser.SAFARI or sys.platform == "darwin"


def _save(browser: Browser) -> Step:
    if browser is Browser.SAFARI:
        words = translate(
            "by_hand",
            "As format choose “Page Source”, not “Web Archive”, and save it where you find it "
            "again.",
        )
        return Step(words, "save-safari")
    if browser is Browser.FIREFOX:
        words = translate(
            "by_hand",
            "Choose “Web Page, HTML only” and save it where you find it again. A complete page "
            "works too.",
        )
        return Step(words, "save-firefox")
    words = translate(
        "by_hand",
        "Choose “Webpage, Single File” and save it where you find it again. The other kinds work "
        "too.",
    )
    return Step(words, "save")
