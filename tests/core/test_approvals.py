"""Whether an exact text may leave: who approved it, what makes an approval void, and what needs none."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo

import pytest
from msgspec.structs import replace

from crisisctl import acts as act
from crisisctl import drafting, runner, shapes
from crisisctl import events as ev
from crisisctl.acts import Act
from crisisctl.approvals import body_digest, state_of, texts_digest
from crisisctl.errors import Refused
from crisisctl.events import DraftText
from crisisctl.messages.draft import edited
from crisisctl.messages.drafts import Drafts
from crisisctl.playbook import Message, Playbook, Preapproval, ProviderTemplate

from .scene import PLAYBOOK, START, Scene, scene

BODY = {
    "fr": "{{ service }} en panne pour {{ affected }} clients.{% if cause %} Cause : {{ cause }}.{% endif %}",
    "en": "{{ service }} is down for {{ affected }} customers.{% if cause %} Cause: {{ cause }}.{% endif %}",
}
WORD = Message("word", "customers", "ack", approver="comms", subject={"": "{{ service }}"}, body=BODY)
ROLES = {"lead": "Ana", "comms": "Bo"}
NEEDED = "not approved by comms"
FORCE = 'go on all the same: --force --reason "…"'


def approving(message: Message = WORD) -> Playbook:
    return replace(PLAYBOOK, messages={**PLAYBOOK.messages, "word": message})


@dataclass
class Desk(Scene):
    """A scene whose desk changes hands."""

    actor: str = "Ana"

    @property
    def desk(self) -> runner.Desk:
        return runner.Desk(self.store, self.actor, lambda: self.at)

    def by(self, actor: str) -> Desk:
        self.actor = actor
        return self

    def state(self, channel: str = "sms", language: str = "fr") -> tuple[str, str]:
        """Where a draft of the word stands, as ``status --format json`` says it."""
        shown = shapes.status(self.view, "en", ZoneInfo("Europe/Paris"))["drafts"]
        (found,) = [each for each in shown if (each["channel"], each["language"]) == (channel, language)]
        return found["state"], found["against"]

    def stale(self, channel: str = "sms") -> bool:
        return any(each["stale"] for each in shapes.drafts(self.incident) if each["channel"] == channel)

    def hand_over(self, text: str, channel: str = "sms") -> None:
        """Edit one draft by hand."""
        written = drafting.draft(self.desk, self.id, "word", channels=[channel], languages=["fr"])[0]
        changed = edited(written.drafts[0], text, self.incident)
        drafting.keep(self.desk, self.incident, Drafts("word", (changed,), written.next_update, ()))


def desk(*acts: Act, message: Message = WORD, **options: object) -> Desk:
    """An incident whose word to customers is written by Ana, who leads; Bo communicates."""
    given = {"playbook": approving(message), "roles": ROLES, "values": {"service": "Pay", "affected": "7"}}
    here = Desk().opened(**{**given, **options})
    here.draft("word")
    return here.given(*acts)


APPROVED = act.Approve("word", "Bo")


class Void(NamedTuple):
    name: str
    acts: tuple[Act, ...]
    state: str
    against: str = ""


@pytest.mark.parametrize(
    "case",
    [
        Void("nobody has approved it", (), "drafted", NEEDED),
        Void("approved", (APPROVED,), "approved"),
        Void("approved on another channel", (act.Approve("word", "Bo", ("email",)),), "drafted", NEEDED),
        Void("approved in another language", (act.Approve("word", "Bo", (), ("en",)),), "drafted", NEEDED),
        Void(
            "a fact it prints changes",
            (APPROVED, act.SetFacts({"affected": "8"})),
            "void",
            "the approval by Bo is void: affected changed",
        ),
        Void(
            "a fact that only its subject prints changes",
            (APPROVED, act.SetFacts({"service": "Pay 2"})),
            "void",
            "the approval by Bo is void: service changed",
        ),
        Void(
            "a fact it asks for becomes known",
            (APPROVED, act.SetFacts({"cause": "power"}, confirmed_by="Dov")),
            "void",
            "the approval by Bo is void: cause changed",
        ),
        Void(
            "a fact is confirmed",
            (act.SetFacts({"cause": "power"}), APPROVED, act.SetFacts({"cause": "power"}, confirmed_by="Dov")),
            "void",
            "the approval by Bo is void: cause changed",
        ),
        Void(
            "a fact is not confirmed any more",
            (act.SetFacts({"cause": "power"}, confirmed_by="Dov"), APPROVED, act.SetFacts({"cause": "power"})),
            "void",
            "the approval by Bo is void: cause changed",
        ),
        Void(
            "a fact changes that is told afterwards",
            (APPROVED, act.SetFacts({"affected": "8"}, when=START - timedelta(hours=1))),
            "void",
            "the approval by Bo is void: affected changed",
        ),
        Void(
            "a fact changes and changes back",
            (APPROVED, act.SetFacts({"affected": "8"}), act.SetFacts({"affected": "7"})),
            "void",
            "the approval by Bo is void: affected changed",
        ),
        Void("a fact is set to what it is", (APPROVED, act.SetFacts({"affected": "7"}, "another source")), "approved"),
        Void("a fact it does not use changes", (APPROVED, act.SetFacts({"restored": "no"})), "approved"),
        Void("other things happen", (APPROVED, act.Note("x"), act.SetSeverity("SEV1"), act.Do("look")), "approved"),
        Void(
            "approved once more",
            (APPROVED, act.SetFacts({"affected": "8"}), act.Approve("word", "Bo", force=True, reason="it is near")),
            "approved",
        ),
    ],
    ids=lambda case: case.name,
)
def test_an_approval_holds_for_one_text_and_the_facts_it_was_written_from(case: Void) -> None:
    at = case.acts.index(APPROVED) if APPROVED in case.acts else 0  # what is known before is in the draft
    here = desk()
    here.given(*case.acts[:at])
    here.draft("word")
    here.given(*case.acts[at:])
    assert here.state() == (case.state, case.against)


SMS = act.BeginSending("word", "sms", "fr", "list-1", "a1")
"""What the program sends itself has to be approved; what left by hand is recorded as it was."""


def test_every_void_draft_is_refused_with_what_changed_and_others_are_not() -> None:
    here = desk(APPROVED, act.SetFacts({"affected": "8"}))
    with pytest.raises(Refused) as caught:
        here.do(SMS)
    assert (caught.value.message, caught.value.hint) == (
        "word: the approval by Bo is void: affected changed (sms fr)",
        FORCE,
    )
    here.draft("word")
    (event,) = here.given(APPROVED).events(SMS)
    assert isinstance(event, ev.MessageSending)
    assert event.override == ""


def test_what_nobody_approved_leaves_only_with_a_reason() -> None:
    here = desk()
    with pytest.raises(Refused, match=f"word: {NEEDED}"):
        here.do(SMS)
    with pytest.raises(Refused, match="say why you go on all the same"):
        here.do(replace(SMS, force=True))
    (event,) = here.events(replace(SMS, force=True, reason="lives are at stake"))
    assert isinstance(event, ev.MessageSending)
    assert event.override == f"lives are at stake (although word: {NEEDED} (sms fr))"


@pytest.mark.parametrize(
    ("acts", "reason", "override"),
    [
        ((APPROVED,), "", ""),
        ((), "", f"sent by hand (although word: {NEEDED} (sms fr))"),
        ((), " Bo sleeps ", f"Bo sleeps (although word: {NEEDED} (sms fr))"),
        (
            (APPROVED, act.SetFacts({"affected": "8"})),
            "",
            "sent by hand (although word: the approval by Bo is void: affected changed (sms fr))",
        ),
    ],
)
def test_what_has_left_is_recorded_with_what_stood_against_it(
    acts: tuple[Act, ...], reason: str, override: str
) -> None:
    event, *_ = desk(*acts).events(act.Send("word", ("sms",), ("fr",), reason=reason))
    assert isinstance(event, ev.MessageSent)
    assert event.override == override


def test_what_is_sent_on_a_channel_that_is_down_is_refused_and_what_left_on_it_recorded() -> None:
    here = desk(APPROVED, act.SetChannel("sms", "down"))
    against = "word: sms is marked down (sms fr)"
    with pytest.raises(Refused) as caught:
        here.do(SMS)
    assert (caught.value.message, caught.value.hint) == (against, FORCE)
    sent, *_ = here.events(act.Send("word", ("sms",), ("fr",)))
    assert isinstance(sent, ev.MessageSent)
    assert sent.override == f"sent by hand (although {against})"


def test_a_text_written_by_hand_voids_its_own_approval_only() -> None:
    here = desk(APPROVED)
    here.hand_over("Pay en panne. Appelez le 01 99 00 12 34.")
    assert here.state() == ("void", "the approval by Bo is void: the text changed")
    assert [here.state("sms", "en"), here.state("email")] == [("approved", "")] * 2
    here.given(act.Approve("word", "Bo", ("sms",), ("fr",)))
    assert here.state() == ("approved", "")
    here.given(act.SetFacts({"affected": "8"}))
    assert here.state() == ("void", "the approval by Bo is void: affected changed")


def test_a_draft_written_anew_with_the_same_words_stays_approved() -> None:
    here = desk(APPROVED)
    entries = len(here.incident.entries)
    here.draft("word")
    assert (here.state(), len(here.incident.entries)) == (("approved", ""), entries)
    here.given(act.SetFacts({"affected": "8"}))
    here.draft("word")
    assert here.state()[0] == "void"


def test_the_deputy_approves_as_well_and_nobody_else() -> None:
    here = desk(act.TakeRole("comms", "Chloé", deputy=True))
    for other in ("Ana", "Eva", ""):
        with pytest.raises(Refused):
            here.do(act.Approve("word", other))
    (event,) = here.events(act.Approve("word", "chloe"))
    assert isinstance(event, ev.MessageApproved)
    assert (event.by, event.role, event.override) == ("Chloé", "comms", "")


def test_who_held_the_role_before_does_not_approve_any_more_and_what_they_approved_stays() -> None:
    here = desk(APPROVED, act.HandOver("comms", "Eva", accepted=True))
    assert here.state() == ("approved", "")
    with pytest.raises(Refused, match=r"approved by the role comms \(Eva\), not by Bo"):
        here.do(act.Approve("word", "Bo"))


def test_ones_own_text_is_shown_as_such_text_by_text() -> None:
    here = desk(act.TakeRole("comms", "Ana", force=True))
    here.by("Bo").hand_over("Pay est en panne.")
    here.by("Ana").given(act.Approve("word", "Ana"))
    own = {(each["channel"], each["language"]): each["own"] for each in shapes.drafts(here.incident)}
    assert own == {pair: pair != ("sms", "fr") for pair in own}
    assert len(own) == 6
    approved = here.incident.entries[-1].event
    assert isinstance(approved, ev.MessageApproved)
    assert [each.own for each in approved.texts] == list(own.values())


def test_reading_a_draft_again_does_not_make_it_ones_own() -> None:
    here = desk()
    here.by("Bo").draft("word")
    here.given(APPROVED)
    assert not any(each["own"] for each in shapes.drafts(here.incident))


def test_an_approval_keeps_when_its_text_was_written() -> None:
    here = desk().after(minutes=4).given(APPROVED)
    approval = here.incident.approvals["word", "sms", "fr"]
    assert approval.at - approval.drafted_at == timedelta(minutes=4, seconds=1)


@pytest.mark.parametrize(
    ("changed", "stale"),
    [
        (act.SetFacts({"affected": "8"}), True),
        (act.SetFacts({"affected": "8"}, when=START - timedelta(hours=1)), True),
        (act.SetFacts({"affected": "7"}), False),
        (act.SetFacts({"restored": "no"}), False),
    ],
)
def test_a_draft_whose_facts_changed_is_stale_until_it_is_written_anew(changed: Act, stale: bool) -> None:
    here = desk(changed)
    assert here.stale() == stale
    if stale:
        with pytest.raises(Refused, match="the facts changed since it was drafted: whatsapp fr, whatsapp en, sms fr"):
            here.do(APPROVED)
    here.draft("word")
    assert not here.stale()
    assert here.given(APPROVED).state() == ("approved", "")


def test_a_draft_that_reads_the_same_after_the_fact_changed_can_be_approved() -> None:
    silent = replace(WORD, subject={}, body={"": "Nous vérifions.{% if affected > 100 %} Beaucoup.{% endif %}"})
    here = desk(APPROVED, act.SetFacts({"affected": "8"}), message=silent)
    assert (here.stale(), here.state()[0]) == (True, "void")
    here.draft("word")
    assert (here.stale(), here.state()[0]) == (False, "void")
    assert here.given(APPROVED).state() == ("approved", "")


def test_writing_one_channel_anew_leaves_the_others_stale() -> None:
    here = desk(act.SetFacts({"affected": "8"}))
    here.draft("word", channels=["email"])
    assert (here.stale("email"), here.stale("sms")) == (False, True)
    here.given(act.Approve("word", "Bo", ("email",)))
    with pytest.raises(Refused, match="the facts changed since it was drafted: sms fr, sms en"):
        here.do(act.Approve("word", "Bo", ("sms",)))


QUIET = replace(WORD, body={"": "{{ service }} : {{ affected }}."}, subject={})
BEFORE = Preapproval("Eva", "2026-09-01", ("service", "affected"), texts_digest(QUIET))


def quiet(**changes: object) -> Message:
    return replace(QUIET, **{"preapproved": BEFORE, **changes})


def test_a_holding_statement_needs_no_approval_while_its_facts_vary() -> None:
    here = desk(message=quiet())
    assert here.state() == ("preapproved", "")
    here.given(act.SetFacts({"affected": "9000"}))
    assert (here.state(), here.stale()) == (("preapproved", ""), True)
    here.draft("word")
    (sent, *_) = here.events(act.Send("word"))
    assert isinstance(sent, ev.MessageSent)
    said = {"fr": "9 000", "en": "9,000"}
    assert {said[each.language] in each.text.replace("\N{NO-BREAK SPACE}", " ") for each in sent.drafts} == {True}
    assert sent.override == ""


@pytest.mark.parametrize(
    "message",
    [
        quiet(body={"": "{{ service }} : {{ affected }} !"}),
        quiet(short={"": "{{ service }} : {{ affected }}."}),
        quiet(channels={"x": {"": "{{ service }}"}}),
        quiet(subject={"": "{{ service }}"}),
        quiet(preapproved=replace(BEFORE, facts=("affected",))),
        quiet(preapproved=replace(BEFORE, facts=())),
        quiet(preapproved=replace(BEFORE, digest="")),
    ],
    ids=["other words", "a short text more", "a channel more", "a subject", "a fact more", "no fact", "no digest"],
)
def test_a_holding_statement_that_is_not_what_was_approved_needs_one(message: Message) -> None:
    assert desk(message=message).state() == ("drafted", NEEDED)


def test_a_holding_statement_edited_by_hand_needs_an_approval_and_can_get_one() -> None:
    here = desk(message=quiet())
    here.hand_over("Pay : 7, environ.")
    assert [here.state(), here.state("email")] == [("drafted", NEEDED), ("preapproved", "")]
    assert here.given(APPROVED).state() == ("approved", "")


def test_the_digest_of_texts_tells_where_each_text_stands() -> None:
    """Moving words from one place to another is another message."""
    made = [
        Message("m", "a"),
        Message("m", "a", body={"en": "x"}),
        Message("m", "a", body={"fr": "x"}),
        Message("m", "a", short={"en": "x"}),
        Message("m", "a", subject={"en": "x"}),
        Message("m", "a", channels={"sms": {"en": "x"}}),
        Message("m", "a", channels={"email": {"en": "x"}}),
        Message("m", "a", body={"en": "x\nfr:y"}),
        Message("m", "a", body={"en": "x", "fr": "y"}),
    ]
    assert len({texts_digest(each) for each in made}) == len(made)
    assert texts_digest(made[1]) == texts_digest(Message("n", "b", "ack", approver="lead", body={"en": "x"}))
    assert texts_digest(made[8]) == texts_digest(Message("m", "a", body={"fr": "y", "en": "x"}))


TEMPLATES = {
    language: ProviderTemplate("notice_1", f"{language}_XX", "2026-09-02", body_digest(BODY[language]))
    for language in ("fr", "en")
}
REFUSED_BY_META = "its text is not the one WhatsApp approved as notice_1"


def test_a_template_is_what_the_provider_approved() -> None:
    here = desk(APPROVED, message=replace(WORD, provider_templates=TEMPLATES))
    assert here.state("whatsapp") == ("approved", "")
    here.given(act.SetFacts({"affected": "8"}))
    here.draft("word")
    assert here.given(APPROVED).state("whatsapp") == ("approved", "")


@pytest.mark.parametrize(
    ("message", "against"),
    [
        (replace(WORD, provider_templates={**TEMPLATES, "fr": TEMPLATES["en"]}), REFUSED_BY_META),
        (replace(WORD, provider_templates={"en": TEMPLATES["en"]}), "WhatsApp has approved no template in fr"),
        (replace(WORD, provider_templates=TEMPLATES, channels={"whatsapp": {"": "Other."}}), REFUSED_BY_META),
        (replace(WORD, provider_templates=TEMPLATES, body={**BODY, "fr": f"{BODY['fr']} Merci."}), REFUSED_BY_META),
        (replace(WORD, provider_templates={**TEMPLATES, "fr": TEMPLATES["en"]}, approver=None), REFUSED_BY_META),
    ],
)
def test_another_body_is_refused_even_when_it_is_approved(message: Message, against: str) -> None:
    here = desk(act.TakeRole("comms", "Ana", force=True), message=message)
    if message.approver:
        here.given(act.Approve("word", "Ana"))
    assert here.state("whatsapp") == ("void", against)
    with pytest.raises(Refused, match=against):
        here.do(act.BeginSending("word", "whatsapp", "fr", "list-1", "a1"))
    sent, *_ = here.events(act.Send("word", ("whatsapp",), ("fr",)))
    assert isinstance(sent, ev.MessageSent)
    assert sent.override == f"sent by hand (although word: {against} (whatsapp fr))"
    assert here.state("sms")[0] in {"approved", "needless"}


def test_a_template_edited_by_hand_is_refused_and_stands_on_other_channels() -> None:
    here = desk(message=replace(WORD, provider_templates=TEMPLATES))
    here.hand_over("Pay : panne.", "whatsapp")
    here.hand_over("Pay : panne.", "sms")
    here.given(APPROVED)
    assert here.state("whatsapp") == ("void", REFUSED_BY_META)
    assert here.state("sms") == ("approved", "")


def test_nothing_is_added_to_a_template_when_a_channel_is_down() -> None:
    here = desk(act.SetChannel("email", "down"), message=replace(WORD, provider_templates=TEMPLATES))
    texts = {each.channel: each.text for each in here.draft("word").drafts if each.language == "en"}
    assert "Reach us" in texts["sms"]
    assert texts["whatsapp"] == "Pay is down for 7 customers."


def begun(attempt: str, place: str = "list-1", *, again: bool = False) -> act.BeginSending:
    reason = "they say they got nothing" if again else ""
    return act.BeginSending("word", "sms", "fr", place, attempt, again=again, reason=reason)


LOOK = "its sending did not end: look whether it arrived"


@pytest.mark.parametrize(
    ("acts", "state", "against"),
    [
        ((begun("a"),), "unknown", LOOK),
        ((begun("a"), act.EndSending("a", "timed out", unsure=True)), "unknown", "timed out"),
        ((begun("a"), act.EndSending("a", "550 no")), "failed", "550 no"),
        ((begun("a"), act.EndSending("a")), "sent", ""),
        ((begun("a"), act.EndSending("a", refused=("+33 1: unknown",))), "sent", ""),
        ((begun("a"), act.EndSending("a", "550 no"), begun("b"), act.EndSending("b")), "sent", ""),
        ((begun("a"), begun("b", again=True), act.EndSending("b")), "sent", ""),
        ((begun("a"), act.EndSending("a"), begun("b", again=True), act.EndSending("b", "550 no")), "failed", "550 no"),
        ((begun("a"), act.EndSending("a"), begun("b", "list-2"), act.EndSending("b", "550 no")), "failed", "550 no"),
        ((begun("a"), act.EndSending("a", "550 no"), begun("b", "list-2"), act.EndSending("b")), "failed", "550 no"),
        ((act.Send("word", ("sms",)),), "sent", ""),
        ((act.Send("word", ("sms",), when=START - timedelta(hours=1)),), "sent", ""),
        ((begun("a"), act.Send("word", ("sms",))), "sent", ""),
        ((begun("a"), act.EndSending("a", "550 no"), act.Send("word", ("sms",))), "sent", ""),
        ((begun("a"), act.Send("word", ("email",))), "unknown", LOOK),
    ],
)
def test_where_a_draft_is_on_its_way(acts: tuple[Act, ...], state: str, against: str) -> None:
    assert desk(APPROVED, *acts).state() == (state, against)


def test_a_text_that_has_left_is_not_the_next_one() -> None:
    here = desk(APPROVED, act.Send("word"))
    assert here.state() == ("sent", "")
    here.given(act.SetFacts({"affected": "8"}))
    here.draft("word")
    assert here.state() == ("drafted", NEEDED)


def test_only_an_approval_of_words_that_have_not_left_is_told_as_void() -> None:
    here = desk(APPROVED, act.Send("word", ("sms",), ("fr",)), act.SetFacts({"affected": "8"}))
    assert here.state("sms", "fr") == ("sent", "")
    assert here.state("sms", "en") == ("void", "the approval by Bo is void: affected changed")
    here.draft("word")
    assert here.state("sms", "fr") == ("drafted", NEEDED)
    assert here.state("sms", "en") == ("void", "the approval by Bo is void: affected changed")


def test_another_text_is_sent_without_again() -> None:
    here = desk(APPROVED, begun("a"), act.EndSending("a"), act.SetFacts({"affected": "8"}))
    here.draft("word")
    (event,) = here.given(APPROVED).events(begun("b"))
    assert isinstance(event, ev.MessageSending)
    assert event.override == ""


def test_every_attempt_is_told_with_its_end() -> None:
    here = desk(APPROVED, begun("a"), act.EndSending("a", "550 no"), begun("b"), begun("c", "list-2"))
    told = [
        (each["attempt"], each["destination"], each["state"], each["reason"]) for each in shapes.sendings(here.incident)
    ]
    assert told == [
        ("a", "list-1", "failed", "550 no"),
        ("b", "list-1", "unknown", ""),
        ("c", "list-2", "unknown", ""),
    ]


def test_an_intent_is_written_for_the_text_as_it_stands() -> None:
    here = desk(APPROVED)
    (event,) = here.events(begun("a"))
    (text,) = [each for each in here.incident.drafted["word"].drafts if (each.channel, each.language) == ("sms", "fr")]
    assert isinstance(event, ev.MessageSending)
    assert (event.digest, event.destination, event.attempt) == (text.digest, "list-1", "a")


def test_a_message_the_playbook_does_not_have_stands_nowhere() -> None:
    text = DraftText("sms", "fr", "", "x", "sha256:0")
    assert state_of(scene().incident, "gone", text).against == "the playbook has no message gone"
