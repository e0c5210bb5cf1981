"""Starts the program: the window, or one command without it."""

import gc
import os
import sys
from collections.abc import Sequence


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the program with these arguments (those of the process by default); its exit code.

    0 done · 1 a bug · 2 wrong usage · 3 refused for a known reason · 4 something outside is
    unavailable.
    """
    if getattr(sys, "frozen", False):
        import multiprocessing  # only the frozen program needs it at once

        multiprocessing.freeze_support()
    from babydrop_desktop import cli  # the reader's child process needs none of it

    if arguments is None:
        arguments = sys.argv[1:]
        # They may hold a password, and every process beside this one would be given them.
        del sys.argv[1:]
    given = cli.parse(arguments)
    if given.command is not None:
        return cli.run(given)
    if not _has_screen():
        from babydrop_desktop.cli import output

        output.say(NO_SCREEN, sys.stderr)
        return UNAVAILABLE
    # Nothing is thrown away before the shop is open, and looking for it takes its time.
    gc.disable()
    from ui.app import WindowOptions, run  # a command without a window loads no Qt

    shop = cli.options_of(given)
    shop.profile.begin()  # Qt's settings would make it readable for everybody
    return run(WindowOptions(shop, tuple(given.open)))


UNAVAILABLE = 4
NO_SCREEN = (
    "There is no screen to show the window on: neither DISPLAY nor WAYLAND_DISPLAY is set. Start "
    "it in a desktop session, or use a command without a window: babydrop --help"
)


def _has_screen() -> bool:
    """Whether a window can be shown; Qt itself ends the program without a word otherwise."""
    if sys.platform in {"win32", "darwin"}:
        return True
    wanted = os.environ.get("QT_QPA_PLATFORM", "")
    kinds = {one.split(":")[0].split("-")[0] for one in wanted.split(";") if one}
    if kinds - {"xcb", "wayland"}:
        return True  # Qt's own ways to do without a screen, such as "offscreen"
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


if __name__ == "__main__":
    sys.exit(main())
