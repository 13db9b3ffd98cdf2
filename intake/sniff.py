"""What a file is by its content, whatever its name says."""

import codecs
import re
from typing import NamedTuple


class Kind(NamedTuple):
    """The name of a file format, in Chinese and English."""

    zh: str
    en: str


PDF = Kind("PDF 文档", "PDF document")
_JPEG = Kind("JPEG 图片", "JPEG picture")
_PNG = Kind("PNG 图片", "PNG picture")
_TIFF = Kind("TIFF 图片", "TIFF picture")
_GIF = Kind("GIF 图片", "GIF picture")
_BMP = Kind("BMP 图片", "BMP picture")
_WEBP = Kind("WebP 图片", "WebP picture")
_HEIC = Kind("HEIC 图片（苹果手机照片）", "HEIC picture")
_AVIF = Kind("AVIF 图片", "AVIF picture")
# Formats that a photo may have.
PICTURES = (_JPEG, _PNG, _TIFF, _GIF, _BMP, _WEBP, _HEIC, _AVIF)
_UNKNOWN = Kind("无法识别的数据", "unrecognised data")
_TEXT = Kind("纯文本", "plain text")
_WEB_PAGE = Kind("网页（HTML）", "web page (HTML)")
_XML = Kind("XML 文件", "XML file")
_SVG = Kind("SVG 矢量图", "SVG drawing")

_STARTS: tuple[tuple[bytes, Kind], ...] = (
    (rb"\xff\xd8\xff", _JPEG),
    (rb"\x89PNG\r\n\x1a\n", _PNG),
    (rb"II\*\x00|MM\x00\*", _TIFF),
    (rb"GIF8[79]a", _GIF),
    (rb"BM.{4}\x00{4}", _BMP),
    (rb"RIFF.{4}WEBP", _WEBP),
    (rb".{4}ftyp(hei|hev|mif1|msf1)", _HEIC),
    (rb".{4}ftypavi", _AVIF),
    (rb".{4}ftyp", Kind("视频", "video")),
    (rb"\x00\x00\x00\x0cJXL |\xff\x0a", Kind("JPEG XL 图片", "JPEG XL picture")),
    (rb"\x00\x00\x00\x0cjP  |\xff\x4f\xff\x51", Kind("JPEG 2000 图片", "JPEG 2000 picture")),
    (rb"8BPS", Kind("Photoshop 图片", "Photoshop picture")),
    (rb"AT&TFORM", Kind("DjVu 文档", "DjVu document")),
    (rb"\{\\rtf", Kind("Word 文档（RTF）", "Word document (RTF)")),
    (rb"%!PS", Kind("PostScript 文件", "PostScript file")),
    (rb"CAJ\x00|HN\x00|KDH", Kind("CAJ 文献", "CAJ document")),
    (rb"Rar!\x1a\x07", Kind("RAR 压缩包", "RAR archive")),
    (rb"7z\xbc\xaf\x27\x1c", Kind("7z 压缩包", "7z archive")),
    (rb"\x1f\x8b", Kind("GZIP 压缩包", "GZIP archive")),
    (rb"L\x00\x00\x00\x01\x14\x02\x00", Kind("Windows 快捷方式", "Windows shortcut")),
    (rb"MZ|\x7fELF|\xcf\xfa\xed\xfe|\xca\xfe\xba\xbe", Kind("可执行程序", "executable program")),
)

# By the names of the parts inside; what stands first wins.
_ZIPS: tuple[tuple[bytes, Kind], ...] = (
    (b"word/document", Kind("Word 文档", "Word document")),
    (b"xl/workbook", Kind("Excel 表格", "Excel workbook")),
    (b"ppt/presentation", Kind("PPT 演示文稿", "PowerPoint presentation")),
    (b"OFD.xml", Kind("OFD 文档", "OFD document")),
    (b"opendocument.", Kind("OpenDocument 文档", "OpenDocument file")),
    (b"", Kind("ZIP 压缩包", "ZIP archive")),
)
_OLES: tuple[tuple[bytes, Kind], ...] = tuple(
    (name.encode("utf-16-le"), kind)
    for name, kind in (
        ("EncryptedPackage", Kind("加密的 Office 文档", "encrypted Office document")),
        ("Wps", Kind("WPS 文档", "WPS document")),
        ("WordDocument", Kind("Word 文档", "Word document")),
        ("Workbook", Kind("Excel 表格", "Excel workbook")),
        ("PowerPoint Document", Kind("PPT 演示文稿", "PowerPoint presentation")),
        ("", Kind("旧版 Office 文档", "old Office document")),
    )
)


def kind_of(data: bytes) -> Kind:
    """Name what the content is; `PDF` for anything with a PDF header in its first 1024 bytes."""
    if b"%PDF-" in data[:1024]:
        return PDF
    if data.startswith(b"PK\x03\x04"):
        return next(kind for mark, kind in _ZIPS if mark in data)
    if data.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):
        return next(kind for mark, kind in _OLES if mark in data)
    for pattern, kind in _STARTS:
        if re.match(pattern, data, re.DOTALL):
            return kind
    return _text_kind(data[:4096])


def _text_kind(start: bytes) -> Kind:
    """Tell web pages, XML and plain text from data that is none of them."""
    text = _decoded(start)
    if not text.strip() or any(ord(c) < 32 and c not in "\t\n\r\f\x1b" for c in text):
        return _UNKNOWN
    opening = text.lstrip("\ufeff \t\r\n").lower()
    if re.match(r"<!doctype html|<html|<head|<body", opening) or "<html" in opening:
        return _WEB_PAGE
    if "<svg" in opening:
        return _SVG
    return _XML if opening.startswith("<?xml") else _TEXT


def _decoded(start: bytes) -> str:
    """The text, or an empty string; the end may cut a character in two."""
    encodings = ("utf-16",) if start[:2] in (b"\xff\xfe", b"\xfe\xff") else ("utf-8", "gb18030")
    for encoding in encodings:
        try:
            return codecs.getincrementaldecoder(encoding)().decode(start)
        except UnicodeDecodeError:
            continue
    return ""
