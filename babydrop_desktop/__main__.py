"""Starts the program: the window, or one command without it."""

import multiprocessing
import sys
from collections.abc import Sequence


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the program with these arguments (those of the process by default); its exit code.

    0 done · 1 a bug · 2 wrong usage · 3 refused for a known reason · 4 something outside is
    unavailable.
    """
    multiprocessing.freeze_support()
    from babydrop_desktop import cli  # noqa: PLC0415 - the reader's child process needs none of it

    given = cli.parse(sys.argv[1:] if arguments is None else arguments)
    if given.command is not None:
        return cli.run(given)
    from ui.app import WindowOptions, run  # noqa: PLC0415 - a command without a window loads no Qt

    return run(WindowOptions(cli.options_of(given), tuple(given.open)))


if __name__ == "__main__":
    sys.exit(main())
