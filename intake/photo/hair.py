"""How much of each pixel among hair is hair, and the hair's own colour.

Between strands the wall is seen, and no line says where hair ends. Each pixel is held against all
shares of hair: how likely is its colour when so much of it is of the hair's colours round about
(mean and spread) and the rest is the wall's, which is known? What comes out is the mean of the
shares by their likelihood, and the hair's likeliest colour.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from intake.photo.pixels import Mask, Plane, mean_around

Numbers = NDArray[np.float32]  # pixels, or pixels × what is told of each

_SHARES = np.linspace(0, 1, 21).astype(np.float32)
_FLOOR = 5.0  # least spread of hair's colours (RGB)
_PAIRS = ((0, 0), (1, 1), (2, 2), (0, 1), (0, 2), (1, 2))
_RADII = (1.2, 0.4, 0.15)  # in units of the face: the nearer, the better, where there is enough
_ENOUGH = 0.08  # share of marked pixels round about from which their colours are trusted


@dataclass(frozen=True, slots=True)
class Strands:
    """Of the pixels where asked: the share of hair, its colour (RGB, 0 to 255), and its mean's."""

    where: Mask
    share: Numbers
    own: Numbers
    usual: Numbers


def unravel(
    colours: Plane,
    wall: Plane,
    where: Mask,
    hair: Mask,
    noise: float,
    odds: tuple[Plane, Plane],
    unit: float,
) -> Strands:
    """Tell hair from wall in the marked pixels.

    hair is what is surely hair; noise the spread of the wall's colours about its own (RGB); odds
    those beforehand, at each pixel, that it is no hair, and that it is nothing else.
    """
    mean, spread = _around(colours, hair, where, unit)
    here, behind = colours[where], wall[where]
    none, whole = (plane[where] for plane in odds)
    total = np.zeros(len(here), np.float32)
    best = np.zeros_like(total)
    logs = [_log_likelihood(here, behind, mean, spread, share, noise) for share in _SHARES.tolist()]
    most = np.max(logs, axis=0)
    for share, log in zip(_SHARES, logs, strict=True):
        mixed = (1 - none - whole) / (len(_SHARES) - 2)
        prior = whole if share == 1 else none if share == 0 else mixed
        weight = np.exp(log - most) * prior
        total += weight
        best += weight * share
    share = best / np.maximum(total, 1e-12)
    return Strands(where, share, _own(here, behind, mean, spread, share, noise), mean)


def _around(colours: Plane, hair: Mask, where: Mask, unit: float) -> tuple[Numbers, Numbers]:
    """Mean and covariance of the hair's colours near each marked pixel."""
    squares = [
        np.stack([colours[:, :, i] * colours[:, :, j] for i, j in part], axis=-1)
        for part in (_PAIRS[:3], _PAIRS[3:])
    ]
    planes = (colours, *squares)
    known = [mean_around(plane, hair, _RADII[0] * unit)[0][where] for plane in planes]
    for radius in _RADII[1:]:
        for index, plane in enumerate(planes):
            nearer, share = mean_around(plane, hair, radius * unit)
            trust = np.clip(share[where] / _ENOUGH, 0, 1)[:, None]
            known[index] = nearer[where] * trust + known[index] * (1 - trust)
    mean, second = known[0], np.concatenate(known[1:], axis=1)
    spread = second - np.stack([mean[:, i] * mean[:, j] for i, j in _PAIRS], axis=-1)
    spread[:, :3] = np.maximum(spread[:, :3], 0) + _FLOOR**2
    return mean, np.asarray(spread, np.float32)


def _log_likelihood(
    here: Numbers, behind: Numbers, mean: Numbers, spread: Numbers, share: float, noise: float
) -> Numbers:
    off = here - behind - share * (mean - behind)
    inverse, volume = _inverse(_mixed(spread, share, noise))
    return np.asarray(-0.5 * (_form(inverse, off) + np.log(volume)), np.float32)


def _mixed(spread: Numbers, share: float | Numbers, noise: float) -> Numbers:
    """The covariance of a pixel of which a share is hair."""
    mixed = spread * np.square(np.asarray(share, np.float32))[..., None]
    mixed[:, :3] += noise**2
    return np.asarray(mixed, np.float32)


def _inverse(matrix: Numbers) -> tuple[Numbers, Numbers]:
    """The inverse of symmetric matrices by their six entries, and their determinants."""
    a, b, c, d, e, f = matrix.T  # xx yy zz xy xz yz
    inverse = np.stack(
        [b * c - f * f, a * c - e * e, a * b - d * d, e * f - d * c, d * f - e * b, d * e - a * f]
    )
    volume = np.maximum(a * inverse[0] + d * inverse[3] + e * inverse[4], 1e-3)
    return np.asarray((inverse / volume).T, np.float32), np.asarray(volume, np.float32)


def _times(matrix: Numbers, vector: Numbers) -> Numbers:
    a, b, c, d, e, f = matrix.T
    x, y, z = vector.T
    return np.stack([a * x + d * y + e * z, d * x + b * y + f * z, e * x + f * y + c * z], axis=-1)


def _form(matrix: Numbers, vector: Numbers) -> Numbers:
    return np.asarray(np.einsum("ij,ij->i", _times(matrix, vector), vector), np.float32)


def _own(
    here: Numbers, behind: Numbers, mean: Numbers, spread: Numbers, share: Numbers, noise: float
) -> Numbers:
    """The hair's likeliest colour where so much of a pixel is hair."""
    off = here - behind - share[:, None] * (mean - behind)
    inverse, _ = _inverse(_mixed(spread, share, noise))
    own = mean + share[:, None] * _times(spread, _times(inverse, off))
    return np.clip(own, 0, 255)
