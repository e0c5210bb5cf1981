"""An issue's kind as the question or the sentence that the owner reads."""

from collections.abc import Mapping

from PySide6.QtCore import QCoreApplication

translate = QCoreApplication.translate


def title(facts: Mapping[str, str]) -> str:
    """The line's title with {title} for the order's number."""
    return _titles().get(facts.get("kind", ""), translate("needs", "{title}: an issue is open"))


def icon(facts: Mapping[str, str]) -> str:
    """The line's sign: a question, a parcel on its way, or trouble of another kind."""
    kind = facts.get("kind", "")
    if kind == "PLACEMENT_UNKNOWN":
        return "circle-question-mark"
    return "route" if kind in _after_shipping() else "circle-alert"


def _titles() -> dict[str, str]:
    return {**_before_shipping(), **_after_shipping()}


def _before_shipping() -> dict[str, str]:
    return {
        "SKU_CHANGED": translate("needs", "{title}: the supplier changed a variant"),
        "OUT_OF_STOCK": translate("needs", "{title}: sold out at the supplier"),
        "LISTING_GONE": translate("needs", "{title}: the supplier's page is gone"),
        "NO_SHIP_TO_COUNTRY": translate("needs", "{title}: not shipped to this country"),
        "PRICE_UP": translate("needs", "{title}: the supplier's price rose"),
        "ADDRESS_INVALID": translate("needs", "{title}: the address is not right"),
        "ID_MISSING": translate("needs", "{title}: an id of the customer is missing"),
        "PAYMENT_DUE": translate("needs", "{title}: the supplier has to be paid"),
        "PLACEMENT_UNKNOWN": translate("needs", "{title}: was it bought or not?"),
        "SUPPLIER_CANCELLED": translate("needs", "{title}: the supplier cancelled"),
        "CUSTOMER_CANCEL": translate("needs", "{title}: the customer wants to cancel"),
        "SAFETY_HOLD": translate("needs", "{title}: held back for safety"),
    }


def _after_shipping() -> dict[str, str]:
    return {
        "NO_TRACKING": translate("needs", "{title}: no tracking number"),
        "TRACKING_STALE": translate("needs", "{title}: parcel stands still"),
        "CUSTOMS_HELD": translate("needs", "{title}: held by customs"),
        "DUTY_UNPAID": translate("needs", "{title}: duty has to be paid"),
        "DELIVERY_FAILED": translate("needs", "{title}: could not be delivered"),
        "RETURNED": translate("needs", "{title}: parcel goes back"),
        "LOST": translate("needs", "{title}: parcel is lost"),
        "DAMAGED": translate("needs", "{title}: arrived damaged"),
        "WRONG_ITEM": translate("needs", "{title}: the wrong item arrived"),
        "NOT_AS_DESCRIBED": translate("needs", "{title}: not as described"),
    }
