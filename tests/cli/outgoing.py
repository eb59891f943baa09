"""A message that somebody has to approve, in words the lint has nothing against."""

from __future__ import annotations

from conftest import Crisis

ORGANISATION = """\
schema: crisisctl/organisation/v1
name: Exemplia
languages: [fr, en]
timezone: Europe/Paris
timezone_label: {fr: heure de Paris, en: Paris time}
contacts: {phone: "01 99 00 12 34", status_url: "https://etat.exemplia.example"}
people:
  - {name: Ana, roles: [lead], ways: {phone: "01 99 00 20 01", whatsapp: "01 99 00 20 01"}}
  - {name: Bo, roles: [comms], ways: {whatsapp: "01 99 00 20 02"}}
  - {name: Chloé, roles: [tech], ways: {email: chloe@exemplia.example}}
"""
PLAYBOOK = """\
schema: crisisctl/v1
id: outgoing
title: {en: Something is down, fr: Une panne}
languages: [fr, en]
roles:
  lead: {title: {en: Lead, fr: Responsable}}
  comms: {title: {en: Communications, fr: Communication}}
inputs:
  service: {prompt: {en: What is down?, fr: Quoi ?}, required: true}
facts:
  affected: {type: integer, prompt: {en: How many?, fr: Combien ?}}
severities:
  SEV1: {when: {en: Bad, fr: Grave}, next_update: 30m}
audiences:
  staff: {title: {en: Staff, fr: Équipe}, channels: [slack, sms], external: false, languages: [fr]}
  customers: {title: {en: Customers, fr: Clients}, channels: [whatsapp, facebook, sms, email], languages: [fr]}
messages:
  inside:
    audience: staff
    kind: internal
    approver: comms
    body:
      fr: |
        {{ service }} est en panne, {{ affected }} clients sont touchés. {{ roles.lead }} pilote et cherche la cause.
        Répondez au {{ phone }}. Prochain point : {{ next_update }}.
      en: x
  outside:
    audience: customers
    kind: ack
    approver: comms
    subject: {fr: "{{ service }} en panne", en: x}
    body: {fr: "{{ service }} en panne, {{ affected }} clients. {% if down %}{% endif %}", en: x}
phases:
  - id: inform
    title: {en: Inform, fr: Informer}
    steps:
      - {id: tell-staff, kind: message, message: inside, title: {en: Tell staff, fr: Prévenir}}
      - {id: tell, kind: message, message: outside, title: {en: Tell, fr: Dire}}
"""


def opened(crisis: Crisis, *options: str, playbook: str = PLAYBOOK, organisation: str = ORGANISATION) -> str:
    """An incident led by Ana, in which Bo communicates; its id."""
    (crisis.work / "playbooks" / "outgoing.yaml").write_text(playbook, encoding="utf-8")
    (crisis.work / "crisis.yaml").write_text(organisation, encoding="utf-8")
    roles = ("--role", "lead=Ana", "--role", "comms=Bo")
    return crisis.start("outgoing", "--set", "service=Pay", "--set", "affected=7", *roles, *options)


def standing(crisis: Crisis, message: str = "inside") -> dict[str, tuple[str, str]]:
    """State and reason of each draft of a message, by channel."""
    drafts = crisis.status()["drafts"]
    return {each["channel"]: (each["state"], each["against"]) for each in drafts if each["message"] == message}
