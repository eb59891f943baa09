"""A playbook walked by nobody: each answer of each decision once, each message written from sample facts.

An incident in memory is walked by the same acts as at night, so what is refused here would be refused there. Commands
are never run. A walk takes answers that were not taken before; then each step that was not come to gets a walk of its
own, with the answers that lead there and facts under which its ``when`` holds.
"""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

from crisisctl import acts as act
from crisisctl import channels, checking, drafting, expressions
from crisisctl.errors import CrisisError, Refused
from crisisctl.incident import STATUSES
from crisisctl.messages import placeholders
from crisisctl.messages.draft import Draft
from crisisctl.playbook import SEVERITIES, Input, Message, Option, Organisation, Playbook, Step, equip
from crisisctl.queries import IncidentView, StepView
from crisisctl.runner import Desk, zone_of
from crisisctl.stores import open_store

DAY, HOUR = date(2026, 11, 23), time(20, 30)
"""A Monday evening, where the organisation is: most times of the day that examples give are past by then."""
_WHY = "a rehearsal"
_SAMPLES = {"text": "test", "integer": "12", "number": "1.5", "boolean": "yes", "datetime": "14:05", "duration": "2h"}
_TRIES = 4096
"""How many combinations of facts are tried for one ``when``."""


@dataclass(frozen=True, slots=True)
class Found:
    """What would stand in the way. ``where`` is a step, a fact, or a message with its channel and language."""

    level: str
    where: str
    code: str
    text: str


@dataclass(slots=True)
class Result:
    """What the walks came to."""

    playbook: Playbook
    walks: int = 0
    reached: set[str] = field(default_factory=set)
    taken: Counter[tuple[str, str]] = field(default_factory=Counter)
    texts: int = 0
    found: dict[Found, None] = field(default_factory=dict)

    @property
    def never(self) -> tuple[Step, ...]:
        return tuple(step for _, step in self.playbook.steps() if step.id not in self.reached)

    @property
    def untaken(self) -> tuple[tuple[Step, Option], ...]:
        """Answers that could be given where the walks came by, and were not."""
        steps = [step for _, step in self.playbook.steps() if step.id in self.reached]
        return tuple((step, each) for step in steps for each in step.options if not self.taken[step.id, each.id])

    def add(self, level: str, where: str, code: str, text: str) -> None:
        self.found[Found(level, where, code, text)] = None


def rehearse(playbook: Playbook, organisation: Organisation) -> Iterator[Result]:
    """Walk it; what was found so far after each walk, so that somebody can be told how far it is. The last is whole."""
    playbook = equip(playbook, organisation)
    result, seen = Result(playbook), set[tuple[object, ...]]()

    def walk(answers: Mapping[str, str], facts: Mapping[str, str]) -> Result:
        result.walks += 1
        _Walk(playbook, organisation, result, seen, answers, facts).go()
        return result

    yield walk({}, {})
    for _ in range(sum(len(step.options) for _, step in playbook.steps())):
        before = len(result.taken)
        if not result.untaken:
            break
        yield walk({}, {})
        if len(result.taken) == before:
            break
    ways = _ways(playbook)
    for step in result.never:
        if step.id not in result.reached and step.id in ways:
            yield walk(*_wish(playbook, step, ways[step.id]))
    for step, option in result.untaken:
        if not result.taken[step.id, option.id] and step.id in ways:
            answers, facts = _wish(playbook, step, ways[step.id])
            yield walk({**answers, step.id: option.id}, facts)
    for step in result.never:
        result.add("error", step.id, "never-reached", f"no walk came by the step {step.id}")
    for name in sorted(set(playbook.messages) - {step.message for _, step in playbook.steps()}):
        result.add("warning", name, "never-sent", f"no step sends the message {name}: it was not written")
    yield result


class _Walk:
    """One walk, from the opening to the last step that is open."""

    def __init__(
        self,
        playbook: Playbook,
        organisation: Organisation,
        result: Result,
        seen: set[tuple[object, ...]],
        answers: Mapping[str, str],
        facts: Mapping[str, str],
    ) -> None:
        self._playbook = playbook
        self._result = result
        self._seen = seen
        self._answers = dict(answers)
        self._facts = facts
        self._at = datetime.combine(DAY, HOUR, zone_of(organisation))
        self._desk = Desk(open_store("memory:"), "rehearsal", self._now)
        self._id = ""
        self._open = act.Open(
            incident="",
            title=next(iter(playbook.title.values()), playbook.id),
            playbook=playbook,
            organisation=organisation,
            values={name: self._sample(spec) for name, spec in playbook.inputs.items()},
            roles=dict.fromkeys(playbook.roles, "Ana"),
        )

    def _now(self) -> datetime:
        self._at += timedelta(seconds=1)
        return self._at

    def _sample(self, spec: Input) -> str:
        """What a person might type: what this walk needs, the example of the playbook, else something of its type."""
        if spec.type == "choice" and spec.choices:
            made = next(iter(spec.choices))
        elif spec.type in {"integer", "number"} and spec.min is not None and spec.min > 12:
            made = str(spec.min)
        else:
            made = _SAMPLES.get(spec.type, "test")
        return self._facts.get(spec.name) or spec.example or spec.default or made

    def go(self) -> None:
        try:
            self._id = self._desk.open(self._open).view.incident.id
        except CrisisError as refused:
            self._result.add("error", "inputs", "not-opened", _told(refused))
            return
        self._begin()
        for _ in range(20 * len(list(self._playbook.steps())) + 20):
            view = self._desk.view(self._id)
            following = _following(view)
            if following is None or not self._step(following.step, view):
                return

    def _begin(self) -> None:
        """What this walk needs and no step might ask for: somebody sets it at any time."""
        if severity := self._facts.get("severity"):
            self._try("severity", act.SetSeverity(severity, _WHY))
        if down := self._facts.get("down"):
            self._try("down", act.SetChannel(down, "down", _WHY))
        loose = {name: value for name, value in self._facts.items() if name in self._playbook.facts}
        if loose:
            self._try(next(iter(loose)), act.SetFacts(loose, source=_WHY, confirmed_by="Ana"))

    def _try(self, where: str, wanted: act.Act) -> bool:
        try:
            self._desk.do(self._id, wanted)
        except CrisisError as refused:
            self._result.add("error", where, "refused", _told(refused))
            return False
        return True

    def _step(self, step: Step, view: IncidentView) -> bool:
        """Do a step; False where the incident goes on with another playbook."""
        self._result.reached.add(step.id)
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
                if self._message(step, view):
                    return True
            case _:
                answers = (_WHY,)
        if not self._try(step.id, act.Do(step.id, answers, force=True, reason=_WHY)):
            self._try(step.id, act.Skip(step.id, _WHY))
        return True

    def _answer(self, step: Step) -> None:
        known = self._playbook.known()
        values = {name: self._sample(known[name]) for name in step.facts}
        for name, value in values.items():
            who = "Ana" if known[name].confirm else ""
            try:
                self._desk.do(self._id, act.SetFacts({name: value}, source=_WHY, confirmed_by=who))
            except CrisisError as refused:
                text = f"{_told(refused)}; give the fact an `example`"
                self._result.add("error", name, "no-sample", text)
        self._try(step.id, act.Do(step.id, (), force=True, reason=_WHY))

    def _choose(self, step: Step) -> Option:
        """The answer that this walk needs, once; else one not taken yet; else one that leads on."""
        steps = [each.id for _, each in self._playbook.steps()]
        wanted = self._answers.pop(step.id, "")

        def rank(option: Option) -> tuple[bool, int, bool, bool]:
            back = option.goto in steps[: steps.index(step.id)]
            taken = self._result.taken[step.id, option.id]
            return option.id != wanted, min(taken, 1), back, option.playbook is not None

        chosen = min(step.options, key=rank)
        if chosen.id != wanted and self._result.taken[step.id, chosen.id]:
            chosen = min(step.options, key=lambda option: rank(option)[2:])
        self._result.taken[step.id, chosen.id] += 1
        return chosen

    def _message(self, step: Step, view: IncidentView) -> bool:
        """Write its drafts, unless the same facts have been looked at before; whether that did the step."""
        message = self._playbook.messages[step.message or ""]
        state = view.incident
        reads = _reads(message)
        values = tuple((name, str(state.facts[name].value)) for name in sorted(reads & state.facts.keys()))
        key = (message.id, state.status, state.severity, values)
        if key in self._seen:
            return False
        self._seen.add(key)
        for again in (True, False):
            try:
                written, done = drafting.draft(self._desk, self._id, message.id, fresh=True)
            except Refused as refused:
                missing = [name for name in refused.names if name in self._playbook.known()]
                secret = self._playbook.secrets() & set(missing)
                if again and missing and not secret and self._supply(missing):
                    text = f"it prints what nobody has asked for on this way: {', '.join(missing)}"
                    self._result.add("warning", message.id, "asked-too-late", text)
                    continue
                self._result.add("error", message.id, "text-refused", _told(refused))
            except CrisisError as wrong:
                self._result.add("error", message.id, "text-refused", _told(wrong))
            else:
                for draft in written.drafts:
                    self._read(draft, done.view)
                sent = self._desk.do(self._id, act.Send(message.id, step=step.id, force=True, reason=_WHY))
                return sent.view.incident.state_of(step.id) == "done"
            return False
        return False

    def _supply(self, names: list[str]) -> bool:
        known = self._playbook.known()
        values = {name: self._sample(known[name]) for name in names}
        return self._try(names[0], act.SetFacts(values, source=_WHY, confirmed_by="Ana"))

    def _read(self, draft: Draft, view: IncidentView) -> None:
        self._result.texts += 1
        where = f"{draft.message} {draft.channel} {draft.language}"
        for problem in draft.problems:
            self._result.add("error" if problem.startswith("too long") else "warning", where, "draft", problem)
        for finding in checking.check(view.incident, draft):
            self._result.add(finding.level, where, finding.rule, f"{finding.why} ({finding.match})".replace(" ()", ""))


def _following(view: IncidentView) -> StepView | None:
    """The next step in the order of the file; one that repeats is done once."""
    if view.incident.ended:
        return None
    return next((each for each in view.steps if each.open and not (each.step.repeats and each.times)), None)


def _told(refused: CrisisError) -> str:
    return f"{refused}; {refused.hint}" if refused.hint else str(refused)


def _reads(message: Message) -> frozenset[str]:
    texts = (message.subject, message.body, message.short, *message.channels.values())
    return frozenset(name for words in texts for text in words.values() for name in placeholders.used(text))


def _ways(playbook: Playbook) -> dict[str, dict[str, str]]:
    """For each step, the answers that lead there by the shortest way; linear in steps and answers."""
    steps = [step for _, step in playbook.steps()]
    place = {step.id: at for at, step in enumerate(steps)}
    ways: dict[int, dict[str, str]] = {0: {}} if steps else {}
    ahead = [0] if steps else []
    for at in ahead:
        step = steps[at]
        following = [
            (place.get(option.goto or "", at + 1), {step.id: option.id})
            for option in step.options
            if not option.playbook
        ]
        if step.kind != "decision" or step.when or step.optional:
            following.append((at + 1, {}))
        for there, answer in following:
            if there < len(steps) and there not in ways:
                ways[there] = {**ways[at], **answer}
                ahead.append(there)
    return {steps[at].id: way for at, way in ways.items()}


def _wish(playbook: Playbook, step: Step, way: Mapping[str, str]) -> tuple[dict[str, str], dict[str, str]]:
    """The answers and facts with which a walk comes by a step: also those that let the decisions before it apply."""
    steps = {each.id: each for _, each in playbook.steps()}
    answers, facts = dict(way), dict[str, str]()
    for each in (*(steps[name] for name in way), step):
        if each.when:
            facts |= _under(playbook, each.when, facts)
    for other in steps.values():
        if other.sets in facts and any(option.id == facts[other.sets] for option in other.options):
            answers[other.id] = facts[other.sets]
    return answers, facts


def _under(playbook: Playbook, expression: str, given: Mapping[str, str]) -> dict[str, str]:
    """Facts under which an expression holds; those ``given`` stay. Empty where none were found."""
    known = playbook.known()
    names = sorted(expressions.names(expression))
    literals = [word.strip("'\"") for word in expression.replace("(", " ").replace(")", " ").split()]
    numbers = [int(word) for word in literals if word.lstrip("-").isdigit()]
    values: list[list[tuple[str, object]]] = []
    for name in names:
        spec = known.get(name)
        if name == "severity":
            values.append([(level, level) for level in SEVERITIES])
        elif name == "down":
            values.append([("", ()), *((word, (word,)) for word in literals if word in channels.ids())])
        elif name == "status":
            values.append([("", status) for status in STATUSES])
        elif spec is None:
            values.append([("", None)])
        elif spec.type == "boolean":
            values.append([("yes", True), ("no", False)])
        elif spec.type == "choice":
            values.append([(each, each) for each in spec.choices])
        elif spec.type in {"integer", "number"}:
            around = sorted({number + by for number in numbers for by in (-1, 0, 1)} | {12})
            values.append([(str(number), number) for number in around if number >= (spec.min or 0)])
        else:
            example = spec.example or _SAMPLES.get(spec.type, "test")
            values.append([(example, example), *((word, word) for word in literals if word not in names)])
    for combination in itertools.islice(itertools.product(*values), _TRIES):
        raw = {name: text for name, (text, _) in zip(names, combination, strict=True) if text}
        if any(given.get(name, text) != text for name, text in raw.items()):
            continue
        if expressions.holds(expression, {name: value for name, (_, value) in zip(names, combination, strict=True)}):
            return raw
    return {}
