"""Fills a demo shop with orders in a process that ends itself right after it wrote to a table.

Arguments: the database file, how the statement begins, the day, and item=fate for each good.
"""

import os
import sys
from datetime import date
from pathlib import Path
from typing import Any

from sqlalchemy import event

from babydrop_desktop.db.engine import open_engine, sqlite_url
from babydrop_desktop.db.unit import Database
from babydrop_desktop.domain.demo_goods import Fate
from babydrop_desktop.services.demo_orders import DemoOrders
from babydrop_desktop.services.work import Work

KILLED = 9


def main(file: str, statement: str, day: str, *goods: str) -> None:
    """Fill until the statement was sent; then end as a pulled plug does, and clean up nothing."""
    database = Database(open_engine(sqlite_url(Path(file))))

    def end(_connection: Any, _cursor: Any, sent: str, *_rest: Any) -> None:
        if sent.startswith(statement):
            os._exit(KILLED)

    event.listen(database.engine, "after_cursor_execute", end)
    pairs = (good.partition("=") for good in goods)
    fates = {item: Fate(fate) for item, _, fate in pairs}
    DemoOrders(database).fill(fates, Work(), day=date.fromisoformat(day))


if __name__ == "__main__":
    main(*sys.argv[1:])
