"""Every event in one sentence, in French and English: what ``timeline`` and the reports show."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from functools import singledispatch

from crisisctl import events as ev
from crisisctl.french import said
from crisisctl.persons import same
from crisisctl.sentences import clocks as clocks
from crisisctl.sentences.messages import SENTENCES
from crisisctl.teller import CHANNEL_STATES, MILESTONES, MODES, NOTES, OF_CRISIS_YAML, REASONS, STATUSES, Teller, flat
from crisisctl.text import say


def sentence(event: ev.Event, t: Teller, when: datetime) -> str:
    """The event in one sentence. Clock times stand without their day where it is the day of ``when``."""
    match event:
        case ev.MilestoneMarked():
            return _marked(event, t, when)
        case ev.PromiseMade():
            return _promised(event, t, when)
        case ev.ClockStarted():
            return clocks.started(event, t, when)
        case _:
            return _tell(event, t)


@singledispatch
def _tell(event: ev.Event, t: Teller) -> str:
    """Total: a report never breaks on an event. That each kind has its own sentence is held by a test."""
    return _unknown(ev.Unknown(event.type), t)


def _on(kind: type[ev.Event]) -> Callable[[Callable[..., str]], Callable[..., str]]:
    return _tell.register(kind)


@_on(ev.Unknown)
def _unknown(event: ev.Unknown, t: Teller) -> str:
    if event.name in ev.KINDS:  # a field it cannot do without is gone, as after a redaction
        return t("content taken away: {name}", "contenu retiré : {name}", name=event.name)
    en = "unknown event {name} (written by a newer crisisctl)"
    return t(en, "événement inconnu {name} (écrit par un crisisctl plus récent)", name=event.name)


@_on(ev.EntryRedacted)
def _entry_redacted(event: ev.EntryRedacted, t: Teller) -> str:
    sentence = t("Entry {seq} redacted", "Contenu de l’entrée {seq} effacé", seq=str(event.seq))
    return t.detail(sentence, event.reason)


@_on(ev.Forgotten)
def _forgotten(event: ev.Forgotten, t: Teller) -> str:
    sentence = t(
        "Incident forgotten: opened {opened}, ended {ended}, {n} entries, head {head}",
        "Incident oublié : ouvert {opened}, terminé {ended}, {n} entrées, empreinte finale {head}",
        opened=_day(event.opened, t),
        ended=_day(event.ended, t),
        n=str(event.entries),
        head=event.head,
    )
    return t.detail(sentence, event.reason)


def _day(instant: datetime, t: Teller) -> str:
    """With its year: what is forgotten is old."""
    return f"{instant.astimezone(t.zone):%Y-%m-%d}"


@_on(ev.Opened)
def _opened(event: ev.Opened, t: Teller) -> str:
    sentence = t(
        "Incident opened: {title} (playbook {playbook}, version {version})",
        "Incident ouvert : {title} (scénario {playbook}, version {version})",
        title=t.quote(event.title),
        playbook=t.quote(say(t.playbook.title, t.language) or t.playbook.id),
        version=t.playbook.version,
    )
    if event.mode == "live":
        return sentence
    return t(
        "{sentence}, mode: {mode}", "{sentence}, mode : {mode}", sentence=sentence, mode=t.words(MODES, event.mode)
    )


@_on(ev.PlaybookChanged)
def _playbook_changed(event: ev.PlaybookChanged, t: Teller) -> str:
    title = event.playbook.get("title", {})
    name = say(title, t.language) if isinstance(title, dict) else ""
    sentence = t(
        "Going on with the playbook {playbook}", "Suite avec le scénario {playbook}",
        playbook=t.quote(name or str(event.playbook.get("id", ""))),
    )  # fmt: skip
    return t.detail(sentence, event.reason)


@_on(ev.OrganisationChanged)
def _organisation_changed(event: ev.OrganisationChanged, t: Teller) -> str:
    """Names only: a report may go to people who are not to have anybody's number."""
    sections: dict[str, list[str]] = {}
    for path in event.changed:
        section, _, name = path.partition(".")
        sections.setdefault(t.words(OF_CRISIS_YAML, section), []).append(name)
    told = ", ".join(
        f"{section} ({', '.join(names)})" if any(names) else section for section, names in sections.items()
    )
    return t.detail(t.detail(t("crisis.yaml taken over", "crisis.yaml repris"), told), event.reason)


@_on(ev.Resolved)
def _resolved(_: ev.Resolved, t: Teller) -> str:
    return t("The incident is resolved", "L’incident est résolu")


@_on(ev.Closed)
def _closed(event: ev.Closed, t: Teller) -> str:
    return t.override(t.detail(t("The incident is closed", "L’incident est clos"), event.reason), event.override)


@_on(ev.Cancelled)
def _cancelled(event: ev.Cancelled, t: Teller) -> str:
    reason = t.words(REASONS, event.reason)
    return t.detail(t("Cancelled ({r})", "Incident annulé ({r})", r=reason), event.note)


@_on(ev.Reopened)
def _reopened(event: ev.Reopened, t: Teller) -> str:
    return t.detail(t("The incident is opened again", "L’incident est rouvert"), event.reason)


@_on(ev.RoleTaken)
def _role_taken(event: ev.RoleTaken, t: Teller) -> str:
    role = t.quote(t.role(event.role))
    if event.deputy:
        return t("{who} is deputy for {role}", "{who} assure la suppléance de {role}", who=event.person, role=role)
    return t("{who} takes the role {role}", "{who} prend le rôle {role}", who=event.person, role=role)


@_on(ev.RoleLeft)
def _role_left(event: ev.RoleLeft, t: Teller) -> str:
    role = t.quote(t.role(event.role))
    if event.deputy:
        en, fr = "{who} is no longer deputy for {role}", "{who} n’assure plus la suppléance de {role}"
        return t(en, fr, who=event.person, role=role)
    return t("{who} leaves the role {role}", "{who} quitte le rôle {role}", who=event.person, role=role)


@_on(ev.RoleHandedOver)
def _handed_over(event: ev.RoleHandedOver, t: Teller) -> str:
    sentence = t(
        "{giver} hands the role {role} over to {receiver}",
        "{giver} transmet le rôle {role} à {receiver}",
        giver=event.giver,
        role=t.quote(t.role(event.role)),
        receiver=event.receiver,
    )
    return t.detail(sentence, event.note)


@_on(ev.HandoverOffered)
def _offered(event: ev.HandoverOffered, t: Teller) -> str:
    en = "{giver} offers the role {role} to {receiver}, and holds it until they accept"
    fr = "{giver} propose le rôle {role} à {receiver}, et le garde jusqu’à son accord"
    return t.detail(_between(event, t, en, fr), event.note)


@_on(ev.HandoverAccepted)
def _accepted(event: ev.HandoverAccepted, t: Teller) -> str:
    if event.told:
        en = "{receiver} has told {giver} that they take the role {role} over"
        return _between(event, t, en, "{receiver} a dit à {giver} reprendre le rôle {role}")
    return _between(event, t, "{receiver} accepts the role {role}", "{receiver} accepte le rôle {role}")


@_on(ev.HandoverDeclined)
def _declined(event: ev.HandoverDeclined, t: Teller) -> str:
    if same(event.by, event.receiver):
        en, fr = "{receiver} does not take the role {role} over", "{receiver} ne reprend pas le rôle {role}"
    else:
        en = "The role {role} is not offered to {receiver} any more"
        fr = "Le rôle {role} n’est plus proposé à {receiver}"
    return t.detail(_between(event, t, en, fr), event.reason)


def _between(event: ev.HandoverOffered | ev.HandoverAccepted | ev.HandoverDeclined, t: Teller, en: str, fr: str) -> str:
    return t(en, fr, giver=event.giver, role=t.quote(t.role(event.role)), receiver=event.receiver)


@_on(ev.FactSet)
def _fact_set(event: ev.FactSet, t: Teller) -> str:
    prompt, value = t.fact(event.name), t.value(event.name, event.value)
    sentence = f"{prompt} {value}" if prompt.endswith("?") else t.detail(prompt, value)
    if event.source:
        sentence = t("{s}, source: {source}", "{s}, source : {source}", s=sentence, source=event.source)
    if event.confirmed_by:
        sentence = t("{s}, confirmed by {who}", "{s}, confirmé par {who}", s=sentence, who=event.confirmed_by)
    return sentence


@_on(ev.Retitled)
def _retitled(event: ev.Retitled, t: Teller) -> str:
    return t("Title: {title}", "Titre : {title}", title=t.quote(event.title))


@_on(ev.SeveritySet)
def _severity_set(event: ev.SeveritySet, t: Teller) -> str:
    return t.detail(t("Severity {level}", "Gravité {level}", level=event.severity), event.reason)


@_on(ev.StatusSet)
def _status_set(event: ev.StatusSet, t: Teller) -> str:
    return t("Status: {status}", "Statut : {status}", status=t.words(STATUSES, event.status))


def _marked(event: ev.MilestoneMarked, t: Teller, when: datetime) -> str:
    sentence = t("Milestone: {name}", "Jalon : {name}", name=t.words(MILESTONES, event.milestone))
    if event.reached != when or event.reason:
        sentence = t("{s}, {clock}", "{s}, {clock}", s=sentence, clock=t.clock(event.reached, when))
    return t.detail(sentence, event.reason)


@_on(ev.StepStarted)
def _step_started(event: ev.StepStarted, t: Teller) -> str:
    return t.detail(
        t("About to run {step}", "Sur le point de lancer {step}", step=t.quote(t.step(event.step))), event.run
    )


@_on(ev.StepDone)
def _step_done(event: ev.StepDone, t: Teller) -> str:
    sentence = t("Done: {step}", "Fait : {step}", step=t.quote(t.step(event.step)))
    if answer := t.answer(t.steps.get(event.step), event.answer):
        sentence = t("{s} – {answer}", "{s} – {answer}", s=sentence, answer=answer)
    if event.next:
        sentence = t("{s}; on to {next}", "{s} ; suite à {next}", s=sentence, next=t.quote(t.step(event.next)))
    return t.override(sentence, event.override)


@_on(ev.StepSkipped)
def _step_skipped(event: ev.StepSkipped, t: Teller) -> str:
    reason = event.reason or t("optional, no reason given", "facultative, sans raison donnée")
    return t.detail(t("Skipped: {step}", "Étape sautée : {step}", step=t.quote(t.step(event.step))), reason)


@_on(ev.StepFailed)
def _step_failed(event: ev.StepFailed, t: Teller) -> str:
    return t.detail(t("Failed: {step}", "Échec : {step}", step=t.quote(t.step(event.step))), event.reason)


@_on(ev.StepReopened)
def _step_reopened(event: ev.StepReopened, t: Teller) -> str:
    return t.detail(
        t("Opened again: {step}", "Étape rouverte : {step}", step=t.quote(t.step(event.step))),
        said(event.reason, t.language),
    )


@_on(ev.NoteAdded)
def _note_added(event: ev.NoteAdded, t: Teller) -> str:
    return t.detail(t.words(NOTES, event.kind), event.text)


@_on(ev.NoteCorrected)
def _note_corrected(event: ev.NoteCorrected, t: Teller) -> str:
    return t.detail(t("Note {seq} corrected", "Note {seq} corrigée", seq=str(event.seq)), event.text)


@_on(ev.ChannelSet)
def _channel_set(event: ev.ChannelSet, t: Teller) -> str:
    state = t.words(CHANNEL_STATES, event.state)
    en, fr = "Channel {channel} is {state}", "Canal {channel} : {state}"
    sentence = t(en, fr, channel=event.channel, state=state)
    why = t("by the scenario", "par le scénario joué") if event.inject else event.reason
    return t("{s} ({r})", "{s} ({r})", s=sentence, r=why) if why else sentence


def _promised(event: ev.PromiseMade, t: Teller, when: datetime) -> str:
    return t(
        "Next update promised to {audience}: {clock}",
        "Prochain point promis à {audience} : {clock}",
        audience=t.quote(t.audience(event.audience)),
        clock=t.clock(event.due, when),
    )


@_on(ev.InjectShown)
def _inject_shown(event: ev.InjectShown, t: Teller) -> str:
    scenario = t.incident.scenario
    found = next((each for each in scenario.injects if each.id == event.inject), None) if scenario else None
    if found is None:
        return t("Drill, shown: {id}", "Exercice, montré : {id}", id=event.inject)
    who = ", ".join(flat(say(words, t.language)) for words in (found.sender, found.via) if words)
    sentence = t("Drill, {who}", "Exercice, {who}", who=who) if who else t("Drill", "Exercice")
    return t.detail(sentence, flat(say(found.text, t.language)))


@_on(ev.ActionAdded)
def _action_added(event: ev.ActionAdded, t: Teller) -> str:
    sentence = t("Action {n}: {title}", "Action {n} : {title}", n=str(event.number), title=event.title)
    if event.owner:
        sentence = t("{s}, owner {who}", "{s}, responsable {who}", s=sentence, who=event.owner)
    return t("{s}, due {due}", "{s}, échéance {due}", s=sentence, due=event.due) if event.due else sentence


@_on(ev.ActionDone)
def _action_done(event: ev.ActionDone, t: Teller) -> str:
    found = t.incident.actions.get(event.number)
    sentence = t("Action {n} done", "Action {n} faite", n=str(event.number))
    sentence = t.detail(sentence, found.title if found else "")
    return t("{s} ({note})", "{s} ({note})", s=sentence, note=event.note) if event.note else sentence


_tell.register(ev.ClockMet, clocks.met)
_tell.register(ev.ClockWaived, clocks.waived)
for _kind, _sentence in SENTENCES.items():
    _tell.register(_kind, _sentence)
