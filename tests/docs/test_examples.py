"""What the docs show can be copied: each example is taken from its page and tried."""

import json
import re
from dataclasses import replace
from pathlib import Path

import pymupdf
import pytest

from intake.form import parse_form
from intake.inspect import inspect_pdf
from models.advice import Advice, Choice, FieldWanted, PaperWanted, Question, Unclear, Wanted
from models.box import Box
from models.comparisons import Comparison, ComparisonState, Match, Segment, SegmentKind
from models.contract import (
    advised_json,
    document_json,
    inspection_json,
    match_json,
    photo_check_json,
    photo_json,
    report_json,
    ruling_json,
)
from models.documents import Document, Inspection, Line, PageFacts, PageSource, Reading
from models.errors import UsageWrong
from models.fields import DocumentKind, Field
from models.findings import Suggestion, found
from models.photos import Measures, Photo, PhotoOutcome, ReceiptState
from models.settings import Settings, load_settings
from models.submissions import Report, Ruling, Verdict
from ocr.document import assemble
from ocr.pdf_page import read_page

DOCS = Path(__file__).parents[2] / "docs"


def block(page: str, language: str, mark: str = "") -> str:
    """The first fenced block of a language after a mark."""
    text = (DOCS / page).read_text("utf-8")
    return re.search(rf"```{language}\n(.*?)```", text[text.index(mark) :], re.S)[1]


def test_the_example_of_a_form_is_accepted():
    form = parse_form(json.loads(block("forms.md", "json")))
    assert form.fields[Field.NAME] == "欧阳静怡"
    assert form.declarations["certificate_state"] == "held"


def test_the_example_of_a_settings_file_is_accepted(tmp_path, monkeypatch):
    path = tmp_path / "zhenghe.toml"
    path.write_text(block("settings.md", "toml"), "utf-8")
    monkeypatch.setenv("ZHENGHE_CONFIG", str(path))
    assert load_settings().dpi_max == 300


def test_an_unknown_name_in_a_settings_file_is_a_mistake(tmp_path, monkeypatch):
    path = tmp_path / "zhenghe.toml"
    path.write_text("dpi_maximum = 300\n", "utf-8")
    monkeypatch.setenv("ZHENGHE_CONFIG", str(path))
    with pytest.raises(UsageWrong):
        load_settings()


def test_the_example_of_labels_makes_them_known(tmp_path):
    own = tmp_path / "our-labels.toml"
    own.write_text(block("labels.md", "toml"), "utf-8")
    page = ("姓名：欧阳静怡", "所评职称：高级工程师", "获评年月：2013年12月", "存档编号：77120034")
    fields = fields_of(page, Settings(labels_file=own))
    assert fields == {
        Field.NAME: "欧阳静怡",
        Field.TITLE: "高级工程师",
        Field.OBTAINED_ON: "2013-12",
    }
    assert Field.OBTAINED_ON not in fields_of(page, Settings()), "the labels are new"


def fields_of(lines: tuple[str, ...], settings: Settings) -> dict[Field, str]:
    """What is read from a born-digital page with these lines."""
    document = pymupdf.open()
    writer = pymupdf.TextWriter(document.new_page().rect)
    for place, line in enumerate(lines):
        writer.append((80, 100 + 40 * place), line, font=pymupdf.Font("cjk"), fontsize=14)
    writer.write_text(document[0])
    data = document.tobytes()
    (facts,) = inspect_pdf("a.pdf", data, settings).pages
    read = assemble("a.pdf", {1: read_page(data, facts, settings)}, (), None, settings)
    return {field: reading.value for field, reading in read.fields.items()}


BOX = Box(1, 2, 3, 4)
READING = Reading("2013-01-25", "2013年1月25日", 0.9, 1, BOX)
FINDING = found(
    "PAGE_BLANK", field=Field.NAME, page=1, box=BOX, suggestion=Suggestion(Field.NAME, "x")
)
PHOTO = Photo("photo.jpg", 1, 2, 3, 1.0)
CHECKED = replace(PHOTO, measures=Measures(1, 1, 1, 1, 1), receipt=ReceiptState.FITS)
OTHER = Segment(SegmentKind.OTHER, "x", "y")
PAGES = (PageFacts(1, 1, 1, 75.0, PageSource.SCAN),)
COMPARED = Comparison("x", READING, ComparisonState.DIFFERS, None, "", "", (), None, None)
READ = Document(
    "a.pdf",
    DocumentKind.CERTIFICATE,
    {Field.NAME: READING},
    (Line("x", 1.0, 1, BOX),),
    (),
    (FINDING,),
)
UNCLEAR = (Unclear("X-02", "declarations.route", "？", "?"),)
ADVICE = Advice(
    topic="papers",
    title="",
    title_en="",
    zh="",
    en="",
    source="",
    choices=(Choice(Field.ISSUER, "x", "", "", ""),),
    papers=(PaperWanted("", "", "", "", DocumentKind.STATEMENT, False, "", ("employer",), ("x",)),),
    fields=(FieldWanted(Field.NAME, Wanted.PRESET, "x", "", ""),),
    steps=(("", ""),),
)
QUESTION = Question("declarations.route", "？", "?", (("exam", "考试", "an exam"),))
REPORT = Report(
    "gansu",
    Verdict.READY,
    {Field.NAME: COMPARED},
    (READ,),
    (),
    PHOTO,
    (FINDING,),
    {},
    UNCLEAR,
    (ADVICE,),
)
RULING = Ruling("gansu", Verdict.READY, (FINDING,), UNCLEAR, (ADVICE,), (QUESTION,))
SHAPES = {
    "inspect": inspection_json(Inspection("a.pdf", "0", True, PAGES, (FINDING,))),
    "read": document_json(READ, lines=True),
    "check": report_json(REPORT),
    "rules": ruling_json(RULING),
    "advise": advised_json(RULING, (Path("a.docx"),)),
    "photo": photo_json(PhotoOutcome(PHOTO, (FINDING,))),
    "photo-check": photo_check_json(PhotoOutcome(CHECKED, (FINDING,))),
    "match": match_json("series", "x", [(Match("1", "y", 0.5), (OTHER,))]),
}


@pytest.mark.parametrize("command", SHAPES)
def test_the_documented_json_has_the_shape_that_the_program_prints(command):
    documented = json.loads(block("json.md", "json", f"<!-- shape: {command} -->"))
    assert_same_shape(documented, SHAPES[command], command)


def assert_same_shape(documented: object, printed: object, where: str) -> None:
    """The same keys in the same order, down to where an example leaves off."""
    if isinstance(documented, list) and isinstance(printed, list):
        for entry in documented:
            assert printed, where
            assert_same_shape(entry, printed[0], f"{where}[]")
    if not (isinstance(documented, dict) and isinstance(printed, dict)):
        return
    if where.endswith(".fields"):  # any of the fields may stand there
        assert_same_shape(list(documented.values()), list(printed.values()), where)
        return
    assert list(documented) == list(printed), where
    for key, value in documented.items():
        assert_same_shape(value, printed[key], f"{where}.{key}")
