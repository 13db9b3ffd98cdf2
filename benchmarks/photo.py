"""Photos made from portraits of which all is known, beside face-seeded GrabCut: `make bench-photo`.

    python -m benchmarks.photo --heads 10 --unseen 10

Sitters are rendered with exact alpha (`fixtures/sitters.py`) and set before plain walls; each photo
is made by ours and by GrabCut (`benchmarks/photo_peer.py`), both from the same face, in the same
frame, by the same encoder. Others have unfit walls or faults and must be refused with their code.
The method was tuned on the first set of heads; the second was not looked at.
"""

import argparse
import tempfile
import time
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from statistics import fmean, median

import cv2
import numpy as np
import pymupdf
from PIL import Image

from benchmarks.photo_cases import Case, plain_cases, refused_cases
from benchmarks.photo_peer import face_seeded_grabcut
from benchmarks.photo_truth import Quality, framed_alpha, quality_of, truth_of
from intake.photo.encode import encode, jpeg_at
from intake.photo.frame import choose_window, framed
from intake.photo.normalise import cut_out, normalise_photo, upright
from intake.photo.open import Picture, open_picture
from intake.photo.piece import cut_piece
from models.findings import Severity
from models.photos import PhotoOutcome
from models.settings import Settings

_UNSEEN_FROM = 2000


@dataclass(frozen=True, slots=True)
class Made:
    """A plain case: the quality of both photos, None where refused; seconds whole and cutting."""

    case: str
    kind: str
    codes: tuple[str, ...]
    ours: Quality | None
    peer: Quality | None
    bytes: int
    sound: bool  # under the limit, the best that fits, opened by three decoders
    seconds: tuple[float, float]
    peer_seconds: tuple[float, float]


def measure(case: Case, folder: Path, settings: Settings) -> Made:
    """Make the photo both ways."""
    source, target = folder / "in.jpg", folder / "out.jpg"
    source.write_bytes(case.data)
    target.unlink(missing_ok=True)
    started = time.perf_counter()
    outcome = normalise_photo(source, target, settings)
    whole = time.perf_counter() - started
    codes = _codes(outcome)
    if outcome.photo is None:
        return Made(case.name, case.kind, codes, None, None, 0, True, (whole, 0), (0, 0))
    picture = open_picture(case.data, "in.jpg", settings)
    assert isinstance(picture, Picture)
    picture, faces = upright(picture)
    piece = cut_piece(picture, faces[0])
    started = time.perf_counter()
    cutout, _ = cut_out(piece, settings)
    cutting = time.perf_counter() - started
    assert cutout is not None
    window = choose_window(piece, cutout, settings)
    assert window is not None
    truth = truth_of(case, faces[0], piece, window, settings)
    ours = quality_of(target.read_bytes(), framed_alpha(cutout, window, settings), truth)
    started = time.perf_counter()
    other = face_seeded_grabcut(piece)
    peer_cutting = time.perf_counter() - started
    encoded = encode(framed(other, window, settings)[0], settings)
    assert encoded is not None
    peer = quality_of(encoded[0], framed_alpha(other, window, settings), truth)
    sound = is_sound(target.read_bytes(), framed(cutout, window, settings)[0], settings)
    seconds, peer_seconds = (whole, cutting), (whole - cutting + peer_cutting, peer_cutting)
    size = len(target.read_bytes())
    return Made(case.name, case.kind, codes, ours, peer, size, sound, seconds, peer_seconds)


def _codes(outcome: PhotoOutcome) -> tuple[str, ...]:
    """What it was refused for."""
    return tuple(f.code for f in outcome.findings if f.severity is Severity.ERROR)


def is_sound(data: bytes, colours: np.ndarray, settings: Settings) -> bool:
    """Is it under the limit, without padding, the best that fits, and opened by three decoders?"""
    encoded = encode(colours, settings)
    if encoded is None or encoded[0] != data or not data.endswith(b"\xff\xd9"):
        return False
    size = settings.photo_width_px, settings.photo_height_px
    quality = encoded[1] + 1
    best = quality > 95 or len(jpeg_at(colours, quality, settings)) >= settings.photo_bytes_max
    first = np.asarray(Image.open(BytesIO(data)).convert("RGB"))
    second = cv2.imdecode(np.frombuffer(data, np.uint8), cv2.IMREAD_COLOR)
    third = pymupdf.Pixmap(data)
    sizes = {first.shape[1::-1], second.shape[1::-1], (third.width, third.height)}
    return len(data) < settings.photo_bytes_max and best and sizes == {size}


def report(title: str, made: Sequence[Made]) -> None:
    """Print the numbers of one set of plain cases."""
    done = [one for one in made if one.ours and one.peer]
    print(f"\n## {title}: {len(done)} of {len(made)} plain portraits made")
    for kind in [*dict.fromkeys(one.kind for one in made), "all"]:
        rows = [one for one in done if kind in (one.kind, "all")]
        if rows:
            ours, peer = _row(one.ours for one in rows), _row(one.peer for one in rows)
            print(f"| {kind} | {len(rows)} | {ours} | {peer} |")
    for one in made:
        if one.codes:
            print(f"  refused: {one.case}: {', '.join(one.codes)}")
        if one.ours and one.ours.damage:
            print(f"  damaged: {one.case}: {', '.join(one.ours.damage)}")
        if not one.sound:
            print(f"  unsound: {one.case}")
    for index, name in enumerate(("whole", "cutting out")):
        mine = median(one.seconds[index] for one in done)
        theirs = median(one.peer_seconds[index] for one in done)
        ratio = mine / theirs
        print(f"median seconds, {name}: {mine:.3f}, GrabCut {theirs:.3f}, ratio {ratio:.2f}")
    sizes = [one.bytes for one in done]
    print(f"bytes: at most {max(sizes)}, median {median(sizes):.0f}")


def _row(found: Iterable[Quality | None]) -> str:
    rows = [one for one in found if one]
    error = fmean(one.alpha_error for one in rows) * 1000
    white = fmean(one.white for one in rows)
    apart = fmean(one.white_apart for one in rows)
    border = fmean(one.border for one in rows)
    damaged = sum(bool(one.damage) for one in rows)
    halo = fmean(one.halo for one in rows)
    return f"{error:.2f} | {white:.2%} | {apart:.2%} | {border:.2%} | {halo:.1f} | {damaged}"


def report_refusals(title: str, cases: Iterable[Case], folder: Path, settings: Settings) -> None:
    """Print how many were refused with the right code."""
    right: Counter[str] = Counter()
    total: Counter[str] = Counter()
    for case in cases:
        source = folder / "in.jpg"
        source.write_bytes(case.data)
        codes = _codes(normalise_photo(source, folder / "refused.jpg", settings))
        total[case.kind] += 1
        right[case.kind] += case.code in codes
        if case.code not in codes:
            print(f"  not refused as {case.code}: {case.name}: {', '.join(codes) or 'made'}")
    shares = ", ".join(f"{kind} {right[kind]}/{total[kind]}" for kind in total)
    print(f"{title}: refused with the right code {right.total()}/{total.total()} ({shares})")


def main() -> None:
    """Measure both sets."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("--heads", type=int, default=10, help="sitters that it was tuned on")
    parser.add_argument("--unseen", type=int, default=10, help="sitters that it was not")
    given = parser.parse_args()
    settings = Settings()
    sets = (
        ("tuned", range(given.heads)),
        ("unseen", range(_UNSEEN_FROM, _UNSEEN_FROM + given.unseen)),
    )
    with tempfile.TemporaryDirectory() as name:
        for title, seeds in sets:
            if seeds:
                report(title, [measure(case, Path(name), settings) for case in plain_cases(seeds)])
                report_refusals(title, refused_cases(seeds), Path(name), settings)


if __name__ == "__main__":
    main()
