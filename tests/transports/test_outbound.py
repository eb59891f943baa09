"""Which draft goes where: pure, on an incident made of real acts."""

from __future__ import annotations

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from crisisctl import acts as act
from crisisctl import outbound, registry, transports
from crisisctl.destinations import Destination
from crisisctl.errors import Refused
from crisisctl.incident import Incident
from crisisctl.outbound import Leave, Plan
from crisisctl.transports import Transport
from making import At, draft, incident_of, minutes, opening

TEXT = (
    "WhatsApp is down for all customers since this morning. Do not promise anything: send questions to Ana. "
    "Next update at 15:30 (Paris time)."
)
SLACK = draft("slack", "en", TEXT)
STAFF = Destination("team", "slack", "https://hooks.example/x", audiences=("employees",))
DRILL = Destination("drill", "slack", "https://hooks.example/y", audiences=("employees",), drill=True)
PLACES = {each.name: each for each in (STAFF, DRILL)}


def incident(*more: act.Act, mode: str = "live") -> Incident:
    script = [At(0, "Ana", opening(mode=mode)), At(1, "Ana", act.Draft("alert", (SLACK,)))]
    return incident_of(*script, *(At(2 + number, "Ana", each) for number, each in enumerate(more)))


def begun(attempt: str = "1", **more: bool | str) -> act.BeginSending:
    return act.BeginSending("alert", "slack", "en", "team", attempt, **more)  # type: ignore[arg-type]


def plan(found: Incident, *to: str, leave: Leave | None = None) -> Plan:
    return outbound.plan(found, "alert", found.drafted["alert"].drafts, PLACES, to, leave or Leave())


def stands(found: Plan) -> list[tuple[str, str, bool]]:
    return [(item.destination.name, item.state, item.once_more) for item in found.items]


def test_the_mode_chooses() -> None:
    assert stands(plan(incident())) == [("team", "ready", False)]
    assert [item.destination.name for item in plan(incident(mode="drill")).items] == ["drill"]
    with pytest.raises(Refused, match="nothing is sent in an incident that is typed in afterwards"):
        plan(incident(mode="retrospective"))


@pytest.mark.parametrize(
    "end", [None, act.EndSending("1", "the connection was lost", unsure=True)], ids=["never ended", "unsure"]
)
def test_what_may_have_arrived_waits_for_a_word(end: act.Act | None) -> None:
    found = incident(begun(), *([end] if end else []))
    assert stands(plan(found)) == [("team", "unknown", False)]
    again = plan(found, leave=Leave(again=True, reason="nobody saw it"))
    assert stands(again) == [("team", "ready", True)]
    assert again.items[0].note.startswith("once more: nobody knows whether it arrived: the attempt of 03:22 CET")


def test_what_failed_is_tried_again_without_a_word() -> None:
    found = incident(begun(), act.EndSending("1", "the connection was refused"))
    assert stands(plan(found)) == [("team", "ready", False)]


def test_again_and_a_name_for_what_surely_arrived() -> None:
    found = incident(begun(), act.EndSending("1"))
    again = Leave(again=True, reason="they deleted it")
    assert stands(plan(found)) == stands(plan(found, leave=again)) == [("team", "already", False)]
    assert stands(plan(found, "team", leave=again)) == [("team", "ready", True)]


def test_another_text_is_another_sending_and_says_that_the_first_may_be_there() -> None:
    found = incident(begun(), act.Draft("alert", (draft("slack", "en", TEXT + " All of them."),)))
    (item,) = plan(found).items
    assert (item.state, item.note) == ("ready", "another text of it may have arrived there at 03:22 CET")


def test_what_was_sent_by_hand_is_said() -> None:
    (item,) = plan(incident(act.Send("alert"))).items
    assert (item.state, item.note) == ("ready", "it was recorded as sent by hand at 03:22 CET")


def test_a_draft_that_no_place_takes_is_for_a_hand() -> None:
    found = incident()
    both = (SLACK, draft("sms", "fr", TEXT))
    assert outbound.plan(found, "alert", both, PLACES).by_hand == both[1:]
    with pytest.raises(Refused, match="no draft of alert fits: it has sms fr; team takes slack"):
        outbound.plan(found, "alert", both[1:], PLACES, ["team"])


def test_every_file_of_the_folder_is_a_transport_and_no_scheme_has_two() -> None:
    found = [
        registry.load("crisisctl.transports", name, "TRANSPORT") for name in registry.names("crisisctl.transports")
    ]
    assert all(isinstance(each, Transport) for each in found)
    schemes = [scheme for each in found if isinstance(each, Transport) for scheme in each.schemes]
    assert len(schemes) == len(set(schemes))
    assert transports.of(Destination("a", "sms", "nosuch://x")).schemes == ()


def test_the_clock_of_these_incidents() -> None:
    assert minutes(2).isoformat() == "2026-11-22T02:22:00+00:00"


def test_a_promised_time_that_has_passed_is_not_sent_unless_somebody_answers_for_it() -> None:
    due = minutes(0).astimezone(ZoneInfo("Europe/Paris")).replace(hour=15, minute=30)
    found = incident_of(At(0, "Ana", opening()), At(1, "Ana", act.Draft("alert", (SLACK,), due)))
    texts = found.drafted["alert"].drafts

    def at(now: datetime, leave: Leave | None = None) -> tuple[str, str, str]:
        (item,) = outbound.plan(found, "alert", texts, PLACES, (), leave or Leave(), now).items
        return item.state, item.reason, item.although

    late = "the time it promises, 15:30 CET, has passed"
    assert at(due - timedelta(seconds=1)) == ("ready", "", "")
    assert at(due) == ("refused", late, "")
    assert at(due, Leave(force=True, reason="the line was down")) == ("ready", "", f"(although {late})")
