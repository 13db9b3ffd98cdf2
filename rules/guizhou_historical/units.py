"""The units of a certificate: who issued, who formed the committee, whose seal it bears."""

from matching.entries import Standing
from models.documents import Document
from models.fields import DocumentKind, Field
from rules.case import Case, Unknown
from rules.facts import plain, plain_words
from rules.whereabouts import place_of, unit_hit, unit_key

HOME = "52"
_HR = "unit.hr."
_SHOW_CONVENERS = (DocumentKind.REVIEW_FORM, DocumentKind.APPROVAL, DocumentKind.CERTIFICATE)


def key(name: str) -> str:
    """What the names of one unit share."""
    return unit_key(name, HOME)


def same(one: str, other: str) -> bool:
    """Are these names of one unit? An old name is that of the unit today."""
    return key(one) == key(other)


def is_province(name: str) -> bool:
    """Is it the province's HR department, under this or an older name?"""
    return key(name) == f"{_HR}{HOME}"


def today(name: str) -> str:
    """A unit as it is entered: under its full name, after a reform under the new one."""
    hit = unit_hit(name, HOME)
    if hit is None:
        return name
    known = {one.text for one in hit.entry.names if one.standing is not Standing.FORMER}
    return name if name in known else hit.entry.name


def bureau_city(name: str) -> str:
    """The code of the city or prefecture whose HR bureau this is; "" for any other unit."""
    hit = unit_hit(name, HOME)
    code = hit.entry.id.removeprefix(_HR) if hit else ""
    return code if len(code) == 4 and code.startswith(HOME) else ""


def city_of(name: str) -> str:
    """The code of the city or prefecture in Guizhou that a unit is of; "" for a provincial one."""
    code = place_of(name)
    return code[:4] if code.startswith(HOME) and len(code) > 2 else ""


def convener_of(case: Case) -> str:
    """Who formed the committee, as entered or as a document shows it; "" where neither does."""
    if entered := case.value(Field.CONVENER):
        return entered
    return next(
        (
            plain(Field.CONVENER, document.fields[Field.CONVENER].value)
            for document in case.documents
            if document.kind in _SHOW_CONVENERS and Field.CONVENER in document.fields
        ),
        "",
    )


def seal_of(case: Case) -> str:
    """Whose seal the certificate bears: declared, or read from it. Unknown for neither."""
    if declared := case.declarations.get("sealed_by"):
        return plain_words(declared)
    seals = (seal.text for document in _certificates(case) for seal in document.seals)
    if read := next((text for text in seals if unit_hit(plain_words(text), HOME)), ""):
        return plain_words(read)
    raise Unknown("declarations.sealed_by")


def _certificates(case: Case) -> tuple[Document, ...]:
    return tuple(d for d in case.documents if d.kind is DocumentKind.CERTIFICATE)


def own_window(case: Case) -> tuple[int, int] | None:
    """The years that the unit of the form announced for itself; None where it announced none."""
    issuer = case.value(Field.ISSUER)
    windows = case.tables["unit_windows"]
    if not issuer or not windows:
        return None
    found = (years for name, years in windows.items() if same(plain_words(name), issuer))
    years = next(found, None)
    return (years[0], years[1]) if years else None
