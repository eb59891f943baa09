"""What there is to see after some acts: the way through the steps, what is due, promises, what an incident lacks."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from msgspec.structs import replace

from crisisctl import acts as act
from crisisctl.errors import Refused
from crisisctl.playbook import Audience, Input, Message, Option, Organisation, Phase, Playbook, Severity, Step, equip
from crisisctl.queries import cadence

from .scene import DRAFT, ID, MAIL, PLAYBOOK, START, Scene, scene

SOON = START + timedelta(hours=1)
DRAFTED = act.Draft("first", (DRAFT, MAIL), SOON)


def do(step: str, *answers: str) -> act.Do:
    return act.Do(step, answers, force=True, reason="for the test")


def through(*steps: str) -> list[act.Do]:
    known = {step.id: step for _, step in PLAYBOOK.steps()}
    return [do(each, *([known[each].options[0].id] if known[each].kind == "decision" else [])) for each in steps]


TO_HELD = through(
    "look", "sources", "count", "story", "real", "level", "tell", "tell-staff", "look-again", "probe", "watch"
)


def test_the_order_of_the_file_is_the_order_of_the_walk() -> None:
    here = scene()
    seen: list[str] = []
    while here.next not in seen:
        seen.append(here.next)
        if here.next != "keep-telling":
            here.given(*through(here.next))
    assert seen == ["look", "sources", "count", "story", "real", "level", "tell", "tell-staff", "keep-telling"]


def test_nobody_is_asked_for_words_in_a_language_that_none_of_their_messages_are_in() -> None:
    facts = {f"lost_{language}": Input(f"lost_{language}", language=language) for language in ("fr", "en")}
    steps = (Step("words", "question", facts=("affected", *facts)), Step("french", "question", facts=("lost_fr",)))
    playbook = replace(PLAYBOOK, facts={**PLAYBOOK.facts, **facts}, phases=(Phase("a", steps=steps),))
    english = Organisation("Exemplia", languages=("en",))
    assert equip(playbook, english).phases[0].steps[0].facts == ("affected", "lost_en")
    assert equip(playbook, english).phases[0].steps[1].facts == ("lost_fr",), "a question asks something"
    words = replace(playbook, languages=("fr", "en"), phases=(Phase("a", steps=steps[:1]),))
    assert "lost_fr" not in equip(words, english).facts
    assert equip(words, english).languages == ("en",)
    assert {"lost_fr", "lost_en"} <= equip(words, replace(english, languages=("de",))).facts.keys(), "texts there are"
    their_staff = replace(english, audiences={"staff": Audience("staff", languages=("fr",))})
    assert {"lost_fr", "lost_en"} <= equip(words, their_staff).facts.keys()
    assert equip(playbook, their_staff).phases[0].steps[0].facts == ("affected", "lost_en", "lost_fr")
    french = replace(english, languages=("fr", "en"))
    assert equip(playbook, french).phases[0].steps[0].facts == ("affected", "lost_fr", "lost_en"), "its own first"


def test_a_decision_further_down_leaves_the_steps_between_behind() -> None:
    here = scene(*TO_HELD[:4], do("watch"), do("real", "no"))
    assert here.next == "learn"
    assert here.states("real", "level", "tell", "watch", "held", "tell-over", "learn") == (
        "done not_applicable not_applicable done not_applicable not_applicable pending"
    )
    assert here.states("look") == "done"


def test_what_was_jumped_is_open_again_with_its_decision() -> None:
    here = scene(do("watch"), do("real", "no"), act.ReopenStep("real", "real after all"))
    assert here.states("real", "level", "watch", "held") == "pending pending done pending"
    here.given(do("real", "yes"))
    assert here.incident.facts["verdict"].value == "yes"
    assert here.next == "look"


def test_a_single_step_that_was_jumped_can_be_opened() -> None:
    here = scene(do("real", "no"), act.ReopenStep("level", "it matters after all"))
    assert here.states("level", "tell") == "pending not_applicable"


def test_a_way_back_up_comes_by_the_decision_again() -> None:
    here = scene(act.SetFacts({"restored": "yes"}), *TO_HELD, act.Resolve())
    assert here.next == "held"
    here.given(do("held", "no"))
    assert here.states("probe", "watch", "held") == "done pending pending"
    assert here.next == "watch"
    here.given(do("watch"))
    assert here.next == "held"
    here.given(do("held", "yes"))
    assert (here.states("held"), here.next) == ("done", "tell-over")


def test_a_way_back_leaves_alone_what_repeats_and_what_lies_above() -> None:
    steps = (
        Step("top", "task"),
        Step("wash", "task"),
        Step("again", "task", every="600"),
        Step("rinse", "task"),
        Step("clean", "decision", options=(Option("yes"), Option("no", goto="wash"))),
    )
    here = scene(playbook=Playbook("loop", {"": "Loop"}, phases=(Phase("a", steps=steps),)), values={})
    here.given(act.Do("top"), act.Do("wash"), act.Do("again"), act.Skip("rinse", "dry"), act.Do("clean", ("no",)))
    assert here.states("top", "wash", "rinse", "clean") == "done pending pending pending"
    assert here.step("again").times == 1
    assert not here.step("again").ready


def test_a_step_applies_while_its_condition_holds() -> None:
    here = scene()
    assert here.states("many") == "not_applicable"
    here.given(act.SetFacts({"affected": "101"}))
    assert here.states("many") == "pending"
    here.given(act.Do("many"), act.SetFacts({"affected": "1"}))
    assert here.states("many") == "done"


def test_a_step_is_due_after_the_incident_was_declared() -> None:
    here = Scene().opened(when=START - timedelta(minutes=4))
    look = here.step("look")
    assert (look.due_at, look.overdue, look.late) == (START + timedelta(minutes=1), False, False)
    here.after(minutes=1)
    assert not here.step("look").overdue
    here.after(seconds=1)
    assert here.step("look").overdue
    here.given(act.Do("look"))
    assert (here.step("look").overdue, here.step("look").late) == (False, True)


def test_done_in_time_but_told_late_is_not_late() -> None:
    here = scene().after(hours=2).given(act.Do("look", when=START + timedelta(minutes=5)))
    assert (here.step("look").state, here.step("look").late) == ("done", False)


def test_a_step_may_be_due_after_another_milestone() -> None:
    here = scene()
    assert here.step("tell-over").due_at is None
    here.given(act.Mark("mitigated", when=START - timedelta(minutes=10)))
    assert here.step("tell-over").due_at == START + timedelta(minutes=50)
    here.given(act.Mark("mitigated", True, "found in the log", when=START - timedelta(minutes=40)))
    assert here.step("tell-over").due_at == START + timedelta(minutes=20)
    here.given(act.Resolve(), act.Reopen("it is back"))
    assert here.step("last").due_at is None


def test_a_step_that_repeats_comes_back_at_its_time_and_goes_first() -> None:
    here = scene(act.Do("look"), act.Do("look-again"))
    again = here.step("look-again")
    assert (again.state, again.times, again.due_at, again.ready) == (
        "pending",
        1,
        here.at + timedelta(minutes=10),
        False,
    )
    assert here.next == "sources"
    here.after(minutes=4, seconds=59)
    assert here.next == "sources"
    here.after(seconds=1)
    assert (here.next, here.step("look-again").overdue) == ("look-again", False)
    here.after(minutes=6)
    assert here.step("look-again").overdue
    here.given(act.Do("look-again"))
    assert (here.step("look-again").times, here.next) == (2, "sources")
    here.given(act.SetFacts({"restored": "true"}))
    assert here.states("look-again") == "done"


def test_nobody_who_heard_the_end_is_told_to_wait_for_the_next_update() -> None:
    """The last word went by one channel of several, so that the incident goes on."""
    here = scene(*TO_HELD[:4], DRAFTED, act.Send("first"), act.Draft("over", (DRAFT, MAIL)))
    assert here.step("keep-telling").ready is False, "it is promised for later"
    here.given(act.Send("over", ("sms",), force=True, reason="the others follow")).after(hours=2)
    assert not here.incident.ended
    assert not here.step("keep-telling").ready
    assert here.next != "keep-telling"
    here.given(DRAFTED, act.Send("first", force=True, reason="it is down again"))
    assert here.step("keep-telling").due_at


def test_a_step_that_never_had_to_be_repeated_never_applied() -> None:
    assert scene(act.SetFacts({"restored": "true"})).states("look-again") == "not_applicable"


def test_updates_are_due_when_they_were_promised() -> None:
    here = scene()
    assert here.step("keep-telling").due_at is None
    here.given(DRAFTED, act.Send("first"))
    assert here.step("keep-telling").due_at == SOON
    assert here.next == "look"
    here.at = SOON - timedelta(minutes=5)
    assert here.next == "keep-telling"
    assert not here.view.overdue_promises
    here.after(minutes=6)
    assert [promise.audience for promise in here.view.overdue_promises] == ["customers"]
    assert here.step("keep-telling").overdue
    here.given(act.Resolve())
    assert here.states("keep-telling") == "not_applicable"


def test_an_optional_update_waits_until_somebody_was_promised_one() -> None:
    again = Step("again", "message", message="first", every="next_update", until="status == 'resolved'", optional=True)
    playbook = replace(PLAYBOOK, phases=(Phase("inform", steps=(again, Step("then", "task"))),))
    here = scene(playbook=playbook)
    assert (here.step("again").ready, here.next) == (False, "then")
    here.given(DRAFTED, act.Send("first"))
    assert here.next == "then"
    here.at = SOON - timedelta(minutes=5)
    assert here.next == "again"


def test_an_optional_step_that_repeats_waits_for_its_turn_and_for_its_milestone() -> None:
    look = Step("look", "task")
    says = Step("says", "check", due=1800, every="1800", optional=True)
    slower = Step("slower", "task", due=7200, due_from="first_external_message", every="14400", optional=True)
    last = Step("last", "task")
    phases = (Phase("confirm", steps=(look,)), Phase("inform", steps=(says, slower, last)))
    here = scene(playbook=replace(PLAYBOOK, phases=phases))
    here.after(hours=3)
    assert (here.step("says").overdue, here.next) == (True, "look")
    here.given(act.Do("look"))
    assert here.next == "says"
    here.given(act.Do("says"))
    assert (here.step("slower").ready, here.next) == (False, "last")
    here.given(act.Mark("first_external_message"))
    assert here.next == "last"
    here.after(minutes=115).given(act.Do("says"))
    assert here.next == "slower"


def test_promises_are_kept_broken_or_still_running() -> None:
    here = scene(DRAFTED, act.Send("first"))
    here.at = SOON - timedelta(minutes=1)
    here.given(act.Draft("first", (DRAFT,), SOON + timedelta(hours=1)), act.Send("first", ("sms",)))
    here.at = SOON + timedelta(hours=2)
    here.given(act.Draft("first", (MAIL,), SOON + timedelta(hours=3)), act.Send("first", ("email",)))
    promises = here.view.promises
    assert [(each.due - SOON, each.kept) for each in promises] == [
        (timedelta(), True),
        (timedelta(hours=1), False),
        (timedelta(hours=3), None),
    ]
    assert promises[0].met_at == SOON - timedelta(minutes=1) + timedelta(seconds=2)


def test_one_message_sent_channel_by_channel_makes_one_promise() -> None:
    here = scene(DRAFTED, act.Send("first", ("sms",)), act.Send("first", ("email",)))
    assert [(each.due, each.kept) for each in here.view.promises] == [(SOON, None)]
    assert [each.next_update for each in here.view.messages] == [SOON, SOON]


def test_an_answering_machine_keeps_no_promise() -> None:
    machine = Message("machine", "customers", "ack", body={"": "We have your message."})
    playbook = replace(PLAYBOOK, messages={**PLAYBOOK.messages, "machine": machine})
    here = scene(DRAFTED, act.Send("first"), playbook=playbook).after(minutes=1)
    later = SOON + timedelta(minutes=5)
    here.given(act.Draft("machine", (DRAFT,), later), act.Send("machine"))
    assert [(each.due, each.kept) for each in here.view.promises] == [(SOON, None), (later, None)]
    assert [each.due for each in here.incident.promises.values()] == [SOON]
    here.given(act.Draft("why", (DRAFT,), SOON + timedelta(hours=1)), act.Send("why"))
    assert [each.kept for each in here.view.promises] == [True, True, None]
    assert [each.due for each in here.incident.promises.values()] == [SOON + timedelta(hours=1)]


def test_a_message_to_others_keeps_no_promise() -> None:
    here = scene(DRAFTED, act.Send("first"), act.Draft("inside", (DRAFT,)), act.Send("inside"))
    assert [each.kept for each in here.view.promises] == [None]


def test_a_promise_of_an_ended_incident_is_not_overdue() -> None:
    here = scene(DRAFTED, act.Send("first")).after(hours=5)
    assert len(here.view.overdue_promises) == 1
    here.given(act.Cancel("duplicate"))
    assert not here.view.overdue_promises


def test_what_was_sent_is_what_was_drafted() -> None:
    here = scene(DRAFTED, act.Send("first", ("email",), destination="list 3"))
    (sent,) = here.view.messages
    assert (sent.drafts, sent.destination, sent.external, sent.actor) == ((MAIL,), "list 3", True, "Ana")


def test_a_fact_that_needs_a_name_counts_once_somebody_confirmed_it() -> None:
    here = scene(act.SetFacts({"cause": "network"}, "the provider"))
    assert not here.incident.counts("cause")
    assert "cause" not in here.incident.values()
    here.given(act.SetFacts({"cause": "network"}, confirmed_by="Dov"))
    assert here.incident.counts("cause")
    here.given(act.SetFacts({"cause": "power"}))
    assert not here.incident.counts("cause")
    assert [(each.value, each.confirmed_by) for each in here.view.facts if each.name == "cause"] == [
        ("network", ""),
        ("network", "Dov"),
        ("power", ""),
    ]


def test_acknowledged_is_when_the_first_lead_came() -> None:
    here = scene(act.TakeRole("comms", "Bo"))
    assert "acknowledged" not in here.incident.milestones
    here.given(act.TakeRole("lead", "Ana"))
    first = here.incident.milestones["acknowledged"]
    here.given(act.TakeRole("lead", "Bo", force=True), act.HandOver("lead", "Chloé", accepted=True))
    assert here.incident.milestones["acknowledged"] == first
    assert here.incident.roles == {"comms": "Bo", "lead": "Chloé"}


def test_who_takes_the_role_over_is_not_who_left_it() -> None:
    here = scene(act.TakeRole("lead", "Ana"), act.TakeRole("lead", "Bo", deputy=True), act.TakeRole("lead", ""))
    assert (here.incident.roles, here.incident.deputies) == ({}, {"lead": "Bo"})
    here.given(act.TakeRole("lead", "", deputy=True))
    assert here.incident.deputies == {}


@pytest.mark.parametrize(
    ("severity", "seconds"),
    [("unset", 1800), ("SEV1", 1800), ("SEV2", 3600), ("SEV4", 1800)],
)
def test_the_cadence_follows_the_severity_and_in_doubt_the_worst(severity: str, seconds: int) -> None:
    assert cadence(scene(severity=severity).incident) == seconds


def test_an_organisation_may_have_a_cadence_of_its_own_or_none() -> None:
    bare = Playbook("bare", {"": "Bare"})
    assert cadence(scene(playbook=bare, values={}).incident) is None
    known = Playbook("bare", {"": "Bare"}, severities={"SEV1": Severity("SEV1")})
    assert cadence(scene(playbook=known, values={}, severity="SEV1").incident) is None


LEFT = "look, sources, count, story, real, level, tell, tell-staff …"


def test_closing_says_what_is_open_and_force_records_it() -> None:
    here = scene()
    with pytest.raises(Refused) as caught:
        here.do(act.Close("done"))
    against = f"it is investigating, not resolved; 13 steps are open: {LEFT}"
    assert (caught.value.message, caught.value.hint) == (
        f"{ID} is not ready to close: {against}",
        "finish or skip them, or close with --force",
    )
    (closed,) = here.events(act.Close(" tired ", force=True))
    assert (closed.reason, closed.override) == ("tired", against)  # type: ignore[attr-defined]
    assert (here.incident.status, here.next, here.incident.closure_reason) == ("closed", "", "tired")


def test_closing_waits_for_no_step_that_is_free_repeats_does_not_apply_or_failed() -> None:
    here = scene(*TO_HELD[:7], act.Fail("tell-staff", "x"), act.RunCommand("probe"), do("watch"), do("held", "yes"))
    here.given(do("tell-over"))
    assert here.incident.status == "resolved"
    with pytest.raises(Refused, match=r"2 steps are open: probe, last$"):
        here.do(act.Close("done"))
    here.given(act.Skip("probe", "x"), act.Skip("last", "x"))
    (closed,) = here.events(act.Close("done"))
    assert closed.override == ""  # type: ignore[attr-defined]
    assert not here.step("look-again").overdue


def test_an_incident_that_is_opened_again_goes_on() -> None:
    here = scene(act.Resolve()).given(act.Close("x", force=True)).after(hours=1)
    assert here.view.elapsed == timedelta(seconds=1), "to the resolution; the closing adds nothing"
    here.given(act.Reopen("it is back"))
    assert (here.incident.status, here.incident.closure_reason, here.next) == ("investigating", "", "look")
    assert here.view.elapsed == timedelta(hours=1, seconds=3)
    assert "resolved" not in here.incident.milestones


def test_a_note_told_afterwards_keeps_both_times() -> None:
    here = scene().after(hours=1).given(act.Note("a call", when=START - timedelta(hours=2)))
    entry = here.incident.entries[-1]
    assert (entry.when, entry.at) == (START - timedelta(hours=2), here.at)


def test_a_corrected_note_keeps_its_first_text() -> None:
    from crisisctl.timeline import timeline

    here = scene(act.Note("at 03:50"), act.Correct(4, "at 02:50"), act.Correct(4, "at 02:51"))
    assert [entry.event.text for entry in here.incident.entries[3:]] == ["at 03:50", "at 02:50", "at 02:51"]  # type: ignore[attr-defined]
    (item,) = [each for each in timeline(here.incident, "en", UTC) if each.seq == 4]
    assert (item.corrected, "at 02:51" in item.text, "03:50" in item.text) == (True, True, False)


def test_phases_are_finished_one_by_one() -> None:
    here = scene(*TO_HELD[:6])
    assert [phase.finished for phase in here.view.phases] == [True, False, False]


def test_reading_a_log_needs_no_clock_of_its_own() -> None:
    here = scene(*TO_HELD)
    long_after = datetime(2030, 1, 1, tzinfo=UTC)
    assert here.view.incident == Scene(long_after, here.store, here.id).view.incident
