"""Facts that cannot both be true: told at once, and in no message until that is set right."""

from __future__ import annotations

from conftest import Crisis

CLAIMS = {"en": "We have checked: nothing was lost", "fr": "Nous avons vérifié : rien n’a été perdu"}
CHECKING = {"en": "We are still checking whether something was lost", "fr": "Nous vérifions encore"}


def last_words(crisis: Crisis, language: str) -> str:
    options = ("--channel", "email", "--lang", language)
    return " ".join(
        crisis.run("draft", "resolved", *options).succeeds().stdout.replace("\N{NO-BREAK SPACE}", " ").split()
    )


def test_what_customers_sent_is_not_called_safe_after_they_were_told_it_was_lost(crisis: Crisis) -> None:
    crisis.start("outage", "--set", "service=WhatsApp", "--role", "lead=Ana")
    known = ("started_at=10 min ago", "restored_at=1 min ago", "blocked=messages", "cause=network")
    crisis.run("set", *known, "--confirmed-by", "Ana").succeeds()
    crisis.run("set", "queued=lost").succeeds()
    doubted = crisis.run("set", "loss=none").succeeds()
    told = "loss=none contradicts queued=lost: set right what is wrong; until then no message says loss"
    assert told in doubted.stderr
    crisis.run("status", "--full").says("Nothing, we checked (contradicted by another fact)")
    for language in ("en", "fr"):
        assert CLAIMS[language] not in last_words(crisis, language)
        assert CHECKING[language] in last_words(crisis, language)
    crisis.run("report", "--lang", "en").says("Was anything lost? Nothing, we checked (contradicted by another fact)")
    crisis.environment["CRISISCTL_LANG"] = "fr"
    assert "loss=none contredit queued=lost" in crisis.run("set", "loss=none").stderr
    assert "contredit" not in crisis.run("set", "queued=kept").stderr
    for language in ("en", "fr"):
        assert CLAIMS[language] in last_words(crisis, language)
