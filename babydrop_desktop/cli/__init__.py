"""The shop without a window: one command, its answer as text or JSON, and an exit code."""

import argparse
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from babydrop_desktop import __version__
from babydrop_desktop.cli import output
from babydrop_desktop.errors import ShopError, Unavailable
from babydrop_desktop.paths import Profile, ShopOptions, demo_profile, owners_profile

BUG = 1
Command = Callable[[ShopOptions, argparse.Namespace], int]


def parse(arguments: Sequence[str]) -> argparse.Namespace:
    """The command (None: the window) and its options. Exits with 2 on wrong usage."""
    return _parser().parse_args(arguments, argparse.Namespace(profile=None, database=None))


def options_of(given: argparse.Namespace) -> ShopOptions:
    """Which shop the arguments name."""
    if given.profile is not None:
        profile = Profile(Path(given.profile).expanduser().absolute())
    else:
        profile = demo_profile() if given.demo else owners_profile()
    return ShopOptions(profile, given.database, demo=given.demo)


def run(given: argparse.Namespace) -> int:
    """Run one command; its exit code (see `babydrop_desktop.__main__.main`)."""
    output.use_utf8()
    try:
        return _command(given.command)(options_of(given), given)
    except ShopError as error:
        output.failed(error, as_json=given.json)
        return error.exit_code
    except KeyboardInterrupt:
        print("Stopped. What was begun goes on with the next start.", file=sys.stderr)
        return Unavailable.exit_code
    except BrokenPipeError:
        return output.closed()
    except Exception:  # noqa: BLE001 - a named place: a bug is told in words, its trace is logged
        from babydrop_desktop.logs import log  # noqa: PLC0415 - a window starts without it

        log("cli").exception("bug", command=given.command)
        print(
            "Something in the program went wrong. The log in the profile folder holds the details.",
            file=sys.stderr,
        )
        return BUG


def _command(name: str) -> Command:
    """What does a command. Loaded when it is wanted: a window starts without all this."""
    from babydrop_desktop.cli import imports, lists, reading, upkeep  # noqa: PLC0415

    commands: dict[str, Command] = {
        "read": reading.read,
        "import": imports.run_imports,
        "categories": lists.categories,
        "products": lists.products,
        "check": upkeep.check,
        "database": upkeep.database,
    }
    return commands[name]


def _parser() -> argparse.ArgumentParser:
    shop = argparse.ArgumentParser(add_help=False, argument_default=argparse.SUPPRESS)
    shop.add_argument("--profile", metavar="DIR", help="the shop's folder on this computer")
    shop.add_argument("--database", metavar="URL", help="sqlite:///FILE or postgresql://…")
    told = argparse.ArgumentParser(add_help=False)
    told.add_argument("--json", action="store_true", help="answer as JSON")

    parser = argparse.ArgumentParser(
        prog="babydrop",
        parents=[shop],
        description="Runs a small dropshipping shop. Without a command it opens the window.",
    )
    parser.add_argument("--demo", action="store_true", help="open the demo shop")
    parser.add_argument(
        "--open",
        metavar="SOURCE",
        action="append",
        default=[],
        help="show an address or a saved page in the window, also in one that is open",
    )
    parser.add_argument("--version", action="version", version=f"%(prog)s {__version__}")
    commands = parser.add_subparsers(dest="command", metavar="COMMAND")

    def command(name: str, text: str) -> argparse.ArgumentParser:
        return commands.add_parser(name, parents=[shop, told], help=text, description=text)

    read = command("read", "Say what a page is, and what product is on it.")
    read.add_argument("source", metavar="SOURCE", help="an address, a saved page, or - for input")
    into = command("import", "Import products from addresses or saved pages.")
    into.add_argument("sources", metavar="SOURCE", nargs="+", help="an address or a saved page")
    into.add_argument("--category", metavar="SLUG", required=True, help="see: babydrop categories")
    command("categories", "List the categories with their pricing.")
    products = command("products", "List the products.")
    products.add_argument("--search", metavar="TEXT", default="", help="words of title, SKU, store")
    command("check", "Look whether everything of the shop is whole.")
    database = command("database", "Upgrade the database, or make its indexes.")
    database.add_argument("action", choices=["upgrade", "indexes"])
    return parser
