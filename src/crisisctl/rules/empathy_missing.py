"""L5: no apology, no word for the reader's situation, where there is room for one."""

from __future__ import annotations

from collections.abc import Iterator

from crisisctl.rules import Hit, Rule
from crisisctl.rules._reading import Reading

LONG = frozenset(
    {"email", "blog", "status-page", "status", "facebook", "linkedin", "press", "letter", "website", "web", "phone"}
)
ROOMY = frozenset({"whatsapp", "telegram", "instagram", "messenger", "chat"})
"""Channels where a long text has room for it and a short one does not."""
WITHOUT_KIND = frozenset({"appeal", "regulator", "internal", "partner", "correction", "false-alarm"})
WITHOUT_AUDIENCE = frozenset({"partners", "partner", "regulator", "provider", "suppliers", "authorities", "authority"})


def check(reading: Reading) -> Iterator[Hit]:
    if not reading.external or reading.kind in WITHOUT_KIND or reading.audience in WITHOUT_AUDIENCE:
        return
    if reading.severity in {"sev3", "sev4"} or reading.has("empathy"):
        return
    if reading.channel in LONG or (reading.channel in ROOMY and len(reading.text) >= 240):
        yield Hit()


RULE = Rule(
    id="empathy-missing",
    number="L5",
    level="warning",
    priority=1,
    checks={
        "fr": "une excuse ou un mot pour la situation du lecteur (SEV1-2, canaux longs)",
        "en": "an apology, or a word for the reader's situation (SEV1-2, long channels)",
    },
    why={
        "fr": "Le message informe mais ne reconnaît pas ce que la situation coûte au lecteur.",
        "en": "The message informs but does not recognise what this costs the reader.",
    },
    rewrite={
        "fr": "Nous savons que vous comptez sur ce service et nous sommes désolés.",
        "en": "We know you rely on this service and we are sorry.",
    },
    check=check,
)
