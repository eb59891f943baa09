"""Reports and drafts of the incident with a text in it, without the command line: what others are compared with."""

from __future__ import annotations

from crisisctl import channels, reports
from crisisctl.messages.drafts import write
from crisisctl.messages.lettered import files_of
from hostile.incident import lines
from making import PARIS, minutes, view_of


def report(text: str, form: str) -> str:
    return reports.get(form).render(view_of(lines(text)), "fr", PARIS)


def draft_files(text: str) -> dict[str, bytes]:
    incident = view_of(lines(text)).incident
    written = write(incident, "first-notice", minutes(11), PARIS, only_channels=channels.ids())
    return {
        f"{draft.channel}.{draft.language}.{extension}": content.encode()
        for draft in written.drafts
        for extension, content in files_of(draft).items()
    }
