"""The window's sentences about edits of products: why one is not saved, or not taken back."""

from PySide6.QtCore import QCoreApplication

translate = QCoreApplication.translate

# These say more in their own words: which field somebody else changed, how far a text is too long.
OWN_WORDS = frozenset({"price_too_fine", "text_too_long", "too_many_entries", "too_many_variants"})


def sentences() -> dict[str, str]:
    """Reason → sentence, with the {facts} that it names."""
    return {**_values(), **_saving()}


def _values() -> dict[str, str]:
    return {
        "age_wrong": translate("edits", "An age is a whole number of months from 0 to {most}."),
        "ages_contradict": translate(
            "edits", "The lowest age, {min_age} months, is above the highest, {max_age}."
        ),
        "name_missing": translate("edits", "A product needs a title."),
        "price_not_positive": translate("edits", "A price is more than nothing."),
        "price_below_cost": translate(
            "edits",
            "{price} is under what the product costs with its shipping buffer, {lowest}. Raise the "
            "price, or type the reason why it is so low.",
        ),
        "text_unusable": translate(
            "edits",
            "The text holds a character that cannot be saved. Type it again instead of pasting it.",
        ),
    }


def _saving() -> dict[str, str]:
    return {
        "already_undone": translate("edits", "This was taken back already."),
        "changed_meanwhile": translate(
            "edits",
            "Somebody else changed this since it was shown. Nothing was saved: look at what it is "
            "now, then decide.",
        ),
        "edit_gone": translate("edits", "There is no such edit any more."),
        "edit_not_known": translate(
            "edits", "A newer version of this program made this edit. Take it back there."
        ),
        "pictures_not_public": translate(
            "edits",
            "A picture of this product has no public address: with a web shop's database it cannot "
            "be put on sale yet.",
        ),
        "changed_since": translate("edits", "It was changed since."),
        "title_changed": translate("edits", "Its title is “{title}” by now."),
        "no_description": translate(
            "edits",
            "The supplier's description could not be fetched. Write your own, or try again.",
        ),
        "too_many_products": translate("edits", "At most {most} products can be edited at once."),
    }
