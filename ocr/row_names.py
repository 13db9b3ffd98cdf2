"""The names in a paragraph that is a list of names, run on or in columns."""

import re
from collections.abc import Callable, Iterator
from itertools import pairwise

from models.fields import Field
from models.titles import known_titles
from ocr.layout import Candidate
from ocr.pieces import Piece
from ocr.plausible import is_complete
from ocr.row_parting import parted
from ocr.row_subjects import is_local_unit, is_ward
from ocr.row_text import Text
from ocr.surnames import has_surname, has_two_letter_surname

_BETWEEN = re.compile(
    r"[(〔]?等?(?:共|计)*\d+[人名位](?:同志)?[)〕]?|[、,;。.:\d☐☑☒□■√✓]|(?<=[)〕])(?![)〕])"
)
_SHORT = re.compile(r"[\u3400-\u9fff\U00020000-\U0003ffff]{2,4}")
_NAME = 3  # letters of most names, at most
_DOT = 0.9  # score of the dot of a name, at least
_LONG = re.compile(r"[\u3400-\u9fff·]{3,16}")
_DOTTED = re.compile(r"[\u3400-\u9fff]{2,7}·[\u3400-\u9fff]{2,7}")
_NO_NAMES = re.compile(
    r"文件|通知|批复|附件|名单|职称|资格|系列|专业|单位|人员|人民|领导|办公|评审|印发|抄送|主题|日期|盖章|公章|用章|合计|小组|委员|通过|备注|同志|如下|公司|集团|批准|同意|下列"
)
_APART = 1.15  # heights from one letter to the next from which another column begins
_WIDER = 1.35  # the same in usual steps: the places of letters within a run are not exact
_SPACED = 1.25  # the same where a space was read
_IN_RUN = 1.25  # the same in usual steps of the run, within it
_WIDEST = 1.5  # the same in heights, where all letters are set apart
_MOST_LOST = 0.15  # share of the names of a long list that may be misread beyond recognition

_MARK = re.compile(r"[(〔\[【<]?(男|女)[^)〕\]】>]{0,3}[)〕\]】>]$|[(〔\[【<](男|女)$")
_NOTE = re.compile(r"[(〔\[【].*$|\*+$|(?:等(?:\d+[人名位])?(?:同志)?|同志)$")
# 巴 and 水 are surnames, 巴蜀中学 and 水务局 nobody.
_UNIT = re.compile(
    r"[\u4e00-\u9fff]{2}(?:[局厅厂站]|[大中小]学|[\u4e00-\u9fff][局厅厂站院校馆所处])"
)
_NO_PERSON = re.compile(r".{2,}[市县]$|合计|总计|小计|共\d*人|共计|以上|以下|空白|姓名|此页|无正文")
FRAME = "|_~:;[]"  # what rules beside a text are read as

Named = dict[Field, Candidate]


def names_in(
    text: Text, begin: int, *, columns: bool, run_on: bool = False, count: int | None = None
) -> list[tuple[int, Named]]:
    """The people of a list that begins there, each with the place of the first letter.

    None where it is no list of names. columns says that the names stand in columns, run_on that
    names and nothing else is expected, so that those without a space between are parted; count is
    how many people the text speaks of.
    """
    label = Piece("", 1.0, text.run_at(0).box, (), is_label=True, field=Field.NAME)
    stretches: list[tuple[int, int]] = []
    lost = 0
    for first, last in _tokens(text, begin):
        names = _named(text, first, last, label, columns)
        lost += not names and not run_on
        stretches += names or ([*_stretches(text, first, last)] if run_on else [])
    if run_on:
        stretches = parted(text, stretches, count)
    people = [(first, named_at(text, first, last, label)) for first, last in stretches]
    found = [(first, person) for first, person in people if person]
    lost += len(people) - len(found)
    return found if lost <= _MOST_LOST * len(found) else []


def share_of_surnames(people: list[Named]) -> float:
    """How many of these names begin with a surname, 0 to 1."""
    known = [has_surname(_printed(person)) for person in people]
    return sum(known) / max(1, len(known))


def _printed(person: Named) -> str:
    return "".join(person[Field.NAME].printed.split())


def _tokens(text: Text, begin: int) -> Iterator[tuple[int, int]]:
    """From where to where each stretch between punctuation reaches."""
    at = begin
    for match in _BETWEEN.finditer(text.letters, begin):
        if match.start() > at:
            yield from _between_specks(text, at, match.start())
        at = match.end()
    if at < len(text.letters):
        yield from _between_specks(text, at, len(text.letters))


def _between_specks(text: Text, begin: int, end: int) -> Iterator[tuple[int, int]]:
    """A stretch, parted where what was taken for the dot of a name is a speck between two."""
    letters = text.letters
    for first, last in _stretches(text, begin, end):
        at = letters.find("·", first, last)
        sides = (first, at), (at + 1, last)
        if at > first and text.score(at) < _DOT and all(_is_han(letters[a:b]) for a, b in sides):
            yield begin, at
            begin = at + 1
    yield begin, end


def _is_han(name: str) -> bool:
    """Is this a whole name as the Han have them?"""
    long = 3 + has_two_letter_surname(name)
    surname_alone = len(name) == 2 and has_two_letter_surname(name)  # 欧阳 文静
    named = 2 <= len(name) <= long and has_surname(name)
    return named and not surname_alone and "·" not in name


def _is_whole(name: str) -> bool:
    """Is this a whole name of Han, or one with a dot?"""
    return _is_han(name) or _DOTTED.fullmatch(name) is not None


def _named(text: Text, begin: int, end: int, label: Piece, columns: bool) -> list[tuple[int, int]]:
    """Where the one name in a stretch stands, or the several in columns or without a comma."""

    def all_named(stretches: list[tuple[int, int]]) -> list[tuple[int, int]]:
        return stretches if all(named_at(text, a, b, label) for a, b in stretches) else []

    apart = all_named(_stretches(text, begin, end))
    one = named_at(text, begin, end, label)
    spaced = _between(text, begin, end, lambda i: text.begins_run(i) or text.spaced(i))
    named = all_named(spaced)
    whole = all(_is_whole(text.letters[a:b]) for a, b in spaced)
    dotted = one is not None and "·" in _printed(one)
    if named and whole and len(spaced) > (1 if dotted else len(apart)):
        return named
    if one and (not apart or not (columns or _are_names(text, apart, _printed(one)))):
        return [(begin, end)]
    return apart or named or all_named(_pairs(text, begin, end))


def _pairs(text: Text, begin: int, end: int) -> list[tuple[int, int]]:
    """Names of two letters each, all of whose letters stand apart: 石 涛 龚 建 汤 佩."""
    pairs = [(at, at + 2) for at in range(begin, end - 1, 2)]
    apart = all(text.step(at) > _APART for at in range(begin + 1, end))
    named = all(has_surname(text.letters[slice(*pair)]) for pair in pairs)
    even = (end - begin) % 2 == 0
    return pairs if len(pairs) > 1 and even and apart and named else [(begin, end)]


def _are_names(text: Text, parts: list[tuple[int, int]], whole: str) -> bool:
    """Is a long name rather several?

    One with a dot, each of whose parts has a dot or a surname of its own, or two of two letters.
    """
    if "·" in whole:
        return all(_is_whole(text.letters[begin:end]) for begin, end in parts)
    pair = [end - begin for begin, end in parts] == [2, 2] and has_surname(whole)
    return pair and not has_two_letter_surname(whole)


def _stretches(text: Text, begin: int, end: int) -> list[tuple[int, int]]:
    """What stands between gaps."""
    return _between(text, begin, end, lambda i: _is_gap(text, i))


def _is_gap(text: Text, position: int) -> bool:
    """Does another column, or another name, begin with a letter?"""
    step = text.step(position)
    if text.spaced(position) and "·" not in text.letters[position - 1 : position + 1]:
        return step > min(_APART, _SPACED * text.usual_step)
    # Heights of runs differ in a line: a low one's letters seem to stand apart.
    own = 0.0 if text.begins_run(position) else _IN_RUN * text.step_of_run(position)
    return step > max(_APART, min(max(_WIDER * text.usual_step, own), _WIDEST))


def _between(
    text: Text, begin: int, end: int, is_border: Callable[[int], bool]
) -> list[tuple[int, int]]:
    borders = [i for i in range(begin + 1, end) if text.letters[i] not in "()〔〕" and is_border(i)]
    return _whole_names(text, list(pairwise([begin, *borders, end])))


def _whole_names(text: Text, stretches: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """The stretches, with 王  静 put together to one name."""
    made: list[tuple[int, int]] = []
    for begin, end in stretches:
        letters = re.sub(r"[(〔].*", "", text.letters[begin:end])
        if made and made[-1][1] - made[-1][0] == 1 and len(letters) == 1:
            made[-1] = made[-1][0], end
        else:
            made.append((begin, end))
    return made


def named_at(text: Text, begin: int, end: int, label: Piece) -> Named | None:
    """The person whose name stands there, None where it is none."""
    named = name_of(text, begin, end, label)
    if named is None:
        return None
    name = _printed(named)
    known = _SHORT.fullmatch(name) or ("·" in name and _LONG.fullmatch(name))
    # 高 is a surname, and 高级教师 nobody.
    is_word = _NO_NAMES.search(name) or name in known_titles() or is_ward(name)
    is_unit = _UNIT.fullmatch(name) and not has_two_letter_surname(name)
    is_unit = is_unit or (len(name) > _NAME and is_local_unit(name))  # 雍 is one, 雍熙一小 nobody
    return named if known and not (is_word or is_unit) else None


def name_of(text: Text, begin: int, end: int, label: Piece) -> Named | None:
    """The name that stands there, and the sex that is noted behind it; None for no name."""
    letters = text.letters[begin:end]
    values: Named = {}
    mark = _MARK.search(letters)
    stop = end
    if mark:
        at = begin + (mark.start(1) if mark[1] else mark.start(2))
        values[Field.SEX] = Candidate(Field.SEX, label, text.pieces(at, at + 1), beside=True)
        stop = begin + mark.start()
    elif note := _NOTE.search(letters):
        stop = begin + note.start()
    while stop > begin and text.letters[stop - 1] in FRAME + "(.。·、,*":
        stop -= 1
    # A digit before a name is of the running number beside it.
    while begin < stop and (
        text.letters[begin] in FRAME + ").。·、,*" or text.letters[begin].isdigit()
    ):
        begin += 1
    name = text.letters[begin:stop]
    if not is_complete(Field.NAME, name) or name.isascii():
        return None
    if _NO_PERSON.search(name) or _NO_NAMES.search(name) or name in known_titles():
        return None
    values[Field.NAME] = Candidate(Field.NAME, label, text.pieces(begin, stop), beside=True)
    return values
