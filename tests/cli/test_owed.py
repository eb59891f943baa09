"""It is over: the end is recorded as it is, and what is still owed is told."""

from __future__ import annotations

from conftest import Crisis

KNOWN = (
    "started_at=70 min ago", "restored_at=1 min ago", "loss=unknown", "cause=network", "blocked=messages", "scope=some",
    "queued=unknown", "doing=testing", "still_works=account",
)  # fmt: skip


def test_resolve_tells_what_is_still_to_be_sent_and_promised_and_close_the_promises(crisis: Crisis) -> None:
    crisis.start("outage", "--set", "service=WhatsApp", "--role", "lead=Ana", "--severity", "SEV2", "--at", "2 h ago")
    crisis.run("set", *KNOWN, "--confirmed-by", "Ana").succeeds()
    forced = ("--force", "--reason", "by phone")
    crisis.run("sent", "first-notice", *forced).succeeds()
    over = crisis.run("resolve").succeeds()
    told = over.stderr.splitlines()
    assert told[0] == "it is over, and not everybody has heard it; still to be sent: resolved"
    assert told[1].startswith("word is still promised to customers (")
    assert told[2].endswith(" steps are open: crisisctl status shows them")
    assert "next update promised to Customers" in crisis.run("status").stdout, "it does not vanish"
    refused = crisis.run("close", "--reason", "done")
    assert refused.code == 1
    assert "word is still promised to customers (" in refused.stderr
    crisis.run("reopen", "--reason", "one channel first").succeeds()
    crisis.run("draft", "resolved").succeeds()
    crisis.run("sent", "resolved", "--channel", "sms", *forced).succeeds()
    crisis.environment["CRISISCTL_LANG"] = "fr"
    told = crisis.run("resolve").succeeds().stderr.replace("\N{NO-BREAK SPACE}", " ").splitlines()
    assert told[0] == "c’est fini, et tout le monde ne le sait pas encore ; reste à envoyer : resolved (2/10)"
    assert "promis" not in told[1]


def test_nothing_is_told_where_everybody_heard_it(crisis: Crisis) -> None:
    crisis.start()
    for step in ("look", "count", "probe", "tell"):
        crisis.run("skip", step, "--reason", "a drill").succeeds()
    assert crisis.run("resolve").succeeds().stderr == ""


def test_a_decision_answered_not_known_yet_is_open_until_somebody_knows(crisis: Crisis) -> None:
    crisis.start("outage", "--set", "service=WhatsApp", "--role", "lead=Ana")
    crisis.run("done", "duty", "unknown").succeeds()
    crisis.run("status", "--full").says("still to answer", "Must an authority be told? (crisisctl set duty=…)")
    status = crisis.status()
    assert status["unanswered"] == ["duty"]
    assert status["next"]["step"] == "first-signs", "the walk goes on"
    assert "; still to be answered: duty" in crisis.run("close", "--reason", "done").stderr
    crisis.environment["CRISISCTL_LANG"] = "fr"
    assert "encore à trancher : duty" in crisis.run("close", "--reason", "fini").stderr.replace(
        "\N{NO-BREAK SPACE}", " "
    )
    crisis.run("status", "--full").says("à trancher", "Faut-il prévenir une autorité")
    crisis.run("set", "duty=none").succeeds()
    assert crisis.status()["unanswered"] == []
    assert "à trancher" not in crisis.run("close", "--reason", "fini").stderr


def test_after_a_part_was_sent_the_rest_is_named(crisis: Crisis) -> None:
    crisis.start()
    crisis.run("set", "affected=12").succeeds()
    part = crisis.run("sent", "first", "--channel", "sms").succeeds()
    left = "whatsapp fr, whatsapp en, email fr, email en"
    assert part.stderr.splitlines()[-1] == f"still to be sent of first: {left}"
    crisis.environment["CRISISCTL_LANG"] = "fr"
    part = crisis.run("sent", "first", "--channel", "whatsapp").succeeds()
    assert "reste à envoyer de first\N{NO-BREAK SPACE}: email fr, email en" in part.stderr
    assert "reste" not in crisis.run("sent", "first", "--channel", "email").succeeds().stderr


def test_a_time_to_promise_that_was_rounded_says_so(crisis: Crisis) -> None:
    crisis.start()
    crisis.run("set", "affected=12").succeeds()
    draft = ("draft", "first", "--channel", "sms", "--next-update")
    assert "--next-update: in 61 s is rounded up to the next five minutes, 20" in crisis.run(*draft, "in 61 s").stderr
    assert "rounded" not in crisis.run(*draft, "2035-11-22T14:05").stderr
    crisis.environment["CRISISCTL_LANG"] = "fr"
    assert "dans 61 s est arrondi aux cinq minutes suivantes" in crisis.run(*draft, "dans 61 s").stderr
