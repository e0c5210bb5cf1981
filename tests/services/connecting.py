"""What the tests of connections share: a key store in memory, a wish for a database's address."""

from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from sqlalchemy.engine import make_url

from babydrop_desktop.domain.checks import Level
from babydrop_desktop.domain.connection import ConnectionWish, Keeping, ServerPlace
from babydrop_desktop.services.connection import Connections
from babydrop_desktop.services.connection_look import Terms

NOW = datetime(2026, 11, 22, 14, 18, tzinfo=UTC)


class StoppedClock:
    """The time at which the design's picture was taken."""

    def now(self) -> datetime:
        return NOW


@dataclass
class Keys:
    """A key store; without `works` it remembers for the session only."""

    works: bool = True
    kept: dict[ServerPlace, str] = field(default_factory=dict)

    def keep(self, place: ServerPlace, password: str) -> Keeping:
        self.kept[place] = password
        return self.keeping(place)

    def get(self, place: ServerPlace) -> str | None:
        return self.kept.get(place)

    def keeping(self, place: ServerPlace) -> Keeping:
        if place not in self.kept:
            return Keeping.NOWHERE
        return Keeping.KEY_STORE if self.works else Keeping.SESSION

    def forget(self, place: ServerPlace) -> None:
        self.kept.pop(place, None)


def service(folder: Path, keys: Keys | None = None, **terms: Any) -> Connections:
    """The service of a profile in `folder`."""
    return Connections(
        folder / "settings.toml", keys or Keys(), StoppedClock(), terms=Terms(**terms)
    )


def wish_for(url: str, **changes: Any) -> ConnectionWish:
    """The wish that leads to the tests' database, which talks in plain words."""
    parts = make_url(url)
    wish = ConnectionWish(
        host=parts.host or "",
        port=parts.port or 0,
        database=parts.database or "",
        user=parts.username or "",
        password=parts.password or "",
        encrypted=False,
    )
    return replace(wish, **changes)


def outline(report) -> list[str]:
    """The codes of a report, those that block with a mark."""
    marks = {Level.FINE: "", Level.LOOK: "?", Level.BLOCKED: "!"}
    return [finding.code + marks[finding.level] for finding in report.findings]
