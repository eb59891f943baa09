"""What was done and by whom: steps, facts and how they changed, roles and handovers, lessons, action items."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from crisisctl import events as ev
from crisisctl.queries import PhaseView, StepView
from crisisctl.reports._blocks import Block, Bullets, Row, Section, Table, Text
from crisisctl.reports._head import facts as facts_of
from crisisctl.reports._page import Page
from crisisctl.teller import flat
from crisisctl.text import Words, say

STATES: dict[str, Words] = {
    "pending": {"en": "open", "fr": "à faire"},
    "done": {"en": "done", "fr": "fait"},
    "skipped": {"en": "skipped", "fr": "sauté"},
    "failed": {"en": "failed", "fr": "échec"},
    "not_applicable": {"en": "not applicable", "fr": "sans objet"},
}


def steps(page: Page) -> Section:
    head = (
        page("Step", "Étape"), page("Role", "Rôle"), page("State", "État"), page("Done by", "Par"),
        page("Due", "Échéance"), page("When", "Quand"), page("Late by", "Retard"), page("Remarks", "Remarques"),
    )  # fmt: skip
    blocks = tuple(block for phase in page.view.phases for block in _phase(page, phase, head))
    return Section("steps", page("Phases and steps", "Phases et étapes"), blocks or (Text(page.none),))


def _phase(page: Page, phase: PhaseView, head: tuple[str, ...]) -> Iterator[Block]:
    """A row a step; those that never applied, and that nobody led past, in one line by name."""
    title = flat(say(phase.title, page.language) or phase.id)
    beside = [step for step in phase.steps if step.state == "not_applicable" and not _left_out_by(page, step)]
    if rows := tuple(_step(page, step) for step in phase.steps if step not in beside):
        yield Table(title, head, rows)
    if beside:
        names = ", ".join(page.quote(page.step(step.step.id)) for step in beside)
        none = page("{phase}, not applicable", "{phase}, sans objet", phase=title)
        yield Text(page.detail(none, names))


def _step(page: Page, step: StepView) -> Row:
    late = late_by(page, step)
    acted = step.at if step.state != "not_applicable" else None
    cells = (
        page.step(step.step.id),
        page.role(step.step.role) if step.step.role else "–",
        _state(page, step),
        flat(step.actor) if acted else "–",
        page.near(step.due_at) if step.due_at else "–",
        page.near(acted) if acted else "–",
        page.duration(late) if late else "–",
        _remarks(page, step),
    )
    marks = {"done": "", "not_applicable": "quiet", "failed": "bad"}
    return Row(cells, "bad" if late else marks.get(step.state, ""))


def _state(page: Page, step: StepView) -> str:
    if step.step.repeats and step.times:
        return page("done, {n} ×", "fait, {n} ×", n=str(step.times)).replace(" ×", "\N{NO-BREAK SPACE}×")
    if step.state == "pending" and page.incident.ended:
        return page("not done", "pas fait")
    return page.words(STATES, step.state)


def late_by(page: Page, step: StepView) -> float:
    """Seconds past its time: of a step done late, or still open at the last entry. 0: not late."""
    if step.due_at is None or step.step.repeats or step.state not in {"done", "pending", "failed"}:
        return 0
    ended = page.incident.milestones.get("closed") or page.as_of
    until = step.at if step.state == "done" and step.at else ended
    return max((until - step.due_at).total_seconds(), 0)


def _remarks(page: Page, step: StepView) -> str:
    answer = page.answer(step.step, step.answer)
    if step.state == "done":
        return page.override(answer, step.reason) if step.reason else answer or "–"
    if step.state in {"skipped", "failed"}:
        return flat(step.reason) or page("no reason given (optional)", "sans raison donnée (facultative)")
    if decision := _left_out_by(page, step):
        return page("left out by {decision}", "écartée par {decision}", decision=page.quote(page.step(decision)))
    return "–"


def _left_out_by(page: Page, step: StepView) -> str:
    known = page.incident.steps.get(step.step.id)
    return known.jumped_by if known else ""


def facts(page: Page) -> Section:
    title = page("Facts and how they changed", "Les faits et leur évolution")
    if not page.view.facts:
        return Section("facts", title, (Text(f"{page.unknown.capitalize()}."),))
    first = {change.name: index for index, change in reversed(list(enumerate(page.view.facts)))}
    changes = sorted(page.view.facts, key=lambda change: (first[change.name], change.seq))
    last = {change.name: change.seq for change in changes}
    rows = tuple(
        Row(
            (
                page.fact(change.name),
                page.value(change.name, change.value),
                page.near(change.at),
                flat(change.actor),
                page.or_unknown(change.source),
                flat(change.confirmed_by) or page("nobody", "personne"),
                page("yes", "oui") if last[change.name] == change.seq else page("replaced", "remplacé"),
            ),
            "" if last[change.name] == change.seq else "quiet",
        )
        for change in changes
    )
    head = (
        page("Fact", "Fait"), page("Value", "Valeur"), page("When", "Quand"), page("By", "Par"),
        page("Source", "Source"), page("Confirmed by", "Confirmé par"), page("Holds", "En vigueur"),
    )  # fmt: skip
    return Section("facts", title, (Table(page("Changes of facts", "Évolution des faits"), head, rows),))


def roles(page: Page) -> Section:
    rows = tuple(
        Row((role, person, page.near(since), page.near(until) if until else page("still", "en cours"), note))
        for role, person, since, until, note in _held(page)
    )
    title = page("Roles and handovers", "Rôles et passations")
    if not rows:
        return Section("roles", title, (Text(f"{page.unknown.capitalize()}."),))
    head = (
        page("Role", "Rôle"), page("Held by", "Tenu par"), page("From", "De"), page("To", "À"),
        page("Handover", "Passation"),
    )  # fmt: skip
    return Section("roles", title, (Table(page("Who held which role", "Qui tenait quel rôle"), head, rows),))


def _held(page: Page) -> Iterator[tuple[str, str, datetime, datetime | None, str]]:
    """Role, person, from, to, and the word with which it was handed over; in the order in which they were taken."""
    held: dict[tuple[str, bool], int] = {}
    spells: list[tuple[str, str, datetime, datetime | None, str]] = []

    def end(key: tuple[str, bool], at: datetime) -> None:
        if key in held:
            place = held.pop(key)
            role, person, since, _, note = spells[place]
            spells[place] = (role, person, since, at, note)

    def begin(key: tuple[str, bool], person: str, at: datetime, note: str = "–") -> None:
        end(key, at)
        role = page.role(key[0])
        held[key] = len(spells)
        spells.append(
            (page("{r}, deputy", "{r}, suppléance", r=role) if key[1] else role, flat(person), at, None, note)
        )

    for entry in page.incident.entries:
        match entry.event:
            case ev.RoleTaken(role=role, person=person, deputy=deputy):
                begin((role, deputy), person, entry.when)
            case ev.RoleLeft(role=role, deputy=deputy):
                end((role, deputy), entry.when)
            case ev.RoleHandedOver(role=role, giver=giver, receiver=receiver, note=note):
                word = page("from {giver}", "de {giver}", giver=giver)
                begin((role, False), receiver, entry.when, page.detail(word, note))
            case _:
                pass
    yield from spells


def lessons(page: Page) -> Section:
    notes = ((entry.seq, entry.event) for entry in page.incident.entries)
    noted = {seq for seq, event in notes if isinstance(event, ev.NoteAdded) and event.kind == "lesson"}
    items = (*facts_of(page, "lessons"), *(item.text for item in page.items if item.seq in noted))
    blocks: tuple[Block, ...] = (Bullets(items),) if items else (Text(f"{page.unknown.capitalize()}."),)
    return Section("lessons", page("Lessons", "Enseignements"), blocks)


def actions(page: Page) -> Section:
    title = page("Action items", "Actions à mener")
    rows = tuple(
        Row(
            (
                str(action.number),
                flat(action.title),
                flat(action.kind) or "–",
                page.or_unknown(action.owner),
                page.or_unknown(action.due),
                page("done {at}", "faite {at}", at=page.moment(action.done_at))
                if action.done_at
                else page("open", "ouverte"),
            )
        )
        for action in page.incident.actions.values()
    )
    if not rows:
        return Section("actions", title, (Text(page("None recorded.", "Aucune enregistrée.")),))
    head = (
        page("No.", "N°"), page("Action", "Action"), page("Type", "Type"), page("Owner", "Responsable"),
        page("Due", "Échéance"), page("State", "État"),
    )  # fmt: skip
    return Section("actions", title, (Table(title, head, rows, lead=1),))
