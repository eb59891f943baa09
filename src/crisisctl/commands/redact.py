"""redact: what slipped into the log leaves it for good."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated

import typer

from crisisctl import runner, shapes, timeline
from crisisctl.acts import Redact
from crisisctl.commands import _acting, _asking, _removals
from crisisctl.commands._options import Format, Incident, Language, Output, Reason
from crisisctl.runner import zone_of
from crisisctl.safekeeping import removing
from crisisctl.safekeeping.removing import Outlook
from crisisctl.text import listed, one_line

_WORDS = {
    "en": {
        "goes": "{seq:>4}  {told}  → goes for good",
        "lost": "as if it had not been recorded: {what}",
        "repeated": "the same text stands in entries too, which stay: {seqs}",
        "same": "redact them as well by: crisisctl redact {seqs} -i {incident} --reason …",
        "again": "entry {seq} is redacted already: {reason}",
        "copies": "copies made before still hold it: exports, reports, backups, what was sent",
    },
    "fr": {
        "goes": "{seq:>4}  {told}  → disparaît pour de bon",
        "lost": "comme si cela n’avait pas été noté : {what}",
        "repeated": "le même texte figure aussi dans ces entrées, qui restent : {seqs}",
        "same": "pour les effacer aussi : crisisctl redact {seqs} -i {incident} --reason …",
        "again": "le contenu de l’entrée {seq} est déjà effacé : {reason}",
        "copies": "les copies faites avant le contiennent encore : exports, rapports, sauvegardes, envois",
    },
}


def command(
    seqs: Annotated[list[int], typer.Argument(help="The numbers of the entries, as `crisisctl log` shows them.")],
    reason: Reason = "",
    yes: Annotated[bool, typer.Option("--yes", "-y", help="Do it without asking; for scripts.")] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only say what it would mean.")] = False,
    incident: Incident = None,
    lang: Language = None,
    output: Output = Format.text,
) -> None:
    """Take what entries say out of the log, for good. Their place, author and time stay, and the chain still verifies.

    It says first what that means: a redacted fact is unknown again, a redacted step is open again. Any entry but the
    first can be redacted. The reason is kept and shown: do not repeat in it what is redacted.

    Examples:\n
      crisisctl redact 14 --reason "a customer's number"\n
      crisisctl redact 14 15 --reason "password typed into a note" --yes
    """
    desk = runner.open_desk()
    incident_id = desk.choose(incident)
    act = Redact(tuple(seqs), reason)
    found = removing.outlook(desk, incident_id, act)
    language = _acting.language_of(lang, found.incident.organisation)
    if not (output is Format.json and (yes or dry_run)):
        _tell(found, language)
    if not (yes or dry_run) and found.seqs:
        _asking.sure(language, f'crisisctl redact {" ".join(map(str, seqs))} --reason "…" --yes')
    done = None if dry_run else removing.redact(desk, incident_id, act)
    if output is Format.json:
        lost = [{"what": what, "name": name} for what, name in found.lost]
        recorded = shapes.acted(done.view, done.entries, language) if done else {"incident": {"id": incident_id}}
        _acting.show_json(
            {
                **recorded,
                "redacted": list(found.seqs),
                "lost": lost,
                "repeated": list(found.repeated),
                "done": not dry_run,
            }
        )
        return
    if done:
        _acting.say_done(done, output, lang)
        _afterwards(found, act.seqs, language)


def _tell(found: Outlook, language: str) -> None:
    zone = zone_of(found.incident.organisation)
    for entry in found.incident.entries:
        if entry.seq in found.seqs:
            told = one_line(timeline.tell(entry, found.incident, language, zone))
            _say("goes", language, seq=str(entry.seq), told=told)
    if found.lost:
        _say("lost", language, what=", ".join(_removals.named(found.lost, language)))
    if found.repeated:
        _say("repeated", language, seqs=listed(map(str, found.repeated)))


def _afterwards(found: Outlook, asked: Sequence[int], language: str) -> None:
    for seq in asked:
        if seq not in found.seqs:
            _say("again", language, seq=str(seq), reason=one_line(found.incident.redactions[seq].reason))
    if others := [str(seq) for seq in found.repeated if seq > 1]:
        _say("same", language, seqs=" ".join(others), incident=found.incident.id)
    if found.seqs:
        _say("copies", language)


def _say(key: str, language: str, **parts: str) -> None:
    _removals.say(_WORDS, key, language, **parts)
