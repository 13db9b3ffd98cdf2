"""Exports from the page: the same rows as the command line's, masked, and noted before they go."""

import csv
import io
import json

import pytest
from conftest import Browser, Site
from judged_cases import Sent, send
from python_calamine import CalamineWorkbook

from models.accounts import Role
from models.audit_queries import entries
from models.fields import Field
from models.work_queries import Chosen
from workers.export import keys, row_json, rows_of


@pytest.fixture
def ops(site: Site) -> Browser:
    return site.signed_in("ops", Role.OPERATOR)


@pytest.fixture
def refs(site: Site) -> list[str]:
    sent = [Sent("a", "张伟"), Sent.fitting("b", name="王芳")]
    return [send(site, one).submission.ref for one in sent]


def test_each_format_has_a_row_for_each(site: Site, ops: Browser, refs: list[str]):
    lines = ops.post("/operate/exports", kind="jsonl")
    rows = [json.loads(line) for line in lines.text.splitlines()]
    assert rows == [row_json(row, False) for row in rows_of(site.store, Chosen())]
    assert "attachment" in lines.headers["content-disposition"]

    table = ops.post("/operate/exports", kind="csv").content
    assert table.startswith(b"\xef\xbb\xbf")
    head, *cells = csv.reader(io.StringIO(table.decode("utf-8-sig")))
    assert (tuple(head), [row[0] for row in cells]) == (keys(), refs)

    book = CalamineWorkbook.from_filelike(
        io.BytesIO(ops.post("/operate/exports", kind="xlsx").content)
    )
    assert [row[0] for row in book.get_sheet_by_index(0).to_python()[1:]] == refs


def test_states_and_days_are_filtered(site: Site, ops: Browser, refs: list[str]):
    def exported(**asked: str) -> list[str]:
        text = ops.post("/operate/exports", kind="jsonl", **asked).text
        return [json.loads(line)["ref"] for line in text.splitlines()]

    assert exported(state="ready") == [refs[1]]
    assert exported(since="2020-01-01", before="2099-01-01") == refs
    for wrong in (
        {"since": "2099-01-01"},
        {"state": "no"},
        {"since": "gestern"},
        {"state": "failed"},
    ):
        answer = ops.post("/operate/exports", kind="jsonl", **wrong)
        assert answer.status_code == 422, wrong
    assert ops.post("/operate/exports", kind="pdf").status_code == 422


def test_identity_numbers_leave_masked_alone_and_the_trail_knows(site: Site, ops: Browser):
    with site.store.asking() as connection:
        assert entries(connection, action="exported") == []
    send(site, Sent("520102198001010013"))
    answer = ops.post("/operate/exports", kind="csv")
    assert "520102198001010013" not in answer.text
    assert str(Field.ID_NUMBER) in answer.text
    with site.store.asking() as connection:
        (entry,) = entries(connection, action="exported")
    assert (entry.body["rows"], entry.body["with_id_numbers"]) == (1, False)


def test_a_long_export_is_never_in_memory_as_a_whole(site: Site, ops: Browser, refs, monkeypatch):
    (row,) = list(rows_of(site.store, Chosen()))[:1]
    monkeypatch.setattr("web.operate_exports.rows_of", lambda *_: (row for _ in range(3000)))
    with ops.client.stream(
        "POST", "/operate/exports", data={"csrf": ops.token(), "kind": "csv"}
    ) as answer:
        parts = [len(part) for part in answer.iter_raw()]
    assert len(parts) > 10
