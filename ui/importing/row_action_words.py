"""The verbs and icons of what can be done with a line of the list."""

from PySide6.QtCore import QCoreApplication

from ui.importing.row_actions import RowAction

translate = QCoreApplication.translate

_ICONS = {
    RowAction.IMPORT: "download",
    RowAction.CANCEL: "",
    RowAction.RETRY: "rotate-cw",
    RowAction.CHOOSE_FILE: "file-up",
    RowAction.SHOW_PRODUCT: "shirt",
    RowAction.OPEN_PAGE: "external-link",
    RowAction.SHOW_BROWSER: "external-link",
    RowAction.REMOVE: "",
}


def action_icon(action: RowAction) -> str:
    """The icon's name, "" where the verb stands alone."""
    return _ICONS[action]


def action_off(action: RowAction, *, demo: bool) -> str:
    """Why this cannot be done in this shop, "" where it can."""
    if demo and action is RowAction.OPEN_PAGE:
        return translate("import", "The demo shop's items have no page: they do not exist")
    return ""


def action_words(action: RowAction) -> str:
    """The verb of one line's key."""
    return {
        RowAction.IMPORT: translate("import", "Import"),
        RowAction.CANCEL: translate("import", "Cancel"),
        RowAction.RETRY: translate("import", "Try again"),
        RowAction.CHOOSE_FILE: translate("import", "Choose file…"),
        RowAction.SHOW_PRODUCT: translate("import", "Show in catalog"),
        RowAction.OPEN_PAGE: translate("import", "Open page"),
        RowAction.SHOW_BROWSER: translate("import", "Show the browser"),
        RowAction.REMOVE: translate("import", "Remove"),
    }[action]
