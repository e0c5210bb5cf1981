"""Says the checks of an import: in a word for the list, in a sentence for the detail."""

from decimal import Decimal, InvalidOperation

from PySide6.QtCore import QCoreApplication

from babydrop_desktop.domain.checks import Check, CheckCode, Level
from babydrop_desktop.domain.jobs import JobSummary
from ui.common import formats

translate = QCoreApplication.translate


def short_check(summary: JobSummary) -> tuple[str, str, str]:
    """Icon, word and colour role of a read product's worst check."""
    try:
        code = CheckCode(summary.check) if summary.check else None
    except ValueError:
        code = None
    if code is None or code in _FINE:
        return "circle-check", translate("import", "Ready"), "ok"
    level = Level.BLOCKED if code in _BLOCKED else Level.LOOK
    icon, role = ("circle-alert", "red") if level is Level.BLOCKED else ("triangle-alert", "amber")
    return icon, _short(code, summary.check_facts), role


def subject(code: CheckCode) -> str:
    """What a check is about, in a word or two."""
    return {
        "duplicate": translate("import", "Duplicate"),
        "category": translate("import", "Category"),
        "variants": translate("import", "Variants"),
        "pictures": translate("import", "Pictures"),
        "price": translate("import", "Price"),
        "stock": translate("import", "Stock"),
        "warehouse": translate("import", "Ships from"),
        "margin": translate("import", "Margin"),
        "rate": translate("import", "Rate"),
    }[_SUBJECTS[code]]


def sentence(check: Check) -> str:
    """What was found, in one sentence."""
    words = _sentences()[check.code]
    facts = _Facts(check.facts)
    return words.format_map(facts)


class _Facts(dict[str, str]):
    """The facts of a check as the owner writes them; a fact that is missing is a dash."""

    def __init__(self, facts: dict[str, str]) -> None:
        super().__init__({name: _figure(name, value) for name, value in facts.items()})

    def __missing__(self, key: str) -> str:
        return formats.NONE


def _figure(name: str, value: str) -> str:
    if name not in _AMOUNTS:
        return value
    try:
        return formats.amount(Decimal(value))
    except InvalidOperation:
        return value


_AMOUNTS = frozenset({"price", "list_price", "ceiling"})
_FINE = frozenset(
    {
        CheckCode.NOT_IN_CATALOG,
        CheckCode.PICTURES,
        CheckCode.IN_STOCK,
        CheckCode.OTHER_WAREHOUSES,
        CheckCode.MARGIN,
    }
)
_BLOCKED = frozenset(
    {CheckCode.DUPLICATE, CheckCode.NO_CATEGORY, CheckCode.NO_VARIANT, CheckCode.PRICE_REFUSED}
)
_SUBJECTS = {
    CheckCode.DUPLICATE: "duplicate",
    CheckCode.NOT_IN_CATALOG: "duplicate",
    CheckCode.NO_CATEGORY: "category",
    CheckCode.NO_VARIANT: "variants",
    CheckCode.NO_PICTURE: "pictures",
    CheckCode.PICTURES: "pictures",
    CheckCode.PRICE_REFUSED: "price",
    CheckCode.BAIT_PRICE: "price",
    CheckCode.SOME_SOLD_OUT: "stock",
    CheckCode.STOCK_UNKNOWN: "stock",
    CheckCode.IN_STOCK: "stock",
    CheckCode.OTHER_WAREHOUSES: "warehouse",
    CheckCode.LOW_MARGIN: "margin",
    CheckCode.LOW_MARKUP: "margin",
    CheckCode.LOW_PRICE: "price",
    CheckCode.HIGH_PRICE: "price",
    CheckCode.MARGIN: "margin",
    CheckCode.CONVERTED: "rate",
    CheckCode.PRICE_CUT: "price",
    CheckCode.PRICE_MISSING: "variants",
}


def _short(code: CheckCode, facts: dict[str, str]) -> str:
    words = {
        CheckCode.DUPLICATE: translate("import", "In your catalog"),
        CheckCode.NO_CATEGORY: translate("import", "Choose a category"),
        CheckCode.NO_VARIANT: translate("import", "Tick a variant"),
        CheckCode.NO_PICTURE: translate("import", "No picture ticked"),
        CheckCode.PRICE_REFUSED: translate("import", "Price refused"),
        CheckCode.BAIT_PRICE: translate("import", "List price used"),
        CheckCode.SOME_SOLD_OUT: translate("import", "{count} of {of} sold out"),
        CheckCode.STOCK_UNKNOWN: translate("import", "Stock unknown"),
        CheckCode.LOW_MARGIN: translate("import", "Low margin"),
        CheckCode.LOW_MARKUP: translate("import", "Low markup"),
        CheckCode.LOW_PRICE: translate("import", "Low price"),
        CheckCode.HIGH_PRICE: translate("import", "High price"),
        CheckCode.CONVERTED: translate("import", "Converted"),
        CheckCode.PRICE_CUT: translate("import", "Price cut"),
        CheckCode.PRICE_MISSING: translate("import", "{count} of {of} unpriced"),
    }
    return words[code].format_map(_Facts(facts))


def _sentences() -> dict[CheckCode, str]:
    return {
        CheckCode.DUPLICATE: translate("import", "Already in your catalog as {sku}"),
        CheckCode.NOT_IN_CATALOG: translate("import", "Not in your catalog"),
        CheckCode.NO_CATEGORY: translate("import", "Choose a category: it sets the price"),
        CheckCode.NO_VARIANT: translate("import", "Tick at least one variant"),
        CheckCode.NO_PICTURE: translate("import", "No picture is ticked"),
        CheckCode.PICTURES: translate("import", "{count} chosen"),
        CheckCode.PRICE_REFUSED: "{sentence}",
        CheckCode.BAIT_PRICE: translate(
            "import", "{price} is for first buyers only; the list price {list_price} is used"
        ),
        CheckCode.SOME_SOLD_OUT: translate("import", "{count} of {of} variants are sold out"),
        CheckCode.STOCK_UNKNOWN: translate(
            "import", "The supplier gives no number for {count} of {of} variants"
        ),
        CheckCode.IN_STOCK: translate("import", "All {of} variants are in stock"),
        CheckCode.OTHER_WAREHOUSES: translate(
            "import", "Bought from {warehouse}; {count} other warehouses"
        ),
        CheckCode.LOW_MARGIN: translate("import", "Only {percent} %; under {floor} %"),
        CheckCode.LOW_MARKUP: translate("import", "The category's markup is {markup}; under 2"),
        CheckCode.LOW_PRICE: translate("import", "{price} is under {floor}"),
        CheckCode.HIGH_PRICE: translate("import", "{price} is over {ceiling}"),
        CheckCode.MARGIN: translate("import", "{percent} %"),
        CheckCode.CONVERTED: translate(
            "import", "1 {currency} = {rate} {shop_currency}, noted {day}"
        ),
        CheckCode.PRICE_CUT: translate("import", "The category's highest price cuts it to {price}"),
        CheckCode.PRICE_MISSING: translate(
            "import", "The supplier gives no price for {count} of {of} variants"
        ),
    }
