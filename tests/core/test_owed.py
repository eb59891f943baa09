"""Which step brings the word that somebody was promised."""

from __future__ import annotations

from datetime import timedelta

from crisisctl import acts as act
from crisisctl.queries.owed import answering

from .scene import Scene, scene


def late() -> Scene:
    here = scene(act.SetSeverity("SEV1"), act.TakeRole("lead", "Ana"))
    here.draft("first")
    return here.given(act.Send("first", force=True, reason="by phone")).after(hours=2)


def kept_by(here: Scene) -> tuple[str, bool]:
    found = answering(here.view, here.incident.promises["customers"])
    return (found.step.id, found.open) if found else ("", False)


def test_it_is_the_update_at_the_promised_time_even_where_it_was_skipped() -> None:
    here = late()
    assert here.incident.promises["customers"].due < here.at - timedelta(minutes=30)
    assert kept_by(here) == ("keep-telling", True)
    assert kept_by(here.given(act.Skip("keep-telling", "nobody at hand"))) == ("keep-telling", False)
