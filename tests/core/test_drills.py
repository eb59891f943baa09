"""A drill: its faster clock, the injects that are due, the reactions to them, its score."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest

from core.scene import Scene
from crisisctl import acts as act
from crisisctl import chain, organisation, reader, reports
from crisisctl.errors import Refused
from crisisctl.events import ChannelSet
from crisisctl.injects import injects
from crisisctl.queries import IncidentView
from crisisctl.rehearsing.drill import Drill
from crisisctl.routes import route
from crisisctl.runner import zone_of
from crisisctl.scenario import Inject, Reaction, Scenario
from crisisctl.scoring import score
from crisisctl.screen.injects import heard
from crisisctl.screen.status import status
from crisisctl.screen.words import Tongue
from crisisctl.times import from_iso


def played(speed: int = 1) -> Scene:
    scene = Scene()
    injects_of = (
        Inject("call", 60, {"en": "Is it down?"}, {"en": "a customer"}, expect=Reaction(600, note=True)),
        Inject("gateway", 600, {"en": "0 delivered"}, expect=Reaction(300, channel="sms")),
        Inject("rain", 900, {"en": "It rains."}),
    )
    return scene.opened(mode="drill", speed=speed, scenario=Scenario("s", "small", {"en": "S"}, injects=injects_of))


def verdicts(scene: Scene) -> list[str]:
    view = scene.desk.view(scene.id)
    return [each.verdict for each in injects(view.incident, view.now)]


def test_an_inject_is_shown_to_who_looks_once_it_is_due_and_only_once() -> None:
    scene = played().after(seconds=59)
    before = len(scene.desk.look(scene.id).incident.entries)
    scene.after(seconds=1)
    assert len(scene.desk.look(scene.id).incident.entries) == before + 1
    assert len(scene.desk.look(scene.id).incident.entries) == before + 1
    assert verdicts(scene) == ["waits", "ahead", "ahead"]


@pytest.mark.parametrize(("language", "late"), [("en", "no reaction yet"), ("fr", "toujours sans réaction")])
def test_what_was_heard_stands_on_the_screen_until_somebody_reacts(language: str, late: str) -> None:
    scene = played().after(minutes=1)
    scene.desk.look(scene.id)

    def lines() -> str:
        words = Tongue(language)
        return "\n".join(each.plain for each in status(scene.desk.view(scene.id), words, 100))

    assert "a customer · Is it down?" in lines()
    assert late not in lines()
    scene.after(minutes=8)  # the gateway is due in a minute
    assert "0 delivered" not in lines()
    scene.after(minutes=8)
    assert late in lines()
    scene.do(act.Note("she was told"))
    assert "Is it down?" not in lines()


def test_a_small_screen_keeps_the_newest_of_what_was_heard() -> None:
    scene = played().after(minutes=16)
    scene.desk.look(scene.id)
    found = heard(scene.desk.view(scene.id), Tongue("en"), 80, 2)
    assert len(found) == 2
    assert found[-1].plain.endswith("more lines: [t]")
    assert {style for each in found for _, style in each.pieces} <= {"", "bold cyan", "dim"}


def test_what_is_done_before_an_inject_was_seen_is_no_reaction_to_it() -> None:
    scene = played().after(minutes=2)
    scene.do(act.Note("we do not know yet"))
    assert verdicts(scene)[0] == "waits"
    scene.after(minutes=1).do(act.Note("a customer called"))
    assert verdicts(scene)[0] == "in time"


def test_a_reaction_is_in_time_late_or_missed() -> None:
    scene = played().after(minutes=16)
    scene.desk.look(scene.id)
    scene.after(minutes=6)
    assert verdicts(scene) == ["waits", "missed", "told"]
    scene.do(act.SetChannel("sms", "down"))
    scene.after(minutes=6)
    assert verdicts(scene) == ["missed", "late", "told"]
    parts = {part.id: (part.good, part.of) for part in score(scene.desk.view(scene.id)).parts}
    assert parts["injects"] == (0, 2)


def test_the_clock_of_a_drill_runs_faster_and_its_entries_keep_the_real_time() -> None:
    scene = played(speed=60).after(seconds=30)
    done = scene.do(act.Note("half an hour in"))
    note = done.entries[0]
    assert note.at - done.view.incident.began == timedelta(minutes=31)
    raw = json.loads(next(line for line in scene.desk.lines(scene.id) if "half an hour in" in line))
    assert from_iso(raw["data"]["real"]) == scene.at
    assert scene.desk.view(scene.id).now == note.at
    assert chain.verify(scene.desk.lines(scene.id)).problems == ()


def test_a_walk_looks_again_when_the_next_inject_is_due() -> None:
    scene = played(speed=10)
    desk = scene.desk
    assert desk.pause(desk.view(scene.id), 15) == 1.5
    scene.after(seconds=5)
    assert desk.pause(desk.view(scene.id), 15) == 1.0
    live = Scene().opened()
    assert live.desk.pause(live.desk.view(live.id), 15) == 15


@pytest.mark.parametrize("options", [{"speed": 10}, {"scenario": Scenario("s", "x", {})}])
def test_only_a_drill_has_a_scenario_and_a_clock_of_its_own(options: dict[str, object]) -> None:
    with pytest.raises(Refused, match="only a drill"):
        Scene().opened(**options)


def test_a_drill_ends_in_a_debrief_in_every_format_and_language() -> None:
    scene = played().after(minutes=2)
    scene.desk.look(scene.id)
    scene.do(act.Note("heard"))
    scene.after(minutes=30).do(act.Note("on we go"))
    scene.after(minutes=30).do(act.Close("played to the end", force=True))
    view = scene.desk.view(scene.id)
    zone = zone_of(view.incident.organisation)
    markdown = reports.get("md").render(view, "en", zone)
    assert "## Debrief" in markdown
    assert "Injects answered in time" in markdown
    assert "MISSED" in markdown
    assert "## Débriefing" in reports.get("md").render(view, "fr", zone)
    assert "Points faibles" in reports.get("html").render(view, "fr", zone)
    told = json.loads(reports.get("json").render(view, "en", zone))["report"]["drill"]
    assert [each["outcome"] for each in told["injects"]] == ["in time", "missed", "told"]
    assert told["score"]["of"] >= 2
    assert "debrief" not in reports.get("html").render(_live(), "en", zone)


def _live() -> IncidentView:
    scene = Scene().opened()
    return scene.desk.view(scene.id)


def test_an_inject_that_brings_a_channel_down_changes_the_plan_and_is_nobodys_finding() -> None:
    scene = Scene()
    told = (
        Inject(
            "locked", 60, {"en": "The gateway is gone"}, expect=Reaction(600, channel="sms"), channels={"sms": "down"}
        ),
        Inject("again", 120, {"en": "Still gone"}, channels={"sms": "down", "whatsapp": "degraded"}),
        Inject("back", 180, {"en": "It is back"}, channels={"sms": "up"}),
    )
    scene.opened(mode="drill", scenario=Scenario("s", "small", {"en": "S"}, injects=told))
    audience = scene.desk.view(scene.id).incident.playbook.audiences["customers"]
    before = route(scene.desk.view(scene.id).incident, audience)
    scene.after(minutes=1)
    view = scene.desk.look(scene.id)
    after = route(view.incident, audience)
    assert "sms" in before.working
    assert "sms" not in after.working
    assert after.dead == ("sms",)
    assert verdicts(scene)[0] == "waits"
    assert "sms DOWN" in "\n".join(each.plain for each in status(view, Tongue("en"), 100))
    scene.after(minutes=1)
    view = scene.desk.look(scene.id)
    events = [each.event for each in view.incident.entries]
    set_by = [(each.channel, each.state, each.inject) for each in events if isinstance(each, ChannelSet)]
    assert set_by == [("sms", "down", "locked"), ("whatsapp", "degraded", "again")]
    scene.after(minutes=1)
    view = scene.desk.look(scene.id)
    assert route(view.incident, audience).dead == ()
    zone = zone_of(view.incident.organisation)
    assert "| the scenario |" in reports.get("md").render(view, "en", zone)
    assert "(par le scénario joué)" in reports.get("md").render(view, "fr", zone)


def test_what_somebody_marks_at_the_same_moment_is_recorded_once() -> None:
    scene = Scene()
    told = (Inject("locked", 60, {"en": "Gone"}, channels={"sms": "down"}),)
    scene.opened(mode="drill", scenario=Scenario("s", "small", {"en": "S"}, injects=told)).after(minutes=2)
    done = scene.do(act.SetChannel("sms", "down", "seen"))
    assert [entry.event.type for entry in done.entries] == ["channel.set", "inject.shown"]


@pytest.mark.parametrize("name", reader.scenarios())
def test_every_shipped_scenario_plays_to_its_debrief_without_a_team(name: str) -> None:
    scenario = reader.read_scenario(name)
    playbook = reader.read_playbook(reader.find_playbook(scenario.playbook))
    ours, _ = organisation.load()
    paused: list[float] = []
    *_, view = Drill(scenario, playbook, ours, 60, "en").play(paused.append)
    assert view.incident.status in {"resolved", "closed"}
    assert {each.verdict for each in injects(view.incident, view.now)} == {"in time"}
    longest = max(each.at + (each.expect.within if each.expect else 0) for each in scenario.injects)
    assert sum(paused) * 60 <= longest
    found = score(view)
    assert found.percent is not None
    assert found.percent >= 80
    zone = zone_of(view.incident.organisation)
    for language, heads in (("en", ("Strengths", "Weaknesses")), ("fr", ("Points forts", "Points faibles"))):
        text = reports.get("md").render(view, language, zone)
        for head in heads:
            listed = text.split(f"### {head}")[1].split("\n#")[0]
            assert listed.strip().startswith("- ")
            assert head in {"Weaknesses", "Points faibles"} or not listed.strip().startswith(
                ("- none by", "- aucun d’après")
            )


@pytest.mark.parametrize("name", reader.scenarios())
def test_every_shipped_scenario_is_sound_and_bilingual(name: str) -> None:
    _, problems = reader.check(reader.find_scenario(name))
    assert problems == ()
    scenario = reader.read_scenario(name)
    for inject in scenario.injects:
        for words in (inject.text, inject.sender, inject.via, inject.hint):
            assert set(words) == {"en", "fr"}
        assert inject.expect
        assert inject.expect.within >= 600
