"""Money, times, lists and documents come back exactly as they were given, on both engines."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta, timezone
from decimal import Decimal
from typing import Any

import pytest
import sqlalchemy as sa
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Engine
from sqlalchemy.exc import IntegrityError, StatementError

from babydrop_desktop.db.engine import open_engine
from babydrop_desktop.db.types import Cents, Json, Markup, PgEnum, TextList, UtcTime

_TABLE = sa.Table(
    "sample",
    sa.MetaData(),
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("money", Cents),
    sa.Column("at", UtcTime),
    sa.Column("texts", TextList),
    sa.Column("document", Json),
    sa.Column("mood", PgEnum("GOOD", "BAD", name="Mood")),
    sa.Column("markup", Markup),
)
_MONEY = st.decimals("-99999999.99", "99999999.99", places=2)
_FIRST, _LAST = datetime(1970, 1, 1), datetime(9999, 12, 31)  # noqa: DTZ001 (as hypothesis wants)
_TIMES = st.datetimes(_FIRST, _LAST, timezones=st.just(UTC)).map(
    lambda time: time.replace(microsecond=time.microsecond // 1000 * 1000)
)
# PostgreSQL keeps no NUL and no half characters; the domain refuses them before they come here.
_TEXT = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=20)
_DOCUMENTS = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53), 2**53) | _TEXT,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(_TEXT, inner, max_size=4),
    max_leaves=8,
).filter(lambda document: document is not None)
_quietly = settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


@pytest.fixture
def engine(database_url: str) -> Iterator[Engine]:
    engine = open_engine(database_url)
    with engine.execution_options(babydrop_write=True).begin() as connection:
        _TABLE.create(connection)
    yield engine
    engine.dispose()


def _there_and_back(engine: Engine, **values: Any) -> Any:
    """Return the row that the database gives for `values`."""
    with engine.execution_options(babydrop_write=True).begin() as connection:
        connection.execute(_TABLE.delete())
        connection.execute(_TABLE.insert().values(id=1, **values))
        return connection.execute(_TABLE.select()).one()


def _raw(engine: Engine, column: str) -> Any:
    with engine.connect() as connection:
        return connection.exec_driver_sql(f'SELECT "{column}" FROM sample').scalar_one()  # noqa: S608


@_quietly
@given(amount=_MONEY)
def test_an_amount_comes_back_to_the_cent(engine: Engine, amount: Decimal):
    row = _there_and_back(engine, money=amount)

    assert row.money == amount
    assert isinstance(row.money, Decimal)
    assert row.money.as_tuple().exponent == -2


def test_sqlite_keeps_whole_cents_and_postgresql_a_numeric(engine: Engine):
    _there_and_back(engine, money=Decimal("19.99"))

    kept = _raw(engine, "money")

    assert kept == (1999 if engine.dialect.name == "sqlite" else Decimal("19.99"))


@pytest.mark.parametrize(
    "wrong",
    [1.5, True, "9.99", Decimal("0.001"), Decimal("NaN"), Decimal("Infinity"), Decimal(10**8)],
)
def test_what_is_no_exact_amount_is_refused(engine: Engine, wrong: Any):
    with pytest.raises((StatementError, TypeError, ValueError)):
        _there_and_back(engine, money=wrong)


def test_amounts_are_added_and_multiplied_as_amounts(engine: Engine):
    _there_and_back(engine, money=Decimal("19.99"))

    with engine.connect() as connection:
        row = connection.execute(
            sa.select(
                sa.func.sum(_TABLE.c.money),
                sa.func.sum(_TABLE.c.money * 3),
                sa.func.sum(_TABLE.c.money + 1),
            )
        ).one()

    assert tuple(row) == (Decimal("19.99"), Decimal("59.97"), Decimal("20.99"))


def test_amounts_are_compared_and_sorted_as_numbers(engine: Engine):
    with engine.execution_options(babydrop_write=True).begin() as connection:
        amounts = [Decimal("9.99"), Decimal("100.00"), Decimal("-3.50"), Decimal("20.00")]
        rows = [{"id": number, "money": amount} for number, amount in enumerate(amounts)]
        connection.execute(_TABLE.insert(), rows)
        query = sa.select(_TABLE.c.money).where(_TABLE.c.money > Decimal("0.5"))
        found = list(connection.scalars(query.order_by(_TABLE.c.money)))

    assert found == [Decimal("9.99"), Decimal("20.00"), Decimal("100.00")]


@_quietly
@given(time=_TIMES)
def test_a_time_comes_back_to_the_millisecond(engine: Engine, time: datetime):
    row = _there_and_back(engine, at=time)

    assert row.at == time
    assert row.at.utcoffset() == timedelta(0)


@_quietly
@given(first=_TIMES, second=_TIMES)
def test_times_sort_in_the_database_as_they_do_here(
    engine: Engine, first: datetime, second: datetime
):
    _there_and_back(engine, at=first)

    with engine.connect() as connection:
        earlier = connection.scalar(sa.select(_TABLE.c.at < second))

    assert bool(earlier) is (first < second)


def test_a_time_of_another_zone_is_the_same_instant(engine: Engine):
    there = datetime(2026, 11, 22, 23, 1, 40, 123000, tzinfo=timezone(timedelta(hours=6.5)))

    row = _there_and_back(engine, at=there)

    assert row.at == there
    wanted = "2026-11-22T16:31:40.123Z"
    if engine.dialect.name == "postgresql":
        assert _raw(engine, "at") == datetime(2026, 11, 22, 16, 31, 40, 123000)  # noqa: DTZ001
    else:
        assert _raw(engine, "at") == wanted


@pytest.mark.parametrize(
    "wrong",
    [
        datetime(2026, 11, 22, 16, 31),  # noqa: DTZ001
        datetime(2026, 11, 22, 16, 31, 40, 123456, tzinfo=UTC),
    ],
)
def test_a_time_without_zone_or_finer_than_a_millisecond_is_refused(engine: Engine, wrong: Any):
    with pytest.raises((StatementError, ValueError)):
        _there_and_back(engine, at=wrong)


@_quietly
@given(texts=st.lists(_TEXT, max_size=5), document=_DOCUMENTS)
def test_lists_and_documents_come_back(engine: Engine, texts: list[str], document: Any):
    row = _there_and_back(engine, texts=texts, document=document)

    assert row.texts == tuple(texts)
    assert row.document == document


def test_nothing_is_null_in_every_column(engine: Engine):
    row = _there_and_back(
        engine, money=None, at=None, texts=None, document=None, mood=None, markup=None
    )

    assert tuple(row)[1:] == (None,) * 6
    with engine.connect() as connection:
        assert connection.scalar(sa.select(_TABLE.c.document.is_(None)))


@pytest.mark.parametrize("wrong", [{"a": float("nan")}, [float("inf")], {"a": {1, 2}}])
def test_what_json_cannot_hold_is_refused(engine: Engine, wrong: Any):
    with pytest.raises((StatementError, TypeError, ValueError)):
        _there_and_back(engine, document=wrong)


@pytest.mark.parametrize("wrong", ["one text", [1], [None]])
def test_what_is_no_list_of_texts_is_refused(engine: Engine, wrong: Any):
    with pytest.raises((StatementError, ValueError)):
        _there_and_back(engine, texts=wrong)


def test_an_unknown_name_is_not_written(engine: Engine):
    assert _there_and_back(engine, mood="GOOD").mood == "GOOD"
    with pytest.raises((StatementError, LookupError)):
        _there_and_back(engine, mood="SO-SO")


def test_sqlite_itself_refuses_an_unknown_name(sqlite_address: str):
    engine = open_engine(sqlite_address)
    with engine.execution_options(babydrop_write=True).begin() as connection:
        _TABLE.create(connection)
        with pytest.raises(IntegrityError, match="CHECK"):
            connection.exec_driver_sql("INSERT INTO sample (id, mood) VALUES (1, 'SO-SO')")
    engine.dispose()


@pytest.mark.postgres
def test_a_name_that_the_storefront_adds_later_can_be_read(postgres_url: str):
    engine = open_engine(postgres_url)
    with engine.begin() as connection:
        _TABLE.create(connection)
        connection.exec_driver_sql("""ALTER TYPE "Mood" ADD VALUE 'SO-SO'""")
    with engine.begin() as connection:
        connection.exec_driver_sql("INSERT INTO sample (id, mood) VALUES (1, 'SO-SO')")
        assert connection.scalar(sa.select(_TABLE.c.mood)) == "SO-SO"
    engine.dispose()


@pytest.mark.parametrize("factor", ["2.7", "3", "2.5", "3.2", "0.1"])
def test_a_markup_is_the_number_that_it_shows(engine: Engine, factor: str):
    assert _there_and_back(engine, markup=Decimal(factor)).markup == Decimal(factor)
