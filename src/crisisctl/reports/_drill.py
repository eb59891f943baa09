"""The debrief of a drill: its score, what became of each inject, what went well and what did not, all from figures."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from crisisctl.injects import InjectView, injects
from crisisctl.metrics import Metric
from crisisctl.reports._blocks import Block, Bullets, Heading, Row, Section, Table, Text
from crisisctl.reports._page import Page
from crisisctl.scoring import Score, score
from crisisctl.teller import flat
from crisisctl.text import Words, say
from crisisctl.times import to_iso

_VERDICTS: dict[str, Words] = {
    "ahead": {"en": "not played", "fr": "non joué"},
    "told": {"en": "for information", "fr": "pour information"},
    "waits": {"en": "still in time", "fr": "encore dans les temps"},
    "in time": {"en": "in time", "fr": "à temps"},
    "late": {"en": "late", "fr": "en retard"},
    "missed": {"en": "MISSED", "fr": "MANQUÉ"},
}
_MARKS = {"in time": "good", "late": "bad", "missed": "bad", "ahead": "quiet", "told": "quiet"}
_COUNTED_ELSEWHERE = ("steps_on_time", "update_promise_rate", "clock_margin")


def section(page: Page) -> tuple[Section, ...]:
    """Nothing where it was no drill."""
    if page.incident.mode != "drill":
        return ()
    return (Section("debrief", page("Debrief", "Débriefing"), tuple(_blocks(page))),)


def _blocks(page: Page) -> Iterator[Block]:
    found = score(page.view)
    yield Text(_told(page, found))
    if page.incident.speed != 1:
        yield Text(
            page(
                "The clock ran {n} times as fast; every time here is that of the drill.",
                "L’horloge allait {n} fois plus vite ; toutes les heures sont celles de l’exercice.",
                n=str(page.incident.speed),
            )
        )
    head = (page("Measured", "Mesure"), page("In time", "À temps"), page("Due", "Attendu"))
    rows = tuple(
        Row((say(part.title, page.language), str(part.good), str(part.of)), "bad" if part.good < part.of else "")
        for part in found.parts
    )
    yield Table(page("Score", "Note"), head, rows)
    if played := injects(page.incident, page.as_of):
        columns = (
            page("Time", "Heure"), page("Inject", "Événement"), page("Expected", "Attendu"),
            page("Reaction", "Réaction"), page("Outcome", "Issue"), page("For the debrief", "Pour le débriefing"),
        )  # fmt: skip
        yield Table(page("Injects", "Événements joués"), columns, tuple(_row(page, each) for each in played), lead=1)
    yield Heading(page("Strengths", "Points forts"))
    yield Bullets(tuple(_strengths(page, found)) or (page("none by the figures", "aucun d’après les chiffres"),))
    yield Heading(page("Weaknesses", "Points faibles"))
    yield Bullets(tuple(_weaknesses(page, found)) or (page("none by the figures", "aucun d’après les chiffres"),))


def _told(page: Page, found: Score) -> str:
    if found.percent is None:
        return page("Nothing was due yet: there is no score.", "Rien n’était encore échu : pas de note.")
    return page(
        "Score: {good} of {of} ({p}%), by the targets of a real incident. Never count it among real figures.",
        "Note : {good} sur {of} ({p} %), avec les cibles d’un incident réel. À ne jamais mêler aux chiffres réels.",
        good=str(found.good),
        of=str(found.of),
        p=str(found.percent),
    )


def _row(page: Page, each: InjectView) -> Row:
    reaction = "–"
    if each.reacted and each.reacted_at:
        seq = each.reacted.seq
        what = next(item.text for item in page.items if item.seq == seq)
        reaction = page("{at}: {what}", "{at} : {what}", at=page.near(each.reacted_at), what=what)
    cells = (
        page.near(each.shown_at or each.due_at),
        _heard(page, each),
        _expected(page, each),
        reaction,
        _outcome(page, each),
        flat(say(each.inject.hint, page.language)) or "–",
    )
    return Row(cells, _MARKS.get(each.verdict, ""))


def _outcome(page: Page, each: InjectView) -> str:
    if each.verdict == "waits" and page.incident.ended:
        return page("ended before it was due", "terminé avant le délai")
    return page.words(_VERDICTS, each.verdict)


def _heard(page: Page, each: InjectView) -> str:
    who = ", ".join(flat(say(words, page.language)) for words in (each.inject.sender, each.inject.via) if words)
    return (
        page.detail(who, flat(say(each.inject.text, page.language)))
        if who
        else flat(say(each.inject.text, page.language))
    )


def _expected(page: Page, each: InjectView) -> str:
    expect = each.inject.expect
    if expect is None:
        return "–"
    ways = page(" or ", " ou ").join(_way(page, kind, name) for kind, name in expect.ways)
    return page("{ways}, within {d}", "{ways}, sous {d}", ways=ways, d=page.duration(float(expect.within)))


def _way(page: Page, kind: str, name: str) -> str:
    if kind == "step":
        return page("step {x}", "étape {x}", x=page.quote(page.step(name)))
    if kind == "message":
        return page("message {x}", "message {x}", x=page.quote(page.message(name)))
    if kind == "fact":
        return page("fact {x}", "fait {x}", x=page.quote(page.fact(name)))
    if kind == "channel":
        return page("{x} marked down", "{x} signalé en panne", x=name)
    return page("a note", "une note")


def _strengths(page: Page, found: Score) -> Iterator[str]:
    for part in found.parts:
        if part.of and part.good == part.of:
            yield page("{t}: all {n}", "{t} : {n} sur {n}", t=say(part.title, page.language), n=str(part.of))
    for metric in _others(page):
        if metric.value is not None and metric.target and not metric.missed:  # none of what must not be is no strength
            yield _measured(page, metric)


def _weaknesses(page: Page, found: Score) -> Iterator[str]:
    for part in found.parts:
        if part.good < part.of:
            yield page(
                "{t}: {good} of {of}", "{t} : {good} sur {of}",
                t=say(part.title, page.language), good=str(part.good), of=str(part.of),
            )  # fmt: skip
    for each in injects(page.incident, page.as_of):
        if each.verdict in {"late", "missed"}:
            yield page.detail(page.words(_VERDICTS, each.verdict), _heard(page, each))
    for step in page.view.steps:
        if step.late:
            yield page("Late step: {s}", "Étape en retard : {s}", s=page.quote(page.step(step.step.id)))
    for metric in _others(page):
        if metric.missed:
            yield _measured(page, metric)
    if count := page.metric("overrides").value:
        yield page("Rules overruled: {n}", "Règles outrepassées : {n}", n=str(int(count)))


def _others(page: Page) -> Iterator[Metric]:
    yield from (metric for metric in page.metrics if not metric.id.startswith(_COUNTED_ELSEWHERE))


def _measured(page: Page, metric: Metric) -> str:
    return page(
        "{t}: {v} (target {target})", "{t} : {v} (cible {target})",
        t=say(metric.title, page.language), v=page.measured(metric), target=page.target(metric),
    )  # fmt: skip


def plain(page: Page) -> dict[str, Any]:
    """For machines: nothing where it was no drill."""
    if page.incident.mode != "drill":
        return {}
    found = score(page.view)
    return {
        "drill": {
            "scenario": page.incident.scenario.id if page.incident.scenario else None,
            "speed": page.incident.speed,
            "score": {"good": found.good, "of": found.of, "percent": found.percent},
            "parts": [{"id": part.id, "good": part.good, "of": part.of} for part in found.parts],
            "injects": [shape(each) for each in injects(page.incident, page.as_of)],
            "strengths": list(_strengths(page, found)),
            "weaknesses": list(_weaknesses(page, found)),
        }
    }


def shape(each: InjectView) -> dict[str, Any]:
    return {
        "inject": each.inject.id,
        "due_at": to_iso(each.due_at),
        "shown_at": to_iso(each.shown_at) if each.shown_at else None,
        "react_by": to_iso(each.deadline) if each.deadline else None,
        "reacted_at": to_iso(each.reacted_at) if each.reacted_at else None,
        "reaction": each.reacted.seq if each.reacted else None,
        "outcome": each.verdict,
    }
