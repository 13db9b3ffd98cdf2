"""How surely a person is found by the fields together: `python -m benchmarks.match --person`.

On invented rosters. *Found*: every field misread with one to three errors, one field missing; is
the first candidate the person, and the row the certificate? *Calibration*: a mixture of searches
(certificates of the roster, other certificates of its people, its certificates claimed by others,
strangers), half of the fields misread; how often is the person right whose probability is p?
"""

import argparse
import random
import tempfile
import time
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from itertools import chain, pairwise
from pathlib import Path

import numpy as np

from fixtures.rosters import Holder, holders, misread
from matching.distance import measure
from matching.keys import match_key
from matching.person import PersonMatch, find_person
from matching.roster_index import Roster, build_roster
from matching.text import normal_form
from matching.weights import weights
from models.fields import Field
from models.rosters import RosterRow

FIELDS = tuple(Field(key) for key in Holder.__slots__)
_PERSON = (Field.NAME, Field.ID_NUMBER)
_BINS = (0.0, 0.5, 0.8, 0.95, 0.99, 0.999, 1.0001)
Given = dict[Field, str]


@dataclass(frozen=True, slots=True)
class Query:
    """What is given, of which kind it is, the person who is right and the row (none: "")."""

    given: Given
    kind: str
    person: str
    row: str


def values_of(holder: Holder) -> Given:
    """The fields of a certificate."""
    return {Field(key): value for key, value in asdict(holder).items()}


def noisy(values: Given, rng: random.Random, share: float) -> Given:
    """The values, this share of them misread, in normal form."""
    return {
        field: normal_form(field, misread(value, rng)) if rng.random() < share else value
        for field, value in values.items()
    }


def without_one(values: Given, rng: random.Random) -> Given:
    """The values but one."""
    missing = rng.choice(list(values))
    return {field: value for field, value in values.items() if field is not missing}


def roster_of(people: Sequence[Holder], folder: Path) -> Roster:
    """A roster of these certificates; the id of a row is its place."""
    rows = (RosterRow(i, values_of(person), {}, i) for i, person in enumerate(people))
    return build_roster(folder, FIELDS, rows, "1")


def found(people: Sequence[Holder], roster: Roster, queries: int, rng: random.Random) -> str:
    """The share found first, by the field that is missing, and the time for each."""
    right: defaultdict[str, list[tuple[bool, bool, bool]]] = defaultdict(list)
    times = []
    for place in rng.sample(range(len(people)), min(queries, len(people))):
        values = values_of(people[place])
        given = without_one(noisy(values, rng, 1.0), rng)
        started = time.process_time()
        match = find_person(given, roster)
        times.append(time.process_time() - started)
        first = match.candidates[0].holding if match.candidates else None
        person = bool(first and first.values[Field.ID_NUMBER] == values[Field.ID_NUMBER])
        row = bool(first and first.id == str(place))
        (missing,) = set(FIELDS) - set(given)
        right[missing].append((person, row, match.verdict == "same-person"))
    lines = ["| missing | queries | person first | certificate first | same person |"]
    lines.append("| --- | --- | --- | --- | --- |")
    for name, outcomes in (*sorted(right.items()), ("all", list(chain(*right.values())))):
        shares = " | ".join(f"{share:.2%}" for share in np.mean(outcomes, axis=0))
        lines.append(f"| {name} | {len(outcomes)} | {shares} |")
    p50, p99 = np.percentile(times, (50, 99)) * 1000
    return "\n".join([*lines, f"processor time p50 {p50:.1f} ms, p99 {p99:.1f} ms"])


def mixture(
    inside: Sequence[Holder],
    held_out: Sequence[Holder],
    strangers: Sequence[Holder],
    queries: int,
    rng: random.Random,
) -> list[Query]:
    """Searches as often of each kind as the priors say."""
    prior = weights().prior
    kinds = rng.choices(list(prior), list(prior.values()), k=queries)
    made = []
    for kind in kinds:
        place = rng.randrange(len(inside))
        values, person, row = values_of(inside[place]), inside[place].id_number, str(place)
        if kind == "other_certificate":
            other = rng.choice(held_out)
            values, person, row = values_of(other), other.id_number, ""
        elif kind == "nobody":
            values, person, row = values_of(rng.choice(strangers)), "", ""
        elif kind == "other_person":
            known = rng.random() < 0.5
            other = rng.choice(inside if known else strangers)
            values |= {field: getattr(other, field) for field in _PERSON}
            person, row = other.id_number if known else "", ""
        given = noisy(values, rng, 0.5)
        if rng.random() < 0.5:
            given = without_one(given, rng)
        made.append(Query(given, kind, person, row))
    return made


def calibration(queries: Sequence[Query], roster: Roster) -> str:
    """How often the probabilities were right, and the verdicts of each kind."""
    told: list[tuple[float, bool]] = []
    verdicts: defaultdict[str, Counter[str]] = defaultdict(Counter)
    accepted: list[bool] = []
    certificates: list[bool] = []
    for query in queries:
        match = find_person(query.given, roster)
        right = _is_right(match, query)
        if match.candidates:
            told.append((match.candidates[0].probability, right))
        verdicts[query.kind][f"{match.verdict} / {match.certificate}"] += 1
        if match.verdict == "same-person":
            accepted.append(right)
        if match.certificate == "theirs":
            certificates.append(bool(match.holding and match.holding.id == query.row))
    lines = ["| probability | queries | mean | right |", "| --- | --- | --- | --- |"]
    for low, high in pairwise(_BINS):
        some = [one for one in told if low <= one[0] < high]
        if some:
            mean, share = np.mean(some, axis=0)
            lines.append(f"| {low:g}–{min(high, 1):g} | {len(some)} | {mean:.3f} | {share:.3f} |")
    for name, outcomes in (("same-person", accepted), ("theirs", certificates)):
        lines.append(f"{name}: {np.mean(outcomes):.3%} right of {len(outcomes)}")
    for kind, counts in sorted(verdicts.items()):
        shares = (f"{key} {n / counts.total():.1%}" for key, n in counts.most_common())
        lines.append(f"{kind} ({counts.total()}): {', '.join(shares)}")
    return "\n".join(lines)


def _is_right(match: PersonMatch, query: Query) -> bool:
    if not match.candidates:
        return False
    return match.candidates[0].holding.values[Field.ID_NUMBER] == query.person


def learned(people: Sequence[Holder], rng: random.Random, queries: int) -> str:
    """m and u of each field, as weights.toml has them; half of the values are misread."""
    bands = (*weights().apart, np.inf)
    lines = []
    for field in FIELDS:
        values = [getattr(person, field) for person in people]
        keys = [match_key(field, value) for value in values]
        same = [(noisy({field: v}, rng, 0.5)[field], v) for v in rng.choices(values, k=queries)]
        near = [_apart(match_key(field, a), match_key(field, b)) for a, b in same]
        chance = [_apart(*rng.sample(keys, 2)) for _ in range(10 * queries)]
        m = np.bincount(np.searchsorted(bands, near), minlength=len(bands)) + 0.5
        u = np.bincount(np.searchsorted(bands, chance), minlength=len(bands)) + 0.5
        told = (", ".join(f"{x:.2g}" for x in counts / counts.sum()) for counts in (m, u))
        lines.append("[{}] same = [{}] chance = [{}]".format(field, *told))
    return "\n".join(lines)


def _apart(a: str, b: str) -> float:
    apart = measure().distance(a, b)
    return apart if apart < max(len(a), len(b)) else np.inf


def run(sizes: Sequence[int], queries: int, seed: int, *, learn: bool) -> None:
    """Measure and print."""
    if learn:
        people = list(holders(10**5, 911))
        print(learned(people, random.Random("learn"), 20_000))
        return
    for size in sizes:
        rng = random.Random(f"person/{seed}/{size}")
        made = list(holders(size * 11 // 10, seed))
        out = {i for i in range(1, len(made)) if rng.random() < 0.09}
        kept = [person for i, person in enumerate(made) if i not in out]
        known = {person.id_number for person in kept}
        held_out = [made[i] for i in sorted(out) if made[i].id_number in known]
        strangers = [
            person
            for person in holders(min(size, 10**5), seed + 1)
            if person.id_number not in known
        ]
        with tempfile.TemporaryDirectory() as folder:
            started = time.perf_counter()
            roster = roster_of(kept, Path(folder) / "roster")
            print(f"\n{len(kept):,} rows, built in {time.perf_counter() - started:.0f} s")
            print(found(kept, roster, queries, rng), flush=True)
            mixed = mixture(kept, held_out, strangers, queries, rng)
            print(calibration(mixed, roster), flush=True)


def main() -> None:
    """Measure as asked for on the command line."""
    parser = argparse.ArgumentParser(description="Measure how people are found.")
    parser.add_argument("--holders", type=int, nargs="*", default=[10**4, 10**5, 10**6])
    parser.add_argument("--queries", type=int, default=2000)
    parser.add_argument("--seed", type=int, default=404)
    parser.add_argument("--learn", action="store_true", help="print m and u of each field")
    given = parser.parse_args()
    run(given.holders, given.queries, given.seed, learn=given.learn)


if __name__ == "__main__":
    main()
