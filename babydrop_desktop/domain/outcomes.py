"""Says what a page turned out to be, and what the owner does next."""

from babydrop_desktop.domain.supplier_product import Generation, Outcome, Reading
from babydrop_desktop.errors import Refused, ShopError, Unavailable

SENTENCES: dict[Outcome, str] = {
    Outcome.CAPTCHA: "AliExpress shows a check instead of the product. Pass it in your browser, "
    "then save the page there and drop it here.",
    Outcome.REMOVED: "AliExpress says that this product is gone. Look for it at another supplier.",
    Outcome.REGION_UNAVAILABLE: "This product is not sold to the country that the page was opened "
    "for. Change the country on AliExpress, or look for another supplier.",
    Outcome.NOT_A_PRODUCT: "This is not a product's page. Open one product and save that page.",
    Outcome.API_ERROR: "AliExpress' service answered with an error. Try again later.",
    Outcome.TOKEN_NEEDED: "AliExpress' service wants a new session first. Open the product in your "
    "browser, save the page there and drop it here.",
    Outcome.UNREADABLE: "The page could not be read. Save it again when it has loaded whole; if "
    "that does not help, the page's form is not known yet.",
}
_UNKNOWN_FORM = (
    "This is a newer or older form of AliExpress page ({generation}) that cannot be read yet. Open "
    "the product in your browser, and try a page saved from there."
)
_UNAVAILABLE = frozenset({Outcome.API_ERROR, Outcome.TOKEN_NEEDED})
# Of the oldest pages only what they tell search engines is read.
_READ = frozenset(Generation) - {Generation.A1}


def sentence(reading: Reading) -> str:
    """What to tell the owner about a page that is no product; "" for a product."""
    if reading.outcome is Outcome.PRODUCT:
        return ""
    unknown = reading.generation is not None and reading.generation not in _READ
    if reading.outcome is Outcome.UNREADABLE and unknown:
        return _UNKNOWN_FORM.format(generation=reading.generation)
    if reading.outcome is Outcome.UNREADABLE and reading.note and not reading.missing:
        return f"This page cannot be imported. {reading.note}"  # saving it again would not help
    text = SENTENCES[reading.outcome]
    if reading.missing:
        text = f"{text} It gave no {', '.join(reading.missing)}."
    return f"{text} ({reading.note})" if reading.note else text


def error(reading: Reading) -> ShopError:
    """The error that a page without a product stops an import with; its reason is the outcome.

    An API's own error and a missing session are Unavailable, since they may work later; every
    other outcome is Refused.
    """
    kind = Unavailable if reading.outcome in _UNAVAILABLE else Refused
    generation = reading.generation or ""
    return kind(sentence(reading), reason=reading.outcome.value, generation=generation)
