from __future__ import annotations

from datetime import UTC, timedelta
from typing import Any

import pytest

from crisisctl import acts as act
from crisisctl import events as ev
from crisisctl.timeline import tell, timeline
from making import PARIS, START, At, draft, incident_of, lines_of, minutes, opening, view_of, with_events
from night import RICH, rich_lines

TEXTS = (draft("sms", "fr", "Bonjour"),)
EXAMPLES: tuple[ev.Event, ...] = (
    ev.Opened("i", "Title", {}, {}, "drill"),
    ev.Resolved(),
    ev.Retitled("WhatsApp is down"),
    ev.Closed("over", "steps are open"),
    ev.Cancelled("duplicate", "see the other"),
    ev.Reopened("it is back"),
    ev.InjectShown("tweet"),
    ev.RoleTaken("lead", "Ana", deputy=True),
    ev.RoleLeft("lead", "Ana", deputy=True),
    ev.RoleHandedOver("lead", "Ana", "Bo", "good night"),
    ev.HandoverOffered("lead", "Ana", "Bo", "good night"),
    ev.HandoverAccepted("lead", "Ana", "Bo", told=True),
    ev.HandoverDeclined("lead", "Ana", "Bo", "Bo", "asleep"),
    ev.FactSet("affected", 1200, "billing", "Bo"),
    ev.SeveritySet("SEV1", "worse"),
    ev.StatusSet("monitoring"),
    ev.MilestoneMarked("detected", START - timedelta(days=1)),
    ev.StepStarted("reroute", "route sms"),
    ev.StepDone("ours", "theirs", "reroute", "in a hurry"),
    ev.PlaybookChanged({"id": "ddos", "title": {"en": "Flood", "fr": "Déluge"}}, "generic", "it is one", "which"),
    ev.OrganisationChanged({"name": "x"}, ("contacts.phone", "people.Bo"), "it was wrong"),
    ev.StepSkipped("photo"),
    ev.StepFailed("reroute", "refused"),
    ev.StepReopened("reroute", "again"),
    ev.NoteAdded("heard", "signal"),
    ev.NoteCorrected(1, "better"),
    ev.ChannelSet("sms", "down", "no credit"),
    ev.MessageDrafted("first-notice", "customers", TEXTS),
    ev.MessageSent("first-notice", "customers", TEXTS, destination="all", override="no approval"),
    ev.MessageApproved("first-notice", "Bo", "lead", (ev.Approved("sms", "fr", "sha256:0", True),), "in a hurry"),
    ev.MessageSending("first-notice", "sms", "fr", "sha256:0", "all", "ab12"),
    ev.MessageFailed("first-notice", "sms", "fr", "all", "ab12", "no credit"),
    ev.Acknowledged("Bo"),
    ev.PromiseMade("customers", START + timedelta(days=1)),
    ev.ActionAdded(1, "Do it", "Ana", "2026-12-01"),
    ev.ActionDone(1, "done"),
    ev.ClockStarted("sla", START, START + timedelta(hours=4), "Bo", "they called"),
    ev.ClockMet("sla", "T-1", "by phone"),
    ev.ClockWaived("sla", "not ours"),
    ev.EntryRedacted(7, "a password"),
    ev.Forgotten("outage-20261122-1", START, START + timedelta(days=1), 12, "5c0ffee", "two years are over"),
)


def _entry(event: ev.Event) -> ev.Entry:
    return ev.Entry(2, START, "ana", event, START, "", "")


def test_there_is_an_example_of_every_event() -> None:
    assert {event.type for event in EXAMPLES} == set(ev.KINDS) - {ev.Unknown.type}


@pytest.mark.parametrize("event", EXAMPLES, ids=lambda event: event.type)
def test_every_event_has_its_own_sentence_in_both_languages(event: ev.Event) -> None:
    incident = incident_of(At(0, "ana", opening()))
    french, english = (tell(_entry(event), incident, language, PARIS) for language in ("fr", "en"))
    assert french != english
    assert "unknown" not in english
    assert "\n" not in french + english


def test_what_a_newer_program_wrote_is_told_as_such() -> None:
    incident = incident_of(At(0, "ana", opening()))
    assert tell(_entry(ev.Unknown("call.made")), incident, "en") == (
        "unknown event call.made (written by a newer crisisctl)"
    )
    assert tell(_entry(ev.Unknown("note.added")), incident, "en") == "content taken away: note.added"
    assert "événement inconnu" in tell(_entry(ev.Unknown("call.made")), incident, "fr")


@pytest.mark.parametrize(
    ("event", "english", "french"),
    [
        (ev.FactSet("affected", 1200), "How many customers? 1,200", "Combien de clients ? 1\u00a0200"),
        (
            ev.StepDone("ours", "theirs", "reroute"),
            "Done: “Us or them?” – A provider; on to “Reroute to SMS”",
            "Fait\u00a0: «\u00a0Chez nous ou chez un tiers ?\u00a0» – Un fournisseur\u00a0;"
            " suite à «\u00a0Basculer vers le SMS\u00a0»",
        ),
        (
            ev.PromiseMade("customers", minutes(60)),
            "Next update promised to “Customers”: 4:20\u00a0am",
            "Prochain point promis à «\u00a0Clients\u00a0»\u00a0: 4\u00a0h\u00a020",
        ),
        (ev.RoleLeft("tech", "Ana"),
         "Ana leaves the role “Technical lead”",
         "Ana quitte le rôle «\u00a0Responsable technique\u00a0»"),
        (
            ev.MessageSent("fix", "customers", TEXTS, destination="list", refused=("a@b.example: 550 gone",)),
            "Sent: “Correction” to “Customers”, sms (fr): list; not taken: a@b.example: 550 gone",
            "Envoyé\u00a0: «\u00a0Rectificatif\u00a0» à «\u00a0Clients\u00a0», sms (fr)\u00a0: list\u00a0;"
            " refusé\u00a0: a@b.example: 550 gone",
        ),
        (
            ev.MessageFailed("fix", "sms", "fr", "list", "a1", "timeout", unsure=True),
            "UNKNOWN whether it arrived: “Correction” to list (sms, fr): timeout",
            "Issue INCONNUE, peut-être arrivé\u00a0: «\u00a0Rectificatif\u00a0» vers list (sms, fr)\u00a0: timeout",
        ),
        (
            ev.MessageApproved("fix", "Bo", "lead", (ev.Approved("sms", "fr", "x", True),)),
            "Bo approves “Correction” as “Incident lead”, sms (fr) (own text)",
            "Bo valide «\u00a0Rectificatif\u00a0» en tant que «\u00a0Responsable de crise\u00a0», sms (fr)"
            " (son propre texte)",
        ),
        (
            ev.ClockStarted("sla", minutes(-30), minutes(60 * 24), "Bo", "they called"),
            "Clock runs: “sla”, since 2:50\u00a0am, due 23\u00a0November, 3:20\u00a0am, declared by Bo: they called",
            "Horloge en marche\u00a0: «\u00a0sla\u00a0», depuis 2\u00a0h\u00a050,"
            " échéance 23\u00a0novembre, 3\u00a0h\u00a020, déclarée par Bo\u00a0: they called",
        ),
        (
            ev.ClockStarted("last", START, chained="sla"),
            "Clock runs: “last”, since 3:20\u00a0am, without a fixed time; follows “sla”",
            "Horloge en marche\u00a0: «\u00a0last\u00a0», depuis 3\u00a0h\u00a020, sans délai chiffré\u00a0;"
            " à la suite de «\u00a0sla\u00a0»",
        ),
        (
            ev.ClockMet("sla", "T-1"),
            "Clock met: “sla”, reference T-1",
            "Horloge tenue\u00a0: «\u00a0sla\u00a0», référence T-1",
        ),
        (ev.StepDone("gone"), "Done: “gone”", "Fait\u00a0: «\u00a0gone\u00a0»"),
    ],
)  # fmt: skip
def test_sentences(event: ev.Event, english: str, french: str) -> None:
    incident = incident_of(At(0, "ana", opening()))
    assert tell(_entry(event), incident, "en", PARIS) == english
    assert tell(_entry(event), incident, "fr", PARIS) == french


def test_braces_of_a_person_are_no_placeholders() -> None:
    incident = incident_of(At(0, "ana", opening()))
    assert tell(_entry(ev.NoteAdded("{0} {text} {x!r}")), incident, "en") == "Note: {0} {text} {x!r}"


def test_the_order_is_that_in_which_things_happened() -> None:
    items = timeline(view_of(rich_lines()).incident, "en", PARIS)
    assert [item.when for item in items] == sorted(item.when for item in items)
    assert (items[0].text, items[0].late, items[0].kind) == ("Milestone: started", True, "milestone")
    assert {item.seq for item in items} == set(range(1, len(items) + 1))


def test_a_minute_is_not_late() -> None:
    incident = incident_of(
        At(0, "ana", opening()),
        At(3, "ana", act.Note("a", when=minutes(2))),
        At(4, "ana", act.Note("b", when=minutes(2.9))),
    )
    assert [item.late for item in timeline(incident, "en", UTC)][-2:] == [False, True]


def test_the_last_correction_stands_in_the_place_of_the_note() -> None:
    incident = incident_of(
        At(0, "ana", opening()),
        At(1, "ana", act.Note("first")),
        At(2, "ana", act.Correct(6, "second")),
        At(3, "ana", act.Correct(6, "third")),
    )
    told: dict[int, Any] = {item.seq: item for item in timeline(incident, "en", UTC)}
    assert (told[6].text, told[6].corrected) == ("Note: third (corrected)", True)
    assert told[7].text == told[8].text == "Note 6 corrected"


def test_a_correction_of_nothing_is_told_in_full() -> None:
    lines = with_events(lines_of([At(0, "ana", opening())]), [ev.NoteCorrected(1, "lost")], minutes(1))
    assert timeline(view_of(lines).incident, "en", UTC)[-1].text == "Note 1 corrected: lost"


def test_every_act_of_the_rich_incident_is_in_it() -> None:
    assert len(rich_lines()) > len(RICH)
