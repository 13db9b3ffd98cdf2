"""The boxes of a grid put together where no border parts them."""

from itertools import product

import numpy as np
from numpy.typing import NDArray


def merged(level: NDArray[np.bool_], upright: NDArray[np.bool_]) -> list[tuple[int, int, int, int]]:
    """The cells of a grid as first column, first row, end column, end row.

    level (rows + 1, columns) and upright (rows, columns + 1) say which borders are drawn. What is
    open to the outside is no cell.
    """
    regions, is_open = _regions(level, upright), _open(level, upright)
    found: list[tuple[int, int, int, int]] = []
    for region in np.unique(regions).tolist():
        for c0, r0, c1, r1 in _rectangles(regions == region):
            if not is_open[r0:r1, c0:c1].any():
                found.append((c0, r0, c1, r1))
    return found


def _regions(level: NDArray[np.bool_], upright: NDArray[np.bool_]) -> NDArray[np.int_]:
    """(rows, columns): the number of the region that each box of the grid is in."""
    rows, columns = upright.shape[0], level.shape[1]
    number = np.arange(rows * columns).reshape(rows, columns)

    def unite(a: int, b: int) -> None:
        number[number == max(a, b)] = min(a, b)

    for r, c in product(range(rows), range(columns)):
        if r and not level[r, c]:
            unite(number[r, c], number[r - 1, c])
        if c and not upright[r, c]:
            unite(number[r, c], number[r, c - 1])
    return number


def _open(level: NDArray[np.bool_], upright: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """(rows, columns): which boxes of the grid no border parts from the outside."""
    is_open = np.zeros((upright.shape[0], level.shape[1]), bool)
    is_open[0] |= ~level[0]
    is_open[-1] |= ~level[-1]
    is_open[:, 0] |= ~upright[:, 0]
    is_open[:, -1] |= ~upright[:, -1]
    return is_open


def _rectangles(inside: NDArray[np.bool_]) -> list[tuple[int, int, int, int]]:
    """A region as c0, r0, c1, r1; one that is no rectangle is cut into as few as rows allow."""
    rows, columns = np.nonzero(inside.any(axis=1))[0], np.nonzero(inside.any(axis=0))[0]
    r0, r1, c0, c1 = rows[0], rows[-1] + 1, columns[0], columns[-1] + 1
    if inside[r0:r1, c0:c1].all():
        return [(int(c0), int(r0), int(c1), int(r1))]
    return _row_by_row(inside)


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
