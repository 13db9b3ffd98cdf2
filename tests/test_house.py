"""The house is kept as docs/architecture.md describes it: layers, sizes, texts, and docs.

Only the sources are read, so this takes a moment and needs none of the engines.
"""

import ast
import re
import shutil
import string
import subprocess
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from statistics import median

import pytest

ROOT = Path(__file__).parents[1]

# Which rooms each room may use beside itself.
BELOW = {
    "models": set(),
    "matching": {"models"},
    "intake": {"models"},
    "rules": {"models", "matching"},
    "ocr": {"models", "matching", "intake"},
    "workers": {"models", "matching", "intake", "rules", "ocr"},
    "web": {"models", "matching", "intake", "rules", "ocr", "workers"},
    "cli": {"models", "matching", "intake", "rules", "ocr", "workers", "web"},
    "fixtures": {"models", "matching", "intake"},
}
# The modules that alone may import a package.
ADAPTERS = {
    "ocr_stringdist": {"matching.distance"},
    "pymupdf": {"intake.pdf", "workers.letter_pdf"},  # one reads, one prints
    "fitz": set(),
    "paddleocr": {"ocr.paddle"},
    "paddlex": set(),
    "rapidocr": {"ocr.weights"},
    "onnxruntime": {"ocr.weights", "intake.photo.matting_model"},
    "openvino": {"ocr.openvino_engine"},
    "zxingcpp": {"ocr.codes"},
    "opencc": {"matching.keys"},
    "python_calamine": {"intake.table_workbook"},
    "docx": {"workers.letter_docx"},
    "xlsxwriter": {"workers.export_xlsx", "workers.sheet_xlsx"},
    "mtcnnruntime": {"intake.photo.face"},
    "pillow_heif": {"intake.photo.open"},
    "pebble": {"workers.child"},
    "dramatiq": {"workers.queue_broker"},
    "structlog": {"workers.log"},
    "prometheus_client": {"workers.metrics"},
    "uvicorn": {"cli.serve"},
    "httpx2": {"web.provider_fetch"},
    "joserfc": {"web.id_token"},
    "redis": {"workers.queue_broker"},
    "fsspec": {"workers.file_store"},
    "cattrs": {"workers.result_codec"},
    "orjson": {"workers.result_codec"},
    "alembic": {"models.migrate", "models.migrations.env"}
    | {
        f"models.migrations.versions.{name}"
        for name in (
            "r0001_rosters",
            "r0002_queue",
            "r0003_accounts",
            "r0004_cases",
            "r0005_api",
            "r0006_operator",
            "r0007_identities",
            "r0008_dictionary",
        )
    },
    "pydantic": {
        "models.settings",
        "models.setting_kinds",
        # What the API takes and gives; its document is made of this.
        *(
            f"web.api.{name}"
            for name in (
                "shapes",
                "account_shapes",
                "case_shapes",
                "contract_shapes",
                "checks",
                "dictionary",
                "dictionary_drafts",
                "handing_in",
                "once",
                "queue",
                "rosters",
                "standings",
                "webhooks",
            )
        ),
    },
    "pydantic_settings": {"models.settings", "models.setting_kinds"},
    "jinja2": {"workers.report", "workers.report_layout", "web.pages"},
}
ROOMS_OF = {"sqlalchemy": "models", "fastapi": "web", "typer": "cli", "rich": "cli"}
VAGUE = {"utils", "util", "helpers", "helper", "misc", "common", "manager", "base", "tools", "lib"}
LEVELS = {"error", "warning", "hint"}
TEXTS = ("zh", "en", "do_zh", "do_en")
OWN_ARGUMENTS = {"field", "document", "page", "box", "suggestion", "source", "severity"}
COMMANDS = (
    "inspect",
    "read",
    "check",
    "photo",
    "match",
    "rules",
    "advise",
    "serve",
    "worker",
    "submit",
    "status",
    "retry",
    "export",
    "purge",
    "demo",
    "version",
)


def name_of(path: Path) -> str:
    """The dotted name of a source file."""
    return ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")


@cache
def sources() -> dict[str, tuple[Path, ast.Module]]:
    """Every module of the program and of the fixtures."""
    paths = (path for room in BELOW for path in sorted((ROOT / room).rglob("*.py")))
    return {name_of(path): (path, ast.parse(path.read_text("utf-8"))) for path in paths}


def program() -> dict[str, tuple[Path, ast.Module]]:
    """The modules of the program alone."""
    return {name: source for name, source in sources().items() if room_of(name) != "fixtures"}


def room_of(module: str) -> str:
    return module.split(".")[0]


@cache
def imports_of(tree: ast.AST) -> frozenset[str]:
    """Every module that is imported, `from a import b` as `a` and as `a.b`."""
    names = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, "imports are absolute"
            names |= {node.module, *(f"{node.module}.{alias.name}" for alias in node.names)}
    return frozenset(names)


def functions_of(tree: ast.AST) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    return (
        node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    )


@cache
def tracked() -> tuple[Path, ...]:
    """Every file that is in the repository, or would be added to it."""
    if shutil.which("git") is None:
        pytest.skip("no git here: the list of files comes from it")
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        check=False,
    )
    if listed.returncode:
        pytest.skip("not a clone: the list of files comes from git")
    names = listed.stdout.decode().split("\0")
    return tuple(path for name in names if name and (path := ROOT / name).is_file())


# Layers


def test_imports_only_go_down():
    wrong = [
        f"{name} imports {target}"
        for name, (_, tree) in sources().items()
        for target in imports_of(tree)
        if room_of(target) in BELOW
        and room_of(target) not in BELOW[room_of(name)] | {room_of(name)}
    ]
    assert not wrong


def test_the_program_does_not_need_its_tests():
    wrong = [
        name
        for name, (_, tree) in program().items()
        if {room_of(target) for target in imports_of(tree)} & {"tests", "pytest", "hypothesis"}
    ]
    assert not wrong


@pytest.mark.parametrize("package", ADAPTERS)
def test_an_engine_is_imported_by_its_adapter_alone(package):
    users = {
        name
        for name, (_, tree) in program().items()
        if package in {room_of(target) for target in imports_of(tree)}
    }
    assert users <= ADAPTERS[package]


@pytest.mark.parametrize("package", ROOMS_OF)
def test_a_framework_stays_in_its_room(package):
    rooms = {
        room_of(name)
        for name, (_, tree) in program().items()
        if package in {room_of(target) for target in imports_of(tree)}
    }
    assert rooms <= {ROOMS_OF[package]}


def test_only_the_settings_read_the_environment():
    readers = {
        name
        for name, (_, tree) in sources().items()
        for node in ast.walk(tree)
        if (isinstance(node, ast.Attribute) and node.attr in ("environ", "environb", "getenv"))
        or (isinstance(node, ast.alias) and node.name in ("environ", "environb", "getenv"))
    }
    assert readers == {"models.settings"}


def test_no_module_needs_itself():
    graph = {
        name: {target for target in imports_of(tree) if target in sources()} - {name}
        for name, (_, tree) in sources().items()
    }
    done: set[str] = set()

    def walk(name: str, path: tuple[str, ...]) -> None:
        assert name not in path, " → ".join((*path, name))
        if name not in done:
            for target in graph[name]:
                walk(target, (*path, name))
            done.add(name)

    for name in graph:
        walk(name, ())


def test_imports_stand_at_the_top():
    # The engine loads for seconds, which no command that does without it should wait for.
    late = {"ocr.engines.load_engine"}
    wrong = {
        f"{name}.{function.name}"
        for name, (_, tree) in sources().items()
        for function in functions_of(tree)
        if any(isinstance(node, ast.Import | ast.ImportFrom) for node in ast.walk(function))
    }
    assert wrong <= late


# Sizes and names


def test_files_are_short():
    lengths = {
        name: len(path.read_text("utf-8").splitlines())
        for name, (path, _) in program().items()
        if path.name != "__init__.py"
    }
    assert max(lengths.values()) <= 300, max(lengths, key=lengths.__getitem__)
    assert median(lengths.values()) <= 150
    tests = {path: len(path.read_text("utf-8").splitlines()) for path in ROOT.glob("tests/**/*.py")}
    assert max(tests.values()) <= 500, max(tests, key=tests.__getitem__)


def test_functions_are_short():
    lengths = {
        f"{name}.{function.name}": function.end_lineno - function.lineno + 1
        for name, (_, tree) in sources().items()
        for function in functions_of(tree)
    }
    assert max(lengths.values()) <= 60, max(lengths, key=lengths.__getitem__)
    assert median(lengths.values()) <= 12


def test_names_of_files_say_what_is_in_them():
    assert not {name for name in sources() if VAGUE & set(name.split(".")[-1].split("_"))}


def test_packages_export_nothing():
    for name, (path, tree) in sources().items():
        if path.name == "__init__.py":
            assert len(tree.body) <= 3, name


def test_every_module_and_public_function_says_what_it_does():
    silent = [name for name, (path, tree) in sources().items() if tree.body and not has_doc(tree)]
    silent += [
        f"{name}.{node.name}"
        for name, (_, tree) in program().items()
        for node in tree.body
        if isinstance(node, ast.FunctionDef | ast.ClassDef)
        and not node.name.startswith("_")
        and not has_doc(node)
    ]
    assert not silent


def has_doc(node: ast.Module | ast.FunctionDef | ast.ClassDef) -> bool:
    return ast.get_docstring(node) is not None


def test_values_are_frozen_and_slotted():
    loose = [
        f"{name}.{node.name}"
        for name, (_, tree) in program().items()
        for node in ast.walk(tree)
        if isinstance(node, ast.ClassDef)
        for decorator in node.decorator_list
        if "dataclass" in ast.unparse(decorator)
        and not {"frozen=True", "slots=True"} <= set(re.findall(r"\w+=\w+", ast.unparse(decorator)))
    ]
    assert not loose


# The catalogue of texts


@cache
def catalogue() -> dict[str, dict[str, str]]:
    entries: dict[str, dict[str, str]] = {}
    for path in sorted((ROOT / "models/texts").glob("*.toml")):
        for code, entry in tomllib.loads(path.read_text("utf-8")).items():
            assert code not in entries, f"{code} stands in two files"
            entries[code] = entry
    return entries


def placeholders(template: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(template) if name is not None}


@cache
def findings_made() -> tuple[tuple[str, str, frozenset[str], frozenset[str]], ...]:
    """Where each finding of the program is made, its code, its arguments and those it shares."""
    return tuple(
        (name, code_of(call, name), own_arguments(call), shared_arguments(call, tree))
        for name, (_, tree) in program().items()
        for call in ast.walk(tree)
        if isinstance(call, ast.Call)
        and isinstance(call.func, ast.Name)
        and call.func.id in ("found", "refused")
        and name != "models.errors"
    )


def code_of(call: ast.Call, where: str) -> str:
    first = call.args[0]
    assert isinstance(first, ast.Constant), f"{where}:{call.lineno}: the code is not written out"
    return first.value


def own_arguments(call: ast.Call) -> frozenset[str]:
    return frozenset(keyword.arg for keyword in call.keywords if keyword.arg)


def shared_arguments(call: ast.Call, tree: ast.Module) -> frozenset[str]:
    """The names that `**shared` passes: the keywords of the call that made `shared`."""
    shared = {ast.unparse(keyword.value) for keyword in call.keywords if keyword.arg is None}
    return frozenset(
        keyword.arg
        for node in ast.walk(tree)
        if isinstance(node, ast.Assign) and isinstance(node.value, ast.Call)
        if ast.unparse(node.targets[0]) in shared
        for keyword in node.value.keywords
        if keyword.arg
    )


def test_every_finding_has_its_text_and_every_text_its_finding():
    assert {code for _, code, _, _ in findings_made()} == set(catalogue())


@pytest.mark.parametrize("code", catalogue())
def test_a_finding_speaks_both_languages(code):
    entry = catalogue()[code]
    assert re.fullmatch(r"[A-Z][A-Z0-9]*(_[A-Z0-9]+)*", code)
    assert set(entry) == {"severity", "source", *TEXTS}
    assert entry["severity"] in LEVELS
    assert all(entry[key].strip() == entry[key] != "" for key in (*TEXTS, "source"))
    for key in ("zh", "do_zh"):
        assert re.search(r"[\u4e00-\u9fff]", entry[key])
        assert entry[key].endswith(("。", "？", "！"))
    for key in ("en", "do_en"):
        assert not re.search(r"[\u4e00-\u9fff，。；：？！]", entry[key])
        assert entry[key].endswith((".", "?", "!"))


@pytest.mark.parametrize("code", catalogue())
def test_both_languages_say_the_same_things(code):
    entry = catalogue()[code]
    zh, en = (placeholders(entry[key] + entry[f"do_{key}"]) for key in ("zh", "en"))
    # What is said in words stands in the catalogue's call once for each language.
    assert {name.removesuffix("_zh") for name in zh - {"zh"}} == {
        name.removesuffix("_en") for name in en - {"en"}
    }
    assert ("zh" in zh) == ("en" in en)


def test_every_blank_of_a_text_is_filled_and_nothing_is_passed_in_vain():
    for where, code, own, shared in findings_made():
        entry = catalogue()[code]
        wanted = set().union(*(placeholders(entry[key]) for key in (*TEXTS, "source")))
        assert wanted <= own | shared, f"{where}: {code} misses {wanted - own - shared}"
        vain = own - wanted - OWN_ARGUMENTS
        assert not vain, f"{where}: {code} has no use for {vain}"


# The docs


def test_every_command_is_in_both_readmes():
    declared = {
        call.args[0].value
        for call in ast.walk(sources()["cli.main"][1])
        if isinstance(call, ast.Call) and ast.unparse(call.func) == "app.command"
    }
    assert declared == set(COMMANDS)
    for readme in ("README.md", "README.zh-CN.md"):
        text = (ROOT / readme).read_text("utf-8")
        assert not [command for command in declared if f"zhenghe {command}" not in text], readme


def test_every_option_is_in_both_readmes():
    tree = sources()["cli.main"][1]
    (check,) = (node for node in functions_of(tree) if node.name == "check_command")
    options = {f"--{a.arg.replace('_', '-')}" for a in check.args.args} - {"--as-json"}
    for readme in ("README.md", "README.zh-CN.md"):
        text = (ROOT / readme).read_text("utf-8")
        assert not [option for option in options | {"--json"} if option not in text], readme


def test_every_setting_is_in_the_docs_and_none_that_is_not():
    (settings,) = (
        node
        for node in sources()["models.settings"][1].body
        if isinstance(node, ast.ClassDef) and node.name == "Settings"
    )
    names = {
        f"ZHENGHE_{node.target.id.upper()}"
        for node in settings.body
        if isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name)
    }
    documented = set(re.findall(r"ZHENGHE_[A-Z0-9_]+[A-Z]", doc("docs/settings.md")))
    assert documented == names | {"ZHENGHE_CONFIG"}


def test_every_finding_is_in_the_docs_and_none_that_is_not():
    documented = set(re.findall(r"`([A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+)`", doc("docs/findings.md")))
    assert {name for name in documented if not name.startswith("ZHENGHE_")} == set(catalogue())


def doc(name: str) -> str:
    path = ROOT / name
    assert path.is_file(), f"{name} is to be written"
    return path.read_text("utf-8")


# What a clone must not carry


def test_nothing_names_the_machine_or_the_place_it_was_made_on():
    # Put together here, so that this file does not hold what it looks for.
    folders = "|".join(("work", "root", "home", "Users", "tmp/w"))
    hosts = "|".join(("pypi", "pythonhosted", "mirrors?", "artifactory", "nexus", "devpi"))
    patterns = [
        re.compile(rf"(?<![\w.~-])/(?:{folders})/[\w.-]+".encode()),
        re.compile(rf"https?://[\w.-]*(?:{hosts})[\w.-]*".encode()),
    ]
    wrong = [
        f"{path.relative_to(ROOT)}: {match.group().decode()}"
        for path in tracked()
        if b"\0" not in (data := path.read_bytes())[:4096]
        for pattern in patterns
        for match in pattern.finditer(data)
    ]
    assert not wrong


def test_tests_have_names_of_their_own():
    names = [path.name for path in (ROOT / "tests").rglob("*.py") if path.name != "conftest.py"]
    assert len(names) == len(set(names))
    assert not list((ROOT / "tests").rglob("__init__.py"))
