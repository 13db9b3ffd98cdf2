"""What is deployed by is sound as far as it can be told without an engine for containers."""

import re
import shutil
import subprocess
from configparser import ConfigParser
from pathlib import Path

import pytest
import yaml

from cli.main import app
from models.settings import Settings

ROOT = Path(__file__).parents[2]
UNITS = sorted((ROOT / "deploy").glob("zhenghe*.service")) + sorted(
    (ROOT / "deploy").glob("*.timer")
)
COMPOSE = yaml.safe_load((ROOT / "compose.yaml").read_text("utf-8"))
SERVICES = COMPOSE["services"]
NAMES = {f"ZHENGHE_{name.upper()}" for name in Settings.model_fields}


def test_all_parts_are_there_and_wait_for_one_another():
    assert set(SERVICES) >= {"web", "worker", "redis", "postgres", "minio"}
    for service in SERVICES.values():
        for name, how in service.get("depends_on", {}).items():
            needs = "healthcheck" if how["condition"] == "service_healthy" else "command"
            assert needs in SERVICES[name], name
    mounted = {
        volume.split(":")[0] for one in SERVICES.values() for volume in one.get("volumes", ())
    }
    assert mounted == set(COMPOSE["volumes"])
    assert "--appendonly" in SERVICES["redis"]["command"]


def test_images_are_of_one_version_and_passwords_have_no_default():
    for name, service in SERVICES.items():
        tag = service["image"].rpartition(":")[2]
        assert tag != "latest" or "ZHENGHE_VERSION" in service["image"], name
    text = (ROOT / "compose.yaml").read_text("utf-8")
    for name in re.findall(r"\$\{(\w*(?:PASSWORD|KEY))([^}]*)\}", text):
        assert name[1] == ":?", name
    secrets = {name for name, _ in re.findall(r"\$\{(\w*(?:PASSWORD|KEY))([^}]*)\}", text)}
    page = (ROOT / "docs/operations.md").read_text("utf-8")
    assert not [name for name in secrets if f"{name}=" not in page]


def test_only_commands_and_settings_that_exist_are_used():
    commands = {command.name for command in app.registered_commands}
    commands |= {group.typer_instance.info.name for group in app.registered_groups}
    for name in ("web", "worker", "upgrade"):
        assert SERVICES[name]["command"][0] in commands
        used = {key for key in SERVICES[name]["environment"] if key.startswith("ZHENGHE_")}
        assert used <= NAMES
    example = (ROOT / "deploy/zhenghe.env.example").read_text("utf-8")
    assert set(re.findall(r"^(ZHENGHE_\w+)=", example, re.M)) <= NAMES
    for unit in UNITS:
        for command in re.findall(r"bin/zhenghe (\w+)", unit.read_text("utf-8")):
            assert command in commands


def test_the_image_runs_as_nobody_special_from_locked_packages():
    lines = (ROOT / "Dockerfile").read_text("utf-8")
    assert re.search(r"^USER zhenghe$", lines, re.M)
    assert lines.count("--require-hashes") == 3
    for name in re.findall(r"^COPY (?!--from)(.*) \S+$", lines, re.M):
        assert all((ROOT / one).exists() for one in name.split())
    server = SERVICES["postgres"]["image"].partition(":")[2].partition("-")[0]
    # Debian 12 brings the programs of PostgreSQL 15, which refuse a newer server.
    assert ("bookworm" in lines, server) == (True, "15")


@pytest.mark.parametrize("unit", UNITS, ids=lambda path: path.name)
def test_a_unit_is_understood_by_systemd(unit, tmp_path):
    parsed = ConfigParser(strict=False, interpolation=None)
    parsed.optionxform = str
    parsed.read_string(unit.read_text("utf-8"))
    assert "Unit" in parsed
    if shutil.which("systemd-analyze") is None:
        pytest.skip("no systemd here")
    for other in UNITS:  # a timer names its service
        text = other.read_text("utf-8").replace("/opt/zhenghe/bin/zhenghe", "/bin/true")
        (tmp_path / other.name).write_text(text, "utf-8")
    command = ["systemd-analyze", "verify", str(tmp_path / unit.name)]
    told = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (told.returncode, told.stderr) == (0, "")
