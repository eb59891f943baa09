"""One time for whoever reads on: after the severity was raised, and where two audiences read in the open."""

from __future__ import annotations

from datetime import datetime

import pytest
from msgspec.structs import replace

from crisisctl import acts as act
from crisisctl.errors import Refused
from crisisctl.playbook import Audience, Message

from .scene import PLAYBOOK, START, Scene, scene

BODY = {"": "Next: {{ next_update }}."}
BOOK = replace(
    PLAYBOOK,
    audiences={
        **PLAYBOOK.audiences,
        "customers": Audience("customers", channels=("sms", "status-page")),
        "public": Audience("public", channels=("x",)),
        "partners": Audience("partners", channels=("email",)),
    },
    messages={
        **PLAYBOOK.messages,
        "scope": Message("scope", "customers", "scope", approver="lead", body=BODY),
        "posts": Message("posts", "public", "ack", body=BODY),
        "partners": Message("partners", "partners", "partner", body=BODY),
    },
)


def told() -> Scene:
    """3:14, SEV2: customers were promised word by 4:15."""
    here = scene(act.SetSeverity("SEV2"), act.TakeRole("lead", "Ana"), playbook=BOOK)
    here.draft("first")
    return here.given(act.Send("first", force=True, reason="by phone"))


def at(hour: int, minute: int) -> datetime:
    return START.replace(hour=hour - 1, minute=minute)


def test_a_raised_severity_shortens_the_promise_of_a_draft_that_stood_and_voids_its_approval() -> None:
    here = told()
    assert here.draft("scope").next_update == at(4, 15)
    here.given(act.Approve("scope", "Ana"), act.SetSeverity("SEV1", "the phone too"))
    assert {approval.void for approval in here.incident.approvals.values()} == {"severity"}
    with pytest.raises(Refused, match="the facts changed since it was drafted"):
        here.do(act.Approve("scope", "Ana"))
    assert here.draft("scope").next_update == here.draft("posts").next_update == at(3, 45)
    assert here.draft("partners").next_update == at(3, 45)


def test_texts_that_have_left_and_times_that_are_soon_enough_keep_their_approval() -> None:
    here = told()
    here.draft("scope")
    here.given(act.Approve("scope", "Ana"), act.Send("scope"), act.SetSeverity("SEV1", "the phone too"))
    assert {approval.void for approval in here.incident.approvals.values()} == {""}
    here = scene(act.SetSeverity("SEV1"), act.TakeRole("lead", "Ana"), playbook=BOOK)
    here.draft("scope")
    here.given(act.Approve("scope", "Ana"), act.SetSeverity("SEV2", "only some"))
    here.given(act.SetSeverity("SEV1", "all of them"))
    assert {approval.void for approval in here.incident.approvals.values()} == {""}


def test_who_reads_in_the_open_reads_one_time() -> None:
    here = told().after(minutes=12)
    assert here.draft("posts").next_update == at(4, 15), "the status page says so already"
    assert here.draft("partners").next_update == at(4, 30), "nobody else reads what partners are written"
