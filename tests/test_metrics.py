from __future__ import annotations

import pytest
from msgspec.structs import replace

from crisisctl import acts as act
from crisisctl.acts import Act
from crisisctl.metrics import Metric, Silence, lint_rules, longest_silence, metrics, promise_state, severity_changes
from crisisctl.queries import IncidentView
from making import PLAYBOOK, At, draft, lines_of, minutes, opening, view_of
from night import rich_lines

OPEN = At(0, "ana", opening())


def of(view: IncidentView) -> dict[str, Metric]:
    return {metric.id: metric for metric in metrics(view)}


def after(*script: At, now: float | None = None) -> IncidentView:
    return view_of(lines_of([OPEN, *script]), None if now is None else minutes(now))


def said(at: float, due: float | None = None, message: str = "update", text: str = "x") -> tuple[At, At]:
    drafts = (draft("sms", "fr", f"{text} {at}"),)
    wanted: Act = act.Draft(message, drafts, None if due is None else minutes(due))
    return At(at, "bo", wanted), At(at, "bo", act.Send(message, force=True, reason="a test"))


def test_the_spans_of_the_rich_incident() -> None:
    found = of(view_of(rich_lines()))
    expected = {
        "time_to_detect": 12,
        "time_to_acknowledge": 6,
        "time_to_acknowledge_from_started": 18,
        "time_to_declare": 6,
        "time_to_first_internal_alert": 15,
        "time_to_first_external_communication": 21,
        "time_to_first_external_communication_from_started": 33,
        "time_to_mitigate": 49,
        "time_to_resolve": 88,
        "time_to_close": 30,
        "longest_silence": 30.2,
        "time_in_severity.SEV1": 48,
        "time_in_severity.SEV2": 22,
    }
    assert {name: found[name].value for name in expected} == {name: 60 * span for name, span in expected.items()}


def test_every_metric_says_its_formula_in_both_languages_and_either_a_value_or_why_not() -> None:
    for view in (view_of(rich_lines()), after()):
        for metric in metrics(view):
            assert all(metric.title[language] and metric.formula[language] for language in ("en", "fr"))
            assert (metric.value is None) == bool(metric.why_none), metric.id
            assert metric.title["en"] != metric.title["fr"]


def test_a_missing_end_is_none_with_its_reason() -> None:
    metric = of(after())["time_to_declare"]
    assert (metric.value, metric.why_none["en"]) == (None, "detected not recorded")
    assert metric.why_none["fr"] == "non renseigné\u00a0: détection"


def test_milestones_out_of_order_give_no_number() -> None:
    view = after(At(1, "ana", act.Mark("started")), At(3, "ana", act.Mark("detected", when=minutes(-5))))
    metric = of(view)["time_to_detect"]
    assert (metric.value, metric.why_none["en"]) == (None, "milestones out of order")


def test_a_span_of_zero_is_a_span() -> None:
    view = after(
        At(1, "ana", act.Mark("started", when=minutes(0))), At(1, "ana", act.Mark("detected", when=minutes(0)))
    )
    assert of(view)["time_to_detect"].value == 0


@pytest.mark.parametrize(
    ("now", "value", "denominator", "why"),
    [(20, None, 0, "no promise is due yet"), (40, 0.0, 1, "")],
)
def test_a_promise_counts_from_when_it_is_due(now: float, value: float | None, denominator: int, why: str) -> None:
    view = after(*said(10, due=30), now=now)
    metric = of(view)["update_promise_rate"]
    assert (metric.value, metric.denominator, metric.why_none.get("en", "")) == (value, denominator, why)
    assert promise_state(view.promises[0], view.now) == ("running" if now == 20 else "broken")


def test_promises_kept_and_broken() -> None:
    metric = of(after(*said(10, 30), *said(30, 50), *said(51)))["update_promise_rate"]
    assert (metric.numerator, metric.denominator, metric.value, metric.missed) == (1, 2, 0.5, True)


def test_without_promises_there_is_no_rate() -> None:
    assert of(after())["update_promise_rate"].why_none["en"] == "no promise was made"


def test_silence_runs_until_resolved_and_no_longer() -> None:
    view = after(*said(10), *said(20), At(60, "ana", act.Resolve()), now=500)
    assert longest_silence(view) == Silence("customers", minutes(20), minutes(60))


def test_silence_runs_until_now_while_it_is_open() -> None:
    assert longest_silence(after(*said(10), now=200)) == Silence("customers", minutes(10), minutes(200))


def test_what_one_audience_hears_does_not_break_the_silence_of_another() -> None:
    script = [OPEN, *said(10), *said(20, message="line"), *said(30), *said(40, message="line")]
    view = view_of(lines_of(script), minutes(55))
    assert longest_silence(view) == Silence("customers", minutes(30), minutes(55))
    assert of(view)["longest_silence"].value == 25 * 60


def test_nobody_waits_after_the_message_that_it_is_over() -> None:
    over = replace(PLAYBOOK.messages["fix"], kind="resolved")
    playbook = replace(PLAYBOOK, messages={**PLAYBOOK.messages, "fix": over})
    start = At(0, "ana", replace(opening(), playbook=playbook))
    view = view_of(lines_of([start, *said(10), *said(25, message="fix")]), minutes(200))
    assert longest_silence(view) == Silence("customers", minutes(10), minutes(25))


def test_internal_messages_do_not_break_the_silence() -> None:
    view = after(*said(10, message="alert"), now=30)
    assert of(view)["longest_silence"].why_none["en"] == "nobody outside waited for word"


def test_time_without_a_severity_is_counted_as_such() -> None:
    lines = lines_of([At(0, "ana", opening(severity="unset")), At(10, "ana", act.SetSeverity("SEV3"))])
    view = view_of(lines, minutes(30))
    assert [level for _, level in severity_changes(view)] == ["unset", "SEV3"]
    found = of(view)
    assert (found["time_in_severity.unset"].value, found["time_in_severity.SEV3"].value) == (600, 1200)


def test_steps_count_once_they_are_due() -> None:
    done = At(4, "ana", act.Do("two-sources", ("a", "b")))
    assert of(after(now=1))["steps_on_time"].why_none["en"] == "no step was due"
    metric = of(after(done, now=9))["steps_on_time"]  # how-many was due after 8 minutes
    assert (metric.numerator, metric.denominator) == (1, 2)
    skipped = At(5, "ana", act.Skip("how-many", "unknowable"))
    assert of(after(done, skipped, now=9))["steps_on_time"].value == 1


@pytest.mark.parametrize(
    ("due", "done", "value", "why"),
    [
        ("2026-11-22", True, 1.0, ""),
        ("2026-11-21", True, 0.0, ""),
        ("2026-11-21", False, 0.0, ""),
        ("2026-12-24", False, None, "no action is due yet"),
        ("soon", True, None, "no action has a due day"),
    ],
)
def test_actions(due: str, done: bool, value: float | None, why: str) -> None:
    script = [At(1, "ana", act.AddAction("mend", due=due))]
    script += [At(2, "ana", act.FinishAction(1))] if done else []
    metric = of(after(*script))["action_completion"]
    assert (metric.value, metric.why_none.get("en", "")) == (value, why)


def test_counts() -> None:
    found = of(view_of(rich_lines()))
    names = ("corrections", "notes_corrected", "overrides", "lint_overrides", "unknown_sendings")
    assert [found[name].value for name in names] == [0, 1, 9, 5, 1]
    assert of(after(*said(10, message="fix")))["corrections"].value == 1


def test_the_latency_of_approvals() -> None:
    found = of(view_of(rich_lines()))  # after 1, 1, 4 and 0.5 minutes
    assert (found["approval_latency"].value, found["approval_latency_max"].value) == (60, 240)
    odd = of(view_of(rich_lines(until=45)))
    assert odd["approval_latency"].value == 60


@pytest.mark.parametrize(
    ("approved", "english", "french"),
    [
        (None, "no approval is recorded", "aucune validation n’est enregistrée"),
        (5, "approved before it was drafted", "validé avant d’être rédigé"),
    ],
)
def test_without_approvals_there_is_no_latency(approved: float | None, english: str, french: str) -> None:
    script = [At(10, "bo", act.Draft("first-notice", (draft("sms", "fr", "x"),)))]
    if approved is not None:
        script.append(At(11, "Ana", act.Approve("first-notice", "Ana", when=minutes(approved))))
    for name in ("approval_latency", "approval_latency_max"):
        metric = of(after(*script))[name]
        assert (metric.value, metric.why_none) == (None, {"en": english, "fr": french})


def test_the_share_that_acknowledged_in_time() -> None:
    metric = of(view_of(rich_lines()))["internal_ack_rate"]
    assert (metric.numerator, metric.denominator, metric.value, metric.missed) == (2, 5, 0.4, True)
    assert of(after())["internal_ack_rate"].why_none["en"] == "no internal alert is recorded as sent"


def _begun(attempt: str, *, again: bool = False) -> act.BeginSending:
    return act.BeginSending("fix", "sms", "fr", "list", attempt, again, reason="look" if again else "")


def test_a_sending_is_unknown_until_it_ends_well() -> None:
    drafted = At(9, "bo", act.Draft("fix", (draft("sms", "fr", "x"),)))
    begun = At(10, "bo", _begun("a"))
    unsure = At(11, "bo", act.EndSending("a", "timeout", unsure=True))
    again = (At(12, "bo", _begun("b", again=True)), At(13, "bo", act.EndSending("b")))
    by_hand = At(12, "bo", act.Send("fix"))
    told = [
        of(after(drafted, *script))["unknown_sendings"]
        for script in ((), (begun,), (begun, unsure), (begun, unsure, *again), (begun, unsure, by_hand))
    ]
    assert [(metric.value, metric.missed) for metric in told] == [
        (0, False),
        (1, True),
        (1, True),
        (0, False),
        (0, False),
    ]


@pytest.mark.parametrize(
    ("override", "rules"),
    [
        ("", ()),
        ("in a hurry", ()),
        (
            "in a hurry (although lint: blame (sms fr, email fr); cause-speculation (sms fr))",
            ("blame", "cause-speculation"),
        ),
        ("so (although lint: blame (sms fr)) (although line: not approved by comms (sms fr))", ("blame",)),
        ("so (although list is for a, b, and line for press; lint: blame, jargon)", ("blame", "jargon")),
        ("so (although line: not approved by comms (sms fr))", ()),
        (f"(although lint: {'a' * 50_000}", ()),
    ],
)
def test_an_override_names_its_rules(override: str, rules: tuple[str, ...]) -> None:
    assert lint_rules(override) == rules
