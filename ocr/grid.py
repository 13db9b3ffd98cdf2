"""Straight strokes put together to the cells of tables."""

import numpy as np
from numpy.typing import NDArray

from ocr.engine import Quad
from ocr.gaps import Dark, Gaps, Rules
from ocr.levelling import Lean, Levelling, Strokes, lean_of
from ocr.merged_cells import merged

_NONE: Rules = np.empty((0, 3), np.float32)
_TOUCH = 4.0  # points that may miss where two rules meet
_DOUBLE = 4.0  # points between the lines of a double rule
_STRAY = 2.0  # points by which parts of one rule may lie off it
_BRIDGED = 24.0  # points that may be missing from a rule, twice that when it goes on exactly
_BRIDGED_SHARE = 0.4  # of the shorter part beside the gap
_PART = 25.0  # points from which a stroke is no letter's
_LONG = 60.0  # points from which a stroke tells how the page leans
_EDGE = 0.025  # share of the page; what runs from edge to edge is a fold, not a rule
_SEEN = 0.5  # share of a border that must be seen
_LOW = 24.0  # points; rows that are higher are not spanned by a letter's stroke
_SPANNED = 0.8  # share of the way from rule to rule that a border takes there
_SMALLEST = 9.0  # points, of a cell's sides
_NARROWEST = 120.0  # points, of a table
_DIVIDED = 0.6  # share of rules that posts must meet for their open ends to be a table's side
_BEYOND = 8.0  # points by which a fold goes on beyond the outermost posts, at both ends


def cells_of_strokes(
    level: Strokes, upright: Strokes, dark: tuple[Dark, Dark], point: float
) -> list[Quad]:
    """The cells of all tables as quads on the page.

    dark is what may be a level line on the page (height, width), and an upright one on its
    transpose; point in pixels.
    """
    height, width = dark[0].shape
    lean = lean_of(level, height, _LONG * point)
    square = Lean(-lean.at, 0.0)  # as upright rules lean where the page is turned and no more
    levelling = Levelling(
        lean, lean_of(upright, width, _LONG * point, square), (float(width), float(height))
    )
    crossing = _rules(level, levelling, dark[0], point)
    posts = _rules(upright, levelling, dark[1], point, crossing, upright=True)
    rules = _rules(level, levelling, dark[0], point, posts)
    rules, posts = (
        _without_folds(rules, posts, width, point),
        _without_folds(posts, rules, height, point),
    )
    posts = np.concatenate([posts, _open_sides(rules, posts, width, point)])
    rules, posts = _anchored(rules, posts, point)
    cells = [
        cell
        for table in _tables(rules, posts, point)
        if len(found := _cells(*table, point)) > 1
        for cell in found
    ]
    cells.sort(key=lambda cell: (cell[1], cell[0]))
    corners = [((x0, y0), (x1, y0), (x1, y1), (x0, y1)) for x0, y0, x1, y1 in cells]
    return list(levelling.back(np.asarray(corners, np.float32).reshape(-1, 2)).reshape(-1, 4, 2))


def _rules(
    strokes: Strokes,
    levelling: Levelling,
    dark: Dark,
    point: float,
    crossing: Rules = _NONE,
    *,
    upright: bool = False,
) -> Rules:
    """The strokes on the level page, parts of one rule put together; crossing are those across.

    An unbroken upright stroke from one rule to another is a border, however close the print beside
    it.
    """
    if not len(strokes):
        return _NONE
    swap = slice(None, None, -1 if upright else 1)
    ends = strokes[:, :2], strokes[:, 2:4]
    first, last = (levelling.to_level(places[:, swap])[:, swap] for places in ends)
    straight = np.abs(last[:, 1] - first[:, 1]) < _STRAY * point + 0.004 * (last - first)[:, 0]
    at = (first[:, 1] + last[:, 1]) / 2
    rules = np.stack([at, first[:, 0], last[:, 0]], axis=1).astype(np.float32)
    clear = strokes[:, 4] == 1
    if upright and len(crossing):
        clear |= (strokes[:, 4] > 0) & _spans(rules, crossing, point)

    gaps = Gaps(crossing, dark, levelling, point, upright)
    return _joined(rules[straight & clear], rules[straight & ~clear], gaps, point)


def _spans(posts: Rules, rules: Rules, point: float) -> NDArray[np.bool_]:
    """Which posts begin at one long rule and end at another."""
    rules = rules[rules[:, 2] - rules[:, 1] > 2 * _LONG * point]
    over = (posts[:, 0, None] > rules[:, 1]) & (posts[:, 0, None] < rules[:, 2])
    near = _TOUCH * point
    begins = over & (np.abs(posts[:, 1, None] - rules[:, 0]) < near)
    ends = over & (np.abs(posts[:, 2, None] - rules[:, 0]) < near)
    return np.asarray(begins.any(axis=1) & ends.any(axis=1))


def _joined(rules: Rules, fillers: Rules, gaps: Gaps, point: float) -> Rules:
    """Parts of one rule, and the two lines of a double one, as one rule; long ones first."""
    bands: dict[int, list[list[float]]] = {}  # by place: across, begin, end, summed length
    parts = [*_longest_first(rules), *_longest_first(fillers)]
    for number, (at, begin, end) in enumerate(parts):
        band, length = int(at / (_DOUBLE * point)), end - begin
        for rule in (rule for near in (band, band - 1, band + 1) for rule in bands.get(near, ())):
            off, gap = abs(at - rule[0]), max(begin - rule[2], rule[1] - end)
            double = gap < -0.5 * length and off <= _DOUBLE * point
            near = off <= _STRAY * point and gap <= _bridged(length, off, point)
            first, last = min(rule[2], end), max(rule[1], begin)
            if double or (near and not gaps.is_open(at, first, last)):
                rule[0] = (rule[0] * rule[3] + at * length) / (rule[3] + length)
                rule[1:] = [min(rule[1], begin), max(rule[2], end), rule[3] + length]
                break
        else:
            if number < len(rules):
                bands.setdefault(band, []).append([at, begin, end, length])
    done = np.asarray([rule[:3] for band in bands.values() for rule in band], np.float32)
    done = done.reshape(-1, 3)
    # What filled a gap may have brought two long parts together.
    settled = len(done) == len(rules) and not len(fillers)
    return done if settled else _joined(done, fillers[:0], gaps, point)


def _longest_first(rules: Rules) -> list[list[float]]:
    ordered: list[list[float]] = rules[np.argsort(rules[:, 1] - rules[:, 2])].tolist()
    return ordered


def _bridged(length: float, off: float, point: float) -> float:
    """The gap over which a part of this length goes on; strokes of letters don't reach far."""
    if length < _PART * point:
        return 1.25 * _TOUCH * point
    most = _BRIDGED if off > 0.5 * _STRAY * point else 2 * _BRIDGED
    return min(most * point, _BRIDGED_SHARE * length)


def _without_folds(rules: Rules, posts: Rules, extent: float, point: float) -> Rules:
    """Without what is no part of a table: what comes from the page's edge, or lies in the blank.

    Of a fold some pieces may be seen only; one that lies beyond every table tells of the others. A
    row of letters within a cell tells nothing of a border that is level with it.
    """
    edge = _EDGE * extent
    # The border of a table may stand there: what ends at it is none.
    begins, ends = (~_ends_at(rules, end, posts, _TOUCH * point) for end in (1, 2))
    across = (begins & (rules[:, 1] < edge)) | (ends & (rules[:, 2] > extent - edge))
    long = rules[:, 2] - rules[:, 1] > _LONG * point
    alone = long & ~_touching(rules, posts, 3 * _TOUCH * point).any(axis=1)
    level = np.abs(rules[:, :1] - rules[None, :, 0]) < _STRAY * point
    letters = alone & ~across & _within(rules, posts)
    fold = level[:, (across | alone) & ~letters].any(axis=1)
    fold |= level[:, letters].any(axis=1) & (begins | ends)
    kept: Rules = rules[~fold]
    return kept


def _within(rules: Rules, posts: Rules) -> NDArray[np.bool_]:
    """Which rules have a post on either side."""
    over = (rules[:, :1] > posts[:, 1]) & (rules[:, :1] < posts[:, 2])
    left, right = posts[:, 0] < rules[:, 1, None], posts[:, 0] > rules[:, 2, None]
    return np.asarray((over & left).any(axis=1) & (over & right).any(axis=1))


def _ends_at(rules: Rules, end: int, posts: Rules, near: float) -> NDArray[np.bool_]:
    """Which rules end (2) or begin (1) at a post."""
    over = (rules[:, :1] > posts[:, 1] - near) & (rules[:, :1] < posts[:, 2] + near)
    return np.asarray((over & (np.abs(rules[:, end, None] - posts[:, 0]) < near)).any(axis=1))


def _open_sides(rules: Rules, posts: Rules, width: float, point: float) -> Rules:
    """Upright borders that are not drawn, where three rules or more of a table end together."""
    near, long = _TOUCH * point, rules[rules[:, 2] - rules[:, 1] >= 0.3 * width]
    found: list[tuple[float, float, float]] = []
    for end in (1, 2):
        for x in long[:, end]:
            same = long[np.abs(long[:, end] - x) < near]
            y0, y1 = same[:, 0].min(), same[:, 0].max()
            drawn = posts[np.abs(posts[:, 0] - x) < 2 * near]
            seen = np.clip(np.minimum(drawn[:, 2], y1) - np.maximum(drawn[:, 1], y0), 0, None)
            is_known = any(abs(x - known) < near for known, _, _ in found)
            if len(same) < 3 or is_known or seen.sum() > 0.3 * (y1 - y0):
                continue
            inside = np.abs(posts[:, 0] - x) > 2 * near
            if _touching(same, posts[inside], near).any(axis=1).mean() >= _DIVIDED:
                found.append((float(np.median(same[:, end])), float(y0), float(y1)))
    return np.asarray(found, np.float32).reshape(-1, 3)


def _touching(rules: Rules, posts: Rules, near: float) -> NDArray[np.bool_]:
    """(rules, posts): which meet."""
    x, y = posts[None, :, 0], rules[:, None, 0]
    over = (x > rules[:, None, 1] - near) & (x < rules[:, None, 2] + near)
    beside = (y > posts[None, :, 1] - near) & (y < posts[None, :, 2] + near)
    return np.asarray(over & beside)


def _anchored(rules: Rules, posts: Rules, point: float) -> tuple[Rules, Rules]:
    """Rules and posts that meet two others at least, cut off where they meet the outermost."""
    near = _TOUCH * point
    while len(rules) and len(posts):
        touching = _touching(rules, posts, near)
        kept_rules = _held(rules, touching, posts, point)
        kept_posts = _held(posts, touching.T, rules, point)
        if kept_rules.all() and kept_posts.all():
            return (
                _cut_off(rules, touching, posts, near),
                _cut_off(posts, touching.T, rules, near),
            )
        rules, posts = rules[kept_rules], posts[kept_posts]
    return rules[:0], posts[:0]


def _outermost(
    touching: NDArray[np.bool_], places: NDArray[np.float32]
) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    """The first and the last place that each row touches; infinities where there is none."""
    first = np.where(touching, places[None], np.inf).min(axis=1, initial=np.inf)
    last = np.where(touching, places[None], -np.inf).max(axis=1, initial=-np.inf)
    return first.astype(np.float32), last.astype(np.float32)


def _held(
    rules: Rules, touching: NDArray[np.bool_], others: Rules, point: float
) -> NDArray[np.bool_]:
    """Which rules end at others; long ones may go on, or be broken off, at one end."""
    first, last = _outermost(touching, others[:, 0])
    before, behind = first - rules[:, 1], rules[:, 2] - last
    loose, held = np.maximum(before, behind), last - first
    is_fold = np.minimum(before, behind) > _BEYOND * point
    enough = (held > _LONG * point) | (held > loose) | (loose < 1.5 * _TOUCH * point)
    # Strokes of letters reach nearly from rule to rule where rows are low.
    spanned = np.minimum(rules[:, 2], last) - np.maximum(rules[:, 1], first)
    enough &= (held > _LOW * point) | (spanned > _SPANNED * held)
    return np.asarray((held > _SMALLEST * point) & enough & ~is_fold)


def _cut_off(rules: Rules, touching: NDArray[np.bool_], others: Rules, near: float) -> Rules:
    """The rules as far as others meet them, or would if nothing lay over these (a portrait)."""
    level = [np.abs(rules[:, end, None] - others[None, :, 0]) < near for end in (1, 2)]
    first, last = _outermost(touching | level[0] | level[1], others[:, 0])
    return np.stack([rules[:, 0], first, last], axis=1)


def _tables(rules: Rules, posts: Rules, point: float) -> list[tuple[Rules, Rules]]:
    """The rules and posts of each table: those that hang together."""
    touching = _touching(rules, posts, _TOUCH * point)
    tables = []
    left = np.ones(len(rules), bool)
    while left.any():
        mine = np.zeros(len(rules), bool)
        mine[np.argmax(left)] = True
        while True:
            held = touching[mine].any(axis=0)
            grown = touching[:, held].any(axis=1) | mine
            if (grown == mine).all():
                break
            mine = grown
        left &= ~mine
        tables.append((rules[mine], posts[held]))
    return tables


def _places(rules: Rules, point: float) -> list[float]:
    """Where the lines of a grid lie; rules closer than any row is high are one line of it."""
    groups: list[list[float]] = []
    for at in sorted(rules[:, 0].tolist()):
        if groups and at - groups[-1][0] < 1.5 * _DOUBLE * point:
            groups[-1].append(at)
        else:
            groups.append([at])
    return [sum(group) / len(group) for group in groups]


def _borders(rules: Rules, lines: list[float], ends: list[float], near: float) -> NDArray[np.bool_]:
    """(lines, parts of a line between ends): which parts are drawn."""
    begins, stops = np.asarray(ends[:-1]), np.asarray(ends[1:])
    seen = np.zeros((len(lines), len(begins)))
    for at, begin, end in rules:
        line = int(np.argmin(np.abs(np.asarray(lines) - at)))
        common = np.minimum(stops, end + near) - np.maximum(begins, begin - near)
        seen[line] += np.clip(common, 0, None) / (stops - begins)
    return seen >= _SEEN


def _cells(rules: Rules, posts: Rules, point: float) -> list[tuple[float, float, float, float]]:
    """The cells of one table as x0, y0, x1, y1 on the level page."""
    xs, ys = _places(posts, point), _places(rules, point)
    if len(xs) < 2 or len(ys) < 2 or xs[-1] - xs[0] < _NARROWEST * point:
        return []
    level = _borders(rules, ys, xs, 0.0)  # (ys, columns)
    upright = _borders(posts, xs, ys, 0.0).T  # (rows, xs)
    cells = []
    for c0, r0, c1, r1 in merged(level, upright):
        if xs[c1] - xs[c0] > _SMALLEST * point and ys[r1] - ys[r0] > _SMALLEST * point:
            cells.append((xs[c0], ys[r0], xs[c1], ys[r1]))
    return cells
