"""Legal and contractual clocks: what starts, meets and stops them, and what they bring with them."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from msgspec.structs import replace

from crisisctl import acts as act
from crisisctl import events as ev
from crisisctl.acts import Act
from crisisctl.clocks import digest
from crisisctl.errors import CrisisError, Refused
from crisisctl.incident import Incident
from crisisctl.playbook import Countdown, Input, Option, Phase, Playbook, Role, Step
from crisisctl.ticking import clocks, running
from making import ORGANISATION, START, At, incident_of, lines_of, minutes, view_of

CLOCKS = {
    each.id: each
    for each in (
        Countdown("authority", {"en": "Tell the authority"}, "72h", since="aware_at"),
        Countdown("people", {"en": "Tell people"}),
        Countdown("early", {"en": "Early warning"}, "24h"),
        Countdown("notify", {"en": "Notification"}, "72h", beside="early"),
        Countdown("final", {"en": "Final report"}, "1 month", after="notify"),
        Countdown("aware", {"en": "24 hours"}, "24h"),
        Countdown("initial", {"en": "Initial"}, "4h", within="aware"),
        Countdown("filing", {"en": "Filing"}, "4 business days"),
    )
}
PLAYBOOK = Playbook(
    "breach",
    {"en": "Breach"},
    roles={"lead": Role("lead")},
    facts={
        "aware_at": Input("aware_at", "datetime"),
        "major": Input("major", "boolean", starts=("initial",)),
        "listed": Input("listed", "boolean"),
        "seen_at": Input("seen_at", "datetime", starts=("early",), starts_when="listed", confirm=True),
        "told": Input("told", "boolean", meets=("authority",), meets_when="told"),
    },
    clocks=CLOCKS,
    phases=(
        Phase(
            "first",
            steps=(
                Step("real", "decision", options=(Option("breach", starts=("authority", "people")), Option("none"))),
                Step("classify", "task", starts=("aware",)),
                Step("write", "task", meets=("people", "filing")),
            ),
        ),
    ),
)
OPEN = At(0, "ana", act.Open("b-1", "Breach", PLAYBOOK, replace(ORGANISATION, holidays=("2026-11-25",)), values={}))
BREACH = At(10, "ana", act.Do("real", ("breach",)))


def after(*script: At) -> Incident:
    return incident_of(OPEN, *script)


def at(number: float, wanted: Act) -> At:
    return At(number, "ana", wanted)


def started(name: str, number: float, **more: object) -> At:
    return at(number, act.StartClock(name, reason="seen", **more))  # type: ignore[arg-type]


def ticking(incident: Incident) -> dict[str, tuple[str, float]]:
    """Each clock's state, and the minute it runs since."""
    return {name: (each.state, (each.start - START).total_seconds() / 60) for name, each in incident.clocks.items()}


def test_an_answer_starts_its_clocks() -> None:
    incident = after(BREACH)
    assert ticking(incident) == {"authority": ("running", 10), "people": ("running", 10)}
    clock = incident.clocks["authority"]
    assert (clock.due, clock.by, clock.step) == (minutes(10) + timedelta(hours=72), "ana", "real")
    assert incident.clocks["people"].due is None
    assert ticking(after(at(10, act.Do("real", ("none",))))) == {}


def test_it_runs_since_the_fact_it_counts_from_and_moves_with_it() -> None:
    known = at(5, act.SetFacts({"aware_at": "03:00"}))
    assert ticking(after(known, BREACH))["authority"] == ("running", -20)
    moved = at(20, act.SetFacts({"aware_at": "02:50"}, source="the mail of 02:50", confirmed_by="Inès"))
    incident = after(BREACH, moved)
    assert ticking(incident)["authority"] == ("running", -30)
    assert incident.clocks["authority"].due == minutes(-30) + timedelta(hours=72)
    assert (incident.clocks["authority"].by, incident.clocks["authority"].reason) == ("Inès", "the mail of 02:50")


def test_what_a_person_declared_is_not_moved_by_a_fact() -> None:
    declared = started("authority", 10, start=minutes(-60))
    assert ticking(after(declared, at(20, act.SetFacts({"aware_at": "03:00"}))))["authority"] == ("running", -60)
    moved = at(30, act.StartClock("authority", minutes(-90), reason="an earlier mail"))
    assert ticking(after(BREACH, moved, at(40, act.SetFacts({"aware_at": "03:00"}))))["authority"] == ("running", -90)


def test_a_step_done_again_does_not_start_anew() -> None:
    again = [at(20, act.ReopenStep("real", "doubt")), at(30, act.Do("real", ("breach",)))]
    assert ticking(after(BREACH, *again))["authority"] == ("running", 10)
    none = [at(20, act.ReopenStep("real", "doubt")), at(30, act.Do("real", ("none",)))]
    assert ticking(after(BREACH, *none))["authority"] == ("running", 10), "nothing stops but by a person"


def test_a_fact_starts_and_meets() -> None:
    incident = after(BREACH, at(30, act.SetFacts({"told": "no"})))
    assert incident.clocks["authority"].state == "running"
    incident = after(BREACH, at(30, act.SetFacts({"told": "yes"})))
    assert (incident.clocks["authority"].state, incident.clocks["authority"].ended_at) == ("met", minutes(30))
    assert ticking(after(at(5, act.SetFacts({"major": "no"})))) == {}
    assert ticking(after(at(5, act.SetFacts({"major": "yes"})))) == {"initial": ("running", 5)}


def test_a_datetime_that_counts_says_since_when() -> None:
    listed = at(1, act.SetFacts({"listed": "yes"}))
    assert ticking(after(listed, at(5, act.SetFacts({"seen_at": "03:00"})))) == {}, "not confirmed"
    assert ticking(after(at(5, act.SetFacts({"seen_at": "03:00"}, confirmed_by="Bo")))) == {}, "not listed"
    found = after(listed, at(5, act.SetFacts({"seen_at": "03:00"}, confirmed_by="Bo")))
    assert ticking(found) == {"early": ("running", -20), "notify": ("running", -20)}


def test_one_that_starts_with_another_and_one_that_starts_when_it_is_met() -> None:
    incident = after(started("early", 10))
    assert ticking(incident) == {"early": ("running", 10), "notify": ("running", 10)}
    assert incident.clocks["notify"].chained == "early"
    incident = after(started("early", 10), at(60, act.MeetClock("notify", "N-1", when=minutes(50))))
    assert ticking(incident) == {"early": ("running", 10), "notify": ("met", 10), "final": ("running", 50)}
    assert incident.clocks["final"].due == datetime(2026, 12, 22, 3, 10, tzinfo=UTC)


def test_a_start_that_is_set_right_moves_what_started_with_it() -> None:
    incident = after(started("early", 10), started("early", 20, start=minutes(-60)))
    assert ticking(incident) == {"early": ("running", -60), "notify": ("running", -60)}


def test_a_later_filing_moves_what_counts_from_it_but_not_the_first_time() -> None:
    script = (started("early", 10), at(60, act.MeetClock("notify", "N-1")))
    again = at(90, act.MeetClock("notify", "N-2", reason="an update"))
    incident = after(*script, again)
    assert ticking(incident)["final"] == ("running", 90)
    assert (incident.clocks["notify"].ended_at, incident.clocks["notify"].reference) == (minutes(60), "N-1, N-2")


@pytest.mark.parametrize(
    ("classified", "hours"),
    [(60, 5), (22 * 60, 24), (25 * 60, 29)],  # within 4 h; no later than 24 h; after those, 4 h again
)
def test_one_within_another_ends_no_later_and_takes_its_place(classified: float, hours: int) -> None:
    incident = after(at(0, act.Do("classify")), started("initial", classified))
    assert incident.clocks["initial"].due == START + timedelta(hours=hours)
    assert (incident.clocks["aware"].state, incident.clocks["aware"].carried_by) == ("carried", "initial")
    assert [each.state.clock for each in running(incident, minutes(classified))] == ["initial"]


def test_business_days_leave_out_our_holidays() -> None:
    incident = after(started("filing", 10))  # a Sunday; the 25th is a holiday
    assert incident.clocks["filing"].due == datetime(2026, 11, 27, 22, 59, 59, tzinfo=UTC)


def test_met_in_time_met_late_late_waived() -> None:
    incident = after(
        BREACH,
        started("early", 10),
        started("filing", 10),
        at(10 + 25 * 60, act.MeetClock("early")),
        at(10 + 25 * 60, act.MeetClock("authority", "CNIL-1")),
        at(10 + 25 * 60, act.WaiveClock("filing", "not listed")),
    )
    now = minutes(10 + 80 * 60)
    found = {each.state.clock: each for each in clocks(incident, now)}
    assert {name: each.verdict for name, each in found.items()} == {
        "notify": "late", "people": "running", "authority": "met", "early": "met late", "filing": "waived",
    }  # fmt: skip
    margins = {name: each.margin and each.margin / timedelta(hours=1) for name, each in found.items()}
    assert margins == {"notify": -8, "people": None, "authority": 47, "early": -1, "filing": None}
    assert [each.state.clock for each in clocks(incident, now)][:2] == ["notify", "people"]


def test_it_outlives_its_incident_and_can_still_be_met() -> None:
    close = At(60, "ana", act.Close("done", force=True))
    incident = after(BREACH, close, at(90, act.MeetClock("authority", "CNIL-1")))
    assert (incident.status, incident.clocks["authority"].state) == ("closed", "met")
    with pytest.raises(Refused) as caught:
        after(BREACH, at(20, act.Resolve()), at(30, act.Do("classify")), at(60, act.Close("done")))
    assert caught.value.message == (
        "b-1 is not ready to close: 1 steps are open: write; clocks run: authority, people, aware"
    )


def test_a_clock_of_the_catalogue_brings_its_definition_into_the_log() -> None:
    own = {
        "other": Countdown("other", {"en": "Other"}, "4h"),
        "next": Countdown("next", {"en": "Next"}, "2h", after="other"),
        "authority": Countdown("authority", {"en": "Changed since"}, "96h"),
    }
    script = (OPEN, started("other", 10, definitions=own), at(20, act.MeetClock("other")))
    incident = incident_of(*script)
    assert ticking(incident) == {"other": ("met", 10), "next": ("running", 20)}
    first = next(entry.event for entry in incident.entries if isinstance(entry.event, ev.ClockStarted))
    assert set(first.definitions) == {"other", "next"}
    assert first.digest == digest(own["other"])
    started_again = incident_of(*script, started("authority", 30, definitions=own))
    assert started_again.clocks["authority"].due == minutes(30) + timedelta(hours=72), "as it was when it was opened"


def test_another_playbook_changes_nothing_of_a_clock_that_was_started() -> None:
    other = {
        "authority": Countdown("authority", {"en": "Changed"}, "96h"),
        "early": Countdown("early", {"en": "Changed"}, "96h"),
    }
    to = replace(PLAYBOOK, id="other", clocks=other)
    incident = after(BREACH, at(20, act.ChangePlaybook(to, "it is another")), started("early", 30))
    assert [incident.countdowns[name].deadline for name in ("authority", "early")] == ["72h", "96h"]
    assert incident.clocks["authority"].due == minutes(10) + timedelta(hours=72)
    assert incident.clocks["early"].due == minutes(30) + timedelta(hours=96)


def test_a_log_from_before_clocks_has_none() -> None:
    bare = At(0, "ana", act.Open("b-1", "Breach", replace(PLAYBOOK, clocks={}, phases=(), facts={}), ORGANISATION))
    assert clocks(view_of(lines_of([bare])).incident, START) == ()


EARLIER = minutes(-60)


@pytest.mark.parametrize(
    ("given", "wanted", "message"),
    [
        ((), act.StartClock("authorty", reason="x"), "there is no clock `authorty`, did you mean `authority`?"),
        ((), act.StartClock("early"), "say why early runs: who knew what, when"),
        ((), act.StartClock("early", minutes(70), reason="x"), "early: that time is still to come"),
        ((BREACH,), act.StartClock("authority", reason="x"), "authority runs already, since 2026-11-22 03:30 CET"),
        ((BREACH,), act.StartClock("authority", EARLIER), "say why authority is started anew"),
        ((), act.MeetClock("early"), "early does not run"),
        ((BREACH,), act.MeetClock("peple"), "no clock `peple` runs, did you mean `people`?"),
        ((BREACH,), act.MeetClock("authority", when=EARLIER), "authority began only at 2026-11-22 03:30 CET"),
        ((BREACH,), act.WaiveClock("authority"), "say why authority does not apply; the report will show it"),
        (
            (BREACH, at(20, act.MeetClock("authority"))),
            act.MeetClock("authority"),
            "authority is met already, at 2026-11-22 03:40 CET; say why it is filed again",
        ),
        ((BREACH, at(20, act.MeetClock("people"))), act.WaiveClock("people", "x"), "people is met already"),
        (
            (at(0, act.Do("classify")), started("initial", 10)),
            act.MeetClock("aware"),
            "aware is carried on by initial",
        ),
        ((BREACH,), act.SetFacts({"aware_at": "2027-01-01 10:00"}), "authority: aware_at is still to come"),
    ],
)
def test_refused(given: tuple[At, ...], wanted: Act, message: str) -> None:
    before = lines_of([OPEN, *given])
    with pytest.raises(CrisisError) as caught:
        lines_of([OPEN, *given, at(60, wanted)])
    assert caught.value.message == message
    assert caught.value.hint
    assert lines_of([OPEN, *given]) == before


def test_a_waived_clock_is_started_again_by_what_starts_it_and_by_hand() -> None:
    waived = (BREACH, at(20, act.WaiveClock("authority", "no risk")))
    again = (at(30, act.ReopenStep("real", "worse")), at(40, act.Do("real", ("breach",))))
    assert ticking(after(*waived, *again))["authority"] == ("running", 40)
    assert ticking(after(*waived, started("authority", 50)))["authority"] == ("running", 50)
