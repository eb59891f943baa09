"""What the report says of each message: who approved which words, where they went, and how that ended."""

from __future__ import annotations

import json
from typing import Any

import pytest
from msgspec.structs import replace

from crisisctl import acts as act
from crisisctl import events as ev
from crisisctl import reports
from crisisctl.queries import IncidentView
from crisisctl.reports._dispatches import Dispatch
from crisisctl.reports._folding import dispatches
from making import PARIS, At, draft, lines_of, minutes, opening, view_of, with_events
from night import rich_lines

OPEN = At(0, "Ana", opening())
COMMS = At(0, "Ana", act.TakeRole("comms", "Bo"))


def told(view: IncidentView, language: str = "en", name: str = "md") -> str:
    return reports.get(name).render(view, language, PARIS).replace("\u00a0", " ").replace("\\", "")


def after(*script: At) -> IncidentView:
    return view_of(lines_of([OPEN, COMMS, *script]))


def of(*script: At) -> tuple[Dispatch, ...]:
    return dispatches(after(*script).incident)


def drafted(at: float, *texts: ev.DraftText, message: str = "update", due: float | None = None) -> At:
    return At(at, "Bo", act.Draft(message, texts, minutes(due) if due else None))


SMS, EMAIL = draft("sms", "fr", "court", facts=("affected",)), draft("email", "fr", "long", "sujet")
BEGUN = At(4, "Bo", act.BeginSending("fix", "sms", "fr", "list", "a1"))


def test_each_message_has_its_approver_role_latency_and_own_text() -> None:
    report = told(view_of(rich_lines()))
    assert "| Ana | Incident lead | 3:32 am | sms (fr), email (fr, en) | 1 min | no | void since 3:32 am:" in report
    assert "“How many customers?” changed |" in report
    assert "| Dan | Incident lead, deputy | 3:34 am | sms (fr), email (fr, en) | 1 min | no | – |" in report
    assert "| Bo | Communications lead | 4:05 am | sms (fr), email (fr, en) | 4 min | yes | override:" in report
    assert "| Dan | Communications lead (does not hold it) | 4:24 am | email (fr) | 30 s | no | override:" in report


def test_what_needs_no_approval_and_what_was_approved_beforehand_say_so() -> None:
    english, french = told(view_of(rich_lines())), told(view_of(rich_lines()), "fr")
    assert "- **Approval**: none needed" in english
    assert "- **Approval**: pre-approved by Eve on 2 November 2026" in english
    assert "- **Validation** : validé d’avance par Eve le 2 novembre 2026" in french


def test_every_attempt_is_there_with_its_end() -> None:
    report = told(view_of(rich_lines()))
    assert (
        "| customers-fr | sent, 1 recipient refused | Bo | not taken: old@client.example: 550 no such user |" in report
    )
    assert "| customers-fr | failed, not sent | Bo | the mail server did not take it: 451 try again later;" in report
    assert "| customers-en | UNKNOWN: may have arrived | Bo | no answer within 30 s" in report
    assert "| customers-en | UNKNOWN: may have arrived | Bo | its end was never recorded;" in report


@pytest.mark.parametrize(("language", "words"), [("en", "UNKNOWN whether it arrived"), ("fr", "Issue INCONNUE")])
def test_what_nobody_knows_stands_first(language: str, words: str) -> None:
    view = view_of(rich_lines())
    report = told(view, language)
    assert report.count(f"**{words}") == 1, "the other one was sent again"
    assert f"## Communication\n\n**{words}" in report
    assert f'<p class="bad">{words}' in told(view, language, "html")


def test_overrides_name_the_rules_of_the_lint() -> None:
    report = told(view_of(rich_lines()))
    lines = [line for line in report.splitlines() if line.startswith("| 4:05 am | Bo approves")]
    assert [line.endswith("| blame | Bo |") for line in lines] == [True, False]  # the other one is in the timeline


def test_who_acknowledged_and_who_has_not() -> None:
    report = told(view_of(rich_lines()))
    assert "Internal alert at 3:29 am. Acknowledged within 5 min: 2 of 5." in report
    assert "| Bo | 3:30 am | 1 min |" in report
    assert "| Cleo | 3:36 am | 7 min, late |" in report
    assert "| Eve | not acknowledged | – |" in report
    assert "No internal alert is recorded as sent." in told(after())


def test_other_words_after_it_left_are_a_dispatch_of_their_own() -> None:
    send = At(2, "Bo", act.Send("fix"))
    first, second = of(drafted(1, SMS, message="fix"), send, drafted(3, draft("sms", "fr", "autre"), message="fix"))
    assert [len(each.wordings) for each in (first, second)] == [1, 1]
    assert (first.left_at, second.left_at) == (minutes(2), None)


def test_one_more_channel_is_the_same_dispatch() -> None:
    (only,) = of(drafted(1, SMS, message="fix"), At(2, "Bo", act.Send("fix")), drafted(3, SMS, EMAIL, message="fix"))
    assert len(only.wordings) == 2
    assert [at for at, _ in only.drafted] == [minutes(1), minutes(3)]


def test_words_that_were_replaced_unseen_are_left_out() -> None:
    (only,) = of(drafted(1, SMS), drafted(2, EMAIL))
    assert [wording.draft for wording in only.wordings] == [EMAIL]


def test_an_approval_of_what_has_left_is_history() -> None:
    approve, send = At(2, "Bo", act.Approve("update", "Bo")), At(3, "Bo", act.Send("update"))
    change = At(4, "Ana", act.SetFacts({"affected": "9"}))
    (only,) = of(drafted(1, SMS), approve, send, change)
    (wording,) = only.wordings
    assert not wording.void(wording.approvals[0])
    assert wording.stood is not None
    assert wording.stood.state == "approved"
    (unsent,) = of(drafted(1, SMS), approve, change)
    assert unsent.wordings[0].void(unsent.wordings[0].approvals[0])


def test_sent_without_approval_says_so() -> None:
    script = (drafted(1, SMS), At(2, "Bo", act.Send("update", force=True, reason="fire")))
    assert "- **Approval**: not approved, sent all the same" in told(after(*script))
    own = (replace(SMS, edited=True), EMAIL)
    assert "| sms (fr), email (fr) | not approved | 2 not sent |" in told(after(drafted(1, *own)))
    assert "- **Validation** : non validé, envoyé malgré tout" in told(after(*script), "fr")


def test_a_sending_without_end_is_unknown_and_a_second_try_makes_it_good() -> None:
    script = [drafted(1, SMS, message="fix"), BEGUN]
    assert of(*script)[0].uncertain
    assert "- **Outcome**: 1 UNKNOWN" in told(after(*script))
    script += [At(6, "Bo", act.BeginSending("fix", "sms", "fr", "list", "a2", True, reason="looked"))]
    script += [At(7, "Bo", act.EndSending("a2"))]
    assert not of(*script)[0].uncertain
    assert "- **Outcome**: 1 sent" in told(after(*script))


def test_somebody_who_sends_it_by_hand_settles_it() -> None:
    script = (drafted(1, SMS, message="fix"), BEGUN, At(6, "Bo", act.Send("fix", destination="phone")))
    assert not of(*script)[0].uncertain
    report = told(after(*script))
    assert (
        "| list | UNKNOWN: may have arrived | Bo | its end was never recorded; later recorded as sent by hand |"
        in report
    )


def test_a_promise_belongs_to_the_dispatch_that_made_it() -> None:
    script = [drafted(1, SMS, message="fix", due=30), At(2, "Bo", act.Send("fix"))]
    script += [drafted(20, EMAIL, message="fix"), At(21, "Bo", act.Send("fix"))]
    report = told(after(*script))
    assert "- **Next update**: 3:50 am (kept)" in report
    assert report.count("- **Next update**: none promised") == 1


def test_a_log_that_could_not_have_been_is_told_all_the_same() -> None:
    strange = (
        ev.MessageApproved("gone", "Bo", "lead", ()),
        ev.MessageApproved("update", "Bo", "lead", (ev.Approved("sms", "fr", "sha256:0"),)),
        ev.MessageSending("gone", "sms", "fr", "sha256:1", "list", "a1"),
        ev.MessageSent("fix", "customers", (SMS,), attempt="lost"),
        ev.MessageFailed("fix", "sms", "fr", "list", "lost", "why"),
    )
    view = view_of(with_events(lines_of([OPEN]), strange, minutes(1)))
    assert "sms, fr: text not recorded" in told(view)
    for name in reports.formats():
        for language in ("en", "fr"):
            assert reports.get(name).render(view, language, PARIS)


def test_sent_texts_stand_in_full_and_the_others_in_a_line() -> None:
    report = told(after(drafted(1, SMS, EMAIL), At(2, "Bo", act.Approve("update", "Bo"))))
    assert "- **Not sent**: sms (fr), email (fr)" in report
    assert "```text" not in report
    report = told(after(drafted(1, SMS, EMAIL, message="fix"), At(2, "Bo", act.Send("fix", ("sms",)))))
    assert "- **Not sent**: email (fr)" in report
    assert "```text\ncourt\n```" in report
    assert "```text\nlong" not in report


def test_what_was_only_ever_read_as_a_draft_is_not_in_the_report() -> None:
    report = told(after(drafted(1, SMS, EMAIL)))
    assert "No message is recorded as sent." in report
    assert "word for word" not in report


def test_json_has_all_of_it() -> None:
    report = json.loads(reports.get("json").render(view_of(rich_lines()), "en", PARIS))["report"]
    by_name: dict[str, Any] = {each["message"]: each for each in reversed(report["dispatches"])}
    first, update = by_name["first-notice"]["texts"], by_name["update"]["texts"]
    assert first[0]["approvals"][0] == {
        "seq": first[0]["approvals"][0]["seq"], "by": "Ana", "role": "lead", "seat": "holder",
        "at": "2026-11-22T02:32:00Z", "latency": 60.0, "own": False, "override": None,
        "void": "affected", "voided_at": "2026-11-22T02:32:30Z",
    }  # fmt: skip
    assert [each["replaced"] for each in first] == [True, True, True, False, False, False]
    assert [each["outcome"] for text in update for each in text["attempts"]] == [
        "sent", "failed", "sent", "unknown", "sent",
    ]  # fmt: skip
    assert by_name["first-notice"]["promise"] == "broken"
    assert by_name["line"]["texts"][0]["standing"] == "preapproved"
    assert report["acknowledgements"]["missing"] == ["Dan", "Eve"]
    assert report["acknowledgements"]["share"] == 0.4
    assert {rule for each in report["overrides"] for rule in each["lint"]} == {"blame"}
