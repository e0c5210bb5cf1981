"""The owner's key at AliExpress in memory: it answers as the real one does."""

from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal
from threading import Event

from babydrop_desktop.domain.money import Money
from babydrop_desktop.domain.supplier_access import AccessState, AccessStatus
from babydrop_desktop.services.supplier_account import Tried

UNTIL = datetime(2099, 11, 24, 14, 5, tzinfo=UTC)


class FakeAccount:
    """`asked` names the calls with what they were given; `error` is raised by the next ones."""

    def __init__(self, state: AccessState = AccessState.NO_KEY) -> None:
        self.now = AccessStatus(AccessState.NO_KEY)
        self.become(state)
        self.asked: list[tuple[str, ...]] = []
        self.error: Exception | None = None
        self.gate, self.begun = Event(), Event()
        self.gate.set()

    def become(self, state: AccessState) -> AccessStatus:
        kept = state not in {AccessState.NO_KEY, AccessState.DEMO}
        self.now = AccessStatus(
            state,
            app_key="123456" if kept else "",
            returns_to="https://shop.example/done" if kept else "",
            account="ada@shop.example" if state is AccessState.ALLOWED else "",
            until=UNTIL if state is AccessState.ALLOWED else None,
        )
        return self.now

    def _ask(self, *what: str) -> None:
        self.asked.append(what)
        if self.error is not None:
            raise self.error

    def status(self) -> AccessStatus:
        return self.now

    def keep(self, app_key: str, secret: str, returns_to: str) -> AccessStatus:
        self._ask("keep", app_key, secret, returns_to)
        made = self.become(AccessState.NOT_ALLOWED)
        self.now = replace(made, app_key=app_key, returns_to=returns_to)
        return self.now

    def sign_in_address(self) -> str:
        return "https://api-sg.aliexpress.com/oauth/authorize?client_id=123456"

    def sign_in(self, pasted: str) -> AccessStatus:
        self._ask("sign_in", pasted)
        return self.become(AccessState.ALLOWED)

    def test(self, item: str, work) -> Tried:
        self._ask("test", item)
        self.begun.set()
        while not self.gate.wait(0.01):
            work.check()
        return Tried("Cloud <b>Bodysuit</b>", 2, Money(Decimal("6.4"), "USD"))

    def forget(self) -> AccessStatus:
        self._ask("forget")
        return self.become(AccessState.NO_KEY)
