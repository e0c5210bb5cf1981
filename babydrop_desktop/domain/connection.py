"""What the owner wishes to connect to, and what a test of it found: one line each, with its fix."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import ClassVar, Protocol

from babydrop_desktop.domain.checks import Level


class Keeping(StrEnum):
    """Where a password is kept: in the system's key store, in this run's memory, or nowhere."""

    KEY_STORE = "key_store"
    SESSION = "session"
    NOWHERE = "nowhere"


class SecretPlace(Protocol):
    """What a secret belongs to; as text it is the line beside which the key store shows it.

    `service` is the heading of that line. Places are compared by value.
    """

    service: ClassVar[str]

    def __hash__(self) -> int:
        """Places are keys."""


@dataclass(frozen=True, slots=True)
class ServerPlace:
    """Which login of which database on which server; a password belongs to one of these."""

    service: ClassVar[str] = "BabyDrop Desktop database"

    host: str
    port: int
    database: str
    user: str

    def __str__(self) -> str:
        """The place in one line, without a password."""
        return f"{self.user}@{self.host}:{self.port}/{self.database}"


@dataclass(frozen=True, slots=True)
class ConnectionWish:
    """The fields of the connection page.

    `password` None means the one that is kept for this place. `encrypted` asks for a checked
    certificate also on this machine; every other machine is always reached so. `ca_file` names a
    file of root certificates, "" means those that this laptop trusts. `schema` is the storefront's.
    """

    host: str
    database: str
    user: str
    password: str | None = field(default=None, repr=False)
    port: int = 5432
    encrypted: bool = True
    ca_file: str = ""
    schema: str = "public"

    @property
    def place(self) -> ServerPlace:
        """Where it leads."""
        return ServerPlace(self.host, self.port, self.database, self.user)

    @property
    def missing(self) -> str:
        """The first field that is empty or cannot be: server, port, database, user; else ""."""
        host = self.host.strip()
        wrong = any(sign in host for sign in " ,@?#") or ("/" in host and host[0] != "/")
        if wrong or not _is_line(host):
            return "server"
        if not 0 < self.port < 65_536:
            return "port"
        if not _is_line(self.database) or not _is_line(self.schema):
            return "database"
        return "" if _is_line(self.user) else "user"


def _is_line(name: str) -> bool:
    """Whether a name is one line of signs that can be seen: it gets into an administrator's SQL."""
    return bool(name.strip()) and name.isprintable()


@dataclass(frozen=True, slots=True)
class Finding:
    """One line of a test.

    `code` is short and stable, `title` two or three words, `text` a sentence, `fix` a sentence that
    says what to do, "" where nothing is to be done; `sql` is what an administrator has to run once,
    "" where nothing is. `facts` are the values that the sentences name, as text.
    """

    level: Level
    code: str
    title: str
    text: str
    fix: str = ""
    sql: str = field(default="", repr=False)
    facts: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class TestReport:
    """What a test found, in the order in which it was looked at. Nothing was changed by it."""

    __test__: ClassVar[bool] = False  # no test of pytest's

    findings: tuple[Finding, ...]
    at: datetime
    took_ms: int

    @property
    def passed(self) -> bool:
        """Whether the shop can be opened there (perhaps after an upgrade that is asked for)."""
        return all(finding.level is not Level.BLOCKED for finding in self.findings)

    def find(self, code: str) -> Finding | None:
        """The finding of that code."""
        return next((finding for finding in self.findings if finding.code == code), None)


@dataclass(frozen=True, slots=True)
class Chosen:
    """What is settled: the address without a password, and where the password is kept.

    `url` is as it stands in the settings file; `text` says in a sentence where the password is.
    """

    url: str
    keeping: Keeping
    text: str


@dataclass(frozen=True, slots=True)
class IndexState:
    """An index that the program's lists want: its name, its table, and whether one is there."""

    name: str
    table: str
    columns: tuple[str, ...]
    there: bool
