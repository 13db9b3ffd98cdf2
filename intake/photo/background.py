"""A plain background as a smooth colour surface, and how far each pixel is from it."""

from dataclasses import dataclass, replace

import cv2
import numpy as np
from numpy.typing import NDArray

from intake.photo.face import Face
from intake.photo.piece import Piece
from intake.photo.pixels import Mask, Plane, blur, ellipse, lab, length, mean_around, touching

Numbers = NDArray[np.float64]

_BAND = 0.5  # width of the strip along the edges that shows background, in units of the face
_HEAD = (2.0, 2.3)  # half axes of the zone that may hold hair, in units of the face
LIGHTNESS_WEIGHT = 0.7  # light varies over a wall more than its colour does
_SIGMA_MIN = 0.6
_SHADOW_RATIO = (0.35, 1.03)  # light left in a shadow, linear
_SHADOW_SPREAD = 0.16  # how far the three colours may differ in that
_SHADOW_ROUGHNESS = 3.2  # spread of L* that hair and cloth have and a shadow doesn't
_STEEP = 1.5  # L* a px at the scale that is worked at
_SAMPLES = 10_000
_GAMMA = 2.2


@dataclass(frozen=True, slots=True)
class Background:
    """The fitted background of a piece.

    colour is its L*a*b* at each pixel, also behind the person; distance how far the picture is from
    it; near the distance under which a pixel counts as background. sigma is the spread of the
    background about the surface, plain the share of its edge strip that lies on the surface.
    """

    colour: Plane
    distance: Plane
    near: float
    sigma: float
    plain: float
    region: Mask  # what is surely background: near, and joined to the edge strip
    shade: Mask  # where the picture is like the background, but darker
    rough: Mask  # where light changes from pixel to pixel as in hair and cloth, not in a shadow
    steep: Mask  # where light changes faster than at the rim of a shadow
    lit: float  # the share of the edge strip that is background in light or smooth shade

    @property
    def lightness(self) -> float:
        return float(np.median(self.colour[self.region][:, 0]))

    @property
    def chroma(self) -> float:
        return float(np.hypot(*np.median(self.colour[self.region][:, 1:], axis=0)))

    @property
    def white(self) -> bool:
        """Is it already so white that only its light need be evened out?"""
        colour = self.colour[self.region]
        least = float(np.percentile(colour[:, 0], 5))
        most = float(np.percentile(np.hypot(colour[:, 1], colour[:, 2]), 95))
        return least >= 95 and most < 3


def edge_strip(piece: Piece) -> Mask:
    """The strip along the edges, above the shoulders and clear of the head."""
    face, unit = piece.face, piece.face.unit
    strip = piece.valid.copy()
    inner = round(_BAND * unit)
    strip[inner:, inner:-inner] = False
    strip[max(round(face.chin_y), 0) :] = False
    centre = face.eyes[0], face.eyes[1] - 0.3 * unit
    return strip & ~ellipse(strip.shape, centre, (_HEAD[0] * unit, _HEAD[1] * unit))


def fit_background(piece: Piece) -> Background | None:
    """Fit the surface to the edge strip, then to all that is joined to it; None without a strip."""
    strip = edge_strip(piece)
    if strip.sum() < 0.1 * piece.face.unit**2:
        return None
    picture = lab(blur(piece.colours, 0.9))
    colour, sigma = _surface(picture, strip, degree=2)
    distance = _distance(picture - colour)
    near = _nearness(sigma)
    plain = float((distance[strip] < near).mean())
    region = _region(distance < near, strip, piece)
    if region.any():
        colour, sigma = _surface(picture, region, degree=3)
        distance = _distance(picture - colour)
        near = _nearness(sigma)
        region = _region(distance < near, strip, piece)
    if not region.any():
        return None
    shade = _shade(piece, colour)
    rough = _rough(piece, region)
    lit = float(((distance < near) | (shade & ~rough))[strip].mean())
    return Background(
        colour, distance, near, sigma, plain, region, shade, rough, _steep(piece), lit
    )


def relit(background: Background, piece: Piece, seen: Mask) -> Background:
    """The background with the light that falls on it where it is seen, evened out elsewhere."""
    wall = _linear(np.asarray(cv2.cvtColor(background.colour, cv2.COLOR_LAB2RGB), np.float32))
    here = _linear(np.asarray(blur(piece.colours, 0.9) / 255, np.float32))
    ratio = np.asarray((here / wall).mean(axis=2, keepdims=True), np.float32)
    light = np.ones_like(ratio)
    for radius in (0.5, 0.25, 0.12):
        mean, share = mean_around(ratio, seen, radius * piece.face.unit)
        trust = np.clip(share / 0.1, 0, 1)[:, :, None]
        light = mean * trust + light * (1 - trust)
    darker = np.clip(wall * light, 0, 1) ** np.float32(1 / _GAMMA)
    colour = lab(darker * 255)
    distance = _distance(lab(blur(piece.colours, 0.9)) - colour)
    near = distance < background.near
    region = _region(near, background.region & near, piece)
    return replace(background, colour=colour, distance=distance, region=region)


def _linear(rgb: Plane) -> Plane:
    """Light of colours 0 to 1, never quite none."""
    return np.asarray(np.clip(rgb, 0, 1) ** _GAMMA + 0.002, np.float32)


def _region(near: Mask, strip: Mask, piece: Piece) -> Mask:
    """What is near and joined to the strip; empty corners join what they separate."""
    return touching(near | ~piece.valid, strip & near) & piece.valid & ~_face_zone(piece)


def _face_zone(piece: Piece) -> Mask:
    return face_ellipse(piece.valid.shape, piece.face)


def face_ellipse(shape: tuple[int, ...], face: Face) -> Mask:
    """What is surely face."""
    centre = face.eyes[0], (face.eyes[1] + face.mouth[1]) / 2
    return ellipse(shape, centre, (0.8 * face.unit, 1.1 * face.unit))


def _nearness(sigma: float) -> float:
    return float(np.clip(3.2 * sigma, 3.2, 9))


def _distance(difference: Plane) -> Plane:
    """The length of differences in L*a*b*, light counting less."""
    difference[:, :, 0] *= LIGHTNESS_WEIGHT
    return length(difference)


def _surface(picture: Plane, where: Mask, degree: int) -> tuple[Plane, float]:
    """Fit a polynomial to the marked pixels, again and again with less trust in what is far off."""
    height, width = where.shape
    ys, xs = np.nonzero(where)
    step = max(len(ys) // _SAMPLES, 1)
    ys, xs = ys[::step], xs[::step]
    terms = _terms(2 * xs / width - 1, 2 * ys / height - 1, degree)
    wanted = picture[ys, xs].astype(np.float64)
    # A little reluctance to bend keeps the surface calm behind the person, where nothing holds it.
    reluctance = np.diag([0.0 if i < 3 else 1e-3 * len(ys) for i in range(terms.shape[1])])
    weight = np.ones(len(ys))
    for _ in range(6):
        weighted = terms * weight[:, None]
        factors = np.linalg.solve(weighted.T @ terms + reluctance, weighted.T @ wanted)
        off = _distance((wanted - terms @ factors).astype(np.float32)[None])[0]
        sigma = max(_SIGMA_MIN, 0.85 * float(np.median(off)))
        weight = 1 / (1 + (off / (2 * sigma)) ** 2) * (off < max(6 * sigma, 4))
    return _evaluated(factors, width, height, degree), sigma


def _shade(piece: Piece, colour: Plane) -> Mask:
    """Where the background may be only darker: all three colours by one factor."""
    wall = cv2.cvtColor(colour, cv2.COLOR_LAB2RGB)
    smooth = np.asarray(blur(piece.colours, 1.2) / 255, np.float32)
    ratio = _linear(smooth) / _linear(np.asarray(wall, np.float32))
    mean = (ratio[:, :, 0] + ratio[:, :, 1] + ratio[:, :, 2]) / 3
    spread = (_most(ratio) + _most(-ratio)) / np.maximum(mean, 1e-3)
    low, high = _SHADOW_RATIO
    return np.asarray((low < mean) & (mean < high) & (spread < _SHADOW_SPREAD), bool)


def _rough(piece: Piece, region: Mask) -> Mask:
    """Where L* spreads wider around a pixel than it does in shadows, or twice as wide as noise."""
    light = lab(piece.colours)[:, :, 0]
    size = (2 * round(0.06 * piece.face.unit) + 1,) * 2
    mean = cv2.blur(light, size)
    spread = np.sqrt(np.maximum(cv2.blur(light**2, size) - mean**2, 0))
    noise = float(np.median(spread[region]))
    return np.asarray(spread > max(_SHADOW_ROUGHNESS, 2 * noise), bool)


def _steep(piece: Piece) -> Mask:
    light = lab(blur(piece.colours, max(0.016 * piece.face.unit, 0.8)))[:, :, 0]
    across, down = (cv2.Sobel(light, cv2.CV_32F, *way, scale=0.125) for way in ((1, 0), (0, 1)))
    return np.asarray(np.hypot(across, down) > _STEEP, bool)


def _most(channels: Plane) -> Plane:
    """The highest channel; several times faster than max along so short an axis."""
    pair = np.maximum(channels[:, :, 0], channels[:, :, 1])
    return np.asarray(np.maximum(pair, channels[:, :, 2]), np.float32)


def _evaluated(factors: Numbers, width: int, height: int, degree: int) -> Plane:
    """The surface at every pixel: a product of powers of y, coefficients and powers of x."""
    powers = np.arange(degree + 1)[:, None]
    of_x = (2 * np.arange(width) / width - 1) ** powers
    of_y = (2 * np.arange(height) / height - 1) ** powers
    grid = np.zeros((degree + 1, degree + 1, 3))
    for (i, j), factor in zip(_exponents(degree), factors, strict=True):
        grid[j, i] = factor
    planes = [of_y.T @ grid[:, :, channel] @ of_x for channel in range(3)]
    return np.stack(planes, axis=-1).astype(np.float32)


def _exponents(degree: int) -> list[tuple[int, int]]:
    """The powers of x and y in each term."""
    return [(i, n - i) for n in range(degree + 1) for i in range(n + 1)]


def _terms(x: Numbers, y: Numbers, degree: int) -> Numbers:
    return np.stack([x**i * y**j for i, j in _exponents(degree)], axis=-1)
