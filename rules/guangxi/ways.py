"""Guangxi: how a qualification was obtained (取得方式), and what stands as 评审会 with it."""

from models.fields import DocumentKind, Field
from rules.case import Case, Rank, Unknown
from rules.guangxi.levels import is_health, word_of
from rules.rule import Breach, breach, rule

WAYS = ("evaluation", "exam", "recognition", "confirmation")
_TYPE, _COMMITTEE = Field.REVIEW_TYPE, Field.COMMITTEE
_TITLES = (DocumentKind.CERTIFICATE, DocumentKind.E_CERTIFICATE, DocumentKind.REVIEW_FORM)
_ZH = {"recognition": "认定", "confirmation": "重新确认"}
_LEVEL_WORDS = {
    Rank.SENIOR: ("高级",),
    Rank.MIDDLE: ("中级",),
    Rank.JUNIOR: ("初级", "助理级", "员级", "师级", "士级"),
}


def way_of(case: Case) -> str:
    """evaluation, exam, recognition or confirmation: as 取得方式 says, else as declared."""
    if way := way_named(case, case.value(_TYPE)):
        return way
    return str(case.declared("route"))


def way_named(case: Case, text: str) -> str:
    """The way that a text of the code list names, "" for none."""
    ways = case.tables["ways"]
    return next((way for way in WAYS if text in ways[way]), "")


def way_of_committee(case: Case, text: str) -> str:
    """The way that a value of 评审会 stands for: a committee is one of evaluation; "" for none."""
    words = case.tables["committees"]
    return next((way for way in WAYS if any(word in text for word in words[way])), "")


@rule("GX-41")
def recognition_has_its_own_entry(case: Case) -> Breach | None:
    """认定 and 重新确认 stand as 评审会 themselves, not a committee."""
    committee = case.value(_COMMITTEE)
    if not committee:
        return None
    way = way_of(case)
    if way not in _ZH or way_of_committee(case, committee) == way:
        return None
    return breach(_COMMITTEE, typed=committee, way=_ZH[way])


@rule("GX-42")
def way_and_committee_fit(case: Case) -> Breach | None:
    """By exam the exam's entry of the level, by evaluation a committee."""
    committee = case.value(_COMMITTEE)
    if not committee:
        return None
    way, own = way_of(case), way_of_committee(case, committee)
    if way == "evaluation" and own != "evaluation":
        zh, en = "评审取得的要选评审会", "for what was evaluated a committee is chosen"
        return breach(_COMMITTEE, typed=committee, problem_zh=zh, problem_en=en)
    if way != "exam" or (own == "exam" and _level_fits(case, committee)):
        return None
    zh = "考试取得的要选对应级别的“XX考试取得”"
    en = "for an exam, XX考试取得 of the level is chosen"
    return breach(_COMMITTEE, _entry(case), typed=committee, problem_zh=zh, problem_en=en)


def _level_fits(case: Case, committee: str) -> bool:
    named = {rank for rank, words in _LEVEL_WORDS.items() if any(w in committee for w in words)}
    return not named or case.level() in named


def _entry(case: Case) -> str | None:
    """What stands as 评审会 for an exam of the level."""
    return None if case.rank is None else word_of(case.rank) + case.tables["way_by_exam"]


@rule("GX-43")
def health_before_2000_was_evaluated(case: Case) -> Breach | None:
    """中级 and 初级 of health before 2000 were evaluated."""
    if not _lower_health(case) or case.year_of(Field.OBTAINED_ON) >= _open_years(case)[0]:
        return None
    if _way_shown(case) != "exam":
        return None
    return _by(case, case.tables["way_by_evaluation"], "考试取得")


@rule("GX-44")
def health_after_2001_is_by_exam(case: Case) -> Breach | None:
    """中级 and 初级 of health after 2001 were obtained by exam."""
    if not _lower_health(case) or case.year_of(Field.OBTAINED_ON) <= _open_years(case)[1]:
        return None
    if case.value(_TYPE) != "以考代评" and _way_shown(case) != "evaluation":
        return None
    return _by(case, case.tables["way_by_exam"], "评审取得")


def _by(case: Case, right: str, wrong: str) -> Breach:
    typed = case.value(_TYPE) or wrong
    return breach(_TYPE, right, right=right, typed=typed, obtained=case.value(Field.OBTAINED_ON))


@rule("GX-45")
def health_in_2000_and_2001_is_as_the_certificate_says(case: Case) -> Breach | None:
    """The answers leave 2000 and 2001 open: the certificate decides."""
    first, last = _open_years(case)
    if not _lower_health(case) or not first <= case.year_of(Field.OBTAINED_ON) <= last:
        return None
    shown = case.read(_TYPE, *_TITLES) if case.documents else None
    if shown is None:
        return breach(_TYPE, obtained=case.value(Field.OBTAINED_ON))
    on_document = way_named(case, shown[1].value)
    if on_document and on_document == _way_shown(case):
        return None
    return breach(_TYPE, seen=shown, obtained=case.value(Field.OBTAINED_ON))


def _open_years(case: Case) -> tuple[int, int]:
    first, last = case.tables["health_open_years"]
    return first, last


def _lower_health(case: Case) -> bool:
    return is_health(case) and not case.senior


def _way_shown(case: Case) -> str:
    """The way as 取得方式, the declaration, or else 评审会 gives it."""
    try:
        return way_of(case)
    except Unknown:
        if way := way_of_committee(case, case.value(_COMMITTEE)):
            return way
        raise
