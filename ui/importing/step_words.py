"""The window's words for what was chosen for imports, in the Edit menu and in news."""

from PySide6.QtCore import QCoreApplication

from babydrop_desktop.domain.choosing import ChoiceStep
from ui.common import formats
from ui.common.labels import set_apart

translate = QCoreApplication.translate
MOST_TITLE = 40


def step_words(step: ChoiceStep | None) -> str:
    """What and of what: "title of Bear Romper", "category of 12 products"; "" for none."""
    if step is None:
        return ""
    count = len(step.edits)
    if count == 1:
        of_what = short(step.title)
    else:
        of_what = translate("import", "{count} products").format(count=formats.number(count))
    words = translate("import", "{what} of {product}")
    return words.format(what=_fields(step.fields), product=of_what)


def short(title: str) -> str:
    """A title for one line."""
    line = " ".join(title.split())
    return set_apart(line if len(line) <= MOST_TITLE else f"{line[: MOST_TITLE - 1].rstrip()}…")


def _fields(names: frozenset[str]) -> str:
    known = {
        "title": translate("import", "title"),
        "description": translate("import", "description"),
        "category_id": translate("import", "category"),
        "words": translate("import", "option names"),
        "sku_ids": translate("import", "variants"),
        "pictures": translate("import", "pictures"),
        "option_pictures": translate("import", "variant pictures"),
        "warehouse": translate("import", "warehouse"),
        "price": translate("import", "price"),
        "for_sale": translate("import", "“on sale at once”"),
    }
    if "warehouse" in names:  # its variants go with it
        names -= {"sku_ids"}
    return ", ".join(word for name, word in known.items() if name in names)
