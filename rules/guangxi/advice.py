"""Guangxi: is it collected, what each field takes, and what has to be corrected."""

from models.advice import Advice, FieldWanted, Wanted
from models.fields import Field
from models.findings import Finding, Severity
from rules.advice import solver
from rules.case import Case, Rank, Unknown
from rules.clauses import clauses
from rules.guangxi.labels import label_of
from rules.guangxi.levels import is_health, word_of
from rules.guangxi.ways import way_of
from rules.judge import Judgement, judge

_SCOPE = ("GX-01", "GX-02", "GX-03", "GX-05", "GX-07", "GX-08", "GX-09", "GX-10", "GX-11")
_CONFIRM = (
    "在广西办理重新确认后，可录入确认后的证书。",
    "Once it has been confirmed (重新确认) in Guangxi, the certificate of that is collected.",
)
_HOME = (
    "颁发证书的省份有自己的采集系统，可在当地办理。",
    "The province that issued it has a collection of its own.",
)
_NEXT = {
    "GX-01": (_CONFIRM,),
    "GX-02": (_CONFIRM,),
    "GX-05": (_CONFIRM, _HOME),
    "GX-07": (_HOME,),
}


def _source(*codes: str) -> str:
    return "；".join(clauses()[code].clause for code in codes)


@solver("guangxi")
def scope(case: Case) -> Advice:
    """Whether the certificate is collected, and what else is open where it is not."""
    judged = judge(case)
    out = [f for f in judged.findings if f.code in _SCOPE and f.severity is Severity.ERROR]
    if out:
        steps = dict.fromkeys(step for finding in out for step in _NEXT.get(finding.code, ()))
        zh, en = "".join(f.zh for f in out), " ".join(f.en for f in out)
        return _scope(zh, en, False, _source(*{f.code: None for f in out}), tuple(steps))
    needs = _needs(judged)
    if needs or any(f.code == "GX-12" for f in judged.findings):
        zh = "还不能确定是否属于采集范围" + (
            f"，还须知道：{needs[0]}" if needs else "，由审核人员判别。"
        )
        en = "It can't be said yet" + (f": {needs[1]}" if needs else "; a reviewer decides.")
        return _scope(zh, en, None, _source("GX-01"))
    zh, en = "属于采集范围，请录入。", "It is collected: enter it."
    return _scope(zh, en, True, _source("GX-01"))


def _needs(judged: Judgement) -> tuple[str, str] | None:
    """The questions that are open about the scope, in Chinese and English; seals may stay open."""
    asked = {u.need: u for u in judged.unclear if u.code in _SCOPE and u.code != "GX-11"}
    if not asked:
        return None
    return "".join(u.zh for u in asked.values()), " ".join(u.en for u in asked.values())


def _scope(
    zh: str,
    en: str,
    is_open: bool | None,
    source: str,
    steps: tuple[tuple[str, str], ...] = (),
) -> Advice:
    return Advice(
        topic="scope",
        title="是否采集",
        title_en="Is it collected",
        zh=zh,
        en=en,
        source=source,
        open=is_open,
        steps=steps,
    )


@solver("guangxi")
def fields(case: Case) -> Advice:
    """What the fields take whose values hang together."""
    return Advice(
        topic="fields",
        title="各栏怎样填",
        title_en="What each field takes",
        zh="以下各栏按解答填写。",
        en="These fields follow the answers.",
        source=_source("GX-35", "GX-42", "GX-46", "GX-49"),
        fields=(_employer(), *_way(case), _issuer(case), _number(case), _management(case)),
    )


def _employer() -> FieldWanted:
    zh = "照单位公章填全称，不用简称，不加“广西壮族自治区”，没有空格"
    en = "the full name on the seal, nothing added, no spaces"
    return FieldWanted(Field.EMPLOYER, Wanted.REQUIRED, "", zh, en)


def _way(case: Case) -> tuple[FieldWanted, FieldWanted]:
    way = _way_wanted(case)
    if way == "exam":
        word = "XX" if case.rank is None else word_of(case.rank)
        right = case.tables["way_by_exam"]
        return (
            _type(right, "考试取得（含以考代评）", "obtained by exam"),
            FieldWanted(
                Field.COMMITTEE,
                Wanted.REQUIRED if case.rank is None else Wanted.PRESET,
                "" if case.rank is None else word + right,
                f"选对应级别的“{word}{right}”",
                f"{word}{right}, of the level",
            ),
        )
    if way == "evaluation":
        right = case.tables["way_by_evaluation"]
        zh, en = "选对应的评审会", "the committee that evaluated it"
        return _type(right, "评审取得", "obtained by evaluation"), _committee(zh, en)
    if way in ("recognition", "confirmation"):
        name = {"recognition": "认定", "confirmation": "重新确认"}[way]
        return _type(name, f"{name}取得", f"obtained by {name}"), _committee(
            f"选{name}取得的一项", f"the entry for {name}"
        )
    zh, en = "评审、考试、重新确认、认定之一，以证书为准", "one of four, as the certificate says"
    committee = _committee(
        "评审选评审会，其他选相应的取得方式", "a committee, or the way's own entry"
    )
    return FieldWanted(Field.REVIEW_TYPE, Wanted.REQUIRED, "", zh, en), committee


def _type(value: str, zh: str, en: str) -> FieldWanted:
    return FieldWanted(Field.REVIEW_TYPE, Wanted.PRESET, value, zh, en)


def _committee(zh: str, en: str) -> FieldWanted:
    return FieldWanted(Field.COMMITTEE, Wanted.REQUIRED, "", zh, en)


def _way_wanted(case: Case) -> str:
    """The way that the answers lay down for health, else the one that is known; "" for none."""
    try:
        lower = is_health(case) and case.level() is not Rank.SENIOR
        year = case.year_of(Field.OBTAINED_ON) if lower else None
    except Unknown:
        year = None
    first, last = case.tables["health_open_years"]
    try:
        way = way_of(case)
    except Unknown:
        way = ""
    if year is None or first <= year <= last or way in ("recognition", "confirmation"):
        return way
    return "evaluation" if year < first else "exam"


def _issuer(case: Case) -> FieldWanted:
    names = "”或“".join(case.tables["issuers"])
    zh = f"照证书填写；考试取得的应为“{names}”"
    en = f"as on the certificate; for an exam {' or '.join(case.tables['issuers'])}"
    return FieldWanted(Field.ISSUER, Wanted.REQUIRED, "", zh, en)


def _number(case: Case) -> FieldWanted:
    placeholder = case.tables["no_number"]
    zh = f"证书上的编号；证书上没有编号的填{placeholder}（8个1）"
    en = f"the number on the certificate, or {placeholder} if it has none"
    return FieldWanted(Field.CERTIFICATE_NUMBER, Wanted.REQUIRED, "", zh, en)


def _management(case: Case) -> FieldWanted:
    since = case.tables["management_number_since"]
    dated = next((f for f in (Field.ISSUED_ON, Field.OBTAINED_ON) if case.value(f)), None)
    try:
        before = dated is not None and case.year_of(dated) < since
    except Unknown:
        before = False
    if before:
        zh, en = f"{since}年以前的证书没有，留空", f"none before {since}: left blank"
        return FieldWanted(Field.MANAGEMENT_NUMBER, Wanted.BLANK, "", zh, en)
    zh, en = "证书上有就填，没有就不填", "if the certificate has one"
    return FieldWanted(Field.MANAGEMENT_NUMBER, Wanted.OPTIONAL, "", zh, en)


@solver("guangxi")
def corrections(case: Case) -> Advice | None:
    """Everything that has to be corrected before a report can be made, in the order of the form."""
    wrong = [
        finding
        for finding in judge(case).findings
        if finding.field and (finding.severity is not Severity.HINT or finding.suggestion)
    ]
    if not wrong:
        return None
    return Advice(
        topic="corrections",
        title="需要更正的栏目",
        title_en="What has to be corrected",
        zh=f"有{len(wrong)}处需要更正或核对。",
        en=f"{len(wrong)} entries need correcting or another look.",
        source=_source("GX-16"),
        steps=tuple(dict.fromkeys(_step(case, finding) for finding in wrong)),
    )


def _step(case: Case, finding: Finding) -> tuple[str, str]:
    assert finding.field is not None
    return (
        f"{label_of(case, finding.field)}：{finding.do_zh}",
        f"{finding.field.en}: {finding.do_en}",
    )
