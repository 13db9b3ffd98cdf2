"""Learns from generated specimens what each piece of evidence is worth, for ocr/confidence.toml.

    python -m benchmarks.calibrate --count 40 --seed 900

Reads specimens of every kind and level of the families that may be tuned on, fits a logistic
regression of "the whole value is right" on the evidence of each reading, and the curve from its
sums to probabilities on documents that the regression had not seen. With --check nothing is
learned: it tells how good the present confidences are on the families kept aside.
"""

import argparse
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from benchmarks.accuracy import made, read_all
from fixtures.make import KEPT_ASIDE, TUNED
from fixtures.paper import Paper
from fixtures.scans import LEVELS
from models.fields import Field
from models.settings import load_settings
from ocr.confidence import Model, load_model
from ocr.document import Content, content_of

Numbers = NDArray[np.float64]
Group = tuple[float, float, int]  # sum of sums, number right, number
_TARGET = Path(__file__).parent.parent / "ocr" / "confidence.toml"
_PENALTY = 1.0  # keeps the weights of rare evidence small
# What is believed of evidence that specimens hardly ever show.
_PRIOR = {
    "check_digit_kept": 2.0,
    "check_digit_broken": -8.0,
    "identity_differs": -2.0,
    "incomplete": -3.0,
}
_PROMISED = 0.997  # of all readings that are told as sure; more than is promised
_SURE, _UNDER = 0.95, 0.949  # least of what is told of them, and most of what is told of others
_DOWN, _LOWEST = 4.0, 0.05  # so far below the worst readings seen, a value is hardly ever right
_STEPS = 60
_FOLDS = 3
_FEWEST = 40  # readings behind each point of the curve
_BINS = 10


@dataclass(frozen=True, slots=True)
class Case:
    """One reading: its evidence, whether it was right, and the document that it is of."""

    evidence: dict[str, float]
    right: bool
    document: int


def cases(families: dict[str, tuple[str, ...]], count: int, seed: int) -> Iterator[Case]:
    """The readings of count documents of each kind and level."""
    settings = load_settings()
    number = 0
    for kind, names in families.items():
        for level in LEVELS if kind != "e-certificate" else ("vector",):
            documents = made(names, level, count, seed, ("built-in",))
            for (_, _, paper), reading in read_all(documents, settings):
                number += 1
                content = content_of(reading.pages, reading.document.kind, settings)
                yield from _cases(paper, content, number)
            print(f"{kind}, {level}: {number} documents", flush=True)


def _cases(paper: Paper, content: Content, document: int) -> Iterator[Case]:
    values = {field: found.value for field, found in content.fields.items()}
    for field, found in content.fields.items():
        right = paper.fields.get(field) == found.value
        yield Case(found.evidence(values), right, document)
    for row in content.rows:
        values = {field: found.value for field, found in row.items()}
        truth = max(paper.rows, key=partial(_alike, values), default={})
        for field, found in row.items():
            yield Case(found.evidence(values), truth.get(field) == found.value, document)


def _alike(values: Mapping[Field, str], row: Mapping[str, str]) -> tuple[int, bool]:
    """How much of a row was read rightly; of equals the one of that name."""
    same = sum(row.get(field) == value for field, value in values.items())
    return same, row.get(Field.NAME) == values.get(Field.NAME)


def fitted(given: Sequence[Case]) -> Model:
    """The model that these cases teach.

    The curve is drawn from sums that were each made without the documents they are of.
    """
    names = tuple(given[0].evidence)
    prior = np.asarray([_PRIOR.get(name, 0.0) for name in names])
    sums, right = [], []
    for fold in range(_FOLDS):
        learn = [case for case in given if case.document % _FOLDS != fold]
        rest = [case for case in given if case.document % _FOLDS == fold]
        weights = _regression(_matrix(learn, names), _truth(learn), prior)
        sums.append(_matrix(rest, names) @ weights)
        right.append(_truth(rest))
    points = _promised(_monotone(np.concatenate(sums), np.concatenate(right)))
    weights = _regression(_matrix(given, names), _truth(given), prior)
    return Model(dict(zip(names, map(float, weights), strict=True)), *points)


def _matrix(given: Sequence[Case], names: Sequence[str]) -> Numbers:
    return np.asarray([[case.evidence[name] for name in names] for case in given])


def _truth(given: Sequence[Case]) -> Numbers:
    return np.asarray([float(case.right) for case in given])


def _regression(evidence: Numbers, right: Numbers, prior: Numbers) -> Numbers:
    """Logistic regression by Newton's method; weights stay near what is believed beforehand."""
    weights = prior.copy()
    ridge = _PENALTY * np.eye(evidence.shape[1])
    ridge[0, 0] = 0.0  # the constant is free
    for _ in range(_STEPS):
        likely = 1 / (1 + np.exp(-evidence @ weights))
        slope = evidence.T @ (right - likely) - ridge @ (weights - prior)
        curvature = (evidence * (likely * (1 - likely))[:, None]).T @ evidence + ridge
        weights = weights + np.linalg.solve(curvature + 1e-9 * np.eye(len(weights)), slope)
    return weights


def _monotone(sums: Numbers, right: Numbers) -> list[Group]:
    """The never falling curve nearest to what was right (pool adjacent violators)."""
    order = np.argsort(sums)
    groups: list[Group] = []
    for start in range(0, len(order), _FEWEST):
        part = order[start : start + _FEWEST]
        group = float(sums[part].sum()), float(right[part].sum()), len(part)
        groups.append(group)
        while len(groups) > 1 and _rate(groups[-2]) >= _rate(groups[-1]):
            a, b = groups.pop(), groups.pop()
            groups.append((a[0] + b[0], a[1] + b[1], a[2] + b[2]))
    return groups


def _promised(groups: Sequence[Group]) -> tuple[tuple[float, ...], tuple[float, ...]]:
    """The curve made to keep a promise, and led down to where nothing was seen.

    Who reads 0.95 takes the value for right, so as much as that is told only of the surest groups,
    as many as are together right in 99.5 of 100, with a margin.
    """
    sums = [round(total / count, 3) for total, _, count in groups]
    likely = [round(_rate(group), 4) for group in groups]
    first = next((i for i in range(len(groups)) if _rate(_all(groups[i:])) >= _PROMISED), len(sums))
    below = [min(each, _UNDER) for each in likely[:first]]
    above = [max(each, _SURE) for each in likely[first:]]
    edge = [sums[first] - 0.1] if 0 < first < len(sums) else []
    return (
        (sums[0] - _DOWN, *sums[:first], *edge, *sums[first:]),
        (_LOWEST, *below, *([_UNDER] if edge else []), *above),
    )


def _all(groups: Sequence[Group]) -> Group:
    return (
        sum(group[0] for group in groups),
        sum(group[1] for group in groups),
        sum(group[2] for group in groups),
    )


def _rate(group: Group) -> float:
    """The share that is right; a group without a mistake is not certain for that."""
    return (group[1] + 0.5) / (group[2] + 0.6)


def written(model: Model) -> str:
    """The model as the text of confidence.toml."""
    weights = "\n".join(f"{name} = {weight:.3f}" for name, weight in model.weights.items())
    return (
        "# Made by `python -m benchmarks.calibrate`; not to be edited by hand.\n"
        f"[weights]\n{weights}\n\n[curve]\n"
        f"sums = {list(model.sums)}\nprobabilities = {list(model.probabilities)}\n"
    )


def told(given: Sequence[Case], model: Model) -> str:
    """How good confidences are: the expected calibration error, and what is right at 0.95."""
    confidences = np.asarray([model.probability(case.evidence) for case in given])
    right = _truth(given)
    places = np.minimum((confidences * _BINS).astype(int), _BINS - 1)
    error = sum(
        abs(float((confidences - right)[places == i].sum())) / len(given) for i in range(_BINS)
    )
    sure = confidences >= _SURE
    return (
        f"{len(given)} readings, {right.mean():.2%} right; expected calibration error {error:.4f}; "
        f"at 0.95 or more {sure.mean():.1%} of readings, {right[sure].mean():.2%} of them right"
    )


def main() -> None:
    parser = argparse.ArgumentParser(description="Learn, or check, how confidence is made.")
    parser.add_argument("--count", type=int, default=24, help="documents of each kind and level")
    parser.add_argument("--seed", type=int, default=900)
    parser.add_argument("--check", action="store_true", help="only check, on families kept aside")
    given = parser.parse_args()
    if given.check:
        print(told(list(cases(KEPT_ASIDE, given.count, given.seed)), load_model()))
        return
    known = list(cases(TUNED, given.count, given.seed))
    model = fitted(known)
    _TARGET.write_text(written(model), "utf-8")
    print(told(known, model))


if __name__ == "__main__":
    main()
