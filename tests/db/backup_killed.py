"""Puts a copy in the place of a shop in a real process that kills itself at a named moment.

Arguments: what ("restore" or "anew"), the moment, the database, the copy, the folder of the copies.
A moment is "<function>:before" or "<function>:after", of the functions that move something; with
a number behind it the so-many-th call of it.
"""

import os
import signal
import sys
from pathlib import Path

from babydrop_desktop.db import exchange, restore

STAMP = "20261122T163140123Z"


def plant(moment):
    """Let the process end as a pulled plug does."""
    name, when, *count = moment.split(":")
    module = exchange if hasattr(exchange, name) and not hasattr(restore, name) else restore
    real, left = getattr(module, name), [int(count[0]) if count else 1]

    def die(*given, **more):
        left[0] -= 1
        if when == "before" and not left[0]:
            os.kill(os.getpid(), signal.SIGKILL)
        found = real(*given, **more)
        if when == "after" and not left[0]:
            os.kill(os.getpid(), signal.SIGKILL)
        return found

    for place in (exchange, restore):
        if getattr(place, name, None) is real:
            setattr(place, name, die)


def main(what, moment, *places):
    """Do it, as far as it comes."""
    database, copy, folder = map(Path, places)
    if moment:
        plant(moment)
    if what == "restore":
        restore.restore(database, copy, folder=folder, stamp=STAMP)
    else:
        restore.begin_anew(database, folder=folder, stamp=STAMP, demo=False)


if __name__ == "__main__":
    main(*sys.argv[1:])
