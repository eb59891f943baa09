"""No draft shows where a part of it was left out: facts set and unset, answers of every kind, channels up and down."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from random import Random

import msgspec
import pytest

from catalogue.drafting import LATE, Rehearsal, prints
from catalogue.test_drafts import SHIPPED
from crisisctl import reader
from crisisctl.incident import Incident
from crisisctl.messages.wording import Wording
from crisisctl.playbook import Message, Playbook
from crisisctl.runner import zone_of
from crisisctl.times import Style

LATER = timedelta(minutes=30)
_MIXTURES = 40
"""Of each message: enough that nearly every two answers meet once."""
_GAP = re.compile(
    r"(?<!\.)\.\.(?!\.)"  # two full stops
    r"|\S {2,}\S|^ \S|\n\n\n"  # two spaces, a space that begins a line, two empty lines
    r"|\s[.,](?!\w)|:\s*[.,;]|[.,;]\s*[,;]"
    r"|[(\[«“]\s*[)\]»”]|\(\s|\s\)"  # empty brackets
    r"|[a-zà-ÿ][.!?][A-ZÀ-Ý][a-zà-ÿ]",  # two sentences with nothing in between
    re.MULTILINE,
)


def everything_known(playbook: Playbook) -> Incident:
    """Each sentence that a person typed ends with a full stop."""
    given = {name: f"{said.rstrip('.')}." for name, said in sentences(playbook).items()}
    rehearsal = Rehearsal(playbook, over=True, given=given | {"service": "Tillwell terminals"}, now=LATE)
    return rehearsal.desk.view(rehearsal.id).incident


def sentences(playbook: Playbook) -> dict[str, str]:
    texts = {name: spec.example or "" for name, spec in playbook.known().items() if spec.type == "text"}
    return {name: text for name, text in texts.items() if " " in text}


def mixtures(whole: Incident, message: Message) -> Iterator[Incident]:
    """With everything known; then each fact unset or with any of its answers, and channels down, by chance."""
    yield whole
    chance = Random(message.id)  # noqa: S311 - the same mixtures each time
    known = whole.playbook.known()
    for _ in range(_MIXTURES):
        facts = dict(whole.facts)
        for name in sorted(prints(message) & facts.keys()):
            answers = list(known[name].choices) or [facts[name].value]
            if answer := chance.choice(answers if known[name].required else [*answers, None]):
                facts[name] = msgspec.structs.replace(facts[name], value=answer)
            else:
                del facts[name]
        down = dict.fromkeys(chance.choice([(), (), ("phone",), ("email",), ("sms",), ("whatsapp", "sms")]), "down")
        severity = chance.choice(["unset", "SEV1", "SEV3"])
        yield msgspec.structs.replace(whole, facts=facts, channels=down, severity=severity)


def gaps(whole: Incident, message: Message) -> Iterator[str]:
    texts = {"subject": message.subject, "body": message.body, "short": message.short, **message.channels}
    for incident in mixtures(whole, message):
        for where, words in texts.items():
            for language, template in words.items():
                style: Style = "short" if where in {"short", "push", "sms", "x"} else "text"
                wording = Wording(incident, language, style, zone_of(whole.organisation), LATE, LATE + LATER)
                text = wording.fill(template) if where == "subject" else wording.fill_markdown(template)
                if not wording.missing and (found := _GAP.search(text)):  # it may ask for what nobody knows
                    yield f"{message.id} {where} {language}: {text[max(0, found.start() - 40) : found.end() + 40]!r}"


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.stem)
def test_no_text_shows_a_gap(path: Path) -> None:
    whole = everything_known(reader.read_playbook(path))
    assert [gap for message in whole.playbook.messages.values() for gap in gaps(whole, message)] == []
