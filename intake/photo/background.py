"""A plain background as a smooth colour surface, and how far each pixel is from it."""

from dataclasses import dataclass

import numpy as np

from intake.photo.face import Face
from intake.photo.piece import Piece
from intake.photo.pixels import Mask, Plane, blur, ellipse, lab, touching

_BAND = 0.5  # width of the strip along the edges that shows background, in units of the face
_HEAD = (2.0, 2.3)  # half axes of the zone that may hold hair, in units of the face
_LIGHTNESS_WEIGHT = 0.7  # light varies over a wall more than its colour does
_SIGMA_MIN = 0.6
_SAMPLES = 20_000


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
    return Background(colour, distance, near, sigma, plain, region)


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
    difference[:, :, 0] *= _LIGHTNESS_WEIGHT
    return np.asarray(np.sqrt((difference**2).sum(axis=2)), np.float32)


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
    grid_y, grid_x = np.mgrid[0:height, 0:width].astype(np.float32)
    all_terms = _terms(2 * grid_x / width - 1, 2 * grid_y / height - 1, degree)
    return np.asarray(all_terms @ factors.astype(np.float32), np.float32), sigma


def _terms(
    x: np.ndarray[tuple[int, ...], np.dtype[np.float64]] | Plane,
    y: np.ndarray[tuple[int, ...], np.dtype[np.float64]] | Plane,
    degree: int,
) -> np.ndarray[tuple[int, ...], np.dtype[np.float64]]:
    powers = [x**i * y ** (n - i) for n in range(degree + 1) for i in range(n + 1)]
    return np.stack(powers, axis=-1)
