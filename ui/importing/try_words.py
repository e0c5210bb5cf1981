"""Says each way by which an import tried to get its page, and what came of it."""

from collections.abc import Iterable
from datetime import datetime

from PySide6.QtCore import QCoreApplication

from babydrop_desktop.domain.routes import Route, Try
from babydrop_desktop.domain.supplier_product import Outcome
from ui.common import formats, words

translate = QCoreApplication.translate


def try_lines(tries: Iterable[Try], now: datetime) -> list[str]:
    """One line a try, the oldest first: "By plain request, today 14:02: …"."""
    return [_line(one, now) for one in tries]


def _line(one: Try, now: datetime) -> str:
    said = translate("import", "{way}, {when}: {what}")
    when = formats.day_and_time(one.at, now)
    return said.format(way=_way(one.route), when=when, what=_outcome(one))


def _way(route: Route) -> str:
    return {
        Route.API: translate("import", "By AliExpress' official interface"),
        Route.BROWSER: translate("import", "By your browser"),
        Route.HTTP: translate("import", "By plain request"),
    }[route]


def _outcome(one: Try) -> str:
    known = {
        Outcome.PRODUCT.value: translate("import", "the product"),
        "page": translate("import", "a page, not read yet"),
        Outcome.CAPTCHA.value: translate("import", "AliExpress shows a check"),
        Outcome.REMOVED.value: translate("import", "the item is not sold any more"),
        Outcome.REGION_UNAVAILABLE.value: translate("import", "not sold in your region"),
        Outcome.NOT_A_PRODUCT.value: translate("import", "a page without a product"),
        Outcome.UNREADABLE.value: translate("import", "a page that could not be read"),
        Outcome.TOKEN_NEEDED.value: translate("import", "AliExpress wants another visit first"),
        Outcome.API_ERROR.value: translate("import", "AliExpress answers with an error"),
        "host_waits": translate("import", "a pause is asked for"),
    }
    if one.outcome in known:
        return known[one.outcome]
    return words.reason_words(one.outcome, {}, one.says) or one.says or one.outcome
