"""The schema and the reference are written from the table of keys, and current.

After a change of the table: ``REGENERATE=1 pytest tests/reader/test_reader_docs.py`` writes them anew.
"""

from __future__ import annotations

import json
import os
import re
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml

from crisisctl import organisation, paths, reader
from crisisctl.reader import schema
from crisisctl.reader.grammar import ORGANISATION

DOCS = Path(__file__).parents[2] / "docs"
CASES = Path(__file__).parent / "cases"
OUT_OF_CASES = {"not-utf8", "too-big", "too-long", "too-many-problems", "bad-timezone", "bad-hours"}
"""Tested elsewhere: no small text file shows them, or no playbook."""


class EditorLoader(yaml.SafeLoader):
    """YAML as editors read it (the core schema of YAML 1.2): ``yes`` and dates are text."""


EditorLoader.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in found if not tag.endswith((":bool", ":timestamp", ":merge"))]
    for first, found in yaml.SafeLoader.yaml_implicit_resolvers.items()
}
EditorLoader.add_implicit_resolver("tag:yaml.org,2002:bool", re.compile(r"^(?:true|false)$"), list("tf"))


def as_an_editor(path: Path) -> Any:
    return yaml.load(path.read_text(encoding="utf-8"), EditorLoader)  # noqa: S506 - a safe loader


def keep_current(path: Path, wanted: str) -> None:
    if os.environ.get("REGENERATE"):
        path.write_text(wanted, encoding="utf-8")
    assert path.read_text(encoding="utf-8") == wanted, "run with REGENERATE=1"


@pytest.mark.parametrize("name", schema.ROOTS)
def test_the_schemas_are_current(name: str) -> None:
    made = schema.schema(schema.ROOTS[name])
    jsonschema.Draft7Validator.check_schema(made)
    keep_current(DOCS / f"{name}.schema.json", json.dumps(made, indent=2, ensure_ascii=False) + "\n")


def test_the_tables_of_the_reference_are_current() -> None:
    path = DOCS / "playbook-format.md"
    tables = schema.tables()

    def table(match: re.Match[str]) -> str:
        return f"<!-- {match[1]} -->\n{tables.pop(match[1])}\n<!-- end -->"

    wanted = re.sub(r"<!-- ([a-z]+) -->\n.*?<!-- end -->", table, path.read_text(encoding="utf-8"), flags=re.DOTALL)
    keep_current(path, wanted)
    assert not tables, "every table has its place"


def test_the_example_of_the_reference_is_a_playbook(tmp_path: Path) -> None:
    example = re.search(
        r"```yaml\n(schema:.*?)```", (DOCS / "playbook-format.md").read_text(encoding="utf-8"), re.DOTALL
    )
    assert example
    path = tmp_path / "slow.yaml"
    path.write_text(example[1], encoding="utf-8")
    playbook, problems = reader.check(path)
    assert (playbook is not None, problems) == (True, ())


def test_every_problem_is_in_the_reference() -> None:
    documented = set()
    problems = (
        (DOCS / "playbook-format.md")
        .read_text(encoding="utf-8")
        .split("## Problems")[1]
        .split("## Checks of the whole")[0]
    )
    for row in re.findall(r"^\| (`.*?) \|", problems, re.MULTILINE):
        documented |= set(re.findall(r"`([a-z0-9-]+)`", row))
    heads = [line for path in CASES.glob("*.yaml") for line in path.read_text(encoding="utf-8").split("\n")]
    found = {line.split()[-1] for line in heads if line.startswith(("# error", "# warning"))}
    assert documented == found | OUT_OF_CASES


SHIPPED = sorted(paths.shipped("playbooks").glob("*.yaml"))


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.stem)
def test_shipped_playbooks_are_clean_and_fit_the_schema(path: Path) -> None:
    assert [str(problem) for problem in reader.check(path)[1]] == []
    jsonschema.validate(as_an_editor(path), schema.schema())


@pytest.mark.parametrize("path", sorted(paths.shipped("playbooks").glob("*/*.yaml")), ids=lambda path: path.stem)
def test_shipped_shared_files_and_scenarios_are_clean_and_fit_their_schema(path: Path) -> None:
    assert [str(problem) for problem in reader.check(path)[1]] == []
    name = "scenario" if path.parent.name == paths.SCENARIOS else "clocks" if path.stem == "clocks" else "shared"
    jsonschema.validate(as_an_editor(path), schema.schema(schema.ROOTS[name]))


@pytest.mark.parametrize(
    ("name", "old", "new"),
    [
        ("scenarios/scam-during-ddos", "channels: {facebook: down}", "channels: {facebook: gone}"),
        ("scenarios/scam-during-ddos", "    at: 1m\n", ""),
        ("scenarios/scam-during-ddos", "    via:", "    by:"),
        ("shared/core", "schema: crisisctl/shared/v1", "schema: crisisctl/v1"),
        ("shared/core", "title:", "titel:"),
    ],
)
def test_the_schemas_find_what_does_not_fit(tmp_path: Path, name: str, old: str, new: str) -> None:
    source = paths.shipped("playbooks") / f"{name}.yaml"
    copy = tmp_path / source.name
    copy.write_text(source.read_text(encoding="utf-8").replace(old, new, 1), encoding="utf-8")
    root = schema.ROOTS["scenario" if name.startswith("scenarios") else "shared"]
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(as_an_editor(copy), schema.schema(root))


def test_the_shipped_organisation_is_clean_and_fits_its_schema() -> None:
    path = paths.shipped("templates") / "crisis.yaml"
    assert [str(problem) for problem in organisation.check(path)[1]] == []
    jsonschema.validate(as_an_editor(path), schema.schema(ORGANISATION))


def test_the_schema_accepts_the_case_that_has_everything() -> None:
    jsonschema.Draft7Validator.check_schema(schema.schema())
    jsonschema.validate(as_an_editor(CASES / "fine.yaml"), schema.schema())


@pytest.mark.parametrize(
    "name",
    ["unknown-key", "missing-key", "missing-key-of-kind", "misplaced-key", "wrong-kind", "bad-schema", "bad-id",
     "unknown-channel", "unknown-milestone", "unknown-severity", "unknown-stage", "unknown-kind", "unknown-type",
     "empty-phase"],
)  # fmt: skip
def test_the_schema_finds_it_too(name: str) -> None:
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(as_an_editor(CASES / f"{name}.yaml"), schema.schema())
