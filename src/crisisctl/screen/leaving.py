"""What stands between our words and their readers, told on every screen: unknown, void, unanswered, unreachable."""

from __future__ import annotations

from collections.abc import Iterator

from crisisctl.approvals import Standing, state_of
from crisisctl.evolve import RAISED
from crisisctl.incident import Incident
from crisisctl.queries import IncidentView, acknowledgements
from crisisctl.screen.lines import Line, line
from crisisctl.screen.times import clock
from crisisctl.screen.words import Tongue
from crisisctl.teller import flat, role_name
from crisisctl.text import say

_FEW = 3
"""Names that a line at the top of a screen can hold."""
_UNSURE = {"sending", "unknown"}


def against(incident: Incident, message_id: str, way: Standing, words: Tongue) -> str:
    """Why a text may not leave as it stands; empty where it may."""
    if not way.against:
        return ""
    if way.state == "drafted":
        return words("not_approved", who=approver_of(incident, message_id, words))
    if way.approval is None:
        return words("not_template")
    fact = way.approval.void
    if fact in {"", "text"}:
        return words("void_text", by=flat(way.approval.by))
    return words("void_fact", by=flat(way.approval.by), fact=question(incident, fact, words))


def approver_of(incident: Incident, message_id: str, words: Tongue) -> str:
    """Who approves: the holder of the role that the message names, else the title of that role."""
    message = incident.playbook.messages.get(message_id)
    role = (message.approver if message else None) or incident.playbook.lead
    return flat(incident.roles.get(role, "")) or role_name(incident.playbook, role, words.language)


def fact_name(incident: Incident, name: str, words: Tongue) -> str:
    if name == RAISED:
        return words("severity")
    spec = incident.playbook.known().get(name)
    return flat((say(spec.prompt, words.language) if spec else "") or name)


def question(incident: Incident, name: str, words: Tongue) -> str:
    """What a fact is asked by, in short: the question alone where more is said behind it."""
    asked, mark, _ = fact_name(incident, name, words).partition("?")
    return asked + mark


def unknown(view: IncidentView, words: Tongue, *, brief: bool = False) -> Iterator[Line]:
    """Sendings of which nobody knows whether they arrived, until somebody does; ``brief``: one, and how many more."""
    last = {
        (each.message, each.channel, each.language, each.digest, each.destination): each
        for each in view.incident.sendings.values()
    }  # a later attempt to one place settles those before
    unsure = [each for each in last.values() if each.state in _UNSURE and not each.by_hand]
    for each in unsure[: 1 if brief else None]:
        at = clock(each.at, view, words.language)
        name = f"{each.message} {each.channel} {each.language} → {flat(each.destination)}"
        yield line((f"? {words('unknown', name=name, clock=at)}", "bold red"))
    if brief and len(unsure) > 1:
        yield line((f"? {words('unknown_more', count=len(unsure) - 1)}", "bold red"))


def void(view: IncidentView, words: Tongue, width: int, besides: str = "") -> Iterator[Line]:
    """Messages still to be sent whose approval does not count any more; not the one that is on the screen.

    Where the line is too long, the texts are counted, then left out: what changed is what somebody looks for.
    """
    incident = view.incident
    wanted = {step.step.message for step in view.steps if step.open}
    for message, drafted in incident.drafted.items():
        if message in wanted and message != besides:
            ways = [(each, state_of(incident, message, each)) for each in drafted.drafts]
            lost = [
                (each, way)
                for each, way in ways
                if way.state == "void" and way.approval and each.channel not in incident.down
            ]
            if lost:
                why = ", ".join(dict.fromkeys(changed(incident, way, words) for _, way in lost))
                named = _few([f"{each.channel} {each.language}" for each, _ in lost])
                counted = words("void_count", count=len(lost)) if len(lost) > 1 else named
                told = [words("void", message=message, texts=texts, why=why) for texts in (named, counted)]
                told += [words("void_brief", message=message, why=why)]
                made = [line((f"✗ {each}", "bold red")) for each in told]
                yield next((each for each in made if each.cells < width), made[-1])


def changed(incident: Incident, way: Standing, words: Tongue) -> str:
    """What made an approval void: the text, or which fact."""
    fact = way.approval.void if way.approval else ""
    return words("text_changed") if fact in {"", "text"} else words("changed", fact=question(incident, fact, words))


def answered(view: IncidentView, words: Tongue, *, brief: bool = False) -> Iterator[Line]:
    """How many have answered the internal alert, until all have; who has not, where there is room for names."""
    found = acknowledgements(view.incident)
    if found.alerted and found.missing and not view.incident.ended:
        count = words("answered", done=len(found.done), all=found.alerted)
        names = words("answered_not", names=_few(list(found.missing)))
        yield line((count if brief else f"{count}, {names}", "bold yellow"))


def unreachable(view: IncidentView, words: Tongue) -> Iterator[Line]:
    """People and audiences whose every way is down."""
    if not view.incident.down:
        return
    from crisisctl import routes  # only now: it looks at every channel

    people = [person.name for person in routes.unreachable_people(view.incident)]
    if people:
        yield line((f"✗ {words('unreachable', names=_few(people))}", "bold red"))
    for name in routes.unreachable_audiences(view.incident):
        yield line((f"✗ {words('nobody', audience=audience_name(view.incident, name, words))}", "bold red"))


def audience_name(incident: Incident, name: str, words: Tongue) -> str:
    found = incident.playbook.audiences.get(name)
    return flat((say(found.title, words.language) if found else "") or name)


def _few(names: list[str]) -> str:
    more = f" (+{len(names) - _FEW})" if len(names) > _FEW else ""
    return f"{', '.join(map(flat, names[:_FEW]))}{more}"
