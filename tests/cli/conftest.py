"""A small playbook in the working folder of each test."""

from __future__ import annotations

import pytest

from conftest import Crisis

SMALL = """\
schema: crisisctl/v1
id: small
title: {en: Small outage, fr: Petite panne}
languages: [en, fr]
roles:
  lead: {title: {en: Lead, fr: Responsable}, duties: {en: Decides, fr: Décide}}
inputs:
  service: {type: text, default: WhatsApp, prompt: {en: What is down?, fr: Quoi ?}}
facts:
  affected: {type: integer, prompt: {en: How many?, fr: Combien ?}}
severities:
  SEV1: {when: {en: Bad, fr: Grave}, next_update: 30m}
audiences:
  customers: {title: {en: Customers, fr: Clients}, channels: [whatsapp, sms, email]}
messages:
  first:
    audience: customers
    kind: ack
    title: {en: First word, fr: Premier message}
    subject: {en: "{{ service }} is down", fr: "{{ service }} en panne"}
    body:
      en: "{{ service }} is down for {{ affected }} of you. Next update: {{ next_update }}."
      fr: "{{ service }} en panne, {{ affected }} personnes. Prochain point : {{ next_update }}."
phases:
  - id: confirm
    title: {en: Confirm, fr: Confirmer}
    steps:
      - {id: look, kind: task, role: lead, due: 5m, title: {en: Look, fr: Regarder}}
      - {id: count, kind: question, title: {en: How many?, fr: Combien ?}, facts: [affected]}
      - {id: probe, kind: command, title: {en: Probe, fr: Sonder}, run: 'echo "$CRISIS_SERVICE"; exit 3'}
      - {id: tell, kind: message, title: {en: Tell, fr: Dire}, message: first}
"""


@pytest.fixture(autouse=True)
def _small(crisis: Crisis) -> None:
    folder = crisis.work / "playbooks"
    folder.mkdir()
    (folder / "small.yaml").write_text(SMALL, encoding="utf-8")
