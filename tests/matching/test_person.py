"""A person is found by the fields together, and whose the certificate is is told apart."""

import random
import tempfile
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given as drawn
from hypothesis import strategies as st

from benchmarks.person import Given, noisy, roster_of, values_of, without_one
from fixtures.rosters import Holder, holders
from matching.person import can_be_found, find_person
from matching.roster_index import Roster, build_roster, nearest_values, open_roster
from matching.weights import About, Agreement, weights
from models.fields import Field
from models.lookups import CertificateVerdict, PersonVerdict
from models.rosters import RosterRow

PEOPLE = tuple(holders(3000, 21))
# The numbers of certificates that people of PEOPLE have, in the order of the roster.
OWN: dict[str, list[int]] = {}
for _place, _person in enumerate(PEOPLE):
    OWN.setdefault(_person.id_number, []).append(_place)
SINGLE = next(places[0] for places in OWN.values() if len(places) == 1)
SEVERAL = next(places for places in OWN.values() if len(places) == 3)


@pytest.fixture(scope="module")
def roster(tmp_path_factory: pytest.TempPathFactory) -> Roster:
    return roster_of(PEOPLE, tmp_path_factory.mktemp("roster") / "1")


def certificate_of(holder: Holder) -> Given:
    fields = weights().fields
    values = values_of(holder)
    return {f: text for f, text in values.items() if fields[f].about is About.CERTIFICATE}


def test_the_person_and_the_certificate_come_first_though_every_field_is_misread(roster):
    rng = random.Random(1)
    wrong = []
    for place in rng.sample(range(len(PEOPLE)), 100):
        given = without_one(noisy(values_of(PEOPLE[place]), rng, 1.0), rng)
        match = find_person(given, roster)
        if match.candidates[0].holding.id != str(place):
            wrong.append(given)
    assert not wrong


def test_all_fields_of_a_row_are_the_same_person_and_their_certificate(roster):
    match = find_person(values_of(PEOPLE[SINGLE]), roster)
    assert match.verdict is PersonVerdict.SAME_PERSON
    assert match.certificate is CertificateVerdict.THEIRS
    assert match.holding is not None
    assert match.holding.id == str(SINGLE)
    assert {one.agreement for one in match.holding.weights} == {Agreement.EXACT}


def test_two_certificates_of_one_person_are_told_apart(roster):
    for place in SEVERAL:
        match = find_person(values_of(PEOPLE[place]), roster)
        assert match.verdict is PersonVerdict.SAME_PERSON
        assert match.candidates[0].rows == len(SEVERAL)
        assert match.holding is not None
        assert match.holding.id == str(place)


def test_a_certificate_that_the_roster_does_not_have_is_another_of_the_same_person(roster):
    given = values_of(PEOPLE[SINGLE]) | {
        Field.CERTIFICATE_NUMBER: "藏中职199912345",
        Field.TITLE: "二级导演",
        Field.COMMITTEE: "拉萨市艺术中级专业技术职务评审委员会",
        Field.OBTAINED_ON: "1998-11-27",
    }
    match = find_person(given, roster)
    assert (match.verdict, match.certificate) == ("same-person", "other")
    assert match.holding is None


def test_the_certificate_of_another_one_is_told_and_not_accepted(roster):
    thief, victim = PEOPLE[SINGLE], PEOPLE[SEVERAL[0]]
    match = find_person(values_of(thief) | certificate_of(victim), roster)
    assert (match.verdict, match.certificate) == ("same-person", "anothers")
    assert match.candidates[0].holding.values[Field.ID_NUMBER] == thief.id_number
    assert match.holding is not None
    assert match.holding.id == str(SEVERAL[0])


def test_a_stranger_with_a_certificate_of_the_roster_is_not_its_holder(roster):
    stranger = {Field.NAME: "令狐亦飏", Field.ID_NUMBER: "130102199909099998"}
    match = find_person(stranger | certificate_of(PEOPLE[SINGLE]), roster)
    assert (match.verdict, match.certificate) == ("not-found", "anothers")
    nobody = find_person(stranger, roster)
    assert (nobody.verdict, nobody.certificate) == ("not-found", "not-given")


def test_a_name_alone_never_finds_a_person(roster):
    verdicts = {find_person({Field.NAME: p.name}, roster).verdict for p in PEOPLE[:200]}
    assert verdicts <= {PersonVerdict.AMBIGUOUS, PersonVerdict.NOT_FOUND}


def test_two_people_with_all_in_common_are_ambiguous(tmp_path):
    same = {Field.NAME: "王静", Field.TITLE: "讲师", Field.OBTAINED_ON: "2010-05-01"}
    rows = [RosterRow(i, same, {}, i) for i in (1, 2)]
    rows += [RosterRow(i, values_of(PEOPLE[i]), {}, i) for i in range(3, 300)]
    match = find_person(same, build_roster(tmp_path / "1", tuple(Field), rows, "1"))
    assert match.verdict is PersonVerdict.AMBIGUOUS
    assert match.margin == pytest.approx(0)


TWINS = [
    {Field.NAME: "王伟", Field.ID_NUMBER: number, Field.CERTIFICATE_NUMBER: certificate}
    | {Field.TITLE: "高级工程师", Field.OBTAINED_ON: "2012-11-03"}
    for number, certificate in (
        ("520101197001010012", "黔高职2012100901"),
        ("520101197001010039", "黔高职2012100957"),
    )
]
"""Two people of one name, born on one day in one place."""


def among_others(folder: Path, *people: Given) -> Roster:
    """A roster of these rows, 0 and up, and of many that have nothing to do with them."""
    every = (*people, *map(values_of, PEOPLE[:1000]))
    rows = (RosterRow(i, values, {}, i) for i, values in enumerate(every))
    return build_roster(folder / "1", tuple(map(Field, PEOPLE[0].__slots__)), rows, "1")


def test_people_of_one_name_and_birthday_are_told_apart_by_the_number_alone(tmp_path):
    roster = among_others(tmp_path, *TWINS)
    for place, twin in enumerate(TWINS):
        match = find_person(twin, roster)
        assert match.verdict is PersonVerdict.SAME_PERSON
        assert match.candidates[0].holding.id == str(place)
        without = {f: text for f, text in twin.items() if f in (Field.NAME, Field.TITLE)}
        assert find_person(without, roster).verdict is PersonVerdict.AMBIGUOUS
    between = TWINS[0] | {Field.ID_NUMBER: "520101197001010025", Field.CERTIFICATE_NUMBER: ""}
    assert find_person(between, roster).verdict is PersonVerdict.AMBIGUOUS


def test_a_number_that_is_somebodys_is_not_taken_for_a_neighbours(tmp_path):
    given = TWINS[1] | {Field.ID_NUMBER: TWINS[0][Field.ID_NUMBER]}
    match = find_person(given, among_others(tmp_path, *TWINS))
    assert match.candidates[0].holding.id == "0"
    assert match.certificate is not CertificateVerdict.THEIRS


def test_all_of_one_person_with_the_number_of_another_is_for_somebody_to_decide(roster):
    given = values_of(PEOPLE[SINGLE]) | {Field.ID_NUMBER: PEOPLE[SEVERAL[0]].id_number}
    match = find_person(given, roster)
    assert match.verdict is PersonVerdict.AMBIGUOUS
    assert match.owner is not None
    assert match.owner.values[Field.ID_NUMBER] == PEOPLE[SEVERAL[0]].id_number
    assert find_person(values_of(PEOPLE[SINGLE]), roster).owner is None


def test_a_date_that_is_given_to_the_month_speaks_for_its_days(roster):
    values = values_of(PEOPLE[SINGLE])
    month = find_person({**values, Field.OBTAINED_ON: values[Field.OBTAINED_ON][:7]}, roster)
    said = {one.field: one for one in month.candidates[0].holding.weights}[Field.OBTAINED_ON]
    assert said.agreement is Agreement.NEAR
    assert said.weight > 0


def test_a_name_with_nothing_in_common_is_never_the_same_person(roster):
    match = find_person(values_of(PEOPLE[SINGLE]) | {Field.NAME: "令狐逍遥"}, roster)
    assert match.verdict is PersonVerdict.PROBABLY


def test_two_names_with_one_number_are_two_people(tmp_path):
    number = "620102196606060026"
    pair = [{Field.NAME: name, Field.ID_NUMBER: number} for name in ("刘芳", "赵敏霞")]
    roster = among_others(tmp_path, *pair)
    assert find_person({Field.ID_NUMBER: number}, roster).verdict is PersonVerdict.AMBIGUOUS
    match = find_person(pair[1], roster)
    assert (match.verdict, match.candidates[0].holding.id) == (PersonVerdict.SAME_PERSON, "1")
    assert match.candidates[0].rows == 1


def test_what_is_missing_weighs_nothing_and_what_differs_weighs_against(roster):
    values = values_of(PEOPLE[SINGLE])
    whole = find_person(values, roster).candidates[0].holding
    without = find_person({**values, Field.TITLE: " "}, roster).candidates[0].holding
    assert whole.weight > without.weight
    assert Field.TITLE not in {one.field for one in without.weights}
    other = find_person({**values, Field.TITLE: "一级演奏员"}, roster).candidates[0].holding
    assert without.weight > other.weight


def test_what_the_identity_number_says_is_not_counted_twice(tmp_path):
    row = {Field.NAME: "王静", Field.ID_NUMBER: "520102198001010013", Field.SEX: "男"}
    roster = build_roster(tmp_path / "1", tuple(row), [RosterRow(1, row, {}, 1)], "1")
    weighed = {one.field: one for one in find_person(row, roster).candidates[0].holding.weights}
    assert weighed[Field.SEX].agreement is Agreement.IMPLIED
    assert weighed[Field.SEX].weight == 0


@drawn(st.dictionaries(st.sampled_from(Field), st.text(max_size=20)))
def test_whatever_is_given_has_an_answer(given):
    roster = _small()
    match = find_person(given, roster)
    total = sum(candidate.probability for candidate in match.candidates)
    assert 0 <= total <= 1 + 1e-9
    if not can_be_found(roster, given):
        assert match.verdict is PersonVerdict.NOT_FOUND


@cache
def _small() -> Roster:
    return roster_of(PEOPLE[:50], Path(tempfile.mkdtemp()) / "1")


def test_an_empty_roster_has_nobody(tmp_path):
    roster = build_roster(tmp_path / "1", (Field.NAME, Field.ID_NUMBER), [], "1")
    assert find_person(values_of(PEOPLE[0]), roster).verdict is PersonVerdict.NOT_FOUND


def test_the_nearest_values_name_their_rows(roster):
    holder = PEOPLE[SEVERAL[0]]
    number = holder.id_number[:-1] + ("0" if holder.id_number[-1] != "0" else "1")
    best = nearest_values(roster, Field.ID_NUMBER, number, 3)[0]
    assert (best.match.id, best.match.name) == (str(SEVERAL[0]), holder.id_number)
    assert (best.rows, best.distance) == (3, 1.0)


def test_a_folder_that_is_damaged_or_of_another_version_is_not_opened(tmp_path):
    folder = tmp_path / "1"
    roster_of(PEOPLE[:50], folder)
    assert open_roster(folder, "1") is not None
    assert open_roster(folder, "2") is None
    (folder / "name").write_bytes((folder / "name").read_bytes()[:-1])
    assert open_roster(folder, "1") is None
    roster_of(PEOPLE[:50], folder)  # in the place of what is there
    assert open_roster(folder, "1") is not None
    assert list(tmp_path.iterdir()) == [folder]
