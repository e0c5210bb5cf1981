"""Says in the status bar that AliExpress wants something of the owner in the browser's window."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from babydrop_desktop.domain.changes import Change
from ui.common.notice_action import BadNews, NoticeAction

if TYPE_CHECKING:
    from ui.context import PlaceContext


class BrowserNews(QObject):
    """Tells it once each time; `changed` when it begins and when it is over."""

    changed = Signal()

    def __init__(self, context: "PlaceContext", parent: QObject) -> None:
        super().__init__(parent)
        self._context = context
        self._tasks = context.tasks(self)
        self._told = ""
        context.changes.changed.connect(self._on_changed)

    def _on_changed(self, change: Change) -> None:
        if not change.jobs:
            return
        needs = self._context.services.browser.needs()  # known at once: nothing is asked for it
        if needs == self._told:
            return
        self._told = needs
        self.changed.emit()
        if needs:
            words = {
                "captcha": self.tr("AliExpress wants a check to be passed in the browser window"),
                "login": self.tr("AliExpress wants you to sign in in the browser window"),
            }
            verb = self.tr("Show the browser")
            sentence = BadNews(words.get(needs, ""))
            self._context.notify(sentence, NoticeAction(verb, self._show))

    def _show(self) -> None:
        self._tasks.start(self._ask_show())

    async def _ask_show(self) -> None:
        await self._context.ask(self._context.services.browser.show)
