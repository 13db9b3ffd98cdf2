"""Reports for tests of what people see: ready, with every kind of difference, refused, hostile.

All people, units and numbers are invented.
`python tests/workers/sample_report.py FOLDER` writes the pages to look at.
"""

import sys
from pathlib import Path

from report_values import BOX, SAME, SCAN, compared, crop, document, finding, pages, reading

from models.advice import Advice, Choice, FieldWanted, PaperWanted, Unclear, Wanted
from models.comparisons import Comparison, ComparisonState, Match, Segment, SegmentKind
from models.documents import Inspection
from models.fields import DocumentKind, Field
from models.findings import Evidence, Finding, Severity, Suggestion
from models.photos import Photo
from models.submissions import Report, verdict_of
from workers.report import render_report


def agreeing() -> dict[Field, Comparison]:
    """What every sample's certificate shows as it was entered."""
    birth = reading("1979-11-05", printed="1979年11月5日")
    employer = reading("黔东南州清水江水利勘测设计院")
    spelled = ("写法不同，内容一致", "written differently, same content")
    return {
        Field.NAME: compared("欧阳静怡", reading("欧阳静怡", 0.991, printed="欧 阳 静 怡")),
        Field.SEX: compared("女", reading("女", 0.997)),
        Field.BIRTH_DATE: compared("1979-11-05", birth, note=spelled),
        Field.ID_NUMBER: compared("52262619791105122X", reading("52262619791105122X", 0.9994)),
        Field.EMPLOYER: compared("黔东南州清水江水利勘测设计院", employer),
        Field.SERIES: compared("工程技术人员", reading("工程技术人员")),
    }


def ready_report() -> Report:
    """Everything agrees; one hint."""
    certificate = document(SCAN, DocumentKind.CERTIFICATE)
    hint = finding(
        "GZ-H-12",
        Severity.HINT,
        "本次采集只需上传本人最高层级的职称证书。",
        "Only the certificate of the highest level needs to be handed in.",
        source="贵州省历史职称证书采集工作答疑汇编 第1问",
    )
    return Report(
        profile="guizhou-historical",
        verdict=verdict_of((hint,)),
        comparisons=agreeing() | {Field.COMMITTEE: not_shown()},
        documents=(certificate,),
        inspections=(Inspection(SCAN, "0" * 64, True, pages(1, 2), ()),),
        photo=Photo("照片.jpg", 18231, 295, 413, 0.998),
        findings=(hint,),
        crops={},
        unclear=(
            Unclear("X-02", "declarations.route", "这份职称是怎样取得的？", "How was it obtained?"),
            Unclear(
                "GZ-H-65", "declarations.route", "这份职称是怎样取得的？", "How was it obtained?"
            ),
        ),
        advice=(advice(),),
    )


def advice() -> Advice:
    """An answer with all that answers can hold."""
    return Advice(
        topic="papers",
        title="缺少中级职称证书",
        title_en="The certificate of a 中级 title is missing",
        zh="可以采集：用盖有单位印章的情况说明代替职称证书。",
        en="It can be collected: a statement sealed by the employer stands for the certificate.",
        source="甘人社通〔2021〕166号二（二）2",
        open=True,
        choices=(
            Choice(
                Field.ISSUER,
                "遵义市教育局",
                "评委会组建单位",
                "it formed the committee",
                "第10问",
                True,
            ),
            Choice(
                Field.ISSUER,
                "遵义市人力资源和社会保障局",
                "编号第5位为2",
                "the 5th digit is 2",
                "第11问",
            ),
        ),
        papers=(
            PaperWanted(
                slot="上传资格证书",
                slot_en="certificate",
                zh="情况说明（PDF）",
                en="statement (PDF)",
                kind=DocumentKind.STATEMENT,
                at_hand=False,
                source="二（二）2",
                seals=("employer",),
                contains=("填报人基本信息", "遗失原因"),
            ),
        ),
        fields=(
            FieldWanted(
                Field.CERTIFICATE_NUMBER,
                Wanted.PRESET,
                "甘职改办〔2013〕1216421号",
                "资格文件号加身份证后四位",
                "the approval number with the last four of the identity number",
            ),
        ),
        steps=(("请单位出具情况说明并盖章", "Have the employer write and seal the statement"),),
    )


def not_shown() -> Comparison:
    return compared("黔东南州工程系列中级评审委员会", None, ComparisonState.NOT_SHOWN)


def differing_comparisons() -> dict[Field, Comparison]:
    """One field for each kind of segment, an unclear one and one that was not entered."""
    kind, state = SegmentKind, ComparisonState
    return {
        Field.EMPLOYER: compared(
            "黔东南州清水江水利勘察设计院有限公司",
            reading("黔东南州清水江水利水电勘测设计院", 0.962),
            state.DIFFERS,
            (
                Segment(SAME, "黔东南州清水江水利", "黔东南州清水江水利"),
                Segment(kind.OTHER, "", "水电"),
                Segment(SAME, "勘", "勘"),
                Segment(kind.OTHER, "察", "测"),
                Segment(SAME, "设计院", "设计院"),
                Segment(kind.OTHER, "有限公司", ""),
            ),
            ("单位名称有三处不同", "The name of the unit differs in three places"),
            Match("u-0417", "黔东南州清水江水利水电勘测设计院", 0.94),
        ),
        Field.NAME: compared(
            "欧阳静恰",
            reading("欧阳静怡", 0.991, printed="欧 阳 静 怡"),
            state.DIFFERS,
            (Segment(SAME, "欧阳静", "欧阳静"), Segment(kind.LOOK_ALIKE, "恰", "怡")),
            ("“恰”与“怡”字形相近", "恰 and 怡 look alike"),
        ),
        Field.APPROVAL_NUMBER: compared(
            "黔东南职改办[2O13] １21号",
            reading("黔东南职改办〔2013〕121号", 0.974),
            state.DIFFERS,
            (
                Segment(SAME, "黔东南职改办", "黔东南职改办"),
                Segment(kind.BRACKET, "[", "〔"),
                Segment(SAME, "2", "2"),
                Segment(kind.LOOK_ALIKE, "O", "0"),
                Segment(SAME, "13", "13"),
                Segment(kind.BRACKET, "]", "〕"),
                Segment(kind.SPACE, " ", ""),
                Segment(kind.WIDTH, "１", "1"),
                Segment(SAME, "21号", "21号"),
            ),
            ("一处形近，其余只是写法不同", "One look-alike; the rest is a matter of writing"),
        ),
        Field.OBTAINED_ON: compared(
            "2013-12-20",
            reading("2013-12-26", 0.55, printed="2013年12月2▒日"),
            state.UNCLEAR,
            (Segment(SAME, "2013-12-2", "2013-12-2"), Segment(kind.OTHER, "0", "6")),
            ("印章盖住了日期，机器看不清", "The seal covers the date; it can't be read"),
        ),
        Field.LEVEL: compared("", reading("中级", 0.989), state.NOT_ENTERED),
    }


def differing_findings() -> tuple[Finding, ...]:
    """Those of the fields above, of one document and of the form, in no order."""
    on_certificate = {"document": DocumentKind.CERTIFICATE, "evidence": Evidence(1, BOX)}
    return (
        finding(
            "FIELD_UNCLEAR",
            Severity.WARNING,
            "“取得时间”在扫描件上看不清，无法判断填写的“2013-12-20”是否正确。",
            "The date obtained can't be read on the scan, so 2013-12-20 can't be checked.",
            do_zh="请对照原件核实；如扫描件不清楚，请重新扫描后上传。",
            do_en="Check it against the original; scan again if the scan is not clear.",
            source="采集通知 第三条第（二）项",
            field=Field.OBTAINED_ON,
            **on_certificate,
        ),
        finding(
            "FIELD_DIFFERS",
            Severity.ERROR,
            "填写的申报单位与职称证书不一致。",
            "The employer that was entered differs from the certificate.",
            do_zh="请按职称证书更正。单位已更名的，仍填写申报该职称时的单位全称。",
            do_en="Correct it after the certificate, with the unit's full name of that time.",
            source="贵州省历史职称证书采集工作答疑汇编 第8问",
            field=Field.EMPLOYER,
            suggestion=Suggestion(Field.EMPLOYER, "黔东南州清水江水利水电勘测设计院"),
            **on_certificate,
        ),
        finding(
            "GZ-H-08",
            Severity.HINT,
            "申报单位是历史记录，可以与现在的工作单位不同。",
            "The employer is a historical record and may differ from today's.",
            source="贵州省历史职称证书采集工作答疑汇编 第8问",
            field=Field.EMPLOYER,
        ),
        finding(
            "NAME_DIFFERS",
            Severity.ERROR,
            "填写的姓名“欧阳静恰”与职称证书上的“欧阳静怡”不一致。",
            "The name entered, 欧阳静恰, differs from 欧阳静怡 on the certificate.",
            do_zh="请核对身份证和职称证书，把姓名改为与证件一致。",
            do_en="Check the identity card and the certificate and correct the name.",
            source="采集通知 第二条",
            field=Field.NAME,
            suggestion=Suggestion(Field.NAME, "欧阳静怡"),
            **on_certificate,
        ),
        finding(
            "PAGE_SKEWED",
            Severity.HINT,
            "第 2 页倾斜 3.1 度。",
            "Page 2 is skewed by 3.1 degrees.",
            do_zh="不影响提交；方便时请放正后重新扫描。",
            do_en="You can submit as it is; scan it straight when you can.",
            source="采集通知 附件2：扫描要求",
            document=DocumentKind.CERTIFICATE,
            evidence=Evidence(2),
        ),
        finding(
            "PAGE_MISSING",
            Severity.ERROR,
            "职称证书缺少盖章页：扫描件只有 2 页，应有 3 页。",
            "The certificate lacks the page with the seal: 2 pages were scanned, 3 are asked for.",
            do_zh="请把证书的每一页（含封面和盖章页）按顺序扫描成一个 PDF 文件，重新上传。",
            do_en="Scan every page, cover and seal too, into one PDF and hand it in again.",
            source="采集通知 附件2：扫描要求",
            document=DocumentKind.CERTIFICATE,
        ),
        finding(
            "FORM_STATE_UNKNOWN",
            Severity.WARNING,
            "没有说明证书是持有、遗失还是未办理。",
            "It was not stated whether the certificate is held, lost or was never issued.",
            do_zh="请在表单中选择证书状态。",
            do_en="Choose the state of the certificate in the form.",
            source="贵州省历史职称证书采集工作答疑汇编 第14问",
        ),
    )


def differing_report() -> Report:
    """Every kind of difference, a page that is missing, hints; the photo is fine."""
    findings = differing_findings()
    comparisons = agreeing() | differing_comparisons() | {Field.COMMITTEE: not_shown()}
    on_file = tuple(f for f in findings if f.code in ("PAGE_SKEWED", "PAGE_MISSING"))
    certificate = document(SCAN, DocumentKind.CERTIFICATE, on_file[1])
    return Report(
        profile="guizhou-historical",
        verdict=verdict_of(findings),
        comparisons={field: comparisons[field] for field in Field if field in comparisons},
        documents=(certificate, document("电子证书.pdf", DocumentKind.E_CERTIFICATE)),
        inspections=(
            Inspection(SCAN, "0" * 64, True, pages(1, 2, dpi=199.6), on_file[:1]),
            Inspection("电子证书.pdf", "1" * 64, True, pages(1, dpi=None), ()),
        ),
        photo=Photo("照片.jpg", 18231, 295, 413, 0.998),
        findings=findings,
        crops={
            Field.EMPLOYER: crop("申报单位：黔东南州清水江水利水电勘测设计院"),
            Field.NAME: crop("姓名：欧 阳 静 怡"),
            Field.APPROVAL_NUMBER: crop("批准文号：黔东南职改办〔2013〕121号"),
            Field.OBTAINED_ON: crop("取得时间：2013年12月2▒日"),
            Field.LEVEL: crop("职称级别：中级"),
        },
    )


def refused_report() -> Report:
    """The scan can't be used, nor can the photo; nothing was compared."""
    low = finding(
        "DPI_TOO_LOW",
        Severity.ERROR,
        "第 1 页的分辨率是 96 DPI，低于要求的 150 DPI，字迹可能看不清。",
        "Page 1 has 96 DPI, less than the 150 DPI that are asked for.",
        do_zh="请在扫描仪上选择 200 DPI，重新扫描后上传。",
        do_en="Choose 200 DPI on the scanner, scan again and hand it in.",
        source="采集通知 附件2：扫描要求",
        evidence=Evidence(1),
    )
    locked = finding(
        "PDF_ENCRYPTED",
        Severity.ERROR,
        "文件设有打开密码，无法读取。",
        "The file needs a password to open.",
        do_zh="请去掉密码后重新上传。",
        do_en="Remove the password and hand it in again.",
        source="采集通知 附件2：扫描要求",
    )
    photo = finding(
        "PHOTO_NO_FACE",
        Severity.ERROR,
        "照片中没有找到人脸。",
        "No face was found in the photo.",
        do_zh="请换一张近期免冠正面白底照片。",
        do_en="Use a recent portrait, bareheaded, from the front, on white.",
        source="采集通知 第三条第（三）项",
        document=DocumentKind.PHOTO,
    )
    listed = (photo, low.on(DocumentKind.CERTIFICATE), locked.on(DocumentKind.APPROVAL))
    return Report(
        profile="gansu",
        verdict=verdict_of(listed),
        comparisons={Field.NAME: compared("欧阳静怡", None, ComparisonState.NOT_SHOWN)},
        documents=(document("scan0001.pdf", DocumentKind.CERTIFICATE),),
        inspections=(
            Inspection("scan0001.pdf", "0" * 64, False, pages(1, dpi=96.0), (low,)),
            Inspection("批文.pdf", "1" * 64, False, (), (locked,)),
        ),
        photo=None,
        findings=listed,
        crops={},
    )


SCRIPT = "<script>alert(1)</script>"
BROKEN = "\"'><img src=x onerror=alert(2)>{{ 7*7 }}&lt;"
TURNED = "证书\u202efdp.exe\u200b\x07\udcff مرحبا"
LONG = "W" * 400


def hostile_report() -> Report:
    """Strings that try to break out of their place, turn the text or push the page apart."""
    hostile = finding(
        "CODE\"'><b>",
        Severity.WARNING,
        SCRIPT + "中文",
        BROKEN + " en",
        do_zh="做" + LONG,
        do_en="do " + TURNED,
        source="<style>*{display:none}</style>",
        field=Field.TITLE,
        suggestion=Suggestion(Field.SPECIALTY, BROKEN),
    )
    form = finding("FORM_ODD", Severity.HINT, LONG + "末", "odd " + LONG, do_zh=TURNED)
    segments = (Segment(SAME, LONG, LONG), Segment(SegmentKind.OTHER, SCRIPT, BROKEN))
    note = (SCRIPT + "注", BROKEN + "note")
    read = reading(LONG + BROKEN, 0.9, printed=TURNED)
    comparisons = {
        Field.TITLE: compared(LONG + SCRIPT, read, ComparisonState.DIFFERS, segments, note),
        Field.NAME: compared("مرحبا " + SCRIPT, reading("مرحبا " + SCRIPT), note=note),
        Field.ISSUER: compared(LONG, None, ComparisonState.NOT_SHOWN, note=note),
    }
    file = TURNED + SCRIPT + LONG + ".pdf"
    return Report(
        profile='x"><script>',
        verdict=verdict_of((hostile, form)),
        comparisons=comparisons,
        documents=(document(file, DocumentKind.OTHER),),
        inspections=(Inspection(file, None, True, pages(1), ()),),
        photo=Photo(SCRIPT + LONG, 1, 1, 1, 0.999),
        findings=(hostile, form),
        crops={Field.TITLE: crop("很长的一行" * 12)},
    )


SAMPLES = {
    "ready": ready_report,
    "differing": differing_report,
    "refused": refused_report,
    "hostile": hostile_report,
}

if __name__ == "__main__":
    for name, make in SAMPLES.items():
        Path(sys.argv[1], f"{name}.html").write_text(render_report(make()), "utf-8")
