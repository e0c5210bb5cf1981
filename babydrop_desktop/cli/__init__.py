"""The shop without a window: one command, its answer as text or JSON, and an exit code."""

import argparse
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

from babydrop_desktop import __version__
from babydrop_desktop.errors import ShopError, Unavailable
from babydrop_desktop.paths import Profile, ShopOptions, demo_profile, owners_profile

if TYPE_CHECKING:
    from babydrop_desktop.domain.orders import DropshipStatus

BUG = 1
Command = Callable[[ShopOptions, argparse.Namespace], int]


def parse(arguments: Sequence[str]) -> argparse.Namespace:
    """The command (None: the window) and its options. Exits with 2 on wrong usage."""
    _use_utf8()
    parser = _parser()
    given = parser.parse_args(arguments, argparse.Namespace(profile=None, database=None))
    if given.demo and given.database is not None:
        parser.error("--demo has a database of its own: leave out --database")
    return given


def _use_utf8() -> None:
    """Write UTF-8 whatever the console's own code page is."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")


def options_of(given: argparse.Namespace) -> ShopOptions:
    """Which shop the arguments name."""
    profile = given.profile or (demo_profile() if given.demo else owners_profile())
    return ShopOptions(profile, given.database, demo=given.demo)


def run(given: argparse.Namespace) -> int:
    """Run one command; its exit code (see `babydrop_desktop.__main__.main`)."""
    from babydrop_desktop import logs  # noqa: PLC0415 - a window starts without these

    options = options_of(given)
    profile = options.profile
    if any(sign.exists() for sign in (profile.logs, profile.settings, profile.database)):
        _note(options)  # elsewhere nothing is made: the name may be mistyped
    try:
        return _answered(options, given)
    finally:
        logs.stop_log()


def _answered(options: ShopOptions, given: argparse.Namespace) -> int:
    from babydrop_desktop.cli import output  # noqa: PLC0415

    try:
        return _command(given.command)(options, given)
    except output.ToldInArray as told:
        return _told(told.__cause__ or told, options, given.command, as_json=False)
    except (Exception, KeyboardInterrupt) as error:  # noqa: BLE001 - a named place, see `_told`
        return _told(error, options, given.command, as_json=given.json)


def _note(options: ShopOptions) -> None:
    from babydrop_desktop import logs  # noqa: PLC0415
    from babydrop_desktop.redact import secrets_of  # noqa: PLC0415

    logs.start_log(options.profile.folder, hide=secrets_of(options.database_url))


def _told(error: BaseException, options: ShopOptions, command: str, *, as_json: bool) -> int:
    """Say what stopped a command; its exit code. A bug is told in words, its trace is logged."""
    from babydrop_desktop import logs  # noqa: PLC0415
    from babydrop_desktop.cli import output  # noqa: PLC0415

    if isinstance(error, ShopError):
        output.failed(error, as_json=as_json)
        return error.exit_code
    if isinstance(error, KeyboardInterrupt):
        output.stopped(as_json=as_json)
        return Unavailable.exit_code
    if isinstance(error, BrokenPipeError):
        return output.closed()
    if logs.log_file() is None:
        _note(options)
    logs.log("cli").error("bug", command=command, exc_info=error)
    output.bug(logs.log_file(), as_json=as_json)
    return BUG


def _command(name: str) -> Command:
    """What does a command, loaded when it is wanted: `read` does without a shop."""
    if name == "read":
        from babydrop_desktop.cli.reading import read as command  # noqa: PLC0415
    elif name == "import":
        from babydrop_desktop.cli.imports import run_imports as command  # noqa: PLC0415
    elif name == "categories":
        from babydrop_desktop.cli.lists import categories as command  # noqa: PLC0415
    elif name == "products":
        from babydrop_desktop.cli.lists import products as command  # noqa: PLC0415
    elif name == "orders":
        from babydrop_desktop.cli.orders import orders as command  # noqa: PLC0415
    elif name == "order":
        from babydrop_desktop.cli.orders import order as command  # noqa: PLC0415
    elif name == "check":
        from babydrop_desktop.cli.upkeep import check as command  # noqa: PLC0415
    else:
        from babydrop_desktop.cli.upkeep import database as command  # noqa: PLC0415
    return command


class _Parser(argparse.ArgumentParser):
    """Complains about arguments without repeating a password that is among them."""

    def error(self, message: str) -> NoReturn:
        """Exit with 2, as argparse does."""
        from babydrop_desktop.redact import without_secrets  # noqa: PLC0415

        super().error(without_secrets(message))


def _folder(text: str) -> Profile:
    return Profile(_place(text))


def _place(text: str) -> Path:
    if not text.strip() or "\0" in text:
        raise argparse.ArgumentTypeError("it takes the name of a folder or file")
    try:
        return Path(text).expanduser().absolute()
    except (RuntimeError, OSError) as error:  # "~nobody", or where we are is gone
        raise argparse.ArgumentTypeError(f"{text} is no place that can be found") from error


def _words(text: str) -> str:
    if any("\ud800" <= sign <= "\udfff" for sign in text):  # bytes that are no UTF-8
        raise argparse.ArgumentTypeError("it cannot be read as text")
    return text


def _status(text: str) -> "DropshipStatus":
    from babydrop_desktop.cli.orders import status  # noqa: PLC0415 - a window starts without it

    return status(text)


def _parser() -> argparse.ArgumentParser:
    shop = _Parser(add_help=False, argument_default=argparse.SUPPRESS)
    shop.add_argument(
        "--profile", metavar="DIR", type=_folder, help="the shop's folder on this computer"
    )
    shop.add_argument("--database", metavar="URL", help="sqlite:///FILE or postgresql://…")
    told = _Parser(add_help=False)
    told.add_argument("--json", action="store_true", help="answer as JSON")

    parser = _Parser(
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
    products.add_argument(
        "--search", metavar="TEXT", type=_words, default="", help="words of title, SKU, store"
    )
    orders = command("orders", "List the orders, or those that need you.")
    orders.add_argument("--status", metavar="S", type=_status, help="PENDING, PLACED, ISSUE, …")
    orders.add_argument("--needs-you", action="store_true", help="only what needs you, and why")
    order = command("order", "Show one order whole.")
    order.add_argument("number", metavar="NUMBER", type=_words, help="the customer's order number")
    command("check", "Look whether everything of the shop is whole.")
    database = command("database", "Upgrade the database, make its indexes, copy it, put it back.")
    _add_database_actions(database, shop)
    return parser


def _add_database_actions(database: argparse.ArgumentParser, shop: argparse.ArgumentParser) -> None:
    told = _Parser(add_help=False, argument_default=argparse.SUPPRESS)  # --json may stand before
    told.add_argument("--json", action="store_true", help="answer as JSON")
    actions = database.add_subparsers(dest="action", metavar="ACTION", required=True)

    def action(name: str, text: str) -> argparse.ArgumentParser:
        return actions.add_parser(name, parents=[shop, told], help=text, description=text)

    action("upgrade", "Bring the database up to date.")
    action("indexes", "Make the indexes of our lists.")
    action("backups", "List the copies of the shop.")
    backup = action("backup", "Copy the shop, and prove the copy whole.")
    backup.add_argument("--to", metavar="FILE_OR_FOLDER", type=_place, help="where to put it")
    restore = action("restore", "Put a copy in the place of the shop, which is kept.")
    restore.add_argument("file", metavar="FILE", type=_place, help="see: babydrop database backups")
    restore.add_argument("--yes", action="store_true", help="do it without asking")
    restore.add_argument(
        "--other-shop", action="store_true", help="though the copy is of another shop"
    )
