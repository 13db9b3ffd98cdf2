"""`zhenghe rules` and `zhenghe advise`: the rules without documents, and what to do by them."""

import json
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

import typer
from rapidfuzz import process

from cli import boundary
from cli.progress import rows_watched
from cli.show_rules import show_advice, show_clause, show_clauses, show_ruling, show_tally
from cli.start import settings_for_matching
from cli.style import stderr
from intake.files import check_writable, writing
from intake.form import read_form
from models.contract import Json, advised_json, ruling_json
from models.errors import UsageWrong
from models.findings import found
from models.settings import Settings
from models.submissions import Verdict
from rules.clauses import Clause, clauses, clauses_of
from rules.profile import load_profile, profile_names
from rules.tables import load_tables
from workers.drafts import write_drafts
from workers.lookup import as_listed, open_annex1
from workers.rules_batch import Judged, count_lines, judge_batch
from workers.ruling import advise_on, form_case, rule_on

AsJson = Annotated[bool, typer.Option("--json", help="只输出JSON，供程序使用。Print JSON alone.")]
ProfileName = typer.Option(
    "--profile", metavar="P", help="采集类型 collection: " + ", ".join(profile_names())
)
FormFile = typer.Option("--form", metavar="FORM.json", help="填写的内容。What was entered.")


def rules_command(
    profile: Annotated[str | None, ProfileName] = None,
    form: Annotated[Path | None, FormFile] = None,
    batch: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="许多表单，JSON Lines 或 CSV。Many forms."),
    ] = None,
    out: Annotated[
        Path | None, typer.Option(metavar="OUT.jsonl", help="--batch 的结果。Where results go.")
    ] = None,
    listed: Annotated[bool, typer.Option("--list", help="列出规则。List the rules.")] = False,
    explain: Annotated[
        str | None, typer.Option(metavar="CODE", help="解释一条规则。Explain one rule.")
    ] = None,
    as_json: AsJson = False,
) -> None:
    """只按规则检查表单，不读材料。The rules alone, no documents read.

    例 Examples: zhenghe rules --profile gansu --form form.json ·
    zhenghe rules --list --profile gansu · zhenghe rules --explain GS-18 ·
    zhenghe rules --profile gansu --batch forms.csv --out judged.jsonl
    """
    settings = settings_for_matching()
    if explain:
        show_clause(_clause(explain), as_json)
        return
    if profile is None or sum(map(bool, (form, batch, listed))) != 1:
        raise UsageWrong(found("RULES_WANT_ONE"))
    name = load_profile(profile).name
    load_tables(name, settings.rules_folder)  # its mistakes are told before any work
    if listed:
        show_clauses(clauses_of(name), as_json)
    elif batch:
        _judge_many(name, batch, out, settings)
    elif form:
        entered = as_listed(read_form(form, settings), open_annex1(settings))
        ruling = rule_on(form_case(name, entered, settings))
        if as_json:
            boundary.print_json(ruling_json(ruling))
        else:
            show_ruling(ruling, load_profile(name).zh)
        raise typer.Exit(boundary.status(ruling.findings))


def advise_command(
    profile: Annotated[str, ProfileName],
    form: Annotated[Path, FormFile],
    drafts: Annotated[
        Path | None,
        typer.Option(
            metavar="DIR", help="起草情况说明和名册，写到这里。Write drafts of missing papers."
        ),
    ] = None,
    as_json: AsJson = False,
) -> None:
    """该选什么、交什么、怎么办。What to choose, which papers, which path.

    例 Example: zhenghe advise --profile gansu --form form.json --drafts drafts
    """
    settings = settings_for_matching()
    entered = as_listed(read_form(form, settings), open_annex1(settings))
    case = form_case(profile, entered, settings)
    ruling = advise_on(case)
    written = write_drafts(case, drafts) if drafts else ()
    if as_json:
        boundary.print_json(advised_json(ruling, written))
    else:
        show_advice(ruling, load_profile(profile).zh, written)
        raise typer.Exit(boundary.status(ruling.findings))


def _judge_many(profile: str, batch: Path, out: Path | None, settings: Settings) -> None:
    """Judge a file of forms; each judgement is a line of JSON, the counts go to the person."""
    if out:
        check_writable(out, batch)
    verdicts: Counter[Verdict] = Counter()
    codes: Counter[str] = Counter()
    total = count_lines(batch, settings)
    with (
        _lines_to(out) as write,
        rows_watched(total, "检查 checking") as progress,
    ):
        for judged in judge_batch(batch, profile, settings):
            write(_line(judged))
            verdicts[judged.ruling.verdict] += 1
            codes.update({finding.code for finding in judged.ruling.findings})
            if verdicts.total() % 200 == 0:
                progress(judged.line, total)
    show_tally(verdicts, codes, stderr())
    raise typer.Exit(boundary.ERRORS if verdicts[Verdict.BLOCKED] else boundary.NOTHING)


@contextmanager
def _lines_to(out: Path | None) -> Iterator[Callable[[str], object]]:
    """Where the lines of a batch go: to a file that appears whole, or to standard output."""
    if out is None:
        yield sys.stdout.write
        return
    with writing(out) as file:
        yield lambda line: file.write(line.encode())


def _line(judged: Judged) -> str:
    """One judgement on one line."""
    content: Json = {"line": judged.line, "id": judged.id or None, **ruling_json(judged.ruling)}
    return json.dumps(content, ensure_ascii=False) + "\n"


def _clause(code: str) -> Clause:
    """The rule of a code. Raises UsageWrong, naming the nearest."""
    known = clauses()
    if code.upper() not in known:
        nearest = process.extractOne(code, list(known))
        raise UsageWrong(found("RULE_UNKNOWN", given=code, nearest=nearest[0]))
    return known[code.upper()]
