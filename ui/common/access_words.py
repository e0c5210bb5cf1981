"""The window's sentences for what AliExpress' official interface, or its key, cannot do."""

from PySide6.QtCore import QCoreApplication

translate = QCoreApplication.translate


def sentences() -> dict[str, str]:
    """Reason → sentence."""
    return {**_key(), **_permission(), **_interface()}


def _key() -> dict[str, str]:
    return {
        "no_key": translate(
            "faults",
            "There is no key for AliExpress' official interface. Preferences, AliExpress, takes "
            "one.",
        ),
        "key_unknown": translate(
            "faults",
            "AliExpress does not know this App Key. Copy it from your app's page once more.",
        ),
        "secret_wrong": translate(
            "faults",
            "The App Secret is not the one of this App Key. Copy it from your app's page once "
            "more.",
        ),
        "clock_wrong": translate(
            "faults",
            "AliExpress finds that this computer's clock is wrong. Set its date and time, then "
            "try again.",
        ),
    }


def _permission() -> dict[str, str]:
    return {
        "sign_in_again": translate(
            "faults",
            "AliExpress wants you to allow it again: open Preferences, AliExpress, and sign in.",
        ),
        "sign_in_refused": translate(
            "faults", "AliExpress did not allow it. Press Sign in again and choose to allow it."
        ),
        "sign_in_code_wrong": translate(
            "faults",
            "There is no code in this. After you allowed it, copy the whole address from your "
            "browser and paste it here.",
        ),
        "sign_in_code_ended": translate(
            "faults",
            "This code does not count any more: it lives for three minutes, and once. Press Sign "
            "in again and paste the new one.",
        ),
        "sign_in_busy": translate(
            "faults",
            "Another program of yours renews the permission at AliExpress just now. Try again.",
        ),
    }


def _interface() -> dict[str, str]:
    return {
        "no_way": translate(
            "faults",
            "No way is left to open this page. Save it in your browser and drop the file here, or "
            "look at Preferences, AliExpress.",
        ),
        "host_waits": translate("faults", "{host} wants a pause. It goes on by itself."),
        "api_busy": translate(
            "faults",
            "AliExpress' official interface is asked too often at the moment. It goes on by "
            "itself.",
        ),
        "api_broken": translate(
            "faults",
            "AliExpress' official interface has a fault of its own at the moment. Try again later.",
        ),
        "api_not_permitted": translate(
            "faults",
            "Your app at AliExpress may not ask this. Look on its page there whether the "
            "dropshipping interface is granted to it.",
        ),
        "api_refused": translate(
            "faults", "AliExpress' official interface did not take the question. Try again later."
        ),
        "api_gone": translate(
            "faults",
            "AliExpress' official interface is not where it was. Look for a newer version of this "
            "program.",
        ),
        "api_too_large": translate(
            "faults", "The answer of AliExpress' official interface is larger than {limit}."
        ),
        "api_not_allowed": translate(
            "faults", "This is not the address of AliExpress' official interface."
        ),
        "shipping_untold": translate(
            "faults",
            "AliExpress does not say what shipping this variant costs. Look at its page.",
        ),
    }
