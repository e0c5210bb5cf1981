"""Edits one product again and again, in a process of its own, beside others that do the same.

Arguments: the database's address, the product's id, the person's name, how many edits. It says
"ready", waits for a line, and ends with a line that says how many conflicts it met.
"""

import sys

from babydrop_desktop.db.engine import open_engine
from babydrop_desktop.db.unit import Database
from babydrop_desktop.domain.product_edit import EditConflict, ProductEdit
from babydrop_desktop.errors import Unavailable
from tests.services.editing import Desk

MOST_TRIES = 2_000


def race(desk, product, times):
    """Make `times` edits, each on what was seen last; the number of conflicts on the way."""
    done = conflicts = 0
    for _ in range(MOST_TRIES):
        if done == times:
            return conflicts
        shown = desk.shown(product)
        try:
            desk.editing.edit(product, ProductEdit(name=f"{desk.person} {done}"), shown)
            done += 1
        except EditConflict:
            conflicts += 1
        except Unavailable:
            continue
    raise AssertionError(f"only {done} of {times} edits were possible")


def main():
    """Run as a process."""
    url, product, person, times = sys.argv[1:]
    db = Database(open_engine(url))
    desk = Desk(db, person)
    desk.shown(product)
    sys.stdout.write("ready\n")
    sys.stdout.flush()
    sys.stdin.readline()
    sys.stdout.write(f"{race(desk, product, int(times))}\n")
    db.close()


if __name__ == "__main__":
    main()
