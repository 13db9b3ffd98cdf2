"""What a document is, by the words on it."""

import pytest

from models.fields import DocumentKind, Field
from ocr.kinds import recognise_kind


@pytest.mark.parametrize(
    ("lines", "kind"),
    [
        (["职 称 证 书", "证书编号：GZ2013"], DocumentKind.CERTIFICATE),
        (["专业技术职务任职资格证书"], DocumentKind.CERTIFICATE),
        (["贵州省高级专业技术职务评审表", "单位推荐意见"], DocumentKind.REVIEW_FORM),
        (["以考代评人员登记表"], DocumentKind.REVIEW_FORM),
        (
            ["黔职改办〔2013〕12号", "关于王静等同志高级工程师任职资格的通知"],
            DocumentKind.APPROVAL,
        ),
        (["关于证书遗失的情况说明", "特此说明"], DocumentKind.STATEMENT),
        (["聘 书", "聘期三年"], DocumentKind.APPOINTMENT),
        (["电子职称证书", "统一核验地址", "证书编号"], DocumentKind.E_CERTIFICATE),
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
