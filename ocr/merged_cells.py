"""The boxes of a grid put together where no border parts them."""

from itertools import product

import numpy as np
from numpy.typing import NDArray


def merged(level: NDArray[np.bool_], upright: NDArray[np.bool_]) -> list[tuple[int, int, int, int]]:
    """The cells of a grid as first column, first row, end column, end row.

    level (rows + 1, columns) and upright (rows, columns + 1) say which borders are drawn. What is
    open to the outside is no cell.
    """
    return _rectangles(_regions(level, upright))


def _regions(level: NDArray[np.bool_], upright: NDArray[np.bool_]) -> NDArray[np.int_]:
    """(rows, columns): the number of the region that each box of the grid is in, 0 outside."""
    rows, columns = upright.shape[0], level.shape[1]
    number = np.arange(1, rows * columns + 1).reshape(rows, columns)

    def unite(a: int, b: int) -> None:
        number[number == max(a, b)] = min(a, b)

    for r, c in product(range(rows), range(columns)):
        if not level[r, c]:
            unite(number[r, c], number[r - 1, c] if r else 0)
        if not upright[r, c]:
            unite(number[r, c], number[r, c - 1] if c else 0)
        if r == rows - 1 and not level[rows, c]:
            unite(number[r, c], 0)
        if c == columns - 1 and not upright[r, columns]:
            unite(number[r, c], 0)
    return number


def _rectangles(regions: NDArray[np.int_]) -> list[tuple[int, int, int, int]]:
    """The regions as c0, r0, c1, r1; one that is no rectangle is cut into as few as rows allow."""
    found: list[tuple[int, int, int, int]] = []
    for region in set(regions.ravel().tolist()) - {0}:
        inside = regions == region
        rows, columns = np.nonzero(inside.any(axis=1))[0], np.nonzero(inside.any(axis=0))[0]
        r0, r1, c0, c1 = rows[0], rows[-1] + 1, columns[0], columns[-1] + 1
        if inside[r0:r1, c0:c1].all():
            found.append((int(c0), int(r0), int(c1), int(r1)))
        else:
            found += _row_by_row(inside)
    return found


def _row_by_row(inside: NDArray[np.bool_]) -> list[tuple[int, int, int, int]]:
    """A region as rectangles: runs of its rows, equal ones below each other as one."""
    found: list[tuple[int, int, int, int]] = []
    begun: dict[tuple[int, int], int] = {}  # columns of a run to its first row
    for r in range(len(inside) + 1):
        edges = np.zeros(inside.shape[1] + 2, np.int8)
        edges[1:-1] = inside[r] if r < len(inside) else 0
        steps = np.diff(edges)
        begins, ends = np.nonzero(steps == 1)[0].tolist(), np.nonzero(steps == -1)[0].tolist()
        runs = set(zip(begins, ends, strict=True))
        for run in begun.keys() - runs:
            found.append((run[0], begun.pop(run), run[1], r))
        for run in runs:
            begun.setdefault(run, r)
    return found
