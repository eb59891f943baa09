"""The drafts of a message as a screen tells of them: under which number, how far on their way out, what is wrong."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from crisisctl import french
from crisisctl.approvals import Standing, standing, state_of
from crisisctl.queries import IncidentView
from crisisctl.screen.leaving import against, changed
from crisisctl.screen.lines import Line, flowing, line
from crisisctl.screen.times import clock, span
from crisisctl.screen.words import Tongue
from crisisctl.teller import flat, role_name
from crisisctl.tongue import counted

if TYPE_CHECKING:  # at run time they would bring Jinja2 and the rules along, which the status does not need
    from crisisctl.channels import Count
    from crisisctl.messages.draft import Draft
    from crisisctl.messages.drafts import Drafts
    from crisisctl.rules import Finding

_FEW_NAMES = 4
_LEVELS = {"error": ("✗", "bold red"), "warning": ("!", "yellow"), "info": ("·", "dim")}
_SIGNS = {"unknown": "?", "failed": "✗", "void": "✗", "approved": "✓", "preapproved": "✓", "needless": "✓"}


@dataclass(frozen=True, slots=True)
class Shown:
    """A draft under the number by which it is chosen, and when this exact text left in this round of the step."""

    number: int
    draft: Draft
    sent: datetime | None
    way: Standing
    """What approvals say."""
    state: str
    """How far it is: as ``way``, or sent, failed, unknown."""
    reason: str
    findings: tuple[Finding, ...]
    """What the message lint says, errors first, and first of all those that nobody can force."""

    @property
    def name(self) -> str:
        return f"{self.draft.channel} {self.draft.language}"

    @property
    def errors(self) -> tuple[Finding, ...]:
        return tuple(each for each in self.findings if each.level == "error")

    @property
    def barred(self) -> bool:
        """Whether something stands against its leaving that a person would have to answer for."""
        return bool(self.way.against or self.errors)


def numbered(written: Drafts, view: IncidentView, step: str, language: str) -> list[Shown]:
    """The drafts in the order of the screen: the reader's language first, then as the playbook has them."""
    ordered = sorted(written.drafts, key=lambda draft: draft.language != language)
    left = _left(written, view, step)
    return [_shown(number, draft, view, left) for number, draft in enumerate(ordered, 1)]


def _shown(number: int, draft: Draft, view: IncidentView, left: dict[tuple[str, str, str], datetime]) -> Shown:
    from crisisctl import rules
    from crisisctl.checking import check

    kept, incident = draft.kept(), view.incident
    way, now = standing(incident, draft.message, kept), state_of(incident, draft.message, kept)
    sent = left.get((kept.channel, kept.language, kept.digest))
    levels = list(_LEVELS)
    found = sorted(
        check(incident, draft), key=lambda each: (levels.index(each.level), rules.get(each.rule).overridable)
    )
    return Shown(number, draft, sent, way, now.state, now.against, tuple(found))


def _left(written: Drafts, view: IncidentView, step: str) -> dict[tuple[str, str, str], datetime]:
    """When each text left since the step was last done."""
    done = view.incident.steps.get(step)
    since = done.at if done and done.state == "done" else view.incident.opened_at
    return {
        (draft.channel, draft.language, draft.digest): sending.at
        for sending in view.messages
        if sending.message == written.message and sending.at > since
        for draft in sending.drafts
    }


def summary(
    written: Drafts, shown: Sequence[Shown], view: IncidentView, words: Tongue, width: int, *, brief: bool = False
) -> list[Line]:
    """How many, what stands against which, what they promise; ``brief`` leaves out what is said elsewhere too."""
    waiting = [each for each in shown if not each.sent]
    key = "drafts" if len(waiting) == len(shown) else "drafts_left"
    texts = counted(len(waiting), "text", words.language)
    parts = [line((words(key, texts=texts, count=len(shown)), "bold"))]
    for key, style, doubtful in (
        ("unknown_texts", "bold red", [each for each in waiting if each.state == "unknown"]),
        ("with_errors", "bold red", [each for each in waiting if each.errors]),
        ("to_approve", "bold yellow", [each for each in waiting if each.way.against and not _is_void(each)]),
        ("warned", "yellow", [each for each in waiting if notes(each, view, words) and not each.errors]),
    ):
        if doubtful and not (brief and key == "warned"):
            parts.append(line((words(key, names=_named(doubtful, shown, words)), style)))
    parts[1:1] = _void(waiting, view, words, width)
    if written.left_out and not brief:
        parts.append(line((words("left_out", names=", ".join(written.left_out)), "bold red")))
    if written.next_update:
        how_far, style = span(written.next_update, view, words)
        at = clock(written.next_update, view, words.language)
        parts.append(line((words("promises_brief" if brief else "promises_at", clock=at, span=how_far), style)))
    return flowing(parts, width)


def _void(waiting: Sequence[Shown], view: IncidentView, words: Tongue, width: int) -> Iterator[Line]:
    """Approvals that do not count any more, with what changed: where the names are too long, how many they are."""
    lost: dict[str, list[Shown]] = {}
    for each in waiting:
        if _is_void(each):
            lost.setdefault(changed(view.incident, each.way, words), []).append(each)
    for why, texts in lost.items():
        names = (_named(texts, waiting, words), counted(len(texts), "text", words.language))
        told = [line((f"✗ {words('void_here', names=each, why=why)}", "bold red")) for each in names]
        yield next((each for each in told if each.cells < width), told[-1])


def _is_void(each: Shown) -> bool:
    return each.way.state == "void" and each.way.approval is not None


def _named(some: Sequence[Shown], of: Sequence[Shown], words: Tongue) -> str:
    """Their names, or ``all``."""
    if len(some) == len(of) > 1:
        return words("all")
    return ", ".join(each.name for each in some[:_FEW_NAMES]) + (" …" if len(some) > _FEW_NAMES else "")


def state(each: Shown, view: IncidentView, words: Tongue) -> Line:
    """How far a text is on its way out, in words; the sign in front repeats it."""
    if each.sent:
        return line((f"✓ {words('sent_at', clock=clock(each.sent, view, words.language))}", "bold green"))
    if each.state in {"unknown", "failed"}:
        told = words(f"{each.state}_text", why=flat(french.said(each.reason, words.language)))
        return line((f"{_SIGNS[each.state]} {told}", "bold red"))
    if each.way.against:
        told = against(view.incident, each.draft.message, each.way, words)
        style = "bold red" if each.way.state == "void" else "bold yellow"
        return line((f"{_SIGNS.get(each.way.state, '○')} {told}", style))
    if each.way.state == "approved" and each.way.approval:
        given = each.way.approval
        key = "approved_own" if given.own else "approved"
        told = words(key, by=flat(given.by))
        if given.in_place:
            role = role_name(view.incident.playbook, given.role, words.language)
            return line((f"! {words('in_place', told=told, role=role)}", "bold yellow"))
        return line((f"✓ {told}", "bold green"))
    if each.way.state == "preapproved":
        return line((f"✓ {words('preapproved')}", "green"))
    if each.errors:
        return line((f"✗ {words('errors', count=len(each.errors))}", "bold red"))
    doubt = notes(each, view, words)
    return line((f"! {words('read_over')}", "yellow")) if doubt else line((words("ok"), "green"))


def notes(each: Shown, view: IncidentView, words: Tongue) -> list[Line]:
    """What is wrong with a text, one line each: what the lint calls an error first."""
    first = {found.rule: found for found in reversed(each.findings) if found.level != "info"}
    kept = [found for found in each.findings if first.get(found.rule) is found]  # a rule speaks once; [v] has them all
    told = [line((_finding(found, words), _LEVELS[found.level][1])) for found in kept]
    errors = sum(found.level == "error" for found in kept)
    return [*told[:errors], *(line((f"! {said}", "yellow")) for said in problems(each, view, words)), *told[errors:]]


def problems(each: Shown, view: IncidentView, words: Tongue) -> list[str]:
    """What the writing of the text found, but for what the lint says already or the screen shows beside it."""
    said = [] if not each.draft.edited else [words("edited_by_hand")]
    said += [words("facts_changed")] if each.way.stale else []
    from crisisctl.routes import at_risk

    linted = {found.rule for found in each.findings}
    for problem in each.draft.problems[1 if each.draft.edited else 0 :]:
        if problem.startswith("too long:") and not each.draft.count.fits:
            continue
        if "is marked down" in problem and "channel-down" in linted:
            continue
        if "shares its provider with" in problem and (twin := at_risk(view.incident).get(each.draft.channel)):
            said.append(words("at_risk", twin=twin))
        else:
            said.append(flat(french.said(problem, words.language)))
    return said


def _finding(found: Finding, words: Tongue) -> str:
    matched = f" {words('quoted', words=flat(found.match))}" if found.match else ""
    level = words(f"level_{found.level}")
    return f"{_LEVELS[found.level][0]} {level} {found.rule}{matched}{words('colon')} {flat(found.why)}"


def in_full(found: Finding, words: Tongue) -> tuple[str, str]:
    """A finding for who reads on: where it is, why, and what to write instead."""
    where = f"{_finding(found, words)} ({found.line}:{found.column})"
    return where, f"→ {flat(found.rewrite)}" if found.rewrite else ""


def measure(count: Count, words: Tongue) -> str:
    """``118/160 septets · 2 parts``."""
    limit = f"/{count.limit}" if count.limit is not None else ""
    parts = f" · {words('parts', count=count.parts)}" if count.parts > 1 else ""
    long = "" if count.fits else f" · {words('too_long')}"
    return f"{count.length}{limit} {words.known(count.unit)}{parts}{long}"


def name(each: Shown) -> Line:
    """``[3] email fr ✓`` for a text that has no panel."""
    sign = "✗" if each.errors or each.state in {"void", "failed"} else "?" if each.state == "unknown" else ""
    sign = "✓" if each.sent else sign or ("!" if each.draft.problems or each.findings else "")
    return line((f"[{each.number}]", "bold"), f" {each.name} {sign}".rstrip())
