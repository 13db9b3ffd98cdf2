"""What another version of a roster would change: rows that are new, gone, or say something else.

Rows are told apart by all that they hold; a row that is gone and a new one of the same person,
certificate or unit are one that changed. Only digests are in memory: a million rows are possible.
"""

import json
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from hashlib import blake2b
from typing import Any

from sqlalchemy import Connection, select

from models.fields import Field
from models.roster_tables import roster_row

SAMPLE = 20  # rows of each kind that are shown
_ROWS_AT_ONCE = 5000
# What a row is about: the first of these that it has.
_ABOUT = (
    (Field.ID_NUMBER, Field.CERTIFICATE_NUMBER),
    (Field.CERTIFICATE_NUMBER,),
    (Field.MANAGEMENT_NUMBER,),
    (Field.ID_NUMBER,),
    (Field.NAME, Field.EMPLOYER),
    (Field.COMMITTEE,),
    (Field.CONVENER,),
    (Field.ISSUER,),
    (Field.EMPLOYER,),
    (Field.NAME,),
)
StoredRow = tuple[int, dict[Field, str], dict[str, str]]  # its number, fields, all else
_COLUMNS = tuple(roster_row.c[str(field)] for field in Field)


@dataclass(frozen=True, slots=True)
class Difference:
    """How many rows are new, gone, changed and the same; ids of some, of a changed one both."""

    added: int
    removed: int
    changed: int
    same: int
    added_ids: tuple[int, ...] = ()
    removed_ids: tuple[int, ...] = ()
    changed_ids: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class _Row:
    id: int
    digest: bytes
    about: bytes


def difference(connection: Connection, old: Collection[int], new: Collection[int]) -> Difference:
    """What changes when the rows of the versions `new` take the place of those of `old`."""
    fresh = {row.digest for row in _rows(connection, new)}
    before = len(fresh)
    gone: dict[bytes, list[int]] = {}
    for row in _rows(connection, old):
        if row.digest in fresh:
            fresh.discard(row.digest)
        else:
            gone.setdefault(row.about, []).append(row.id)
    added, changed = 0, 0
    added_ids: list[int] = []
    changed_ids: list[tuple[int, int]] = []
    for row in _rows(connection, new) if fresh else ():
        if row.digest not in fresh:
            continue
        if earlier := gone.get(row.about):
            changed += 1
            pair = (earlier.pop(0), row.id)
            if len(changed_ids) < SAMPLE:
                changed_ids.append(pair)
        else:
            added += 1
            if len(added_ids) < SAMPLE:
                added_ids.append(row.id)
    left = sorted(id_ for ids in gone.values() for id_ in ids)
    return Difference(
        added,
        len(left),
        changed,
        before - len(fresh),
        tuple(added_ids),
        tuple(left[:SAMPLE]),
        tuple(changed_ids),
    )


def _rows(connection: Connection, versions: Collection[int]) -> Iterator[_Row]:
    of = roster_row.c
    query = (
        select(of.id, of.rest, *_COLUMNS)
        .where(of.roster_id.in_(versions))
        .order_by(of.roster_id, of.number)
        .execution_options(yield_per=_ROWS_AT_ONCE)
    )
    for id_, rest, *values in connection.execute(query):
        whole = json.dumps([values, sorted((rest or {}).items())], ensure_ascii=False)
        yield _Row(id_, _digest(whole), _about(values, whole))


def _about(values: list[Any], whole: str) -> bytes:
    held = dict(zip(Field, values, strict=True))
    for fields in _ABOUT:
        if all(held[field] for field in fields):
            return _digest("\0".join((fields[0], *(held[field] for field in fields))))
    return _digest(whole)


def _digest(text: str) -> bytes:
    return blake2b(text.encode(), digest_size=12).digest()


def rows_of_ids(connection: Connection, ids: Collection[int]) -> dict[int, StoredRow]:
    """The number in its file, the fields and the rest of each of these rows."""
    of = roster_row.c
    rows = connection.execute(select(of.id, of.number, of.rest, *_COLUMNS).where(of.id.in_(ids)))
    return {
        id_: (
            number,
            {f: v for f, v in zip(Field, values, strict=True) if v is not None},
            rest or {},
        )
        for id_, number, rest, *values in rows
    }
