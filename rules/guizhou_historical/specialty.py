"""评审专业名称 from the national list, 本地评审专业名称 from the certificate."""

from models.documents import Document, Reading
from models.fields import DocumentKind, Field
from rules.case import Case
from rules.facts import plain
from rules.rule import Breach, breach, rule

_TITLES = (DocumentKind.CERTIFICATE, DocumentKind.E_CERTIFICATE)


def printed_specialty(case: Case) -> tuple[str, tuple[Document, Reading] | None]:
    """The specialty on the certificate, as it was read, else as entered in 本地评审专业."""
    for document in case.documents:
        if document.kind in _TITLES and Field.SPECIALTY in document.fields:
            reading = document.fields[Field.SPECIALTY]
            return plain(Field.SPECIALTY, reading.value), (document, reading)
    return case.value(Field.LOCAL_SPECIALTY), None


@rule("GZ-H-59")
def other_if_the_list_lacks_it(case: Case) -> Breach | None:
    """Where the national list doesn't have the specialty of the certificate, 其他 is chosen."""
    chosen, other = case.value(Field.SPECIALTY), case.tables["specialty"]["other"]
    if not chosen or chosen == other:
        return None
    printed, seen = printed_specialty(case)
    # Without a local specialty 其他 alone would lose the specialty: GZ-H-60 is corrected first.
    right = other if case.value(Field.LOCAL_SPECIALTY) else None
    listed = case.declarations.get("local_specialty_listed")
    if listed is False:
        return breach(Field.SPECIALTY, right, typed=chosen, printed=printed or "证书上的专业")
    printed = printed or case.entered(Field.LOCAL_SPECIALTY)
    if printed == chosen:
        return None
    return breach(Field.SPECIALTY, right, seen=seen, typed=chosen, printed=printed)


@rule("GZ-H-60")
def local_specialty_is_filled_in(case: Case) -> Breach | None:
    """The local specialty is what the electronic certificate shows."""
    if case.value(Field.LOCAL_SPECIALTY):
        return None
    return breach(Field.LOCAL_SPECIALTY, _to_fill_in(case))


@rule("GZ-H-61")
def local_specialty_is_that_of_the_certificate(case: Case) -> Breach | None:
    """The local specialty is the one printed on the certificate."""
    typed = case.value(Field.LOCAL_SPECIALTY)
    if not typed:
        return None
    seen = case.read(Field.SPECIALTY, *_TITLES)
    if seen is None or plain(Field.SPECIALTY, seen[1].value) == typed:
        return None
    shown = seen[1].value
    return breach(Field.LOCAL_SPECIALTY, shown, seen=seen, typed=typed, shown=shown)


@rule("GZ-H-62")
def other_needs_the_local_specialty(case: Case) -> Breach | None:
    """With 其他 the local specialty can't stay blank."""
    if case.value(Field.SPECIALTY) != case.tables["specialty"]["other"]:
        return None
    if case.value(Field.LOCAL_SPECIALTY):
        return None
    return breach(Field.LOCAL_SPECIALTY, _to_fill_in(case))


def _to_fill_in(case: Case) -> str | None:
    """What belongs into the local specialty, as far as it is known."""
    printed, seen = printed_specialty(case)
    chosen = case.value(Field.SPECIALTY)
    if seen:
        return printed
    return chosen if chosen and chosen != case.tables["specialty"]["other"] else None
