"""Asking for facts: those of a question, those a message lacks, those a playbook wants before it starts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from msgspec.structs import replace

from crisisctl import keys
from crisisctl.acts import Open, SetFacts, TakeRole
from crisisctl.playbook import Input, Organisation
from crisisctl.queries import IncidentView, StepView
from crisisctl.runner import utc_now, zone_of
from crisisctl.screen import Paper, Tongue, banner, cut, line
from crisisctl.screen.leaving import question
from crisisctl.teller import flat, role_name
from crisisctl.text import one_line, say
from crisisctl.values import show_value
from crisisctl.walk.asking import Choices, ask, ask_value, fresh_page, raw_of
from crisisctl.walk.reaching import person
from crisisctl.walk.seat import Seat
from crisisctl.walk.words import TABLE

_MESSAGES_AHEAD = 3
"""Messages whose facts are wanted before all others."""
_NUMBERED = 9
"""Cells of a choice that are not its words."""
_ENDS = (":", "…", "?")


def ask_facts(seat: Seat, names: Iterable[str]) -> None:
    """Ask for each of them; each is recorded at once, so that leaving in the middle keeps those given."""
    for name in names:
        ask_fact(seat, seat.view(), name)


def ask_fact(seat: Seat, view: IncidentView, name: str) -> None:
    incident, zone = view.incident, seat.zone(view)
    spec = incident.playbook.known().get(name, Input(name))
    fact = incident.facts.get(name)
    raw = raw_of(spec, fact.value, view.now, zone) if fact else ""
    typed = ask_value(seat.paper, seat.words, spec, view.now, zone, raw=raw)
    confirmer = ""
    kept = typed == raw
    if spec.confirm and typed and not (kept and (spec.secret or (fact and fact.confirmed_by))):
        confirmer = person(seat, view, "", "confirmed_by", "enter_none")
    if typed and (not kept or confirmer):
        done = seat.do(SetFacts({name: typed}, confirmed_by=confirmer))
        if done:
            _tell_void(seat, view, done.view)
    seat.paper.put([line()])


def known_facts(seat: Seat, view: IncidentView, step: StepView | None) -> Choices:
    """All of them, each with its present value: those of the step and of the messages that come next go first."""
    known, facts = view.incident.playbook.known(), view.incident.facts
    choices = []
    for name in dict.fromkeys([*_wanted_now(view, step), *known]):
        spec, fact = known[name], facts.get(name)
        asked = question(view.incident, name, seat.words)
        value = flat(show_value(spec, fact.value, seat.language, seat.zone(view))) if fact else "…"
        shown = line(
            f"{'✓' if fact else '·'} {asked if asked.endswith(_ENDS) else asked + seat.words('colon')} {value}"
        )
        choices.append((name, cut(shown, seat.paper.width - _NUMBERED).plain))
    return choices


def _wanted_now(view: IncidentView, step: StepView | None) -> Iterator[str]:
    from crisisctl.messages import placeholders  # with the parser of templates, which no other key wants

    playbook = view.incident.playbook
    known = playbook.known()
    steps = [each for each in view.steps if each.open and each.step.message]
    for each in [*([step] if step else []), *steps[:_MESSAGES_AHEAD]]:
        yield from (name for name in (*each.step.facts, each.step.sets) if name in known)
        if message := playbook.messages.get(each.step.message or ""):
            texts = (message.subject, message.body, message.short, *message.channels.values())
            read = {name for words in texts for text in words.values() for name in placeholders.used(text)}
            yield from (name for name in known if name in read)


def _tell_void(seat: Seat, before: IncidentView, now: IncidentView) -> None:
    """That approvals do not count any more, of messages that are still to leave; and the key that gives them anew."""
    for message in dict.fromkeys(step.step.message for step in now.steps if step.open and step.step.message):
        given = [
            key for key, each in before.incident.approvals.items() if key[0] == message and not (each.void or each.left)
        ]
        lost = [key for key in given if now.incident.approvals[key].void]
        if lost:
            named = flat(say(now.incident.playbook.messages[message].title, seat.language)) or message
            told = seat.words("now_void", count=len(lost), all=len(given), message=named)
            seat.tell(f"✗ {told}", "bold red")


def give_missing(seat: Seat, view: IncidentView, names: Iterable[str]) -> None:
    """Ask for what a message says and nobody knows yet: facts and people."""
    for name in names:
        if name.startswith("roles."):
            role = name.removeprefix("roles.")
            title = role_name(view.incident.playbook, role, seat.language)
            if taker := person(seat, view, role, "ask_who_is", role=title):
                seat.do(TakeRole(role, taker))
        elif name in view.incident.playbook.known():
            ask_fact(seat, seat.view(), name)


def ask_inputs(opened: Open, language: str) -> Open:
    """With a title and the inputs that are not given yet. Leaving raises ``KeyboardInterrupt``: nothing is opened."""
    paper, words, values, playbook = Paper(), Tongue(language, TABLE), dict(opened.values), opened.playbook
    wanted = [
        spec
        for name, spec in playbook.inputs.items()
        if name not in values and (spec.required or (spec.prompt and spec.default is None))
    ]
    title = opened.title
    if title and not wanted:
        return opened
    own = flat(say(playbook.title, language)) or playbook.id
    paper.banner = list(banner(opened.mode, opened.speed, words, paper.width))
    fresh_page(paper, words("opening", title=own))
    paper.put([line((f" {words('leave_hint')}", "dim")), line()])
    try:
        title = title or ask(paper, words, words("ask_title"), hint=words("enter_default", value=own))
        for spec in wanted:
            paper.put([line()])
            if typed := _input(paper, words, spec, opened.organisation):
                values[spec.name] = typed
    except keys.Leave:
        raise KeyboardInterrupt from None
    return replace(opened, title=one_line(title), values=values)


def _input(paper: Paper, words: Tongue, spec: Input, organisation: Organisation) -> str:
    """A value that ``spec`` accepts; asked again while one is needed and none is given."""
    enter = "enter_default" if spec.default else "required" if spec.required else "enter_skips"
    while True:
        typed = ask_value(paper, words, spec, utc_now(), zone_of(organisation), enter=enter)
        if typed or spec.default or not spec.required:
            return typed
