"""The JSON of the commands has exactly the keys that other programs rely on."""

import json

from models.box import Box
from models.comparisons import Comparison, ComparisonState, Match, Segment, SegmentKind
from models.contract import (
    document_json,
    inspection_json,
    match_json,
    photo_check_json,
    photo_json,
    report_json,
)
from models.documents import Document, Inspection, Line, PageFacts, PageSource, Reading
from models.fields import DocumentKind, Field
from models.findings import Suggestion, found
from models.photos import Measures, Photo, PhotoOutcome, ReceiptState
from models.submissions import Report, Verdict

BOX = Box(10.04, 20.0, 30.16, 40.0)
READING = Reading("欧阳静怡", "欧 阳 静 怡", 0.98, 1, BOX)
FINDING = found(
    "FIELD_DIFFERS",
    field=Field.NAME,
    document=DocumentKind.CERTIFICATE,
    page=1,
    box=BOX,
    suggestion=Suggestion(Field.NAME, "欧阳静怡"),
    zh="姓名",
    en="name",
    entered="欧阳静",
    read="欧阳静怡",
)
DOCUMENT = Document(
    file="a.pdf",
    kind=DocumentKind.CERTIFICATE,
    fields={Field.NAME: READING},
    lines=(Line("姓名：欧 阳 静 怡", 0.99, 1, BOX),),
    rows=({Field.NAME: READING},),
    findings=(FINDING,),
)
PHOTO = Photo("out.jpg", 18231, 295, 413, 0.998)
MATCH = Match("s1", "工程技术人员", 0.97)
STATE = ComparisonState.DIFFERS
ALIKE = SegmentKind.LOOK_ALIKE
COMPARISON = Comparison(
    "欧阳静", READING, STATE, MATCH, "", "", (), DocumentKind.CERTIFICATE, "a.pdf"
)
REPORT = Report(
    profile="gansu",
    verdict=Verdict.BLOCKED,
    comparisons={Field.NAME: COMPARISON},
    documents=(DOCUMENT,),
    inspections=(),
    photo=PHOTO,
    findings=(FINDING,),
    crops={Field.NAME: b"png"},
)
READING_KEYS = ["value", "printed", "confidence", "page", "box"]
FINDING_KEYS = [
    "code",
    "severity",
    "field",
    "document",
    "message",
    "message_en",
    "source",
    "evidence",
    "suggestion",
]
PHOTO_KEYS = ["file", "bytes", "width_px", "height_px", "background_white"]


def printed(value):
    """As another program gets it."""
    return json.loads(json.dumps(value, ensure_ascii=False))


def test_inspect_prints_the_object_of_the_contract():
    pages = (
        PageFacts(1, 1654, 2339, 199.964, PageSource.SCAN),
        PageFacts(2, 1, 1, None, PageSource.TEXT),
    )
    told = printed(inspection_json(Inspection("a.pdf", "e3b0", True, pages, (FINDING,))))
    assert list(told) == ["file", "sha256", "accepted", "pages", "findings"]
    assert told["pages"] == [
        {"number": 1, "width_px": 1654, "height_px": 2339, "dpi": 200.0, "source": "scan"},
        {"number": 2, "width_px": 1, "height_px": 1, "dpi": None, "source": "text"},
    ]


def test_read_prints_the_object_of_the_contract():
    told = printed(document_json(DOCUMENT, lines=True))
    assert list(told) == ["file", "kind", "fields", "lines", "rows", "findings"]
    assert told["kind"] == "certificate"
    assert list(told["fields"]["name"]) == READING_KEYS
    assert told["fields"]["name"]["box"] == [10.0, 20.0, 30.2, 40.0]
    assert list(told["lines"][0]) == ["text", "confidence", "page", "box"]
    assert list(told["rows"][0]["name"]) == READING_KEYS


def test_check_prints_the_object_of_the_contract():
    told = printed(report_json(REPORT))
    promised = ["profile", "verdict", "fields", "documents", "photo", "findings"]
    assert list(told) == [*promised, "unclear", "advice"]
    assert told["verdict"] == "blocked"
    comparison = told["fields"]["name"]
    assert list(comparison) == ["entered", "read", "state", "matched", "note"]
    assert list(comparison["read"]) == READING_KEYS
    assert comparison["matched"] == {"id": "s1", "name": "工程技术人员", "score": 0.97}
    assert list(told["documents"][0]) == ["file", "kind", "fields", "rows", "findings"]
    assert list(told["photo"]) == PHOTO_KEYS


def test_match_prints_the_object_of_the_contract():
    segments = (Segment(SegmentKind.SAME, "工程技", "工程技"), Segment(ALIKE, "木", "术"))
    told = printed(match_json("series", "工程技木", [(MATCH, segments), (MATCH, ())]))
    assert list(told) == ["field", "text", "candidates"]
    candidate, exact = told["candidates"]
    assert candidate == {
        "id": "s1",
        "name": "工程技术人员",
        "score": 0.97,
        "differences": [{"kind": "look-alike", "at": 3, "text": "木", "name": "术"}],
    }
    assert exact["differences"] == []


def test_a_finding_is_the_object_of_the_contract():
    (told,) = printed(report_json(REPORT))["findings"]
    assert list(told) == FINDING_KEYS
    assert told["evidence"] == {"page": 1, "box": [10.0, 20.0, 30.2, 40.0]}
    assert told["suggestion"] == {"field": "name", "value": "欧阳静怡"}
    assert (told["field"], told["document"], told["severity"]) == ("name", "certificate", "error")


def test_what_a_finding_does_not_have_is_null():
    report = Report("gansu", Verdict.READY, {}, (), (), None, (found("DOCUMENT_NONE"),), {})
    told = printed(report_json(report))
    assert told["photo"] is None
    (finding,) = told["findings"]
    assert [key for key in FINDING_KEYS if finding[key] is None] == [
        "field",
        "document",
        "evidence",
        "suggestion",
    ]


def test_checking_a_photo_prints_what_making_one_does_and_more():
    more = ["dpi", "measures", "receipt"]
    measures = Measures(69.3, 0.404, 0.0, None, -0.5)
    photo = Photo("a.jpg", 1, 2, 3, 1.0, 300.0, measures, ReceiptState.FITS)
    told = printed(photo_check_json(PhotoOutcome(photo, ())))
    assert list(told) == [*PHOTO_KEYS, *more, "findings"]
    keys = ["eyes_px", "eye_line", "aside", "head_height", "tilt_degrees"]
    assert list(told["measures"]) == keys
    assert (told["receipt"], told["measures"]["head_height"]) == ("fits", None)
    refused = printed(photo_check_json(PhotoOutcome(None, ())))
    assert list(refused) == [*PHOTO_KEYS, *more, "findings"]
    assert all(refused[key] is None for key in [*PHOTO_KEYS, *more])


def test_photo_prints_the_object_of_the_contract_even_for_a_refused_photo():
    told = printed(photo_json(PhotoOutcome(PHOTO, ())))
    assert list(told) == [*PHOTO_KEYS, "findings"]
    assert told["bytes"] == 18231
    refused = printed(photo_json(PhotoOutcome(None, (found("FILE_EMPTY", file="a"),))))
    assert list(refused) == [*PHOTO_KEYS, "findings"]
    assert all(refused[key] is None for key in PHOTO_KEYS)
