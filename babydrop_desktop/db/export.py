"""Writes everything of a shop's server that we know into one file: a line of JSON for each row."""

import hashlib
import json
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO, TYPE_CHECKING

import sqlalchemy as sa

from babydrop_desktop import __version__
from babydrop_desktop.db.backup import Check
from babydrop_desktop.db.disk import require_room
from babydrop_desktop.db.ours import SCHEMA, Ours
from babydrop_desktop.db.recognise import VERSION_TABLE
from babydrop_desktop.db.storefront import Storefront
from babydrop_desktop.errors import Refused

if TYPE_CHECKING:
    from sqlalchemy import Connection, Engine

MANIFEST = "manifest.json"
FORMAT = 1
_ROWS = 500  # a fetch; a row may be a whole document
_BLOCK = 2**20
_THERE = sa.text("SELECT to_regclass(:name) IS NOT NULL")


@dataclass(frozen=True, slots=True)
class Table:
    """A table in the export: its name in the zip, its rows, and the sha256 of its lines."""

    schema: str
    name: str
    file: str
    rows: int
    sha256: str


def write(engine: "Engine", unfinished: Path, *, stamp: str, check: Check) -> None:
    """Write one moment's state of all tables that we know into the zip `unfinished`.

    Rows come through a cursor of the server's: memory does not grow with the shop. Last stands the
    manifest: the tables with their counts and sums. Raises OSError, ShopError and what SQLAlchemy
    raises.
    """

    def roomy() -> None:
        check()
        require_room(unfinished.parent, 0)

    reading = engine.connect().execution_options(
        isolation_level="REPEATABLE READ", postgresql_readonly=True
    )
    with reading as connection, connection.begin():
        for limit in ("statement_timeout", "idle_in_transaction_session_timeout"):
            connection.exec_driver_sql(f"SET LOCAL {limit} = 0")
        server = str(connection.exec_driver_sql("SHOW server_version").scalar_one())
        with zipfile.ZipFile(unfinished, "w", zipfile.ZIP_DEFLATED) as archive:
            tables = [
                _write_table(connection, archive, (schema, name), roomy)
                for schema, name in _tables(connection)
            ]
            archive.writestr(MANIFEST, _manifest(tables, stamp, server))


def verify(file: Path, *, check: Check) -> int:
    """Read an export whole; how many rows it holds.

    Raises Refused (reason "backup_damaged") where it is not what its manifest says.
    """
    try:
        with zipfile.ZipFile(file) as archive:
            manifest = json.loads(archive.read(MANIFEST))
            return sum(_verified(archive, table, check) for table in manifest["tables"])
    except (zipfile.BadZipFile, ValueError, KeyError, TypeError) as error:
        raise _damaged(file) from error


def _verified(archive: zipfile.ZipFile, table: dict[str, object], check: Check) -> int:
    rows, summed = 0, hashlib.sha256()
    with archive.open(str(table["file"])) as lines:
        while block := lines.read(_BLOCK):
            check()
            summed.update(block)
            rows += block.count(b"\n")
    if (rows, summed.hexdigest()) != (table["rows"], table["sha256"]):
        raise ValueError(f"{table['file']} is not what was written")
    return rows


def _tables(connection: "Connection") -> list[tuple[str, str]]:
    """The storefront's tables that we know and ours, as far as they are there."""
    public = str(connection.exec_driver_sql("SELECT current_schema()").scalar_one())
    named = [(public, table.name) for table in Storefront.metadata.sorted_tables]
    named += [(SCHEMA, table.name) for table in Ours.metadata.sorted_tables]
    named += [(SCHEMA, VERSION_TABLE)]
    return [
        (schema, name)
        for schema, name in named
        if connection.scalar(_THERE, {"name": _quoted(schema, name)})
    ]


def _write_table(
    connection: "Connection", archive: zipfile.ZipFile, named: tuple[str, str], check: Check
) -> Table:
    schema, name = named
    file = f"{schema}/{name}.jsonl"
    rows, summed = 0, hashlib.sha256()
    with archive.open(file, "w", force_zip64=True) as lines:
        for block in _blocks(connection, schema, name):
            check()
            rows += _write_block(lines, block, summed)
    return Table(schema, name, file, rows, summed.hexdigest())


def _blocks(connection: "Connection", schema: str, name: str) -> Iterator[list[str]]:
    """The rows as the server's own JSON: exact numbers, times in UTC, bytes in hex."""
    asked = f"SELECT row_to_json(t)::text FROM {_quoted(schema, name)} AS t"  # noqa: S608 (quoted)
    streamed = connection.execution_options(stream_results=True, max_row_buffer=_ROWS)
    with streamed.execute(sa.text(asked)) as found:
        for block in found.scalars().partitions(_ROWS):
            yield [str(row) for row in block]


def _write_block(lines: IO[bytes], block: list[str], summed: "hashlib._Hash") -> int:
    data = "".join(f"{row}\n" for row in block).encode()
    lines.write(data)
    summed.update(data)
    return len(block)


def _quoted(schema: str, name: str) -> str:
    return ".".join('"' + part.replace('"', '""') + '"' for part in (schema, name))


def _manifest(tables: list[Table], stamp: str, server: str) -> str:
    document = {
        "format": FORMAT,
        "made_at": stamp,
        "program": __version__,
        "server": server,
        "tables": [
            {"schema": t.schema, "name": t.name, "file": t.file, "rows": t.rows, "sha256": t.sha256}
            for t in tables
        ],
    }
    return json.dumps(document, indent=1)


def _damaged(file: Path) -> Refused:
    return Refused(
        f"The export {file} is not whole. Make another.", reason="backup_damaged", path=str(file)
    )
