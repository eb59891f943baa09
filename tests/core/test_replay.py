"""Whatever a log holds, it is read, told and shown; whatever people do, what they are told is so."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any, get_type_hints
from zoneinfo import ZoneInfo

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from crisisctl import acts as act
from crisisctl import chain, shapes
from crisisctl.errors import CrisisError, StoreFailed
from crisisctl.events import KINDS, Approved, DraftText, Event, Unknown, bare
from crisisctl.evolve import evolve, replay
from crisisctl.incident import CHANNEL_STATES, CLOSURE_REASONS, STATUSES, Incident
from crisisctl.playbook import MILESTONES, SEVERITIES, Audience, Organisation, Person
from crisisctl.queries import IncidentView, view
from crisisctl.timeline import timeline

from .scene import ID, ORGANISATION, PLAYBOOK, START, Scene, scene
from .test_chain import DATA, JSON, TEXT, seal

PARIS = ZoneInfo("Europe/Paris")
OPENED = [chain.parse(line).event for line in scene().store.read(ID)]
STEPS = [step.id for _, step in PLAYBOOK.steps()]
WORDS_OF_OURS = st.sampled_from(
    [*STEPS, *PLAYBOOK.known(), *MILESTONES, *SEVERITIES, *STATUSES, "customers", "lead", "sms"]
)
TIMES = st.sampled_from(
    [
        "2026-11-22T02:00:00Z",
        "2026-11-22T02:00:00",
        "2026-11-22",
        "0001-01-01T00:00:00Z",
        "9999-12-31T23:59:59Z",
        "soon",
    ]
)
DRAFTS = st.fixed_dictionaries(
    dict.fromkeys(("channel", "language", "subject", "text", "digest"), TEXT),
    optional={"edited": st.booleans() | JSON, "facts": st.lists(WORDS_OF_OURS | TEXT, max_size=2) | JSON},
)
APPROVALS = st.fixed_dictionaries(dict.fromkeys(("channel", "language", "digest"), TEXT), optional={"own": JSON})
FIELDS: dict[Any, st.SearchStrategy[Any]] = {
    str: WORDS_OF_OURS | TEXT,
    int: st.integers(-3, 9),
    bool: st.booleans(),
    datetime: TIMES,
    datetime | None: TIMES,
    Any: JSON | TIMES,
    Mapping[str, Any]: JSON,
    tuple[DraftText, ...]: st.lists(DRAFTS | JSON, max_size=2),
    tuple[Approved, ...]: st.lists(APPROVALS | JSON, max_size=2),
    tuple[str, ...]: st.lists(WORDS_OF_OURS | TEXT | JSON, max_size=2),
}


def almost(kind: type[Event]) -> st.SearchStrategy[Unknown]:
    """An event of ours, with one or the other field as it must not be, missing, or new."""
    hints = get_type_hints(kind)
    fields = {name: FIELDS[hints[name]] | JSON for name in kind.__struct_fields__}
    left_out = {name for name in fields if hints[name] is bool}
    required = {name: each for name, each in fields.items() if name not in left_out}
    optional = {name: fields[name] for name in left_out} | {"added_in_2030": JSON}
    data = st.fixed_dictionaries(required, optional=optional)
    return st.builds(Unknown, st.just(kind.type), data | DATA)


STRANGE = st.one_of(
    st.sampled_from(sorted(KINDS.values(), key=lambda kind: kind.type)).flatmap(almost),
    st.builds(Unknown, st.sampled_from(["entry.redacted", "message.read", ""]), DATA),
)


def shown(found: IncidentView) -> str:
    """Everything that reads an incident, at once."""
    for language in ("fr", "en"):
        assert len(timeline(found.incident, language, PARIS)) == len(found.incident.entries)
    return json.dumps(shapes.status(found, "en", PARIS))


@settings(max_examples=300)
@given(st.lists(STRANGE, max_size=5))
@example([Unknown("milestone.marked", {"milestone": "mitigated", "reached": "2026-11-22T02:00:00"})])
@example([Unknown("promise.made", {"audience": "customers", "due": "2026-11-22T02:00:00"})])
@example([Unknown("promise.made", {"audience": "customers", "due": "9999-12-31T23:59:59Z"})])
@example([Unknown("fact.set", {"name": "since", "value": 7})])
@example(
    [Unknown("acknowledged", {})] * 2 + [Unknown("entry.redacted", {"seq": seq, "reason": "x"}) for seq in (1, 7, 9)]
)
@example([Unknown("fact.set", {"name": "since", "value": "9999-12-31T23:59:59Z"})])
def test_a_log_with_strange_entries_is_read_told_and_shown(strange: list[Event]) -> None:
    lines = seal([*OPENED, *(each for each in strange if each.name != "incident.opened")])  # type: ignore[attr-defined]
    entries = [chain.parse(line) for line in lines]
    incident = replay(entries)
    gone = incident.redactions.keys()
    assert incident.id == ID
    assert incident.entries == tuple(bare(entry) if entry.seq in gone else entry for entry in entries)
    told = json.loads(shown(view(incident, START + timedelta(hours=1))))
    assert len(told["timeline"]) == len(lines)
    assert chain.verify(lines).problems == ()


@given(st.lists(STRANGE, min_size=1, max_size=3))
def test_a_log_that_does_not_begin_as_ours_is_an_error_of_the_store_or_read(strange: list[Event]) -> None:
    here = scene()
    here.store.change("odd", lambda _: seal(strange))
    try:
        found = here.desk.view("odd")
    except StoreFailed as problem:
        assert problem.hint == "see what is wrong by: crisisctl verify -i odd"  # noqa: PT017 - anything else is raised
    else:
        assert shown(found)


@given(STRANGE)
def test_what_is_not_known_changes_nothing_and_is_kept(strange: Event) -> None:
    before = replay([chain.parse(line) for line in seal(OPENED)])
    newer = Unknown("message.read", {"by": "somebody"})
    (line,) = seal([newer])
    assert evolve(before, chain.parse(line)) == before


def test_what_is_not_known_is_told_by_its_name() -> None:
    lines = seal([*OPENED, Unknown("message.read", {"by": "somebody"})])
    last = timeline(replay([chain.parse(line) for line in lines]), "en", UTC)[-1]
    assert (last.type, last.kind) == ("message.read", "unknown")
    assert "message.read" in last.text


@pytest.mark.parametrize("line", ["", "{}", "[]", "null", '{"seq": 1}', "not json"])
def test_a_line_that_cannot_be_read_is_named(line: str) -> None:
    here = scene()
    here.store.change(ID, lambda _: [line])
    with pytest.raises(StoreFailed) as caught:
        here.desk.view(ID)
    assert (caught.value.message, caught.value.hint) == (
        f"entry 4 of {ID} cannot be read",
        f"see what is wrong by: crisisctl verify -i {ID}",
    )


@pytest.mark.parametrize("change", [{"seq": "4"}, {"actor": 5}, {"prev": None}, {"digest": 1}, {"at": 3}, {"type": 3}])
def test_an_envelope_of_other_types_cannot_be_read(change: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match="not an entry of the log"):
        chain.parse(json.dumps(json.loads(seal(OPENED)[1]) | change))


WORDS = st.sampled_from(
    ["", "x", "Ana", "a; b", "yes", "no", "SEV1", "affected=3", "1200", "{{ x }}", "\x1b[2J", "\udce9", "🔥"]
)
STEP = st.sampled_from([*STEPS, "loook"])
MESSAGE = st.sampled_from([*PLAYBOOK.messages, "frist"])
FACT = st.sampled_from([*PLAYBOOK.known(), "afected"])
CHANNEL = st.sampled_from(["whatsapp", "sms", "email", "slack"])
SOME = st.lists(st.sampled_from(["sms", "email"]), max_size=1).map(tuple)
ATTEMPT = st.sampled_from(["one", "two", "three"])
PLACE = st.sampled_from(["list-1", "list-2"])
SMS_ALONE = {"customers": Audience("customers", channels=("sms",))}
OTHER = Organisation("Other", audiences=SMS_ALONE, people=(Person("Ana"),))
ACTS = st.one_of(
    st.builds(act.Do, STEP, st.lists(WORDS, max_size=2).map(tuple), st.booleans(), WORDS),
    st.builds(act.Do, STEP, st.just(("yes", "a", "b")), st.just(value=True), st.just("x")),
    st.builds(act.Skip, STEP, WORDS),
    st.builds(act.Fail, STEP, WORDS),
    st.builds(act.ReopenStep, STEP, WORDS),
    st.builds(act.RunCommand, STEP),
    st.builds(act.SetFacts, st.dictionaries(FACT, WORDS, max_size=3), WORDS, WORDS),
    st.builds(act.Note, WORDS, WORDS),
    st.builds(act.Correct, st.integers(-1, 40), WORDS),
    st.builds(act.TakeRole, st.sampled_from([*PLAYBOOK.roles, "leed"]), WORDS, st.booleans()),
    st.builds(act.ChangeOrganisation, st.sampled_from([OTHER, ORGANISATION]), WORDS),
    st.builds(act.HandOver, st.sampled_from([*PLAYBOOK.roles, "leed"]), WORDS, WORDS),
    st.builds(act.SetSeverity, st.sampled_from([*SEVERITIES, "SEV5"]), WORDS),
    st.builds(act.SetStatus, st.sampled_from([*STATUSES, "over"])),
    st.builds(act.Mark, st.sampled_from([*MILESTONES, "never"])),
    st.builds(act.SetChannel, CHANNEL, st.sampled_from([*CHANNEL_STATES, "x"])),
    st.builds(act.Send, MESSAGE, SOME, force=st.booleans(), reason=WORDS),
    st.builds(act.Approve, MESSAGE, WORDS, SOME, force=st.booleans(), reason=WORDS),
    st.builds(act.BeginSending, MESSAGE, CHANNEL, st.just("fr"), PLACE, ATTEMPT, st.booleans(), st.booleans(), WORDS),
    st.builds(act.EndSending, ATTEMPT, WORDS, st.booleans(), st.lists(WORDS, max_size=1).map(tuple)),
    st.builds(act.Acknowledge, WORDS),
    st.builds(act.AddAction, WORDS, WORDS),
    st.builds(act.FinishAction, st.integers(0, 4), WORDS),
    st.builds(act.Resolve),
    st.builds(act.Close, WORDS, st.booleans()),
    st.builds(act.Cancel, st.sampled_from([*CLOSURE_REASONS, "x"])),
    st.builds(act.Reopen, WORDS),
)  # fmt: skip


class AnyActs(RuleBasedStateMachine):
    """People do anything, in any order, at odd times."""

    def __init__(self) -> None:
        super().__init__()
        self.here = Scene().opened()
        self.lines: Sequence[str] = ()

    @rule(wanted=ACTS, passed=st.sampled_from([0, 1, 3600]), ago=st.sampled_from([None, 0, 60, 86400, -3600]))
    def do(self, wanted: act.Act, passed: int, ago: int | None) -> None:
        from msgspec.structs import replace

        self.here.after(seconds=passed)
        when = None if ago is None else self.here.at - timedelta(seconds=ago)
        before = self.here.store.read(ID)
        try:
            done = self.here.desk.do(ID, replace(wanted, when=when))
        except CrisisError:
            assert self.here.store.read(ID) == before
        else:
            assert {entry.when for entry in done.entries} <= {when or self.here.at}
            assert done.view.incident == self.here.incident

    @rule(message=MESSAGE, fresh=st.booleans())
    def draft(self, message: str, fresh: bool) -> None:
        try:
            written = self.here.draft(message, fresh=fresh)
        except CrisisError:
            return
        kept = self.here.incident.drafted[message].drafts
        assert {each.kept() for each in written.drafts} <= set(kept)
        assert not {each.channel for each in written.drafts} & set(self.here.incident.down)

    @invariant()
    def the_past_stays(self) -> None:
        lines = self.here.store.read(ID)
        assert lines[: len(self.lines)] == self.lines
        self.lines = lines
        assert [json.loads(line)["seq"] for line in lines] == list(range(1, len(lines) + 1))
        assert chain.verify(lines).problems == ()

    @invariant()
    def it_can_be_seen(self) -> None:
        found = self.here.view
        assert shown(found)
        assert found.next is None or found.next.open
        assert found.incident.status in STATUSES
        sent = [draft for message in found.messages for draft in message.drafts]
        drafted = {draft for entry in found.incident.entries for draft in getattr(entry.event, "drafts", ())}
        assert set(sent) <= drafted
        standing = [each["state"] for each in shapes.drafts(found.incident)]
        assert set(standing) <= {"needless", "drafted", "approved", "void", "sent", "failed", "unknown"}


AnyActs.TestCase.settings = settings(max_examples=30, stateful_step_count=25)
TestAnyActs = AnyActs.TestCase


def test_an_empty_log_is_no_incident() -> None:
    assert replay(()) == Incident()
    assert datetime.min.replace(tzinfo=UTC) == Incident().opened_at
