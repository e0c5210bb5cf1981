"""Writes what the program did to a file of the profile, without secrets or customers."""

import logging
import logging.handlers
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from io import TextIOWrapper
from pathlib import Path

from babydrop_desktop.paths import private
from babydrop_desktop.redact import GONE, without_secrets


@contextmanager
def _without_rich() -> Iterator[None]:
    """Load structlog without rich, which it takes along to colour a console: 50 ms a start."""
    if "rich" in sys.modules:
        yield
        return
    sys.modules["rich"] = None  # type: ignore[assignment]  # Python's way to say "not installed"
    try:
        yield
    finally:
        del sys.modules["rich"]


with _without_rich():
    import structlog

FILE = "babydrop.log"
_SECRET_KEYS = frozenset({"password", "token", "secret", "key", "dsn", "authorization", "cookie"})
_Event = structlog.typing.EventDict


class _Line(logging.Formatter):
    """The event's JSON as it is; a trace is in it already, without secrets."""

    def format(self, record: logging.LogRecord) -> str:
        """One line."""
        return record.getMessage()


class _File(logging.handlers.RotatingFileHandler):
    """A log that cannot be written (a full disk) hurts nothing else, and complains nowhere."""

    def _open(self) -> TextIOWrapper:
        private(Path(self.baseFilename))  # the new one after 2 MB too
        return super()._open()

    def handleError(self, record: logging.LogRecord) -> None:  # noqa: N802 - logging's own name
        """Say nothing: the console is the owner's."""


def start_log(profile: Path, *, hide: Sequence[str] = ()) -> None:
    """Send the program's log to a file in the `profile` folder, 2 MB a file, five files kept.

    `hide` are secrets that are never written. Where there is no such folder, or it cannot be
    written, the program goes on without a log.
    """
    stop_log()
    _configure(hide)
    file = profile / "logs" / FILE
    try:
        file.parent.mkdir(mode=0o700, exist_ok=True)
        handler = _File(file, maxBytes=2_000_000, backupCount=5, encoding="utf-8")
    except (OSError, ValueError):
        return
    handler.setFormatter(_Line())
    logging.getLogger("babydrop").addHandler(handler)


def log_file() -> Path | None:
    """The file that is written; None where there is none."""
    handlers = logging.getLogger("babydrop").handlers
    files = (Path(one.baseFilename) for one in handlers if isinstance(one, _File))
    return next(files, None)


def stop_log() -> None:
    """Close the log's file; what is noted from now on goes nowhere."""
    root = _root()
    for handler in list(root.handlers):
        if isinstance(handler, _File):
            root.removeHandler(handler)
            handler.close()


def log(area: str) -> structlog.stdlib.BoundLogger:
    """The log of one area of the program, such as "imports"; silent until `start_log`."""
    if not structlog.is_configured():
        _configure(())
    logger: structlog.stdlib.BoundLogger = structlog.stdlib.get_logger(f"babydrop.{area}")
    return logger


def _root() -> logging.Logger:
    """Our own root: nothing goes to the console, whatever has been opened."""
    root = logging.getLogger("babydrop")
    root.setLevel(logging.INFO)
    root.propagate = False
    if not root.handlers:
        root.addHandler(logging.NullHandler())
    return root


def _configure(hide: Sequence[str]) -> None:
    _root()

    def no_secrets(_logger: object, _name: str, event: _Event) -> _Event:
        return {name: _shown(name, value, hide) for name, value in event.items()}

    structlog.configure(
        processors=[
            structlog.stdlib.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            # Python's own traceback: the pretty ones hold the values of every variable.
            structlog.processors.format_exc_info,
            no_secrets,
            structlog.processors.JSONRenderer(ensure_ascii=False),
        ],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=False,
    )


def _shown(name: str, value: object, hide: Sequence[str]) -> object:
    if name.lower() in _SECRET_KEYS:
        return GONE
    if value is None or isinstance(value, bool | int | float):
        return value
    return without_secrets(str(value), hide)
