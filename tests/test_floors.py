"""What each floor may load: start-up is a feature, and imports go down only."""

from __future__ import annotations

import subprocess
import sys
import sysconfig
from pathlib import Path

import pytest

from conftest import Crisis
from crisisctl.cli import COMMANDS

ROOT = Path(__file__).parents[1]
SLOW = {
    "rich",
    "jinja2",
    "yaml",
    "sqlite3",
    "asyncio",
    "importlib.metadata",
    "pydantic",
    "markdown_it",
    "zoneinfo",
    "phonenumbers",
    "email_validator",
}
LOADED = "\nimport sys; print(*sorted(sys.modules), file=sys.stderr)"
RUN = "import sys; from crisisctl.__main__ import run; code = run(sys.argv[1:]); assert code == 0, code"


def loaded_by(program: str, *arguments: str) -> set[str]:
    command = [sys.executable, "-c", program + LOADED, *arguments]
    done = subprocess.run(command, capture_output=True, text=True, check=True, timeout=60)
    return set(done.stderr.splitlines()[-1].split())


def test_the_command_line_loads_nothing_that_is_slow() -> None:
    assert sorted(loaded_by("import crisisctl.cli") & SLOW) == []


@pytest.mark.parametrize("arguments", [["--version"], ["--help"], []])
def test_help_loads_no_command(arguments: list[str]) -> None:
    loaded = loaded_by(RUN, *arguments)
    assert sorted(loaded & SLOW) == []
    assert {name for name in loaded if name.startswith("crisisctl.")} <= {
        "crisisctl.__main__", "crisisctl.cli", "crisisctl.errors", "crisisctl.text", "crisisctl.tongue",
    }  # fmt: skip


@pytest.mark.parametrize(
    "arguments",
    [["note", "x"], ["status", "--format", "json"], ["done", "first-signs", "x"], ["log"], ["clock", "list"]],
)
def test_no_playbook_is_read_and_nothing_is_drawn_once_an_incident_runs(crisis: Crisis, arguments: list[str]) -> None:
    crisis.start("outage", "--set", "service=WhatsApp")
    loaded = loaded_by(RUN, *arguments)
    assert not loaded & {"rich", "jinja2", "yaml", "asyncio", "importlib.metadata", "pydantic", "markdown_it"}
    assert not loaded & {"phonenumbers", "email_validator", "crisisctl.readiness"}
    other = {f"crisisctl.commands.{name}" for name in COMMANDS} - {f"crisisctl.commands.{arguments[0]}"}
    assert not loaded & other


def test_the_core_touches_neither_clock_nor_files_nor_environment() -> None:
    core = "import crisisctl.queries, crisisctl.engine, crisisctl.chain, crisisctl.timeline"
    assert not loaded_by(core) & {"sqlite3", "yaml", "jinja2", "rich", "typer", "subprocess", "socket", "pathlib"}


def test_imports_go_down_only() -> None:
    contracts = Path(sysconfig.get_path("scripts")) / "lint-imports"
    done = subprocess.run([contracts, "--no-cache"], cwd=ROOT, capture_output=True, text=True, check=False, timeout=120)
    assert done.returncode == 0, done.stdout


def test_every_module_stands_on_a_floor() -> None:
    """A module that no layer names is held by no contract."""
    import tomllib

    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]["contracts"]
    layers = next(contract["layers"] for contract in contracts if contract["type"] == "layers")
    named = {name.strip() for layer in layers for name in layer.replace(":", "|").split("|")}
    source = ROOT / "src" / "crisisctl"
    there = {
        f"crisisctl.{path.stem}" for path in source.iterdir() if path.suffix == ".py" or (path / "__init__.py").exists()
    }
    assert there - {"crisisctl.__init__"} == named
