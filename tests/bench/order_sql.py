"""Makes the tables of a shop's orders out of the rows that `order_rows` invents, on either engine.

A few INSERT … SELECT do it, without the indexes, which are made again at the end.
"""

import sqlite3
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Protocol

import psycopg

from tests.bench.order_rows import COLUMNS, Fact

TABLES = ("Order", "Payment", "OrderItem", "DropshipOrder", "DropshipOrderItem", "order_event")
_TOWNS = (
    "('118 Larkspur Lane', 'Willowmere', 'OR', '97000', 'US'),"
    " ('7 Harbour Street', 'Portsea', 'ME', '04101', 'US'), ('22 Elm Court', 'Amity', 'TX',"
    " '75001', 'US'), ('9 Mill Road', 'Boise', 'ID', '83702', 'US'), ('4 Quay Walk', 'Newmarsh',"
    " 'CA', '94016', 'US'), ('31 Rue du Lac', 'Annecy', '', '74000', 'FR'), ('5 Alder Close',"
    " 'Dunvale', '', 'BS1 4DJ', 'GB'), ('77 Prairie Avenue', 'Fargo', 'ND', '58102', 'US'),"
    " ('1600 Orchard Drive', 'Yakima', 'WA', '98901', 'US'), ('12 Birch Way', 'Kelso', 'ON',"
    " 'K1A 0B1', 'CA')"
)


class Dialect(Protocol):
    """What the two engines say differently."""

    name: str

    def key(self, kind: str, number: str) -> str:
        """An id of the usual 25 characters."""

    def time(self, ms: str) -> str:
        """Milliseconds since 1970 as the column of a time holds them."""

    def document(self, *pairs: str) -> str:
        """A JSON object."""

    def money(self, cents: str) -> str:
        """An amount as the column holds it."""

    def word(self, value: str, enum: str) -> str:
        """A value of one of the storefront's named lists."""


class OnFile:
    """SQLite's words."""

    name = "sqlite"

    def key(self, kind: str, number: str) -> str:
        """As `Dialect`."""
        return f"'{kind}' || printf('%0{25 - len(kind)}d', {number})"

    def time(self, ms: str) -> str:
        """As `Dialect`."""
        return (
            f"strftime('%Y-%m-%dT%H:%M:%S', ({ms}) / 1000, 'unixepoch')"
            f" || printf('.%03dZ', ({ms}) % 1000)"
        )

    def document(self, *pairs: str) -> str:
        """As `Dialect`."""
        return f"json_object({', '.join(pairs)})"

    def money(self, cents: str) -> str:
        """As `Dialect`."""
        return f"({cents})"

    def word(self, value: str, enum: str) -> str:  # noqa: ARG002
        """As `Dialect`."""
        return value


class OnServer:
    """PostgreSQL's words."""

    name = "postgresql"

    def key(self, kind: str, number: str) -> str:
        """As `Dialect`."""
        return f"'{kind}' || lpad(({number})::text, {25 - len(kind)}, '0')"

    def time(self, ms: str) -> str:
        """As `Dialect`."""
        return f"(timestamp '1970-01-01' + ({ms}) * interval '1 millisecond')"

    def document(self, *pairs: str) -> str:
        """As `Dialect`."""
        return f"jsonb_build_object({', '.join(pairs)})"

    def money(self, cents: str) -> str:
        """As `Dialect`."""
        return f"(({cents})::numeric / 100)"

    def word(self, value: str, enum: str) -> str:
        """As `Dialect`."""
        return f'({value})::"{enum}"'


def on_file(path: Path, facts: Iterable[Fact]) -> None:
    """Fill a file's tables; its triggers are put back at the end, what they keep is not made."""
    marks = ", ".join("?" * len(COLUMNS))
    with sqlite3.connect(path, isolation_level=None) as file:
        for pragma in ("synchronous = OFF", "journal_mode = OFF", "cache_size = -500000",
                       "temp_store = MEMORY"):  # fmt: skip
            file.execute(f"PRAGMA {pragma}")
        file.execute("BEGIN")
        taken = file.execute(
            "SELECT name, sql, type FROM sqlite_master WHERE type IN ('index', 'trigger')"  # noqa: S608
            f" AND sql IS NOT NULL AND tbl_name IN ({_listed(TABLES)})"
        ).fetchall()
        for name, _, kind in taken:
            file.execute(f'DROP {kind} "{name}"')
        file.execute(f"CREATE TEMP TABLE made ({', '.join(COLUMNS)})")
        file.executemany(f"INSERT INTO made VALUES ({marks})", facts)  # noqa: S608
        for statement in statements(OnFile(), events=True):
            file.execute(statement)
        for _, made, _ in taken:
            file.execute(made)
        file.execute("COMMIT")
        file.execute("PRAGMA journal_mode = WAL")
    file.close()


def on_server(url: str, facts: Iterable[Fact]) -> None:
    """Fill a storefront's tables as its administrator; its indexes are made again at the end."""
    numbers = ", ".join(f"{name} bigint" if name in _numbers() else f"{name} text"
                        for name in COLUMNS)  # fmt: skip
    with psycopg.connect(url, autocommit=True) as server:
        server.execute("SET session_replication_role = replica")  # no key is looked up
        server.execute("SET maintenance_work_mem = '512MB'")
        server.execute("SET work_mem = '256MB'")
        taken = server.execute(
            "SELECT i.relname, pg_get_indexdef(i.oid) FROM pg_index x"  # noqa: S608
            " JOIN pg_class i ON i.oid = x.indexrelid JOIN pg_class t ON t.oid = x.indrelid"
            f" WHERE t.relname IN ({_listed(TABLES)}) AND NOT x.indisprimary"
        ).fetchall()
        for name, _ in taken:
            server.execute(f'DROP INDEX "{name}"')
        server.execute(f"CREATE TEMP TABLE made ({numbers})")
        with server.cursor().copy("COPY made FROM STDIN") as copy:
            for fact in facts:
                copy.write_row(fact)
        server.execute("ANALYZE made")
        for statement in statements(OnServer(), events=False):
            server.execute(statement)
        for _, made in taken:
            server.execute(made)
        server.execute("VACUUM ANALYZE")


def _numbers() -> set[str]:
    return set(COLUMNS) - {"number", "status", "first", "last", "email", "ali", "tracking"}


def _listed(names: Sequence[str]) -> str:
    return ", ".join(f"'{name}'" for name in names)


def statements(say: Dialect, *, events: bool) -> list[str]:
    """The INSERTs, customers first; `events` are lines of our own history."""
    made = [_towns(say), _customer(say), _orders(say), _payments(say), _items(say),
            _dropship_orders(say), _dropship_items(say)]  # fmt: skip
    return [*made, *_events(say)] if events else made


def _towns(say: Dialect) -> str:
    number = "row_number() OVER () - 1 AS place"
    columns = "line1, city, state, zip, country"
    if say.name == "sqlite":
        values = f"WITH v({columns}) AS (VALUES {_TOWNS}) SELECT {number}, * FROM v"  # noqa: S608
    else:
        values = f"SELECT {number}, * FROM (VALUES {_TOWNS}) v({columns})"  # noqa: S608
    return f"CREATE TEMP TABLE town AS {values}"


def _customer(say: Dialect) -> str:
    when = say.time("1700000000000")
    return f"""INSERT INTO "User" (id, email, password, "updatedAt")
        SELECT 'customer', 'customers@example.com', '!', {when}"""


def _address(say: Dialect) -> str:
    return say.document("'firstName'", "first", "'lastName'", "last", "'line1'", "line1", "'city'",
                        "city", "'state'", "state", "'zip'", "zip", "'country'", "country",
                        "'phone'", "'(503) 555-01' || (n % 90 + 10)")  # fmt: skip


def _orders(say: Dialect) -> str:
    """The customer's orders; their own state follows from how far the buying is."""
    state = """CASE status WHEN 'PENDING' THEN 'CONFIRMED' WHEN 'PLACED' THEN 'PROCESSING'
        WHEN 'ISSUE' THEN 'PROCESSING' WHEN 'CONFIRMED' THEN 'PROCESSING' ELSE status END"""
    paid = "CASE status WHEN 'REFUNDED' THEN 'REFUNDED' ELSE 'COMPLETED' END"
    return f"""INSERT INTO "Order" (id, "orderNumber", "userId", subtotal, "shippingAmount",
          "taxAmount", total, currency, status, "paymentStatus", "shippingAddress",
          "billingAddress", "customerEmail", "createdAt", "updatedAt", "confirmedAt",
          "shippedAt", "deliveredAt", "cancelledAt")
        SELECT {say.key("or", "n")}, number, 'customer', {say.money("2549 * items")},
          {say.money("0")}, {say.money("204 * items")}, {say.money("2753 * items")}, 'USD',
          {say.word(state, "OrderStatus")}, {say.word(paid, "PaymentStatus")}, {_address(say)},
          {_address(say)}, email, {say.time("made")},
          {say.time("coalesce(delivered, shipped, placed, made)")}, {say.time("made")},
          {say.time("shipped")}, {say.time("delivered")},
          CASE WHEN status = 'CANCELLED' THEN {say.time("made + 3600000")} END
        FROM made JOIN town ON town.place = made.place ORDER BY n"""  # noqa: S608


def _payments(say: Dialect) -> str:
    paid = "CASE status WHEN 'REFUNDED' THEN 'REFUNDED' ELSE 'COMPLETED' END"
    return f"""INSERT INTO "Payment" (id, "orderId", provider, "stripePaymentIntentId", amount,
          currency, status, "createdAt", "updatedAt")
        SELECT {say.key("pa", "n")}, {say.key("or", "n")}, 'stripe', {say.key("pi_", "n")},
          {say.money("2753 * items")}, 'USD', {say.word(paid, "PaymentStatus")},
          {say.time("made")}, {say.time("made")} FROM made ORDER BY n"""  # noqa: S608


def _each(say: Dialect) -> str:
    """One line per item: `at` is 0, 1 or 2, `product` and `size` name the variant."""
    numbers = "(SELECT 0 AS at UNION ALL SELECT 1 UNION ALL SELECT 2)"
    count = 8_000
    product = f"((variant + at * 977) % {count} / 4)"
    digits = (f"printf('%06d', {product})" if say.name == "sqlite"
              else f"lpad(({product})::text, 6, '0')")  # fmt: skip
    return f"""(SELECT made.*, at, n * 3 + at AS line, {digits} AS product,
          (variant + at * 977) % {count} % 4 AS size
        FROM made JOIN {numbers} numbers ON at < items)"""  # noqa: S608


def _items(say: Dialect) -> str:
    return f"""INSERT INTO "OrderItem" (id, "orderId", "variantId", "productName", "variantName",
          sku, quantity, "unitPrice", "totalPrice", "createdAt")
        SELECT {say.key("it", "line")}, {say.key("or", "n")}, 'v' || product || size,
          'Romper ' || product, (3 + 3 * size) || 'M', 'BP-' || product || '-' || size, 1,
          {say.money("2549")}, {say.money("2549")}, {say.time("made")}
        FROM {_each(say)} e ORDER BY n, at"""  # noqa: S608


def _dropship_orders(say: Dialect) -> str:
    return f"""INSERT INTO "DropshipOrder" (id, "orderId", "aliExpressOrderId", status,
          "customerEmail", "shippingAddress", "trackingNumber", carrier, "totalCost",
          "shippingCost", "placedAt", "shippedAt", "deliveredAt", "createdAt", "updatedAt",
          "supplierId")
        SELECT {say.key("dr", "n")}, {say.key("or", "n")}, ali,
          {say.word("status", "DropshipOrderStatus")}, email, {_address(say)}, tracking,
          CASE WHEN tracking IS NULL THEN NULL ELSE 'Cainiao' END, {say.money("637 * items")},
          {say.money("348")}, {say.time("placed")}, {say.time("shipped")},
          {say.time("delivered")}, {say.time("made")},
          {say.time("coalesce(issue, delivered, shipped, confirmed, placed, made)")}, 'store'
        FROM made JOIN town ON town.place = made.place ORDER BY n"""  # noqa: S608


def _dropship_items(say: Dialect) -> str:
    return f"""INSERT INTO "DropshipOrderItem" (id, "dropshipOrderId", "productSourceId",
          "aliExpressSku", quantity, "unitCost", "totalCost", "orderItemId", "createdAt")
        SELECT {say.key("di", "line")}, {say.key("dr", "n")}, 's' || product, product || size,
          1, {say.money("637")}, {say.money("637")}, {say.key("it", "line")}, {say.time("made")}
        FROM {_each(say)} e ORDER BY n, at"""  # noqa: S608


def _events(say: Dialect) -> list[str]:
    """What happened to each order, as our history keeps it."""
    steps = (("placed", "PENDING", "PLACED"), ("confirmed", "PLACED", "CONFIRMED"),
             ("shipped", "CONFIRMED", "SHIPPED"), ("delivered", "SHIPPED", "DELIVERED"),
             ("issue", "PLACED", "ISSUE"))  # fmt: skip
    return [
        f"""INSERT INTO order_event (id, dropship_order_id, at, who, device, kind, from_status,
              to_status, text)
            SELECT {say.key(f"e{number}", "n")}, {say.key("dr", "n")}, {say.time(when)}, 'Ada',
              'laptop', 'MOVED', '{before}', '{after}', NULL
            FROM made WHERE {when} IS NOT NULL ORDER BY n"""  # noqa: S608
        for number, (when, before, after) in enumerate(steps)
    ]
