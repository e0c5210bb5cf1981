"""The window's sentence for each reason that the shop's work may stop for.

What happened, then what to do. A sentence names the facts that its error always has.
"""

from PySide6.QtCore import QCoreApplication

from ui.common import (
    access_words,
    copies_words,
    database_words,
    edit_words,
    file_words,
    order_fault_words,
)

translate = QCoreApplication.translate

# These say more in their own words than their facts can carry: a line of a file, a system's reason.
OWN_WORDS = frozenset(
    {
        "backup_newer",
        "backup_no_room",
        "backup_not_written",
        "bad_file_name",
        "connection_incomplete",
        "database_address_wrong",
        "database_not_to_prepare",
        "file_exists",
        "file_unreadable",
        "indexes_need_owner",
        "key_incomplete",
        "needs_yes",
        "no_pictures",
        "no_shop_open",
        "no_shop_here",
        "not_the_demo_shop",
        "picture_unreadable",
        "pictures_not_writable",
        "profile_not_writable",
        "restore_running",
        "settings_by_hand",
        "settings_not_written",
        "settings_wrong",
        "this_is_the_demo_shop",
        "too_many_requests",
        "upgrade_needed",
        *edit_words.OWN_WORDS,
    }
)


def sentences() -> dict[str, str]:
    """Reason → sentence, with the {facts} that it names."""
    return {
        **_addresses(),
        **_pages(),
        **_files(),
        **file_words.sentences(),
        **_network(),
        **_money(),
        **_jobs(),
        **access_words.sentences(),
        **copies_words.sentences(),
        **order_fault_words.sentences(),
        **edit_words.sentences(),
        **database_words.now(),
        **database_words.itself(),
    }


def _addresses() -> dict[str, str]:
    return {
        "empty": translate("faults", "Paste the address of an AliExpress item, or its number."),
        "not_aliexpress": translate(
            "faults",
            "This is not an AliExpress address. Paste the address of an item page, such as "
            "https://www.aliexpress.com/item/1005001234567890.html.",
        ),
        "short_link": translate(
            "faults",
            "This is a short link that hides the item. Open it in your browser and paste the "
            "address that the browser then shows.",
        ),
        "store_page": translate(
            "faults",
            "This is a store, not a product. Open one product and paste its address.",
        ),
        "search_page": translate(
            "faults", "This is a search, not a product. Open one result and paste its address."
        ),
        "category_page": translate(
            "faults", "This is a category, not a product. Open one product and paste its address."
        ),
        "not_an_item": translate(
            "faults", "No item number was found here. Open the item's page and paste its address."
        ),
        "too_many": translate("faults", "{count} addresses are too many at once. Paste in parts."),
    }


def _pages() -> dict[str, str]:
    return {
        "captcha": translate(
            "faults",
            "AliExpress shows a check. Pass it in your browser, save the page there and drop it "
            "here.",
        ),
        "removed": translate(
            "faults", "AliExpress says that this product is gone. Look for another supplier."
        ),
        "region_unavailable": translate(
            "faults",
            "This product is not sold to the country that the page was opened for. Change the "
            "country on AliExpress, or look for another supplier.",
        ),
        "not_a_product": translate(
            "faults", "This is not a product's page. Open one product and save that page."
        ),
        "api_error": translate(
            "faults", "AliExpress' service answered with an error. Try again later."
        ),
        "token_needed": translate(
            "faults",
            "AliExpress' service wants a new session first. Open the product in your browser, "
            "save the page there and drop it here.",
        ),
        "page_too_large": translate(
            "faults",
            "This page is larger than 8 MB; no product's page is. Save the page itself, as HTML "
            "only, and try again.",
        ),
        "page_refused": translate(
            "faults",
            "{host} does not give this page to a program. Save the page in your browser and drop "
            "it here.",
        ),
        "page_gone": translate(
            "faults",
            "{host} has no page at this address any more. Find the item again and paste its new "
            "address.",
        ),
        "page_redirects": translate(
            "faults", "{host} sends this address in circles. Check the address."
        ),
        "page_not_allowed": translate(
            "faults", "This address is not one of AliExpress' own, so it was not opened."
        ),
        "side_process_not_started": translate(
            "faults",
            "The part of the program that opens pages and pictures could not be started. "
            "Close other programs, or start this one again.",
        ),
        "demo_shut": translate(
            "faults",
            "This is the demo shop: nothing is fetched from AliExpress here. Drop a saved page, "
            "or open your own shop.",
        ),
    }


def _files() -> dict[str, str]:
    return {
        "file_missing": translate(
            "faults", "There is no such file: {path}. Look where the page was saved."
        ),
        "unreadable": translate(
            "faults",
            "This page does not hold the whole product. Open it in your browser, wait until it "
            "has loaded, save it again and drop it here.",
        ),
        "file_empty": translate(
            "faults", "This file is empty. Save the page again when it has loaded whole."
        ),
        "picture_too_many_pixels": translate(
            "faults",
            "The picture is too large to open safely. The product can be imported without it.",
        ),
        "picture_too_large": translate(
            "faults", "The picture is larger than {limit}. Leave it out."
        ),
        "picture_refused": translate(
            "faults", "{host} does not give this picture to a program. Leave it out."
        ),
        "picture_gone": translate(
            "faults",
            "The seller has taken this picture away. Import without it, or read the page again.",
        ),
        "picture_redirects": translate("faults", "{host} sends this picture in circles."),
        "picture_not_allowed": translate(
            "faults", "This picture is not on one of AliExpress' own hosts, so it was not opened."
        ),
    }


def _network() -> dict[str, str]:
    return {
        "browser_ended": translate("faults", "The browser was closed, or has crashed. Try again."),
        "browser_in_use": translate(
            "faults", "Another BabyDrop of this shop uses the browser. Try again when it is done."
        ),
        "browser_not_started": translate(
            "faults",
            "The browser could not be started. Close other programs, or name another browser "
            "under [browser] in the settings; saved pages can be imported without one.",
        ),
        "no_answer": translate(
            "faults", "{host} does not answer. Check the internet connection, then try again."
        ),
        "no_network": translate(
            "faults",
            "The address of {host} could not be looked up. Check the internet connection, then "
            "try again.",
        ),
        "too_slow": translate(
            "faults", "{host} sends too slowly. Try again later, or on another network."
        ),
        "broken_answer": translate("faults", "The answer of {host} broke off. Try again."),
        "server_error": translate(
            "faults", "{host} has a fault of its own at the moment. Try again in some minutes."
        ),
        "certificate_wrong": translate(
            "faults",
            "The connection to {host} is not safe: its certificate is wrong. Sign in to the "
            "Wi-Fi you are on, check this laptop's date, or use another network.",
        ),
        "address_not_public": translate(
            "faults",
            "The network answers for {host} with an address that is not on the internet. Sign in "
            "to the Wi-Fi, then try again.",
        ),
        "mirror_wrong": translate(
            "faults",
            "The mirror of {host} in the settings file is no usable address. Mend it under "
            "[network.mirrors], or remove the line.",
        ),
    }


def _money() -> dict[str, str]:
    return {
        "amount_too_large": translate(
            "faults", "{amount} is more than the shop's database can hold."
        ),
        "no_rate": translate(
            "faults",
            "The price is in {currency} and no rate to {shop_currency} is noted. Open the page "
            "with prices in {shop_currency}, or note a rate in the settings file under "
            "[currency.rates].",
        ),
        "negative_cost": translate("faults", "{cost} is no cost."),
        "markup_below_one": translate(
            "faults",
            "The category's markup is {markup}: below 1 it would sell under cost. Raise it in the "
            "category.",
        ),
        "limits_contradict": translate(
            "faults",
            "The category's lowest price {min_price} is above its highest price {max_price}. "
            "Change one of them in the category.",
        ),
        "max_price_below_cost": translate(
            "faults",
            "The category's highest price {max_price} is below what this product costs with "
            "shipping ({lowest}). Raise it, or choose another category.",
        ),
        "sold_out": translate(
            "faults",
            "Every variant is sold out at the supplier. Try again when it is back, or find "
            "another supplier.",
        ),
        "warehouse_gone": translate(
            "faults", "The chosen warehouse is not on this page any more. Choose another one."
        ),
        "category_gone": translate(
            "faults", "The chosen category is not there any more. Choose another one."
        ),
        "unknown_category": translate("faults", "There is no category {slug}."),
    }


def _jobs() -> dict[str, str]:
    return {
        "cancelled": translate("faults", "Cancelled. What was finished is kept."),
        "closing": translate("faults", "The program is closing; it goes on at the next start."),
        "duplicate": translate("faults", "This item is in your catalog already, as {sku}."),
        "sku_taken": translate(
            "faults",
            "Another product has the SKU {sku} already. Change that product's SKU first.",
        ),
        "product_gone": translate("faults", "This product is not in the shop any more."),
        "job_gone": translate("faults", "This import is not in the list any more."),
        "completed": translate("faults", "Another page of the same item completed it."),
        "job_started": translate("faults", "This import has begun. Cancel it first."),
        "not_read": translate("faults", "The page is not read yet."),
        "other_item": translate(
            "faults",
            "This page is of another item than the one asked for. Open the item in your browser, "
            "save that page and drop it here.",
        ),
        "lease_lost": translate(
            "faults", "Another window has taken over this import; it goes on there."
        ),
        "poison": translate(
            "faults",
            "This import ended the program several times, so it is not started again by itself.",
        ),
        "bug": translate(
            "faults",
            "Something in the program went wrong with this import. It is noted in the log; try "
            "again.",
        ),
        "already_exists": translate("faults", "The same thing was saved a moment before."),
    }
