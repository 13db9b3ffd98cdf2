"""The names of a form's parts that are set in blocks: several columns of characters in one cell.

审批部门意见 in a narrow cell is two columns of three, from the left or from the right. Detection
makes one blot of them, or lines across both; laid down one after the other they can be read. What
comes out is believed only when it is the name of a part of a form.
"""

from collections.abc import Iterator, Sequence

import cv2
import numpy as np
from numpy.typing import NDArray

from matching.text import squeezed
from models.box import Box
from ocr.engine import Engine, Image, Quad, Recognised
from ocr.second_look import Look
from ocr.sections import load_sections
from ocr.stacked import laid_down

_TALL = 1.2  # widths from which a cell is one for a block
_WIDEST = 6.0  # letters that it is wide, at most
_LETTER = 0.72  # heights of a line that a letter is wide, about
_COLUMN = 1.25  # letters that a column is wide, at most
_MOST = 4  # columns
_RULE = 3.0  # points along the sides of a cell where its rules are

Texts = Sequence[tuple[Box, str]]


def unnamed_cells(cells: Sequence[Box], texts: Texts, height: float) -> list[Box]:
    """The tall narrow cells beside others in which no name of a part was read."""
    widest = _WIDEST * _LETTER * height
    return [
        cell
        for cell in cells
        if _TALL * cell.width < cell.height
        and _LETTER * height < cell.width < widest
        and cell.height > 3 * height
        and not _is_named(cell, texts)
        and any(_is_beside(cell, other) for other in cells)
    ]


def _is_beside(cell: Box, other: Box) -> bool:
    """Does a wide cell stand right of a narrow one, level with it?"""
    level = min(cell.y1, other.y1) - max(cell.y0, other.y0) > 0.5 * cell.height
    return level and abs(other.x0 - cell.x1) < _RULE and other.width > 2 * cell.width


def _is_named(cell: Box, texts: Texts) -> bool:
    inside = [(box, text) for box, text in texts if _holds(cell, box)]
    across = squeezed("".join(text for _, text in sorted(inside, key=lambda one: one[0].y0)))
    down = squeezed("".join(text for _, text in sorted(inside, key=lambda one: one[0].x0)))
    return any(load_sections().named(text) for text in (across, down) if text)


def _holds(cell: Box, box: Box) -> bool:
    return cell.x0 < (box.x0 + box.x1) / 2 < cell.x1 and cell.y0 < box.middle < cell.y1


def names_again(
    image: Image, quads: Sequence[Quad], point: float, height: float, engine: Engine
) -> Iterator[tuple[int, Look]]:
    """The names that these cells of the upright page hold, with the number of each one's quad.

    A point and the height of a line in pixels.
    """
    lines = [
        (number, line)
        for number, quad in enumerate(quads)
        for line in _lines(image, quad, _RULE * point, _LETTER * height)
    ]
    texts = engine.recognise([line for _, line in lines]) if lines else []
    told: set[int] = set()
    for (number, _), text in zip(lines, texts, strict=False):
        name = _name(squeezed(text.text))
        if name and number not in told:
            told.add(number)
            offsets = tuple((at + 0.5) / len(name) for at in range(len(name)))
            yield number, Look(quads[number], Recognised(name, text.confidence, offsets))


def _name(text: str) -> str | None:
    """The name of a part of a form that a block is read as, if nearly."""
    return text if load_sections().named(text) else load_sections().nearest(text)


def _lines(image: Image, quad: Quad, rule: float, letter: float) -> Iterator[Image]:
    """The columns of a block one after the other as a line: from the left, and from the right."""
    (x0, y0), (x1, y1) = quad.min(axis=0) + rule, quad.max(axis=0) - rule
    block = image[max(0, int(y0)) : int(y1), max(0, int(x0)) : int(x1)]
    if min(block.shape[:2]) < letter:
        return
    columns = [
        laid_down(np.ascontiguousarray(block[:, a:b])) for a, b in _columns_of(block, letter)
    ]
    if not 0 < len(columns) <= _MOST:
        return
    yield _side_by_side(columns)
    if len(columns) > 1:
        yield _side_by_side(columns[::-1])


def _columns_of(block: Image, letter: float) -> list[tuple[int, int]]:
    """From where to where each column of characters reaches; what stands close is one."""
    grey = np.asarray(cv2.cvtColor(block, cv2.COLOR_RGB2GRAY), np.uint8)
    level, _ = cv2.threshold(grey, 0, 255, cv2.THRESH_BINARY + cv2.THRESH_OTSU)
    inked: NDArray[np.bool_] = (grey <= level).sum(axis=0) > max(1, round(0.1 * letter))
    edges = np.flatnonzero(np.diff(np.concatenate(([0], inked.astype(np.int8), [0]))))
    columns: list[tuple[int, int]] = []
    for begin, end in zip(edges[::2].tolist(), edges[1::2].tolist(), strict=True):
        if columns and end - columns[-1][0] <= _COLUMN * letter:
            columns[-1] = columns[-1][0], end
        else:
            columns.append((begin, end))
    margin = max(1, round(0.1 * letter))
    return [
        (max(0, begin - margin), end + margin)
        for begin, end in columns
        if end - begin > 0.4 * letter
    ]


def _side_by_side(lines: Sequence[Image]) -> Image:
    height = max(line.shape[0] for line in lines)
    fitted = [
        cv2.resize(line, (max(1, round(line.shape[1] * height / line.shape[0])), height))
        for line in lines
    ]
    return np.ascontiguousarray(np.concatenate(fitted, axis=1), np.uint8)
