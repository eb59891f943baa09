"""The texts where it is hard: the first channel of their readers down to the end, long names, a name in the plural."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from catalogue.drafting import Rehearsal, after_the_end
from catalogue.test_drafts import SHIPPED
from crisisctl import acts as act
from crisisctl import paths, reader
from crisisctl.errors import Refused
from crisisctl.playbook import Playbook

FOR_ANY_SERVICE = ("outage", "provider-outage", "generic")
LONG = {"service": "Tillwell payment terminal"}
PLURAL = {"service": "Tillwell terminals", "blocked": "card", "queued": "nothing", "doing": "searching"}
_SINGULAR = re.compile(
    r"(?<!with )(?<!avec )Tillwell terminals (?:is|has|was|works|stays|fonctionne|est|marche|reste)\b"
)


def found(
    playbook: Playbook, down: tuple[str, ...] = (), company: str = "", given: Mapping[str, str] | None = None
) -> Iterator[tuple[str, str]]:
    """What is found in each draft, and how bad it is; a channel at risk is no fault of a text."""
    late = after_the_end(playbook)
    for over in (False, True):
        rehearsal = Rehearsal(playbook, over=over, given=given or {}, company=company)
        for name in down:
            rehearsal.do(act.SetChannel(name, "down", "no answer"))
        for message in playbook.messages:
            try:
                drafts = list(rehearsal.draft(message)) if (message in late) is over else []
            except Refused:  # every channel of these readers is down
                continue
            for draft, findings in drafts:
                where = f"{message} {draft.channel} {draft.language}"
                yield from (("problem", f"{where}: {told}") for told in draft.problems if "shares its" not in told)
                yield from ((each.level, f"{where}: {each.rule} {each.match}") for each in findings)


def playbook(name: str) -> Playbook:
    return reader.read_playbook(paths.shipped("playbooks") / f"{name}.yaml")


@pytest.mark.parametrize(
    ("name", "down"),
    [("outage", "whatsapp"), ("outage", "sms"), ("outage", "phone"), ("provider-outage", "sms"), ("generic", "phone")],
)
def test_nothing_is_found_while_the_first_channel_of_an_audience_stays_down(name: str, down: str) -> None:
    assert list(found(playbook(name), (down,))) == []


@pytest.mark.parametrize("name", FOR_ANY_SERVICE)
def test_nothing_is_found_with_a_long_name_of_a_company_and_of_a_service(name: str) -> None:
    assert list(found(playbook(name), company="Tillwell Retail", given=LONG)) == []


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.stem)
def test_no_text_of_any_playbook_is_refused_while_a_main_channel_is_down(path: Path) -> None:
    read = reader.read_playbook(path)
    for down in ("sms", "phone"):
        assert [told for level, told in found(read, (down,)) if level == "error"] == []


def test_a_service_in_the_plural_is_as_right_as_one_in_the_singular() -> None:
    read = playbook("outage")
    for over in (False, True):
        rehearsal = Rehearsal(read, over=over, given=PLURAL, company="Tillwell")
        for message in read.messages:
            if (message in after_the_end(read)) is not over:
                continue
            for draft, _ in rehearsal.draft(message):
                said = " ".join(f"{draft.subject} {draft.text}".replace("*", "").split())
                assert not _SINGULAR.search(said)
                assert "what you send us" not in said.lower()
                assert "vous nous envoyez" not in said.lower()
