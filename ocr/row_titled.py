"""People whose titles stand among their names.

讲师王静、李红；助教赵敏, or behind those who get them: 王静、李红（以上2人讲师）.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cache

from models.fields import Field
from models.titles import known_titles
from ocr.layout import Candidate
from ocr.pieces import Piece
from ocr.row_groups import candidate_of, fields_of
from ocr.row_items import Items, people_in, stretches
from ocr.row_names import Named, named_at, names_in, share_of_surnames
from ocr.row_numbering import number_end
from ocr.row_subjects import is_ward
from ocr.row_text import Text

_ABOVE = re.compile(
    r"[(〔]以上(\d{1,3})[人名位](?:同志)?(?:为|均为|具备|取得)?([^()〔〕]{2,12})[)〕]?"
)
_ACTS = re.compile("担?任")
_SCHOOL = re.compile("(?:中学|小学|幼儿园)(?=(?:正?高级|[一二三]级)教师)")
_WITH_UNIT = 2  # parts of a line: a name and a unit
_SURE = 0.8  # share of names with a known surname

_Told = list[tuple[int, Named]]
_People = tuple[tuple[int, Named], ...]


def listed_in(
    text: Text, begin: int, *, columns: bool, run_on: bool = False, count: int | None = None
) -> Items:
    """The people of a list that begins there, whose titles may stand among them; see people_in."""
    if not columns and (told := _above(text, begin) or _before(text, begin, run_on=run_on)):
        return told
    people = people_in(text, begin, columns=columns, run_on=run_on, count=count)
    return people if columns else replace(people, people=_with_units_behind(text, people.people))


def _with_units_behind(text: Text, people: Sequence[tuple[int, Named]]) -> _People:
    """The people; a unit in the one bracket of a clause is that of all in it.

    王静、李红（某某学校）；赵敏、陈刚（某某医院）: a semicolon ends a clause.
    """
    told = dict(people)
    for clause in re.finditer(r"[^;]+(?:;|$)", text.letters) if ";" in text.letters else ():
        own = [at for at in told if clause.start() <= at < clause.end()]
        alone = clause[0].count("(") == 1 and re.search(r"\)[;。]*$", clause[0])
        unit = told[own[-1]].get(Field.EMPLOYER) if own and alone else None
        if unit and not any(Field.EMPLOYER in told[at] for at in own[:-1]):
            told |= {at: {**told[at], Field.EMPLOYER: unit} for at in own}
    return tuple(told.items())


def beside_unit(text: Text) -> Sequence[tuple[int, Named]]:
    """The person of a line of a name and a unit, whatever the surname; nobody in another line.

    Where a list has begun, its lines are people: 僧德柏 is one, and 完么才让. Behind the unit may
    stand what the person is: 僧德柏 某某县水利局 任工程师职务.
    """
    found = stretches(text)
    if len(found) < _WITH_UNIT:
        return ()
    (begin, middle), (first, _) = found[:_WITH_UNIT]
    told = _unit_and_post(text.letters[first:], parted=len(found) > _WITH_UNIT)
    told = told or _unit_and_title([(text.letters[a:b], a - first) for a, b in found[1:]])
    label = Piece("", 1.0, text.run_at(0).box, (), is_label=True, field=Field.NAME)
    named = named_at(text, begin, middle, label) if told else None
    if not named:
        return ()
    values = {field: candidate_of(text, field, first + a, first + b) for field, a, b in told}
    return [(begin, {**named, **values})]


def _unit_and_post(letters: str, *, parted: bool) -> list[tuple[Field, int, int]]:
    """The unit that letters are, or the unit and the title behind it; parted says that gaps are."""
    if not parted and (_is_unit(letters) or is_ward(letters)):
        return [(Field.EMPLOYER, 0, len(letters))]
    for acts in _ACTS.finditer(letters):
        at = acts.start()
        post = fields_of(letters[at:])
        if any(field is Field.TITLE for field, _, _ in post) and _is_unit(letters[:at]):
            return [(Field.EMPLOYER, 0, at), *((f, at + a, at + b) for f, a, b in post)]
    return []


def _unit_and_title(parts: Sequence[tuple[str, int]]) -> list[tuple[Field, int, int]]:
    """The unit and the title that two parts of a line are, each given with where it begins."""
    told = [(field, at + a, at + b) for part, at in parts for field, a, b in fields_of(part)]
    return told if [field for field, _, _ in told] == [Field.EMPLOYER, Field.TITLE] else []


def _is_unit(letters: str) -> bool:
    return fields_of(letters) == [(Field.EMPLOYER, 0, len(letters))]


def _above(text: Text, begin: int) -> Items | None:
    """The people, each some of which brackets behind the last one give a title; None for others."""
    told: _Told = []
    at = begin
    for match in _ABOVE.finditer(text.letters, begin):
        stated = fields_of(match[2])
        here = _people(text, at, match.start(1) - 3)
        many = int(match[1])
        if [field for field, _, _ in stated] != [Field.TITLE] or not 0 < many <= len(here):
            return None
        first, last = (match.start(2) + place for place in stated[0][1:])
        title = candidate_of(text, Field.TITLE, first, last)
        told += here[:-many] + [(p, {**one, Field.TITLE: title}) for p, one in here[-many:]]
        at = match.end()
    if not told:
        return None
    return Items((*told, *_people(text, at, len(text.letters))))


def _people(text: Text, begin: int, end: int) -> _Told:
    begin = next((at for at in range(begin, end) if text.letters[at] not in "、,;。"), end)
    if begin >= end:
        return []
    people = people_in(Text(text.parts(begin, end)), 0, columns=False, run_on=True).people
    return [(begin + at, one) for at, one in people]


def _before(text: Text, begin: int, *, run_on: bool) -> Items | None:
    """The people, each clause of which begins with a title, the first one maybe with a unit.

    None where no clause does, nobody where only some do; one clause alone needs a unit.
    """
    told: _Told = []
    lead: Mapping[Field, Candidate] = {}
    clauses = [m.span() for m in re.compile("[^;。]+").finditer(text.letters, begin)]
    for number, (first, end) in enumerate(clauses):
        first += number_end(text.letters[first:end]) if number == 0 else 0
        unit = 0 if number or run_on else _unit_end(text.letters[first:end])
        size = _title_at(text.letters[first + unit : end])
        if not size:
            return Items() if number and told else None
        if unit:
            lead = {Field.EMPLOYER: candidate_of(text, Field.EMPLOYER, first, first + unit)}
        title = candidate_of(text, Field.TITLE, first + unit, first + unit + size)
        begins = first + unit + size
        rest = Text(text.parts(begins, end))
        people = names_in(rest, 0, columns=False) if rest.letters else []
        if not people or share_of_surnames([one for _, one in people]) < _SURE:
            return Items() if len(clauses) > 1 else None
        told += [(begins + at, {**one, Field.TITLE: title}) for at, one in people]
    if not told or not (run_on or lead or len(clauses) > 1):
        return None
    return Items(tuple(told), lead)


def _title_at(letters: str) -> int:
    """How long the known title is that letters begin with, 0 for none or where a colon follows."""
    school = _SCHOOL.match(letters)
    begin = school.end() if school else 0
    for size in range(min(len(letters), begin + _longest()), begin + 1, -1):
        if letters[begin:size] in known_titles():
            return 0 if letters[size : size + 1] in (":", "(", "〔") else size
    return 0


def _unit_end(letters: str) -> int:
    """Where the unit ends that letters begin with, before a title; 0 for none."""
    for end in range(4, len(letters) - 1):
        if _title_at(letters[end:]) and _is_unit(letters[:end]):
            return end
    return 0


@cache
def _longest() -> int:
    return max(map(len, known_titles()))
