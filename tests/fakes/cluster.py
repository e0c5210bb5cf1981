"""Runs a private PostgreSQL for the tests: its own folder, its own port, loopback only.

It is shared by all workers of one test run: the first that needs it starts it, and the process that
began the run stops it. Nothing else on the machine is touched.
"""

import contextlib
import json
import os
import pwd
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path

ADMIN = "admin"
OWNER = "shop_owner"
STOREFRONT = "storefront"
DESKTOP = "desktop"
WITH_PASSWORD = "with_password"  # noqa: S105 (the name of a role)
PASSWORD = "a secret: p@ss/w?rd"  # noqa: S105 (of a server that lives for one test run)

_ACCESS = f"""\
local all all trust
host all {WITH_PASSWORD} 127.0.0.1/32 scram-sha-256
host all all 127.0.0.1/32 trust
"""
_SETTINGS = """\
listen_addresses = '127.0.0.1'
fsync = off
synchronous_commit = off
full_page_writes = off
max_connections = 60
shared_buffers = 32MB
timezone = 'Asia/Kathmandu'
log_timezone = 'UTC'
"""


@dataclass(frozen=True)
class Cluster:
    """A running PostgreSQL of ours."""

    folder: str
    port: int
    binaries: str

    def url(self, database: str, role: str, password: str = "") -> str:
        """Return the address of one of its databases."""
        from sqlalchemy import URL  # noqa: PLC0415 (the plug-in is loaded before coverage starts)

        return URL.create(
            "postgresql",
            username=role,
            password=password or None,
            host="127.0.0.1",
            port=self.port,
            database=database,
        ).render_as_string(hide_password=False)


def missing() -> str | None:
    """Return why no PostgreSQL can be started here, or None where it can."""
    if os.name != "posix":
        return "the tests start PostgreSQL on Linux and macOS only"
    if _binaries() is None:
        return "no PostgreSQL is installed (Debian: apt-get install postgresql)"
    if os.geteuid() == 0 and _unprivileged() is None:
        return "PostgreSQL refuses root, and there is no user postgres or nobody"
    return None


@contextlib.contextmanager
def locked(folder: Path) -> Iterator[None]:
    """Let one process of the test run at a time into the block."""
    import fcntl  # noqa: PLC0415 (not on Windows, where no cluster is started)

    with (folder / "postgres.lock").open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def running(folder: Path) -> Cluster:
    """Return this test run's cluster, started if need be. `folder` is shared by the run."""
    note = folder / "postgres.json"
    with locked(folder):
        if not note.exists():
            note.write_text(json.dumps(asdict(_start())), encoding="utf-8")
        return Cluster(**json.loads(note.read_text(encoding="utf-8")))


def stop(folder: Path) -> None:
    """Stop this test run's cluster, if one was started, and remove its folder."""
    note = folder / "postgres.json"
    if not note.exists():
        return
    cluster = Cluster(**json.loads(note.read_text(encoding="utf-8")))
    note.unlink()
    end(cluster)


def own() -> Cluster:
    """Start one that is nobody else's; `end` stops it."""
    return _start()


def end(cluster: Cluster) -> None:
    """Stop a cluster and remove its folder."""
    halt(cluster)
    shutil.rmtree(cluster.folder, ignore_errors=True)


def halt(cluster: Cluster) -> None:
    """Let the server die at once, as a machine without power does."""
    data = str(Path(cluster.folder) / "data")
    _run(cluster.binaries, "pg_ctl", "-D", data, "-m", "immediate", "-w", "stop", check=False)


def resume(cluster: Cluster) -> None:
    """Start it again on the port that it had."""
    folder = Path(cluster.folder)
    _run(cluster.binaries, "pg_ctl", "-D", str(folder / "data"), "-l", str(folder / "log"),
         "-o", f"-p {cluster.port}", "-w", "-t", "60", "start")  # fmt: skip


def configure(cluster: Cluster, **settings: str) -> None:
    """Change settings of the running server; new connections see them."""
    import psycopg  # noqa: PLC0415 (only where a server is used)

    with psycopg.connect(cluster.url("postgres", ADMIN), autocommit=True) as connection:
        for name, value in settings.items():
            connection.execute(f"ALTER SYSTEM SET {name} = '{value}'")
        loaded = "SELECT pg_conf_load_time()"
        before = connection.execute(loaded).fetchone()
        connection.execute("SELECT pg_reload_conf()")
        while connection.execute(loaded).fetchone() == before:
            connection.execute("SELECT pg_sleep(0.01)")


def run(cluster: Cluster, *statements: str, database: str = "postgres") -> None:
    """Run statements as the server's administrator, each by itself."""
    import psycopg  # noqa: PLC0415 (only where a server is used)

    with psycopg.connect(cluster.url(database, ADMIN), autocommit=True) as connection:
        for statement in statements:
            connection.execute(statement)


def admit(cluster: Cluster, *lines: str) -> None:
    """Let these lines stand before all others in the server's list of who may come in."""
    (Path(cluster.folder) / "data" / "pg_hba.conf").write_text(
        "".join(f"{line}\n" for line in lines) + _ACCESS, encoding="utf-8"
    )
    configure(cluster)


def _start() -> Cluster:
    binaries = str(_binaries())
    folder = Path(tempfile.mkdtemp(prefix="babydrop-pg-", dir="/tmp"))
    user = _unprivileged()
    if user is not None:
        os.chown(folder, user.pw_uid, user.pw_gid)
    data = folder / "data"
    _run(binaries, "initdb", "-D", str(data), "-U", ADMIN, "-A", "trust", "-E", "UTF8",
         "--locale=C.UTF-8", "--no-sync", "--no-instructions")  # fmt: skip
    (data / "pg_hba.conf").write_text(_ACCESS, encoding="utf-8")
    with (data / "postgresql.conf").open("a", encoding="utf-8") as settings:
        settings.write(f"{_SETTINGS}unix_socket_directories = '{folder}'\n")
    port = _launch(binaries, folder)
    cluster = Cluster(str(folder), port, binaries)
    _make_roles(cluster)
    return cluster


def _launch(binaries: str, folder: Path) -> int:
    """Start the server and return its port; another program may take a free port first."""
    for attempt in range(3):
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            port = int(probe.getsockname()[1])
        with contextlib.suppress(RuntimeError):
            _run(binaries, "pg_ctl", "-D", str(folder / "data"), "-l", str(folder / "log"),
                 "-o", f"-p {port}", "-w", "-t", "60", "start")  # fmt: skip
            return port
        if attempt == 2:
            break
    log = (folder / "log").read_text(encoding="utf-8", errors="replace")
    raise RuntimeError(f"PostgreSQL did not start:\n{log}")


def _make_roles(cluster: Cluster) -> None:
    import psycopg  # noqa: PLC0415 (only where a server is used)

    with psycopg.connect(cluster.url("postgres", ADMIN), autocommit=True) as connection:
        for role in (OWNER, STOREFRONT, DESKTOP):
            connection.execute(f"CREATE ROLE {role} LOGIN")
        secret = PASSWORD.replace("'", "''")
        connection.execute(f"CREATE ROLE {WITH_PASSWORD} LOGIN PASSWORD '{secret}'")


def _run(binaries: str, program: str, *arguments: str, check: bool = True) -> None:
    user = _unprivileged()
    done = subprocess.run(
        [str(Path(binaries) / program), *arguments],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,  # a pipe would be held open by the server itself
        stderr=subprocess.DEVNULL,
        cwd="/",
        env={"PATH": os.environ.get("PATH", ""), "LC_ALL": "C"},
        user=None if user is None else user.pw_uid,
        group=None if user is None else user.pw_gid,
        extra_groups=None if user is None else [],
        timeout=120,
        check=False,
    )
    if check and done.returncode:
        raise RuntimeError(f"{program} ended with {done.returncode}")


def _unprivileged() -> "pwd.struct_passwd | None":
    """Return whom PostgreSQL runs as where we are root; None: as ourselves."""
    if os.geteuid() != 0:
        return None
    for name in ("postgres", "nobody"):
        with contextlib.suppress(KeyError):
            return pwd.getpwnam(name)
    return None


def _binaries() -> Path | None:
    found = sorted(
        Path("/usr/lib/postgresql").glob("*/bin/initdb"),
        key=lambda path: int(path.parts[-3]) if path.parts[-3].isdigit() else 0,
    )
    if found:
        return found[-1].parent
    on_path = shutil.which("initdb")
    return Path(on_path).resolve().parent if on_path else None
