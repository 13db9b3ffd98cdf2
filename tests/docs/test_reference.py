"""The docs say what the program does now; `make docs` writes the reference tables anew."""

import re
import tomllib
from pathlib import Path

import pytest
import typer

from cli.main import app
from docs.reference import TABLES, filled, pages, words
from intake.declarations import KNOWN
from models.fields import DocumentKind, Field
from models.findings import catalogue
from models.settings import Settings
from rules.profile import profile_names

ROOT = Path(__file__).parents[2]
READMES = ("README.md", "README.zh-CN.md")
DOCS = [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md"), ROOT / "fixtures/README.md"]
GROUP = typer.main.get_command(app)


def text_of(name: str) -> str:
    return (ROOT / name).read_text("utf-8")


def section(text: str, heading: str) -> str:
    """What stands under a heading of the third level."""
    return text.split(f"\n### {heading}\n", 1)[1].split("\n## ")[0].split("\n### ")[0]


def commands_of(text: str) -> list[str]:
    """The commands of the shell blocks, with continued lines joined."""
    return [
        " ".join(line.split())
        for shell in re.findall(r"```sh\n(.*?)```", text, re.S)
        for line in shell.replace("\\\n", " ").splitlines()
    ]


# Tables


@pytest.mark.parametrize("path", pages(), ids=lambda path: path.name)
def test_a_reference_page_is_current(path):
    text = path.read_text("utf-8")
    assert filled(text) == text, "out of date: run `make docs`"


def test_every_table_stands_on_some_page():
    marks = set(
        re.findall(r"<!-- table: (\w+) -->", "".join(p.read_text("utf-8") for p in pages()))
    )
    assert marks == set(TABLES)


def test_every_setting_and_every_declaration_has_its_meaning_and_nothing_else_has():
    assert list(words()["settings"]) == list(Settings.model_fields)
    assert list(words()["declarations"]) == list(KNOWN)
    for entry in (*words()["settings"].values(), *words()["declarations"].values()):
        assert re.search(r"[\u4e00-\u9fff]", entry["zh"])
    assert all(entry["en"] for entry in words()["declarations"].values())


# READMEs


@pytest.mark.parametrize("readme", READMES)
@pytest.mark.parametrize("name", GROUP.commands)
def test_each_command_has_a_section_with_an_example_and_all_its_options(readme, name):
    told = section(text_of(readme), f"`zhenghe {name}`")
    assert any(line.startswith(f"zhenghe {name}") for line in commands_of(told))
    command = GROUP.commands[name]
    parts = [command, *getattr(command, "commands", {}).values()]
    options = [o for part in parts for p in part.params for o in p.opts if o.startswith("--")]
    assert not [option for option in options if option not in told]


def test_both_readmes_name_the_same_commands_links_and_codes():
    english, chinese = (text_of(name) for name in READMES)
    assert commands_of(english) == commands_of(chinese)
    for pattern in (
        r"\]\((docs/[^)]*)\)",
        r"\[([A-Z]+_[A-Z_]+)\]",
        r"`(make \w+)",
        r"`(ZHENGHE_\w+)",
    ):
        assert set(re.findall(pattern, english)) == set(re.findall(pattern, chinese)), pattern


@pytest.mark.parametrize("readme", READMES)
def test_examples_name_commands_options_profiles_and_files_that_exist(readme):
    for line in commands_of(text_of(readme)):
        program, name, *arguments = line.split()
        if program == "make":
            assert re.search(rf"^{name}:", text_of("Makefile"), re.M)
            continue
        command = GROUP.commands[name]
        if parts := getattr(command, "commands", None):
            command = parts[arguments.pop(0)]
        known = {option for param in command.params for option in param.opts}
        assert {a for a in arguments if a.startswith("--")} <= known
        assert all((ROOT / a).exists() for a in arguments if a.startswith("fixtures/"))
        if "--profile" in arguments:
            assert arguments[arguments.index("--profile") + 1] in profile_names()


@pytest.mark.parametrize("page", [*READMES, "docs/json.md"])
def test_every_exit_status_is_explained(page):
    assert re.findall(r"^\| (\d) \|", text_of(page), re.M) == ["0", "1", "2", "3", "4"]


@pytest.mark.parametrize("path", DOCS, ids=lambda path: str(path.relative_to(ROOT)))
def test_links_lead_somewhere(path):
    for link in re.findall(r"\]\(([^)\s]+)\)", path.read_text("utf-8")):
        if link.startswith("https://"):
            continue
        name, _, anchor = link.partition("#")
        target = path.parent / name if name else path
        assert target.exists(), link
        if anchor:
            headings = re.findall(r"^#+ (.*)$", target.read_text("utf-8"), re.M)
            assert anchor in {re.sub(r"[^\w -]", "", h.lower()).replace(" ", "-") for h in headings}


def test_pictures_are_small_enough_to_load_quickly():
    pictures = list((ROOT / "docs/pictures").glob("*.png"))
    assert pictures
    assert all(picture.stat().st_size < 300_000 for picture in pictures)


@pytest.mark.parametrize("code", catalogue())
def test_a_source_that_points_into_the_project_leads_there(code):
    source = catalogue()[code].source
    if source.startswith("README："):
        assert f"\n## {source.removeprefix('README：')}\n" in text_of("README.zh-CN.md")
    if source.startswith("设置 "):
        assert set(source.removeprefix("设置 ").split("、")) <= set(Settings.model_fields)


def test_every_profile_and_every_field_is_in_the_json_page_or_the_readme():
    for readme in READMES:
        assert all(f"`{name}`" in text_of(readme) for name in profile_names())
    assert re.findall(r"^\| `(\w+)` \|", text_of("docs/json.md"), re.M) == [
        field.value for field in Field
    ]
    assert all(f"`{kind}`" in text_of("docs/json.md") for kind in DocumentKind)


def test_the_version_is_in_the_changelog():
    project = tomllib.loads(text_of("pyproject.toml"))["project"]
    assert f"\n## {project['version']} " in text_of("CHANGELOG.md")
