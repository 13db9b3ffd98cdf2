"""Which row of a table holds the labels, and which field each column is."""

import re
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from difflib import get_close_matches
from functools import cache
from importlib.resources import files

from matching.text import squeezed
from models.errors import UsageWrong
from models.fields import Field
from models.findings import Finding, found
from models.rosters import Beside, RosterColumn, RosterHeader
from models.tables import TableRow, column_letters, column_place

ROWS_LOOKED_AT = 30
NO_FIELD = "-"
_AROUND = re.compile(r"^[*※★\d.、()]+(?=\D)|[*※★:]+$|\((?:必填|选填|可选|盖章)\)")
_IN_BRACKETS = re.compile(r"\([^()]*\)$|〔[^〔〕]*〕$")
Vocabulary = Mapping[str, Field | None]
Chosen = Mapping[str, Field | Beside | None]


def chosen_columns(given: Iterable[str]) -> dict[str, Field | Beside | None]:
    """What `--field COLUMN=KEY` says; KEY `-` makes a column one that is not searched.

    Raises UsageWrong with every mistake, the nearest key named.
    """
    keys: dict[str, Field | Beside | None] = {str(key): key for key in (*Field, *Beside)}
    keys[NO_FIELD] = None
    chosen: dict[str, Field | Beside | None] = {}
    mistakes: list[Finding] = []
    for text in given:
        column, _, key = text.rpartition("=")
        if column and key in keys:
            chosen[column] = keys[key]
            continue
        near = get_close_matches(key, list(keys), 1, 0.5) or list(keys)
        mistakes.append(found("ROSTER_FIELD_WRONG", given=text, wanted=", ".join(near)))
    if mistakes:
        raise UsageWrong(*mistakes)
    return chosen


def find_header(
    rows: Sequence[TableRow], vocabulary: Vocabulary, chosen: Chosen
) -> tuple[RosterHeader, tuple[Finding, ...]]:
    """The row with the most labels that are known or chosen, and what its columns hold.

    Without such a row the columns may be chosen by letter; then the file has no header. Raises
    UsageWrong where nothing is recognised or a chosen column is not there.
    """
    # Of labels that are merged over two rows, the lower row has all, or as many as the upper.
    best = max(
        rows, key=lambda row: (_known_in(row, vocabulary, chosen), len(row.faults)), default=None
    )
    if best is None or not _known_in(best, vocabulary, chosen):
        width = max((len(row.cells) for row in rows), default=0)
        labels, number = [""] * width, 0
    else:
        labels, number = [str(cell).strip() for cell in best.cells], best.number
    by_place = _by_place(labels, chosen)
    header, findings = _header(number, labels, by_place, vocabulary)
    if not header.fields:
        raise UsageWrong(found("ROSTER_HEADER_MISSING", rows=ROWS_LOOKED_AT))
    return header, findings


def _known_in(row: TableRow, vocabulary: Vocabulary, chosen: Chosen) -> int:
    """How many fields the row names."""
    texts = [str(cell).strip() for cell in row.cells]
    named = {chosen.get(text) or field_of(text, vocabulary) for text in texts if text}
    return len(named - {None})


def field_of(label: str, vocabulary: Vocabulary) -> Field | Beside | None:
    """What the label of a column names, whatever is written around it."""
    text = squeezed(label)
    for plain in (text, _AROUND.sub("", text), _IN_BRACKETS.sub("", _AROUND.sub("", text))):
        if known := vocabulary.get(plain) or _own().get(plain):
            return known
    return None


def _by_place(labels: Sequence[str], chosen: Chosen) -> dict[int, Field | Beside | None]:
    """The chosen columns by place; a column is named by its label, or by its letters."""
    by_place: dict[int, Field | Beside | None] = {}
    missing: list[Finding] = []
    for column, field in chosen.items():
        letters = column.upper()
        if column in labels:
            by_place[labels.index(column)] = field
        elif re.fullmatch(r"[A-Z]{1,2}", letters) and column_place(letters) < len(labels):
            by_place[column_place(letters)] = field
        else:
            known = "、".join(label for label in labels if label)
            missing.append(found("ROSTER_COLUMN_MISSING", column=column, known=known))
    if missing:
        raise UsageWrong(*missing)
    return by_place


def _header(
    number: int,
    labels: Sequence[str],
    by_place: dict[int, Field | Beside | None],
    vocabulary: Vocabulary,
) -> tuple[RosterHeader, tuple[Finding, ...]]:
    taken = {field for field in by_place.values() if field}
    columns, findings = [], []
    for place, text in enumerate(labels):
        label = text or column_letters(place)
        field = by_place[place] if place in by_place else field_of(text, vocabulary)
        if isinstance(field, Beside):
            columns.append(RosterColumn(place, label, None, field))
            continue
        if field and place not in by_place and field in taken:
            findings.append(
                found(
                    "ROSTER_COLUMN_TWICE",
                    field=field,
                    column=label,
                    zh=field.zh,
                    en=field.en,
                    key=field,
                )
            )
            field = None
        elif field:
            taken.add(field)
        elif text and place not in by_place:
            findings.append(found("ROSTER_COLUMN_UNKNOWN", column=label))
        columns.append(RosterColumn(place, label, field))
    return RosterHeader(number, tuple(columns)), tuple(findings)


@cache
def _own() -> dict[str, Field | Beside]:
    data = tomllib.loads((files("matching") / "roster_columns.toml").read_text("utf-8"))
    keys: dict[str, Field | Beside] = {str(key): key for key in (*Field, *Beside)}
    return {squeezed(text): keys[key] for key, texts in data.items() for text in texts}
