"""Clocks in the walk: what an answer started is told first; one is met, another waived, from [h]."""

from __future__ import annotations

import json
from pathlib import Path

from walk.terminal import Place

PLAYBOOK = """\
schema: crisisctl/v1
id: short
title: {en: Breach, fr: Violation}
languages: [en, fr]
roles: {lead: {title: {en: Lead, fr: Responsable}}}
clocks: [gdpr-authority, gdpr-dsar]
phases:
  - id: first
    title: {en: First, fr: Premier}
    steps:
      - id: real
        kind: decision
        title: {en: Is it a breach?, fr: "Est-ce une violation ?"}
        options:
          - {id: breach, title: {en: A breach, fr: Une violation}, starts: [gdpr-authority]}
          - {id: other, title: {en: Something else, fr: Autre chose}}
      - {id: look, kind: task, title: {en: Look on, fr: Regarder}}
"""


def test_a_clock_is_told_shown_met_and_another_started_in_the_walk(tmp_path: Path) -> None:
    place = Place(tmp_path)
    Path(place.playbook).write_text(PLAYBOOK, encoding="utf-8")
    place.run("start", str(place.playbook), "--no-walk", "--role", "lead=Ana")
    terminal = place.terminal("walk", size=(30, 120), CRISISCTL_LANG="en")
    terminal.press("NOW  Is it a breach?", "1")
    terminal.press("[Enter] yes", "\r")
    screen = terminal.until("Clock runs: “Notify the data protection authority”")
    assert "Notify the data protection authority: in 71 h 59 (" in screen
    terminal.press("[h] clocks", "h")
    terminal.answer("Timers, not legal advice", "1")
    terminal.answer("it is done, or filed", "1")
    terminal.answer("When was that?", "")
    terminal.answer("The number of the filing?", "CNIL-7")
    terminal.until("Clock met: “Notify the data protection authority”, reference CNIL-7")
    terminal.press("NOW  Look on", "h")
    terminal.answer("gdpr-dsar", "gdpr-dsar")
    terminal.answer("When was that?", "")
    terminal.answer("who knew what, when?", "a mail")
    terminal.until("Clock runs: “Answer a request about personal data”")
    status = json.loads(place.run("status", "--format", "json"))
    assert {each["clock"]: each["state"] for each in status["clocks"]} == {
        "gdpr-dsar": "running",
        "gdpr-authority": "met",
    }
