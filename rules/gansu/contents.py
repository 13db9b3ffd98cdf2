"""What must stand in a statement, in its list of people, and which form a review form is.

What a statement says is known only where it was read; a list of people may be declared.
"""

import re
from collections.abc import Iterable

from matching.text import squeezed
from models.documents import Document
from models.fields import DocumentKind, Field
from rules.case import Case, Unknown
from rules.gansu.missing import (
    WITHOUT_APPROVAL,
    WITHOUT_REVIEW_FORM,
    Proofs,
    by_statement,
    lacks,
    proofs,
    reissuing,
)
from rules.rule import Breach, breach, rule

_STATEMENT, _REVIEW_FORM = DocumentKind.STATEMENT, DocumentKind.REVIEW_FORM
_EVALUATION = (Field.TITLE, Field.OBTAINED_ON, Field.COMMITTEE, Field.APPROVAL_NUMBER)
_REASON = re.compile("原因|由于|因|不慎|不善|遗失于|丢失于|被盗|火灾|水灾")
_NOT_FILLED_IN = "请写明"  # what a draft says where the reason is to be written
_ROSTER = re.compile("名册|名单|花名册")
_CONTENT = {
    WITHOUT_REVIEW_FORM: re.compile("评审表|认定表|评审意见表|审批表|评审材料"),
    WITHOUT_APPROVAL: re.compile("资格文件|任职资格|批准文件|批文|评审结果文件|职称文件"),
}


def text_of(documents: Iterable[Document]) -> str:
    """All that documents say, without spaces; "" where no line of them is known."""
    return squeezed("".join(line.text for document in documents for line in document.lines))


def _read(case: Case, kind: DocumentKind) -> str:
    """What the papers of a kind say. Unknown where none was read."""
    if text := text_of(case.seen(kind)):
        return text
    raise Unknown(f"documents.{kind}")


@rule("GS-17")
def statement_of_loss_is_complete(case: Case) -> Breach | None:
    """Who it is, which evaluation it was, and why the certificate is lost."""
    if not by_statement(case) or not case.has(_STATEMENT):
        return None
    text, seen = _read(case, _STATEMENT), case.seen(_STATEMENT)
    shown = {field for document in seen for field in document.fields}
    own = [value for field in _EVALUATION if (value := case.value(field))]
    # A rare character of a name may be misread; the number or the label tells as well.
    person = {case.entered(Field.NAME), case.value(Field.ID_NUMBER) or "姓名", "姓名"}
    there = {
        ("填报人基本信息", "who it is about"): Field.NAME in shown
        or any(said in text for said in person),
        # Its own number says nothing of the evaluation.
        ("该层级职称评审基本信息", "which evaluation it was"): bool(shown & {*_EVALUATION[:-1]})
        or any(value in text for value in own),
        ("遗失原因", "why it was lost"): _gives_reason(text),
    }
    return _lacking(there)


def _gives_reason(text: str) -> bool:
    return _REASON.search(text) is not None and _NOT_FILLED_IN not in text


def _lacking(there: dict[tuple[str, str], bool]) -> Breach | None:
    missing = [names for names, found in there.items() if not found]
    if not missing:
        return None
    zh, en = "、".join(zh for zh, _ in missing), ", ".join(en for _, en in missing)
    return breach(document=_STATEMENT, missing_zh=zh, missing_en=en)


@rule("GS-23")
def statement_on_the_review_form_is_complete(case: Case) -> Breach | None:
    """Where the review form is missing, the employer states why, what, and for whom."""
    return _three_parts(case) if lacks(case, WITHOUT_REVIEW_FORM) else None


@rule("GS-28")
def statement_on_the_approval_is_complete(case: Case) -> Breach | None:
    """Where the approval document is missing, the same statement goes into 其他."""
    return _three_parts(case) if lacks(case, WITHOUT_APPROVAL) else None


_WHY, _WHAT = ("缺失原因", "why it is missing"), ("缺失内容", "what is missing")
_WHO = ("缺失人员名册", "the list of people")


def _three_parts(case: Case) -> Breach | None:
    """缺失原因, 缺失内容, 缺失人员名册: all of them where there is no statement."""
    if not case.has(_STATEMENT):
        return _lacking(dict.fromkeys((_WHY, _WHAT, _WHO), False))
    read = tuple(document for document in case.documents if document.kind is _STATEMENT)
    text = text_of(read)
    if not text:
        return _lacking({_WHO: case.roster(_STATEMENT)})
    listed = any(document.rows for document in read) or bool(_ROSTER.search(text))
    return _lacking(
        {
            _WHY: _gives_reason(text),
            _WHAT: bool(_CONTENT[proofs(case)].search(text)),
            _WHO: listed or case.roster(_STATEMENT),
        }
    )


@rule("GS-26")
def the_person_is_in_the_list(case: Case) -> Breach | None:
    """The list of people with the statement has the person."""
    which: Proofs | None = None if reissuing(case) else proofs(case)
    if which not in (WITHOUT_REVIEW_FORM, WITHOUT_APPROVAL) or not case.has(_STATEMENT):
        return None
    name, identity = case.entered(Field.NAME), case.value(Field.ID_NUMBER)
    rows = [row for document in case.seen(_STATEMENT) for row in document.rows]
    names = [row[Field.NAME].value for row in rows if Field.NAME in row]
    if not names:
        raise Unknown(f"documents.{_STATEMENT}")
    numbers = {row[Field.ID_NUMBER].value for row in rows if Field.ID_NUMBER in row}
    if name in names or (identity and identity in numbers):
        return None
    if any(_nearly(name, other) for other in names):
        raise Unknown(f"documents.{_STATEMENT}")  # a character may have been misread
    return breach(Field.NAME, document=_STATEMENT, name=name, listed="、".join(names[:5]))


def _nearly(name: str, other: str) -> bool:
    """May one be a misreading of the other: of one length, one character different?"""
    if len(name) != len(other):
        return False
    return sum(one != two for one, two in zip(name, other, strict=True)) == 1


@rule("GS-59")
def form_is_that_of_the_way(case: Case) -> Breach | None:
    """评审 has a 评审表, 认定 a 认定表."""
    way = case.declarations.get("route") or case.entered(Field.REVIEW_TYPE)
    wanted = {"evaluation": "评审", "recognition": "认定"}.get(way, way)
    if wanted not in ("评审", "认定"):
        return None
    if case.papers is not None and _REVIEW_FORM not in case.papers and not case.documents:
        return None
    text, other = _read(case, _REVIEW_FORM), "认定" if wanted == "评审" else "评审"
    # A 评审表 speaks of 认定, too; only what a form calls itself tells.
    named = {kind for kind in ("评审", "认定") if re.search(f"{kind}(?:审批|登记|意见)?表", text)}
    if named != {other}:
        return None
    return breach(document=_REVIEW_FORM, way=wanted, seen_form=f"{other}表", right=f"{wanted}表")
