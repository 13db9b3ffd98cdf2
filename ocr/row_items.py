"""The people in lines that tell more than names: 张三，男，贵阳市第一中学，高级教师."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from models.fields import Field
from ocr.layout import Candidate
from ocr.pieces import Piece
from ocr.row_brackets import CLOSING, between_commas, close_of
from ocr.row_groups import candidate_of, fields_of
from ocr.row_names import Named, named_at, names_in, share_of_surnames
from ocr.row_numbering import number_end
from ocr.row_stated import LABEL, NAME, is_day, stated_in
from ocr.row_subjects import are_subjects, are_wards, is_idle, is_subject, is_ward
from ocr.row_text import Text

_APART = 1.15  # heights from one letter to the next from which another column begins
_WIDE = 1.45  # the same within a run that has no space there
_WIDER = 1.35  # the same in usual steps of the line
_BESIDE = 0.5  # heights between a number and the column beside it, at least
_LIKE_SUBJECTS = (None, Field.EMPLOYER, Field.NAME, Field.SERIES)  # what specialties seem
_LONGEST = 60  # letters of a unit's name, with its brackets
_WORD = 3  # letters of a word that may be a remark
_UNKNOWN = 2  # parts of a person's line that may be no field of ours
_NUMBER = re.compile(r"\d{1,3}[.、](?!\d)")
_NAME_AT_END = 16  # letters of a name


@dataclass(frozen=True, slots=True)
class _Part:
    """A stretch of letters and the field it states; inside says that brackets stand around it."""

    field: Field | None
    begin: int
    end: int
    inside: bool = False


@dataclass(frozen=True, slots=True)
class Items:
    """The people of a line, each with its first letter's place; lead stands before them all."""

    people: tuple[tuple[int, Named], ...] = ()
    lead: Mapping[Field, Candidate] = field(default_factory=dict)


def people_in(
    text: Text, begin: int, *, columns: bool, run_on: bool = False, count: int | None = None
) -> Items:
    """The people of a list that begins there, with what is told of each; see names_in."""
    items = _items_in(text, begin)
    names = names_in(text, begin, columns=columns, run_on=run_on, count=count)
    told = [person for _, person in items.people]
    # 北海市 学院 are no two names: what is a unit and a known surname explains the line better.
    better = share_of_surnames(told) > share_of_surnames([person for _, person in names])
    return items if told and (better or len(told) >= len(names)) else Items(tuple(names))


def _items_in(text: Text, begin: int) -> Items:
    """The people of a line that tells of each what stands beside the name."""
    told = text.letters
    begin = max(begin, number_end(told))
    parts = [*_parts(text, begin)]
    parts = [*parts[:1], *(_as_birth(text, *pair) for pair in pairwise(parts))]
    parts = [p for p in parts if not _is_aside(p, told[p.begin : p.end])]
    parts = [*parts[:1], *(_as_subject(text, *pair) for pair in pairwise(parts))]
    parts = [*(_as_name(text, *pair) for pair in pairwise(parts)), *parts[-1:]]
    names = [i for i, part in enumerate(parts) if part.field is Field.NAME and not part.inside]
    if units := _by_units(text, parts):
        return units
    if not names:
        return Items()
    parts = _with_subjects(text, parts, len(names))
    lead = parts[: names[0]]
    own = [parts[a:b] for a, b in pairwise([*names, len(parts)])]
    if not _are_several(own):
        own = [[own[0][0], *(_not_a_name(p) for p in parts[names[0] + 1 :])]]
    told_of = [part.field for part in [*lead, *(part for one in own for part in one[1:])]]
    lost, known = told_of.count(None), any(told_of)
    if not known or any(part.field is None for part in lead) or lost > _UNKNOWN * len(own):
        return Items()
    people = [(one[0].begin, person) for one in own if (person := _person(text, one))]
    return Items(tuple(people), _values(text, lead))


def _by_units(text: Text, parts: Sequence[_Part]) -> Items | None:
    """The people of units one after the other: 水利局张三、李四、林业局王五."""
    fields = [part.field for part in parts]
    alone = fields.count(Field.EMPLOYER) < 2 or any(part.inside for part in parts)
    if alone or {*fields} != {Field.EMPLOYER, Field.NAME} or fields[0] is Field.NAME:
        return None
    if fields[-1] is not Field.NAME:
        return None
    people, unit = [], parts[0]
    for part in parts:
        unit = unit if part.field is Field.NAME else part
        if part is not unit and (person := _person(text, [part, unit])):
            people.append((part.begin, person))
    return Items(tuple(people))


def _as_birth(text: Text, before: _Part, part: _Part) -> _Part:
    """The part, a date of birth where it stands right behind the sex: 王静,女,1967年10月."""
    born = before.field is Field.SEX and is_day(text.letters[part.begin : part.end])
    return replace(part, field=Field.BIRTH_DATE) if born and part.field is None else part


def _as_subject(text: Text, before: _Part, part: _Part) -> _Part:
    """The part, a specialty where it is called so: 韦洁 某某县种子管理站 中药材栽培."""
    letters = text.letters[part.begin : part.end]
    short = is_ward(letters) or (len(letters) == 2 and is_subject(letters))  # 外科, 冶金
    if short and before.field is Field.EMPLOYER and not (before.inside or part.inside):
        return replace(part, field=Field.SPECIALTY)
    behind_unit = before.field is Field.EMPLOYER and not before.inside and len(letters) > _WORD
    if part.inside or not (part.field is None or (behind_unit and part.field is Field.NAME)):
        return part  # 袁成学 is somebody, 林业工程 behind a unit is not
    last = behind_unit and part.field is None and part.end == len(text.letters)
    named = is_subject(letters) or (last and letters.isalpha())
    return replace(part, field=Field.SPECIALTY) if named else part


def _as_name(text: Text, part: _Part, behind: _Part) -> _Part:
    """The part, a name of whatever surname before brackets or the sex: 道吉才让(护理); 撖静,女."""
    letters = text.letters[part.begin : part.end]
    is_first = part.field is None and not part.inside
    named = is_first and (behind.inside or behind.field is Field.SEX) and NAME.fullmatch(letters)
    return replace(part, field=Field.NAME) if named else part


def _is_aside(part: _Part, letters: str) -> bool:
    """Is this no field of ours: schooling, or 蒙古族 though 蒙 is a surname?"""
    people = part.field is Field.NAME and letters.endswith("族")
    return (part.field is None or people) and is_idle(letters)


def _with_subjects(text: Text, parts: Sequence[_Part], people: int) -> list[_Part]:
    """The parts; what brackets behind each name tell is a specialty where that explains them."""
    told = {
        p: text.letters[p.begin : p.end] for p in parts if p.inside and p.field in _LIKE_SUBJECTS
    }
    # (合作市中医医院,口腔医学): beside a unit only the other one may be a specialty.
    other = {p: t for p, t in told.items() if p.field is not Field.EMPLOYER or is_ward(t)}
    for of in (other, told):
        subjects = are_subjects([*of.values()]) or are_wards([*of.values()])
        if len(of) == people and subjects and {p.field for p in of} != {Field.SERIES}:
            return [replace(p, field=Field.SPECIALTY) if p in of else p for p in parts]
    return [*parts]


def _are_several(own: Sequence[Sequence[_Part]]) -> bool:
    """Is each name that of a person, with the parts up to the next one?"""
    if all(part.inside or part.field is Field.SEX for one in own for part in one[1:]):
        return True
    shapes = {tuple(part.field for part in one) for one in own}
    return len(shapes) == 1 and len(own[0]) > 1


def _not_a_name(part: _Part) -> _Part:
    return _Part(None, part.begin, part.end) if part.field is Field.NAME else part


def _person(text: Text, parts: Sequence[_Part]) -> Named | None:
    """The person whose name is the first of these parts."""
    name = parts[0]
    label = Piece("", 1.0, text.run_at(0).box, (), is_label=True, field=Field.NAME)
    named = named_at(text, name.begin, name.end, label)
    return {**_values(text, parts[1:]), **named} if named else None


def _values(text: Text, parts: Sequence[_Part]) -> dict[Field, Candidate]:
    values: dict[Field, Candidate] = {}
    for part in parts:
        if part.field:
            values.setdefault(part.field, candidate_of(text, part.field, part.begin, part.end))
    return values


def _parts(text: Text, begin: int) -> Iterator[_Part]:
    """The parts between commas, brackets behind names, and gaps."""
    at, letters = begin, text.letters
    while at < len(letters):
        if letters[at] in "、,;。:)〕":
            at += 1
            continue
        if number := _NUMBER.match(letters, at):
            at = number.end()
            continue
        if letters[at] in CLOSING:
            close = close_of(letters, at)
            close = len(letters) if close < 0 else close
            for first, last in between_commas(letters, at + 1, close):
                yield from (
                    _Part(part.field, part.begin, part.end, inside=True)
                    for part in _typed(text, first, last)
                )
            at = close + 1
            continue
        end = _end_of(text, at)
        yield from _typed(text, at, end)
        at = end


def _end_of(text: Text, begin: int) -> int:
    """Where the part that begins there ends; brackets of an organisation's name belong to it."""
    letters = text.letters
    end = begin
    while end < len(letters) and letters[end] not in "、,;。":
        if letters[end] == ":" and not LABEL.fullmatch(letters, begin, end):
            return end
        if end > begin and _NUMBER.match(letters, end) and not letters[end - 1].isdigit():
            return end
        if letters[end] in CLOSING:
            if end - begin > _LONGEST:
                return end  # no name is as long: what follows is looked at by itself
            before = _typed(text, begin, end)
            close = close_of(letters, end)
            if before[-1].field is not None and before[-1].field is not Field.EMPLOYER:
                return end
            if close < 0 or _is_named(text, before[-1], close + 1):
                return end
            end = close
        end += 1
    return end


def _is_named(text: Text, part: _Part, after: int) -> bool:
    """Is a part a name with brackets behind it, which end what they stand in?"""
    letters = text.letters
    alone = after >= len(letters) or letters[after] in "、,;。:" or _is_gap(text, after, _WIDE)
    return bool(alone and part.field is None and NAME.fullmatch(letters, part.begin, part.end))


def _typed(text: Text, begin: int, end: int) -> list[_Part]:
    """A stretch as one part, or as those that gaps part: narrow ones where that explains more."""
    parts: list[_Part] = []
    for first, last in _stretches(text, begin, end, _WIDE):
        whole = _typed_whole(text, first, last)
        finer = [
            part
            for a, b in _stretches(text, first, last, _APART)
            for part in _typed_whole(text, a, b)
        ]
        if whole[0].field is None and any(part.field is None for part in finer):
            finer = _unit_and_name(text, first, last)
        parts += finer if finer and whole[0].field is None else whole
    return parts


def _unit_and_name(text: Text, begin: int, end: int) -> list[_Part]:
    """A unit and the name right behind it: 贵阳市第一中学张三; nothing for anything else."""
    for at in range(end - 2, max(begin, end - _NAME_AT_END) - 1, -1):
        unit, name = _typed_whole(text, begin, at), _typed_whole(text, at, end)
        fields = [part.field for part in (*unit, *name)]
        if fields == [Field.EMPLOYER, Field.NAME] and not fields_of(text.letters[begin:end]):
            return [*unit, *name]
    return []


def stretches(text: Text) -> list[tuple[int, int]]:
    """From where to where each stretch of a line between wide gaps reaches."""
    return _stretches(text, 0, len(text.letters), _WIDE)


def _stretches(text: Text, begin: int, end: int, wide: float) -> list[tuple[int, int]]:
    """From where to where what stands between gaps reaches; wide is that of gaps within a run."""
    gaps = (i for i in range(begin + 1, end) if _is_gap(text, i, wide))
    return _whole_names(text, list(pairwise([begin, *gaps, end])))


def _is_gap(text: Text, position: int, wide: float) -> bool:
    """Is there a gap before a letter? Within a run the places of letters are not exact."""
    step = text.step(position)
    if text.letters[position] in "(〔)〕" or text.letters[position - 1] in "(〔":
        return False  # a bracket is as wide as a letter, and its ink is not
    if text.begins_run(position) and text.letters[position - 1].isdigit():
        # Digits are narrow, so that the steps behind them are.
        before, here = text.run_at(position - 1).box, text.run_at(position).box
        if step > 0 and here.x0 - before.x1 > _BESIDE * here.height:
            return True
    told = text.begins_run(position) or text.spaced(position)
    dotted = text.begins_run(position) and "·" in text.run_at(position - 1).text  # a long name
    return dotted or step > max(_APART if told else wide, _WIDER * text.usual_step)


def _whole_names(text: Text, stretches: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """The stretches, with 王  静 put together to one; a number before them is none of it."""
    made: list[tuple[int, int]] = []
    for begin, end in stretches:
        short = made and end - begin == 1 == made[-1][1] - made[-1][0]
        if short and not text.letters[made[-1][0]].isdigit():
            made[-1] = made[-1][0], end
        else:
            made.append((begin, end))
    return made


def _typed_whole(text: Text, begin: int, end: int) -> list[_Part]:
    return [_Part(kind, begin + a, begin + b) for kind, a, b in stated_in(text.letters[begin:end])]
