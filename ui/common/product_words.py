"""The window's words for what was changed of a product, in lists of edits, keys and news."""

from PySide6.QtCore import QCoreApplication, QLocale

from babydrop_desktop.domain.edit_history import EditKind, EditLine
from babydrop_desktop.domain.product_edit import FieldChange, ProductField, Sale, Slot
from ui.common import formats
from ui.common.labels import set_apart

translate = QCoreApplication.translate
F = ProductField
# A product's name in a menu or a line of news is cut here.
MOST_NAME = 40


def field(name: ProductField) -> str:
    """A field's name, as a label."""
    return {
        F.NAME: translate("products", "Title"),
        F.DESCRIPTION: translate("products", "Description"),
        F.SHORT_DESCRIPTION: translate("products", "In short"),
        F.META_TITLE: translate("products", "Search title"),
        F.META_DESCRIPTION: translate("products", "Search text"),
        F.TAGS: translate("products", "Tags"),
        F.CATEGORY: translate("products", "Category"),
        F.PRICE: translate("products", "Price"),
        F.VARIANT_PRICE: translate("products", "Variant's price"),
        F.FOR_SALE: translate("products", "On sale"),
        F.MIN_AGE: translate("products", "Lowest age"),
        F.MAX_AGE: translate("products", "Highest age"),
        F.CHOKING_HAZARD: translate("products", "Choking hazard"),
        F.CHOKING_HAZARD_TEXT: translate("products", "Hazard warning"),
        F.CERTIFICATIONS: translate("products", "Certificates"),
        F.COUNTRY_OF_ORIGIN: translate("products", "Made in"),
        F.CARE_INSTRUCTIONS: translate("products", "Care"),
    }[name]


def value(slot: Slot, text: str) -> str:
    """A value's text for a sentence: yes and no in words, a dash where there is nothing."""
    if slot.field in (F.FOR_SALE, F.CHOKING_HAZARD):
        return translate("products", "Yes") if text == "yes" else translate("products", "No")
    return text or formats.NONE


def short(name: str) -> str:
    """A product's name for one line."""
    line = " ".join(name.split())
    return set_apart(line if len(line) <= MOST_NAME else f"{line[: MOST_NAME - 1].rstrip()}…")


def what(changes: tuple[FieldChange, ...], *, back: bool = False) -> str:
    """What was changed, in a few words that begin small: "price", "put on sale", "3 prices".

    `back`: the changes took it back, and what they took back is named.
    """
    fields = {change.field for change in changes}
    if F.FOR_SALE in fields:
        return _sale(changes, back=back)
    if F.PRICE in fields:
        fields.discard(F.VARIANT_PRICE)
    if fields == {F.VARIANT_PRICE} and len(changes) == 1 and changes[0].label:
        words = translate("products", "price of {variant}")
        return words.format(variant=set_apart(changes[0].label))
    if fields == {F.VARIANT_PRICE}:
        one, many = translate("products", "{count} price"), translate("products", "{count} prices")
        return formats.counted(len(changes), one, many)
    return ", ".join(_small(field(name)) for name in F if name in fields)


def of_product(line: EditLine) -> str:
    """What and of what: "price of Woodland Romper", "put on sale: Woodland Romper"."""
    back = line.kind is EditKind.UNDONE
    several = translate("products", "several products")
    name = short(line.product_name) if line.batch is None else several
    return of_changes(line.changes, name, back=back)


def of_changes(changes: tuple[FieldChange, ...], name: str, *, back: bool = False) -> str:
    """The same for changes of the product that is called `name`."""
    words = translate("products", "{what} of {product}")
    if is_sale(changes):
        words = translate("products", "{what}: {product}")
    return words.format(what=what(changes, back=back), product=name)


def is_sale(changes: tuple[FieldChange, ...]) -> bool:
    """Whether they put it on sale, or take it off."""
    return any(change.field is F.FOR_SALE for change in changes)


def _sale(changes: tuple[FieldChange, ...], *, back: bool) -> str:
    change = next(change for change in changes if change.field is F.FOR_SALE)
    meant = change.before if back else change.after
    on = isinstance(meant, Sale) and meant.on
    return translate("products", "put on sale") if on else translate("products", "taken off sale")


def _small(word: str) -> str:
    """Inside a sentence English writes a field's name small; other languages may not."""
    english = QLocale().language() in (QLocale.Language.English, QLocale.Language.C)
    return word[:1].lower() + word[1:] if english else word
