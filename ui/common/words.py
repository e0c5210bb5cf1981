"""The window's words for what the shop's services say: refusals, faults and checks.

The services raise a kind with a reason and facts; the sentence is found here, in the owner's
language. A reason without words of its own keeps the error's own sentence.
"""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QCoreApplication

from babydrop_desktop.domain.checks import Check, CheckCode
from babydrop_desktop.errors import ShopError
from ui.common import fault_words, formats
from ui.common.notice_action import BadNews

translate = QCoreApplication.translate
MOST_NAMED = 3  # places in one sentence


def error_words(error: ShopError) -> BadNews:
    """What happened, then what to do, in the owner's language."""
    return BadNews(reason_words(error.reason, error.facts, str(error)))


def error_details(error: ShopError) -> str:
    """The same for somebody who helps: the kind, and the program's own words."""
    return f"{error.reason}: {error}"


def reason_words(reason: str | None, facts: Mapping[str, str], message: str | None) -> str:
    """The same for a kept reason, as a job's row holds it. `message` is the fallback."""
    found = fault_words.sentences().get(reason or "")
    if found is None:
        return message or reason or ""
    return fill(found, facts) or message or found


def fill(sentence: str, facts: Mapping[str, str]) -> str:
    """`sentence` with its {facts}; "" where one is missing, so that no brace reaches the owner.

    The facts are put in as they are: a brace in a supplier's text stays a brace.
    """
    try:
        return sentence.format_map(dict(facts))
    except (KeyError, IndexError, ValueError):
        return ""


def check_words(check: Check) -> tuple[str, str]:
    """(what is checked, the fact about it) of one line of "Before you import"."""
    what, fact = _checks().get(check.code, (translate("words", "Check"), ""))
    if check.code is CheckCode.PRICE_REFUSED:
        own = check.facts.get("sentence", "")
        return what, reason_words(check.facts.get("reason"), check.facts, own)
    facts = check.facts
    if check.code is CheckCode.OTHER_WAREHOUSES:
        facts = {**facts, "others": places(facts.get("others", "").split(", "))}
    return what, fill(fact, facts) or check.sentence()


def places(names: Sequence[str]) -> str:
    """Some places in a sentence: "Poland, Spain and France"; of many, the first and how many."""
    shown, more = list(names[:MOST_NAMED]), len(names) - MOST_NAMED
    if more > 0:
        one = translate("words", "{count} more place")
        last = formats.counted(more, one, translate("words", "{count} more places"))
    else:
        last = shown.pop()
    if not shown:
        return last
    return translate("words", "{names} and {last}").format(names=", ".join(shown), last=last)


def short_check(code: str, facts: Mapping[str, str]) -> str:
    """A few words for a list's cell, such as "2 of 6 variants sold out"; "Ready" where fine."""
    found = _short().get(code)
    return (fill(found, facts) if found else "") or translate("words", "Ready")


def _checks() -> dict[CheckCode, tuple[str, str]]:
    stock, price = translate("words", "Stock"), translate("words", "Price")
    pictures, margin = translate("words", "Pictures"), translate("words", "Margin")
    duplicate, variants = translate("words", "Duplicate"), translate("words", "Variants")
    code = CheckCode
    return {
        code.STAYS_DRAFT: (
            translate("words", "On sale"),
            translate("words", "Starts as a draft: its pictures have no public address yet"),
        ),
        code.PRICE_CHANGED_SINCE: (
            price,
            translate("words", "Was {old} when you looked; now {new}"),
        ),
        code.NO_DESCRIPTION: (
            translate("words", "Description"),
            translate("words", "The description could not be fetched"),
        ),
        code.DUPLICATE: (duplicate, translate("words", "Already in your catalog as {sku}")),
        code.NOT_IN_CATALOG: (duplicate, translate("words", "Not in your catalog")),
        code.NO_CATEGORY: (
            translate("words", "Category"),
            translate("words", "Choose a category: it sets the price"),
        ),
        code.NO_VARIANT: (variants, translate("words", "Tick at least one variant")),
        code.VARIANTS_UNKNOWN: (
            variants,
            translate(
                "words",
                "This page does not tell sizes, colours and their prices. Give it another page "
                "of the same item (saved from your browser) and they are added.",
            ),
        ),
        code.ITEM_UNKNOWN: (
            translate("words", "Item"),
            translate(
                "words",
                "This page does not tell which item it shows. Save the item's own page in your "
                "browser and give that.",
            ),
        ),
        code.NO_PICTURE: (pictures, translate("words", "No picture is ticked")),
        code.PICTURES: (pictures, translate("words", "{count} chosen")),
        code.PRICE_REFUSED: (price, ""),
        code.BAIT_PRICE: (
            price,
            translate("words", "{price} is for first buyers only; {list_price} is used"),
        ),
        code.SOME_SOLD_OUT: (stock, translate("words", "{count} of {of} variants are sold out")),
        code.STOCK_UNKNOWN: (
            stock,
            translate("words", "The supplier gives no number for {count} of {of} variants"),
        ),
        code.IN_STOCK: (stock, translate("words", "Every variant is in stock")),
        code.OTHER_WAREHOUSES: (
            translate("words", "Warehouse"),
            translate("words", "Bought from {warehouse}; also sold from {others}"),
        ),
        code.LOW_MARGIN: (margin, translate("words", "Only {percent} %; under {floor} %")),
        code.LOW_MARKUP: (
            translate("words", "Markup"),
            translate("words", "The category's markup is {markup}; under 2"),
        ),
        code.LOW_PRICE: (price, translate("words", "{price} is under {floor}")),
        code.HIGH_PRICE: (price, translate("words", "{price} is over {ceiling}")),
        code.MARGIN: (margin, translate("words", "{percent} %")),
        code.CONVERTED: (
            translate("words", "Currency"),
            translate("words", "1 {currency} = {rate} {shop_currency}, noted {day}"),
        ),
        code.PRICE_CUT: (
            price,
            translate("words", "The category's highest price cuts it to {price}"),
        ),
        code.PRICE_MISSING: (
            price,
            translate("words", "The supplier gives no price for {count} of {of} variants"),
        ),
    }


def _short() -> dict[str, str]:
    code = CheckCode
    return {
        code.STAYS_DRAFT: translate("words", "Starts as a draft"),
        code.PRICE_CHANGED_SINCE: translate("words", "Price changed"),
        code.NO_DESCRIPTION: translate("words", "No description"),
        code.DUPLICATE: translate("words", "In your catalog"),
        code.NO_CATEGORY: translate("words", "Choose a category"),
        code.NO_VARIANT: translate("words", "No variant ticked"),
        code.VARIANTS_UNKNOWN: translate("words", "Variants unknown"),
        code.ITEM_UNKNOWN: translate("words", "Item unknown"),
        code.NO_PICTURE: translate("words", "No picture ticked"),
        code.PRICE_REFUSED: translate("words", "Price refused"),
        code.BAIT_PRICE: translate("words", "List price used"),
        code.SOME_SOLD_OUT: translate("words", "{count} of {of} sold out"),
        code.STOCK_UNKNOWN: translate("words", "Stock unknown"),
        code.LOW_MARGIN: translate("words", "Margin {percent} %"),
        code.LOW_MARKUP: translate("words", "Low markup"),
        code.LOW_PRICE: translate("words", "Low price"),
        code.HIGH_PRICE: translate("words", "High price"),
        code.CONVERTED: translate("words", "Converted"),
        code.PRICE_CUT: translate("words", "Price cut"),
        code.PRICE_MISSING: translate("words", "Price missing"),
    }
