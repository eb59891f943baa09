"""forget: a whole incident leaves the log, or what it says of one person."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Annotated

import typer

from crisisctl import runner, shapes, timeline
from crisisctl.acts import Forget
from crisisctl.commands import _acting, _asking, _complete, _removals
from crisisctl.commands._options import Format, Language, Output, Reason
from crisisctl.errors import Usage
from crisisctl.runner import Desk, zone_of
from crisisctl.safekeeping import erasing, removing
from crisisctl.safekeeping.erasing import Trace
from crisisctl.text import clean, listed, one_line
from crisisctl.times import to_iso

_SHOWN = 20
"""Numbers of entries on one line; --format json has them all."""
_WORDS = {
    "en": {
        "goes": "{incident}: its {n} entries go for good, from the first to the last",
        "kept": "one line stays: its id, when it was opened and ended, how many entries, the head digest, who, why",
        "copies": "copies made before still hold it: exports, reports, backups, what was sent",
        "entries": "{incident}: entries that name {person} are redacted: {seqs}",
        "lost": "{incident}: as if it had not been recorded: {what}",
        "open": "{incident}: is still open and left alone; run this again once it has ended",
        "author": "{incident}: {person} stays as the one who recorded {seqs}: the digests cover that",
        "opening": "{incident}: {person} stays in entry 1, the organisation or title as they were at the opening",
        "whole": "{incident}: that goes with the whole incident: crisisctl forget {incident} --reason …",
        "nowhere": "no entry of any incident names {person}",
    },
    "fr": {
        "goes": "{incident} : ses {n} entrées disparaissent pour de bon, de la première à la dernière",
        "kept": "une ligne reste : nom, ouverture et fin, nombre d’entrées, empreinte finale, qui, pourquoi",
        "copies": "les copies faites avant le contiennent encore : exports, rapports, sauvegardes, envois",
        "entries": "{incident} : le contenu des entrées qui nomment {person} est effacé : {seqs}",
        "lost": "{incident} : comme si cela n’avait pas été noté : {what}",
        "open": "{incident} : encore ouvert, laissé tel quel ; relancer cette commande une fois qu’il est terminé",
        "author": "{incident} : {person} reste comme auteur de {seqs} : les empreintes le couvrent",
        "opening": "{incident} : {person} reste dans l’entrée 1, l’organisation ou le titre tels qu’à l’ouverture",
        "whole": "{incident} : cela part avec l’incident entier : crisisctl forget {incident} --reason …",
        "nowhere": "aucune entrée d’aucun incident ne nomme {person}",
    },
}


def command(
    incident: Annotated[
        str | None, typer.Argument(help="The incident; it has ended.", autocompletion=_complete.incidents)
    ] = None,
    person: Annotated[
        str | None, typer.Option("--person", help="Everywhere, the entries that name this person.", metavar="NAME")
    ] = None,
    reason: Reason = "",
    yes: Annotated[bool, typer.Option("--yes", "-y", help="Do it without asking; for scripts.")] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only say what would go and what would stay.")] = False,
    lang: Language = None,
    output: Output = Format.text,
) -> None:
    """Remove the whole log of an ended incident, or redact every entry that names a person. It cannot be undone.

    Of an incident one line stays, which says that it was, and who forgot it and why. With --person, the entries of
    ended incidents are redacted, as by `crisisctl redact`; what stays is listed. An INCIDENT beside it: only that one.

    Examples:\n
      crisisctl forget outage-20261122-1 --reason "two years are over"\n
      crisisctl forget --person "Nora Vidal" --reason "asked to be erased" --dry-run\n
      crisisctl forget --person "Nora Vidal" --reason "asked to be erased" --yes --format json
    """
    desk = runner.open_desk()
    language = _acting.language_of(lang)
    silent = output is Format.json and (yes or dry_run)
    if person is not None:
        _person(desk, person, incident, reason, yes, dry_run, language, output, silent)
    elif incident is None:
        raise Usage("say what to forget", 'crisisctl forget INCIDENT, or crisisctl forget --person "NAME"')
    else:
        _incident(desk, incident, reason, yes, dry_run, language, output, silent)


def _incident(
    desk: Desk, name: str, reason: str, yes: bool, dry_run: bool, language: str, output: Format, silent: bool
) -> None:
    act = Forget(reason)
    before = removing.before_forgetting(desk, name, act)
    if not silent:
        _say("goes", language, incident=name, n=str(before.entries))
        _say("kept", language)
    if not (yes or dry_run):
        _asking.sure(language, f'crisisctl forget {one_line(name)} --reason "…" --yes')
    left = None if dry_run else removing.forget(desk, name, act)
    if output is Format.json:
        kept = {"entries": before.entries, "head": before.head, "opened": to_iso(before.opened)}
        _acting.show_json({"incident": name, **kept, "ended": to_iso(before.ended), "done": not dry_run})
    elif left:
        told = timeline.tell(left.entries[0], left, language, zone_of(left.organisation))
        typer.echo(f"{one_line(name)}  #1  {clean(told)}")
        _say("copies", language)


def _person(
    desk: Desk, person: str, only: str | None, reason: str, yes: bool, dry_run: bool, language: str, output: Format,
    silent: bool,
) -> None:  # fmt: skip
    traces = erasing.traces(desk, person, reason, only)
    if not silent:
        _tell(traces, person, language)
    due = [trace for trace in traces if trace.entries and not trace.is_open]
    if due and not (yes or dry_run):
        _asking.sure(language, f'crisisctl forget --person "{one_line(person)}" --reason "…" --yes')
    if not dry_run:
        for trace in due:
            done = erasing.erase(desk, trace, reason)
            if output is Format.text:
                _acting.say_done(done, output, language)
    if output is Format.json:
        _acting.show_json({"incidents": [_shape(trace) for trace in traces], "done": not dry_run})
    elif due and not dry_run:
        _say("copies", language)


def _tell(traces: Iterable[Trace], person: str, language: str) -> None:
    nowhere = True
    for trace in traces:
        nowhere = False
        parts = {"incident": trace.incident, "person": one_line(person)}
        if trace.is_open:
            _say("open", language, **parts)
            continue
        if trace.entries:
            _say("entries", language, seqs=_numbers(trace.entries), **parts)
        if trace.lost:
            _say("lost", language, what=", ".join(_removals.named(trace.lost, language)), **parts)
        if trace.author_of:
            _say("author", language, seqs=_numbers(trace.author_of), **parts)
        if trace.in_opening:
            _say("opening", language, **parts)
        if trace.author_of or trace.in_opening:
            _say("whole", language, **parts)
    if nowhere:
        _say("nowhere", language, person=one_line(person))


def _numbers(seqs: Sequence[int]) -> str:
    return listed(map(str, seqs[:_SHOWN])) + (" …" if len(seqs) > _SHOWN else "")


def _shape(trace: Trace) -> shapes.Json:
    return {
        "incident": trace.incident,
        "open": trace.is_open,
        "entries": list(trace.entries),
        "lost": [{"what": what, "name": name} for what, name in trace.lost],
        "stays": {"author_of": list(trace.author_of), "in_opening": trace.in_opening},
    }


def _say(key: str, language: str, **parts: str) -> None:
    _removals.say(_WORDS, key, language, **parts)
