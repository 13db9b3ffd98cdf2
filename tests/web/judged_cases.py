"""Cases as the queue leaves them, without a worker: a certificate with two fields, one amiss."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from conftest import Site

from models.account_store import find_unit
from models.box import Box
from models.case_rows import find_case
from models.cases import Case
from models.comparisons import Comparison, ComparisonState, Segment, SegmentKind
from models.documents import Document, Inspection, PageFacts, PageSource, Reading
from models.fields import DocumentKind, Field
from models.findings import found
from models.submissions import Report, verdict_of
from models.work import NewAttachment, NewSubmission, WorkStage
from models.work_flow import Outcome
from ocr.frame import Frame
from ocr.page import PageText
from workers.queue_stages import PageResult, outcome_of
from workers.result_codec import to_bytes

PDF = Path(__file__).parents[2] / "fixtures/demo/agrees/certificate.pdf"
NUMBER = Field.CERTIFICATE_NUMBER
_PLACES = {Field.NAME: Box(100, 100, 160, 120), NUMBER: Box(100, 140, 220, 160)}


@dataclass(frozen=True)
class Sent:
    """What was sent: read differs from entered in the certificate's number where it is given."""

    key: str = "one"
    name: str = "张伟"
    number: str = "A2013001"
    read_number: str = "A2013007"
    unit: str | None = None
    owner_id: int | None = None
    profile: str = "gansu"

    @classmethod
    def fitting(cls, key: str, **more: str) -> "Sent":
        """One that nothing stands against."""
        return cls(key, read_number="A2013001", **more)


@cache
def _data() -> bytes:
    return PDF.read_bytes()


def send(site: Site, sent: Sent) -> Case:
    """Take it in and judge it, as the queue would."""
    kept = site.files.put(_data())
    given = NewAttachment(DocumentKind.CERTIFICATE, "证书.pdf", kept, len(_data()))
    unit_id = None
    if sent.unit:
        with site.store.asking() as connection:
            unit_id = find_unit(connection, sent.unit).id
    form = {"fields": {"name": sent.name, NUMBER.value: sent.number}, "declarations": {}}
    new = NewSubmission(
        sent.key, sent.profile, form, (given,), owner_id=sent.owner_id, unit_id=unit_id
    )
    (ref,) = site.store.receive([new])
    work_off(site, report_of(sent))
    return case(site, ref)


def case(site: Site, ref: str) -> Case:
    """A case as it stands now."""
    with site.store.asking() as connection:
        one = find_case(connection, ref)
    assert one is not None
    return one


def report_of(sent: Sent) -> Report:
    """What the checking makes of it."""
    readings = {
        Field.NAME: Reading(sent.name, sent.name, 0.99, 1, _PLACES[Field.NAME]),
        NUMBER: Reading(sent.read_number, sent.read_number, 0.98, 1, _PLACES[NUMBER]),
    }
    entered = {Field.NAME: sent.name, NUMBER: sent.number}
    comparisons = {field: _comparison(entered[field], readings[field]) for field in entered}
    findings = tuple(
        found(
            "FIELD_DIFFERS",
            field=field,
            document=DocumentKind.CERTIFICATE,
            page=1,
            zh=field.zh,
            en=field.en,
            entered=one.entered,
            read=one.read.value,
        )
        for field, one in comparisons.items()
        if one.state is ComparisonState.DIFFERS
    )
    document = Document("证书.pdf", DocumentKind.CERTIFICATE, readings, (), (), ())
    facts = PageFacts(1, 1654, 2339, 200.0, PageSource.SCAN)
    return Report(
        profile=sent.profile,
        verdict=verdict_of(findings),
        comparisons=comparisons,
        documents=(document,),
        inspections=(Inspection("证书.pdf", "", True, (facts,), ()),),
        photo=None,
        findings=findings,
        crops={},
    )


def _comparison(entered: str, reading: Reading) -> Comparison:
    same = entered == reading.value
    segments = (
        (Segment(SegmentKind.SAME, entered, entered),)
        if same
        else (
            Segment(SegmentKind.SAME, entered[:-1], entered[:-1]),
            Segment(SegmentKind.OTHER, entered[-1:], reading.value[-1:]),
        )
    )
    state = ComparisonState.AGREES if same else ComparisonState.DIFFERS
    kind = DocumentKind.CERTIFICATE
    return Comparison(entered, reading, state, None, "", "", segments, kind, "证书.pdf")


def work_off(site: Site, report: Report) -> None:
    """Do all work that waits, with this report for whoever is judged."""
    page = PageResult(PageText(Frame(0, 0.0, 595.0, 842.0), ()), ())
    outcomes = {
        WorkStage.INTAKE: Outcome(to_bytes(report.inspections[0]), pages=1),
        WorkStage.PAGE: Outcome(to_bytes(page)),
        WorkStage.JUDGE: outcome_of(report),
        WorkStage.REPORT: Outcome(report="e" * 64),
    }
    while sent := site.store.take_for_sending(1000):
        for one in sent:
            held = site.store.claim(one.id, "hand")
            assert held is not None
            site.store.finish(held, outcomes[held.subject.stage], "hand", 1)
