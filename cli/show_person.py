"""A person of a roster, for people and for programs: who it is, whose certificate, and why."""

from rich.table import Table
from rich.text import Text

from cli.style import marked, plain, stdout
from matching.differences import differences
from matching.keys import match_key
from matching.person import (
    NAMING,
    Holding,
    PersonCandidate,
    PersonMatch,
)
from matching.person_rows import FieldWeight
from matching.weights import Agreement
from models.fields import Field
from models.lookups import CertificateVerdict, PersonVerdict

VERDICTS = {
    PersonVerdict.SAME_PERSON: ("✓ 是同一人", "the same person", "bold green"),
    PersonVerdict.PROBABLY: ("! 很可能是同一人", "probably the same person", "bold yellow"),
    PersonVerdict.AMBIGUOUS: (
        "! 分辨不出是谁",
        "ambiguous: it can't be told who it is",
        "bold yellow",
    ),
    PersonVerdict.NOT_FOUND: ("✗ 名单中没有此人", "not found", "bold red"),
}
CERTIFICATES = {
    CertificateVerdict.THEIRS: ("✓ 证书是此人的", "the certificate is theirs", "green"),
    CertificateVerdict.ANOTHERS: (
        "✗ 证书在名单中，但是别人的",
        "the certificate is in the roster, but another person's",
        "bold red",
    ),
    CertificateVerdict.OTHER: (
        "! 此人名下没有这本证书，另有证书",
        "this certificate is none of theirs in the roster",
        "yellow",
    ),
    CertificateVerdict.UNCLEAR: (
        "! 分辨不出是不是此人的、是哪一本证书",
        "it can't be told whether the certificate is theirs, or which of theirs",
        "yellow",
    ),
    CertificateVerdict.NOT_FOUND: ("· 证书没有找到", "the certificate was not found", "dim"),
    CertificateVerdict.NOT_GIVEN: ("· 未填证书各栏", "nothing of a certificate was given", "dim"),
}
_AGREEMENTS = {
    Agreement.EXACT: ("相同", "green"),
    Agreement.NEAR: ("相近", "yellow"),
    Agreement.DIFFERS: ("不同", "bold red"),
    Agreement.IMPLIED: ("已含在别栏", "dim"),
    Agreement.MISSING: ("空缺", "dim"),
}
_SOMEBODY = (PersonVerdict.SAME_PERSON, PersonVerdict.PROBABLY, PersonVerdict.AMBIGUOUS)
_BAR = 20  # characters for the heaviest weight


def show_person(match: PersonMatch, *, explain: bool) -> None:
    """The verdicts and the candidates; with explain, the weights of each candidate."""
    _verdict(*VERDICTS[match.verdict])
    _verdict(*CERTIFICATES[match.certificate])
    _asides(match)
    shown = match.candidates if explain else match.candidates[:1]
    for place, candidate in enumerate(match.candidates, 1):
        _candidate(place, candidate)
        if candidate in shown:
            _waterfall(candidate.holding, match)
    if match.certificate is CertificateVerdict.ANOTHERS and match.holding:
        stdout().print(Text("证书的持有人 whose certificate it is", "bold"))
        _waterfall(match.holding, match)


def _asides(match: PersonMatch) -> None:
    """What a reviewer is to look at: whose the number is, what has nothing in common, the lead."""
    if match.owner:
        owner = plain(match.owner.values.get(Field.NAME, "—")).plain
        told = f"  ! 所填证件号码是名单中另一人的：{owner}（id {match.owner.id}）"
        told += "  the identity number is another person's"
        stdout().print(Text(told, "yellow"), soft_wrap=True)
    said = match.candidates[0].holding.weights if match.verdict in _SOMEBODY else ()
    for one in said:
        if one.field in NAMING and one.agreement is Agreement.DIFFERS and not match.owner:
            told = f"  ! {one.field.zh}没有相同之处  {one.field} has nothing in common"
            stdout().print(Text(told, "yellow"), soft_wrap=True)
    if match.margin is not None:
        lead = f"  第一比第二重 {match.margin:.1f} 比特，一比特即可能性大一倍"
        lead += "  bits between the first and the second; each doubles the odds"
        stdout().print(Text(lead, "dim"), soft_wrap=True)


def _verdict(zh: str, en: str, style: str) -> None:
    stdout().print(Text.assemble((zh, style), (f"  {en}", "dim")), soft_wrap=True)


def _candidate(place: int, candidate: PersonCandidate) -> None:
    row = Text.assemble((f"{place}. {candidate.probability:.2%}  ", "bold"))
    row.append(plain(candidate.holding.values.get(Field.NAME, "—")).plain, "bold")
    row.append(f"  {candidate.rows} 本证书 certificates  id {candidate.holding.id}", "dim")
    stdout().print(row, soft_wrap=True)


def _waterfall(holding: Holding, match: PersonMatch) -> None:
    """Each field's weight as a bar, from what is known before any field is compared to the sum."""
    table = Table(box=None, padding=(0, 2, 0, 0), show_header=False, pad_edge=False)
    most = max([1.0, abs(match.prior), *(abs(one.weight) for one in holding.weights)])
    before = f"名单 {match.rows:,} 行 rows"
    table.add_row("  起点", "", plain(before), f"{match.prior:+.1f}", _bar(match.prior, most))
    for one in holding.weights:
        zh, style = _AGREEMENTS[one.agreement]
        bar = _bar(one.weight, most)
        table.add_row(f"  {one.field.zh}", Text(zh, style), _both(one), f"{one.weight:+.1f}", bar)
    total = match.prior + holding.weight
    table.add_row("  合计", "", "", f"{total:+.1f}", "")
    stdout().print(table)


def _bar(weight: float, most: float) -> Text:
    return Text("█" * round(_BAR * abs(weight) / most), "green" if weight > 0 else "red")


def _both(one: FieldWeight) -> Text:
    if one.agreement in (Agreement.EXACT, Agreement.MISSING):
        return plain(one.there or one.given)
    segments = differences(match_key(one.field, one.given), match_key(one.field, one.there))
    return Text.assemble(marked(segments, entered=True), " → ", marked(segments, entered=False))
