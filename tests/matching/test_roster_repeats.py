"""Rows that are there twice, and one number of two people, as a plain search finds them."""

from hypothesis import given
from hypothesis import strategies as st

from matching.roster_repeats import Repeat, Repeats
from models.fields import Field
from models.rosters import RosterRow

PEOPLE = st.tuples(
    st.sampled_from("甲乙丙"), st.sampled_from(["", "1", "2"]), st.sampled_from("ab")
)


def row(number: int, name: str, identity: str, note: str = "") -> RosterRow:
    fields = {Field.NAME: name, Field.ID_NUMBER: identity}
    rest = {"序号": str(number), "备注": note}
    return RosterRow(number, {k: v for k, v in fields.items() if v}, rest)


@given(st.lists(PEOPLE, max_size=12), st.lists(PEOPLE, max_size=6))
def test_they_are_those_that_comparing_all_pairs_gives(new, stored):
    rows = [row(number, *person) for number, person in enumerate(new, 1)]
    repeats = Repeats()
    repeats.add_stored([row(number, *person) for number, person in enumerate(stored, 100)])
    repeats.add(rows)
    everything = [*((0, person) for person in stored), *enumerate(new, 1)]
    twice = [
        Repeat(number, next(n for n, p in everything if p == person))
        for place, (number, person) in enumerate(everything)
        if number and person in [p for _, p in everything[:place]]
    ]
    assert repeats.duplicates() == twice
    shared = {
        number
        for number, (name, identity, _) in everything
        if number and identity and any(i == identity and n != name for _, (n, i, _) in everything)
    }
    told = repeats.contradictions()
    assert {repeat.number for repeat in told} == shared
    names = dict(everything)
    for repeat in told:
        name, identity, _ = names[repeat.number]
        others = [p for n, p in everything if n == repeat.first]
        assert any(i == identity and n != name for n, i, _ in others)


def test_a_person_with_two_certificates_is_no_contradiction():
    repeats = Repeats()
    repeats.add([row(2, "王静", "1", "甲"), row(3, "王静", "1", "乙"), row(4, "李伟", "2")])
    assert repeats.duplicates() == []
    assert repeats.contradictions() == []


def test_both_of_two_people_with_one_number_are_told():
    repeats = Repeats()
    repeats.add([row(2, "王静", "1"), row(3, "李伟", "1"), row(4, "李伟", "")])
    assert repeats.contradictions() == [Repeat(2, 3), Repeat(3, 2)]


def test_nothing_repeats_in_nothing():
    assert Repeats().duplicates() == []
