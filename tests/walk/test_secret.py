"""A secret in the walk: asked for without an echo, shown as dots, on no screen and in no scroll-back."""

from __future__ import annotations

from walk.terminal import Place

VALUE = "s3cr3t-t0ken"
VAULT = """\
schema: crisisctl/v1
id: vault
title: {en: Vault, fr: Coffre}
languages: [en, fr]
roles:
  lead: {title: {en: Lead, fr: Responsable}}
inputs:
  code: {secret: true, required: true, prompt: {en: Which code?, fr: Quel code ?}}
facts:
  token: {secret: true, prompt: {en: Which token?, fr: Quel jeton ?}}
phases:
  - id: first
    steps:
      - {id: which, kind: question, title: {en: Which, fr: Lequel}, facts: [token]}
      - {id: rotate, kind: command, secrets: [token], title: {en: Rotate, fr: Changer}, run: 'echo "is $CRISIS_TOKEN"'}
      - {id: last, kind: task, title: {en: Last, fr: Dernier}}
"""


def test_what_is_typed_is_never_on_the_screen(place: Place) -> None:
    (place.path / "data" / "playbooks" / "vault.yaml").write_text(VAULT, encoding="utf-8")  # its command may be run
    terminal = place.terminal("start", "vault", "--title", "x", CRISISCTL_LANG="en")
    terminal.until("Which code?", "\n >")  # the prompt stands there once nothing is echoed any more
    terminal.send(f"{VALUE}-1\r")
    terminal.answer("Who takes the role", "")
    terminal.press("NOW  Which", "d")
    terminal.until("a secret: it is not shown while you type", "\n >")
    terminal.send(f"{VALUE}-2\r")
    terminal.until("✓", "NOW  Rotate")
    terminal.press("NOW  Rotate", "d")
    terminal.press("Run this command", "y")
    terminal.until("is ••••")
    terminal.press("[any key] go on", " ")
    terminal.press("NOW  Last", "f")
    terminal.answer("[1]", "token")
    terminal.answer("Enter alone: keep", "")  # it is known: nothing is typed, and nothing changes
    terminal.press("NOW  Last", "q")
    terminal.finish()
    assert VALUE.encode() not in terminal.raw
    log = place.run("log")
    assert (VALUE in log, log.count("Quel jeton ? ••••"), log.count("Quel code ? ••••")) == (False, 1, 1)
    assert VALUE not in place.run("status")
    assert f"{VALUE}-2" in place.run("log", "--format", "jsonl", "--with-secrets")
    terminal = place.terminal("set", "token", CRISISCTL_LANG="fr")
    terminal.answer("Quel jeton ? (••••)", f"{VALUE}-3")
    assert terminal.finish() == 0
    assert VALUE.encode() not in terminal.raw
    assert f"{VALUE}-3" in place.run("log", "--format", "jsonl", "--with-secrets")


def test_what_cannot_be_undone_is_asked_first(place: Place) -> None:
    place.run("start", "short.yaml", "--no-walk", "--set", "service=WhatsApp")
    place.run("note", "the password is hunter2")
    terminal = place.terminal("redact", "3", "--reason", "a password", CRISISCTL_LANG="fr")
    terminal.answer("C’est sans retour. Continuer ? [o] oui, Entrée seule : non >", "n")
    assert terminal.finish() == 130
    assert "hunter2" in place.run("log")
    terminal = place.terminal("redact", "3", "--reason", "a password", CRISISCTL_LANG="fr")
    terminal.answer("Continuer ? [o] oui, Entrée seule : non >", "o")
    assert terminal.finish() == 0
    assert "hunter2" not in place.run("log")
