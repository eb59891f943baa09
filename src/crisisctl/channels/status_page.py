"""Status page: one update of an incident, in the shape of the Statuspage API.

Limits: Atlassian Statuspage API v1: name 255, body 25,000.
"""

from __future__ import annotations

from crisisctl.channels import Channel, Content, Count, Layout
from crisisctl.channels import _drafting as drafting
from crisisctl.markdown import html, plain

_NAME = 255


def count(text: str) -> Count:
    return drafting.counted(len(text), 25_000, "characters")


def lay_out(content: Content) -> Layout:
    """The subject names the incident. The setting ``status`` (``investigating`` …) goes into the payload when given."""
    name, source = drafting.subject(content), drafting.body(content)
    text = plain(source)
    incident = {"name": name, "status": drafting.setting(content, "status"), "body": text}
    message = drafting.payload({"incident": {key: value for key, value in incident.items() if value}})
    problems = drafting.too_long(count(text))
    if len(name) > _NAME:
        problems.append(f"the name has {len(name)} characters: a status page takes {_NAME}")
    return Layout(name, text, {"txt": text, "html": html(source), "json": message}, tuple(problems))


CHANNEL = Channel(
    id="status-page",
    title={"en": "Status page", "fr": "Page d’état"},
    count=count,
    lay_out=lay_out,
    style="text",
    depends_on=("internet", "status-host"),
    source="Atlassian Statuspage API v1, incidents (name 255, body 25,000)",
)
