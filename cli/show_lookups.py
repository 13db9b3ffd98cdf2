"""What rosters say of a submission, in the terminal: the person's own entry, nobody else's."""

from rich.table import Table
from rich.text import Text

from cli.show_person import CERTIFICATES, VERDICTS
from cli.style import STATES, plain, stdout
from models.lookups import Lookups, PersonLookup, PersonVerdict, UnitLookup, UnitVerdict

# Not to be in a roster is no error by itself.
_ABSENT = ("· 没有找到此人", "not found", "dim")
_UNITS = {
    UnitVerdict.LISTED: ("✓ 在名单中", "listed", "green"),
    UnitVerdict.NEAR: ("! 名称相近", "a name near to it is listed", "yellow"),
    UnitVerdict.TIED: ("! 几个同样接近，未定", "a tie: several are as near", "yellow"),
    UnitVerdict.NOT_FOUND: ("· 不在名单中", "not listed", "dim"),
}


def show_lookups(lookups: Lookups) -> None:
    """Each roster with its verdicts, the fields of the entry, and what the second lost by."""
    for person in lookups.people:
        _person(person)
    if lookups.units:
        table = Table(box=None, padding=(0, 2, 0, 0), show_header=False, pad_edge=False)
        for unit in lookups.units:
            table.add_row(*_unit(unit))
        stdout().print(table)


def _person(person: PersonLookup) -> None:
    heading = Text.assemble(("名单 ", "bold"), (plain(person.roster).plain, "bold"))
    heading.append(f"  {person.rows:,} 行 rows", "dim")
    stdout().print(heading)
    told = [_ABSENT if person.verdict is PersonVerdict.NOT_FOUND else VERDICTS[person.verdict]]
    if person.verdict in (PersonVerdict.SAME_PERSON, PersonVerdict.PROBABLY):
        told.append(CERTIFICATES[person.certificate])
    for zh, en, style in told:
        stdout().print(Text.assemble(("  " + zh, style), (f"  {en}", "dim")))
    if person.tied > 1:
        stdout().print(
            f"  有 {person.tied} 人同样相符，并列未定  a tie", style="yellow", markup=False
        )
    if person.fields:
        table = Table(box=None, padding=(0, 2), show_header=False)
        for one in person.fields:
            zh, style = STATES[one.state]
            there = plain(one.there) if one.there else Text("（不予显示 not shown）", "dim")
            table.add_row(one.field.zh, Text(zh, style), plain(one.given), there)
        stdout().print(table)
    if second := person.runner_up:
        lost = "、".join(field.zh for field in second.lost_by) or "—"
        line = f"  次接近的人差 {second.behind:.1f} 比特，差在：{lost}  bits behind"
        stdout().print(line, style="dim", markup=False, soft_wrap=True)


def _unit(unit: UnitLookup) -> tuple[Text, ...]:
    zh, en, style = _UNITS[unit.verdict]
    name = plain(unit.match.name if unit.match else "—")
    if unit.successor:
        name.append(f"，现为 now {plain(unit.successor).plain}", "yellow")
    if unit.runner_up:
        second = f"（其次 then {plain(unit.runner_up.name).plain}，{unit.runner_up.score:.0%}）"
        name.append(second, "dim")
    head = Text.assemble(("名单 ", "dim"), (plain(unit.roster).plain, "bold"))
    return head, Text(unit.field.zh), Text.assemble((zh, style), (f" {en}", "dim")), name
