"""One page image to lines of text in the upright view, whichever way the page lies."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from matching.text import squeezed
from models.box import Box
from ocr.block_names import names_again, unnamed_cells
from ocr.blue_seals import with_blue_seals_red
from ocr.codes import Code, find_codes
from ocr.crops import crops_of
from ocr.engine import Engine, Image, Other, Quad, Recognised
from ocr.first_reading import first_reading
from ocr.frame import Frame, turn_image
from ocr.grey_seals import is_of_seal, with_red_seals
from ocr.plausible import is_print
from ocr.quads import bounds, box_of, corners_of, ordered, skew, slant, slanted, turned_quad
from ocr.red import Mask, has_red, is_red, red_mask, red_share, was_lifted, without_seals
from ocr.ruling import ruled_cells
from ocr.seal_ring import Ring
from ocr.seals import SealFound, find_seals
from ocr.second_look import (
    Look,
    cells_again,
    doubts,
    is_broken_number,
    is_in,
    number_again,
    unread_cells,
)
from ocr.simplified import simplified
from ocr.two_readings import Told, woven
from ocr.watermark import share_lifted, without_watermark

_ALIKE = 9.0  # degrees by which parts of one watermark may differ
_SURE = 0.8  # least score of a character from which a reading needs no second
_UNDER_RED = 0.04  # share of a crop under red ink from which it is read with the red as well


@dataclass(frozen=True, slots=True)
class Run:
    """One run of text; box and the centres of its characters are points of the upright view.

    scores and others hold for each character its score and what else it may be; both are empty when
    the engine does not tell. under_red is the share of the run that red ink covers; rivals are
    other readings that were made of it and lost. apart is True for what is no part of the print:
    red ink (a heading, the ring of a seal) and slanted text (a watermark).
    """

    text: str
    confidence: float
    box: Box
    centres: tuple[float, ...]
    apart: bool = False
    scores: tuple[float, ...] = ()
    others: tuple[tuple[Other, ...], ...] = ()
    under_red: float = 0.0
    rivals: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PageText:
    """What one page says, and how the page lies.

    cells are those of ruled tables; they, seals and codes stand at points of the upright view.
    born_digital says that a text layer holds the text, and nothing was recognised.
    """

    frame: Frame
    runs: tuple[Run, ...]
    cells: tuple[Box, ...] = ()
    seals: tuple[SealFound, ...] = ()
    codes: tuple[Code, ...] = ()
    born_digital: bool = False


def read_image(image: Image, scale: float, engine: Engine) -> PageText:
    """Read an RGB page (height, width, 3); scale is points per pixel."""
    mask = red_mask(image := with_blue_seals_red(image))
    black_seals: list[Ring] = []
    if not has_red(mask):
        image, black_seals = with_red_seals(image)
        mask = red_mask(image)
    red = has_red(mask)
    bare = without_seals(image, mask) if red else image
    black = without_watermark(bare)
    first = first_reading(black, engine, bare)
    black, quads, turned, texts = first.image, first.quads, first.turned, first.texts
    height, width = image.shape[:2]
    lines = [turned_quad(quad, turned, width, height) for quad in quads]
    # A watermark that is lifted takes parts of fine rules with it, and is itself none.
    ruled = ruled_cells(turn_image(bare, turned))
    frame = Frame(turned, skew(lines, ruled), width * scale, height * scale)
    # zip without strict: an engine that answers too few loses those lines, not the page
    runs = [_run(text, quad * scale, frame) for quad, text in zip(quads, texts, strict=False)]
    runs = [
        replace(run, apart=run.apart or is_of_seal(quad, line, black_seals))
        for run, quad, line in zip(runs, quads, lines, strict=False)
    ]
    if red:
        runs = _with_red(runs, quads, (image, bare), mask, frame, engine)
    if black is not bare:
        runs = _with_watermark(runs, quads, bare, black, frame, engine)
    runs = _without_watermark(runs, [quad * scale for quad in quads], frame)
    cells = tuple(_leveled(quad, scale, frame) for quad in ruled)
    upright = _Upright(turn_image(black, turned), turn_image(bare, turned), scale, frame, engine)
    runs = _numbers_again(runs, lines, upright)
    unseen = unread_cells(cells, [run.box for run in runs])
    runs += upright.in_cells(unseen, _height(runs))
    runs = _doubts_again(cells, runs, upright)
    runs = _names_again(cells, runs, upright)
    return PageText(
        frame,
        tuple(run for run in runs if run.apart or is_print(run.text, run.confidence)),
        cells,
        _seals(image, mask, scale, frame, engine) if red else (),
        find_codes(image, scale, frame),
    )


@dataclass(frozen=True, slots=True)
class _Upright:
    """A page turned upright, in pixels of scale points, and who reads parts of it again."""

    image: Image
    bare: Image  # with what was lifted as a watermark
    scale: float
    frame: Frame
    engine: Engine

    def quads(self, cells: Sequence[Box]) -> list[Quad]:
        """Where on the image cells of the upright view lie."""
        return [self.frame.unleveled(corners_of(cell)) / self.scale for cell in cells]

    def said(self, look: Look) -> Run:
        """What a part of it says, as a run of the upright view."""
        return _told(Run("", 0.0, _leveled(look.quad, self.scale, self.frame), ()), look.text)

    def in_cells(self, cells: Sequence[Box], height: float) -> list[Run]:
        """What stands in cells, a line at most; height is that of the page's lines in points."""
        quads, point = self.quads(cells), 1 / self.scale
        looks = cells_again(self.image, quads, point, height * point, self.engine)
        return [self.said(look) for look in looks]


def _numbers_again(runs: list[Run], lines: Sequence[Quad], page: _Upright) -> list[Run]:
    """The runs, those that are broken identity numbers read once more; lines are their quads."""
    for i, (run, line) in enumerate(zip(runs, lines, strict=False)):
        if run.apart or not is_broken_number(run.text):
            continue
        looks = (number_again(one, line, run.text, page.engine) for one in (page.image, page.bare))
        if look := next(filter(None, looks), None):
            longer = replace(run, box=page.said(look).box)
            runs[i] = replace(_told(longer, look.text), rivals=(*run.rivals, run.text))
    return runs


def _doubts_again(cells: Sequence[Box], runs: list[Run], page: _Upright) -> list[Run]:
    """The runs, those of a list's cells that can't be all read once more, as their ink stands."""
    texts = [(run.box, "" if run.apart else run.text, run.confidence) for run in runs]
    for doubt in doubts(cells, texts):
        for again in page.in_cells([doubt.cell], _height(runs)):
            if len(squeezed(again.text)) in doubt.lengths:
                runs[doubt.place] = again
    return runs


def _height(runs: Sequence[Run]) -> float:
    """How high a line usually is, in points; 0 where there is none."""
    return float(np.median([run.box.height for run in runs])) if runs else 0.0


def _names_again(cells: Sequence[Box], runs: list[Run], page: _Upright) -> list[Run]:
    """The runs, those of cells with a name set in a block replaced by the name."""
    texts, height = [(run.box, run.text) for run in runs], _height(runs)
    unnamed = unnamed_cells(cells, texts, height) if texts else []
    quads, point = page.quads(unnamed), 1 / page.scale
    for number, look in names_again(page.image, quads, point, height * point, page.engine):
        runs = [run for run in runs if not is_in(unnamed[number], run.box)]
        runs.append(_told(Run("", 0.0, unnamed[number], ()), look.text))
    return runs


def _seals(
    image: Image, mask: Mask, scale: float, frame: Frame, engine: Engine
) -> tuple[SealFound, ...]:
    upright = turn_image(image, frame.turned)
    inked = np.ascontiguousarray(np.rot90(mask, -frame.turned // 90))
    return tuple(
        replace(seal, box=_leveled(corners_of(seal.box), scale, frame))
        for seal in find_seals(upright, inked, engine)
    )


def _leveled(quad: Quad, scale: float, frame: Frame) -> Box:
    """Pixels of the upright page as a box of the upright view."""
    return box_of(frame.leveled(quad * scale))


def _without_watermark(runs: list[Run], quads: list[Quad], frame: Frame) -> list[Run]:
    """The runs, the short ones set apart that lie at the slant of the long ones.

    The slanting words of a watermark are broken by the print over them; what is left of a word is
    too short to be called slanted by itself.
    """
    angles = [slant(ordered(frame.upright(quad))) for quad in quads]
    slants = [angle for run, angle in zip(runs, angles, strict=False) if run.apart and angle]
    return [
        replace(run, apart=True) if any(abs(angle - known) < _ALIKE for known in slants) else run
        for run, angle in zip(runs, angles, strict=False)
    ]


def _with_red(
    runs: list[Run],
    quads: list[Quad],
    images: tuple[Image, Image],
    mask: Mask,
    frame: Frame,
    engine: Engine,
) -> list[Run]:
    """The runs, told what red has to do with them; images are the page and the page without it.

    Red print is set apart. What red ink covers is read with the red as well, and the better of the
    two readings is kept.
    """
    regions = [bounds(quad) for quad in quads]
    shares = [red_share(mask, region) for region in regions]
    under = []
    for i in range(len(runs)):
        if shares[i] > _UNDER_RED:
            runs[i] = replace(runs[i], under_red=shares[i])
            known = min(runs[i].scores, default=0.0) > _SURE
            black = known and was_lifted(*images, mask, regions[i])
            if is_red(images[0], mask, regions[i]) and not black:
                runs[i] = replace(runs[i], apart=True)
            else:
                under.append(i)
    return _read_again(runs, under, quads, images[0], frame, engine)


def _with_watermark(
    runs: list[Run], quads: list[Quad], bare: Image, black: Image, frame: Frame, engine: Engine
) -> list[Run]:
    """The runs, those in doubt read with the watermark as well from which a part was lifted."""
    doubted = [i for i, run in enumerate(runs) if min(run.scores, default=0.0) < _SURE]
    if not doubted:
        return runs
    under = [i for i in doubted if share_lifted(bare, black, bounds(quads[i])) > _UNDER_RED]
    return _read_again(runs, under, quads, bare, frame, engine)


def _read_again(
    runs: list[Run],
    which: Sequence[int],
    quads: list[Quad],
    image: Image,
    frame: Frame,
    engine: Engine,
) -> list[Run]:
    """The runs, these of them read on another image of the page; the better reading is kept."""
    crops = crops_of(image, [quads[i] for i in which], frame.turned)
    for i, other in zip(which, engine.recognise(crops) if crops else [], strict=False):
        runs[i] = _read_twice(runs[i], other)
    return runs


def _read_twice(run: Run, other: Recognised) -> Run:
    """The run with another reading of it, as far as that is better."""
    second = _told(run, other)
    first = Told(run.text, run.scores, run.others)
    best = woven(first, Told(second.text, second.scores, second.others))
    if best is None:
        longer = other.confidence > run.confidence and len(other.text) >= len(run.text)
        one, lost = (second, run.text) if longer else (run, second.text)
        return replace(one, rivals=(*run.rivals, lost))
    rivals = {run.text, second.text} - {best.text} or {second.text}
    woven_run = replace(run, text=best.text, scores=best.scores, others=best.others)
    return replace(woven_run, confidence=best.confidence, rivals=(*run.rivals, *sorted(rivals)))


def _run(text: Recognised, displayed: Quad, frame: Frame) -> Run:
    """What a quad (in points of the page as displayed) says, as a run of the upright view."""
    quad = ordered(frame.upright(displayed))
    return _told(Run("", 0.0, box_of(quad), (), apart=slanted(quad)), text)


def _told(run: Run, text: Recognised) -> Run:
    """The run with another reading of it."""
    return replace(
        run,
        text=simplified(text.text),
        confidence=text.confidence,
        centres=tuple(run.box.x0 + offset * run.box.width for offset in text.offsets),
        scores=text.scores,
        others=text.others,
        rivals=run.rivals if text.rival is None else (*run.rivals, simplified(text.rival)),
    )
