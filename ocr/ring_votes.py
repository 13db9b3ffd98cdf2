"""Where edges of ink agree that the middle of a ring lies: a Hough transform of directed edges."""

import cv2
import numpy as np
from numpy.typing import NDArray

Points = NDArray[np.float32]

_EDGES_MAX = 4_000  # edges of the small mask of which at most so many vote
_RADII = (0.028, 0.16)  # half the height of a seal, in shares of the page's longer side
_TRIES = 10  # middles that are measured for each shape


def edges_of(small: NDArray[np.uint8]) -> tuple[Points, Points, float]:
    """Where ink begins, the direction towards it, and which share of all edges these are."""
    soft = cv2.GaussianBlur(small, (0, 0), 1.0)
    steps = [cv2.Sobel(soft, cv2.CV_32F, *order) for order in ((1, 0), (0, 1))]
    strength = np.hypot(*steps)
    rows, columns = np.nonzero(strength > 100)
    share = min(1.0, _EDGES_MAX / max(1, len(rows)))
    if len(rows) > _EDGES_MAX:
        kept = np.random.default_rng(0).choice(len(rows), _EDGES_MAX, replace=False)
        rows, columns = rows[kept], columns[kept]
    inward = np.stack([step[rows, columns] for step in steps], axis=1)
    places = np.stack([columns, rows], axis=1).astype(np.float32)
    return places, inward.astype(np.float32), share


def agreed_middles(
    at: Points, inward: Points, shape: float, size: tuple[int, ...], gathered: float
) -> list[tuple[float, float, float]]:
    """Middles and half heights of ellipses of a shape that many edges point at."""
    if len(at) < 40:
        return []
    flat = np.asarray((1 / shape, 1.0), np.float32)  # makes the ellipse a circle
    # Sums of two long rows take a tenth of those of many short ones.
    points, steps = (at * flat).T.copy(), (inward / flat).T.copy()
    steps /= np.sqrt(np.square(steps).sum(axis=0))
    least, most = (share * max(size) for share in _RADII)
    radii = np.arange(least, most, 2.0, np.float32)
    columns, lines = int(size[1] / shape) // 2 + 1, size[0] // 2 + 1  # cells of two pixels
    across, down = (
        np.rint((points[axis, :, None] + steps[axis, :, None] * radii) / 2).astype(np.int32)
        for axis in (0, 1)
    )
    inside = (across.view(np.uint32) < columns) & (down.view(np.uint32) < lines)  # nor negative
    counts = np.bincount((down * columns + across)[inside], minlength=columns * lines).reshape(
        lines, columns
    )
    soft = cv2.GaussianBlur(counts.astype(np.float32), (0, 0), 1.2)
    # Print votes for everywhere near it, a ring for one place.
    votes = np.asarray(cv2.subtract(soft, cv2.blur(soft, (31, 31))), np.float32)
    agreed = []
    for _ in range(_TRIES):
        y, x = np.unravel_index(int(votes.argmax()), votes.shape)
        if votes[y, x] < 3:
            break
        cv2.circle(votes, (int(x), int(y)), round(0.4 * least), (0.0,), -1)
        middle = np.asarray([(2 * x,), (2 * y,)], np.float32)
        agreed += [
            (float(2 * x) * shape, float(2 * y), radius)
            for radius in _radii(points - middle, steps, (least, most), gathered)
        ]
    return agreed


def _radii(
    away: Points, steps: Points, limits: tuple[float, float], gathered: float
) -> list[float]:
    """The distances from a middle at which edges that point at it gather, the outermost first.

    away and steps are (2, edges): how far to the right and down of it they are, and point.
    """
    least, most = limits
    distance = np.sqrt(np.square(away).sum(axis=0))
    near = (distance > least) & (distance < most)
    aimed = near & ((away * steps).sum(axis=0) < -0.94 * distance)
    counts = np.bincount(distance[aimed].astype(np.int32), minlength=int(most) + 2)
    around = np.convolve(counts, np.ones(5), "same") / (2 * np.pi * (np.arange(len(counts)) + 1))
    found: list[float] = []
    for _ in range(2):
        best = int(around.argmax())
        if around[best] < gathered:
            break
        found.append(float(best))
        around[max(0, best - 4) : best + 5] = 0
    return sorted(found, reverse=True)
