"""Drafts of papers that stand in for missing ones, by the API and on the applicant's page."""

from dataclasses import replace
from io import BytesIO

import docx
import pytest
from conftest import Browser, Site
from judged_cases import Sent, report_of, send, work_off
from programs import codes, program

from intake.pdf import open_pdf
from models.account_store import find_login
from models.accounts import Role
from models.documents import Document
from models.fields import DocumentKind
from models.work import NewAttachment, NewSubmission

FIELDS = {
    "name": "马建国",
    "id_number": "622826198501306421",
    "employer": "兰州市第一人民医院",
    "title": "主治医师",
    "level": "中级",
}
FORM = {"fields": FIELDS, "declarations": {"documents": {"certificate": True, "approval": True}}}
ASKED = {"profile": "gansu", "form": FORM}
TYPES = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "pdf": "application/pdf",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
PLACES = [(1, "docx"), (1, "pdf"), (2, "xlsx")]


def submitted(site: Site, owner: int) -> str:
    """A judged submission of an account, with a certificate and an approval document; its ref."""
    kinds = (DocumentKind.CERTIFICATE, DocumentKind.APPROVAL)
    given = tuple(NewAttachment(one, f"{one}.pdf", site.files.put(b"%PDF"), 4) for one in kinds)
    form = {"fields": FIELDS, "declarations": {}}
    (ref,) = site.store.receive([NewSubmission("one", "gansu", form, given, owner_id=owner)])
    report = report_of(Sent(name="马建国"))
    approval = Document("approval.pdf", DocumentKind.APPROVAL, {}, (), (), ())
    work_off(site, replace(report, documents=(*report.documents, approval)))
    return ref


def is_download(answer: object, kind: str) -> None:
    assert answer.status_code == 200, answer.text
    assert answer.headers["content-type"] == TYPES[kind]
    assert answer.headers["content-disposition"].startswith("attachment; filename*=UTF-8''")
    assert answer.headers["content-disposition"].endswith(f".{kind}")
    assert answer.headers["x-content-type-options"] == "nosniff"


def test_what_a_form_lacks_is_drafted_and_nothing_is_kept(site: Site):
    one = program(site, Role.APPLICANT)
    letters = one.post("/letters", json=ASKED).json()["letters"]
    assert [(told["number"], told["kind"], told["formats"]) for told in letters] == [
        (1, "letter", ["docx", "pdf"]),
        (2, "list", ["xlsx"]),
    ]
    assert letters[0]["file"] == "马建国-评审表（认定表）缺失情况说明（草稿）"
    files = {}
    for number, kind in PLACES:
        answer = one.post(f"/letters/{number}/{kind}", json=ASKED)
        is_download(answer, kind)
        files[kind] = answer.content
    text = "\n".join(p.text for p in docx.Document(BytesIO(files["docx"])).paragraphs)
    assert "评审表" in text
    with open_pdf(files["pdf"]) as pdf:
        assert pdf.page_count == 1
    assert files["xlsx"][:2] == b"PK"
    assert one.get("/submissions").json()["submissions"] == []


@pytest.mark.parametrize("place", ["1/xlsx", "2/pdf", "3/pdf", "99/docx"])
def test_what_is_not_drafted_is_not_there(site: Site, place: str):
    one = program(site, Role.APPLICANT)
    assert codes(one.post(f"/letters/{place}", json=ASKED)) == ["API_NOT_THERE"]


def test_where_nothing_can_be_drafted_there_is_nothing(site: Site):
    one = program(site, Role.APPLICANT)
    for asked in (ASKED | {"profile": "guangxi"}, {"profile": "gansu"}):
        assert one.post("/letters", json=asked).json() == {"letters": []}
    odd = ASKED | {"form": {"fields": {"nmae": "x"}}}
    assert codes(one.post("/letters", json=odd)) == ["FORM_UNKNOWN_KEY"]


def test_a_submission_says_itself_which_papers_it_has(site: Site):
    one = program(site, Role.APPLICANT)
    # Its form says nothing of papers: those that came with it do.
    ref = submitted(site, one.account_id)
    letters = one.get(f"/submissions/{ref}/letters").json()["letters"]
    assert letters == one.post("/letters", json=ASKED).json()["letters"]
    for number, kind in PLACES:
        is_download(one.get(f"/submissions/{ref}/letters/{number}/{kind}"), kind)
    assert codes(one.get(f"/submissions/{ref}/letters/3/pdf")) == ["API_NOT_THERE"]


def test_nobody_gets_anothers(site: Site):
    one, two = program(site, Role.APPLICANT), program(site, *Role)
    ref = submitted(site, one.account_id)
    for place in ("letters", "letters/1/docx"):
        assert codes(two.get(f"/submissions/{ref}/{place}")) == ["API_NOT_THERE"], place


def test_while_it_is_checked_there_is_nothing_to_draft_by(site: Site):
    one = program(site, Role.APPLICANT)
    content = {"submission": '{"profile": "gansu"}'}
    ref = one.post("/submissions", files={"other": ("a", b"x")}, data=content).json()["ref"]
    answer = one.get(f"/submissions/{ref}/letters")
    assert codes(answer) == ["API_RESULT_NOT_READY"]
    assert answer.headers["retry-after"]


def signed_in(site: Site, login: str) -> tuple[Browser, int]:
    browser = site.signed_in(login, Role.APPLICANT)
    with site.store.asking() as connection:
        return browser, find_login(connection, login).account.id


def test_the_applicants_page_has_them_to_take_home(site: Site):
    li, id_ = signed_in(site, "li")
    ref = submitted(site, id_)
    drafted = li.get(f"/apply/{ref}").text
    assert "起草好的材料" in drafted
    for number, kind in PLACES:
        assert f'href="/apply/{ref}/letters/{number}/{kind}"' in drafted
        is_download(li.get(f"/apply/{ref}/letters/{number}/{kind}"), kind)
    assert li.get(f"/apply/{ref}/letters/9/pdf").status_code == 404
    assert li.get(f"/apply/{ref}/letters/1/xlsx").status_code == 404
    other, _ = signed_in(site, "wang")
    assert other.get(f"/apply/{ref}/letters/1/pdf").status_code == 403


def test_a_case_that_lacks_nothing_shows_none(site: Site):
    li, id_ = signed_in(site, "li")
    ref = send(site, Sent(owner_id=id_, profile="guizhou-historical")).submission.ref
    assert "起草好的材料" not in li.get(f"/apply/{ref}").text
