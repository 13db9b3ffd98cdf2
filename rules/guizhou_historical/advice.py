"""What to write, bring and choose in Guizhou's collection, beside the issuing unit."""

from collections.abc import Iterator

from models.advice import Advice, Choice, FieldWanted, PaperWanted, Wanted
from models.fields import DocumentKind, Field
from rules.advice import solver
from rules.case import Case, Unknown
from rules.clauses import clauses
from rules.guizhou_historical.answers import PROFILE, answer, cited, paper, texts
from rules.guizhou_historical.certificates import HOLDS, Held, held, uncovered
from rules.guizhou_historical.employer import Account, account_by
from rules.guizhou_historical.issuer import before_2010_the_unit_decides
from rules.guizhou_historical.numbers import real_number
from rules.guizhou_historical.papers import IN_PLACE, PROOFS
from rules.guizhou_historical.scope import obtained_elsewhere, only_who_holds_a_title
from rules.guizhou_historical.specialty import printed_specialty
from rules.guizhou_historical.titles import (
    art_grade,
    has_word,
    in_party_school,
    is_pharmacy,
    party_school_series,
    pharmacy_in_hospital,
    renamed_here,
    told,
)
from rules.guizhou_historical.units import own_window


@solver(PROFILE)
def number_and_proofs(case: Case) -> Advice:
    """未办理证书, 已遗忘 or the number, and which papers go with it."""
    words, state = case.tables["placeholder"], case.declarations.get("certificate_state")
    number = real_number(case)
    if state is None and number:
        state = "held"
    match state or case.declared("certificate_state"):
        case "never-issued":
            return _numbered(case, "never", words["never_made"], IN_PLACE)
        case "lost" if number or case.declared("number_known"):
            return _numbered(case, "lost", number, IN_PLACE)
        case "lost":
            return _numbered(case, "forgotten", words["forgotten"], IN_PLACE)
        case _:
            return _numbered(case, "held", number, PROOFS)


def _numbered(case: Case, name: str, value: str, kinds: tuple[DocumentKind, ...]) -> Advice:
    wanted: PaperWanted = paper(case, "any" if kinds == PROOFS else "other", kinds)
    given = Wanted.PRESET if name in ("never", "forgotten") else Wanted.REQUIRED
    entry = texts()["number"][name]
    field = FieldWanted(
        Field.CERTIFICATE_NUMBER,
        given,
        value,
        entry["zh"].format(value=value),
        entry["en"].format(value=value),
    )
    return answer(
        "number", name, papers=(wanted,), fields=(field,), is_open=wanted.at_hand, value=value
    )


@solver(PROFILE)
def which_certificate(case: Case) -> Advice | None:
    """The highest, the one in use, or what nobody ruled on."""
    cards = held(case)
    if len(cards) < 2:
        return None
    if uncovered(cards):
        best = _proposed(cards)
        setting = "several_certificates.uncovered"
        return _certificate("undetermined", best, setting=setting)
    if len({card.series for card in cards}) == 1:
        if not all(card.lowest for card in cards):
            raise Unknown(HOLDS)
        return _certificate("highest", min(cards, key=lambda card: (card.lowest, card.highest)))
    used = [card for card in cards if card.in_use]
    if len(used) != 1:
        raise Unknown(HOLDS)
    return _certificate("in_use", used[0])


def _proposed(cards: tuple[Held, ...]) -> Held:
    """The highest of those in use; of all where none is marked."""
    used = [card for card in cards if card.in_use] or list(cards)
    return min(used, key=lambda card: (card.lowest or 9, card.highest or 9))


def _certificate(name: str, card: Held, setting: str = "") -> Advice:
    entry = texts()["certificate"][name]
    zh, en = entry["zh"].format(name=card.name), entry["en"].format(name=card.name)
    source = cited(entry["source"])
    chosen = Choice(Field.SERIES, card.name, zh, en, source, preferred=True)
    return answer("certificate", name, choices=(chosen,), setting=setting, name=card.name)


@solver(PROFILE)
def who_creates_the_account(case: Case) -> Advice | None:
    """Question 9, and who is asked where it is silent."""
    by = account_by(case)
    figures = case.tables["account"]
    if by is None:
        return None
    return answer(
        "account",
        by,
        setting="account.unsettled" if by is Account.UNSETTLED else "",
        ask_zh=figures["unsettled"],
        ask_en=figures["unsettled_en"],
    )


@solver(PROFILE)
def names_in_the_list(case: Case) -> Advice | None:
    """Which series and title stand in the list for those of the certificate (questions 3 to 7)."""
    fields = tuple(_mapped(case))
    if not fields:
        return None
    entry = texts()["names"]
    return Advice(
        topic="names",
        title=entry["title"],
        title_en=entry["title_en"],
        zh=entry["zh"],
        en=entry["en"],
        source=cited("第3问至第7问"),
        fields=fields,
    )


def _mapped(case: Case) -> Iterator[FieldWanted]:
    series = case.tables["mapped_series"]
    every = (Field.SERIES, Field.SPECIALTY, Field.LOCAL_SPECIALTY, Field.TITLE)
    if right := renamed_here(told(case, Field.TITLE)):
        yield _given("GZ-H-07", Field.TITLE, right)
    if has_word((*told(case, *every), case.value(Field.COMMITTEE)), "群众文化"):
        yield _given("GZ-H-08", Field.SERIES, series["mass_culture"])
    if in_party_school(case):
        yield _given("GZ-H-09", Field.SERIES, party_school_series(case))
    if is_pharmacy(case) and not pharmacy_in_hospital(case):
        yield _given("GZ-H-10", Field.SERIES, series["pharmacy_outside"])
    for code, specialty in (("GZ-H-11", "影视编辑"), ("GZ-H-12", "影视文学编辑")):
        if has_word(told(case, *every), specialty):
            name = case.tables["art_titles"][specialty]["name"]
            yield _given(code, Field.TITLE, f"{art_grade(case)}{name}")


def _given(code: str, field: Field, value: str) -> FieldWanted:
    clause = clauses()[code]
    return FieldWanted(field, Wanted.PRESET, value, clause.title, clause.title_en)


@solver(PROFILE)
def both_specialties(case: Case) -> Advice | None:
    """评审专业名称 and 本地评审专业名称."""
    printed, _ = printed_specialty(case)
    chosen, other = case.value(Field.SPECIALTY), case.tables["specialty"]["other"]
    if not printed and not chosen:
        return None
    listed = case.declarations.get("local_specialty_listed")
    if listed is None and chosen == other:
        listed = False
    if listed is None and printed in ("", chosen):
        listed = True  # chosen from the list, and nothing on the certificate differs
    if listed is None:
        listed = bool(case.declared("local_specialty_listed"))
    local = printed or (chosen if chosen != other else "")
    name = "listed" if listed else "other"
    entry = texts()["specialty"][name]
    zh, en = entry["zh"].format(other=other), entry["en"].format(other=other)
    fields = (
        FieldWanted(Field.SPECIALTY, Wanted.PRESET, local if listed else other, zh, en),
        FieldWanted(Field.LOCAL_SPECIALTY, Wanted.REQUIRED, local, zh, en),
    )
    return answer("specialty", name, fields=fields, other=other)


@solver(PROFILE)
def is_it_collected(case: Case) -> Advice | None:
    """Whether the title is collected at all, and where else it would be."""
    elsewhere = case.tables["other_province_titles"]
    words = {"open_zh": elsewhere["open_zh"], "open_en": elsewhere["open_en"]}
    try:
        if next(obtained_elsewhere(case), None):
            return answer("scope", "elsewhere", **words)
        if only_who_holds_a_title(case):
            return answer("scope", "no_title")
        if before_2010_the_unit_decides(case):
            return answer("scope", "unit_decides", year=case.year_of(Field.OBTAINED_ON))
    except Unknown:
        pass  # the rules ask for it; the year can be told all the same
    year = case.year_of(Field.OBTAINED_ON)
    first, last = own_window(case) or case.tables["window"]
    name = "later" if year > last else "earlier" if year < first else "open"
    return answer("scope", name, year=year, first=first, last=last)
