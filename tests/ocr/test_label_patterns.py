"""Labels that offices put together of words name the field that they are about, and no other."""

import pytest
from pages_of_text import LABELS, run, values
from test_cells import values as in_cells

MADE = {
    "name": "证书持有人 持证者姓名 被评审人员姓名 考生姓名",
    "birth_date": "出生年月及年龄 何年何月生",
    "id_number": "有效身份证件号码 身份证(护照)号码",
    "employer": "评审时工作单位 取得资格时所在单位 任教学校 用人单位名称",
    "series": "评审职称系列 拟初定系列 职务系列名称",
    "specialty": "拟评审专业名称 取得资格专业 申报学科(专业)名称 授课学科",
    "local_specialty": "本地专业名称 本地评审学科",
    "title": "评审通过的任职资格 取得专业技术资格名称 考核认定专业技术职务 专业技术职务(资格)名称",
    "level": "拟评审级别 取得资格级别 任职资格等级 申报职称层次",
    "review_type": "职称取得途径 获得资格方式 认定类别",
    "obtained_on": "取得资格的时间 职称评审通过时间 评审委员会评审日期 授予年月日 资格生效时间",
    "issued_on": "证书签发日期 批准发证时间 文件印发时间 资格批准日期",
    "committee": "评审单位名称 评审(认定)机构 高评委名称 职称评审组织",
    "convener": "评审机构组建部门 评委会组建(管理)单位 评审委员会组建单位名称",
    "issuer": "发证单位名称 证书签发机关 任职资格审批部门 审批(发证)机关",
    "certificate_number": "专业技术职务资格证书编号 电子证书号 职称证书号码 证书流水号",
    "management_number": "证书管理编号 职称证书管理号",
    "approval_number": "任职资格文件文号 评审结果批复文号 批准通知文号 资格认定文号 发文字号",
}
OTHERS = (
    "学历取得时间 学位授予单位 最高学历专业 教师资格证书编号 执业资格取得时间 医师执业证号 "
    "聘书编号 年审日期 换发时间 审核部门 验证机关 现有资格名称 原任职资格审批机关 "
    "现专业技术职务取得时间 目前职称 低一级职称 取得现资格时间 考核等级 资质等级 姓名拼音 "
)


@pytest.mark.parametrize(
    ("field", "text"), [(field, text) for field, texts in MADE.items() for text in texts.split()]
)
def test_a_label_may_be_put_together_of_words(field, text):
    label = LABELS.longest_at(text, 0)
    assert label is not None
    assert (label.field, label.text) == (field, text)


@pytest.mark.parametrize("text", OTHERS.split())
def test_a_word_before_a_label_may_say_that_it_is_about_something_else(text):
    assert LABELS.whole(text)
    assert LABELS.whole(text).field is None


@pytest.mark.parametrize("text", ["委托单位", "职工编号", "本科专业", "医院等级", "评委姓名"])
def test_a_word_that_is_not_known_makes_no_field_of_what_may_be_of_anything(text):
    for value in ("兰州市人才服务中心", "201305601", "中级", "欧阳静怡"):
        assert values(run(f"{text}：{value}", 60, 100)) == {}


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("工作单位（全称）", "兰州市第一中学"),
        ("单位（部门）", "兰州市第一中学"),
        ("姓名（Name）", "欧阳静怡"),
        ("出生年月（周岁）", "1979-05"),
        ("身份证号（18位）", "620102197905060022"),
        ("批准文号（文件号）", "甘职改办〔2013〕121号"),
    ],
)
def test_a_remark_in_brackets_belongs_to_the_label(text, value):
    assert list(values(run(f"{text}：{value}", 60, 100)).values()) == [value]
    beside = values(run(text, 60, 100), run(value, 80 + 12 * len(text), 100))
    assert list(beside.values()) == [value]


@pytest.mark.parametrize("tail", ["方式", "情况", "意见", "编号"])
def test_the_rest_of_a_longer_label_is_no_value(tail):
    assert values(run(f"拟评资格{tail}", 60, 100)) == {}


@pytest.mark.parametrize("text", ["职改字编号", "合格证编号", "证书编号"])
def test_a_number_of_the_paper_itself_stays_one(text):
    assert values(run(f"{text}：201305601", 60, 100)) == {"certificate_number": "201305601"}


def test_when_a_degree_was_obtained_is_told_of_no_title():
    assert values(run("学历取得时间：2010年3月5日", 60, 100)) == {}
    assert values(run("现职称取得时间：2010年3月5日", 60, 100)) == {}
    for text in ("职称取得时间：2010年3月5日", "任职资格授予时间为2010年3月5日"):
        assert values(run(text, 60, 100)) == {"obtained_on": "2010-03-05"}


def test_cells_have_labels_of_several_words():
    assert in_cells(
        ["评审通过的\n资格名称", "工程师", "证书签发\n日期", "2013年5月"],
        ["学历取得\n时间", "2005年7月", "原任职资格\n审批机关", "兰州市人事局"],
    ) == {"title": "工程师", "issued_on": "2013-05"}


def test_two_labels_above_one_another_stay_two():
    assert in_cells(["专业", "植物保护"], ["资格级别", "助理级"]) == {
        "specialty": "植物保护",
        "level": "助理级",
    }
    assert LABELS.whole("专业资格级别") is None


@pytest.mark.parametrize("text", ["申报专业及\n资格名称", "专业技术职务\n及取得时间"])
def test_a_cell_with_two_values_is_neither(text):
    assert in_cells([text, "数学 高级教师"], [text, "工程师 2005年"]) == {}
