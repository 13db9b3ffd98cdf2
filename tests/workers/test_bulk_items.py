"""A list of submissions is understood, and everything that is wrong with one is told at once."""

import json
from pathlib import Path

import pytest

from models.errors import FileRefused, UsageWrong
from models.fields import DocumentKind
from models.settings import Settings
from workers.bulk_items import Item, Refusal, SubmissionList

FORM = {"fields": {"name": "欧阳静怡"}, "declarations": {}}


def folder(path: Path, *files: str, form: object = FORM, profile: str = "") -> Path:
    """A subfolder for one submission."""
    path.mkdir(parents=True)
    if form is not None:
        (path / "form.json").write_text(json.dumps(form, ensure_ascii=False), "utf-8")
    if profile:
        (path / "profile.txt").write_text(f"\ufeff{profile}\n", "utf-8")
    for name in files:
        (path / name).write_bytes(b"x")
    return path


def read(path: Path, profile: str | None = "gansu") -> list[Item | Refusal]:
    return list(SubmissionList(path, profile, Settings()))


def codes(one: Item | Refusal) -> set[str]:
    assert isinstance(one, Refusal)
    return {finding.code for finding in one.findings}


def lines(tmp_path: Path, *content: object) -> Path:
    path = tmp_path / "list.jsonl"
    texts = (one if isinstance(one, str) else json.dumps(one) for one in content)
    path.write_text("\n".join(texts), "utf-8")
    return path


def test_the_papers_of_a_folder_are_known_by_their_names(tmp_path):
    files = ("Certificate.PDF", "任职资格文件.pdf", "other-2.pdf", "other.pdf", "photo.heic")
    folder(tmp_path / "b", *files, "Thumbs.db", ".DS_Store", "notes.txt")
    folder(tmp_path / "a", profile="guangxi")
    (tmp_path / ".hidden").mkdir()
    first, second = read(tmp_path)
    assert (first.key, first.profile, first.sources) == ("a", "guangxi", ())
    assert (second.place, second.key, second.profile, second.form) == ("b", "b", "gansu", FORM)
    assert [(one.kind, one.path.name) for one in second.sources] == [
        (DocumentKind.CERTIFICATE, "Certificate.PDF"),
        (DocumentKind.APPROVAL, "任职资格文件.pdf"),
        (DocumentKind.PHOTO, "photo.heic"),
        (DocumentKind.OTHER, "other-2.pdf"),
        (DocumentKind.OTHER, "other.pdf"),
    ]


def test_all_mistakes_of_a_folder_are_told_and_the_next_is_read(tmp_path):
    folder(
        tmp_path / "a",
        "证书.pdf",
        "certificate.jpg",
        "photo.jpg",
        "photo.png",
        form={"fields": {"nmae": "x"}},
        profile="gansuu",
    )
    folder(tmp_path / "b")
    first, second = read(tmp_path)
    assert codes(first) == {
        "PROFILE_UNKNOWN",
        "FORM_UNKNOWN_KEY",
        "SUBMIT_FILE_UNKNOWN",
        "SUBMIT_FILE_TWICE",
    }
    assert len(first.findings) == 5
    assert not first.unread
    assert second.key == "b"


def test_a_form_that_is_missing_or_broken_is_told(tmp_path):
    folder(tmp_path / "a", form=None)
    (folder(tmp_path / "b") / "form.json").write_text("{", "utf-8")
    folder(tmp_path / "c")
    missing, broken, _good = read(tmp_path)
    assert (codes(missing), missing.unread) == ({"FILE_MISSING"}, True)
    assert (codes(broken), broken.unread) == ({"FORM_NOT_JSON"}, True)


def test_who_names_no_collection_needs_one(tmp_path):
    folder(tmp_path / "a")
    assert codes(read(tmp_path, None)[0]) == {"SUBMIT_NO_PROFILE"}
    with pytest.raises(UsageWrong):
        read(tmp_path, "nowhere")


def test_lines_name_their_files_beside_the_list(tmp_path):
    good = {
        "key": "k1",
        "profile": "gansu",
        "form": FORM,
        "attachments": {"certificate": "a/b.pdf", "other": ["c.pdf", "d.pdf"]},
        "photo": "p.jpg",
    }
    path = lines(tmp_path, good, "", {"key": "k2", "form": FORM})
    first, second = read(path)
    assert [one.path.relative_to(tmp_path).as_posix() for one in first.sources] == [
        "a/b.pdf",
        "p.jpg",
        "c.pdf",
        "d.pdf",
    ]
    assert (first.place, second.place, second.key) == ("1", "3", "k2")


@pytest.mark.parametrize(
    ("line", "wanted"),
    [
        ("not json", {"FORM_NOT_JSON"}),
        ("[]", {"FORM_WRONG_TYPE"}),
        ({"form": FORM}, {"SUBMIT_KEY_WRONG"}),
        ({"key": " a", "form": FORM}, {"SUBMIT_KEY_WRONG"}),
        ({"key": "a\u0000", "form": FORM}, {"SUBMIT_KEY_WRONG"}),
        ({"key": "a" * 201, "form": FORM}, {"SUBMIT_KEY_WRONG"}),
        ({"key": 7, "profile": 8, "form": []}, {"FORM_WRONG_TYPE"}),
        ({"key": "a", "from": FORM}, {"FORM_UNKNOWN_KEY"}),
        ({"key": "a", "attachments": {"certificat": "x"}}, {"FORM_UNKNOWN_KEY"}),
        ({"key": "a", "attachments": {"certificate": ["x"]}}, {"FORM_WRONG_TYPE"}),
        ({"key": "a", "attachments": {"other": [1]}, "photo": 3}, {"FORM_WRONG_TYPE"}),
        ({"key": "a", "attachments": []}, {"FORM_WRONG_TYPE"}),
    ],
)
def test_what_is_wrong_with_a_line_is_told(tmp_path, line, wanted):
    bad, good = read(lines(tmp_path, line, {"key": "k", "form": FORM}))
    assert codes(bad) == wanted
    assert isinstance(good, Item)


def test_nothing_to_submit_is_a_mistake(tmp_path):
    with pytest.raises(UsageWrong):
        read(tmp_path)
    with pytest.raises(FileRefused):
        read(tmp_path / "none.jsonl")
