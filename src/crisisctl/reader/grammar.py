"""The keys of a playbook and of ``crisis.yaml``: one line a key.

This is the whole format. Reading, the checks of single values, suggestions for misspelt keys, the JSON Schema for
editors and the tables of ``docs/playbook-format.md`` come from it: to add a key, add a line here, and the field it
fills.
"""

from __future__ import annotations

from typing import Any

from crisisctl import playbook, scenario, steps
from crisisctl.incident import CHANNEL_STATES, STATUSES
from crisisctl.reader.kinds import (
    ANSWER,
    DATE,
    DEADLINE,
    DURATION,
    EVERY,
    EXPRESSION,
    FACT_NAME,
    HOURS,
    ID,
    LANGUAGE,
    NAME,
    PATTERN,
    TEMPLATE,
    TEXT,
    URL,
    WHOLE,
    WORDS,
    ZONE,
    Flag,
    Key,
    ListOf,
    MapOf,
    OneOf,
    Record,
    Ref,
    schema_line,
)

ORGANISATION_SCHEMA = "crisisctl/organisation/v1"
SHARED_SCHEMA = "crisisctl/shared/v1"
CLOCKS_SCHEMA = "crisisctl/clocks/v1"
SCENARIO_SCHEMA = "crisisctl/scenario/v1"

FLAG = Flag()
ROLE, FACT, MESSAGE, AUDIENCE, CHANNEL, STEP, CLOCK = (
    Ref(noun) for noun in ("role", "fact", "message", "audience", "channel", "step", "clock")
)
SCENARIO = Ref("playbook")
TAKES_ANSWER = Ref("fact or severity")
SEVERITY = OneOf("severity", playbook.SEVERITIES)
MILESTONE = OneOf("milestone", playbook.MILESTONES)
SPOKEN = Ref("language")

_INPUT = Record("fact", playbook.Input, id="name", shared=True, keys={
    "type": Key(OneOf("type", playbook.FACT_TYPES), "What kind of value it is; `text` when left out."),
    "prompt": Key(WORDS, "The question a person is asked."),
    "help": Key(WORDS, "A sentence more, where the question is not enough."),
    "default": Key(TEXT, "The value that is proposed."),
    "required": Key(FLAG, "The incident cannot be opened without it."),
    "choices": Key(MapOf(ANSWER, WORDS, short=True), "For `type: choice`: a list of ids, or a map id: title."),
    "pattern": Key(PATTERN, "A text must match it as a whole."),
    "min": Key(WHOLE, "For numbers: the least it may be; `0` where people are counted."),
    "confirm": Key(FLAG, "It counts only once a named person confirmed it."),
    "contradicted_when": Key(EXPRESSION, "While true, another fact contradicts it: it is doubted, and not used."),
    "language": Key(SPOKEN, "The language of the messages that print it; nobody who writes none in it is asked."),
    "secret": Key(FLAG, "Its value is never shown, written or sent; for `type: text`, without a default."),
    "milestone": Key(MILESTONE, "For `type: datetime`: the value marks this milestone."),
    "section": Key(OneOf("section", playbook.SECTIONS), "Where the report prints it; `facts` when left out."),
    "example": Key(TEXT, "A sample value as a person would type it, for demonstrations and drills."),
    "starts": Key(ListOf(CLOCK), "The clocks that run once it is known: since its time, where it is a `datetime`."),
    "starts_when": Key(EXPRESSION, "With `starts`: only if this is true."),
    "meets": Key(ListOf(CLOCK), "The clocks that are met once it is known."),
    "meets_when": Key(EXPRESSION, "With `meets`: only if this is true."),
})  # fmt: skip

_ROLE = Record("role", playbook.Role, id="id", shared=True, keys={
    "title": Key(WORDS, "What the role is called."),
    "duties": Key(WORDS, "What its holder does."),
    "deputy": Key(FLAG, "A deputy must be named beside the holder."),
})  # fmt: skip

_SEVERITY = Record("severity", playbook.Severity, id="id", shared=True, keys={
    "when": Key(WORDS, "What makes an incident this severe."),
    "next_update": Key(DURATION, "Longest time between two updates to one audience."),
})  # fmt: skip

_AUDIENCE = Record("audience", playbook.Audience, id="id", shared=True, keys={
    "title": Key(WORDS, "What these people are called."),
    "channels": Key(ListOf(CHANNEL), "How they are reached, in fallback order.", required=True),
    "external": Key(FLAG, "`false` for people of our own; `true` when left out."),
    "languages": Key(ListOf(SPOKEN), "The languages they read, where not all of the playbook's."),
})  # fmt: skip

_PREAPPROVAL = Record("preapproval", playbook.Preapproval, keys={
    "by": Key(TEXT, "Who approved it.", required=True),
    "on": Key(TEXT, "The day: `2026-09-01`.", required=True),
    "facts": Key(ListOf(FACT), "The facts that may vary."),
    "digest": Key(TEXT, "Of the texts as they were; `crisisctl playbook lint` prints it.", required=True),
})  # fmt: skip

_PROVIDER_TEMPLATE = Record("template", playbook.ProviderTemplate, keys={
    "name": Key(TEXT, "Its name there.", required=True),
    "language": Key(TEXT, "Its language code there.", required=True),
    "approved_on": Key(TEXT, "The day: `2026-09-01`.", required=True),
    "digest": Key(TEXT, "Of the body as it was; `crisisctl playbook lint` prints it.", required=True),
})  # fmt: skip

_MESSAGE = Record("message", playbook.Message, id="id", shared=True, keys={
    "audience": Key(AUDIENCE, "Who it is for.", required=True),
    "kind": Key(OneOf("message kind", playbook.MESSAGE_KINDS), "What it is for; `update` when left out."),
    "title": Key(WORDS, "What the message is called on the screen; it is not sent."),
    "approver": Key(ROLE, "The role that approves it before it leaves."),
    "subject": Key(TEMPLATE, "The subject, where a channel has one."),
    "body": Key(TEMPLATE, "The text, in light Markdown with placeholders.", required=True),
    "short": Key(TEMPLATE, "Used where the body does not fit."),
    "channels": Key(MapOf(CHANNEL, TEMPLATE), "Texts for single channels, in place of body and short."),
    "only": Key(ListOf(CHANNEL), "The channels it is written for, where not all of its audience."),
    "preapproved": Key(_PREAPPROVAL, "It was approved beforehand: it may leave while only the named facts vary."),
    "provider_templates": Key(MapOf(SPOKEN, _PROVIDER_TEMPLATE), "The templates that WhatsApp has approved."),
})  # fmt: skip

_LINK = Record("link", playbook.Link, short="url", keys={
    "url": Key(URL, "The address.", required=True),
    "title": Key(WORDS, "What is behind it."),
})  # fmt: skip

_OPTION = Record("option", playbook.Option, keys={
    "id": Key(ANSWER, "What is typed and kept in the log.", required=True),
    "title": Key(WORDS, "What is shown."),
    "goto": Key(STEP, "The step the walk goes on at; the next one when left out."),
    "playbook": Key(SCENARIO, "The playbook that the incident goes on with; what is done stays done."),
    "starts": Key(ListOf(CLOCK), "The clocks that choosing it starts."),
})  # fmt: skip

_STEP = Record("step", playbook.Step, shared=True, keys={
    "id": Key(ID, "Its name in commands and in the log, unique in the playbook.", required=True),
    "kind": Key(OneOf("step kind", steps.names()), "What has to be done.", required=True),
    "title": Key(WORDS, "What is to be done, in a few words.", required=True),
    "role": Key(ROLE, "Who does it."),
    "due": Key(DURATION, "By when; it reminds, it never blocks."),
    "from": Key(MILESTONE, "What `due` counts from; `declared` when left out.", into="due_from"),
    "every": Key(
        EVERY, "Do it again after that time; `next_update`: the time promised to the audience (`optional`: if one was)."
    ),
    "until": Key(EXPRESSION, "With `every`: it ends when this is true."),
    "when": Key(EXPRESSION, "While this is false the step does not apply."),
    "optional": Key(FLAG, "It may be skipped without a reason."),
    "first": Key(FLAG, "While it applies it comes before every other step, even an update that is due."),
    "instructions": Key(WORDS, "How it is done."),
    "links": Key(ListOf(_LINK), "Addresses to have at hand: a text, or `{url, title}`."),
    "marks": Key(MILESTONE, "The milestone that is reached when it is done."),
    "stage": Key(OneOf("stage", STATUSES[:4]), "The incident's status once it is done."),
    "starts": Key(ListOf(CLOCK), "The clocks that doing it starts."),
    "meets": Key(ListOf(CLOCK), "The clocks that doing it meets."),
    "facts": Key(ListOf(FACT), "What to ask.", required=True, steps=("question",)),
    "sources": Key(WHOLE, "How many independent sources must agree.", steps=("check",)),
    "options": Key(ListOf(_OPTION), "The answers, two or more.", required=True, steps=("decision",)),
    "sets": Key(TAKES_ANSWER, "The fact that takes the answer; `severity` sets the incident's.", steps=("decision",)),
    "message": Key(MESSAGE, "Which message.", required=True, steps=("message",)),
    "run": Key(TEXT, "The shell line; it is shown before it is run.", required=True, steps=("command",)),
    "secrets": Key(ListOf(FACT), "The secret facts that it may see in its environment.", steps=("command",)),
    "timeout": Key(DURATION, "It is stopped after that time; `60s` when left out.", steps=("command",)),
    "wait": Key(DURATION, "How long; going on earlier takes a reason.", required=True, steps=("wait",)),
})  # fmt: skip

_CLOCK = Record("clock", playbook.Countdown, id="id", keys={
    "title": Key(WORDS, "What has to be done, in a few words."),
    "deadline": Key(DEADLINE, "How long there is; `none` for a duty without a number, such as without undue delay."),
    "from": Key(FACT, "The datetime that says since when it runs, where that is known.", into="since"),
    "with": Key(CLOCK, "It starts together with that one.", into="beside"),
    "after": Key(CLOCK, "It starts when that one is met."),
    "within": Key(CLOCK, "It replaces that one, and ends no later than that one, if that one was not over."),
    "applies_to": Key(WORDS, "Whose duty it is."),
    "trigger": Key(WORDS, "What starts it."),
    "duty": Key(WORDS, "What there is to do until then."),
    "reference": Key(WORDS, "The article, or the contract."),
    "source": Key(URL, "Where it stands officially."),
    "checked": Key(DATE, "The day it was last checked."),
    "valid_from": Key(DATE, "The first day it is in force."),
    "valid_to": Key(DATE, "The last one."),
    "confidence": Key(OneOf("confidence", playbook.CONFIDENCES), "How sure that is."),
    "caveat": Key(WORDS, "What is not certain, or about to change."),
})  # fmt: skip

CLOCKS = Record("clocks", dict, keys={
    "schema": Key(schema_line(CLOCKS_SCHEMA), "The version of this format.", required=True, into=""),
    "clocks": Key(MapOf(ID, _CLOCK), "The clocks by id; they add to the shipped ones or replace them.", required=True),
})  # fmt: skip

_PHASE = Record("phase", playbook.Phase, shared=True, keys={
    "id": Key(ID, "Its name, unique in the playbook.", required=True),
    "title": Key(WORDS, "What it is called."),
    "steps": Key(ListOf(_STEP), "What to do, in order.", required=True),
})  # fmt: skip

PLAYBOOK = Record("playbook", playbook.Playbook, keys={
    "schema": Key(schema_line(playbook.SCHEMA), "The version of this format.", required=True, into=""),
    "id": Key(ID, "Its name; the file is called `ID.yaml`.", required=True),
    "title": Key(WORDS, "What the scenario is called.", required=True),
    "version": Key(TEXT, "Yours, to tell one state of the file from another."),
    "description": Key(WORDS, "What it is about."),
    "owner": Key(TEXT, "Who keeps it up to date."),
    "review_by": Key(DATE, "The day by which somebody reads it through again; `ready` tells when it is past."),
    "trigger": Key(WORDS, "When to start it."),
    "languages": Key(ListOf(LANGUAGE), "The languages it is written in; `[en]` when left out."),
    "include": Key(ListOf(ID), "The shared files it takes parts from; see [shared parts](#shared-parts).", into=""),
    "roles": Key(MapOf(ID, _ROLE), "Who does what."),
    "lead": Key(ROLE, "The role whose taking acknowledges the incident; `lead` when left out."),
    "inputs": Key(MapOf(FACT_NAME, _INPUT), "What is asked when the incident is opened."),
    "facts": Key(MapOf(FACT_NAME, _INPUT), "What is learnt later."),
    "severities": Key(MapOf(SEVERITY, _SEVERITY), "How bad it can be, and how often to report."),
    "audiences": Key(MapOf(ID, _AUDIENCE), "Who is told; `crisis.yaml` may replace them by id."),
    "messages": Key(MapOf(ID, _MESSAGE), "The pre-written messages."),
    "clocks": Key(MapOf(ID, _CLOCK, short=True), "Legal and contractual clocks: shipped ones by id, and your own."),
    "phases": Key(ListOf(_PHASE), "The steps, in the order of the walk.", required=True),
})  # fmt: skip

_SHARED_STEP = Record("step", playbook.Step, id="id", keys={
    name: key for name, key in _STEP.keys.items() if name != "id"
})  # fmt: skip

_SHARED_PHASE = Record("phase", dict, keys={
    "id": Key(ID, "Its name.", required=True),
    "title": Key(WORDS, "What it is called."),
    "steps": Key(ListOf(STEP), "The shared steps it has, in order, where a playbook names none."),
})  # fmt: skip


def _offer(**sections: Any) -> playbook.Playbook:
    """A shared file as a playbook that cannot be walked: what the checks of the whole file look at."""
    kept = {name: value for name, value in sections.items() if name not in {"title", "steps", "phases"}}
    return playbook.Playbook("shared", {}, **kept)


_SECTIONS = ("roles", "inputs", "facts", "severities", "audiences", "messages", "clocks")

SHARED = Record("shared file", _offer, keys={
    "schema": Key(schema_line(SHARED_SCHEMA), "The version of this format.", required=True, into=""),
    "title": Key(WORDS, "What is in it."),
    "version": PLAYBOOK.keys["version"],
    "description": PLAYBOOK.keys["description"],
    "owner": PLAYBOOK.keys["owner"],
    "languages": PLAYBOOK.keys["languages"],
    "include": PLAYBOOK.keys["include"],
    **{name: PLAYBOOK.keys[name] for name in _SECTIONS},
    "steps": Key(MapOf(ID, _SHARED_STEP), "Steps that a playbook names by their id."),
    "phases": Key(ListOf(_SHARED_PHASE), "Phases that a playbook names by their id."),
})  # fmt: skip

_PERSON = Record("person", playbook.Person, keys={
    "name": Key(TEXT, "As it is shown and kept in the log.", required=True),
    "roles": Key(ListOf(ID), "The roles this person can take."),
    "ways": Key(MapOf(ANSWER, TEXT), "How to reach them: `{phone: …, email: …}`."),
    "hours": Key(ListOf(HOURS), "When they can be reached in a crisis; `ready` looks for the hours with nobody."),
    "timezone": Key(ZONE, "The zone of their hours, where it is not the organisation's."),
    "verified": Key(DATE, "The day somebody last tried these ways; `ready` asks for it every 90 days."),
})  # fmt: skip

_UPKEEP = Record("upkeep", playbook.Upkeep, id="id", keys={
    "title": Key(WORDS, "What has to be seen to.", required=True),
    "max_age": Key(DURATION, "After how long it has to be seen to again; `90d` when left out."),
    "verified": Key(DATE, "The day somebody last did; never when left out."),
})  # fmt: skip

ORGANISATION = Record("organisation", playbook.Organisation, keys={
    "schema": Key(schema_line(ORGANISATION_SCHEMA), "The version of this format.", required=True, into=""),
    "name": Key(TEXT, "As messages name it.", required=True),
    "languages": Key(ListOf(LANGUAGE), "The first is the one used when none is asked for; `[en]` when left out."),
    "timezone": Key(ZONE, "Such as `Europe/Paris`; `UTC` when left out."),
    "timezone_label": Key(WORDS, "How a message names it: `Paris time`."),
    "contacts": Key(MapOf(NAME, TEXT), "Ways to reach us that may be published (`phone` …); `bridge` is for staff."),
    "audiences": Key(MapOf(ID, _AUDIENCE), "They replace the playbook's by id."),
    "people": Key(ListOf(_PERSON), "Who can be given a role."),
    "cadence": Key(MapOf(SEVERITY, DURATION), "Longest time between updates; replaces the playbook's."),
    "holidays": Key(ListOf(DATE), "Days that are not worked, for clocks in business days."),
    "settings": Key(MapOf(CHANNEL, MapOf(ANSWER, TEXT)), "Settings of single channels: a sender, an image."),
    "reminders": Key(
        ListOf(OneOf("reminder", playbook.REMINDERS)),
        "How `status --watch` calls out what is due, beside its bell: the webhook is at `CRISISCTL_REMINDER_URL`.",
    ),
    "readiness": Key(MapOf(ID, _UPKEEP), "What has to be seen to on quiet days; `crisisctl ready` asks for each."),
})  # fmt: skip

_REACTION = Record("reaction", scenario.Reaction, keys={
    "within": Key(DURATION, "In which time after it was shown.", required=True),
    "step": Key(STEP, "This step is done."),
    "message": Key(MESSAGE, "This message leaves."),
    "fact": Key(FACT, "This fact is recorded."),
    "channel": Key(CHANNEL, "This channel is marked as down or degraded."),
    "note": Key(FLAG, "A note is written."),
})  # fmt: skip

_INJECT = Record("inject", scenario.Inject, keys={
    "id": Key(ID, "Its name, kept in the log.", required=True),
    "at": Key(DURATION, "How long after the start it comes.", required=True),
    "text": Key(WORDS, "What the team reads or hears.", required=True),
    "from": Key(WORDS, "Who says it.", into="sender"),
    "via": Key(WORDS, "How it comes in: by phone, on X …"),
    "expect": Key(_REACTION, "The reaction that is hoped for; any one of those named counts."),
    "channels": Key(MapOf(CHANNEL, OneOf("state", CHANNEL_STATES)), "What it does to channels: `{facebook: down}`."),
    "hint": Key(WORDS, "For who leads the drill: what to watch for. The team never sees it."),
})  # fmt: skip

DRILL = Record("scenario", scenario.Scenario, keys={
    "schema": Key(schema_line(SCENARIO_SCHEMA), "The version of this format.", required=True, into=""),
    "id": Key(ID, "Its name, which is also the name of its file.", required=True),
    "title": Key(WORDS, "What is played.", required=True),
    "description": Key(WORDS, "For who leads the drill: the plot, and what it trains."),
    "playbook": Key(SCENARIO, "The playbook it is played with.", required=True),
    "severity": Key(SEVERITY, "How bad it is at the start."),
    "set": Key(MapOf(FACT, WORDS), "Values of its inputs, so that it begins without a question.", into="values"),
    "injects": Key(ListOf(_INJECT), "What happens, in the order of time.", required=True),
})  # fmt: skip
