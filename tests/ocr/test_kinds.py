"""What a document is, by the words on it."""

from dataclasses import replace

import pytest
from pages_of_text import page, run

from models.fields import DocumentKind, Field
from ocr.kinds import kind_of, recognise_kind


@pytest.mark.parametrize(
    ("lines", "kind"),
    [
        (["职 称 证 书", "证书编号：GZ2013"], DocumentKind.CERTIFICATE),
        (["专业技术职务任职资格证书"], DocumentKind.CERTIFICATE),
        (["贵州省高级专业技术职务评审表", "单位推荐意见"], DocumentKind.REVIEW_FORM),
        (["以考代评人员登记表"], DocumentKind.REVIEW_FORM),
        (["初聘专业技术职务审批表", "单位意见", "审批部门意见"], DocumentKind.REVIEW_FORM),
        (
            [
                "关于徐柱等同志职务任免的通知",
                "徐柱同志任县水务局局长；",
                "免去谢亮波同志主任职务。",
            ],
            DocumentKind.OTHER,
        ),
        (
            ["关于徐柱等同志职务任免的通知", "徐柱同志任高级工程师；", "丁霞同志任工程师。"],
            DocumentKind.APPOINTMENT,
        ),
        (
            ["附表2", "晋升专业技术职务呈报表", "姓名", "现职务", "简历", "评审组织意见"],
            DocumentKind.REVIEW_FORM,
        ),
        (
            [
                "豫职改字〔2008〕327号",
                "关于做好2008年度",
                "专业技术人员继续教育工作的通知",
                "学习情况由各单位登记，作为年度考核和岗位聘用的依据。",
            ],
            DocumentKind.OTHER,
        ),
        (["事业单位工作人员年度考核登记表", "考核等次", "单位意见"], DocumentKind.OTHER),
        (
            [
                "经审核认定，王静同志自2020.12.11起具备护理学专业",
                "助理讲师任职资格。",
                "证号：B26519179",
            ],
            DocumentKind.CERTIFICATE,
        ),
        (
            ["广西壮族自治区", "专业技术资格评审（认定）简表", "审批机关意见", "证书编号"],
            DocumentKind.REVIEW_FORM,
        ),
        (
            ["专业技术职务评审情况及结果表", "姓名", "评审委员会", "签发单位", "签发时间"],
            DocumentKind.REVIEW_FORM,
        ),
        (
            ["卫生技术人员", "专业技术资格证明书", "姓名：王静", "发证单位：安顺市人事局"],
            DocumentKind.CERTIFICATE,
        ),
        (
            ["专业技术资格证明", "兹证明我单位职工王静具备工程师资格。", "特此证明。"],
            DocumentKind.STATEMENT,
        ),
        (
            [
                "任职资格证明",
                "该同志业经湖南省会计系列中级评审委员会评审，认定其具有会计师任职资格。",
            ],
            DocumentKind.CERTIFICATE,
        ),
        (
            [
                "关于王静同志专业技术职务任职资格情况的复函",
                "来函收悉。经核查，情况属实。特此函复。",
            ],
            DocumentKind.STATEMENT,
        ),
        (
            ["关于王静同志专业技术职务任职资格的复函", "经查阅我局档案。特此函复。"],
            DocumentKind.STATEMENT,
        ),
        (["教师职务任职资格评审表", "学习工作简历", "评审委员会意见"], DocumentKind.REVIEW_FORM),
        (
            [
                "说 明",
                "一、本证书是专业技术人员任职资格的凭证。",
                "证书编号：19945153",
                "发证机关：贵州省",
            ],
            DocumentKind.CERTIFICATE,
        ),
        (["评审委员会会议签到簿", "签名", "单位"], DocumentKind.OTHER),
        (["高级职称评审通过人员公示", "姓名", "申报专业"], DocumentKind.APPROVAL),
        (["关于王静等同志专业技术", "职务任职资格认定的通知"], DocumentKind.APPROVAL),
        (["关于确认王静等同志任职资格考核认定结果的批复"], DocumentKind.APPROVAL),
        (["关于王静同志晋升工程师的批复"], DocumentKind.APPROVAL),
        (["关于授予王静等同志高级讲师职务的决定"], DocumentKind.APPROVAL),
        (["关于吸收王静同志为预备党员的批复"], DocumentKind.OTHER),
        (["关于推荐王静等同志参加高级职务评审的函"], DocumentKind.OTHER),
        (["关于做好2001年度职称评审的通知"], DocumentKind.OTHER),
        (["关于王静同志职称证书姓名更正的说明"], DocumentKind.STATEMENT),
        (["任命书", "任命王静同志为工程师。"], DocumentKind.APPOINTMENT),
        (["任职资格证明", "兹证明王静同志具有会计师任职资格。特此证明"], DocumentKind.STATEMENT),
        (
            [
                "任职资格证明",
                "王静，男，经某某市教师系列评审委员会评审，具备教师任职资格。",
                "特此证明。",
            ],
            DocumentKind.STATEMENT,
        ),
        (
            [
                "任职资格证书",
                "王静，男，经某某市教师系列评审委员会评审，具备教师任职资格。",
                "特此证明。",
            ],
            DocumentKind.CERTIFICATE,
        ),
        (
            [
                "王静性别女，系兰州市第一中学专业技术人员。",
                "经会计系列中级评审委员会审定，取得会计师专业技术资格。",
            ],
            DocumentKind.CERTIFICATE,
        ),
        (
            ["黔职改办〔2013〕12号", "关于王静等同志高级工程师任职资格的通知"],
            DocumentKind.APPROVAL,
        ),
        (
            [
                "关于批准王静等9名同志卫生",
                "技术系列中、初级职称的批复",
                "经卫生系列中级职务评审委员会评审通过,王静等9名同志具备相应职称。",
                "现任专业技术职务",
            ],
            DocumentKind.APPROVAL,
        ),
        (
            ["王静等9名同志具备相应专业技术职务", "任职资格,请按规定聘任。"],
            DocumentKind.APPROVAL,
        ),
        (
            [
                "关于王静、李刚等4名同志任职资格的函",
                "经评审委员会于1994年评审，符合任职条件，具备资格。",
            ],
            DocumentKind.APPROVAL,
        ),
        (["附件", "2010年晋升高级教师人员名单", "姓名"], DocumentKind.APPROVAL),
        (["2010年度高级教师名单", "贵阳市第一中学：王静"], DocumentKind.APPROVAL),
        (["评审委员会委员名单", "姓名", "职称"], DocumentKind.OTHER),
        (["关于证书遗失的情况说明", "特此说明"], DocumentKind.STATEMENT),
        (["聘 书", "聘期三年"], DocumentKind.APPOINTMENT),
        (["重庆市职称证书", "（电子证书）", "证书编号", "审批机关"], DocumentKind.E_CERTIFICATE),
        (["电子职称证书", "统一核验地址", "证书编号"], DocumentKind.E_CERTIFICATE),
        (
            [
                "专业技术职务资格证书",
                "证书编号：1",
                "资格名称：药师",
                "统一核验地址：",
                "生成时间：2022",
            ],
            DocumentKind.E_CERTIFICATE,
        ),
        (
            ["贵州省专业技术职务资格证书", "证书编号：2021", "扫描二维码验证"],
            DocumentKind.CERTIFICATE,
        ),
        (["关于聘任王静同志为高级工", "程师的通知", "聘期三年"], DocumentKind.APPOINTMENT),
        (["关于王静同志岗位聘用认定的批复"], DocumentKind.APPOINTMENT),
        (["关于缺失评审表的情况说明", "评审表", "评审表"], DocumentKind.STATEMENT),
        (["资格证书", "本证书由用人单位作为聘任依据，聘任由单位决定。"], DocumentKind.CERTIFICATE),
        (["经评审委员会于2013年评审，具备工程师任职资格。"], DocumentKind.CERTIFICATE),
        (
            [
                "该同志2016年10月经重庆市图书资料系列中级职称评审委员会",
                "评审合格，具有馆员任职资格。",
            ],
            DocumentKind.CERTIFICATE,
        ),
        (["个人简历", "姓名：王静", "职称：工程师", "工作经历", "资格证书"], DocumentKind.OTHER),
        (["增值税电子普通发票", "购买方", "价税合计"], DocumentKind.OTHER),
        (["二年级课程表", "星期一", "语文", "第一节"], DocumentKind.OTHER),
        (["普通高等学校毕业证书", "准予毕业", "证书编号：123"], DocumentKind.OTHER),
        (
            ["姓名王静", "性别女民族汉", "出生1985年1月30日", "住址 兰州市", "公民身份号码"],
            DocumentKind.OTHER,
        ),
        (["全国计算机应用能力考试合格证", "证书编号：1", "发证机关"], DocumentKind.OTHER),
        (["专业技术人员继续教育证书", "姓名：王静", "发证机关"], DocumentKind.OTHER),
        (["计算机技术专业技术资格证书", "姓名：王静"], DocumentKind.CERTIFICATE),
        (["购物清单", "苹果 三斤"], DocumentKind.OTHER),
        ([], DocumentKind.OTHER),
    ],
)
def test_a_document_is_recognised_by_its_words(lines, kind):
    assert recognise_kind(lines, set()) is kind


def test_a_sheet_without_a_heading_is_a_certificate_by_its_fields():
    fields = {Field.NAME, Field.TITLE, Field.OBTAINED_ON, Field.ISSUER}
    lines = ["姓名：王静", "发证单位：贵州省人事厅"]
    assert recognise_kind(lines, fields) is DocumentKind.CERTIFICATE
    assert recognise_kind(lines, {Field.TITLE}) is DocumentKind.OTHER


def test_pages_are_read_from_their_top_wherever_the_runs_come_from():
    rows = [run(f"第{n}行", 60, 60 + 20 * n) for n in range(40)]
    head = run("关于证书遗失的情况说明", 120, 20)
    mention = run("评审表", 60, 900)
    assert kind_of({1: page(mention, *rows, head)}, set()) is DocumentKind.STATEMENT


def test_a_certificate_that_no_scanner_saw_is_an_electronic_one():
    scanned = page(run("专业技术职务资格证书", 120, 20), run("证书编号：2013", 60, 60))
    digital = replace(scanned, born_digital=True)
    assert kind_of({1: scanned}, set()) is DocumentKind.CERTIFICATE
    assert kind_of({1: digital}, set()) is DocumentKind.E_CERTIFICATE
    second = page(run("说明", 60, 20))
    assert kind_of({1: digital, 2: second}, set()) is DocumentKind.CERTIFICATE
    letter = replace(page(run("关于证书遗失的情况说明", 120, 20)), born_digital=True)
    assert kind_of({1: letter}, set()) is DocumentKind.STATEMENT


def test_a_certificate_without_its_heading_is_no_statement_for_its_last_words():
    lines = ["王静，男，经某某市教师系列评审委员会评审，具备教师任职资格。", "特此证明。"]
    assert recognise_kind(lines, {Field.NAME}) is DocumentKind.CERTIFICATE
