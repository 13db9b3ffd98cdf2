"""The many ways in which offices word one and the same sentence tell the same fields."""

import pytest
from pages_of_text import LABELS, page, written

from models.fields import DocumentKind
from ocr.fields import find_fields

APPOINTMENT = DocumentKind.APPOINTMENT


def told_in(kind: DocumentKind, *paragraphs: str) -> dict[str, str]:
    found = find_fields({1: page(*written(*paragraphs))}, kind, LABELS)
    return {field.value: one.value for field, one in found.items()}


@pytest.mark.parametrize(
    "sentence",
    [
        "根据兰职改办〔2011〕56号文件，王静同志已取得讲师任职资格，经研究，决定聘任为讲师。",
        "王静同志于2011年12月28日考核合格，经研究，决定聘任其为讲师，聘期五年。",
        "王静同志具备中级职称任职条件，现聘为讲师。",
        "王静同志被聘任为讲师，聘任期限自2012年3月1日至2015年2月28日。",
        "王静受聘为我校讲师，受聘时间2012年1月。",
        "学校决定聘任王静为讲师。",
        "兹任命王静同志为讲师。",
        "关于聘任王静同志讲师职务的通知",
        "同意王静同志聘任讲师专业技术职务，聘任时间自2012年1月起。",
        "决定对王静同志予以聘任，聘任职务为讲师，聘期自2012年1月起。",
        "根据岗位设置管理有关规定，王静同志聘用到专业技术七级岗位（讲师）。",
        "经学校研究，聘用王静同志在专业技术九级岗位，职务：讲师。",
    ],
)
def test_an_appointment_names_who_is_appointed_and_to_what(sentence):
    assert told_in(APPOINTMENT, sentence) == {"name": "王静", "title": "讲师"}


@pytest.mark.parametrize(
    "sentence",
    [
        "聘任：王静同志为讲师，李建国同志为助教，赵敏同志为助教。",
        "王静同志聘任为讲师，李建国同志聘任为助教。",
    ],
)
def test_an_appointment_of_several_is_of_none_of_them(sentence):
    assert told_in(APPOINTMENT, sentence) == {}


def test_the_school_of_a_teacher_of_a_subject_is_no_unit():
    told = told_in(APPOINTMENT, "兹聘王静同志为本校语文学科中学高级教师。")
    assert told == {"name": "王静", "title": "中学高级教师", "specialty": "语文"}
