"""Labels: those that are bundled, and those that a department adds."""

import pytest

from models.errors import UsageWrong
from models.fields import Field
from ocr.labels import load_labels

# Every label that the contract says is met on documents.
CONTRACT = {
    "name": "姓名",
    "sex": "性别",
    "birth_date": "出生日期 出生年月",
    "id_type": "证件类型",
    "id_number": "证件号码 身份证号 身份证号码",
    "employer": "申报单位 申报单位（机构） 工作单位 单位",
    "series": "资格系列 职称系列 系列",
    "specialty": "资格专业 专业 评审专业 专业名称",
    "local_specialty": "本地评审专业",
    "title": "资格名称 任职资格 职称名称 专业技术资格 专业技术职务任职资格",
    "level": "级别 职称级别 职称等级 资格级别",
    "review_type": "评审类型 取得方式",
    "obtained_on": "取得时间 评审时间 评审通过时间 资格取得时间 授予时间",
    "issued_on": "发证时间 发证日期 签发时间 批准时间",
    "committee": "评审机构 评审委员会 评委会 评审组织",
    "convener": "评审机构组建单位 评委会组建单位",
    "issuer": "发证单位 发证机关 签发单位 审批机关",
    "certificate_number": "证书编号 编号 证号",
    "management_number": "管理号 证书管理号",
    "approval_number": "批准文号 资格文件号 文号",
}


def own(tmp_path, text: str):
    path = tmp_path / "labels.toml"
    path.write_text(text, "utf-8")
    return load_labels(path)


@pytest.mark.parametrize("field", Field)
def test_every_label_of_the_contract_is_known(field):
    for text in CONTRACT[field].split():
        label = load_labels(None).longest_at(text.replace("（", "(").replace("）", ")"), 0)
        assert (label.field, len(label.text)) == (field, len(text))


def test_a_department_can_add_a_label_and_the_others_stay(tmp_path):
    labels = own(tmp_path, '[fields]\ncertificate_number = ["资 格 证 号 牌"]\n')
    assert labels.longest_at("资格证号牌:1", 0).field is Field.CERTIFICATE_NUMBER
    assert labels.longest_at("姓名", 0).field is Field.NAME


def test_a_department_can_say_that_a_label_means_another_field(tmp_path):
    labels = own(tmp_path, '[fields]\nemployer = ["发证单位"]\n[other]\nlabels = ["管理号"]\n')
    assert labels.longest_at("发证单位", 0).field is Field.EMPLOYER
    assert labels.longest_at("管理号", 0).field is None


def test_a_department_can_add_the_english_of_a_label(tmp_path):
    labels = own(tmp_path, '[english]\nwords = ["Name of the Holder"]\n')
    assert labels.is_english("Name of the Holder:")
    assert labels.is_english("Date of Birth")


@pytest.mark.parametrize(
    "text",
    [
        "[fields",
        '[fields]\nnam = ["姓名"]',
        "[fields]\nname = [1]",
        "[fields]\nname = 1",
        'fields = ["姓名"]',
        '[fields]\nname = "持证者"',
        '[fields]\nname = [""]',
        '[felds]\nname = ["持证者"]',
    ],
)
def test_a_file_of_labels_that_is_wrong_is_told_at_once(tmp_path, text):
    with pytest.raises(UsageWrong) as caught:
        own(tmp_path, text)
    (finding,) = caught.value.findings
    assert "ZHENGHE_LABELS_FILE" in finding.message


def test_a_file_of_labels_that_is_not_there_is_told_at_once(tmp_path):
    with pytest.raises(UsageWrong):
        load_labels(tmp_path / "none.toml")


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("证书编亏", "证书编号"),
        ("身份证号吗", "身份证号码"),
        ("审批机.关", "审批机关"),
        ("证书编号", None),  # not nearly, but quite
        ("姓各", None),  # too short to be sure
        ("今天天气", None),
    ],
)
def test_one_misread_character_is_forgiven_in_a_long_label(text, label):
    found = load_labels(None).nearly(text)
    assert (found.text if found else None) == label


@pytest.mark.parametrize(
    ("text", "english"),
    [("Name", True), ("Date of Birth:", True), ("ID No.", True), ("Zhang", False), ("姓名", False)],
)
def test_the_english_of_a_label_is_known(text, english):
    assert load_labels(None).is_english(text) is english


def test_a_letter_that_was_read_twice_is_one():
    labels = load_labels(None)
    assert labels.nearly("评审类型型") == labels.whole("评审类型")
