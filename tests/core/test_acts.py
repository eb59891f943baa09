"""What follows from each act: given these acts, when this one, then these events; or this refusal, to the letter."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any, NamedTuple

import pytest

from crisisctl import acts as act
from crisisctl import events as ev
from crisisctl.acts import Act, Clock
from crisisctl.clocks import digest
from crisisctl.engine import decide
from crisisctl.errors import CrisisError, NotFound, Refused
from crisisctl.incident import Incident
from crisisctl.playbook import Countdown
from crisisctl.times import to_iso

from .scene import DRAFT, ID, MAIL, START, Scene, opening, scene

DRAFTED = act.Draft("first", (DRAFT, MAIL), START + timedelta(hours=1))
INSIDE = act.Draft("inside", (DRAFT,))
BEGUN = act.BeginSending("first", "sms", "fr", "list-1", "a1")
EARLIER = START - timedelta(minutes=20)
NOW = START + timedelta(hours=1)
"""When the act of a table happens."""


class Case(NamedTuple):
    name: str
    given: tuple[Act, ...]
    when: Act
    then: tuple[ev.Event, ...]


class No(NamedTuple):
    name: str
    given: tuple[Act, ...]
    when: Act
    kind: type[CrisisError]
    message: str
    hint: str


def marked(milestone: str, at: datetime = NOW) -> ev.MilestoneMarked:
    return ev.MilestoneMarked(milestone, at)


ANA = act.TakeRole("lead", "Ana")
SLA = Countdown("sla", {"en": "Our contract"}, "4h")
RUNS = act.StartClock("sla", reason="they called", definitions={"sla": SLA})
YES, NO = act.Do("real", ("yes",)), act.Do("real", ("no",))
ACCEPTED = [
    Case(
        "a clock that the playbook does not hold",
        (),
        RUNS,
        (
            ev.ClockStarted(
                "sla",
                NOW,
                NOW + timedelta(hours=4),
                reason="they called",
                digest=digest(SLA),
                definitions={"sla": {"id": "sla", "title": {"en": "Our contract"}, "deadline": "4h"}},
            ),
        ),
    ),
    Case("a clock is met", (RUNS,), act.MeetClock("sla", " T-1 "), (ev.ClockMet("sla", "T-1"),)),
    Case("a clock is waived", (RUNS,), act.WaiveClock("sla", "not ours"), (ev.ClockWaived("sla", "not ours"),)),
    Case("a task", (), act.Do("look"), (ev.StepDone("look"),)),
    Case("a task with a remark", (), act.Do("look", (" on ", "4G")), (ev.StepDone("look", "on 4G"),)),
    Case("a task earlier", (), act.Do("look", when=EARLIER), (ev.StepDone("look"),)),
    Case(
        "a check with its sources",
        (),
        act.Do("sources", ("own phone; status page",)),
        (ev.StepDone("sources", "own phone; status page"), marked("confirmed")),
    ),
    Case(
        "a check that is short of a source",
        (),
        act.Do("sources", ("own phone", "OWN PHONE"), force=True, reason="five minutes are over"),
        (ev.StepDone("sources", "own phone; OWN PHONE", override="five minutes are over"), marked("confirmed")),
    ),
    Case(
        "a milestone that was marked by hand stays",
        (act.Mark("confirmed", when=EARLIER),),
        act.Do("sources", ("a", "b")),
        (ev.StepDone("sources", "a; b"),),
    ),
    Case(
        "a check told afterwards marks its milestone then",
        (),
        act.Do("sources", ("a", "b"), when=EARLIER),
        (ev.StepDone("sources", "a; b"), marked("confirmed", EARLIER)),
    ),
    Case(
        "a question by its only fact",
        (),
        act.Do("count", ("1 200",)),
        (ev.FactSet("affected", 1200, step="count"), ev.StepDone("count", "affected")),
    ),
    Case(
        "a question by name, a fact that marks",
        (),
        act.Do("story", ("cause=x = y", "since=03:00")),
        (
            ev.FactSet("cause", "x = y", step="story"),
            ev.FactSet("since", "2026-11-22T02:00:00Z", step="story"),
            ev.MilestoneMarked("started", datetime.fromisoformat("2026-11-22T02:00:00Z")),
            ev.StepDone("story", "cause, since"),
        ),
    ),
    Case(
        "a question whose facts are known",
        (act.SetFacts({"affected": "3"}),),
        act.Do("count"),
        (ev.StepDone("count"),),
    ),
    Case(
        "a question nobody can answer",
        (),
        act.Do("count", force=True, reason="the counter is down"),
        (ev.StepDone("count", override="the counter is down"),),
    ),
    Case("a decision", (), YES, (ev.FactSet("verdict", "yes", step="real"), ev.StepDone("real", "yes"))),
    Case(
        "a decision that leads on",
        (),
        act.Do("real", ("NO",)),
        (ev.FactSet("verdict", "no", step="real"), ev.StepDone("real", "no", next="learn")),
    ),
    Case("a decision by its title", (), act.Do("held", ("it holds",)), (ev.StepDone("held", "yes"),)),
    Case(
        "a decision on severity", (), act.Do("level", ("sev1",)), (ev.SeveritySet("SEV1"), ev.StepDone("level", "SEV1"))
    ),
    Case(
        "a decision for the severity that is",
        (act.SetSeverity("SEV1"),),
        act.Do("level", ("SEV1",)),
        (ev.StepDone("level", "SEV1"),),
    ),
    Case(
        "a decision that leads back",
        (act.Do("watch", force=True, reason="quiet enough"),),
        act.Do("held", ("no",)),
        (
            ev.StepDone("held", "no", next="watch"),
            ev.StepReopened("watch", "held leads back to watch"),
            ev.StepReopened("held", "held leads back to watch"),
        ),
    ),
    Case("a command told by hand", (), act.Do("probe", ("exit 0",)), (ev.StepDone("probe", "exit 0"),)),
    Case("a command about to run", (), act.RunCommand("probe"), (ev.StepStarted("probe", "true"),)),
    Case(
        "a command run again", (act.RunCommand("probe"),), act.RunCommand("probe"), (ev.StepStarted("probe", "true"),)
    ),
    Case(
        "a wait cut short",
        (),
        act.Do("watch", force=True, reason="quiet enough"),
        (ev.StepDone("watch", override="quiet enough"),),
    ),
    Case("a repeating step again", (act.Do("look-again"),), act.Do("look-again"), (ev.StepDone("look-again"),)),
    Case(
        "a message step whose message has left",
        (DRAFTED, act.Send("first", ("sms",), step="tell")),
        act.Do("tell"),
        (ev.StepDone("tell"), ev.StatusSet("identified")),
    ),
    Case(
        "a message that left before the incident was opened",
        (DRAFTED, act.Send("first", ("sms",), step="tell", when=EARLIER)),
        act.Do("tell"),
        (ev.StepDone("tell"), ev.StatusSet("identified")),
    ),
    Case("skipped", (), act.Skip("look", "no hands"), (ev.StepSkipped("look", "no hands"),)),
    Case("skipped where that is free", (), act.Skip("learn"), (ev.StepSkipped("learn"),)),
    Case("failed", (), act.Fail("look", "no network"), (ev.StepFailed("look", "no network"),)),
    Case("failed, then done", (act.Fail("look", "no network"),), act.Do("look"), (ev.StepDone("look"),)),
    Case(
        "opened again", (act.Do("look"),), act.ReopenStep("look", "too early"), (ev.StepReopened("look", "too early"),)
    ),
    Case(
        "facts with where they are from",
        (),
        act.SetFacts({"affected": "12", "restored": "oui"}, "the queue", "Dov"),
        (ev.FactSet("affected", 12, "the queue", "Dov"), ev.FactSet("restored", True, "the queue", "Dov")),
    ),
    Case(
        "a fact that a blank confirms is not confirmed",
        (),
        act.SetFacts({"cause": "power"}, "  ", " \t"),
        (ev.FactSet("cause", "power"),),
    ),
    Case(
        "a fact with spaces around its source",
        (),
        act.SetFacts({"cause": "power"}, " Dov's call ", " Dov "),
        (ev.FactSet("cause", "power", "Dov's call", "Dov"),),
    ),
    Case(
        "a step that does not apply",
        (),
        act.Do("many", force=True, reason="in case there are more"),
        (ev.StepDone("many", override="in case there are more"),),
    ),
    Case("a step that applies", (act.SetFacts({"affected": "101"}),), act.Do("many"), (ev.StepDone("many"),)),
    Case("a note", (), act.Note(" restarted \n", "signal"), (ev.NoteAdded("restarted", "signal"),)),
    Case("a note corrected", (act.Note("a"),), act.Correct(4, "b"), (ev.NoteCorrected(4, "b"),)),
    Case("the lead", (), ANA, (ev.RoleTaken("lead", "Ana"), marked("acknowledged"))),
    Case(
        "the lead, earlier",
        (),
        act.TakeRole("lead", "Ana", when=EARLIER),
        (ev.RoleTaken("lead", "Ana"), marked("acknowledged", EARLIER)),
    ),
    Case(
        "another lead",
        (ANA,),
        act.TakeRole("lead", "Bo", force=True),
        (ev.RoleLeft("lead", "Ana"), ev.RoleTaken("lead", "Bo")),
    ),
    Case("a deputy", (), act.TakeRole("lead", "Bo", deputy=True), (ev.RoleTaken("lead", "Bo", True),)),
    Case("a role left open", (ANA,), act.TakeRole("lead", ""), (ev.RoleLeft("lead", "Ana"),)),
    Case("a role that is not the lead", (), act.TakeRole("comms", " Bo "), (ev.RoleTaken("comms", "Bo"),)),
    Case(
        "offered",
        (ANA,),
        act.HandOver("lead", "Bo", "all quiet"),
        (ev.HandoverOffered("lead", "Ana", "Bo", "all quiet"),),
    ),
    Case(
        "handed over to somebody who has said yes",
        (ANA,),
        act.HandOver("lead", "Bo", "all quiet", accepted=True),
        (ev.HandoverAccepted("lead", "Ana", "Bo", told=True), ev.RoleHandedOver("lead", "Ana", "Bo", "all quiet")),
    ),
    Case(
        "a handover accepted, in another case",
        (ANA, act.HandOver("lead", "Bo", "all quiet")),
        act.AcceptHandover("bo"),
        (ev.HandoverAccepted("lead", "Ana", "Bo"), ev.RoleHandedOver("lead", "Ana", "Bo", "all quiet")),
    ),
    Case(
        "a handover declined",
        (ANA, act.HandOver("lead", "Bo")),
        act.DeclineHandover("Bo", "asleep"),
        (ev.HandoverDeclined("lead", "Ana", "Bo", "Bo", "asleep"),),
    ),
    Case(
        "a handover taken back",
        (ANA, act.HandOver("lead", "Bo")),
        act.DeclineHandover("Ana", "I stay", "lead"),
        (ev.HandoverDeclined("lead", "Ana", "Bo", "Ana", "I stay"),),
    ),
    Case("another title", (), act.Retitle(" Card payments fail "), (ev.Retitled("Card payments fail"),)),
    Case("a first severity", (), act.SetSeverity("sev2"), (ev.SeveritySet("SEV2"),)),
    Case(
        "a change of severity",
        (act.SetSeverity("SEV2"),),
        act.SetSeverity("SEV1", "the phone too"),
        (ev.SeveritySet("SEV1", "the phone too"),),
    ),
    Case("a stage", (), act.SetStatus("monitoring"), (ev.StatusSet("monitoring"),)),
    Case("the stage resolved", (), act.SetStatus("resolved"), (ev.Resolved(),)),
    Case("back from resolved", (act.Resolve(),), act.SetStatus("identified"), (ev.StatusSet("identified"),)),
    Case("a milestone", (), act.Mark("mitigated"), (marked("mitigated"),)),
    Case("a milestone earlier", (), act.Mark("detected", when=EARLIER), (marked("detected", EARLIER),)),
    Case(
        "when it was resolved, set right",
        (act.Resolve(),),
        act.Mark("resolved", True, "the provider told us late", when=EARLIER),
        (ev.MilestoneMarked("resolved", EARLIER, "the provider told us late"),),
    ),
    Case(
        "a milestone again, at the same minute",
        (act.Mark("mitigated", when=EARLIER),),
        act.Mark("mitigated", when=EARLIER + timedelta(seconds=1)),
        (marked("mitigated", EARLIER + timedelta(seconds=1)),),
    ),
    Case(
        "the fact that tells it goes along",
        (act.SetFacts({"since": "2026-11-22T01:50+00:00"}),),
        act.Mark("started", True, "seen in the log", when=EARLIER),
        (ev.MilestoneMarked("started", EARLIER, "seen in the log"), ev.FactSet("since", to_iso(EARLIER))),
    ),
    Case(
        "a channel down",
        (),
        act.SetChannel("whatsapp", "down", "two phones"),
        (ev.ChannelSet("whatsapp", "down", "two phones"),),
    ),
    Case(
        "a channel up again",
        (act.SetChannel("sms", "down"),),
        act.SetChannel("sms", "up"),
        (ev.ChannelSet("sms", "up"),),
    ),
    Case("drafts", (), DRAFTED, (ev.MessageDrafted("first", "customers", (DRAFT, MAIL), START + timedelta(hours=1)),)),
    Case("the same drafts", (DRAFTED,), DRAFTED, ()),
    Case(
        "all drafts sent",
        (DRAFTED,),
        act.Send("first", destination="everybody"),
        (
            ev.MessageSent("first", "customers", (DRAFT, MAIL), "tell", "everybody"),
            marked("first_external_message"),
            ev.PromiseMade("customers", START + timedelta(hours=1), "first"),
            ev.StepDone("tell"),
            ev.StatusSet("identified"),
        ),
    ),
    Case(
        "some drafts sent",
        (DRAFTED,),
        act.Send("first", ("sms",)),
        (
            ev.MessageSent("first", "customers", (DRAFT,), "tell"),
            marked("first_external_message"),
            ev.PromiseMade("customers", START + timedelta(hours=1), "first"),
        ),
    ),
    Case(
        "the others sent",
        (DRAFTED, act.Send("first", ("sms",))),
        act.Send("first", ("email",)),
        (
            ev.MessageSent("first", "customers", (MAIL,), "tell"),
            ev.PromiseMade("customers", START + timedelta(hours=1), "first"),
            ev.StepDone("tell"),
            ev.StatusSet("identified"),
        ),
    ),
    Case(
        "the others told of afterwards, as the first ones were",
        (DRAFTED, act.Send("first", ("sms",), when=EARLIER)),
        act.Send("first", ("email",), when=EARLIER),
        (
            ev.MessageSent("first", "customers", (MAIL,), "tell"),
            ev.PromiseMade("customers", START + timedelta(hours=1), "first"),
            ev.StepDone("tell"),
            ev.StatusSet("identified"),
        ),
    ),
    Case(
        "sent inside",
        (INSIDE,),
        act.Send("inside"),
        (
            ev.MessageSent("inside", "staff", (DRAFT,), "tell-staff"),
            marked("first_internal_alert"),
            ev.StepDone("tell-staff"),
        ),
    ),
    Case(
        "a channel that went down after its draft is left out",
        (DRAFTED, act.SetChannel("sms", "down")),
        act.Send("first"),
        (
            ev.MessageSent("first", "customers", (MAIL,), "tell"),
            marked("first_external_message"),
            ev.PromiseMade("customers", START + timedelta(hours=1), "first"),
            ev.StepDone("tell"),
            ev.StatusSet("identified"),
        ),
    ),
    Case(
        "sent again belongs to the step that repeats",
        (DRAFTED, act.Send("first")),
        act.Send("first", languages=("fr",)),
        (
            ev.MessageSent("first", "customers", (DRAFT, MAIL), "keep-telling"),
            ev.PromiseMade("customers", START + timedelta(hours=1), "first"),
            ev.StepDone("keep-telling"),
        ),
    ),
    Case(
        "part of the next update, in the words of the last",
        (DRAFTED, act.Send("first"), act.Send("first")),
        act.Send("first", ("email",)),
        (
            ev.MessageSent("first", "customers", (MAIL,), "keep-telling"),
            ev.PromiseMade("customers", START + timedelta(hours=1), "first"),
        ),
    ),
    Case(
        "approved by the role that leads, where the message names none; by its author",
        (ANA, DRAFTED),
        act.Approve("first", " Ana "),
        (
            ev.MessageApproved(
                "first",
                "Ana",
                "lead",
                (
                    ev.Approved("sms", "fr", DRAFT.digest, own=True),
                    ev.Approved("email", "fr", MAIL.digest, own=True),
                ),
            ),
        ),
    ),
    Case(
        "approved by somebody else, with the reason",
        (ANA, DRAFTED),
        act.Approve("first", "Dov", ("sms",), force=True, reason="Ana cannot be reached"),
        (
            ev.MessageApproved(
                "first",
                "Dov",
                "lead",
                (ev.Approved("sms", "fr", DRAFT.digest),),
                "Ana cannot be reached (although first is approved by the role lead (Ana), not by Dov)",
            ),
        ),
    ),
    Case(
        "about to be sent",
        (DRAFTED,),
        BEGUN,
        (ev.MessageSending("first", "sms", "fr", DRAFT.digest, "list-1", "a1"),),
    ),
    Case(
        "about to be sent to another place",
        (DRAFTED, BEGUN),
        act.BeginSending("first", "sms", "fr", "list-2", "a2"),
        (ev.MessageSending("first", "sms", "fr", DRAFT.digest, "list-2", "a2"),),
    ),
    Case(
        "about to be sent after it failed",
        (DRAFTED, BEGUN, act.EndSending("a1", "550 no such user")),
        act.BeginSending("first", "sms", "fr", "list-1", "a2"),
        (ev.MessageSending("first", "sms", "fr", DRAFT.digest, "list-1", "a2"),),
    ),
    *(
        Case(
            f"about to be sent once more after {name}",
            (DRAFTED, BEGUN, *ended),
            act.BeginSending("first", "sms", "fr", "list-1", "a2", again=True, reason="they never got it"),
            (ev.MessageSending("first", "sms", "fr", DRAFT.digest, "list-1", "a2", "they never got it"),),
        )
        for name, ended in (
            ("it was sent", (act.EndSending("a1"),)),
            ("a crash", ()),
            ("an answer that says nothing", (act.EndSending("a1", "timed out", unsure=True),)),
        )
    ),
    Case(
        "sent by us, but to one",
        (DRAFTED, BEGUN),
        act.EndSending("a1", refused=("+33 1: unknown",)),
        (
            ev.MessageSent("first", "customers", (DRAFT,), "tell", "list-1", attempt="a1", refused=("+33 1: unknown",)),
            marked("first_external_message"),
            ev.PromiseMade("customers", START + timedelta(hours=1), "first"),
        ),
    ),
    Case(
        "what has left is what was begun, whatever was written since",
        (DRAFTED, BEGUN, act.Draft("first", (MAIL,), START + timedelta(hours=3))),
        act.EndSending("a1"),
        (
            ev.MessageSent("first", "customers", (DRAFT,), "tell", "list-1", attempt="a1"),
            marked("first_external_message"),
            ev.PromiseMade("customers", START + timedelta(hours=1), "first"),
        ),
    ),
    Case(
        "a sending that failed",
        (DRAFTED, BEGUN),
        act.EndSending("a1", "550 no"),
        (ev.MessageFailed("first", "sms", "fr", "list-1", "a1", "550 no"),),
    ),
    Case(
        "a sending nobody can tell the end of",
        (DRAFTED, BEGUN),
        act.EndSending("a1", "timed out", unsure=True),
        (ev.MessageFailed("first", "sms", "fr", "list-1", "a1", "timed out", unsure=True),),
    ),
    Case("acknowledged", (), act.Acknowledge(" Bo "), (ev.Acknowledged("Bo"),)),
    Case(
        "an action",
        (act.AddAction("a"),),
        act.AddAction(" b ", "Bo", "friday", "prevent"),
        (ev.ActionAdded(2, "b", "Bo", "friday", "prevent"),),
    ),
    Case("an action done", (act.AddAction("a"),), act.FinishAction(1, "bought"), (ev.ActionDone(1, "bought"),)),
    Case("redacted", (act.Note("x"),), act.Redact((4, 4), " slip "), (ev.EntryRedacted(4, "slip"),)),
    Case("redacted already", (act.Note("x"), act.Redact((4,), "slip")), act.Redact((4,), "once more"), ()),
    Case(
        "a redaction redacted",
        (act.Note("x"), act.Redact((4,), "x itself")),
        act.Redact((5,), "slip"),
        (ev.EntryRedacted(4, "slip"), ev.EntryRedacted(5, "slip")),
    ),
    Case("resolved", (), act.Resolve(), (ev.Resolved(),)),
    Case("reopened", (act.Resolve(),), act.Reopen("it is back"), (ev.Reopened("it is back"),)),
    Case(
        "cancelled", (), act.Cancel("false_positive", "our own test"), (ev.Cancelled("false_positive", "our own test"),)
    ),
    *(
        Case(f"after the end: {type(each).__name__}", (act.Cancel("duplicate"),), each, then)
        for each, then in (
            (act.Note("x"), (ev.NoteAdded("x"),)),
            (act.AddAction("x"), (ev.ActionAdded(1, "x"),)),
            (act.SetFacts({"affected": "1"}), (ev.FactSet("affected", 1),)),
            (act.Mark("mitigated"), (marked("mitigated"),)),
            (act.Reopen("x"), (ev.Reopened("x"),)),
            (act.Redact((2,), "x"), (ev.EntryRedacted(2, "x"),)),
        )
    ),
]

ENDED = (act.Cancel("duplicate"),)
ONCE_MORE = 'open it again by: crisisctl reopen --reason "…"'
STEPS = (
    "look, sources, count, story, real, level, tell, tell-staff, keep-telling, look-again, probe, many, watch, held, "
    "tell-over, learn, last"
)
FACTS = "service, found_at, affected, cause, since, verdict, restored, ticket"
REFUSED = [
    No(
        "no such clock",
        (),
        act.StartClock("sla", reason="x"),
        NotFound,
        "there is no clock `sla`",
        "crisisctl clock list --all names them",
    ),
    No("a clock that does not run", (), act.MeetClock("sla"), NotFound, "no clock `sla` runs", "there are: none"),
    No(
        "a clock waived without a reason",
        (RUNS,),
        act.WaiveClock("sla"),
        Refused,
        "say why sla does not apply; the report will show it",
        'add --reason "…"',
    ),
    No(
        "no such step",
        (),
        act.Do("loook"),
        NotFound,
        f"there is no step `loook` in {ID}, did you mean `look`?",
        f"it has {STEPS}",
    ),
    No(
        "done twice",
        (act.Do("look"),),
        act.Do("look"),
        Refused,
        "look is done already, by Ana",
        'to do it again: crisisctl reopen look --reason "…"',
    ),
    No(
        "skipped, then done",
        (act.Skip("look", "x"),),
        act.Do("look"),
        Refused,
        "look is skipped already, by Ana",
        'to do it again: crisisctl reopen look --reason "…"',
    ),
    No(
        "a wait cut short without a reason",
        (act.Do("look-again"),),
        act.Do("watch"),
        Refused,
        "watch has 30 min to wait",
        'or go on all the same: crisisctl done watch --force --reason "…"',
    ),
    No(
        "short of a source",
        (),
        act.Do("sources", ("Chloé on  4G; chloe on 4G",)),
        Refused,
        "sources needs 2 independent sources, 1 named",
        'or go on all the same: crisisctl done sources --force --reason "…"',
    ),
    No(
        "a step that does not apply",
        (act.SetFacts({"affected": "100"}),),
        act.Do("many"),
        Refused,
        "many does not apply (only if affected > 100)",
        'or go on all the same: crisisctl done many --force --reason "…"',
    ),
    No(
        "forced without a reason",
        (),
        act.Do("sources", force=True),
        Refused,
        "say why you go on all the same",
        'add --reason "…"',
    ),
    No(
        "a fact that is not told",
        (),
        act.Do("story", ("cause=x",)),
        Refused,
        "story asks for since",
        'or go on all the same: crisisctl done story --force --reason "…"',
    ),
    No(
        "a value that could be either",
        (),
        act.Do("story", ("network",)),
        Refused,
        "story asks for 2 facts: `network` could be any of them",
        "write name=value: cause=… since=…",
    ),
    No(
        "a value of the wrong type",
        (),
        act.Do("count", ("many",)),
        Refused,
        "affected: `many` is not a whole number: write for instance 1200",
        "set it by: crisisctl set affected=…",
    ),
    No("the title it has", (), act.Retitle("WhatsApp down"), Refused, "that is its title already", ""),
    No(
        "no title",
        (),
        act.Retitle(" "),
        Refused,
        "an incident has a title",
        'write for instance title="WhatsApp down"',
    ),
    No("no option", (), act.Do("real"), Refused, "real is a decision: say which option", "one of yes, no"),
    No(
        "another option",
        (),
        act.Do("real", ("yess",)),
        Refused,
        "real has no option `yess`, did you mean `yes`?",
        "one of yes, no",
    ),
    No(
        "a message that has not left",
        (DRAFTED,),
        act.Do("tell"),
        Refused,
        "tell: nothing of the message first is recorded as sent",
        'or go on all the same: crisisctl done tell --force --reason "…"',
    ),
    No(
        "a message that has left, but not since",
        (DRAFTED, act.Send("first"), act.Send("first")),
        act.Do("keep-telling"),
        Refused,
        "keep-telling: nothing of the message first is recorded as sent",
        'or go on all the same: crisisctl done keep-telling --force --reason "…"',
    ),
    No(
        "skipped without a reason",
        (),
        act.Skip("look", " "),
        Refused,
        "say why look is skipped; the report will show it",
        'add --reason "…"',
    ),
    No(
        "failed without a reason",
        (),
        act.Fail("look", ""),
        Refused,
        "say what went wrong with look",
        'add --reason "…"',
    ),
    No("opened while open", (), act.ReopenStep("look", "x"), Refused, "look is open already", ""),
    No(
        "opened without a reason",
        (act.Do("look"),),
        act.ReopenStep("look", ""),
        Refused,
        "say why look is opened again",
        'add --reason "…"',
    ),
    No(
        "nothing to run",
        (),
        act.RunCommand("look"),
        Refused,
        "look is a task step: it has no command to run",
        "use: crisisctl done look",
    ),
    No(
        "no such fact",
        (),
        act.SetFacts({"affected": "1", "afected": "2"}),
        NotFound,
        "there is no fact `afected` in this playbook, did you mean `affected`?",
        f"it has {FACTS}",
    ),
    No(
        "an empty fact",
        (),
        act.SetFacts({"cause": " "}),
        Refused,
        "cause: the value is empty",
        "set it by: crisisctl set cause=…",
    ),
    No(
        "not its pattern",
        (),
        act.SetFacts({"ticket": "12"}),
        Refused,
        r"ticket: `12` does not match the pattern T-\d+",
        "set it by: crisisctl set ticket=…",
    ),
    No(
        "not a choice",
        (),
        act.SetFacts({"verdict": "yess"}),
        Refused,
        "verdict: `yess` is not one of yes, no, did you mean `yes`?",
        "set it by: crisisctl set verdict=…",
    ),
    No("an empty note", (), act.Note(" \n"), Refused, "the note is empty", "give TEXT"),
    No(
        "a correction of nothing",
        (),
        act.Correct(99, "x"),
        Refused,
        "no such entry: only notes are corrected",
        "crisisctl log shows the numbers; facts are set again, steps reopened",
    ),
    No(
        "a correction from below",
        (),
        act.Correct(0, "x"),
        Refused,
        "no such entry: only notes are corrected",
        "crisisctl log shows the numbers; facts are set again, steps reopened",
    ),
    No(
        "a correction of a fact",
        (),
        act.Correct(2, "x"),
        Refused,
        "entry 2 is fact.set, not a note: only notes are corrected",
        "crisisctl log shows the numbers; facts are set again, steps reopened",
    ),
    No("an empty correction", (act.Note("a"),), act.Correct(4, ""), Refused, "the correction is empty", "give TEXT"),
    No(
        "no such role",
        (),
        act.TakeRole("leed", "Ana"),
        NotFound,
        "there is no role `leed` in this playbook, did you mean `lead`?",
        "it has lead, comms, tech",
    ),
    No("lead already", (ANA,), ANA, Refused, "Ana is lead already", ""),
    No(
        "nobody leaves",
        (),
        act.TakeRole("lead", " "),
        Refused,
        "nobody is lead",
        "name somebody: crisisctl role lead=NAME",
    ),
    No(
        "nothing to hand over",
        (),
        act.HandOver("lead", "Bo"),
        Refused,
        "nobody is lead: there is nothing to hand over",
        "use: crisisctl role lead=Bo",
    ),
    No(
        "a role that somebody holds",
        (ANA,),
        act.TakeRole("lead", "Bo"),
        Refused,
        "lead is held by Ana",
        "they hand it over by: crisisctl handover lead=Bo; out of reach: crisisctl role lead=Bo --force",
    ),
    No(
        "a deputy beside the deputy",
        (act.TakeRole("lead", "Eva", deputy=True),),
        act.TakeRole("lead", "Bo", deputy=True),
        Refused,
        "lead is held by Eva",
        "to put Bo in their place: crisisctl role lead=Bo --deputy --force",
    ),
    No(
        "offered while it is offered",
        (ANA, act.HandOver("lead", "Bo")),
        act.HandOver("lead", "Eva"),
        Refused,
        "lead is offered to Bo already",
        'take it back first: crisisctl handover decline lead --reason "…"',
    ),
    No(
        "accepted by somebody else",
        (ANA, act.HandOver("lead", "Bo")),
        act.AcceptHandover("Eva"),
        Refused,
        "lead is offered to Bo, not to Eva",
        'for Bo: crisisctl handover accept lead --by "Bo"',
    ),
    No(
        "accepted what nobody offered",
        (ANA,),
        act.AcceptHandover("Bo"),
        Refused,
        "no role is offered to anybody",
        "offer a role by: crisisctl handover lead=PERSON",
    ),
    No(
        "accepted a role that nobody offered",
        (ANA,),
        act.AcceptHandover("Bo", "comms"),
        Refused,
        "comms is not offered to anybody",
        "offer it by: crisisctl handover comms=PERSON",
    ),
    No(
        "accepted one of several for somebody else",
        (ANA, act.TakeRole("comms", "Dov"), act.HandOver("lead", "Bo"), act.HandOver("comms", "Bo")),
        act.AcceptHandover("Bo"),
        Refused,
        "several handovers are open: lead, comms",
        "name the role",
    ),
    No(
        "declined without a reason",
        (ANA, act.HandOver("lead", "Bo")),
        act.DeclineHandover("Bo", " "),
        Refused,
        "say why lead is not handed over now",
        'add --reason "…"',
    ),
    No("handed over to oneself", (ANA,), act.HandOver("lead", "Ana"), Refused, "Ana is lead already", ""),
    No(
        "handed over to nobody",
        (ANA,),
        act.HandOver("lead", " "),
        Refused,
        "say who takes lead over",
        "give ROLE=PERSON",
    ),
    No(
        "no such severity",
        (),
        act.SetSeverity("SEV5"),
        Refused,
        "there is no severity `SEV5`",
        "one of SEV1, SEV2, SEV3, SEV4; when in doubt take the higher (SEV1)",
    ),
    No(
        "the same severity",
        (act.SetSeverity("SEV2"),),
        act.SetSeverity("SEV2"),
        Refused,
        "the severity is SEV2 already",
        "",
    ),
    No(
        "a severity without a reason",
        (act.SetSeverity("SEV2"),),
        act.SetSeverity("SEV1"),
        Refused,
        "say why the severity changes from SEV2 to SEV1",
        'add --reason "…"',
    ),
    No(
        "no such stage",
        (),
        act.SetStatus("monitorin"),
        Refused,
        "there is no stage `monitorin`, did you mean `monitoring`?",
        "one of investigating, identified, monitoring, resolved",
    ),
    No(
        "closing is no stage",
        (),
        act.SetStatus("closed"),
        Refused,
        "closed is not a stage of the work",
        "use: crisisctl close, crisisctl cancel",
    ),
    No("the same stage", (), act.SetStatus("investigating"), Refused, f"{ID} is investigating already", ""),
    No(
        "a milestone that stands",
        (act.Mark("started", when=EARLIER),),
        act.Mark("started"),
        Refused,
        "started stands at 2026-11-22 02:54 CET; it would be moved to 2026-11-22 04:14 CET",
        'to move it all the same: --force --reason "…"',
    ),
    No(
        "a milestone moved beyond the next",
        (act.Mark("started", when=EARLIER), act.Mark("mitigated", when=EARLIER + timedelta(minutes=5))),
        act.Mark("started"),
        Refused,
        "started stands at 2026-11-22 02:54 CET, and at 2026-11-22 04:14 CET it would be out of order with mitigated "
        "(2026-11-22 02:59 CET)",
        'to move it all the same: --force --reason "…"',
    ),
    No(
        "moved for no reason",
        (act.Mark("started", when=EARLIER),),
        act.Mark("started", True),
        Refused,
        "say why started is moved; the report will show it",
        'add --reason "…"',
    ),
    No(
        "no such milestone",
        (),
        act.Mark("mitigatd"),
        Refused,
        "there is no milestone `mitigatd`, did you mean `mitigated`?",
        "one of started, detected, confirmed, acknowledged, declared, first_internal_alert, first_external_message, "
        "mitigated, resolved, closed",
    ),
    *(
        No(
            f"{milestone} by a mark alone",
            (),
            act.Mark(milestone),
            Refused,
            f"`{milestone}` is not only a mark",
            f"use: crisisctl {command}",
        )
        for milestone, command in (("resolved", "resolve"), ("closed", "close"))
    ),
    No(
        "no such state",
        (),
        act.SetChannel("sms", "dead"),
        Refused,
        "a channel is not `dead`",
        "one of up, degraded, down",
    ),
    No("up already", (), act.SetChannel("sms", "up"), Refused, "sms is up already", ""),
    No(
        "no such message",
        (),
        act.Draft("frist", ()),
        NotFound,
        "there is no message `frist`, did you mean `first`?",
        "it has first, inside, why, over",
    ),
    No(
        "nothing drafted",
        (),
        act.Send("first"),
        Refused,
        "there is no such draft of first",
        "write it first: crisisctl draft first",
    ),
    No(
        "not drafted for that channel",
        (DRAFTED,),
        act.Send("first", ("x",)),
        Refused,
        "there is no such draft of first",
        "write it first: crisisctl draft first",
    ),
    No(
        "sent as another step",
        (DRAFTED,),
        act.Send("first", step="look"),
        Refused,
        "look does not send the message first",
        "leave --step out: it is found by itself",
    ),
    No(
        "sent as no step",
        (DRAFTED,),
        act.Send("first", step="lok"),
        NotFound,
        f"there is no step `lok` in {ID}, did you mean `look`?",
        f"it has {STEPS}",
    ),
    No("approved by nobody", (DRAFTED,), act.Approve("first", " "), Refused, "say who approves", "add --by NAME"),
    No(
        "approved by another role",
        (ANA, act.TakeRole("lead", "Bo", deputy=True), DRAFTED),
        act.Approve("first", "Dov"),
        Refused,
        "first is approved by the role lead (Ana, Bo), not by Dov",
        'go on all the same: --force --reason "…"',
    ),
    No(
        "approved by a role that nobody holds",
        (DRAFTED,),
        act.Approve("first", "Dov"),
        Refused,
        "first is approved by the role lead (none), not by Dov",
        'go on all the same: --force --reason "…"',
    ),
    No(
        "approved by force without a reason",
        (DRAFTED,),
        act.Approve("first", "Dov", force=True, reason=" "),
        Refused,
        "say why you go on all the same",
        'add --reason "…"',
    ),
    No(
        "approved before it is written",
        (),
        act.Approve("first", "Ana"),
        Refused,
        "there is no such draft of first",
        "write it first: crisisctl draft first",
    ),
    No(
        "sent twice to one place",
        (DRAFTED, BEGUN, act.EndSending("a1")),
        act.BeginSending("first", "sms", "fr", "list-1", "a2"),
        Refused,
        "first was sent to list-1 already",
        'look whether it arrived; to send it once more: --again --reason "…"',
    ),
    *(
        No(
            f"sent to where it may be: {name}",
            (DRAFTED, BEGUN, *ended),
            act.BeginSending("first", "sms", "fr", "list-1", "a2"),
            Refused,
            "whether first reached list-1 is unknown: the last attempt did not end",
            'look whether it arrived; to send it once more: --again --reason "…"',
        )
        for name, ended in (("a crash", ()), ("unsure", (act.EndSending("a1", "timed out", unsure=True),)))
    ),
    No(
        "sent where somebody saw to it by hand",
        (DRAFTED, BEGUN, act.Send("first", ("sms",))),
        act.BeginSending("first", "sms", "fr", "list-1", "a2"),
        Refused,
        "first was sent to list-1 already",
        'look whether it arrived; to send it once more: --again --reason "…"',
    ),
    No(
        "once more without a reason",
        (DRAFTED, BEGUN),
        act.BeginSending("first", "sms", "fr", "list-1", "a2", again=True),
        Refused,
        "say why it is sent once more",
        'add --reason "…"',
    ),
    No("begun twice", (DRAFTED, BEGUN), BEGUN, Refused, "the attempt a1 was begun already", ""),
    No("ended, never begun", (), act.EndSending("a1"), Refused, "there is no sending a1 under way", ""),
    No(
        "ended twice",
        (DRAFTED, BEGUN, act.EndSending("a1")),
        act.EndSending("a1", "after all"),
        Refused,
        "there is no sending a1 under way",
        "",
    ),
    No(
        "acknowledged twice",
        (act.Acknowledge("Bo"),),
        act.Acknowledge("Bo"),
        Refused,
        "Bo has acknowledged already",
        "",
    ),
    No("nobody acknowledges", (), act.Acknowledge(" "), Refused, "say who acknowledges", "give PERSON"),
    No("an action without words", (), act.AddAction(" "), Refused, "say what is to be done", "give TITLE"),
    No("no such action", (), act.FinishAction(3), NotFound, "there is no action 3", "crisisctl action list shows them"),
    No(
        "an action done twice",
        (act.AddAction("a"), act.FinishAction(1)),
        act.FinishAction(1),
        Refused,
        "action 1 is done already",
        "",
    ),
    No(
        "the playbook redacted",
        (),
        act.Redact((1,), "x"),
        Refused,
        "entry 1 is not redacted: it holds the playbook, without which nothing else can be read",
        f"the whole incident goes, once it has ended, by: crisisctl forget {ID}",
    ),
    No(
        "no such entry",
        (),
        act.Redact((9,), "x"),
        NotFound,
        f"there is no entry 9 in {ID}",
        "crisisctl log shows the numbers",
    ),
    No(
        "nothing to redact",
        (act.Resolve(),),
        act.Redact((4,), "x"),
        Refused,
        "entry 4 holds nothing that could be redacted: incident.resolved is all it says",
        "",
    ),
    No(
        "redacted without a reason",
        (),
        act.Redact((2,), " "),
        Refused,
        "say why it is redacted, without repeating what it was",
        'add --reason "…"',
    ),
    No(
        "forgotten while it is open",
        (act.Resolve(),),
        act.Forget("x"),
        Refused,
        f"{ID} is resolved: an incident is forgotten once it has ended",
        'end it by: crisisctl close --reason "…" or crisisctl cancel',
    ),
    No("resolved twice", (act.Resolve(),), act.Resolve(), Refused, f"{ID} is resolved already", ""),
    No("nothing to reopen", (), act.Reopen("x"), Refused, f"{ID} is investigating: there is nothing to reopen", ""),
    No(
        "reopened without a reason",
        (act.Resolve(),),
        act.Reopen(""),
        Refused,
        "say why it is opened again",
        'add --reason "…"',
    ),
    No(
        "cancelled for another reason",
        (),
        act.Cancel("boredom"),
        Refused,
        "`boredom` is not a reason to cancel",
        "one of false_positive, duplicate, superseded, external, cancelled",
    ),
    No("closed without a reason", (), act.Close(""), Refused, "say how it ended, in a few words", 'add --reason "…"'),
    No(
        "a time to come",
        (),
        act.Note("x", when=NOW + timedelta(minutes=3)),
        Refused,
        "that time is still to come",
        "an incident's log holds what has happened; use --at for the past",
    ),
    *(
        No(f"after the end: {type(each).__name__}", ENDED, each, Refused, f"{ID} is cancelled", ONCE_MORE)
        for each in (
            act.Do("look"),
            act.Skip("look", "x"),
            act.Fail("look", "x"),
            act.ReopenStep("look", "x"),
            act.RunCommand("probe"),
            ANA,
            act.HandOver("lead", "Bo"),
            act.AcceptHandover("Bo"),
            act.DeclineHandover("Bo", "x"),
            act.SetSeverity("SEV1"),
            act.SetStatus("monitoring"),
            act.SetChannel("sms", "down"),
            DRAFTED,
            act.Send("first"),
            act.Approve("first", "Ana"),
            BEGUN,
            act.Acknowledge("Bo"),
            act.Resolve(),
            act.Close("x", force=True),
            act.Cancel("duplicate"),
        )
    ),
]


def before(case: Case | No) -> Scene:
    found = scene(*case.given)
    found.at = NOW - timedelta(seconds=1)
    return found


@pytest.mark.parametrize("case", ACCEPTED, ids=lambda case: case.name)
def test_what_follows(case: Case) -> None:
    here = before(case)
    done = here.do(case.when)
    assert tuple(entry.event for entry in done.entries) == case.then
    assert {entry.when for entry in done.entries} <= {case.when.when or NOW}
    assert done.view.incident == here.desk.view(here.id).incident


@pytest.mark.parametrize("case", REFUSED, ids=lambda case: case.name)
def test_what_is_refused(case: No) -> None:
    here = before(case)
    log = here.store.read(ID)
    with pytest.raises(CrisisError) as caught:
        here.do(case.when)
    assert (type(caught.value), caught.value.message, caught.value.hint) == (case.kind, case.message, case.hint)
    assert here.store.read(ID) == log


def test_every_act_is_accepted_somewhere_and_refused_somewhere() -> None:
    acts = set(Act.__subclasses__())
    elsewhere = {act.Open, act.ChangePlaybook, act.ChangeOrganisation, act.ShowInjects}  # long: files of their own
    assert {type(case.when) for case in ACCEPTED} | elsewhere | {act.Close, act.Forget} == acts
    assert {type(case.when) for case in REFUSED} | elsewhere == acts


def test_a_clock_that_is_a_little_ahead_is_believed() -> None:
    here = scene()
    here.do(act.Note("x", when=here.at + timedelta(minutes=2)))
    assert here.recorded()[-1] == "note.added"


@pytest.mark.parametrize(
    ("options", "message", "hint"),
    [
        ({"values": {}}, "the playbook asks for service", "add --set service=…"),
        (
            {"severity": "bad"},
            "there is no severity `bad`",
            "one of SEV1, SEV2, SEV3, SEV4; when in doubt take the higher (SEV1)",
        ),
        ({"roles": {"lead": " "}}, "nobody is lead", "name somebody: crisisctl role lead=NAME"),
        ({"roles": {"boss": "Ana"}}, "there is no role `boss` in this playbook", "it has lead, comms, tech"),
        (
            {"values": {"service": "x", "affected": "y"}},
            "affected: `y` is not a whole number: write for instance 1200",
            "set it by: crisisctl set affected=…",
        ),
        (
            {"when": START + timedelta(hours=1)},
            "that time is still to come",
            "an incident's log holds what has happened; use --at for the past",
        ),
    ],
)
def test_what_is_not_opened(options: dict[str, Any], message: str, hint: str) -> None:
    here = Scene()
    with pytest.raises(CrisisError) as caught:
        here.opened(**options)
    assert (caught.value.message, caught.value.hint) == (message, hint)
    assert here.store.incidents() == ()


def test_opening_writes_all_that_is_known_in_one_go() -> None:
    here = scene(
        severity="sev2", roles={"lead": "Ana", "comms": "Bo"}, values={"service": "Pay", "affected": "7"}, mode="drill"
    )
    opened, *rest = [entry.event for entry in here.incident.entries]
    assert isinstance(opened, ev.Opened)
    assert (opened.incident, opened.title, opened.mode) == (ID, "WhatsApp down", "drill")
    assert rest == [
        ev.SeveritySet("SEV2"),
        ev.RoleTaken("lead", "Ana"),
        ev.MilestoneMarked("acknowledged", START),
        ev.RoleTaken("comms", "Bo"),
        ev.FactSet("found_at", "2026-11-22T02:14:00Z"),
        ev.FactSet("service", "Pay"),
        ev.FactSet("affected", 7),
    ]  # fmt: skip
    assert {entry.at for entry in here.incident.entries} == {START}


def test_an_incident_is_opened_once() -> None:
    here = scene()
    with pytest.raises(Refused, match="exists already"):
        here.desk.do(ID, opening())


def test_each_incident_of_a_day_has_a_number_and_the_day_is_ours() -> None:
    here = scene()
    assert here.opened().id == "small-20261122-2"
    assert here.opened(when=START - timedelta(days=1)).id == "small-20261121-1"
    assert Scene(START.replace(hour=23, minute=30)).opened().id == "small-20261123-1"  # half past midnight in Paris


def test_nobody_acts_on_what_is_not_there() -> None:
    here = scene()
    for each in (act.Note("x"), act.Do("look")):
        with pytest.raises(NotFound) as caught:
            here.desk.do("small-20261122-9", each)
        assert caught.value.message == f"there is no incident `small-20261122-9`, did you mean `{ID}`?"
        assert caught.value.hint == f"crisisctl list shows them: {ID}"
    with pytest.raises(NotFound, match="there is no such incident"):
        decide(Incident(), act.Note("x"), Clock(START, UTC))
    assert here.store.incidents() == (ID,)
