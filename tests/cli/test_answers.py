"""Answers in the words people have for them."""

from __future__ import annotations

from conftest import Crisis


def test_a_decision_takes_yes_in_both_languages_and_finds_the_word_of_a_title(crisis: Crisis) -> None:
    crisis.start("outage", "--set", "service=WhatsApp", "--role", "lead=Ana")
    assert "has no option `own`, did you mean `ours`?" in crisis.run("done", "origin", "own").stderr
    crisis.run("done", "attack", "oui").succeeds()
    assert crisis.status()["facts"]["attack"]["value"] == "yes"
    crisis.run("set", "restored=oui").succeeds()
    assert crisis.status()["facts"]["restored"]["value"] == "yes"
