"""What a page of the preferences may reach, also while no shop is open. Nothing of it waits."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QObject

from babydrop_desktop.errors import Refused
from babydrop_desktop.paths import Profile, ShopOptions
from ui.work.executor import QtExecutor
from ui.work.tasks import OnError, Tasks

if TYPE_CHECKING:
    from babydrop_desktop.bootstrap import Services
    from babydrop_desktop.services.connection import Connections
    from babydrop_desktop.services.supplier_account import SupplierAccount

T = TypeVar("T")
# One looks at a server, another asks the key store.
WORKERS = 2


@dataclass(frozen=True, slots=True)
class Asking:
    """The connection's service on threads of its own; `close` it at the end.

    `given` says that the command line named the database, `on_server` that the open shop lives on
    a server. `service` is slow the first time: it is called in a worker only. `account` is the open
    shop's; None where none is open.
    """

    profile: Profile
    service: "Callable[[], Connections]"
    pool: QtExecutor
    fail: OnError
    demo: bool = False
    given: bool = False
    on_server: bool = False
    account: "Callable[[], SupplierAccount] | None" = None

    @classmethod
    def of(cls, options: ShopOptions, shop: "Services | None", fail: OnError) -> "Asking":
        """For the open shop, or for one that is not open."""
        return cls(
            profile=options.profile,
            service=_service(options.profile, shop),
            pool=QtExecutor("preferences", WORKERS),
            fail=fail,
            demo=options.demo,
            given=options.database_url is not None,
            on_server=shop is not None and shop.about.on_server,
            account=None if shop is None else lambda: shop.account,
        )

    def tasks(self, owner: QObject) -> Tasks:
        """What `owner` waits for; errors it does not treat go to `fail`."""
        return Tasks(owner, self.fail)

    async def ask(self, call: "Callable[[Connections], T]") -> T:
        """What `call` says of the connection's service, in a worker. Raises what it raises."""
        return await self.run(lambda: call(self.service()))

    async def ask_account(self, call: "Callable[[SupplierAccount], T]") -> T:
        """What `call` says of the owner's key at AliExpress, in a worker. Raises what it raises."""
        account = self.account
        if account is None:
            raise Refused("No shop is open.", reason="no_shop_open")
        return await self.run(lambda: call(account()))

    async def run(self, call: Callable[[], T]) -> T:
        """What `call` gives, in a worker. Raises what it raises."""
        if self.pool.closed:  # the page is gone: nobody waits for it
            raise asyncio.CancelledError
        return await asyncio.wrap_future(self.pool.submit(call))

    def close(self) -> None:
        """Begin nothing more."""
        self.pool.close(cancel=True)


def _service(profile: Profile, shop: "Services | None") -> "Callable[[], Connections]":
    if shop is not None:
        return lambda: shop.connection

    def made() -> "Connections":
        from babydrop_desktop.bootstrap import connections  # noqa: PLC0415 - slow to load

        return connections(profile)

    return made
