"""Lists in the order of the document: people, and the headings that hold for them."""

import re
from collections.abc import Iterator, Sequence

from models.box import Box
from models.fields import Field
from ocr.layout import Candidate
from ocr.row_groups import Headings, heading_of
from ocr.row_layouts import Listed
from ocr.row_names import Named, names_in, share_of_surnames
from ocr.row_paragraphs import Paragraph
from ocr.row_people import Entry
from ocr.row_text import Text

_INDENTED = 9.0  # letters that names are set in from the margin at most; a signature stands beyond
_SURNAMES = 0.5  # share of names with a known surname, under a heading
_SURNAMES_ALONE = 0.8  # the same without one
_FEWEST_ALONE = 3  # names in a line without a heading
_SPECK = 4  # letters of a line that may be a part of a stamp and ends no list
_ANNOUNCED = re.compile(r"(名单|人员)[^。;]{0,6}:?$|如下:$")

Person = dict[Field, tuple[Candidate, int]]  # each value with its page
_Across = tuple[Box, Text]


class Flow:
    """Reads a document page by page; people holds whom it has met, regions what lists take."""

    def __init__(self) -> None:
        self.people: list[Person] = []
        self.regions: dict[int, list[Box]] = {}
        self._headings = Headings()
        self._pending: list[tuple[int, Box]] = []  # lines of headings that nobody stood under yet
        self._listing = self._announced = False
        self._unfinished: Paragraph | None = None

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
            self._paragraph(paragraph)

    def _take(self, paragraph: Paragraph, *, last: bool) -> None:
        held = self._unfinished
        if held and held.goes_on_in(paragraph):
            self._unfinished, paragraph = None, held.joined(paragraph)
        self.end()
        if last and paragraph.full:
            self._unfinished = paragraph
        else:
            self._paragraph(paragraph)

    def _enter(self, entry: Entry) -> None:
        """A person of a table: what the table itself tells counts more than headings above it."""
        above = self._headings.values if self._headings.certain else {}
        own = {field: (value, entry.page) for field, value in entry.values.items()}
        self.people.append({**above, **own})
        self._settle()

    def _across(self, page: int, event: _Across) -> None:
        """A cell across a table that tells of the people below it."""
        heading = heading_of(event[1])
        if heading and heading.end == len(event[1].letters):
            self._headings.add(heading, page)

    def _paragraph(self, paragraph: Paragraph) -> None:
        text, columns = paragraph.text, paragraph.columns
        heading = None if columns else heading_of(text)
        people = names_in(text, heading.end if heading else 0, columns=columns)
        if heading and (people or heading.end == len(text.letters)):
            self._headings.add(heading, paragraph.page_of(0))
            self._pending += paragraph.lines
            self._listing = True
            self._list(paragraph, people)
        elif not heading and people and self._is_list(paragraph, people):
            self._pending += paragraph.lines
            self._list(paragraph, people)
        elif len(text.letters) > _SPECK and not columns:
            self._headings.clear()
            self._pending.clear()
            self._listing = False
            self._announced = _ANNOUNCED.search(text.letters) is not None

    def _is_list(self, paragraph: Paragraph, people: list[tuple[int, Named]]) -> bool:
        """Are these people, and no words that look like names?"""
        known = share_of_surnames([person for _, person in people])
        if paragraph.offset > _INDENTED:
            return False
        if self._listing and self._headings.certain:
            return known >= _SURNAMES
        fewest = 2 if self._listing else _FEWEST_ALONE
        begun = self._listing or self._announced
        return begun and len(people) >= fewest and known >= _SURNAMES_ALONE

    def _list(self, paragraph: Paragraph, people: list[tuple[int, Named]]) -> None:
        above = self._headings.values
        for position, named in people:
            page = paragraph.page_of(position)
            own = {field: (value, page) for field, value in named.items()}
            self.people.append({**above, **own})
        if people:
            self._listing = True
            self._settle()

    def _settle(self) -> None:
        """Headings that people stand under belong to the list."""
        for page, box in self._pending:
            self.regions.setdefault(page, []).append(box)
        self._pending.clear()


def _events(table: Listed) -> Iterator[tuple[float, Entry | _Across | Paragraph]]:
    """What a table holds and how far down; people stay in its order where no heading parts them."""
    headings = [(box, text) for box, runs in table.headings if (text := Text(runs)).letters]
    top = min(entry.place[0] for entry in table.entries)
    for entry in table.entries:
        yield entry.place[0] if headings else top, entry
    for box, text in headings:
        yield box.y0, (box, text)
