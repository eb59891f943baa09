"""What goes out, in a real pseudo-terminal: approved, void, approved again, sent; rerouted, unknown, answered."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys

import pytest

from crisisctl.acts import BeginSending
from crisisctl.runner import Desk
from crisisctl.stores import open_store
from walk.terminal import HERE, ORGANISATION, Place, Terminal

PEOPLE = """\
people:
  - {name: Ana, roles: [lead], ways: {phone: "01 99 00 12 01"}}
  - {name: Bo, roles: [comms], ways: {whatsapp: "01 99 00 12 02"}}
  - {name: Dov, roles: [lead], ways: {phone: "01 99 00 12 04"}}
"""
TELL = {"en": "NOW  First word to customers", "fr": "À FAIRE  Premier mot aux clients"}


@pytest.fixture
def staffed(place: Place) -> Place:
    """An incident with a lead and people, whose alert is recorded as sent: the first word to customers is next."""
    (place.path / "crisis.yaml").write_text(ORGANISATION + PEOPLE, encoding="utf-8")
    shutil.copy(HERE / "outgoing.yaml", place.path)
    known = ["--set", "service=WhatsApp", "--set", "affected=1200", "--severity", "SEV1", "--role", "lead=Ana"]
    place.run("start", "outgoing.yaml", "--no-walk", "--title", "WhatsApp down", *known)
    place.run("sent", "alert")
    return place


def walked(place: Place, language: str = "en", size: tuple[int, int] = (40, 120), **more: str) -> Terminal:
    terminal = place.terminal("walk", size=size, CRISISCTL_LANG=language, **more)
    terminal.until(TELL[language], "[a]", "[q]")
    return terminal


def status(place: Place) -> dict[str, list[dict[str, object]]]:
    text = place.run("status", "--format", "json")
    found = json.loads(text[text.index("{") :])
    assert isinstance(found, dict)
    return found


def overrides(place: Place) -> list[str]:
    lines = [line for line in place.run("log", "--format", "jsonl").splitlines() if line.startswith("{")]
    found = [json.loads(line)["data"].get("override") for line in lines]
    return [override for override in found if override]


def states(place: Place, message: str = "notice") -> set[object]:
    return {draft["state"] for draft in status(place)["drafts"] if draft["message"] == message}


def test_approved_void_approved_again_and_sent(staffed: Place) -> None:
    terminal = walked(staffed)
    terminal.press("not approved yet: Communications", "a")
    terminal.answer("Which are approved?", "")
    terminal.answer("Nobody is Communications yet", "\x15Bo")  # over the name that is offered
    terminal.until("approved by Bo", "Communications Bo")
    assert states(staffed) == {"approved"}
    terminal.send("f")
    terminal.answer("Which information?", "affected")
    terminal.answer("How many customers?", "\x151500")
    terminal.until("approval by Bo VOID: How many customers? changed", "1,500 customers")
    terminal.until("✗ all: approval VOID, How many customers? changed")
    terminal.until("approvals VOID: 4 of 4, First notice. At its step, [a] approves anew")
    terminal.send("l")
    terminal.until("against the text that Bo approved", "[-1,200-] {+1,500+}")
    terminal.press("[q] close" if "[q] close" in terminal.shown else "[Enter]", "q")
    terminal.press(TELL["en"], "a")
    terminal.answer("Which are approved?", "")
    terminal.answer("Who approves these words?", "")  # Bo, by Enter alone
    terminal.until("approved by Bo")
    terminal.send("s")
    terminal.answer("Which have left?", "")
    terminal.press("Have these 4 left: whatsapp en/fr, sms en/fr?", "\r")
    terminal.answer("To whom", "")
    terminal.until("WAITING  Keep them posted")
    assert overrides(staffed) == []


def test_sending_unapproved_texts_is_said_and_offers_approval_first(staffed: Place) -> None:
    terminal = walked(staffed, "fr", (24, 80))
    terminal.press("pas encore validé : Communication", "s")
    terminal.answer("Lesquels sont partis ?", "sms")
    terminal.press("[a] valider d’abord", "x")
    terminal.until("rien n’a été noté comme parti", TELL["fr"])
    terminal.send("s")
    terminal.answer("Lesquels sont partis ?", "sms")
    terminal.press("[a] valider d’abord", "a")
    terminal.answer("Personne n’est encore Communication", "")  # Ana, who sits here
    terminal.press("Sont partis, les 2 : sms en/fr ?", "\r")
    terminal.answer("À qui, ou", "passerelle")
    terminal.until("Envoyé : « Premier message » à « Clients », sms", TELL["fr"])
    terminal.until("reste 2 textes sur 4 à envoyer")
    assert states(staffed) == {"sent", "drafted"}


def test_a_small_screen_shows_the_text_that_needs_somebody(staffed: Place) -> None:
    staffed.run("draft", "notice")
    terminal = walked(staffed, "fr", (24, 80))
    terminal.until("fr ──")  # all of them wait: the one in the reader's language
    staffed.run("approve", "notice", "-l", "fr", "--by", "Ana", "--force", "--reason", "test")
    terminal.until("en ──", "pas encore validé : Communication ─┘")


def test_nothing_is_recorded_as_sent_before_it_was_named(staffed: Place) -> None:
    staffed.run("draft", "notice")
    staffed.run("approve", "notice", "--by", "Ana", "--force", "--reason", "test")
    for typed, asked in (("", "les 4 : whatsapp"), ("sms,whats fr", "les 2 : whatsapp fr, sms fr ?")):
        terminal = staffed.terminal("walk", size=(24, 80), CRISISCTL_LANG="fr")
        terminal.press(TELL["fr"], "s")
        terminal.answer("Lesquels sont partis ?", typed)
        terminal.press(asked, "x")
        terminal.until("rien n’a été noté comme parti", TELL["fr"])
        terminal.send("q")
        assert terminal.finish() == 0
    assert states(staffed) == {"approved"}


def test_who_may_not_approve_is_told_and_can_force_it_with_a_reason(staffed: Place) -> None:
    staffed.run("role", "comms=Bo")
    terminal = walked(staffed)
    terminal.send("a")
    terminal.answer("Which are approved?", "")
    terminal.answer("Who approves these words?", "\x15dov")
    terminal.answer("Dov is not Communications (Bo)", "")
    terminal.until("not approved: nothing was recorded", "not approved yet: Bo")
    terminal.send("a")
    terminal.answer("Which are approved?", "sms en")
    terminal.answer("Who approves these words?", "\x15Dov")
    terminal.answer("Dov is not Communications (Bo)", "Bo cannot be reached")
    terminal.until("approved by Dov", "not approved yet: Bo")
    assert [said.partition(" (although")[0] for said in overrides(staffed)] == ["Bo cannot be reached"]


def test_forced_with_a_typed_reason_it_is_in_the_log(staffed: Place) -> None:
    terminal = walked(staffed)
    terminal.send("s")
    terminal.answer("Which have left?", "")
    terminal.press("[f] go on all the same", "f")
    terminal.answer("Go on all the same? Say why", "no time to wait for Bo")
    terminal.press("Have these 4 left: whatsapp en/fr, sms en/fr?", "\r")
    terminal.answer("To whom", "")
    terminal.until("WAITING  Keep them posted")
    assert overrides(staffed)[0].startswith("no time to wait for Bo (although notice: not approved")


def test_an_error_of_the_lint_needs_a_reason_and_a_secret_cannot_leave(staffed: Place) -> None:
    editor = staffed.path / "editor"
    editor.write_text('#!/bin/sh\nprintf "%s" "$WORDS" > "$1"\n')
    editor.chmod(0o700)
    words = "Exemplia: down for 1500 customers, you cannot send us messages. We are looking. password: hunter2secret9"
    terminal = walked(staffed, EDITOR=str(editor), WORDS=words)
    terminal.send("e")
    terminal.answer("Which one?", "sms en")
    terminal.until("✗ error secret-leak", "with an error: sms en")
    assert "hunter2secret9”" not in terminal.shown  # the finding does not repeat it
    terminal.send("a")
    terminal.answer("Which are approved?", "sms en")
    terminal.until("nobody can force that: secret-leak", TELL["en"])


def test_a_channel_that_goes_down_shows_what_changes_for_whom(staffed: Place) -> None:
    terminal = walked(staffed, "fr")
    terminal.send("o")
    terminal.answer("Quel canal ?", "meta")
    terminal.answer("meta est", "1")
    terminal.answer("Comment le sait-on ?", "")
    terminal.until(
        "Clients : whatsapp → sms", "Abonnés : aucun de leurs canaux ne marche", "Bo n’est joignable que par"
    )
    terminal.send("\r")
    terminal.until("✗ whatsapp EN PANNE → sms", "2 textes à envoyer", "joignables par aucun canal qui marche : Bo")


def test_what_nobody_knows_the_arrival_of_stays_red_until_somebody_looked(staffed: Place) -> None:
    staffed.run("draft", "notice")
    desk = Desk(open_store(f"sqlite:///{staffed.path / 'data' / 'crisisctl.db'}"), "Ana")
    incident = desk.choose(None)
    desk.do(incident, BeginSending("notice", "sms", "en", "gateway", "one", force=True, reason="test"))
    terminal = walked(staffed)
    terminal.until("UNKNOWN notice sms en → gateway", "UNKNOWN: look whether it arrived; if so [s]")
    assert "UNKNOWN notice sms en → gateway" in staffed.run("status", "--lang", "en")
    terminal.send("s")
    terminal.answer("Which have left?", "sms en")
    terminal.press("[f] go on all the same", "f")
    terminal.answer("Say why", "the gateway shows it")
    terminal.press("Has it left: sms en?", "\r")
    terminal.answer("To whom", "gateway")
    terminal.until("sms en ✓", TELL["en"])
    assert "UNKNOWN" not in staffed.run("status", "--lang", "en")


def test_who_has_answered_the_alert(staffed: Place) -> None:
    terminal = walked(staffed)
    terminal.press("0/3 acknowledged, not yet: Ana, Bo, Dov", "y")
    terminal.until("[2] Bo · 01 99 00 12 02")
    terminal.answer("Who has answered?", "2, Ana 2")
    terminal.press("2/3 acknowledged, not yet: Dov", "y")
    terminal.answer("Who has answered?", "Zoé")
    terminal.press("Zoé is not in crisis.yaml", "x")
    terminal.press(TELL["en"], "y")
    terminal.answer("Who has answered?", "1")
    terminal.until("Dov has acknowledged", TELL["en"])
    assert "acknowledged, not yet" not in terminal.shown
    assert len(status(staffed)["acknowledged"]) == 3


def test_nothing_new_is_two_keys_away_and_back(staffed: Place) -> None:
    staffed.run("sent", "notice", "--force", "--reason", "test")
    terminal = staffed.terminal("walk", size=(40, 120), CRISISCTL_LANG="en")
    terminal.press("WAITING  Keep them posted", "d")
    terminal.press("[z] instead: Nothing has changed", "z")
    terminal.press("[Enter] yes", "\r")
    terminal.until("NOW  Nothing has changed", "Exemplia: no change", "[z] instead: Keep them posted")
    terminal.send("z")
    terminal.press("[Enter] yes", "\r")
    terminal.until("NOW  Keep them posted", "Still down.")


def test_one_text_is_one_text(place: Place) -> None:
    (place.path / "crisis.yaml").write_text(ORGANISATION + PEOPLE, encoding="utf-8")
    told = (
        (HERE / "outgoing.yaml")
        .read_text(encoding="utf-8")
        .replace("channels: [whatsapp, sms]", "channels: [sms], languages: [en]")
    )
    (place.path / "outgoing.yaml").write_text(told, "utf-8")
    known = ["--set", "service=WhatsApp", "--set", "affected=1200", "--severity", "SEV1", "--role", "lead=Ana"]
    place.run("start", "outgoing.yaml", "--no-walk", "--title", "WhatsApp down", *known)
    place.run("sent", "alert")
    terminal = walked(place)
    terminal.until("1 text to send", "[v] view it")


def test_the_keys_of_help_are_those_of_the_screen(staffed: Place) -> None:
    terminal = walked(staffed)
    terminal.send("?")
    shown = terminal.until("[a] approve", "[l] compare", "[y] who has answered", "[+] action item", "[k] skip")
    assert "crisisctl send notice" in shown


@pytest.mark.parametrize("command", [("status",), ("status", "--lang", "fr")])
def test_a_status_in_a_pipe_needs_no_library_for_drawing(
    staffed: Place, command: tuple[str, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    ended = subprocess.run(
        [sys.executable, "-X", "importtime", "-m", "crisisctl", *command],
        env=staffed.environment, cwd=staffed.path, capture_output=True, text=True, check=True,
    )  # fmt: skip
    imported = {line.rpartition("|")[2].strip().partition(".")[0] for line in ended.stderr.splitlines()}
    assert not imported & {"rich", "jinja2", "yaml"}
    assert "\x1b" not in ended.stdout


SIZES: list[tuple[int, int]] = [(24, 80), (40, 120), (24, 60)]


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("language", ["en", "fr"])
def test_the_message_step_fits_with_everything_wrong(staffed: Place, size: tuple[int, int], language: str) -> None:
    staffed.run("channel", "facebook=down")
    staffed.run("approve", "notice", "--by", "Ana", "--force", "--reason", "test")
    staffed.run("set", "affected=1500")
    terminal = walked(staffed, language, size)
    rules = [line for line in terminal.shown.splitlines() if line.startswith("─" * size[1])]
    assert terminal.shown.splitlines()[0].startswith(" WhatsApp down")
    assert len(rules) == 2
    assert "[q]" in terminal.shown
    terminal.send("q")
    assert terminal.finish() == 0


def test_a_number_is_no_name_and_a_stranger_takes_a_role_only_after_a_yes(staffed: Place) -> None:
    terminal = walked(staffed)
    terminal.press(TELL["en"], "p")
    terminal.answer("Which role?", "comms")
    terminal.until("[1] Bo")
    terminal.answer("Who is it?", "7")
    terminal.until("`7` is none of these")
    terminal.send("Zoé\r")
    terminal.press("Zoé is not in crisis.yaml", "x")
    terminal.until("Zoé is not in crisis.yaml", "Who is it?")
    terminal.send("1\r")
    terminal.until("Communications Bo", TELL["en"])
    text = staffed.run("status", "--format", "json")
    assert json.loads(text[text.index("{") :])["roles"] == {"lead": "Ana", "comms": "Bo"}


def test_names_in_the_walk_are_those_of_crisis_yaml_and_enter_alone_takes_no_stranger(staffed: Place) -> None:
    terminal = walked(staffed, "fr")
    terminal.press(TELL["fr"], "+")
    terminal.answer("Que faut-il faire", "Un second canal")
    terminal.until("[2] Bo")
    terminal.send("Nous avons appelé. Il confirme que tout est en panne\r")
    terminal.until("C’est plus qu’un nom.")
    terminal.send("Boo\r")
    terminal.until("Boo n’est pas dans crisis.yaml ; vouliez-vous dire « Bo » ? Noter ce nom quand même ?")
    terminal.send("\r")
    terminal.until("[o] oui", "Qui ?")
    terminal.send("bo\r")
    terminal.answer("Pour quand ?", "")
    terminal.until("responsable Bo", TELL["fr"])
    terminal.press(TELL["fr"], "+")
    terminal.answer("Que faut-il faire", "Un troisième")
    terminal.answer("Qui ?", "Zoé")
    terminal.press("Zoé n’est pas dans crisis.yaml", "o")
    terminal.answer("Pour quand ?", "")
    terminal.until("responsable Zoé", TELL["fr"])


def test_a_corrected_crisis_yaml_is_noticed_shown_and_taken_over(staffed: Place) -> None:
    staffed.run("approve", "notice", "--by", "Ana", "--force", "--reason", "test")
    terminal = walked(staffed, "fr")
    assert "crisis.yaml a changé" not in terminal.shown
    file = staffed.path / "crisis.yaml"
    file.write_text(file.read_text(encoding="utf-8").replace("01 99 00 12 02", "01 99 00 88 88"), encoding="utf-8")
    terminal.send("n\r")
    terminal.press("crisis.yaml a changé depuis : [j]", "j")
    terminal.until("Ce que dit crisis.yaml à présent", "personnes Bo : ways", "[Entrée] oui")
    assert "88 88" not in terminal.shown
    terminal.send("\r")
    terminal.until("crisis.yaml repris : personnes (Bo)", TELL["fr"])
    assert "crisis.yaml a changé" not in terminal.shown
    assert "88 88" in staffed.run("who")
    terminal.press(TELL["fr"], "j")
    terminal.until("crisis.yaml ne dit rien de nouveau")


def test_facts_of_the_message_at_hand_come_first_with_what_is_known(staffed: Place) -> None:
    terminal = walked(staffed, "fr", (24, 80))
    terminal.send("f")
    terminal.until("[1] ✓ Qu’est-ce qui est en panne ? WhatsApp", "[2] ✓ Combien de clients ? 1 200")
    terminal.until("[3] · Depuis notre dernier message… …")


def test_a_step_whose_texts_have_a_destination_names_the_command_that_sends(staffed: Place) -> None:
    terminal = walked(staffed, "fr", (24, 80))
    assert "crisisctl send" not in terminal.shown
    places = staffed.path / "data" / "destinations.toml"
    places.write_text('[gateway]\nchannel = "sms"\nurl = "http://127.0.0.1:9/"\naudience = "customers"\n')
    places.chmod(0o600)
    staffed.run("note", "what makes the screen look again")
    terminal.until("ou envoyer : crisisctl send notice", TELL["fr"])


def test_the_words_and_who_approves_them_are_answered_for_one_by_one(staffed: Place) -> None:
    staffed.run("role", "comms=Bo")
    text = staffed.path / "guess.txt"
    text.write_text("Exemplia: it is probably a hacker. Call 01 99 00 12 34.", encoding="utf-8")
    staffed.run("draft", "notice")
    staffed.run("edit", "notice", "-c", "sms", "-l", "en", "--file", str(text))
    terminal = walked(staffed)
    terminal.send("a")
    terminal.answer("Which are approved?", "sms en")
    terminal.answer("Go on all the same? Say why", "it is known by now")
    terminal.answer("Who approves these words?", "\x15ana")
    terminal.until("Ana")
    terminal.answer("Bo", "Bo sleeps")
    terminal.until("override: approved by Ana, who wrote it")
    (told,) = overrides(staffed)
    not_hers = "notice is approved by the role comms (Bo), not by Ana"
    assert told.startswith(f"it is known by now; Bo sleeps (although {not_hers}; lint: ")


def test_what_another_sent_against_a_warning_is_told_first(staffed: Place) -> None:
    terminal = walked(staffed)
    staffed.more["CRISISCTL_ACTOR"] = "Dov"
    staffed.run("sent", "notice", "--reason", "no time")
    shown = terminal.until("meanwhile, Dov · Sent: “First notice”", "override: no time").splitlines()
    told = [line for line in shown if "meanwhile, Dov" in line]
    assert len(told) == 2
    assert "Sent: “First notice”" in told[0]
