"""What an electronic certificate says in sentences is read as on one of paper."""

from pages_of_text import LABELS, page, run, written

from models.fields import DocumentKind, Field
from ocr.fields import find_fields


def test_an_electronic_certificate_tells_its_fields_in_a_sentence():
    body = written(
        "诸葛静怡，女，证件号码11010119900307780X，于2020年10月21日经南宁市会计系列高级职务评审委员会评审通过，"
        "取得会计系列高级会计师（副高级）职称。"
    )
    foot = [run("证书编号：ZG45210753871", 60, 400), run("签发单位：南宁市人事局", 60, 424)]
    found = find_fields({1: page(*body, *foot)}, DocumentKind.E_CERTIFICATE, LABELS)
    assert {field.value: one.value for field, one in found.items()} == {
        "name": "诸葛静怡",
        "sex": "女",
        "id_number": "11010119900307780X",
        "series": "会计系列",
        "title": "高级会计师",
        "level": "副高级",
        "obtained_on": "2020-10-21",
        "committee": "南宁市会计系列高级职务评审委员会",
        "issuer": "南宁市人事局",
        "certificate_number": "ZG45210753871",
    }


def test_who_issues_an_electronic_certificate_may_stand_alone_at_its_foot():
    runs = [run("姓名：", 250, 147), run("王静", 350, 147), run("资格名称：", 250, 177)]
    runs += [run("正高级教师", 350, 177), run("评审通过时间：2022年3月1日", 250, 207)]
    runs.append(run("甘肃省人力资源和社会保障厅", 560, 267))
    found = find_fields({1: page(*runs)}, DocumentKind.E_CERTIFICATE, LABELS)
    assert found[Field.ISSUER].value == "甘肃省人力资源和社会保障厅"
