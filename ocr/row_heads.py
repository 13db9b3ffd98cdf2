"""The heads of a table's columns: which field each column holds."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from matching.text import squeezed
from models.box import Box
from models.fields import Field
from ocr.labels import Label, Labels
from ocr.page import Run
from ocr.pieces import Piece
from ocr.sections import load_sections

_NUMBERS = ("序号", "序", "号", "顺序", "编次", "NO", "No", "NO.", "No.")
# Heads that say something in a list only.
_IN_LISTS = {
    "人数": None,
    **dict.fromkeys(
        ("学科", "学科专业", "专业学科", "学科名称", "科目", "专业方向"), Field.SPECIALTY
    ),
    **dict.fromkeys(
        ("学校", "学校名称", "所在学校", "任教学校", "学院", "所在学院", "院系", "系部"),
        Field.EMPLOYER,
    ),
    **dict.fromkeys(("起算时间", "起算日期", "起算年月"), Field.OBTAINED_ON),
    **dict.fromkeys(("晋升职务", "批准职务", "通过职务"), Field.TITLE),
    **dict.fromkeys(("人员姓名", "人员名单", "通过人员", "合格人员"), Field.NAME),
}
# Heads that on a paper about one person tell where somebody works by now, and nothing asked for.
_NOW = dict.fromkeys(("现工作单位", "现所在单位", "现单位"), Field.EMPLOYER)
# 取得资格人员, 评审通过人员名单
_NAMES = re.compile(
    r"(?:取得|获得|具备|通过|评审|评定|认定|确认|批准|合格|专业技术|职务|任职|资格|职称|的)+人员(?:姓名|名单)?"
)
_LONGEST = 16  # letters of a head
_ASIDE = re.compile(r"[(〔【\[].*$")


@dataclass(frozen=True, slots=True)
class Column:
    """A column between x0 and x1; counts is True for running numbers.

    label is its head; its field is None where the column holds no field of ours.
    """

    x0: float
    x1: float
    label: Piece
    counts: bool = False
    known: bool = True

    @property
    def field(self) -> Field | None:
        return self.label.field

    @property
    def middle(self) -> float:
        return (self.x0 + self.x1) / 2


class Heads:
    """What heads of columns may say; looks each text up once."""

    def __init__(self, labels: Labels) -> None:
        self._labels = labels
        self._exact = {text: Label(text, field) for text, field in _IN_LISTS.items()} | {
            label.text: label for label in labels.labels
        }
        self._exact |= {text: Label(text, field) for text, field in _NOW.items()}
        self._met: dict[str, tuple[Label, bool] | None] = {}

    def find(self, text: str) -> tuple[Label, bool] | None:
        """The label that a head is, and whether to the letter; None for unknown heads."""
        text = squeezed(text)
        text = (_ASIDE.sub("", text) or text).strip(":.、|")
        if text not in self._met:
            self._met[text] = self._find(text)
        return self._met[text]

    def is_exact(self, text: str) -> bool:
        """Is this a known head, to the letter?"""
        found = self.find(text)
        return found is not None and found[1]

    def _find(self, text: str) -> tuple[Label, bool] | None:
        if text in _NUMBERS:
            return Label(text, None), True
        if text in self._exact:
            return self._exact[text], True
        if _NAMES.fullmatch(text):
            return Label(text, Field.NAME), True
        if near := self._labels.nearly(text):
            return near, False
        if len(text) > _LONGEST or text.startswith(load_sections().present.begins):
            return None
        # 评审通过资格 is a 资格, but 专业 and 单位 in one run are two heads.
        ends = (text[start:] for start in range(1, len(text) - 1))
        ending = next((self._exact[end] for end in ends if end in self._exact), None)
        if ending is None or ending.field in (None, Field.NAME):
            return None
        return None if text.removesuffix(ending.text) in self._exact else (ending, False)


def column_of(runs: Sequence[Run], box: Box, heads: Heads, over: str = "") -> Column:
    """The column under a head; over is what stands above several heads."""
    text = squeezed("".join(run.text for run in runs))
    found = heads.find(text)
    if over and (found is None or found[0].field is None):
        found = heads.find(over + text) or found
    label, exact = found or (None, False)
    piece = Piece(
        text,
        min((run.confidence for run in runs), default=0.0),
        box,
        tuple(centre for run in runs for centre in run.centres),
        is_label=True,
        field=label.field if label else None,
        exact=exact,
    )
    return Column(box.x0, box.x1, piece, text in _NUMBERS, found is not None)


def is_header(columns: Sequence[Column]) -> bool:
    """Are these the heads of a list of people?"""
    known = sum(column.known for column in columns)
    named = any(column.field is Field.NAME for column in columns)
    return named and known >= 2 and known >= 0.5 * sum(bool(c.label.text) for c in columns)


def abreast(columns: Sequence[Column]) -> list[list[Column]]:
    """The columns of each person in a row: one list, or several where people stand abreast.

    Of two columns for one field the one with the surer head keeps it.
    """
    names = [place for place, column in enumerate(columns) if column.field is Field.NAME]
    starts = [max(0, place - names[0]) for place in names]
    blocks = [
        list(columns[start:end])
        for start, end in zip(starts, [*starts[1:], len(columns)], strict=True)
    ]
    heads = [Counter(column.field for column in block) for block in blocks]
    alone = len(blocks) > 1 and sum(heads[0].values()) > 1 and len(heads[-1]) == 1 < len(heads[0])
    if alone or not all(Field.NAME in fields for fields in heads):
        blocks = [list(columns)]  # a second name that nothing stands beside
    return [_without_doubles(block) for block in blocks]


def _without_doubles(columns: list[Column]) -> list[Column]:
    def rank(column: Column) -> tuple[bool, bool, int, float]:
        label = column.label
        return label.text not in _NOW, label.exact, len(label.text), -column.x0

    best: dict[Field, Column] = {}
    for column in columns:
        if column.field and (column.field not in best or rank(column) > rank(best[column.field])):
            best[column.field] = column
    return [
        column
        if column.field is None or best[column.field] is column
        else replace(column, label=replace(column.label, field=None))
        for column in columns
    ]
