"""The models and the databases that we make are what the contract's CSV files say."""

from collections.abc import Iterator

import pytest
import sqlalchemy as sa
from sqlalchemy import Engine

from babydrop_desktop.db import storefront
from babydrop_desktop.db.engine import open_engine
from babydrop_desktop.db.indexes import WANTED, WANTED_ON_SERVER
from babydrop_desktop.db.ours import Ours
from babydrop_desktop.db.storefront import Storefront
from babydrop_desktop.db.types import PgEnum
from babydrop_desktop.db.unit import Database
from tests.fakes.catalog import tables_of
from tests.fakes.storefront import read

COLUMNS = read("columns")
_TABLES = list(dict.fromkeys(column["table"] for column in COLUMNS))
OF_TRIGGERS = ("order_words", "order_count")
_IN_SQL = {
    "text": "TEXT",
    "integer": "INTEGER",
    "boolean": "BOOLEAN",
    "double precision": "DOUBLE PRECISION",
    "timestamp(3)": "TIMESTAMP(3) WITHOUT TIME ZONE",
    "numeric(10,2)": "NUMERIC(10, 2)",
    "text[]": "TEXT[]",
    "jsonb": "JSONB",
}


@pytest.fixture(scope="module")
def dialect() -> Iterator[sa.Dialect]:
    engine = open_engine("postgresql://nobody@localhost/nothing")
    yield engine.dialect
    engine.dispose()


def _model(table: str) -> sa.Table:
    return Storefront.metadata.tables[table]


def test_every_table_of_the_contract_has_a_model_and_no_other():
    assert set(Storefront.metadata.tables) == set(_TABLES)
    assert {getattr(storefront, table).__tablename__ for table in _TABLES} == set(_TABLES)


@pytest.mark.parametrize("table", _TABLES)
def test_a_model_has_the_contracts_columns_in_order(table: str):
    wanted = [line["column"] for line in COLUMNS if line["table"] == table]

    assert list(_model(table).columns.keys()) == wanted


@pytest.mark.parametrize("line", COLUMNS, ids=lambda line: f"{line['table']}.{line['column']}")
def test_a_column_is_what_the_contract_says(line: dict[str, str], dialect: sa.Dialect):
    column = _model(line["table"]).columns[line["column"]]
    kind = line["type"]
    in_sql = column.type.compile(dialect=dialect)

    assert in_sql == (f'"{kind[5:]}"' if kind.startswith("enum ") else _IN_SQL[kind])
    assert column.nullable is (line["nullable"] == "yes")
    assert column.primary_key is (line["key"] == "primary key")
    assert _default(column, dialect) == _wanted_default(line)
    assert _reference(column) == line["references"]


def _default(column: sa.Column[object], dialect: sa.Dialect) -> str:
    compiler = dialect.ddl_compiler(dialect, None)
    return (compiler.get_column_default_string(column) or "").strip("'")


def _wanted_default(line: dict[str, str]) -> str:
    default = line["default"]
    if default.startswith("("):
        return ""
    if line["type"] == "numeric(10,2)" and default == "0":
        return "0.00"
    return default


def _reference(column: sa.Column[object]) -> str:
    keys = [f"{key.target_fullname} on delete {key.ondelete}" for key in column.foreign_keys]
    return "".join(keys)


@pytest.mark.parametrize("table", _TABLES)
def test_a_model_has_the_contracts_indexes_and_unique_keys(table: str):
    indexes = _model(table).indexes
    plain = sorted(",".join(i.columns.keys()) for i in indexes if not i.unique)
    unique = sorted(",".join(i.columns.keys()) for i in indexes if i.unique)

    assert plain == sorted(line["columns"] for line in read("indexes") if line["table"] == table)
    assert unique == sorted(
        line["column"] for line in COLUMNS if line["table"] == table and line["key"] == "unique"
    )


def test_the_enums_have_the_contracts_values_in_order():
    wanted: dict[str, list[str]] = {}
    for line in read("enums"):
        wanted.setdefault(line["enum"], []).append(line["value"])
    found = {
        column.type.impl.name: list(column.type.impl.enums)
        for table in Storefront.metadata.tables.values()
        for column in table.columns
        if isinstance(column.type, PgEnum)
    }

    assert found == wanted


def test_attributes_are_snake_case():
    for mapper in Storefront.registry.mappers:
        assert all(name.islower() or "_" in name for name in mapper.column_attrs.keys())  # noqa: SIM118
    assert storefront.DropshipOrder.ali_express_order_id.expression.name == "aliExpressOrderId"


def test_no_table_of_ours_points_at_another_table():
    keys = [key for table in Ours.metadata.tables.values() for key in table.foreign_keys]

    assert keys == []


def test_a_new_database_is_what_the_models_say(shop: Database, model_engine: Engine):
    server = shop.dialect == "postgresql"
    with shop.engine.connect() as made, model_engine.connect() as wanted:
        ours, theirs = tables_of(made), tables_of(wanted)
        if server:
            ours |= tables_of(made, "babydrop")
            theirs |= tables_of(wanted, "babydrop")
    ours.pop("babydrop_version")
    for table in [name for name in ours if name.startswith(("order_search", *OF_TRIGGERS))]:
        del ours[table]  # kept by triggers, on the embedded database alone
    _take_away_our_indexes(ours)

    assert ours == theirs


def _take_away_our_indexes(tables: dict[str, dict[str, list[object]]]) -> None:
    in_contract = {(line["table"], line["columns"]) for line in read("indexes")}
    for index in WANTED:
        if (index.table, ",".join(index.columns)) not in in_contract:
            tables[index.table]["indexes"].remove((index.columns, False))
    for index in WANTED_ON_SERVER:  # of the embedded database none
        found = tables[index.table]["indexes"]
        mark = (() if index.table == "DropshipOrder" else ("orderNumber",), False)
        if found.count(mark) > (index.table == "Order"):
            found.remove(mark)


@pytest.fixture
def model_engine(shop: Database, request: pytest.FixtureRequest) -> Iterator[Engine]:
    """Give a second database, made straight from the models."""
    if shop.dialect == "sqlite":
        url = str(shop.engine.url).replace("shop.db", "models.db")
    else:
        url = request.getfixturevalue("postgres_url")
    engine = open_engine(url)
    with engine.execution_options(babydrop_write=True).begin() as connection:
        if shop.dialect == "postgresql":
            connection.exec_driver_sql("CREATE SCHEMA babydrop")
        Storefront.metadata.create_all(connection)
        Ours.metadata.create_all(connection)
    yield engine
    engine.dispose()
