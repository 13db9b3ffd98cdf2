"""Gansu's statement (情况说明) and list of people (缺失人员名册), drafted from the form.

All that section 二 of the notice asks of them is there; what the form doesn't hold is a line to
write on. Nothing is made up: neither the reason nor a number.
"""

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any

from matching.identity import has_valid_check_digit
from matching.text import DATES, NUMBERS
from models.drafts import Column, Draft, Grid, Letter, Opinion, Paragraph, Part, Sheet, Style
from models.fields import Field
from rules.case import Case
from rules.drafts import drafter
from rules.everywhere.numbers import born_on
from rules.gansu.missing import WITHOUT_APPROVAL, WITHOUT_REVIEW_FORM, by_statement, lacks
from rules.gansu.numbers import derived_number

_AS_NORMAL = DATES | NUMBERS | {Field.NAME, Field.ID_NUMBER}
_PAIRS = (3, 6, 3, 6)
_ROUTES = {"evaluation": "评审", "recognition": "认定", "confirmation": "确认"}
_ROSTER = (
    Column("序号", 6),
    Column("姓名", 10),
    Column("性别", 6),
    Column("身份证号码", 21),
    Column("工作单位", 20),
    Column("系列", 11),
    Column("专业", 9),
    Column("资格名称", 11),
    Column("级别", 8),
    Column("取得时间", 14),
    Column("资格文件号", 18),
    Column("证书编号", 18),
    Column("缺失材料", 14),
    Column("缺失原因", 16),
    Column("备注", 8),
)
# The columns that a letter has room for, each with its width there.
_IN_LETTER = {0: 5, 1: 10, 3: 25, 4: 20, 7: 12, 9: 14, 12: 14}


@drafter("gansu")
def papers(case: Case) -> tuple[Draft, ...]:
    """A statement of loss, or a statement of what is missing and the list of people with it."""
    if by_statement(case):
        return (_statement_of_loss(case),)
    for which, name in ((WITHOUT_REVIEW_FORM, "review-form"), (WITHOUT_APPROVAL, "approval")):
        if lacks(case, which):
            return (_statement_of_missing(case, name), _roster(case, name))
    return ()


@cache
def words() -> dict[str, Any]:
    """The drafts' words."""
    return tomllib.loads((files("rules") / "gansu" / "drafts.toml").read_text("utf-8"))


def _statement_of_loss(case: Case) -> Letter:
    own = words()["loss"]
    blanks = _blanks(case)
    parts = (
        *_about(case, ("发证时间", shown(case, Field.ISSUED_ON))),
        Paragraph(own["reason_head"], Style.HEADING),
        Paragraph(own["reason"].format(**blanks)),
        Paragraph(own["number_head"], Style.HEADING),
        Paragraph(_number(case, own)),
        *_signed(case),
    )
    return Letter(own["file"].format(**blanks), own["title"].format(**blanks), parts)


def _number(case: Case, own: dict[str, str]) -> str:
    """What is said of the number: it is known, forgotten, or nobody said."""
    known, gap = case.declarations.get("number_known"), words()["gap"]
    if known:
        return own["number_known"].format(number=case.value(Field.CERTIFICATE_NUMBER) or gap)
    made = derived_number(case.value(Field.APPROVAL_NUMBER), case.value(Field.ID_NUMBER))
    if known is False:
        return own["number_forgotten"].format(number=made or gap * 3)
    return own["number_unknown"].format(gap=gap)


def _statement_of_missing(case: Case, name: str) -> Letter:
    own, shared, blanks = words()[name], words()["missing"], _blanks(case)
    parts = (
        *_about(case, ("证书编号", shown(case, Field.CERTIFICATE_NUMBER))),
        Paragraph(shared["reason_head"], Style.HEADING),
        Paragraph(own["reason"].format(**blanks)),
        Paragraph(shared["content_head"], Style.HEADING),
        Paragraph(own["content"].format(**blanks)),
        Paragraph(shared["roster_head"], Style.HEADING),
        _roster_in_letter(case, own["lacking"]),
        *_signed(case),
        Opinion(shared["opinion"], tuple(shared["opinion_foot"])),
    )
    return Letter(own["file"].format(**blanks), own["title"].format(**blanks), parts)


def _about(case: Case, last: tuple[str, str]) -> tuple[Part, ...]:
    """填报人基本信息 and 该层级职称评审基本信息; last: its last label and value."""
    name, sex, born = shown(case, Field.NAME), *_from_number(case)
    gap = words()["gap"]
    person = (
        ("姓名", name, "性别", sex),
        ("出生日期", born, "身份证号码", shown(case, Field.ID_NUMBER)),
        ("工作单位", _employer(case), "联系电话", gap),
    )
    evaluation = (
        ("系列", shown(case, Field.SERIES), "专业", shown(case, Field.SPECIALTY)),
        ("资格名称", shown(case, Field.TITLE), "级别", shown(case, Field.LEVEL)),
        ("取得方式", _way(case), "取得时间", shown(case, Field.OBTAINED_ON)),
        ("评审机构", shown(case, Field.COMMITTEE), "发证单位", shown(case, Field.ISSUER)),
        ("资格文件号", shown(case, Field.APPROVAL_NUMBER), *last),
    )
    return (
        Paragraph(words()["person"], Style.HEADING),
        Grid(person, _PAIRS),
        Paragraph(words()["evaluation"], Style.HEADING),
        Grid(evaluation, _PAIRS),
    )


def _signed(case: Case) -> tuple[Part, ...]:
    own = words()
    return (
        Paragraph(own["closing"]),
        Paragraph(own["clerk"]),
        Paragraph(_employer(case), Style.SIGNATURE),
        Paragraph(own["seal"], Style.SIGNATURE),
        Paragraph(own["date"], Style.SIGNATURE),
    )


def _roster_in_letter(case: Case, lacking: str) -> Grid:
    row = _row(case, lacking)
    heads = tuple(_ROSTER[at].head for at in _IN_LETTER)
    own = tuple(row[at] for at in _IN_LETTER)
    return Grid((heads, own), tuple(_IN_LETTER.values()), heads=True)


def _roster(case: Case, name: str) -> Sheet:
    own, blanks = words()["roster"], _blanks(case)
    return Sheet(
        file=own["file"].format(**blanks),
        title=own["title"],
        columns=_ROSTER,
        rows=(_row(case, words()[name]["lacking"]),),
        blank=own["blank"],
        foot=tuple(line.format(**blanks) for line in own["foot"]),
    )


def _row(case: Case, lacking: str) -> tuple[str, ...]:
    """The person's row of the list; blank where the form is."""
    sex, _ = _from_number(case)
    values = (
        *("1", shown(case, Field.NAME), sex, shown(case, Field.ID_NUMBER), _employer(case)),
        *(shown(case, field) for field in (Field.SERIES, Field.SPECIALTY, Field.TITLE)),
        *(shown(case, field) for field in (Field.LEVEL, Field.OBTAINED_ON, Field.APPROVAL_NUMBER)),
        *(shown(case, Field.CERTIFICATE_NUMBER), lacking, "", ""),
    )
    gap = words()["gap"]
    return tuple("" if value == gap else value for value in values)


def _blanks(case: Case) -> dict[str, str]:
    """The words that fill the templates."""
    gap = words()["gap"]
    obtained = case.value(Field.OBTAINED_ON)
    return {
        "gap": gap,
        "name": case.value(Field.NAME) or gap,
        "title": shown(case, Field.TITLE),
        "year": obtained[:4] if obtained[:4].isdecimal() else gap,
        "number": shown(case, Field.APPROVAL_NUMBER),
        "employer": _employer(case),
    }


def shown(case: Case, field: Field) -> str:
    """A field as a Chinese paper prints it; a line to write on where it is blank."""
    value = case.value(field)
    if not value:
        return str(words()["gap"])
    return (
        _day(value)
        if field in DATES
        else value
        if field in _AS_NORMAL
        else case.typed[field].strip()
    )


def _day(value: str) -> str:
    """2013-12-26 as 2013年12月26日; what is no date as it is."""
    parts = value.split("-")
    if len(parts) not in (2, 3) or not all(part.isdecimal() for part in parts):
        return value
    return "".join(f"{int(part)}{unit}" for part, unit in zip(parts, "年月日", strict=False))


def _from_number(case: Case) -> tuple[str, str]:
    """Sex and date of birth: as entered, else as a valid identity number has them."""
    number = case.value(Field.ID_NUMBER)
    sex, born = shown(case, Field.SEX), shown(case, Field.BIRTH_DATE)
    day = born_on(number) if has_valid_check_digit(number) else None
    if day:
        sex = sex if case.value(Field.SEX) else "女男"[int(number[16]) % 2]
        born = born if case.value(Field.BIRTH_DATE) else _day(day.isoformat())
    return sex, born


def _way(case: Case) -> str:
    if case.value(Field.REVIEW_TYPE):
        return shown(case, Field.REVIEW_TYPE)
    return _ROUTES.get(str(case.declarations.get("route")), str(words()["gap"]))


def _employer(case: Case) -> str:
    """Whose seal the paper will bear: the present employer; the former, of one who moved away."""
    now = case.declarations.get("current_employer")
    away = case.declarations.get("employer_state") == "moved-out-of-province"
    return str(now).strip() if now and not away else shown(case, Field.EMPLOYER)
