"""The texts that were approved beforehand are those that stand in the playbook now."""

from __future__ import annotations

from collections.abc import Iterator

from crisisctl.readiness import Check, Ground, Item, well


def _look(ground: Ground) -> Iterator[Item]:
    changed: dict[str, int] = {}
    for playbook, _ in ground.unapproved:
        changed[playbook] = changed.get(playbook, 0) + 1
    for each in ground.playbooks:
        number = changed.get(each.id)
        if not number:
            if any(message.preapproved or message.provider_templates for message in each.messages.values()):
                yield well(each.id)
            continue
        yield Item(
            each.id,
            {
                "en": f"texts changed since they were approved: {number}",
                "fr": f"textes modifiés depuis leur validation : {number}",
            },
            {"en": f"crisisctl playbook lint {each.id}", "fr": f"crisisctl playbook lint {each.id}"},
        )


CHECK = Check({"en": "texts as they were approved", "fr": "textes tels que validés"}, _look)
