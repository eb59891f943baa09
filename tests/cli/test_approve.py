"""``crisisctl approve``, and what ``status`` and ``sent`` make of it."""

from __future__ import annotations

import pytest

from cli.outgoing import PLAYBOOK, opened, standing
from conftest import Crisis

NEEDED = "not approved by comms"
HINT = 'go on all the same: --force --reason "…"'
GUESS = "Pay est en panne, {{ affected }} clients. C'est probablement un piratage. Prochain point : {{ next_update }}."
PASSED_ON = "Mot de passe : hunter2-Zebra! {{ service }} {{ affected }}"


def saying(words: str) -> str:
    """The playbook whose internal message says these words."""
    start, end = (
        PLAYBOOK.index("        {{ service }} est en panne, {{ affected }} clients sont"),
        PLAYBOOK.index("      en: x"),
    )
    return f"{PLAYBOOK[:start]}        {words}\n{PLAYBOOK[end:]}"


def test_a_message_goes_from_drafted_to_sent(crisis: Crisis) -> None:
    opened(crisis)
    crisis.run("draft", "inside").says("Pay est en panne, 7 clients")
    assert standing(crisis) == {"slack": ("drafted", NEEDED), "sms": ("drafted", NEEDED)}
    crisis.run("approve", "inside").fails(
        1, f"crisisctl: inside is approved by the role comms (Bo), not by Ana ({HINT})\n"
    )
    crisis.run("approve", "inside", "--by", "Bo").says("Bo")
    assert standing(crisis) == {"slack": ("approved", ""), "sms": ("approved", "")}
    crisis.run("sent", "inside", "--channel", "sms").succeeds()
    assert standing(crisis) == {"slack": ("approved", ""), "sms": ("sent", "")}
    crisis.run("sent", "inside").succeeds()
    assert crisis.status()["next"]["step"] == "tell"
    assert [each["data"].get("override") for each in crisis.log() if each["type"] == "message.sent"] == [None, None]


def test_status_says_which_fact_made_it_void(crisis: Crisis) -> None:
    opened(crisis)
    crisis.run("draft", "inside")
    crisis.run("approve", "inside", "--by", "Bo").succeeds()
    crisis.run("set", "affected=7").succeeds()
    assert standing(crisis)["sms"] == ("approved", "")
    crisis.run("set", "affected=9").succeeds()
    void = "the approval by Bo is void: affected changed"
    assert standing(crisis) == {"slack": ("void", void), "sms": ("void", void)}
    assert {each["stale"] for each in crisis.status()["drafts"]} == {True}
    crisis.run("sent", "inside").fails_with(1, "inside has errors: fact-mismatch (slack fr, sms fr)")
    forced = crisis.run("sent", "inside", "--channel", "slack", "--force", "--reason", "no time").succeeds()
    assert "the facts changed since the draft of" in forced.stderr
    override = f"no time (although inside: {void} (slack fr); lint: fact-mismatch (slack fr))"
    assert [each["data"]["override"] for each in crisis.log() if each["type"] == "message.sent"] == [override]
    crisis.run("approve", "inside", "--by", "Bo").fails_with(1, "inside has errors: ", "fact-mismatch")
    crisis.run("draft", "inside").says("9 clients")
    crisis.run("approve", "inside", "--by", "Bo").succeeds()
    crisis.run("sent", "inside").succeeds()


def test_what_left_without_approval_is_recorded_as_that(crisis: Crisis) -> None:
    opened(crisis)
    crisis.run("draft", "inside")
    crisis.run("sent", "inside", "--channel", "sms").succeeds()
    crisis.run("sent", "inside", "--channel", "slack", "--reason", "Bo sleeps").succeeds()
    overrides = [each["data"]["override"] for each in crisis.log() if each["type"] == "message.sent"]
    assert overrides == [
        f"sent by hand (although inside: {NEEDED} (sms fr))",
        f"Bo sleeps (although inside: {NEEDED} (slack fr))",
    ]


def test_somebody_else_approves_with_a_reason_that_is_kept(crisis: Crisis) -> None:
    opened(crisis)
    crisis.run("draft", "inside")
    crisis.run("approve", "inside", "--by", "Dov", "--force", "--reason", "Bo sleeps").succeeds()
    (approved,) = [each for each in crisis.log() if each["type"] == "message.approved"]
    assert (approved["data"]["by"], approved["data"]["role"]) == ("Dov", "comms")
    assert approved["data"]["override"] == (
        "Bo sleeps (although inside is approved by the role comms (Bo), not by Dov)"
    )
    assert standing(crisis)["sms"] == ("approved", "")


def test_who_approves_in_place_of_another_is_named_with_their_own_role(crisis: Crisis) -> None:
    opened(crisis)
    crisis.run("draft", "inside")
    told = crisis.run("approve", "inside", "--by", "ana", "--force", "--reason", "Bo sleeps").succeeds()
    assert "Ana approves “inside” in place of “Communications”" in told.stdout
    assert {each["in_place"] for each in crisis.status()["drafts"]} == {True}
    crisis.run("draft", "inside").says("Ana")
    crisis.run("sent", "inside", "-c", "sms").succeeds()
    report = crisis.run("report", "--format", "md", "--lang", "en").succeeds().stdout
    assert "Ana (Lead, override: in place of “Communications”, own text)" in report
    report = crisis.run("report", "--format", "md", "--lang", "fr").succeeds().stdout
    nbsp = "\N{NO-BREAK SPACE}"
    assert f"Ana (Responsable, outrepassé{nbsp}: à la place de «{nbsp}Communication{nbsp}», son propre texte)" in report
    crisis.run("approve", "inside", "--by", "Bo", "--force", "--reason", "again").succeeds()
    assert {each["in_place"] for each in crisis.status()["drafts"]} == {False}


def test_a_reason_for_the_words_does_not_hide_who_approves_them(crisis: Crisis) -> None:
    opened(crisis, playbook=saying(GUESS))
    crisis.run("draft", "inside")
    crisis.run("approve", "inside", "--by", "Ana").fails_with(
        1,
        "inside has errors: cause-speculation (slack fr, sms fr); ",
        "; inside is approved by the role comms (Bo), not by Ana (",
    )
    told = crisis.run("approve", "inside", "--by", "Ana", "--force", "--reason", "it is known").succeeds()
    both = "inside is approved by the role comms (Bo), not by Ana; lint: cause-speculation (slack fr, sms fr)"
    assert crisis.log()[-1]["data"]["override"] == f"it is known (although {both})"
    assert f"[override: it is known (although {both})]" in told.stdout
    french = crisis.run("log", "-l", "fr").succeeds().stdout
    assert "pas par Ana\N{NO-BREAK SPACE}; relecture\N{NO-BREAK SPACE}: cause-speculation" in french
    report = crisis.run("report", "--format", "json").succeeds().stdout
    assert '"cause-speculation"' in report


def test_ones_own_text_is_approved_and_shown_as_such(crisis: Crisis) -> None:
    opened(crisis)
    crisis.run("draft", "inside")
    crisis.run("role", "comms=Ana", "--force").succeeds()
    crisis.run("approve", "inside").succeeds()
    drafts = crisis.status()["drafts"]
    assert {(each["approved_by"], each["own"]) for each in drafts} == {("Ana", True)}


def test_errors_of_the_lint_stand_against_an_approval(crisis: Crisis) -> None:
    opened(crisis, playbook=saying(GUESS))
    crisis.run("draft", "inside").says("error cause-speculation")
    crisis.run("approve", "inside", "--by", "Bo").fails_with(
        1, "inside has errors: cause-speculation (slack fr, sms fr)"
    )
    crisis.run("approve", "inside", "--by", "Bo", "--force").fails_with(1, "say why you go on all the same")
    crisis.run("approve", "inside", "--by", "Bo", "--force", "--reason", "it is known").succeeds()
    (approved,) = [each for each in crisis.log() if each["type"] == "message.approved"]
    assert approved["data"]["override"] == "it is known (although lint: cause-speculation (slack fr, sms fr))"
    crisis.run("sent", "inside").fails_with(1, "inside has errors: cause-speculation")
    crisis.run("sent", "inside", "--force", "--reason", "it is known").succeeds()


def test_a_secret_never_leaves(crisis: Crisis) -> None:
    opened(crisis, playbook=saying(PASSED_ON))
    crisis.run("draft", "inside")
    for command in ("approve", "sent"):
        done = crisis.run(command, "inside", "--force", "--reason", "I insist")
        done.fails(1, "crisisctl: inside cannot leave like this: secret-leak (crisisctl lint --explain secret-leak)\n")
    assert not any(each["type"] in {"message.approved", "message.sent"} for each in crisis.log())


def test_warnings_block_nothing(crisis: Crisis) -> None:
    opened(
        crisis, playbook=saying("Le rollback est fait : {{ service }} marche pour {{ affected }} clients. Merci !!!")
    )
    shown = crisis.run("draft", "inside").succeeds().stdout
    assert "  warning " in shown
    assert "  error " not in shown
    crisis.run("approve", "inside", "--by", "Bo").succeeds()
    crisis.run("sent", "inside").succeeds()


def test_the_author_of_the_template_allows_a_rule(crisis: Crisis) -> None:
    opened(crisis, playbook=saying(f"{{# lint-ok: cause-speculation #}}{GUESS}"))
    assert "lint-ok" not in crisis.run("draft", "inside").succeeds().stdout
    crisis.run("approve", "inside", "--by", "Bo").succeeds()


@pytest.mark.parametrize(
    ("arguments", "code", "message"),
    [
        (("nothing",), 3, "there is no message `nothing`"),
        (("inside",), 1, "there is no such draft of inside"),
        (("inside", "--channel", "fax"), 1, "there is no such draft of inside"),
        (("inside", "--by", " "), 1, "say who approves"),
    ],
)
def test_what_cannot_be_approved(crisis: Crisis, arguments: tuple[str, ...], code: int, message: str) -> None:
    opened(crisis)
    crisis.run("approve", *arguments).fails_with(code, message)
    assert "message.approved" not in {each["type"] for each in crisis.log()}


def test_json_says_what_was_recorded(crisis: Crisis) -> None:
    opened(crisis)
    crisis.run("draft", "inside")
    done = crisis.json("approve", "inside", "--by", "Bo", "--channel", "sms", "--at", "now")
    assert [each["type"] for each in done["recorded"]] == ["message.approved"]
    assert standing(crisis) == {"slack": ("drafted", NEEDED), "sms": ("approved", "")}


PREAPPROVED = """\
    approver: comms
    preapproved: {{by: Bo, on: 2026-09-01, facts: [service, affected], digest: "{digest}"}}
    body:
      fr: |
"""


def _quiet(crisis: Crisis) -> str:
    """The playbook with the right digest in it, as the lint of playbooks gives it."""
    wrong = PLAYBOOK.replace("    approver: comms\n    body:\n      fr: |\n", PREAPPROVED.format(digest="sha256:0"))
    path = crisis.work / "outgoing.yaml"
    path.write_text(wrong, encoding="utf-8")
    told = crisis.run("playbook", "lint", str(path)).stdout
    assert (
        "playbook-unapproved-template: the texts of `inside` are not those that `Bo` approved on `2026-09-01`" in told
    )
    right = wrong.replace("sha256:0", told.split("digest: ")[1].split(")")[0])
    path.write_text(right, encoding="utf-8")
    assert "playbook-unapproved-template" not in crisis.run("playbook", "lint", str(path)).stdout
    return right


def test_a_holding_statement_leaves_without_approval_until_somebody_touches_it(crisis: Crisis) -> None:
    opened(crisis, playbook=_quiet(crisis))
    crisis.run("set", "affected=9000")
    crisis.run("draft", "inside").says("9\u00a0000")
    assert standing(crisis) == {"slack": ("preapproved", ""), "sms": ("preapproved", "")}
    crisis.run("sent", "inside", "--channel", "slack").succeeds()
    words = "Pay est en panne. Ana cherche la cause. Répondez au 01 99 00 12 34."
    crisis.run("edit", "inside", "-c", "sms", "-l", "fr", "--file", "-", stdin=words).succeeds()
    assert standing(crisis)["sms"] == ("drafted", NEEDED)
    crisis.run("sent", "inside", "--channel", "sms").succeeds()
    told = [each["data"].get("override") for each in crisis.log() if each["type"] == "message.sent"]
    assert told == [None, f"sent by hand (although inside: {NEEDED} (sms fr))"]
