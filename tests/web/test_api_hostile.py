"""Files that mean harm, sent by programs: refused at once or found out by the checking."""

import io
import json
import time
import zipfile

import pytest
from conftest import Site
from judged_cases import PDF
from programs import Program, codes, program

from models.accounts import Role


def zip_bomb() -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr("zeros", b"\0" * 50_000_000)
    return packed.getvalue()


def handed(one: Program, data: bytes, kind: str = "certificate", name: str = "a.pdf"):
    return one.post(
        "/submissions",
        data={"submission": json.dumps({"profile": "gansu"})},
        files=[(kind, (name, data, "application/pdf"))],
    )


def test_what_is_no_paper_is_found_out(working: Site):
    """A file is looked at by its content, in a child process; its submission is blocked."""
    one = program(working, Role.APPLICANT)
    sent = {
        "zip bomb": zip_bomb(),
        "web page": b"<html><script>alert(1)</script></html>",
        "torn": PDF.read_bytes()[:500],
        "nothing of anything": bytes(range(256)) * 40,
    }
    refs = {}
    for name, data in sent.items():
        answer = handed(one, data)
        assert answer.status_code == 201, name
        refs[name] = answer.json()["ref"]
    patience = time.monotonic() + 120
    for name, ref in refs.items():
        while (told := one.get(f"/submissions/{ref}").json())["state"] in ("received", "checking"):
            assert time.monotonic() < patience, name
            time.sleep(0.2)
        assert told["verdict"] == "blocked", name
        result = one.get(f"/submissions/{ref}/result")
        assert result.status_code == 200
        assert any(one["severity"] == "error" for one in result.json()["findings"])
        assert "<script>" not in result.text
        back = one.get(f"/submissions/{ref}/files/0")
        assert back.headers["content-type"] == "application/octet-stream"
        assert "sandbox" in back.headers["content-security-policy"]


@pytest.mark.parametrize(
    ("kind", "name", "data", "code"),
    [
        ("certificate", "a.pdf", b"", "FILE_EMPTY"),
        ("photo", "a.jpg", b"<html>", "PHOTO_NOT_IMAGE"),
        ("photo", "a.jpg", b"\xff\xd8\xff" + b"\0" * 1000, "PHOTO_TRUNCATED"),
        ("certificate", "a.jpg", b"\xff\xd8\xff" + b"\0" * 1000, "PHOTO_TRUNCATED"),
    ],
)
def test_what_can_not_be_taken_is_refused_at_once(
    site: Site, kind: str, name: str, data: bytes, code: str
):
    one = program(site, Role.APPLICANT)
    answer = handed(one, data, kind, name)
    assert answer.status_code == 422
    assert code in codes(answer)
    assert one.get("/submissions").json()["submissions"] == [], "nothing is kept of it"


def test_a_file_over_the_limit_is_refused(site: Site):
    """101 MB, as a real client would send it."""
    one = program(site, Role.APPLICANT)
    answer = handed(one, b"%PDF-1.7\n" + b"\0" * (101 * 2**20))
    assert (answer.status_code, codes(answer)) == (422, ["FILE_TOO_LARGE"])


@pytest.mark.parametrize("name", ["../../etc/passwd", "a\r\nX: y.pdf", "\u202efdp.exe", "x" * 500])
def test_odd_names_of_files_are_names_and_nothing_else(site: Site, name: str):
    one = program(site, Role.APPLICANT)
    answer = handed(one, PDF.read_bytes(), name=name)
    assert answer.status_code in (201, 400)
    if answer.status_code == 201:
        (file,) = answer.json()["attachments"]
        assert "/" not in file["file"]
        assert len(file["file"]) <= 120
        assert file["file"].isprintable()
        back = one.get(f"/submissions/{answer.json()['ref']}/files/0")
        assert back.headers["content-disposition"].startswith("attachment; filename*=UTF-8''")


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"--x--\r\n",
        b"--x\r\n\r\n\r\n--x--\r\n",
        b'--x\r\nContent-Disposition: form-data; name="submission"\r\n\r\n{"profile": "gansu"}',
        b"--x\r\nContent-Disposition: form-data\r\n\r\nx\r\n--x--\r\n",
        b'--x\r\nContent-Disposition: form-data; name="submission"\r\n\r\n\xff\xfe\r\n--x--\r\n',
        b'--x\r\nContent-Disposition: form-data; name="submission"\r\n\r\n'
        + b"{" * 2_000_000
        + b"\r\n--x--\r\n",
        b"".join(
            b'--x\r\nContent-Disposition: form-data; name="other"; filename="a"\r\n\r\na\r\n'
            for _ in range(100)
        )
        + b"--x--\r\n",
    ],
)
def test_a_form_that_is_none_is_a_problem_and_no_failure(site: Site, body: bytes):
    one = program(site, Role.APPLICANT)
    kind = {"Content-Type": "multipart/form-data; boundary=x"}
    answer = one.post("/submissions", content=body, headers=kind)
    assert 400 <= answer.status_code < 500
    assert codes(answer)
