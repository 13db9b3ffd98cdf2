"""The cells of ruled tables are found on worn pages, and nothing else is taken for one."""

from collections.abc import Sequence
from itertools import pairwise

import cv2
import numpy as np
import pytest

from ocr.engine import Image, Quad
from ocr.ruling import _looks, ruled_cells

WIDTH, HEIGHT = 1654, 2339  # A4 at 200 DPI
XS, YS = (180, 420, 800, 1040, 1480), (300, 380, 460, 560, 900)
Rect = tuple[int, int, int, int]
GRID = [(a, c, b, d) for c, d in pairwise(YS) for a, b in pairwise(XS)]


def sheet() -> Image:
    return np.full((HEIGHT, WIDTH, 3), 246, np.uint8)


def ruled(cells: Sequence[Rect], thick: int = 2) -> Image:
    page = sheet()
    for x0, y0, x1, y1 in cells:
        cv2.rectangle(page, (x0, y0), (x1, y1), (40, 40, 40), thick)
    return page


def words(page: Image, cells: Sequence[Rect]) -> Image:
    """The page with strokes like those of letters in the middle of each cell."""
    rng = np.random.default_rng(7)
    for x0, y0, x1, y1 in cells:
        for left in range(x0 + 30, x1 - 50, 34):
            for _ in range(3):
                a, b = rng.integers(0, 28, 2), rng.integers(0, 28, 2)
                top = (y0 + y1) // 2 - 14
                ends = (left + int(a[0]), top + int(a[1])), (left + int(b[0]), top + int(a[1]))
                cv2.line(page, *ends, (30, 30, 30), 3)
                cv2.line(page, ends[0], (left + int(a[0]), top + int(b[1])), (30, 30, 30), 3)
    return page


def turned(page: Image, degrees: float) -> Image:
    turn = cv2.getRotationMatrix2D((WIDTH / 2, HEIGHT / 2), degrees, 1.0)
    return cv2.warpAffine(page, turn, (WIDTH, HEIGHT), borderValue=(246, 246, 246))


def worn(page: Image) -> Image:
    """Dimmed, blurred, noisy, packed hard."""
    light = page * np.linspace(0.72, 1.0, WIDTH)[None, :, None] * np.array((1.0, 0.95, 0.82))
    soft = cv2.GaussianBlur(light, (0, 0), 1.0)
    grain = np.random.default_rng(3).standard_normal((HEIGHT, WIDTH, 1)) * 6
    image = np.clip(soft + grain, 0, 255).astype(np.uint8)
    packed = cv2.imencode(".jpg", image[:, :, ::-1], [cv2.IMWRITE_JPEG_QUALITY, 40])[1]
    return np.ascontiguousarray(cv2.imdecode(packed, cv2.IMREAD_COLOR)[:, :, ::-1])


def corners(rect: Rect, degrees: float = 0.0) -> Quad:
    x0, y0, x1, y1 = rect
    points = np.array([(x0, y0), (x1, y0), (x1, y1), (x0, y1)], np.float32)
    turn = cv2.getRotationMatrix2D((WIDTH / 2, HEIGHT / 2), degrees, 1.0)
    return points @ turn[:, :2].T + turn[:, 2]


def assert_cells(image: Image, expected: Sequence[Rect], degrees: float = 0.0) -> None:
    """Exactly these cells are found, each corner within three points of where it is."""
    found = ruled_cells(image)
    for rect in expected:
        wanted = corners(rect, degrees)
        assert any(np.abs(cell - wanted).max() < 8.5 for cell in found), f"no cell {rect}"
    assert len(found) == len(expected)


@pytest.mark.parametrize("thick", [1, 2, 5])
def test_every_cell_of_a_table_is_found(thick):
    assert_cells(words(ruled(GRID, thick), GRID), GRID)


@pytest.mark.parametrize("degrees", [-2.5, -0.7, 1.3, 2.5])
def test_a_table_that_lies_askew_is_found(degrees):
    assert_cells(worn(turned(words(ruled(GRID), GRID), degrees)), GRID, degrees)


def test_merged_cells_are_one_cell():
    cells = [
        (180, 300, 420, 460),
        (420, 300, 1480, 380),
        (420, 380, 800, 460),
        (800, 380, 1480, 460),
    ]
    assert_cells(words(ruled(cells), cells), cells)


def test_borders_that_a_merged_cell_leaves_out_are_not_there():
    rows = [(180, 300 + 90 * row, 1480, 390 + 90 * row) for row in range(9)]
    cells = [
        (x0, y0, x1, y1)
        for row, (_, y0, _, y1) in enumerate(rows)
        for x0, x1 in (
            [(180, 480), (480, 1480)] if row == 4 else [(180, 480), (480, 1000), (1000, 1480)]
        )
    ]
    assert_cells(words(ruled(cells), cells), cells)


def test_a_portrait_over_the_corner_of_a_table_loses_no_cell_beside_it():
    cells = [(180, 300 + 90 * row, 480, 390 + 90 * row) for row in range(5)]
    cells += [(480, 300 + 90 * row, 1200, 390 + 90 * row) for row in range(3)]
    cells += [(480, 570, 1480, 660), (480, 660, 1480, 750)]
    page = ruled([*cells, (1200, 300, 1480, 570)])
    page[285:585, 1205:1500] = 200
    assert_cells(page, cells)


def test_borders_that_are_broken_are_borders():
    page = words(ruled(GRID), GRID)
    for y in range(0, HEIGHT, 170):
        page[y : y + 14] = 246
    for x in range(0, WIDTH, 130):
        page[:, x : x + 12] = 246
    assert_cells(page, GRID)


def test_the_two_lines_of_a_double_border_are_one():
    page = ruled(GRID)
    cv2.rectangle(page, (XS[0] - 7, YS[0] - 7), (XS[-1] + 7, YS[-1] + 7), (40, 40, 40), 2)
    assert_cells(page, GRID)


def test_borders_under_a_seal_are_found():
    page = ruled(GRID)
    for radius, thick in ((150, 6), (50, -1)):
        cv2.circle(page, (1160, 590), radius, (205, 30, 40), thick)
    assert_cells(worn(page), GRID)


def test_a_table_with_open_sides_ends_where_its_rules_end():
    page = ruled(GRID)
    page[YS[0] + 4 : YS[-1] - 3, XS[0] - 3 : XS[0] + 4] = 246
    page[YS[0] + 4 : YS[-1] - 3, XS[-1] - 3 : XS[-1] + 4] = 246
    for y in YS:
        cv2.line(page, (XS[0], y), (XS[-1], y), (40, 40, 40), 2)
    assert_cells(page, GRID)


def test_a_fold_across_a_table_parts_no_cell():
    page = words(ruled(GRID), GRID).astype(np.float32)
    for place, axis in ((730, 0), (620, 1)):
        length = page.shape[axis]
        shade = 1 - 0.25 * np.exp(-np.abs(np.arange(length) - place) / 2.5)
        page *= shade.reshape((-1, 1, 1) if axis == 0 else (1, -1, 1))
    assert_cells(page.astype(np.uint8), GRID)


def underlines(page: Image) -> None:
    for y in range(500, 1500, 90):
        cv2.line(page, (420, y), (1400, y), (60, 60, 60), 2)


def frame(page: Image) -> None:
    for inset in (60, 74):
        cv2.rectangle(page, (inset, inset), (WIDTH - inset, HEIGHT - inset), (120, 90, 40), 3)


def portrait(page: Image) -> None:
    cv2.rectangle(page, (1150, 420), (1420, 780), (90, 90, 90), 2)


def waves(page: Image) -> None:
    xs = np.arange(0, WIDTH, 6)
    for y in range(0, HEIGHT, 30):
        points = np.stack([xs, y + 30 * np.sin(xs / 60 + y / 90)], axis=1).astype(np.int32)
        cv2.polylines(page, [points], False, (200, 215, 210), 1)


def folds(page: Image) -> None:
    page[1160:1166] = 205
    page[:, 830:836] = 205


@pytest.mark.parametrize(
    "parts",
    [
        (),
        (underlines,),
        (frame,),
        (portrait,),
        (waves, frame),
        (frame, folds),
        (underlines, portrait, folds),
        (waves, frame, underlines, portrait, folds),
    ],
)
def test_what_is_no_table_has_no_cells(parts):
    page = sheet()
    for part in parts:
        part(page)
    assert ruled_cells(words(page, [(200, 150, 1400, 260), (200, 1600, 1400, 1700)])) == []


def test_the_frame_around_a_table_is_no_cell_of_it():
    page = words(ruled(GRID), GRID)
    frame(page)
    waves(page)
    assert_cells(page, GRID)


@pytest.mark.parametrize("size", [(1, 1), (3, 900), (900, 3), (40, 40)])
def test_a_page_of_any_size_is_looked_at(size):
    assert ruled_cells(np.full((*size, 3), 240, np.uint8)) == []


def test_pale_rules_of_the_back_of_the_sheet_cut_no_cell() -> None:
    page = np.full((1754, 1240, 3), 245, np.uint8)

    def table(left: int, top: int, tone: int) -> None:
        for row in range(7):
            cv2.line(page, (left, top + 60 * row), (left + 800, top + 60 * row), (tone,) * 3, 3)
        for column in range(5):
            x = left + 200 * column
            cv2.line(page, (x, top), (x, top + 360), (tone,) * 3, 3)

    table(260, 330, 205)
    table(200, 300, 20)
    assert len(ruled_cells(page)) == 24


def test_strokes_of_letters_in_low_rows_are_no_borders() -> None:
    """Letters of 10 points in rows of 17 reach nearly from rule to rule."""
    ys = [300 + 47 * row for row in range(8)]
    cells = [(a, c, b, d) for c, d in pairwise(ys) for a, b in pairwise(XS)]
    page = ruled(cells)
    for x0, y0, x1, _ in cells:
        for x in range(x0 + 40 + y0 % 31, x1 - 40, 64):
            cv2.line(page, (x, y0 + 9), (x, y0 + 39), (30, 30, 30), 3)
    assert_cells(page, cells)


def test_a_rule_between_two_rows_of_pixels_is_as_dark_as_it_is() -> None:
    page = np.full((100, 300), 246, np.uint8)
    page[33], page[34] = 18, 187  # and so dark above and below that its middle is at 33.5
    _, _, depth = _looks(np.asarray([[20, 33.5, 280, 33.5]], np.float32), page, 1.4)
    assert depth.tolist() == [246 - 18]


def test_a_row_of_letters_in_one_table_is_no_fold_through_the_border_of_another() -> None:
    left, right = (120, 300, 760, 900), (860, 300, 1480, 900)
    low = [(860, 300, 1000, 560), (1000, 300, 1480, 560)]
    low += [(860, 560, 1000, 900), (1000, 560, 1480, 900)]
    cells = [(120, 300, 260, 900), (260, 300, 760, 900), *low]
    page = ruled([left, right, *cells])
    cv2.line(page, (320, 560), (520, 560), (30, 30, 30), 2)
    assert_cells(page, sorted(cells, key=lambda cell: (cell[1], cell[0])))
