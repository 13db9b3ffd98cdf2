"""QR codes are decoded however they lie; what they state is taken only where it is plain."""

import json
import random

import cv2
import numpy as np
import pymupdf
import pytest

from fixtures.approvals import approval
from fixtures.ecertificates import CODES, Variant, e_certificate
from fixtures.scans import LEVELS, look, page_image
from models.box import Box
from models.documents import Reading
from models.errors import UsageWrong
from models.fields import Field
from ocr.codes import contradictions, decode_codes, fields_of_code, load_keys, unreadable_code

NUMBER = "甘中201074138"
STATED = {Field.NAME: "欧阳静怡", Field.CERTIFICATE_NUMBER: NUMBER}
BOX = Box(10, 20, 30, 40)


def image_of(data):
    coded = cv2.imdecode(np.frombuffer(data, np.uint8), cv2.IMREAD_COLOR)
    return np.ascontiguousarray(coded[:, :, ::-1])


def drawn(text, side=6):
    modules = cv2.QRCodeEncoder.create().encode(text)
    whole = cv2.resize(modules, None, fx=side, fy=side, interpolation=cv2.INTER_NEAREST)
    sheet = np.full((700, 700, 3), 255, np.uint8)
    sheet[200 : 200 + len(whole), 300 : 300 + len(whole)] = whole[:, :, None]
    return sheet, len(whole)


def readings(**values):
    return {Field(key): Reading(value, value, 0.99, 1, BOX) for key, value in values.items()}


def test_a_code_is_decoded_and_its_place_told():
    sheet, size = drawn("姓名：欧阳静怡")
    (code,) = decode_codes(sheet)
    assert code.text == "姓名：欧阳静怡"
    assert 300 <= code.box.x0 < code.box.x1 <= 300 + size
    assert 200 <= code.box.y0 < code.box.y1 <= 200 + size


def test_a_page_without_a_code_has_none():
    assert decode_codes(np.full((300, 300, 3), 255, np.uint8)) == []


def test_a_code_that_is_there_and_can_not_be_decoded_has_no_text():
    sheet, size = drawn("证书编号：" + NUMBER)
    noise = np.random.default_rng(0).integers(0, 2, (size // 6 - 24, size // 6 - 24), np.uint8)
    patch = np.kron(noise * 255, np.ones((6, 6), np.uint8))
    start = 72  # past the quiet zone and the finder patterns
    sheet[200 + start : 200 + start + len(patch), 300 + start : 300 + start + len(patch)] = patch[
        :, :, None
    ]
    (code,) = decode_codes(sheet)
    assert code.text == ""
    finding = unreadable_code(1, code.box)
    assert (finding.code, finding.evidence.box) == ("QR_UNREADABLE", code.box)


def test_a_list_of_names_holds_no_code():
    """Characters between rules pass for the finder patterns of a code."""
    with pymupdf.open(stream=approval(5, "merged-cells").pdf) as pdf:
        page = pdf[1].get_pixmap(dpi=200)
    image = np.frombuffer(page.samples, np.uint8).reshape(page.h, page.w, page.n)
    assert decode_codes(image) == []


@pytest.mark.parametrize("turned", [0, 90, 180, 270])
@pytest.mark.parametrize("kind", CODES)
def test_the_code_of_a_certificate_is_read_whichever_way_the_page_lies(kind, turned):
    specimen = e_certificate(1, Variant(code=kind))
    how = look("clean", random.Random(1), 150)
    image = np.ascontiguousarray(np.rot90(image_of(page_image(specimen.pdf, how)), turned // 90))
    (code,) = decode_codes(image)
    wanted = {field: specimen.person.values[field] for field in STATED}
    assert fields_of_code(code.text) == ({} if kind == "token" else wanted)


@pytest.mark.parametrize("level", LEVELS)
def test_codes_survive_the_scanner(level):
    for seed in range(3):
        how = look(level, random.Random(f"{level}{seed}"), 200)
        specimen = e_certificate(seed, Variant(code="lines"))
        assert decode_codes(image_of(page_image(specimen.pdf, how, seed)))[0].text


@pytest.mark.parametrize(
    "text",
    [
        f"https://example.invalid/v?zsbh={NUMBER}&xm=欧阳静怡",
        f"https://example.invalid/#/v?certNo={NUMBER}&name=%E6%AC%A7%E9%98%B3%E9%9D%99%E6%80%A1",
        f"https://example.invalid/v?ZSBH={NUMBER}&xm=%C5%B7%D1%F4%BE%B2%E2%F9",  # GB 18030
        json.dumps({"data": {"zs_bh": NUMBER, "姓名": "欧阳静怡"}}),
        f"姓名：欧阳静怡\r\n证书编号：{NUMBER}\r\n网址：https://example.invalid",
        f"姓 名: 欧阳静怡; 证书编号: {NUMBER}",
        f"\ufeff[证书]\n持证人=欧阳静怡\n证号={NUMBER}",
    ],
)
def test_what_a_code_states_is_found_in_an_address_in_json_and_in_lines(text):
    assert fields_of_code(text) == STATED


@pytest.mark.parametrize(
    "text",
    [
        "",
        "https://example.invalid/s/Ab3dE9",
        "https://example.invalid/v?id=201074138&token=9f86d081884c7d659a2feaa0c55ad015",
        "https://example.invalid/v?zsbh=9f86d081884c7d659a2feaa0c55ad015",
        "https://example.invalid/v?xm=5qyn6Ziz6Z2Z5oCh&zsbh=R1pDMjAyMTAwMDE4ODg=",
        "https://[/v?xm=欧阳静怡",
        "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822c",
        "姓名：欧*怡\n身份证号：5201**********1234",
        "身份证号：12345",
        '{"姓名": ["欧阳静怡", "王伟"]}',
        '{"holders": [{"姓名": "欧阳静怡"}, {"姓名": "王伟"}]}',
        "[" * 5000,
        "证书编号：" + "1" * 9000,
        "本证书由贵州省人事厅统一印制",
    ],
)
def test_a_token_a_digest_or_a_masked_value_states_nothing(text):
    assert fields_of_code(text) == {}


def test_a_department_adds_its_own_keys(tmp_path):
    own = tmp_path / "codes.toml"
    own.write_text('[keys]\ncertificate_number = ["BH-1"]\n', "utf-8")
    address = f"https://example.invalid/v?bh1={NUMBER}&xm=欧阳静怡"
    assert fields_of_code(address, load_keys(own)) == STATED
    assert Field.CERTIFICATE_NUMBER not in fields_of_code(address)


@pytest.mark.parametrize("content", ['[keys]\nno_field = ["a"]', "keys = 3", "[keys"])
def test_a_file_of_keys_that_is_wrong_is_refused(tmp_path, content):
    own = tmp_path / "codes.toml"
    own.write_text(content, "utf-8")
    with pytest.raises(UsageWrong):
        load_keys(own)


def test_a_value_that_differs_from_the_print_is_found_at_the_print():
    printed = readings(name="欧阳静怡", certificate_number="甘中201074139")
    (finding,) = contradictions(STATED, printed)
    assert (finding.code, finding.field) == ("QR_DIFFERS", Field.CERTIFICATE_NUMBER)
    assert (finding.evidence.page, finding.evidence.box) == (1, BOX)
    assert NUMBER in finding.zh
    assert "甘中201074139" in finding.zh


@pytest.mark.parametrize(
    ("field", "stated", "printed"),
    [
        ("obtained_on", "2013-12-24", "2013-12"),
        ("level", "副高级", "高级"),
        ("employer", "贵州省(集团)公司", "贵州省(集团)公司"),
        ("certificate_number", "甘中(2010)74138", "甘中〔2010〕74138"),
        ("id_number", "52010219870101123x", "52010219870101123X"),
    ],
)
def test_another_way_of_writing_is_no_difference(field, stated, printed):
    assert contradictions({Field(field): stated}, readings(**{field: printed})) == []


def test_what_the_page_does_not_print_contradicts_nothing():
    assert contradictions(STATED, {}) == []
