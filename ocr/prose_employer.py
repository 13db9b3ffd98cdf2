"""Who employs the one whom a paper is about, where no sentence says it."""

import re
from collections.abc import Mapping, Sequence

from matching.text import squeezed
from models.fields import DocumentKind, Field
from ocr.labels import load_labels
from ocr.layout import Candidate
from ocr.prose_text import Passage
from ocr.prose_values import stretch
from ocr.prose_words import is_office
from ocr.signing_unit import is_unit

_KEEPS_FILES = re.compile(r"档案(?:馆|局|室|中心)|人才")  # who says what is in the files of others
# Words of who employs: 我单位职工, and the cell of a table where it gives its opinion.
_OF_EMPLOYER = re.compile(
    "(?:[我本](?:单位|公司|校|院|局|所|站|中心|馆|厂|矿|台)|因单位|单位(?:办公|搬迁|核实|档案)|缺失人员)(?!下属|所属|直属|[属辖]|管辖)|^(?:所在|申报|工作|用人|呈报)?单位(?:审核|审查)?意见:?$"
)
# A reply to who employs: 同意你单位聘任某某同志, 你校《关于…的请示》收悉
_OF_OTHERS = re.compile("[你贵](?:单位|公司|集团|中心|[校院局所站馆厂社团台])")
_OF_ITS_OWN = re.compile(
    "[你贵](?:单位|公司|集团|中心|[校院所站馆厂社团台])(?:(?P<several>以下|下列)|[^,。;:等、]{2,12})同志"
)
# Who keeps files employs those of whom it says that they are its own.
_OF_KEEPER = re.compile(
    "(?:[系是为:,。;]|^|[兹现今]有|证明)[我本](?:单位|[局馆室]|中心)(?:的|在[职编岗]|正式|退休|原)*(?:职工|员工|干部|专业技术人员)"
    "|[兹现今]有[我本](?:单位|[局馆室]|中心)(?!保管|管理|存)[\u4e00-\u9fff·]{2,10}同志"
    "|在[我本](?:单位|[局馆室]|中心)(?:工作|从事|担任|任职)"
)


def _employer_addressed(text: Sequence[Passage], named: bool) -> Candidate | None:
    """The one unit that a reply is addressed to, where it speaks of somebody of 你单位.

    named: it names that person; 你单位以下同志 are named below.
    """
    own = [match for p in text if (match := _OF_ITS_OWN.search(p.text))]
    if not any(named or match["several"] for match in own):
        return None
    units = [p for p in text if p.text.endswith(":") and is_unit(p.text[:-1])]
    if len(units) != 1 or is_office(units[0].text):
        return None
    return stretch(Field.EMPLOYER, units[0], 0, len(units[0].text) - 1)


def _names_employer(passage: Passage) -> bool:
    """Is this the label of who employs, in a form?"""
    label = load_labels(None).whole(passage.text.rstrip(":"))
    return label is not None and label.field is Field.EMPLOYER


def employer_of(
    found: Mapping[Field, Candidate], text: Sequence[Passage], kind: DocumentKind
) -> Candidate | None:
    """Who employs when no sentence says it: the unit that signs for its own people."""
    issuer = found.get(Field.ISSUER)
    if kind is DocumentKind.APPROVAL:
        return None if Field.EMPLOYER in found else _employer_addressed(text, Field.NAME in found)
    if Field.EMPLOYER in found or issuer is None or is_office(issuer.printed):
        return None
    others = any(_OF_OTHERS.search(p.text) or _names_employer(p) for p in text)
    own = kind is DocumentKind.APPOINTMENT and not others
    if kind is DocumentKind.STATEMENT:
        keeps = _KEEPS_FILES.search(squeezed(issuer.printed))
        own = any((_OF_KEEPER if keeps else _OF_EMPLOYER).search(p.text) for p in text)
    if not own:
        return None
    return Candidate(Field.EMPLOYER, issuer.label, issuer.pieces, beside=True)
