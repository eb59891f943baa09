"""crisis.yaml is taken over into an open incident: what changes, what is written anew, what old logs say."""

from __future__ import annotations

import json

import pytest
from msgspec.structs import replace

from core.scene import ORGANISATION, PLAYBOOK, Scene, scene
from crisisctl import acts as act
from crisisctl import chain, drafting, redaction
from crisisctl import events as ev
from crisisctl.approvals import standing
from crisisctl.drafting import Anew
from crisisctl.errors import Refused
from crisisctl.events import text_digest
from crisisctl.evolve import replay
from crisisctl.plain import to_plain
from crisisctl.playbook import Audience, Message, Organisation, Person
from crisisctl.reloading import Change, changes

BO = Person("Bo", ("comms",), {"phone": "01 99 00 12 02"})
OURS = replace(ORGANISATION, people=(BO, Person("Ana", ("lead",))), cadence={"SEV1": 1800})
CALL = Message("call", "customers", "ack", approver="comms", body={"": "{{ service }}: {{ phone }}."})
PLAIN = Message("plain", "customers", "update", approver="comms", body={"": "{{ service }} is down."})
WORDS = replace(PLAYBOOK, messages={**PLAYBOOK.messages, "call": CALL, "plain": PLAIN})
MOVED = replace(OURS, contacts={"phone": "01 99 00 77 77"})


def here_with(ours: Organisation = OURS) -> Scene:
    return scene(act.TakeRole("comms", "Bo"), playbook=WORDS, organisation=ours)


def taken(here: Scene, ours: Organisation) -> list[Anew]:
    before = here.incident
    here.do(act.ChangeOrganisation(ours, "it was wrong"))
    return list(drafting.write_anew(here.desk, before))


def states(here: Scene, message: str) -> dict[str, str]:
    drafts = here.incident.drafted[message].drafts
    return {
        f"{each.channel} {each.language}": f"{way.state}{' stale' if way.stale else ''}"
        for each in drafts
        for way in [standing(here.incident, message, each)]
    }


def test_every_difference_is_named_and_nobodys_number_shown() -> None:
    after = replace(
        OURS,
        contacts={"email": "aide@exemplia.example"},
        people=(replace(BO, ways={"phone": "01 99 00 99 99"}), Person("Zoé")),
        cadence={"SEV1": 1200},
        timezone="UTC",
        audiences={"partners": Audience("partners", channels=("email", "phone"))},
    )
    assert changes(OURS, after) == (
        Change("timezone", "", "Europe/Paris", "UTC"),
        Change("contacts", "phone", "01 99 00 12 34", None),
        Change("contacts", "email", None, "aide@exemplia.example"),
        Change("audiences", "partners", None, "email, phone"),
        Change("people", "Bo", "ways", "ways"),
        Change("people", "Ana", "", None),
        Change("people", "Zoé", None, ""),
        Change("cadence", "SEV1", "1800", "1200"),
    )
    assert changes(OURS, OURS) == ()


def test_what_is_taken_over_holds_from_then_on() -> None:
    here = here_with()
    after = replace(MOVED, cadence={"SEV1": 600}, audiences={"customers": Audience("customers", channels=("sms",))})
    (event,) = here.events(act.ChangeOrganisation(after))
    assert isinstance(event, ev.OrganisationChanged)
    assert event.changed == ("contacts.phone", "audiences.customers", "cadence.SEV1")
    assert here.incident.organisation == after
    assert here.incident.playbook.severities["SEV1"].next_update == 600
    assert {(each.channel, "77 77" in each.text) for each in here.draft("call").drafts} == {("sms", True)}


def test_nothing_changed_is_nothing_recorded_and_an_ended_incident_stays_as_it_is() -> None:
    here = here_with()
    count = len(here.incident.entries)
    assert here.events(act.ChangeOrganisation(OURS)) == ()
    assert len(here.incident.entries) == count
    here.given(act.Cancel("duplicate"))
    with pytest.raises(Refused, match="is cancelled"):
        here.do(act.ChangeOrganisation(MOVED))


def test_texts_that_change_are_written_anew_and_their_approval_is_void_others_stay_approved() -> None:
    here = here_with()
    for message in ("call", "plain"):
        here.draft(message)
        here.given(act.Approve(message, "Bo"))
    (found,) = taken(here, MOVED)
    assert (found.message, set(found.changed), set(found.void)) == ("call", *[set(states(here, "call"))] * 2)
    assert set(states(here, "call").values()) == {"void"}
    assert set(states(here, "plain").values()) == {"approved"}
    told = [each.text.replace("\N{NO-BREAK SPACE}", " ") for each in here.incident.drafted["call"].drafts]
    assert all("01 99 00 77 77" in text for text in told)


def test_what_has_left_stays_word_for_word() -> None:
    here = here_with()
    here.draft("call")
    here.given(act.Approve("call", "Bo"), act.Send("call", ("sms",), ("fr",)))
    (found,) = taken(here, MOVED)
    assert "sms fr" not in found.changed
    kept = {f"{each.channel} {each.language}": each.text for each in here.incident.drafted["call"].drafts}
    assert "12 34" in kept.pop("sms fr")
    assert not any("34" in text for text in kept.values())
    here.given(act.Send("call", force=True, reason="x"))
    assert taken(here, OURS) == []


def test_a_channel_that_left_crisis_yaml_has_no_draft_any_more_and_a_new_one_has() -> None:
    here = here_with()
    here.draft("plain")
    (found,) = taken(here, replace(OURS, audiences={"customers": Audience("customers", channels=("sms", "x"))}))
    assert set(states(here, "plain")) == {"sms fr", "sms en", "x fr", "x en"}
    assert {"x fr", "whatsapp fr"} <= set(found.changed)


def test_what_was_edited_by_hand_is_left_and_wants_to_be_read_again() -> None:
    here = here_with()
    here.draft("call", channels=("sms",), languages=("fr",))
    (old,) = here.incident.drafted["call"].drafts
    text = "En panne. 01 99 00 12 34"
    here.given(act.Draft("call", (replace(old, text=text, digest=text_digest("", text), edited=True),)))
    (found,) = taken(here, MOVED)
    assert (found.by_hand, found.changed) == (("sms fr",), ())
    assert states(here, "call") == {"sms fr": "drafted stale"}
    with pytest.raises(Refused, match="the facts changed since it was drafted: sms fr"):
        here.do(act.Approve("call", "Bo"))


def test_a_contact_that_is_gone_is_told_and_the_old_text_stays_stale() -> None:
    here = here_with()
    here.draft("call")
    (found,) = taken(here, replace(OURS, contacts={}))
    assert found.problem is not None
    assert "phone" in found.problem.message
    assert set(states(here, "call").values()) == {"drafted stale"}


def test_an_audience_that_crisis_yaml_has_no_longer_goes_unless_messages_are_written_to_it() -> None:
    more = {name: Audience(name, channels=("email",)) for name in ("customers", "neighbours")}
    here = here_with(replace(OURS, audiences=more))
    taken(here, OURS)
    assert set(here.incident.playbook.audiences) == {"customers", "staff"}


def test_a_redaction_takes_it_back_and_says_so() -> None:
    """So it goes with everything that names a person; the opening, which holds the playbook, stays."""
    here = here_with()
    here.given(act.ChangeOrganisation(replace(MOVED, people=(Person("Nora Vidal"),))))
    seq = len(here.incident.entries)
    assert redaction.naming(here.desk.lines(here.id), "nora vidal") == (seq,)
    before = here.incident
    here.given(act.Redact((seq,), "asked to be erased"))
    assert here.incident.organisation == OURS
    assert list(redaction.consequences(before, here.incident)) == [("organisation", "")]


def test_words_of_crisis_yaml_do_not_count_as_repeating_a_note() -> None:
    here = here_with()
    here.given(act.Note("Exemplia"), act.ChangeOrganisation(MOVED, "Exemplia moved"))
    note = len(here.incident.entries) - 1
    assert redaction.repeats(here.desk.lines(here.id), (note,)) == (note + 1,)
    here = here_with()
    here.given(act.Note("Exemplia"), act.ChangeOrganisation(MOVED))
    assert redaction.repeats(here.desk.lines(here.id), (note,)) == ()


def test_a_crisis_yaml_of_a_later_release_that_cannot_be_read_changes_nothing() -> None:
    here = here_with()
    here.given(act.ChangeOrganisation(MOVED))
    lines = [json.loads(line) for line in here.desk.lines(here.id)]
    lines[-1]["data"]["organisation"] = {"people": 7}
    found = replay(chain.parse(json.dumps(line)) for line in lines)
    assert found.organisation == OURS
    assert to_plain(found.organisation)["contacts"] == {"phone": "01 99 00 12 34"}
