"""The people of one paragraph of a list, and the heading that it is or begins with."""

import re
from collections.abc import Sequence

from models.fields import Field
from ocr.row_decisions import decision_of
from ocr.row_groups import Heading, candidate_of, fields_of, heading_of
from ocr.row_items import stretches
from ocr.row_names import Named
from ocr.row_text import Text
from ocr.row_titled import listed_in

_NAMED = {Field.NAME, Field.SEX}
# 洛阳市　范志刚: where people are from, in a column before them, employs nobody.
_PLACE = re.compile(r"[\u4e00-\u9fff]{2,8}(?:[市县旗盟]|自治[州旗区]|地区|[特新矿]区)")
# 张三等2人:工程师,名单为:张三、李四
_OF_SEVERAL = re.compile(
    r"[\u3400-\u9fff·]{2,12}等\d+[人名位](?:同志)?[:为,](?P<title>[^,:;。]{2,16}),名单(?:为|是|如下)?:"
)

People = Sequence[tuple[int, Named]]


def people_of(text: Text, columns: bool) -> tuple[Heading | None, People]:
    """The people of a paragraph, and the heading that it is or begins with."""
    if from_place := _from_place(text):
        return from_place
    heading = None if columns else _of_several(text) or heading_of(text) or decision_of(text)
    if heading and ":" in text.letters:
        after, count = heading.end, heading.count
        told = listed_in(text, after, columns=columns, run_on=True, count=count)
        # 渝中区：巴蜀中学　张三
        return heading, [(at, {**told.lead, **person}) for at, person in told.people]
    told = listed_in(text, 0, columns=columns)
    if told.lead:
        return Heading("", told.lead, 0), told.people
    rich = any(person.keys() - _NAMED for _, person in told.people)
    return (None, told.people) if rich or not heading else (heading, ())


def _from_place(text: Text) -> tuple[Heading, People] | None:
    """The people of a line that begins with the place that they are from, which tells no more."""
    found = stretches(text) if ":" not in text.letters else []
    if len(found) < 2 or not _PLACE.fullmatch(text.letters, *found[0]):
        return None
    begin = found[1][0]
    rest = Text(text.parts(begin, len(text.letters)))
    told = listed_in(rest, 0, columns=True)
    people = [(begin + at, {**told.lead, **person}) for at, person in told.people]
    return (Heading("", {}, 0), people) if people else None


def _of_several(text: Text) -> Heading | None:
    """The heading of people of whom it names the first one, and how many they are."""
    match = _OF_SEVERAL.match(text.letters)
    spans = fields_of(match["title"]) if match else []
    if not match or Field.TITLE not in {field for field, _, _ in spans}:
        return None
    at = match.start("title")
    values = {field: candidate_of(text, field, at + a, at + b) for field, a, b in spans}
    return Heading("several", values, match.end(), counted=True, opens=True)
