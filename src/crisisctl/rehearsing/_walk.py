"""One walk through an incident by nobody: each step done by the same acts as at night, each message written."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field

from crisisctl import acts as act
from crisisctl import checking, drafting
from crisisctl.errors import CrisisError, Refused
from crisisctl.messages import placeholders
from crisisctl.messages.draft import Draft
from crisisctl.playbook import Message, Option, Playbook, Step
from crisisctl.queries import IncidentView, StepView
from crisisctl.rehearsing._result import Result
from crisisctl.rehearsing._ways import sample
from crisisctl.runner import Desk

_ASK_BEFORE = "ask for it in a step before this message, or do not print it"
_MEND = "mend the words of this message for this channel, or the settings in crisis.yaml"


@dataclass(slots=True)
class Walk:
    """Somebody who goes from step to step of an incident, with sample facts."""

    playbook: Playbook
    desk: Desk
    incident: str
    result: Result
    seen: set[tuple[object, ...]]
    answers: dict[str, str] = field(default_factory=dict)
    """To decisions, each given once."""
    facts: Mapping[str, str] = field(default_factory=dict)
    """What this walk needs; else the examples of the playbook."""
    why: str = "a rehearsal"
    drilled: bool = False
    """It is played as a team would: approved, and told again when its time comes again."""

    def go(self) -> None:
        for _ in range(20 * len(list(self.playbook.steps())) + 20):
            view = self.desk.view(self.incident)
            ahead = following(view)
            if ahead is None or not self.step(ahead.step, view):
                return

    def begin(self) -> None:
        """What this walk needs and no step might ask for: somebody sets it at any time."""
        if severity := self.facts.get("severity"):
            self._try("severity", act.SetSeverity(severity, self.why))
        if down := self.facts.get("down"):
            self._try("down", act.SetChannel(down, "down", self.why))
        loose = {name: value for name, value in self.facts.items() if name in self.playbook.facts}
        if loose:
            self._try(next(iter(loose)), act.SetFacts(loose, source=self.why, confirmed_by="Ana"))

    def _try(self, where: str, wanted: act.Act) -> bool:
        try:
            self.desk.do(self.incident, wanted)
        except CrisisError as refused:
            self.result.add("error", where, "refused", told(refused))
            return False
        return True

    def step(self, step: Step, view: IncidentView) -> bool:
        """Do a step; False where the incident goes on with another playbook."""
        self.result.reached.add(step.id)
        answers: tuple[str, ...] = ()
        match step.kind:
            case "check":
                answers = tuple(f"source {number}" for number in range(1, step.sources + 1))
            case "question":
                self._answer(step)
                return True
            case "decision":
                option = self._choose(step)
                if option.playbook:
                    return False
                answers = (option.id,)
            case "message":
                if self.tell(step.message or "", view, step.id):
                    return True
            case _:
                answers = (self.why,)
        if not self._try(step.id, act.Do(step.id, answers, force=True, reason=self.why)):
            self._try(step.id, act.Skip(step.id, self.why))
        return True

    def _answer(self, step: Step) -> None:
        known = self.playbook.known()
        values = {name: sample(known[name], self.facts) for name in step.facts}
        for name, value in values.items():
            who = "Ana" if known[name].confirm else ""
            try:
                self.desk.do(self.incident, act.SetFacts({name: value}, source=self.why, confirmed_by=who))
            except CrisisError as refused:
                text = f"{told(refused)}; give the fact an `example`"
                self.result.add("error", name, "no-sample", text)
        self._try(step.id, act.Do(step.id, (), force=True, reason=self.why))

    def _choose(self, step: Step) -> Option:
        """The answer that this walk needs, once; else one not taken yet; else one that leads on."""
        steps = [each.id for _, each in self.playbook.steps()]
        wanted = self.answers.pop(step.id, "")

        def rank(option: Option) -> tuple[bool, int, bool, bool]:
            back = option.goto in steps[: steps.index(step.id)]
            taken = self.result.taken[step.id, option.id]
            return option.id != wanted, min(taken, 1), back, option.playbook is not None

        chosen = min(step.options, key=rank)
        if chosen.id != wanted and self.result.taken[step.id, chosen.id]:
            chosen = min(step.options, key=lambda option: rank(option)[2:])
        self.result.taken[step.id, chosen.id] += 1
        return chosen

    def tell(self, name: str, view: IncidentView, step: str = "") -> bool:
        """Write a message and send it, unless the same facts have been looked at before; whether that did the step."""
        message = self.playbook.messages[name]
        state = view.incident
        reads = _reads(message)
        values = tuple((name, str(state.facts[name].value)) for name in sorted(reads & state.facts.keys()))
        key = (message.id, state.status, state.severity, values)
        if key in self.seen and not self.drilled:
            return False
        self.seen.add(key)
        for again in (True, False):
            try:
                written, done = drafting.draft(self.desk, self.incident, message.id, fresh=True)
            except Refused as refused:
                missing = [name for name in refused.names if name in self.playbook.known()]
                secret = self.playbook.secrets() & set(missing)
                if again and missing and not secret and self._supply(missing):
                    text = f"it prints what nobody has asked for on this way: {', '.join(missing)}"
                    self.result.add("warning", message.id, "asked-too-late", text, _ASK_BEFORE)
                    continue
                self.result.add("error", message.id, "text-refused", told(refused))
            except CrisisError as wrong:
                self.result.add("error", message.id, "text-refused", told(wrong))
            else:
                for draft in written.drafts:
                    self._read(draft, done.view)
                self._approve(message, done.view)
                sent = self.desk.do(self.incident, act.Send(message.id, step=step, force=True, reason=self.why))
                return not step or sent.view.incident.state_of(step) == "done"
            return False
        return False

    def _approve(self, message: Message, view: IncidentView) -> None:
        """By who holds the role, where there is such a role."""
        if self.drilled and message.approver:
            by = view.incident.roles.get(message.approver, view.incident.roles.get("lead", "nobody"))
            with suppress(CrisisError):
                self.desk.do(self.incident, act.Approve(message.id, by))

    def _supply(self, names: list[str]) -> bool:
        known = self.playbook.known()
        values = {name: sample(known[name], self.facts) for name in names}
        return self._try(names[0], act.SetFacts(values, source=self.why, confirmed_by="Ana"))

    def _read(self, draft: Draft, view: IncidentView) -> None:
        self.result.texts += 1
        where = f"{draft.message} {draft.channel} {draft.language}"
        for problem in draft.problems:
            long = problem.startswith("too long")
            todo = f"shorten it, or give {draft.channel} words of its own: `channels`" if long else _MEND
            self.result.add("error" if long else "warning", where, "draft", problem, todo)
        for finding in checking.check(view.incident, draft):
            told_why = f"{finding.why} ({finding.match})".replace(" ()", "")
            self.result.add(finding.level, where, finding.rule, told_why, finding.rewrite)


def following(view: IncidentView) -> StepView | None:
    """The next step in the order of the file; one that repeats is done once."""
    if view.incident.ended:
        return None
    return next((each for each in view.steps if each.open and not (each.step.repeats and each.times)), None)


def told(refused: CrisisError) -> str:
    return f"{refused}; {refused.hint}" if refused.hint else str(refused)


def _reads(message: Message) -> frozenset[str]:
    texts = (message.subject, message.body, message.short, *message.channels.values())
    return frozenset(name for words in texts for text in words.values() for name in placeholders.used(text))
