"""What stands on the certificate's page: its fields, its seal, the identity, the dates."""

from collections.abc import Iterator

from stdnum.iso7064 import mod_11_2

from matching.identity import has_valid_check_digit
from models.fields import DocumentKind, Field
from rules.case import Case, Unknown, days_of
from rules.rule import Breach, breach, rule


def formed_by(case: Case) -> str:
    """评审机构组建单位, entered as such or in the column 发证/评委会组建单位; "" for neither."""
    return case.value(Field.CONVENER) or case.value(Field.ISSUER)


@rule("GZ-E-05")
def electronic_seal(case: Case) -> Breach | None:
    """A PDF with the seal 贵州省专业技术职务资格证书专用章."""
    kind, right = DocumentKind.E_CERTIFICATE, case.tables["seal"]["text"]
    for document in case.seen(kind):
        if any(finding.code == "NOT_A_PDF" for finding in document.findings):
            zh, en = "文件不是PDF", "the file is no PDF"
            return breach(document=kind, problem_zh=zh, problem_en=en, seal=right)
        texts = [seal.text + seal.purpose for seal in document.seals if seal.text]
        if not texts:
            raise Unknown(f"documents.{kind}")  # a seal that can't be read may be the right one
        if not any(right in text for text in texts):
            zh, en = f"所盖的章是“{texts[0]}”", f"the seal is {texts[0]}"
            return breach(document=kind, problem_zh=zh, problem_en=en, seal=right)
    return None


@rule("GZ-E-06")
def page_is_complete(case: Case) -> Iterator[Breach]:
    """Every field of the page is filled in."""
    for name in case.tables["page"]["fields"]:
        field = Field(name)
        filled = formed_by(case) if field is Field.CONVENER else case.value(field)
        if not filled:
            yield breach(field, label=field.zh, label_en=field.en)


@rule("GZ-E-36")
def identity_fits(case: Case) -> Iterator[Breach]:
    """18 characters, the check digit right, the last digit but one odd for men, even for women."""
    types = case.tables["identity"]["types"]
    number, id_type = case.value(Field.ID_NUMBER), case.value(Field.ID_TYPE)
    if not number or (id_type and id_type not in types):
        return
    long = number
    if len(number) == 15 and number.isascii() and number.isdigit():
        long = _of_18(number)
        zh, en = "是旧的15位号码", "it is an old number of 15 digits"
        yield breach(Field.ID_NUMBER, long, typed=number, problem_zh=zh, problem_en=en)
    if not has_valid_check_digit(long):
        zh, en = "不是18位，或者校验码不对", "it has not 18 characters, or a wrong check digit"
        yield breach(Field.ID_NUMBER, typed=number, problem_zh=zh, problem_en=en)
        return
    sex = "男" if int(long[16]) % 2 else "女"
    if case.entered(Field.SEX) != sex:
        zh, en = f"号码表示的性别是“{sex}”，与所填性别不符", f"the number is that of {sex}"
        yield breach(Field.SEX, sex, typed=number, problem_zh=zh, problem_en=en)


def _of_18(number: str) -> str:
    """The number of 18 characters that took the place of one of 15."""
    long = f"{number[:6]}19{number[6:]}"
    return long + mod_11_2.calc_check_digit(long)


@rule("GZ-E-37")
def dates_follow_each_other(case: Case) -> Iterator[Breach]:
    """Obtained not after it was made out, and not in the future."""
    first, _ = case.date_of(Field.OBTAINED_ON)
    issued = days_of(case.value(Field.ISSUED_ON))
    if issued and first > issued[1]:
        zh, en = "发证（生成）时间", "it was made out"
        yield breach(Field.OBTAINED_ON, day=issued[1].isoformat(), than_zh=zh, than_en=en)
    if first > case.submitted_on:
        zh, en = "提交日期", "the day of submission"
        yield breach(Field.OBTAINED_ON, day=case.submitted_on.isoformat(), than_zh=zh, than_en=en)


@rule("GZ-E-38")
def three_organisations(case: Case) -> Iterator[Breach]:
    """Employer, committee and the unit that formed it are three different things."""
    convener, committee = formed_by(case), case.value(Field.COMMITTEE)
    field = Field.CONVENER if case.value(Field.CONVENER) else Field.ISSUER
    if convener and is_committee(convener):
        zh, en = "填的是评审委员会的名称", "names a committee"
        yield _mixed_up(field, convener, zh, en)
    if not committee or is_committee(committee) or _examines(case, committee):
        return
    if committee.endswith(tuple(case.tables["units"]["departments"])):
        zh, en = "填的是部门，不是评审委员会", "names a department, not a committee"
        yield _mixed_up(Field.COMMITTEE, committee, zh, en)


def is_committee(name: str) -> bool:
    """Is it the name of an evaluation committee, written out or short?"""
    return any(word in name for word in ("评审委员会", "评委会", "高评委", "中评委", "初评委"))


def _examines(case: Case, name: str) -> bool:
    """An exam's authority stands in the committee's place."""
    exam = case.value(Field.REVIEW_TYPE) == "以考代评" or case.declarations.get("route") == "exam"
    return exam or any(word in name for word in case.tables["units"]["exam_words"])


def _mixed_up(field: Field, typed: str, zh: str, en: str) -> Breach:
    return breach(
        field, typed=typed, problem_zh=zh, problem_en=en, label=field.zh, label_en=field.en
    )
