"""Lists in the order of the document: people, and the headings that hold for them."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from models.box import Box
from models.fields import Field
from ocr.layout import Candidate
from ocr.prose_words import is_known_title
from ocr.row_groups import Heading, candidate_of, fields_of, heading_of
from ocr.row_headings import Headings
from ocr.row_layouts import Listed
from ocr.row_names import Named, share_of_surnames
from ocr.row_numbering import is_numbered
from ocr.row_paragraphs import Paragraph
from ocr.row_people import Entry
from ocr.row_sentences import told_in
from ocr.row_text import Text
from ocr.row_titled import beside_unit, listed_in
from ocr.row_told import people_of

_INDENTED = 9.0  # letters that names are set in from the margin at most; a signature stands beyond
_SURNAMES = 0.5  # share of names with a known surname, under a heading
_SURNAMES_ALONE = 0.8  # the same without one
_FEWEST_ALONE = 3  # names in a line without a heading
_FEWEST_CENTRED = 2  # names in a line that is set in far
_SPECK = 4  # letters of a line that may be a part of a stamp and ends no list
_ANNOUNCED = re.compile(
    r"(名单|名册|人员)[^。;]{0,6}:?$|(人员|同志)[^。;]{0,30}:$"
    r"|现将[^。;]{2,40}(?:名单|人员)[^。;]{0,40}。?$|(?:下列|以下|如下)[^。;]*:$|(?:下列|以下)\d*[名位个]?(?:同志|人员)|[^第]\d+[名位个](?:同志|人员)"
    r"|等\d*[名位个]?(?:同志|人员?)[^。;]{0,4}(?:[具其][备有]|取得|获得)"
)
_DECIDED = re.compile(
    r"(?:同意|批准|确认|认定|决定|公布|批复|答复|意见|通过)[^。;,]{0,6}:$"
)  # on one or several
_DECIDES = re.compile(r"同意|批准|确认|授予|[具其]备|[具其]有|取得|获得|符合")
_ASIDE = re.compile(r"[(〔][^()〔〕]*[)〕]|共?\d+[人名位]")
# 未通过人员：张三、李四; 取消下列人员任职资格：
_REFUSES = re.compile(
    r"[^。;:]{0,16}(?:未(?:获|能)?通过|取消|撤销|不同意|不予|暂缓)[^,。;:]{0,20}(?:人员|同志|名单)[^,。;:]{0,16}(?::|$)"
)
# Who printed a paper: 校对：王静, of which somebody may be in a list, and 打印：李红.
_PRINTED = re.compile(
    r"(?:主题词|抄[送报]|主送|打[印字]|拟稿|核稿|印制)[人员]?:|校对[人员]?:(?:[^:、,]{2,4}$|.*(?:打[印字]|[共印]\d|份))"
)
# 土肥：王静, but nobody who judges or signs: 主任委员：李红
_WORD_BEFORE = re.compile(r"([\u4e00-\u9fff]{2,4})(?<![人员长任委者]):(?=.)")
# 甘肃省水利厅：你厅报来的材料收悉: who is addressed hands in for others
_ADDRESSES = re.compile("你[厅局委会部处办省市州县区]|[收获]?悉[。,]|收悉")
_OFFICE = re.compile(r"(?:[厅局委会部处]|办公室|改办|政府|公署|小组|集团)$")
_WARD = re.compile(r"[\u4e00-\u9fff]{1,6}科")
_NAMED = {Field.NAME, Field.SEX}


def _is_said_to(letters: str) -> bool:
    """Does a paper begin to speak here to whom it is addressed, right above?"""
    told = (_ADDRESSES, _DECIDED, _ANNOUNCED)
    return any(pattern.search(letters) for pattern in told)


Person = dict[Field, tuple[Candidate, int]]  # each value with its page
_Across = tuple[Box, Text]


class Flow:
    """Reads a document page by page; people holds whom it has met, regions what lists take."""

    def __init__(self) -> None:
        self.people: list[Person] = []
        self.regions: dict[int, list[Box]] = {}
        self._headings = Headings()
        self._pending: list[tuple[int, Box]] = []  # lines of headings that nobody stood under yet
        self._listing = self._announced = self._decided = self._refused = False
        self._unfinished: Paragraph | None = None
        self._offset: float | None = None  # where the names of the last line of columns begin

    def read(self, page: int, tables: Sequence[Listed], paragraphs: Sequence[Paragraph]) -> None:
        """Take in one page."""
        events = [event for table in tables for event in _events(table)]
        for table in tables:
            self.regions.setdefault(page, []).extend(table.regions)
        events += [(paragraph.lines[0][1].y0, paragraph) for paragraph in paragraphs]
        events.sort(key=lambda event: event[0])
        for number, (_, event) in enumerate(events):
            if isinstance(event, Paragraph):
                self._take(event, last=number == len(events) - 1)
                continue
            self.end()
            if isinstance(event, Entry):
                self._enter(event)
            else:
                self._across(page, event)

    def end(self) -> None:
        """Take what was held back because it might have gone on."""
        if self._unfinished:
            paragraph, self._unfinished = self._unfinished, None
            self._clauses(paragraph)

    def done(self) -> None:
        """The document ends; one person on whom alone it decides is no list."""
        self.end()
        if self._decided and len(self.people) == 1:
            self.people.clear()

    def _take(self, paragraph: Paragraph, *, last: bool) -> None:
        held = self._unfinished
        if held and held.goes_on_in(paragraph):
            self._unfinished, paragraph = None, held.joined(paragraph)
        self.end()
        if last and paragraph.unfinished:
            self._unfinished = paragraph
        else:
            self._clauses(paragraph)

    def _enter(self, entry: Entry) -> None:
        """A person of a table: what the table itself tells counts more than headings above it."""
        unit = self._headings.values.get(Field.EMPLOYER)
        if unit and not _OFFICE.search(unit[0].printed):
            self._headings.trust()  # 某某县人民医院 right above a table
        above = _besides(entry.values, self._headings.values if self._headings.certain else {})
        values = _under_title(entry.values, above)
        own = {field: (value, entry.page) for field, value in values.items()}
        self.people.append({**above, **own})
        self._settle(1)

    def _across(self, page: int, event: _Across) -> None:
        """A cell across a table that tells of the people below it."""
        heading = heading_of(event[1])
        if heading and heading.end == len(event[1].letters):
            self._headings.add(replace(heading, counted=True), page)

    def _clauses(self, paragraph: Paragraph) -> None:
        for clause in paragraph.clauses():
            self._paragraph(clause)

    def _paragraph(self, paragraph: Paragraph) -> None:
        text, columns = paragraph.text, paragraph.columns
        if _ASIDE.fullmatch(text.letters):
            return
        unit = self._headings.values.get(Field.EMPLOYER)
        if unit and _OFFICE.search(unit[0].printed) and _is_said_to(text.letters):
            self._clear()
        if told := told_in(text, listing=self._announced):
            self._list(paragraph, told)
            self._clear()
            self._announced = True  # others of the list may follow
            return
        if _REFUSES.match(text.letters) or _PRINTED.match(text.letters):
            self._clear()
            self._refused = True
            return
        heading, people = people_of(text, columns)
        if not (heading or columns) and (after := _WORD_BEFORE.match(text.letters)):
            heading, people = self._behind_word(text, *after.span(1), people)
        if self._refused and heading is None and not _ANNOUNCED.search(text.letters):
            return
        self._refused = False
        known = (self._listing and self._headings.certain) or (self._announced and self.people)
        known = known and columns and paragraph.offset <= _INDENTED
        if known and not people and (person := beside_unit(text)):
            self._pending += paragraph.lines
            self._list(paragraph, person)
            return
        if known and not people and self._listing:
            people = self._run_on(text)
        stands_above = heading is not None and heading.end == len(text.letters)
        if stands_above or (people and self._is_list(paragraph, heading, people)):
            if heading:
                self._headings.add(replace(heading, leads=not stands_above), paragraph.page_of(0))
            # What decides on the whole document is no part of the list alone.
            if not (heading and heading.decides) and not _DECIDES.search(text.letters):
                self._pending += paragraph.lines
            self._listing = True
            self._list(paragraph, people)
        elif self._listing and (is_numbered(text.letters) or (heading and heading.opens)):
            return  # an entry that is not understood ends no list
        elif len(text.letters) > _SPECK and not columns:
            self._clear()
            decided = _DECIDED.search(text.letters) is not None
            self._announced = decided or _ANNOUNCED.search(text.letters) is not None
            self._decided = self._decided or decided

    def _behind_word(
        self, text: Text, begin: int, end: int, people: Sequence[tuple[int, Named]]
    ) -> tuple[Heading | None, Sequence[tuple[int, Named]]]:
        """The people behind a word and a colon, which is nobody: among subjects it is another one.

        土肥：王静 below 植保：李红 tells of what 王静 does.
        """
        after = text.letters.index(":") + 1
        if fields_of(text.letters[after:]):  # 王静：高级工程师
            return None, people
        behind = listed_in(text, after, columns=False, run_on=True).people
        if share_of_surnames([person for _, person in behind]) < _SURNAMES_ALONE:
            return None, people
        if Field.SPECIALTY not in self._headings.values:
            return None, behind
        value = candidate_of(text, Field.SPECIALTY, begin, end)
        return Heading("", {Field.SPECIALTY: value}, end + 1, opens=True), behind

    def _run_on(self, text: Text) -> Sequence[tuple[int, Named]]:
        """The people of a line of columns two of which are read without a gap: 李建国赵敏.

        None where a surname is not known, or where the heading speaks of fewer people.
        """
        people = listed_in(text, 0, columns=True, run_on=True).people
        sure = share_of_surnames([person for _, person in people]) == 1
        return people if sure and self._headings.allows(len(people)) else ()

    def _clear(self) -> None:
        self._headings.clear()
        self._pending.clear()
        self._listing = self._announced = False
        self._offset = None

    def _is_list(
        self, paragraph: Paragraph, heading: Heading | None, people: Sequence[tuple[int, Named]]
    ) -> bool:
        """Are these people, and no words that look like names?"""
        if heading and heading.end:
            return True
        known = share_of_surnames([person for _, person in people])
        if paragraph.offset > _INDENTED and not self._are_centred(paragraph, people):
            return False
        # 逄静(某某学校) is somebody, whatever the surname.
        rich = all(Field.EMPLOYER in person for _, person in people)
        if self._listing and self._headings.certain:
            return known >= _SURNAMES or rich or self._headings.announces(len(people))
        told = heading is not None or any(person.keys() - _NAMED for _, person in people)
        last = self._in_column(paragraph)
        fewest = 1 if told or last else 2 if self._listing else _FEWEST_ALONE
        begun = self._listing or self._announced
        in_list = self._listing or is_numbered(paragraph.text.letters)
        sure = known >= _SURNAMES_ALONE or (rich and in_list)
        return begun and len(people) >= fewest and sure

    def _are_centred(self, paragraph: Paragraph, people: Sequence[tuple[int, Named]]) -> bool:
        """Are these names in the middle of the lines of a list, and no signature?"""
        several = paragraph.columns and len(people) >= _FEWEST_CENTRED
        return bool(several and self._listing and self._announced)

    def _in_column(self, paragraph: Paragraph) -> bool:
        """Does a single name stand where the names above it begin, as the last of columns?"""
        return self._offset is not None and abs(paragraph.offset - self._offset) < 1

    def _list(self, paragraph: Paragraph, people: Sequence[tuple[int, Named]]) -> None:
        self._refused = False
        above = self._headings.values
        for position, named in people:
            page = paragraph.page_of(position)
            own = {field: (value, page) for field, value in _under_title(named, above).items()}
            self.people.append({**_besides(named, above), **own})
        if people:
            self._offset = paragraph.offset if paragraph.columns else None
            self._listing = True
            self._settle(len(people))

    def _settle(self, people: int) -> None:
        """Headings that people stand under belong to the list."""
        self._headings.settle(people)
        for page, box in self._pending:
            self.regions.setdefault(page, []).append(box)
        self._pending.clear()


def _besides(own: Mapping[Field, Candidate], above: Person) -> Person:
    """What headings say above a person whose row tells the unit: 中医内科 over it is no unit."""
    unit = above.get(Field.EMPLOYER)
    if unit is None or Field.EMPLOYER not in own:
        return above
    if Field.SPECIALTY in own or not _WARD.fullmatch(unit[0].printed):
        return above
    return {Field.SPECIALTY: (replace(unit[0], field=Field.SPECIALTY), unit[1]), **above}


def _under_title(own: Mapping[Field, Candidate], above: Person) -> Mapping[Field, Candidate]:
    """What a row tells: 期刊编辑 under the title 编辑 is what somebody edits."""
    title, over = own.get(Field.TITLE), above.get(Field.TITLE)
    if title is None or over is None or Field.SPECIALTY in own or is_known_title(title.printed):
        return own
    if title.printed == over[0].printed or not title.printed.endswith(over[0].printed[-2:]):
        return own
    told = {Field.SPECIALTY: replace(title, field=Field.SPECIALTY)}
    return told | {field: value for field, value in own.items() if field is not Field.TITLE}


def _events(table: Listed) -> Iterator[tuple[float, Entry | _Across | Paragraph]]:
    """What a table holds and how far down; people stay in its order below each heading."""
    headings = [(box, text) for box, runs in table.headings if (text := Text(runs)).letters]
    for entry in table.entries:
        at = entry.place[0]
        top = next((box.y0 for box in table.regions if box.y0 <= at <= box.y1), at)
        above = [box.middle for box, _ in headings if top < box.middle < at]
        yield max(above, default=top), entry
    for box, text in headings:
        yield box.y0, (box, text)
