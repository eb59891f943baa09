"""Every playbook that says by when it has to be read through again is not past that day."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from crisisctl.readiness import Check, Ground, Item, well


def _look(ground: Ground) -> Iterator[Item]:
    for playbook in ground.playbooks:
        if not playbook.review_by:
            continue
        day = date.fromisoformat(playbook.review_by)
        if day >= ground.today:
            yield well(playbook.id, day)
            continue
        who = f" ({playbook.owner})" if playbook.owner else ""
        yield Item(
            playbook.id,
            {"en": f"to be read again by {day}, which is past", "fr": f"à relire avant le {day}, date passée"},
            {
                "en": f"read it through{who}: crisisctl playbook show {playbook.id}; then write the next review_by",
                "fr": f"à relire{who} : crisisctl playbook show {playbook.id} ; puis écrivez le prochain review_by",
            },
        )


CHECK = Check({"en": "playbooks read through in time", "fr": "scénarios relus à temps"}, _look)
