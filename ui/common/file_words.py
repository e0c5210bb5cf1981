"""The window's sentence for each reason that a file of the owner's cannot be taken in."""

from PySide6.QtCore import QCoreApplication

translate = QCoreApplication.translate


def sentences() -> dict[str, str]:
    """Reason → sentence, with the {facts} that it names."""
    return {**_pages(), **_lists(), **_lines(), **_prices()}


def _pages() -> dict[str, str]:
    return {
        "file_webarchive": translate(
            "faults",
            "Only Safari can read its web archives. In Safari choose File > Save As… and as format "
            "Page Source, then drop that.",
        ),
        "file_is_list": translate(
            "faults", "This is a list of addresses, not one page. Drop it on Import."
        ),
        "file_is_picture": translate(
            "faults", "This is a picture. Drop the product's saved page; its pictures come along."
        ),
        "file_is_pdf": translate(
            "faults", "This is a PDF. Save the page itself in your browser and drop that."
        ),
        "file_is_packed": translate(
            "faults", "This file is packed. Unpack it and drop what is in it."
        ),
        "file_not_opened": translate(
            "faults",
            "This file could not be opened safely. Save it once more: a page as HTML only, a list "
            "as CSV.",
        ),
        "archive_damaged": translate(
            "faults",
            "This saved page is damaged. Open the product in your browser and save it again.",
        ),
        "archive_without_page": translate(
            "faults",
            "There is no page in this file. Open the product in your browser and save it again.",
        ),
        "folder_without_pages": translate(
            "faults", "There is no saved page and no list in this folder. Drop the page itself."
        ),
        "folder_too_full": translate(
            "faults", "There is too much in this folder. Drop at most {most} saved pages at once."
        ),
    }


def _lists() -> dict[str, str]:
    return {
        "file_old_workbook": translate(
            "faults", "This is a workbook of the old form. Open it and save it as .xlsx or CSV."
        ),
        "list_damaged": translate(
            "faults",
            "This list is damaged. Open it in your spreadsheet program and save it again, as "
            ".xlsx or CSV.",
        ),
        "list_locked": translate(
            "faults", "This workbook is locked with a password. Save it without one, or as CSV."
        ),
        "list_too_large": translate(
            "faults",
            "This holds far more than a list of addresses. Copy the addresses into a new list.",
        ),
        "list_too_long": translate(
            "faults", "This list has {count} lines; {most} at once are the most. Split it in parts."
        ),
        "list_empty": translate("faults", "There is nothing in this list."),
        "list_not_written": translate(
            "faults", "The list could not be written there. Choose another folder."
        ),
    }


def _lines() -> dict[str, str]:
    return {
        "list_no_address": translate("faults", "There is no address on this line."),
        "list_many_addresses": translate(
            "faults", "Several addresses are in one cell. Give each a line of its own."
        ),
        "list_rounded_number": translate(
            "faults",
            "The spreadsheet has rounded this item number. Put the item's address there instead.",
        ),
        "list_repeated": translate("faults", "The same product as on line {before}."),
        "list_unknown_category": translate(
            "faults",
            "The shop has no category \N{LEFT DOUBLE QUOTATION MARK}{category}"
            "\N{RIGHT DOUBLE QUOTATION MARK}. Write it as the shop does.",
        ),
    }


def _prices() -> dict[str, str]:
    return {
        "list_price_unreadable": translate("faults", "{price} is no price. Write it as 12.99."),
        "list_price_ambiguous": translate(
            "faults", "{price} may mean two prices. Write it with two decimals, as 12.99."
        ),
        "list_price_currency": translate(
            "faults", "{price} is not in the shop's currency. Write the price in {currency}."
        ),
        "own_price_below_cost": translate(
            "faults",
            "Your price {price} is under what this product costs with shipping ({lowest}). Raise "
            "it in the list and drop that again, or take the category's price.",
        ),
    }
