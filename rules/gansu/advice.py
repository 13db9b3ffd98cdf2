"""What to do in Gansu: the path for what is missing, the unit, the place of what is left out.

The words and the matrix are data, `rules/gansu/advice.toml`.
"""

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any

from matching.places import place_path, places
from models.advice import Advice, Choice, FieldWanted, PaperWanted, Wanted
from models.fields import DocumentKind, Field
from rules.advice import solver
from rules.case import Case, Rank, Unknown
from rules.gansu.missing import never_issued, proofs, reissuing
from rules.gansu.numbers import derived_number
from rules.gansu.order import held_titles
from rules.gansu.reissue import MINUS_ONE
from rules.gansu.scope import evaluator

RANKS = {Rank.SENIOR: "senior", Rank.MIDDLE: "middle", Rank.JUNIOR: "junior"}


@cache
def texts() -> dict[str, Any]:
    """The answers' words, and the matrix."""
    return tomllib.loads((files("rules") / "gansu" / "advice.toml").read_text("utf-8"))


def cited(clause: str) -> str:
    """A clause with the notice that it stands in."""
    return f"《{texts()['notice']['name']}》{clause}"


def path_of(case: Case) -> dict[str, Any]:
    """The row of the matrix for this case. Unknown where papers or the level decide and aren't."""
    if never_issued(case):
        return dict(texts()["never-issued"])
    which = proofs(case)
    rows = [row for row in texts()["path"] if tuple(row["proofs"]) == which]
    if len(rows) == 1:
        return dict(rows[0])
    rank = RANKS[case.level()]
    return dict(next(row for row in rows if rank in row["levels"]))


@solver("gansu")
def which_papers(case: Case) -> Advice:
    """Which paper goes into which slot, and what stands in the fields of numbers."""
    path = path_of(case)
    fields = _numbers(case, path["number"])
    lawful = case.tables["reissue_authority"]["senior"] if path["number"] == "reissue" else ()
    return Advice(
        topic="papers",
        title=path["title"],
        title_en=path["title_en"],
        zh=path["zh"],
        en=path["en"],
        source=cited(path["source"]),
        open=path["open"],
        setting="reissue_authority" if lawful else path.get("setting", ""),
        choices=tuple(_issuer(name, at == 0) for at, name in enumerate(lawful)),
        papers=tuple(_paper(case, texts()["slot"][name]) for name in path["slots"]),
        fields=fields,
        steps=tuple((zh, en) for zh, en in path["steps"]),
    )


def _issuer(name: str, preferred: bool) -> Choice:
    words = texts()["issuer"]
    zh, en, source = words["zh"], words["en"], cited(words["source"])
    return Choice(Field.ISSUER, name, zh, en, source, preferred)


def _paper(case: Case, slot: dict[str, Any]) -> PaperWanted:
    kind = DocumentKind(slot["kind"])
    return PaperWanted(
        slot=slot["slot"],
        slot_en=slot["slot_en"],
        zh=slot["zh"],
        en=slot["en"],
        kind=kind,
        at_hand=None if case.papers is None else kind in case.papers,
        source=cited(slot["source"]),
        seals=tuple(slot.get("seals", ())),
        contains=tuple(slot.get("contains", ())),
        draft=slot.get("draft", ""),
    )


def _numbers(case: Case, number: str) -> tuple[FieldWanted, ...]:
    certificate, approval = Field.CERTIFICATE_NUMBER, Field.APPROVAL_NUMBER
    match number:
        case "printed":
            return (_wanted(certificate, "printed"),)
        case "remembered":
            return (_remembered(case),)
        case "appointment":
            return (_wanted(certificate, "printed"), _wanted(approval, "appointment"))
        case "reissue":
            unknown = case.declarations.get("number_known") is False
            name, value = ("minus-one", MINUS_ONE) if unknown else ("old", "")
            return (_wanted(Field.MANAGEMENT_NUMBER, name, value),)
    return ()


def _remembered(case: Case) -> FieldWanted:
    """The number of a lost certificate: known, forgotten, or nobody said."""
    known = case.declarations.get("number_known")
    made = derived_number(case.value(Field.APPROVAL_NUMBER), case.value(Field.ID_NUMBER))
    field = Field.CERTIFICATE_NUMBER
    if known:
        return _wanted(field, "printed")
    if known is False:
        return _wanted(field, "derived" if made else "malformed", made or "")
    return _wanted(field, "remembered")


def _wanted(field: Field, name: str, value: str = "") -> FieldWanted:
    words = texts()["number"][name]
    wanted = Wanted.PRESET if value else Wanted.REQUIRED
    return FieldWanted(field, wanted, value, words["zh"], words["en"])


@solver("gansu")
def which_unit(case: Case) -> Advice:
    """Through whom the title is collected."""
    state = case.declared("employer_state")
    if state == "moved-out-of-province":
        kept = case.declared("archive_in_province")
        state = "away-with-file" if kept else "away-without-file"
    title, title_en = "通过哪个单位采集", "Which unit collects"
    return _told("unit", title, title_en, texts()["unit"][state])


@solver("gansu")
def whose_account(case: Case) -> Advice:
    """Who opens the account of an employer that can't be found."""
    words = texts()["account"][case.declared("employer_type")]
    title, title_en = "查不到现工作单位时，由谁创建账号", "Who opens an account for the employer"
    return _told("account", title, title_en, words)


def _told(topic: str, title: str, title_en: str, words: dict[str, str]) -> Advice:
    return Advice(topic, title, title_en, words["zh"], words["en"], cited(words["source"]))


@solver("gansu")
def until_when(case: Case) -> Advice | None:
    """How many days are left."""
    if reissuing(case):
        return None
    closes = case.tables.day("entry_closes")
    left = (closes - case.submitted_on).days
    zh, en = (
        f"填报端口于{closes:%Y}年{closes.month}月{closes.day}日关闭",
        f"Entry closes on {closes}",
    )
    return Advice(
        topic="deadline",
        title="填报时限",
        title_en="The deadline",
        zh=f"{zh}，还有{left}天。" if left >= 0 else f"{zh}，已经截止。",
        en=f"{en}; {left} days are left." if left >= 0 else f"{en}; that day is past.",
        source=cited("一：“将采集填报系统填报端口关闭时间延长至5月31日”"),
        open=left >= 0,
        setting="entry_closes",
    )


@solver("gansu")
def where_it_belongs(case: Case) -> Advice | None:
    """Where a title that is left out here is collected."""
    types = case.tables.names("excluded_review_types")
    exam = case.declarations.get("route") == "exam" or case.value(Field.REVIEW_TYPE) in types
    why = "exam" if exam else evaluator(case)
    if why == "this-province":
        return None
    words = texts()["elsewhere"][why]
    open_to = case.tables["exam_titles" if exam else "other_province_titles"]
    zh, en = _collected_in(case)
    return Advice(
        topic="elsewhere",
        title="不在甘肃的采集范围，该去哪里",
        title_en="Left out here: where it belongs",
        zh=words["zh"].format(where_zh=f"（{zh}）" if zh else "", **open_to),
        en=words["en"].format(where_en=f" ({en})" if en else "", **open_to),
        source=cited(
            "三：“通过‘以考代评’方式取得职称、在外省、中央单位或部队评审取得职称的信息"
            "不列入信息采集填报范围”"
        ),
        open=False,
    )


def _collected_in(case: Case) -> tuple[str, str]:
    """The collection of the province that the committee's name begins with; "" for unknown."""
    for field in (Field.COMMITTEE, Field.CONVENER, Field.ISSUER):
        names, _ = place_path(case.value(field))
        for place in places() if names else ():
            if place.name == names[0]:
                top = place.within[-1] if place.within else place.code
                zh, en = texts()["collected_in"].get(top, ("", ""))
                return zh, en
    return "", ""


@solver("gansu")
def in_which_order(case: Case) -> Advice | None:
    """Of several titles: the highest of each series first, then the others."""
    if "holds" not in case.declarations or len(case.declared("holds")) < 2:
        return None
    held = held_titles(case)
    if any(not one.series or not one.grades for one in held):
        raise Unknown("declarations.holds")
    first = [one for one in held if not any(o.series == one.series and o.above(one) for o in held)]
    later = [one for one in held if one not in first]
    names, rest = ("、".join(one.told for one in some) for some in (first, later))
    return Advice(
        topic="order",
        title="几份职称先报哪一份",
        title_en="Which title comes first",
        zh=f"先填报各系列最高层级：{names}，一个层级提交一次。"
        + (f"找齐佐证材料后再报：{rest}。" if rest else ""),
        en=f"First the highest of each series, one at a time: {names}."
        + (f" When their proofs are found: {rest}." if rest else ""),
        source=cited("二（一）：“优先填报拥有的各系列最高层级职称评审信息，完成一个层级提交一次”"),
    )
