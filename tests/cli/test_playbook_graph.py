"""playbook graph: a drawing of every playbook, that no text of it can break."""

from __future__ import annotations

import itertools
from pathlib import Path
from xml.etree import ElementTree as ET  # of what we wrote ourselves

import pytest

from crisisctl import graphs, paths, reader
from crisisctl.__main__ import run
from crisisctl.graphs._rows import jumps, rows

SHIPPED = sorted(paths.shipped("playbooks").glob("*.yaml"))
HOSTILE = 'a"]<script>alert(1)</script>&#35;`\\ \u202e--> x'


def words(svg: str) -> str:
    drawn = ET.fromstring(svg)  # noqa: S314 - we wrote it
    return "\n".join("".join(each.itertext()) for each in drawn.iter() if each.tag.endswith("text"))


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.stem)
def test_each_step_and_answer_is_in_the_drawing(path: Path) -> None:
    playbook = reader.read_playbook(path)
    svg, mermaid = (graphs.get(name).draw(playbook, "fr") for name in ("svg", "mermaid"))
    drawn = rows(playbook, "fr")
    for row in drawn:
        assert row.title[:40] in words(svg)
    assert mermaid.count("subgraph ") == len(playbook.phases)
    assert svg.count('<rect class="box ') == len(list(playbook.steps()))


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.stem)
def test_no_two_jumps_lie_on_each_other(path: Path) -> None:
    ways = jumps(rows(reader.read_playbook(path), "en"))
    for one, other in itertools.combinations(ways, 2):
        apart = max(one.start, one.end) < min(other.start, other.end) or max(other.start, other.end) < min(
            one.start, one.end
        )
        assert apart or one.lane != other.lane


def hostile(tmp_path: Path) -> str:
    text = (paths.shipped("templates") / "playbook.yaml").read_text(encoding="utf-8")
    quoted = "'" + HOSTILE.replace("\u202e", "") + "'"
    path = tmp_path / "my-playbook.yaml"
    path.write_text(text.replace("{en: Who is affected?, fr: Qui est touché ?}", quoted), encoding="utf-8")
    return str(path)


def test_titles_are_never_markup(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["playbook", "graph", hostile(tmp_path)]) == 0
    svg = capsys.readouterr().out
    assert "<script" not in svg
    assert "<script>alert(1)</script>" in words(svg)
    assert run(["playbook", "graph", hostile(tmp_path), "--format", "mermaid"]) == 0
    line = next(each for each in capsys.readouterr().out.split("\n") if "script" in each)
    label = "a#34;]#60;script#62;alert(1)#60;/script#62;#38;#35;35;#96;#92; --#62; x"
    assert line == f'    s1[/"{label}<br/>comms · T+10 min"/]'


def test_answers_lead_where_they_say(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = (paths.shipped("templates") / "playbook.yaml").read_text(encoding="utf-8")
    decision = """      - id: real
        kind: decision
        title: {en: Real?, fr: Réel ?}
        options:
          - {id: real, title: {en: Yes, fr: Oui}}
          - {id: not, title: {en: No, fr: Non}, goto: lessons}
          - {id: again, title: {en: Look again, fr: Revoir}, goto: two-sources}
          - {id: other, title: {en: A breach, fr: Fuite}, playbook: data-breach}
"""
    path = tmp_path / "my-playbook.yaml"
    path.write_text(text.replace("      - id: how-many\n", f"{decision}      - id: how-many\n"), encoding="utf-8")
    assert run(["playbook", "graph", str(path), "-f", "mermaid", "--lang", "en"]) == 0
    told = capsys.readouterr().out
    for way in ('s1 -- "Yes" --> s2', 's1 -- "No" --> s6', 's1 -- "Look again" --> s0', 's1 -. "A breach" .-> o0'):
        assert f"  {way}\n" in told
    out = tmp_path / "drawing" / "graph.svg"
    assert run(["playbook", "graph", str(path), "-o", str(out)]) == 0
    svg = out.read_text(encoding="utf-8")
    assert (svg.count('class="jump"'), svg.count('class="jump back"')) == (1, 1)
    assert "A breach → data-breach" in words(svg)


def test_a_drawing_is_not_named_what_it_is_not(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["playbook", "graph", "outage", "-o", str(tmp_path / "outage.png")]) == 2
    told = "there is no drawing as `.png` (name it .svg, or .mmd with --format mermaid)\n"
    assert capsys.readouterr().err == f"crisisctl: {told}"
    assert not (tmp_path / "outage.png").exists()
