"""A person of a roster, found by the fields together, never by the name alone.

For each row there are four explanations of what was given: it is that person with that certificate;
that person with another certificate; that certificate with another person; nothing of both. Each
has a prior (weights.toml) and the weights of the fields that it speaks of; the other fields agree
with a row by chance alone. From their sum come two answers that are independent of one another:
who it is, and whether the certificate is theirs.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from math import log2

import numpy as np
from numpy.typing import NDArray

from matching.person_rows import BLOCKING, REACHES, Evidence, FieldWeight, Search
from matching.roster_index import Roster
from matching.roster_values import Rows
from matching.weights import About, Agreement, weights
from models.fields import Field
from models.lookups import CertificateVerdict, PersonVerdict

_SURE = 0.999  # from here on farther rows are not looked for
_CLEAR = 0.99  # what a certificate must have of its person's probability to be called theirs
_ANOTHERS = 0.9
_LISTED_MIN = 1e-4
_SAYS = 3.0  # bits from which a field counts as agreeing; a surname in common says less
NAMING = frozenset({Field.NAME, Field.ID_NUMBER})
"""The fields of which none may differ altogether in two records of "the same person"."""


@dataclass(frozen=True, slots=True)
class Holding:
    """A row: what it holds, and what each field given says of it."""

    id: str
    values: Mapping[Field, str]
    weights: tuple[FieldWeight, ...]

    @property
    def weight(self) -> float:
        """The sum of the weights, in bits."""
        return sum(one.weight for one in self.weights)


@dataclass(frozen=True, slots=True)
class PersonCandidate:
    """A person: the best of their rows, how many there are, and how probably it is the person."""

    holding: Holding
    rows: int
    probability: float


@dataclass(frozen=True, slots=True)
class PersonMatch:
    """Who it is, and whose the certificate is.

    margin is by how many bits the first candidate is ahead of the second, None without a second.
    holding is the row of the certificate where it was found, its probability that of this row being
    the one. prior is what the sum of a row's weights must overcome, in bits: it grows with the rows
    of the roster. owner is the row whose identity number was given, where that is not the first
    candidate's.
    """

    verdict: PersonVerdict
    certificate: CertificateVerdict
    candidates: tuple[PersonCandidate, ...]
    margin: float | None
    holding: Holding | None
    holding_probability: float
    prior: float
    rows: int
    owner: Holding | None = None


@dataclass(frozen=True, slots=True)
class _Odds:
    """Probabilities: of each row as it is and as another's; of each person; of other certificates.

    row (rows), stolen (rows): that this certificate was given, by its holder or not. people: the
    identities, the best first, with their probability and that of holding another certificate.
    """

    row: NDArray[np.float64]
    stolen: NDArray[np.float64]
    people: tuple[int, ...]
    person: NDArray[np.float64]
    without: NDArray[np.float64]


def can_be_found(roster: Roster, given: Mapping[Field, str]) -> bool:
    """Is anything given by which this roster can be searched for a person?"""
    return bool({*BLOCKING} & Search(roster, given).keys.keys())


def find_person(given: Mapping[Field, str], roster: Roster, limit: int = 5) -> PersonMatch:
    """Look for the person whom these fields describe; an empty field is not a difference."""
    search = Search(roster, given)
    rows: Rows = np.zeros(0, np.int64)
    for reach in range(len(REACHES)):
        rows = np.union1d(rows, search.rows(reach))
        evidence = search.evidence(rows)
        odds = _odds(evidence, roster.rows)
        if _settled(odds):
            break
    candidates = _candidates(search, evidence, odds, limit)
    verdict = _verdict(odds, candidates, somebodys=search.row_of_number() is not None)
    certificate, place = _certificate(search, evidence, odds, verdict)
    person = odds.person[: 2 if len(odds.person) > 1 else 0]
    return PersonMatch(
        verdict=verdict,
        certificate=certificate,
        candidates=candidates,
        margin=float(np.log2(person[0] / max(person[1], 1e-300))) if len(person) else None,
        holding=_holding(search, int(evidence.rows[place])) if place is not None else None,
        holding_probability=_of_row(odds, place),
        prior=log2(weights().prior["certificate"] / max(1, roster.rows)),
        rows=roster.rows,
        owner=_owner(search, candidates),
    )


def _settled(odds: _Odds) -> bool:
    """Would rows that are farther off change nothing? Not while the certificate is sought."""
    return bool(len(odds.person)) and odds.person[0] >= _SURE and odds.without[0] < 0.5


def _odds(evidence: Evidence, rows: int) -> _Odds:
    """The probabilities of all explanations, from their logarithms."""
    prior = {key: log2(value) for key, value in weights().prior.items()}
    size = log2(max(1, rows))
    person, certificate = evidence.person, evidence.certificate
    row = prior["certificate"] - size + person + certificate
    stolen = prior["other_person"] - size + certificate
    identities, places = np.unique(evidence.identity, return_inverse=True)
    best = np.full(len(identities), -np.inf)
    np.maximum.at(best, places, person)
    without = prior["other_certificate"] - size + best
    # A person of the roster with the certificate of another one in it.
    both = without[:, None] + (prior["other_person"] - size + certificate)[None, :]
    both[places[None, :] == np.arange(len(identities))[:, None]] = -np.inf
    top = max([prior["nobody"]] + [float(x.max()) for x in (row, stolen, without, both) if x.size])
    row, stolen, without, both = (np.exp2(x - top) for x in (row, stolen, without, both))
    without = without + both.sum(axis=1)
    each = without + np.bincount(places, row, len(identities))
    total = 2 ** (prior["nobody"] - top) + stolen.sum() + each.sum()
    order = np.argsort(-each, kind="stable")
    stolen = stolen + both.sum(axis=0)
    return _Odds(
        row / total,
        stolen / total,
        tuple(identities[order].tolist()),
        each[order] / total,
        without[order] / total,
    )


def _candidates(
    search: Search, evidence: Evidence, odds: _Odds, limit: int
) -> tuple[PersonCandidate, ...]:
    found: list[PersonCandidate] = []
    for identity, probability in zip(odds.people[:limit], odds.person.tolist(), strict=False):
        own = np.flatnonzero(evidence.identity == identity)
        if found and probability < _LISTED_MIN:
            break
        best = int(evidence.rows[own[np.argmax(odds.row[own])]])
        found.append(PersonCandidate(_holding(search, best), len(own), probability))
    return tuple(found)


def _holding(search: Search, row: int) -> Holding:
    return Holding(str(search.roster.ids[row]), search.roster.values_of(row), search.explained(row))


def _owner(search: Search, candidates: tuple[PersonCandidate, ...]) -> Holding | None:
    """Whose the identity number is that was given, where another person comes first."""
    row = search.row_of_number()
    if row is None or not candidates:
        return None
    owner = _holding(search, row)
    number = candidates[0].holding.values.get(Field.ID_NUMBER)
    return owner if owner.values[Field.ID_NUMBER] != number else None


def _verdict(
    odds: _Odds, candidates: tuple[PersonCandidate, ...], *, somebodys: bool
) -> PersonVerdict:
    """Who it is. somebodys: the identity number given is one of the roster."""
    least = weights().verdict
    if odds.person.sum() < least["ambiguous"]:
        return PersonVerdict.NOT_FOUND
    said = candidates[0].holding.weights
    agreeing = {
        one.field
        for one in said
        if one.agreement in (Agreement.EXACT, Agreement.NEAR) and one.weight >= _SAYS
    }
    unlike = {one.field for one in said if one.agreement is Agreement.DIFFERS}
    if agreeing <= {Field.NAME} or candidates[0].probability < least["probably"]:
        return PersonVerdict.AMBIGUOUS
    if somebodys and Field.ID_NUMBER in unlike:  # all else speaks against the number's owner
        return PersonVerdict.AMBIGUOUS
    if len(agreeing) < 2 or unlike & NAMING or candidates[0].probability < least["same"]:
        return PersonVerdict.PROBABLY
    return PersonVerdict.SAME_PERSON


def _certificate(
    search: Search, evidence: Evidence, odds: _Odds, verdict: PersonVerdict
) -> tuple[CertificateVerdict, int | None]:
    """Whose the certificate is, and the place of its row among those of the evidence."""
    about = {weights().fields[field].about for field in search.keys}
    if About.CERTIFICATE not in about:
        return CertificateVerdict.NOT_GIVEN, None
    if not len(evidence.rows):
        return CertificateVerdict.NOT_FOUND, None
    known = verdict in (PersonVerdict.SAME_PERSON, PersonVerdict.PROBABLY)
    own: Rows = np.flatnonzero(evidence.identity == odds.people[0])
    others = np.flatnonzero(evidence.identity != odds.people[0]) if known else odds.row.argsort()
    thief = int(others[np.argmax(odds.stolen[others])]) if len(others) else None
    if thief is not None and odds.stolen[thief] >= _ANOTHERS:
        return CertificateVerdict.ANOTHERS, thief
    if not known:
        half = (odds.row + odds.stolen).sum() >= 0.5
        return (CertificateVerdict.UNCLEAR if half else CertificateVerdict.NOT_FOUND), None
    if odds.without[0] >= 0.5 * odds.person[0]:
        return CertificateVerdict.OTHER, None
    best = int(own[np.argmax(odds.row[own])])
    if odds.row[best] < _CLEAR * odds.person[0]:
        return CertificateVerdict.UNCLEAR, None
    return CertificateVerdict.THEIRS, best


def _of_row(odds: _Odds, place: int | None) -> float:
    return 0.0 if place is None else float(max(odds.row[place], odds.stolen[place]))
