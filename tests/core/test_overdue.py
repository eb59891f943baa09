"""What a draft knows of a broken promise, and until when an approved text stays as it was read."""

from __future__ import annotations

from datetime import timedelta

from msgspec.structs import replace

from crisisctl import acts as act
from crisisctl.playbook import Message

from .scene import PLAYBOOK, Scene, scene

UPDATE = Message(
    "update",
    "customers",
    "update",
    approver="lead",
    body={"": "{% if overdue %}We had promised word by {{ overdue | clock }}. {% endif %}Next: {{ next_update }}."},
)
BOOK = replace(PLAYBOOK, messages={**PLAYBOOK.messages, "update": UPDATE})
OWNED = "We had promised word by 3 h 45. "


def told() -> Scene:
    """Customers were told at 3:14 that they hear more by 3:45; somebody leads."""
    here = scene(act.SetSeverity("SEV1"), act.TakeRole("lead", "Ana"), playbook=BOOK)
    here.draft("first")
    return here.given(act.Send("first", force=True, reason="by phone"))


def text(here: Scene, **options: object) -> str:
    return " ".join(here.draft("update", **options).drafts[0].text.replace("\N{NO-BREAK SPACE}", " ").split())


def test_a_text_owns_up_from_the_minute_after_the_one_that_was_promised() -> None:
    here = told()
    due = here.incident.promises["customers"].due
    here.at = due + timedelta(seconds=59)
    assert not text(here).startswith("We had")
    here.at = due + timedelta(seconds=60)
    assert text(here).startswith(OWNED)


def test_an_approved_text_is_not_written_anew_because_the_clock_goes_on() -> None:
    here = told()
    due = here.incident.promises["customers"].due
    here.at = due - timedelta(minutes=2)
    before = text(here)
    here.given(act.Approve("update", "Ana"))
    here.at = due + timedelta(minutes=2)
    assert text(here) == before
    assert not any(approval.void for approval in here.incident.approvals.values())
    here.given(act.SetFacts({"affected": "12"}))
    assert text(here, fresh=True).startswith(OWNED), "a new round knows what time it is"


def test_texts_that_leave_one_after_the_other_say_the_same() -> None:
    here = told()
    here.at = here.incident.promises["customers"].due + timedelta(minutes=3)
    assert text(here).startswith(OWNED)
    here.given(act.Approve("update", "Ana"), act.Send("update", ("sms",)))
    assert here.draft("update", channels=("email",)).drafts[0].text.replace("\N{NO-BREAK SPACE}", " ").startswith(OWNED)
    assert not any(approval.void for approval in here.incident.approvals.values())
