"""Keeps the history of the products' edits: who changed what, when, from what to what.

Lines are only added. What a line took back is named in it, and each line can be taken back once:
the database itself sees to that.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import Select, func, insert, or_, select
from sqlalchemy.orm import Session, aliased

from babydrop_desktop.db.functions import clock_now
from babydrop_desktop.db.ours import ProductEditLine as Line
from babydrop_desktop.db.storefront import Product
from babydrop_desktop.domain.edit_history import EditKind, EditLine
from babydrop_desktop.domain.product_edit import FieldChange, ProductField, Sale, Slot, Value, alike

MOST_LOOKED_THROUGH = 1_000
_Later = aliased(Line)
_undone_by = select(_Later.id).where(_Later.undoes == Line.id).scalar_subquery()
_KNOWN = frozenset(field.value for field in ProductField)
_LISTS = frozenset({ProductField.TAGS, ProductField.CERTIFICATIONS})
_AMOUNTS = frozenset({ProductField.PRICE, ProductField.VARIANT_PRICE})


def add(session: Session, lines: Sequence[EditLine]) -> None:
    """Append lines. One statement."""
    session.execute(
        insert(Line).execution_options(render_nulls=True),
        [
            {
                "id": line.id,
                "product_id": line.product_id,
                "at": line.at,
                "who": line.who,
                "device": line.device,
                "kind": line.kind.value,
                "fields": _document(line.changes),
                "reason": line.reason or None,
                "batch": line.batch,
                "undoes": line.undoes,
            }
            for line in lines
        ],
    )


def one(session: Session, edit_id: str) -> EditLine | None:
    """The line with that id, None where there is none. One statement."""
    row = session.execute(_lines().where(Line.id == edit_id)).first()
    return _line(row) if row else None


def of_product(session: Session, product_id: str, limit: int) -> tuple[EditLine, ...]:
    """The newest lines of one product, newest first. One statement."""
    asked = _lines().where(Line.product_id == product_id).order_by(Line.seq.desc()).limit(limit)
    return tuple(_line(row) for row in session.execute(asked))


def of_batch(session: Session, batch: str, limit: int) -> tuple[EditLine, ...]:
    """The lines of one edit of many products, by product. One statement."""
    asked = _lines().where(Line.batch == batch).order_by(Line.product_id).limit(limit)
    return tuple(_line(row) for row in session.execute(asked))


def last_done(session: Session, person: str, skip: Collection[str] = ()) -> EditLine | None:
    """One person's newest edit that stands, of a product that is there. One statement.

    `skip` are the ids of lines and of batches that are passed over.
    """
    kinds = (EditKind.EDITED.value, EditKind.REDONE.value)
    return _newest(session, _own(person, skip).where(Line.kind.in_(kinds)))


def last_undone(session: Session, person: str, skip: Collection[str] = ()) -> EditLine | None:
    """What one person took back last and has not done again nor edited since. One statement."""
    edited = (
        select(func.coalesce(func.max(_Later.seq), 0))
        .where(_Later.who == person, _Later.kind == EditKind.EDITED.value)
        .scalar_subquery()
    )
    asked = _own(person, skip).where(Line.kind == EditKind.UNDONE.value, Line.seq > edited)
    return _newest(session, asked)


def changed_by(
    session: Session, values: Mapping[str, Mapping[Slot, Value]]
) -> dict[tuple[str, Slot], tuple[str, datetime]]:
    """Who gave products' slots the values that they have now, and when, where we know.

    `values` are by product id. One statement.
    """
    asked = _lines().where(Line.product_id.in_(values)).order_by(Line.seq.desc())
    found: dict[tuple[str, Slot], tuple[str, datetime]] = {}
    newest: set[tuple[str, Slot]] = set()
    for row in session.execute(asked.limit(MOST_LOOKED_THROUGH)):
        line = _line(row)
        for change in line.changes:
            key, now = (line.product_id, change.slot), values[line.product_id]
            if change.slot in now and key not in newest:
                newest.add(key)
                # Another value: somebody who keeps no history changed it after this line.
                if alike(change.after, now[change.slot]):
                    found[key] = (line.who, line.at)
    return found


def moment(session: Session) -> datetime:
    """The database's time now: aware, UTC, whole milliseconds. One statement."""
    return session.execute(select(clock_now())).scalar_one()


def _own(person: str, skip: Collection[str]) -> Select[Any]:
    asked = _lines().where(Line.who == person, Product.id.is_not(None), _undone_by.is_(None))
    if not skip:
        return asked
    return asked.where(Line.id.not_in(skip), or_(Line.batch.is_(None), Line.batch.not_in(skip)))


def _newest(session: Session, asked: Select[Any]) -> EditLine | None:
    row = session.execute(asked.order_by(Line.seq.desc()).limit(1)).first()
    return _line(row) if row else None


def _lines() -> Select[Any]:
    return select(
        Line.id, Line.product_id, Line.at, Line.who, Line.device, Line.kind, Line.fields,
        Line.reason, Line.batch, Line.undoes,
        Product.name.label("product"), _undone_by.label("undone_by"),
    ).outerjoin(Product, Product.id == Line.product_id)  # fmt: skip


def _line(row: Any) -> EditLine:  # noqa: ANN401 - a row
    changes = tuple(_changes(row.fields))
    return EditLine(
        id=row.id,
        product_id=row.product_id,
        product_name=row.product or "",
        at=row.at,
        who=row.who,
        device=row.device,
        kind=EditKind(row.kind),
        changes=changes,
        reason=row.reason or "",
        batch=row.batch,
        undoes=row.undoes,
        undone_by=row.undone_by,
        whole=len(changes) == len(row.fields),
    )


def _document(changes: Iterable[FieldChange]) -> list[dict[str, Any]]:
    """The changes as JSON; amounts and times as text, so that they stay exact."""
    made = []
    for change in changes:
        line: dict[str, Any] = {
            "field": change.field.value,
            "before": _written(change.before),
            "after": _written(change.after),
        }
        if change.variant_id is not None:
            line |= {"variant": change.variant_id, "label": change.label}
        made.append(line)
    return made


def _changes(document: Iterable[dict[str, Any]]) -> Iterable[FieldChange]:
    for line in document:
        if line["field"] in _KNOWN:
            field = ProductField(line["field"])
            before, after = (_read(field, line[name]) for name in ("before", "after"))
            yield FieldChange(field, before, after, line.get("variant"), line.get("label", ""))


def _written(value: Value) -> Any:  # noqa: ANN401 - JSON
    if isinstance(value, Decimal):
        return str(value)
    if isinstance(value, Sale):
        at = value.published_at
        return {"active": value.active, "published_at": at.isoformat() if at else None}
    return list(value) if isinstance(value, tuple) else value


def _read(field: ProductField, value: Any) -> Value:  # noqa: ANN401 - JSON
    if field is ProductField.FOR_SALE:
        at = value["published_at"]
        return Sale(value["active"], datetime.fromisoformat(at) if at else None)
    if value is not None and field in _AMOUNTS:
        return Decimal(value)
    if value is not None and field in _LISTS:
        return tuple(value)
    read: Value = value
    return read
