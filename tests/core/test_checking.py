"""The lint at the gate: what the incident tells the rules, what stands against a text, and who may go on."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from msgspec.structs import replace

from crisisctl import acts as act
from crisisctl import checking, lint_settings, rules
from crisisctl.acts import Act
from crisisctl.errors import BadInputFile, Refused
from crisisctl.events import DraftText, text_digest
from crisisctl.playbook import Audience, Message, Person

from .scene import ORGANISATION, PLAYBOOK, START, Scene, scene

GUESS = "Il s'agit probablement d'un piratage."
"""A guess at the cause: an error."""
JARGON = "Le rollback du cluster est fait."
PASSED_ON = "Mot de passe : hunter2-Zebra!"
"""An error that nobody overrides."""
HOLE = "Prochain point : {{ next_update }}."


def text(body: str, channel: str = "email", language: str = "fr") -> DraftText:
    return DraftText(channel, language, "", body, text_digest("", body))


def said(*bodies: str, mode: str = "live", message: str = "inside") -> Scene:
    """Texts to our own people, one a channel, so that few rules have anything to say."""
    channels = ("email", "slack", "teams")
    texts = tuple(text(body, channel) for body, channel in zip(bodies, channels, strict=False))
    return scene(act.Draft(message, texts), mode=mode)


def gate(
    here: Scene,
    channels: tuple[str, ...] = (),
    languages: tuple[str, ...] = (),
    *,
    force: bool = False,
    reason: str = "",
    message: str = "inside",
) -> str:
    return checking.gate(here.view, message, channels, languages, force=force, reason=reason)


def found(here: Scene, body: str, message: str = "inside", channel: str = "email") -> dict[str, str]:
    """The rules that a text breaks, and at which level."""
    return {each.rule: each.level for each in checking.check(here.incident, text(body, channel), message)}


def test_the_words_of_these_tests_are_what_they_are_taken_for() -> None:
    here = said()
    levels = {body: found(here, body) for body in (GUESS, JARGON, PASSED_ON, HOLE)}
    assert levels[GUESS]["cause-speculation"] == "error"
    assert "error" not in levels[JARGON].values()
    assert levels[PASSED_ON]["secret-leak"] == levels[HOLE]["placeholder-unrendered"] == "error"


def test_nothing_stands_against_words_without_errors_nor_against_none() -> None:
    assert gate(said("Le service est en panne.", JARGON)) == ""
    assert gate(scene()) == ""


def test_errors_are_named_with_the_texts_and_a_way_out() -> None:
    with pytest.raises(Refused) as caught:
        gate(said(GUESS, "Le service est en panne.", GUESS))
    assert (caught.value.message, caught.value.hint) == (
        "inside has errors: cause-speculation (email fr, teams fr)",
        'crisisctl lint --explain cause-speculation; mend it, or go on all the same: --force --reason "…"',
    )


def test_only_the_texts_that_are_meant_count() -> None:
    here = said(GUESS, "Le service est en panne.")
    assert gate(here, ("slack",)) == ""
    assert gate(here, (), ("en",)) == ""
    with pytest.raises(Refused):
        gate(here, ("email",), ("fr",))


def test_the_text_of_a_channel_that_is_down_does_not_count_unless_it_is_named() -> None:
    here = said(GUESS, "Le service est en panne.").given(act.SetChannel("email", "down"))
    assert gate(here) == ""
    with pytest.raises(Refused):
        gate(here, ("email",))


def test_who_goes_on_says_why_and_the_rules_are_recorded() -> None:
    here = said(GUESS)
    for reason in ("", " \n"):
        with pytest.raises(Refused) as caught:
            gate(here, force=True, reason=reason)
        assert (caught.value.message, caught.value.hint) == ("say why you go on all the same", 'add --reason "…"')
    told = gate(here, force=True, reason=" the police said so ")
    assert told == "the police said so (although lint: cause-speculation (email fr))"
    with pytest.raises(Refused):
        gate(here, reason="the police said so")


@pytest.mark.parametrize(("body", "rule"), [(PASSED_ON, "secret-leak"), (HOLE, "placeholder-unrendered")])
def test_two_rules_never_yield(body: str, rule: str) -> None:
    with pytest.raises(Refused) as caught:
        gate(said(GUESS, body), force=True, reason="I insist")
    assert caught.value.message == f"inside cannot leave like this: {rule}"
    assert "hunter2" not in f"{caught.value.message}{caught.value.hint}"


@pytest.mark.parametrize(
    ("body", "rule", "allowed"),
    [
        (GUESS, "cause-speculation", True),
        (GUESS, "jargon, cause-speculation", True),
        (GUESS, "jargon", False),
        (GUESS, "cause-speculatio", False),
        (PASSED_ON, "secret-leak", False),
        (HOLE, "placeholder-unrendered", False),
    ],
)
def test_the_author_of_a_template_may_allow_a_rule_in_it(body: str, rule: str, allowed: bool) -> None:
    for field, words in (
        ("body", {"en": f"{{# lint-ok: {rule} #}}x"}),
        ("short", {"": f"x {{#lint-ok:{rule}#}}"}),
        ("channels", {"email": {"fr": f"{{# lint-ok: {rule} #}}"}}),
    ):
        allowing = replace(PLAYBOOK.messages["inside"], **{field: words})
        playbook = replace(PLAYBOOK, messages={**PLAYBOOK.messages, "inside": allowing})
        here = scene(act.Draft("inside", (text(body),)), playbook=playbook)
        if allowed:
            assert gate(here) == ""
        else:
            with pytest.raises(Refused):
                gate(here)


LINT = '[levels]\ncause-speculation = "{level}"\n'


@pytest.mark.parametrize(
    ("here_says", "home_says", "refused"),
    [("off", "", False), ("", "off", False), ("error", "off", True), ("off", "error", False), ("", "", True)],
)
def test_a_team_has_levels_of_its_own_and_those_of_this_folder_come_first(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, here_says: str, home_says: str, refused: bool
) -> None:
    home = tmp_path / "home"
    home.mkdir()
    monkeypatch.setenv("CRISISCTL_HOME", str(home))
    for folder, level in ((Path(), here_says), (home, home_says)):
        if level:
            (folder / "lint.toml").write_text(LINT.format(level=level), encoding="utf-8")
    here = said(GUESS)
    if refused:
        with pytest.raises(Refused):
            gate(here)
    else:
        assert gate(here) == ""


def test_what_a_team_changes_counts_at_once() -> None:
    here = said(GUESS)
    for level, count in (("warning", 0), ("error", 1), ("off", 0)):
        Path("lint.toml").write_text(LINT.format(level=level), encoding="utf-8")
        errors = [each for each in checking.check(here.incident, text(GUESS), "inside") if each.level == "error"]
        assert len(errors) == count


@pytest.mark.parametrize(
    "content", [b"[levels]\nno-such-rule = 'off'\n", b"[levels", b"\xff\xfe", b"[levels]\nsecret-leak = 'off'\n"]
)
def test_a_lint_file_that_is_wrong_is_told_and_the_usual_rules_stand_at_the_gate(
    content: bytes,
) -> None:
    """In the midst of an incident a file of settings must not keep a message from leaving, nor let one pass."""
    Path("lint.toml").write_bytes(content)
    with pytest.raises(Refused, match="cause-speculation"):
        gate(said(GUESS))
    with pytest.raises(BadInputFile, match=r"lint\.toml"):
        lint_settings.own_settings()


def context(here: Scene, message: str = "first") -> rules.Context:
    return checking.context(here.incident, here.incident.playbook.messages[message], text("x"))


def test_what_is_known_of_an_incident_is_told_to_the_rules() -> None:
    people = (Person("Dov Levi", ("tech",)), Person("Eva Roy", ("spokesperson",)))
    contacts = {
        "phone": "01 99 00 12 34",
        "email": "aide@exemplia.example",
        "status_url": "https://etat.exemplia.example/fr",
    }
    here = scene(
        act.SetFacts({"affected": "7", "since": "03:02", "cause": "power"}),
        act.SetChannel("sms", "down"),
        act.SetSeverity("SEV2"),
        organisation=replace(ORGANISATION, people=people, contacts=contacts),
        mode="drill",
    )
    known = context(here)
    assert (known.status, known.severity, known.mode, known.channels_down) == (
        "investigating",
        "SEV2",
        "exercise",
        ("sms",),
    )
    assert (known.company, known.staff) == ("Exemplia", ("Dov Levi",))
    assert known.own_domains == ("etat.exemplia.example", "exemplia.example")
    assert known.published_contacts == tuple(contacts.values())
    assert {name: known.facts[name] for name in ("affected", "since", "started", "severity")} == {
        "affected": 7,
        "since": "03:02",
        "started": "03:02",
        "severity": "SEV2",
    }
    assert known.cause_confirmed is False
    assert "cause" not in known.facts
    here.given(act.SetFacts({"cause": "power"}, confirmed_by="Dov"))
    assert (context(here).cause_confirmed, context(here).facts["cause"]) == (True, "power")


def test_a_time_without_its_zone_is_advised_the_label_of_the_organisation() -> None:
    montreal = replace(ORGANISATION, timezone_label={"fr": "heure de Montréal", "en": "Montreal time"})
    here = scene(organisation=montreal)
    message = here.incident.playbook.messages["first"]
    for language, advised in (("fr", "« 15 h 30 (heure de Montréal) »"), ("en", '"3:30 pm Montreal time"')):
        known = checking.context(here.incident, message, text("x", language=language))
        for context_, label in ((known, True), (rules.Context(), False)):
            found = rules.lint(rules.Message("Point à 15:30. Next update at 15:30.", language), context_)
            (each,) = {each.rewrite for each in found if each.rule == "time-without-timezone"}
            each = each.replace("\N{NO-BREAK SPACE}", " ")
            assert (advised in each) is label
            assert "Paris" not in each


def test_what_is_not_known_is_not_told() -> None:
    known = context(scene())
    assert (known.severity, known.mode, known.eta_confirmed, known.last_sent_facts) == (None, "real", None, None)
    assert "next_update" not in known.facts


def test_the_promise_of_the_drafts_is_a_fact_in_our_own_zone() -> None:
    here = scene(act.Draft("first", (text("x"),), START + timedelta(hours=1)))
    assert context(here).facts["next_update"] == "04:14"


def test_the_rules_know_what_this_audience_was_told_last() -> None:
    here = scene(act.SetFacts({"affected": "7"}), act.Draft("first", (text("x"),)), act.Draft("inside", (text("x"),)))
    here.given(act.Send("first"), act.SetFacts({"affected": "9"}), act.Send("inside"))
    assert (context(here).last_sent_facts or {})["affected"] == 7
    assert (context(here, "inside").last_sent_facts or {})["affected"] == 9
    assert context(here).facts["affected"] == 9


def test_the_rules_know_the_same_text_in_the_other_language() -> None:
    drafts = (text("un", "sms"), text("one", "sms", "en"), text("deux"))
    here = scene(act.Draft("first", drafts))
    message = here.incident.playbook.messages["first"]
    assert checking.context(here.incident, message, drafts[0]).other_language_text == "one"
    assert checking.context(here.incident, message, drafts[1]).other_language_text == "un"
    assert checking.context(here.incident, message, drafts[2]).other_language_text == ""


@pytest.mark.parametrize(
    ("acts", "body", "rule"),
    [
        ((), "Le service est en panne.", ""),
        ((act.SetChannel("email", "down"),), "Le service est en panne.", "channel-down"),
        ((act.SetChannel("sms", "down"),), "Le service est en panne.", ""),
        ((), "Tout est revenu à la normale : l'incident est résolu.", "status-mismatch"),
        ((act.Resolve(),), "Tout est revenu à la normale : l'incident est résolu.", ""),
        ((act.SetFacts({"affected": "7"}),), "7 clients sont touchés.", ""),
        ((act.SetFacts({"affected": "7"}),), "12 clients sont touchés.", "fact-mismatch"),
    ],
)
def test_rules_that_look_at_the_incident_read_the_log(acts: tuple[Act, ...], body: str, rule: str) -> None:
    looking = {"channel-down", "status-mismatch", "fact-mismatch"}
    assert looking & found(scene(*acts), body, "first").keys() == {rule} - {""}


def test_an_exercise_says_so() -> None:
    body = "Le service est en panne."
    assert "exercise-unmarked" in found(said(mode="drill"), body, "first")
    assert "exercise-unmarked" not in found(said(mode="drill"), f"[EXERCICE] {body} [EXERCICE]", "first")
    assert "exercise-unmarked" not in found(said(), body, "first")


CORRECTION = Message(
    "fix",
    "customers",
    "correction",
    body={"": "{{ affected }}."},
    channels={"sms": {"fr": "Rectificatif : 7.", "en": "CORRECTION: 7."}},
)


@pytest.mark.parametrize(
    ("subject", "body", "said"),
    [
        ({}, "7 clients, et non 70.", False),
        ({}, "Rectificatif : 7 clients, et non 70.", True),
        ({}, "Correction : 7 clients.", True),
        ({}, "Nos rectifications : 7.", True),
        ({"": "RECTIFICATIF"}, "7 clients, et non 70.", True),
        ({}, "Incorrections", False),
        ({}, "corrective", False),
    ],
)
def test_a_correction_says_that_it_is_one(subject: dict[str, str], body: str, said: bool) -> None:
    message = replace(CORRECTION, subject=subject, body={"": body})
    playbook = replace(PLAYBOOK, messages={"fix": message}, phases=())
    found = {each.channel: each.problems for each in scene(playbook=playbook).draft("fix", languages=["fr"]).drafts}
    assert ("a correction says that it is one: write the word `rectificatif`" in found["email"]) is not said
    assert found["sms"] == ()


def test_what_is_no_correction_need_not_say_so() -> None:
    message = replace(CORRECTION, kind="update")
    here = scene(act.SetFacts({"affected": "7"}), playbook=replace(PLAYBOOK, messages={"fix": message}, phases=()))
    assert not any("correction" in problem for each in here.draft("fix").drafts for problem in each.problems)


def test_nothing_hostile_stops_the_gate() -> None:
    odd = Audience("\x1b[2J<b>", channels=("email",))
    people = (Person("<script>alert(1)</script>"), Person("a" * 5000), Person(""), Person("(((("))
    message = Message("odd", odd.id, body={"": "x"})
    playbook = replace(PLAYBOOK, audiences={odd.id: odd}, messages={"odd": message}, phases=())
    here = scene(
        act.Draft("odd", (text("\x00\x1b]0;x\x07 \u202e {{" * 3000), text("é" * 60_000, "sms"))),
        playbook=playbook,
        organisation=replace(ORGANISATION, name="*[", people=people, contacts={"phone": "((", "site": "https://[::1"}),
    )
    with pytest.raises(Refused, match=r"^odd cannot leave like this|^odd has errors"):
        gate(here, message="odd")


def test_what_is_watched_may_be_told_over_by_the_message_that_ends_it() -> None:
    body = "WhatsApp fonctionne de nouveau."
    watched = scene(act.SetStatus("monitoring"))
    assert "status-mismatch" not in found(watched, body, "over")
    assert found(watched, body, "first")["status-mismatch"] == "warning", "a message of another step ends nothing"
    assert found(scene(), body, "over")["status-mismatch"] == "error", "nobody has repaired anything yet"
