"""Has PostgreSQL's own program copy the shop's server, where it is installed and fits."""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from babydrop_desktop.db.backup import Check
from babydrop_desktop.db.disk import require_room
from babydrop_desktop.db.postgres import CONNECT

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sqlalchemy import Engine

_PLACES = {
    "linux": ("/usr/lib/postgresql/*/bin", "/usr/pgsql-*/bin"),
    "darwin": ("/Library/PostgreSQL/*/bin", "/opt/homebrew/opt/postgresql@*/bin",
               "/Applications/Postgres.app/Contents/Versions/*/bin"),
    "win32": ("C:/Program Files/PostgreSQL/*/bin",),
}  # fmt: skip
# How libpq is told in its environment what a connection of ours was told.
_TOLD = {
    "host": "PGHOST", "hostaddr": "PGHOSTADDR", "port": "PGPORT", "user": "PGUSER",
    "dbname": "PGDATABASE", "sslmode": "PGSSLMODE", "sslrootcert": "PGSSLROOTCERT",
    "sslcert": "PGSSLCERT", "sslkey": "PGSSLKEY", "channel_binding": "PGCHANNELBINDING",
    "connect_timeout": "PGCONNECT_TIMEOUT", "target_session_attrs": "PGTARGETSESSIONATTRS",
    "gssencmode": "PGGSSENCMODE",
}  # fmt: skip
# What no variable of its environment tells it: without, a silent network keeps it for hours.
_ALIVE = " ".join(f"{key}={CONNECT[key]}" for key in CONNECT if key.startswith(("keep", "tcp_")))
_KEPT = ("PATH", "HOME", "SYSTEMROOT", "TEMP", "TMP", "APPDATA", "USERPROFILE", "PGPASSFILE")
_PATIENCE_S = 0.2
_ANSWER_S = 10.0


def write(engine: "Engine", unfinished: Path, *, check: Check) -> bool:
    """Write the whole database in pg_dump's own form; False where that is not possible here.

    The password goes through the environment, never an argument or a log. Raises what `check`
    raises, Unavailable (reason "backup_no_room") and what SQLAlchemy raises.
    """
    told, wanted = _told(engine)
    programs = next((found for found in _programs() if _version(found[0]) >= wanted), None)
    if programs is None:
        return False
    dump, restore = programs
    arguments = [dump, "--format=custom", "--no-password", "--no-owner", "--no-privileges",
                 "--lock-wait-timeout=2000", f"--file={unfinished}",
                 f"--dbname={_ALIVE}"]  # fmt: skip
    written = _run(arguments, told, check, unfinished.parent)
    return written and _run([restore, "--list", str(unfinished)], told, check, unfinished.parent)


def _told(engine: "Engine") -> tuple[dict[str, str], int]:
    """The environment that leads to the same database, and the server's version."""
    with engine.connect() as connection:
        info: Any = connection.connection.driver_connection.info  # type: ignore[union-attr]
        parameters: Mapping[str, str] = info.get_parameters()
        told = {_TOLD[key]: str(value) for key, value in parameters.items() if key in _TOLD}
        told |= {"PGHOST": info.host, "PGPORT": str(info.port), "PGDATABASE": info.dbname}
        told["PGUSER"] = info.user
        if info.password:
            told["PGPASSWORD"] = info.password
        return told, int(info.server_version) // 10_000


def _programs() -> Iterator[tuple[str, str]]:
    """pg_dump and pg_restore, on the path and where they are installed; newest first."""
    found = shutil.which("pg_dump")
    folders = [Path(found).resolve().parent, Path(found).parent] if found else []
    for pattern in _PLACES.get(sys.platform, ()):
        root = Path(pattern).anchor
        folders += sorted(Path(root).glob(pattern.removeprefix(root)), reverse=True)
    for folder in folders:
        pair = [shutil.which(name, path=str(folder)) for name in ("pg_dump", "pg_restore")]
        if pair[0] and pair[1]:
            yield pair[0], pair[1]


def _version(program: str) -> int:
    """Its main version; 0 where it does not say. A server newer than that it refuses itself."""
    try:
        said = subprocess.run(  # noqa: S603 - an installed program, no shell
            [program, "--version"],
            capture_output=True,
            check=False,
            timeout=_ANSWER_S,
            env=_environment({}),
            stdin=subprocess.DEVNULL,
        ).stdout.decode(errors="replace")
    except (OSError, subprocess.TimeoutExpired):
        return 0
    found = re.search(r"\b(\d+)(?:\.\d+)*", said)
    return int(found[1]) if found else 0


def _run(arguments: Sequence[str], told: dict[str, str], check: Check, folder: Path) -> bool:
    """Whether the program did it. What it says is not kept: it may name what is in the shop."""
    try:
        process = subprocess.Popen(  # noqa: S603 - an installed program, no shell
            arguments,
            env=_environment(told),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
    except OSError:
        return False
    try:
        while True:
            try:
                return process.wait(_PATIENCE_S) == 0
            except subprocess.TimeoutExpired:
                check()
                require_room(folder, 0)
    finally:
        if process.poll() is None:
            process.kill()
            process.wait()


def _environment(told: dict[str, str]) -> dict[str, str]:
    kept = {name: os.environ[name] for name in _KEPT if name in os.environ}
    return {**kept, "LC_ALL": "C", **told}
