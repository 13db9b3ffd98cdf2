"""Pages that hold lists of people, as tests set them, and whom the reading finds on them."""

from dataclasses import dataclass
from itertools import pairwise

from models.box import Box
from ocr.frame import Frame
from ocr.page import Run
from ocr.rows import Roster, find_rows
from tests.ocr.pages_of_text import LABELS, SIZE, run

HIGH = 24.0  # points, of a ruled row


FRAME = Frame(0, 0.0, 595, 842)


@dataclass(frozen=True)
class Sheet:
    """A page of a list."""

    runs: tuple[Run, ...]
    cells: tuple[Box, ...] = ()
    frame: Frame = FRAME


def roster(*sheets: Sheet) -> Roster:
    return find_rows(dict(enumerate(sheets, 1)), LABELS)


def people(*sheets: Sheet) -> list[dict[str, str]]:
    """The rows by the keys of the contract."""
    return [{str(f): r.value for f, r in row.items()} for row in roster(*sheets).rows]


def ruled(
    *rows: tuple[str, ...], widths: tuple[float, ...], top: float = 100, merged: int = -1
) -> Sheet:
    """A ruled table; in the merged column an empty text goes on with the cell above."""
    edges = [60.0]
    for width in widths:
        edges.append(edges[-1] + width)
    runs, cells = [], []
    for column, (x0, x1) in enumerate(pairwise(edges)):
        begin = 0
        for end in range(1, len(rows) + 1):
            if column == merged and end < len(rows) and not rows[end][column]:
                continue
            box = Box(x0, top + begin * HIGH, x1, top + end * HIGH)
            cells.append(box)
            lines = rows[begin][column].split("\n")
            y = box.middle - len(lines) * SIZE / 2
            runs += [run(text, x0 + 4, y + i * SIZE) for i, text in enumerate(lines) if text]
            begin = end
    return Sheet(tuple(runs), tuple(cells))


def in_columns(*rows: tuple[str, ...], starts: tuple[float, ...], top: float = 100) -> Sheet:
    """A table without rules; lines of a cell are parted by line breaks."""
    runs: list[Run] = []
    y = top
    for row in rows:
        most = max(text.count("\n") + 1 for text in row)
        for text, x in zip(row, starts, strict=True):
            lines = text.split("\n")
            first = y + (most - len(lines)) * SIZE * 0.6
            runs += [run(line, x, first + i * SIZE * 1.2) for i, line in enumerate(lines) if line]
        y += most * SIZE * 1.2 + 10
    return Sheet(tuple(runs))


HEADS = ("序号", "姓名", "性别", "工作单位", "任职资格")
WIDTHS = (40.0, 70.0, 40.0, 160.0, 120.0)
FIRST = ("1", "王静", "女", "贵阳市第一中学", "高级教师")
SECOND = ("2", "李建国", "男", "遵义市第二中学", "一级教师")


HEAD_RUNS = ruled(HEADS, widths=WIDTHS).runs


def as_row(cells: tuple[str, ...]) -> dict[str, str]:
    return {"name": cells[1], "sex": cells[2], "employer": cells[3], "title": cells[4]}


STARTS = (60.0, 100.0, 170.0, 210.0, 390.0)


def lines(*texts: tuple[str, float], top: float = 100) -> Sheet:
    """Lines of running text, each with where it begins."""
    return Sheet(tuple(run(text, x, top + i * 22) for i, (text, x) in enumerate(texts)))
