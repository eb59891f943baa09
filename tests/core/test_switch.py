"""Going on with another playbook: one log, and nothing that was done is asked for again."""

from __future__ import annotations

from pathlib import Path

import pytest

from core.scene import PLAYBOOK, Scene, scene
from crisisctl import acts as act
from crisisctl.errors import NotFound, Refused
from crisisctl.evolve import replay
from crisisctl.playbook import Audience, Input, Message, Option, Phase, Playbook, Role, Step

FLOOD = Playbook(
    id="flood",
    title={"en": "Flood", "fr": "Déluge"},
    roles={"lead": Role("lead"), "host": Role("host")},
    inputs={"service": Input("service", required=True), "target": Input("target", required=True)},
    facts={"affected": Input("affected", "integer"), "ransom": Input("ransom")},
    audiences={"press": Audience("press", channels=("press",))},
    messages={"first": Message("first", "press", body={"en": "Flooded."})},
    phases=(
        Phase(
            "confirm",
            steps=(
                Step("look", "task", role="host", due=60),
                Step("note", "question", facts=("ransom",), due=600),
                Step("count", "question", facts=("affected",), due=60),
            ),
        ),
        Phase("stop", steps=(Step("filter", "task", due=900, due_from="confirmed"),)),
    ),
)
UNKNOWN = Playbook(
    id="unknown",
    title={"en": "Unknown"},
    roles={"lead": Role("lead")},
    facts={"kind": Input("kind", "choice", choices={"flood": {}, "other": {}})},
    phases=(
        Phase(
            "confirm",
            steps=(
                Step("look", "task"),
                Step("skipped", "task"),
                Step(
                    "which",
                    "decision",
                    sets="kind",
                    options=(Option("flood", playbook="flood"), Option("other", goto="wait-and-see")),
                ),
                Step("jumped", "task"),
                Step("wait-and-see", "task"),
            ),
        ),
    ),
)


def walk(found: Scene) -> str:
    return " ".join(f"{phase.id}/{step.id}" for phase, step in found.incident.playbook.steps())


def test_what_was_done_stays_and_the_rest_is_the_new_playbook() -> None:
    found = scene(act.Do("look"), act.Skip("sources", "one is enough"))
    found.after(minutes=20).do(act.ChangePlaybook(FLOOD, "the host says so"))
    assert walk(found) == "confirm/sources confirm/asked-first confirm/look confirm/note confirm/count stop/filter"
    assert found.states("look", "sources", "note", "filter") == "done skipped pending pending"
    assert found.next == "asked-first"
    assert found.step("asked-first").step.facts == ("target",)
    assert found.incident.playbook.id == "flood"


def test_facts_people_and_promises_stay() -> None:
    found = scene(act.TakeRole("tech", "Dov"), act.SetFacts({"affected": "12"}))
    found.do(act.ChangePlaybook(FLOOD, "the host says so"))
    assert found.incident.roles == {"tech": "Dov"}
    assert found.incident.values()["affected"] == 12
    assert {"tech", "host"} <= set(found.incident.playbook.roles)
    assert found.incident.playbook.messages["first"].audience == "press", "of two with one id the new one counts"
    assert "why" in found.incident.playbook.messages, "what was drafted can still be told"


def test_a_message_with_other_words_is_said_anew() -> None:
    found = scene(act.Do("look"), act.Do("tell", force=True, reason="by phone"))
    found.given(act.Do("tell-staff", force=True, reason="by phone"))
    others = {**PLAYBOOK.messages, "first": Message("first", "customers", body={"en": "It is a flood."})}
    tell, inside = PLAYBOOK.phases[1].steps[:2]
    to = Playbook("loud", {"en": "Loud"}, messages=others, phases=(Phase("inform", steps=(tell, inside)),))
    found.after(minutes=20).do(act.ChangePlaybook(to, "we know more"))
    assert found.states("tell", "tell-staff") == "pending done"
    assert not found.step("tell").overdue
    assert found.recorded()[-2:] == ["playbook.changed", "step.reopened"]


def test_times_count_from_the_change() -> None:
    found = scene(act.Do("look")).after(minutes=20)
    found.do(act.ChangePlaybook(FLOOD, "the host says so"))
    note, look = found.step("note"), found.step("look")
    assert note.due_at
    assert (note.due_at - found.at).total_seconds() == pytest.approx(600, abs=2)
    assert not note.overdue
    assert look.step.due == 60, "what is done keeps its time"


def test_what_was_jumped_over_is_open_where_the_new_one_has_it() -> None:
    found = scene(act.Do("look"), act.Do("sources", ("a", "b")), act.Do("count", ("12",)), act.Skip("story", "later"))
    found.do(act.Do("real", ("no",)))
    assert found.step("tell").state == "not_applicable"
    again = PLAYBOOK.phases[1].steps[0]
    found.do(act.ChangePlaybook(Playbook("again", {"en": "Again"}, phases=(Phase("inform", steps=(again,)),)), "why"))
    assert found.states("tell") == "pending"
    assert "learn" not in walk(found), "the way led there, but nothing was done"


def test_a_change_needs_a_reason_and_another_playbook() -> None:
    found = scene()
    with pytest.raises(Refused, match="say why it goes on with another playbook"):
        found.do(act.ChangePlaybook(FLOOD))
    with pytest.raises(Refused, match="follows the playbook small already"):
        found.do(act.ChangePlaybook(PLAYBOOK, "why not"))


def test_an_answer_leads_to_another_playbook(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "playbooks"
    folder.mkdir()
    (folder / "flood.yaml").write_text(
        "schema: crisisctl/v1\nid: flood\ntitle: Flood\nroles: {lead: }\n"
        "phases:\n  - id: stop\n    steps:\n      - {id: filter, kind: task, title: Filter}\n"
    )
    monkeypatch.chdir(tmp_path)
    found = scene(act.Do("look"), playbook=UNKNOWN, values={}).given(act.Skip("skipped", "no time"))
    found.do(act.Do("which", ("flood",)))
    assert found.recorded()[-3:] == ["fact.set", "step.done", "playbook.changed"]
    assert walk(found) == "confirm/look confirm/skipped confirm/which stop/filter"
    assert found.next == "filter"
    (folder / "flood.yaml").unlink()
    assert replay(found.incident.entries).playbook == found.incident.playbook, (
        "the log holds it, whatever the file says"
    )


def test_an_answer_that_leads_to_no_playbook_records_nothing() -> None:
    found = scene(act.Do("look"), playbook=UNKNOWN, values={}).given(act.Skip("skipped", "no time"))
    before = found.recorded()
    with pytest.raises(NotFound, match="there is no playbook `flood`"):
        found.do(act.Do("which", ("flood",)))
    assert found.recorded() == before
    found.do(act.Do("which", ("other",)))
    assert found.next == "wait-and-see"


def test_a_way_to_a_step_that_is_gone_leads_on() -> None:
    found = scene(act.Do("look"), playbook=UNKNOWN, values={}).given(act.Skip("skipped", "no time"))
    found.do(act.Do("which", ("other",)))
    found.do(act.ChangePlaybook(FLOOD, "it is one after all"))
    step = found.incident.step("which")
    assert step
    assert [option.goto for option in step.options] == [None, None]
