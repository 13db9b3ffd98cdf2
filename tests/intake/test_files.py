"""What a person is told of a file that can't be read, and of a file that is not a PDF."""

import os
import zipfile
from io import BytesIO
from pathlib import Path

import pytest

from intake.files import check_writable, read_file, shown, write_file
from intake.sniff import PDF, kind_of
from models.errors import FileRefused, UsageWrong
from models.settings import Settings

SETTINGS = Settings()


def refusal(path: Path, settings: Settings = SETTINGS) -> str:
    with pytest.raises(FileRefused) as caught:
        read_file(path, settings)
    (finding,) = caught.value.findings
    finding.message.encode("utf-8")
    finding.message_en.encode("utf-8")
    return finding.code


def test_a_file_is_read_whole(tmp_path: Path) -> None:
    (tmp_path / "证书.pdf").write_bytes(b"%PDF-1.7 whole")
    assert read_file(tmp_path / "证书.pdf", SETTINGS) == b"%PDF-1.7 whole"


def test_a_missing_file_a_folder_and_an_empty_file_are_told_apart(tmp_path: Path) -> None:
    (tmp_path / "empty.pdf").touch()
    assert refusal(tmp_path / "none.pdf") == "FILE_MISSING"
    assert refusal(tmp_path / "empty.pdf" / "x") == "FILE_MISSING"
    assert refusal(tmp_path) == "FILE_IS_FOLDER"
    assert refusal(tmp_path / "empty.pdf") == "FILE_EMPTY"


def test_a_pipe_or_a_device_is_refused_without_waiting(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.pdf")
    assert refusal(tmp_path / "pipe.pdf") == "FILE_UNREADABLE"
    assert refusal(Path("/dev/zero")) == "FILE_UNREADABLE"


def test_a_file_without_permission_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "a.pdf").write_bytes(b"x")

    def denied(*_: object) -> int:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(os, "open", denied)  # whoever runs the tests may be allowed everything
    assert refusal(tmp_path / "a.pdf") == "FILE_UNREADABLE"


def test_a_file_that_is_too_large_is_refused_before_it_is_read(tmp_path: Path) -> None:
    with (tmp_path / "big.pdf").open("wb") as file:
        file.truncate(2**40)  # takes no room; reading it would take hours
    assert refusal(tmp_path / "big.pdf") == "FILE_TOO_LARGE"


@pytest.mark.parametrize("name", ["a\nb", "a\udcffb", "\ud800", "x" * 5000, "a\0b", "{0}{file}"])
def test_odd_names_give_a_message_that_can_be_printed(tmp_path: Path, name: str) -> None:
    assert refusal(tmp_path / name) in {"FILE_MISSING", "FILE_UNREADABLE"}
    text = shown(Path(name))
    assert text.encode("utf-8")
    assert "\n" not in text
    assert len(text) <= 255


def zipped(*names: str) -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name in names:
            archive.writestr(name, "x")
    return out.getvalue()


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 500


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (b"\n\n junk %PDF-1.4", "PDF"),
        (b"\xff\xd8\xff\xe0\0\x10JFIF", "JPEG"),
        (b"\x89PNG\r\n\x1a\n", "PNG"),
        (b"II*\0", "TIFF"),
        (b"GIF89a", "GIF"),
        (b"BM\x10\0\0\0\0\0\0\0", "BMP"),
        (b"RIFF\0\0\0\0WEBP", "WebP"),
        (b"\0\0\0\x18ftypheic", "HEIC"),
        (zipped("word/document.xml"), "Word"),
        (zipped("xl/workbook.xml"), "Excel"),
        (zipped("ppt/presentation.xml"), "PPT"),
        (zipped("OFD.xml"), "OFD"),
        (zipped("a.jpg"), "ZIP"),
        (OLE + "WordDocument".encode("utf-16-le"), "Word"),
        (OLE + "Workbook".encode("utf-16-le"), "Excel"),
        (OLE + "WpsContent".encode("utf-16-le"), "WPS"),
        (b"Rar!\x1a\x07\0", "RAR"),
        (b"7z\xbc\xaf'\x1c", "7z"),
        (b"<!DOCTYPE html><p>", "网页"),
        (b"<?xml version='1.0'?><a/>", "XML"),
        ("姓名：张三".encode("gb18030"), "文本"),
        (b"MZ\x90\0", "程序"),
        (bytes(range(256)), "无法识别"),
        (b"", "无法识别"),
    ],
)
def test_the_person_is_told_what_the_file_is_by_its_content(data: bytes, name: str) -> None:
    assert name in kind_of(data).zh


def test_the_header_of_a_pdf_counts_only_near_the_start() -> None:
    assert kind_of(b" " * 1000 + b"%PDF-1.4") is PDF
    assert kind_of(b" " * 2000 + b"%PDF-1.4") is not PDF


def test_a_report_can_be_read_by_those_whom_the_persons_umask_lets(tmp_path: Path) -> None:
    before = os.umask(0o077)
    try:
        write_file(tmp_path / "report.html", b"of one person")
    finally:
        os.umask(before)
    assert (tmp_path / "report.html").stat().st_mode & 0o777 == 0o600
    assert [path.name for path in tmp_path.iterdir()] == ["report.html"]


def test_a_result_replaces_no_input_no_pipe_and_has_a_possible_name(tmp_path: Path) -> None:
    form, pipe, link = (tmp_path / name for name in ("form.json", "pipe", "link"))
    form.write_bytes(b"{}")
    os.mkfifo(pipe)
    link.symlink_to(form)
    for path in (form, link, pipe, tmp_path, tmp_path / "no" / "x", tmp_path / ("x" * 300)):
        with pytest.raises(UsageWrong) as caught:
            check_writable(path, tmp_path / "none", None, form)
        assert [finding.code for finding in caught.value.findings] == ["OUTPUT_UNWRITABLE"]
    check_writable(tmp_path / "report.html", tmp_path / ("x" * 300), form)
