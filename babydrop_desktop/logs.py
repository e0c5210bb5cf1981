"""Writes what the program did to a file of the profile, without secrets or customers."""

import logging
import logging.handlers
from pathlib import Path

import structlog

_SECRET_KEYS = frozenset({"password", "token", "secret", "key", "dsn", "authorization", "cookie"})


def _no_secrets(
    _logger: object, _name: str, event: structlog.typing.EventDict
) -> structlog.typing.EventDict:
    return {name: "…" if name.lower() in _SECRET_KEYS else value for name, value in event.items()}


def start_log(folder: Path) -> None:
    """Send the program's log to `babydrop.log` in `folder`, 2 MB a file, five files kept.

    A folder that cannot be written leaves the program without a log, which hurts nothing else.
    """
    root = logging.getLogger("babydrop")
    for old in list(root.handlers):
        root.removeHandler(old)
        old.close()
    root.setLevel(logging.INFO)
    root.propagate = False
    try:
        handler: logging.Handler = logging.handlers.RotatingFileHandler(
            folder / "babydrop.log", maxBytes=2_000_000, backupCount=5, encoding="utf-8", delay=True
        )
    except OSError:
        handler = logging.NullHandler()
    handler.setFormatter(logging.Formatter("%(message)s"))
    root.addHandler(handler)
    structlog.configure(
        processors=[
            structlog.stdlib.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            _no_secrets,
            structlog.processors.format_exc_info,
            structlog.processors.JSONRenderer(ensure_ascii=False),
        ],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=False,
    )


def stop_log() -> None:
    """Close the log's file."""
    root = logging.getLogger("babydrop")
    for handler in list(root.handlers):
        root.removeHandler(handler)
        handler.close()


def log(area: str) -> structlog.stdlib.BoundLogger:
    """The log of one area of the program, such as "imports"."""
    logger: structlog.stdlib.BoundLogger = structlog.stdlib.get_logger(f"babydrop.{area}")
    return logger
