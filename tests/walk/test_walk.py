"""The walk in a real pseudo-terminal: from the first question to the end, and back after any way of leaving."""

from __future__ import annotations

import json
import re
import signal
import stat
from pathlib import Path
from typing import Any

import pytest

from walk.terminal import Place, Terminal

WORDS: dict[str, Any] = {
    "en": {
        "title": "in a few words?",
        "service": "What is down?",
        "lead": "Who takes the role",
        "look": "NOW  Look at it yourself",
        "sources": "NOW  Ask two sources",
        "real": "NOW  Is it real",
        "impact": "NOW  Who is hit",
        "probe": "NOW  Probe it",
        "tell": "NOW  First word to customers",
        "hold": "NOW  Let it settle",
        "early": "Its time is not over: 29 min left.",
        "fixed": "NOW  Say it is resolved",
        "over": "NOW  Last word to customers",
        "lessons": "NOW  Write the lessons down",
        "yes": "[Enter] yes",
        "customers": "a whole number",
        "which": "[1] all of them",
        "answers": ("How many customers? 1,200 · ", "Which customers?"),
        "cause": "Enter alone: leave it",
        "who": "Who confirms it?",
        "run": "Run this command",
        "go_on": "[any key] go on",
        "left": "Which have left?",
        "to": "To whom",
        "lacks": "cannot be written yet",
        "nothing": "Nothing is left to do.",
        "ended": "How did it end",
        "come_back": "Come back by: crisisctl walk",
        "closed": "is closed",
        "cancel": "Enter alone: cancel",
        "skip": "Enter alone: skip",
    },
    "fr": {
        "title": "en quelques mots",
        "service": "Qu’est-ce qui est en panne",
        "lead": "Qui prend le rôle",
        "look": "À FAIRE  Le voir soi-même",
        "sources": "À FAIRE  Demander à deux sources",
        "real": "À FAIRE  Est-ce vrai",
        "impact": "À FAIRE  Qui est touché",
        "probe": "À FAIRE  Lancer la sonde",
        "tell": "À FAIRE  Premier mot aux clients",
        "hold": "À FAIRE  Laisser reposer",
        "early": "Le délai n’est pas écoulé : encore 29 min.",
        "fixed": "À FAIRE  Dire que c’est résolu",
        "over": "À FAIRE  Dernier mot aux clients",
        "lessons": "À FAIRE  Noter les leçons",
        "yes": "[Entrée] oui",
        "customers": "un nombre entier",
        "which": "[1] tous",
        "answers": ("Combien de clients ? 1 200 · ", "Quels clients ?"),
        "cause": "Entrée seule : laisser",
        "who": "Qui le confirme",
        "run": "Lancer cette commande",
        "go_on": "[une touche] continuer",
        "left": "Lesquels sont partis",
        "to": "À qui, ou",
        "lacks": "ne peut pas encore être écrit",
        "nothing": "Il ne reste rien à faire.",
        "ended": "Comment cela s’est-il terminé",
        "come_back": "Pour revenir",
        "closed": "est clos",
        "cancel": "Entrée seule : annuler",
        "skip": "Entrée seule : passer",
    },
}


def opened(place: Place, language: str = "en", size: tuple[int, int] = (24, 80), **more: str) -> Terminal:
    words = WORDS[language]
    terminal = place.terminal("start", str(place.playbook), size=size, CRISISCTL_LANG=language, **more)
    terminal.answer(words["title"], "WhatsApp down")
    terminal.answer(words["service"], "WhatsApp")
    terminal.answer(words["lead"], "")
    terminal.until(words["look"])
    return terminal


def back(place: Place, language: str = "en", size: tuple[int, int] = (24, 80), **more: str) -> Terminal:
    return place.terminal("walk", size=size, CRISISCTL_LANG=language, **more)


def confirm(terminal: Terminal, words: dict[str, Any], step: str, key: str = "d") -> None:
    terminal.press(words[step], key)
    terminal.press(words["yes"], "\r")


def status(place: Place) -> dict[str, object]:
    text = place.run("status", "--format", "json")
    found = json.loads(text[text.index("{") :])
    assert isinstance(found, dict)
    return found


def entries(place: Place) -> list[str]:
    text = place.run("log", "-i", incident(place), "--format", "json")
    return [entry["type"] for entry in json.loads(text[text.index("{") :])["entries"]]


def incident(place: Place) -> str:
    text = place.run("list", "--format", "json")
    return str(json.loads(text[text.index("{") :])["incidents"][0]["id"])


def confirm_phase(terminal: Terminal, words: dict[str, Any]) -> None:
    """From the first step to the first message."""
    confirm(terminal, words, "look")
    terminal.press(words["sources"], "d")
    terminal.answer("Source 1", "my own phone")
    terminal.answer("Source 2", "a colleague")
    terminal.answer("Source 3", "")
    confirm(terminal, words, "real", "1")
    terminal.press(words["impact"], "d")
    terminal.answer(words["customers"], "many")
    terminal.answer("! ", "1200")  # asked again
    terminal.answer(words["which"], "2")
    terminal.until(*words["answers"])  # both are confirmed
    terminal.press(words["probe"], "d")
    terminal.press(words["run"], "y")
    terminal.until("the probe says WhatsApp")
    terminal.press(words["go_on"], " ")
    terminal.until(words["tell"])


def inform_phase(terminal: Terminal, words: dict[str, Any]) -> None:
    """From the first message to the end."""
    terminal.press(words["tell"], "s")
    terminal.answer(words["left"], "")
    terminal.press(words["yes"], "\r")
    terminal.answer(words["to"], "")
    confirm(terminal, words, "hold")
    terminal.answer(words["early"], "it has held since noon")
    confirm(terminal, words, "fixed")
    terminal.press(words["lacks"], "d")
    terminal.answer(words["cause"], "a disk was full")
    terminal.answer(words["who"], "Dov")
    terminal.until(words["over"], "[s]")
    terminal.send("s")
    terminal.answer(words["left"], "")
    terminal.press(words["yes"], "\r")
    terminal.answer(words["to"], "everybody")
    terminal.press(words["lessons"], "k")
    terminal.answer(words["skip"], "")
    terminal.press(words["nothing"], "d")
    terminal.answer(words["ended"], "a disk was replaced")
    terminal.until(words["closed"])


@pytest.mark.parametrize("language", ["en", "fr"])
def test_walked_to_its_end(place: Place, language: str) -> None:
    terminal = opened(place, language)
    confirm_phase(terminal, WORDS[language])
    inform_phase(terminal, WORDS[language])
    assert terminal.finish() == 0
    types = entries(place)
    assert types[-1] == "incident.closed"
    assert types.count("message.sent") == 2
    assert types.index("step.started") < types.index("step.done", types.index("step.started"))


def test_killed_again_and_again_it_goes_on_at_the_same_step(place: Place) -> None:
    words = WORDS["en"]
    terminal = opened(place)
    confirm(terminal, words, "look")
    terminal.until(words["sources"])
    terminal.kill()

    terminal = back(place)
    terminal.press(words["sources"], "d")
    terminal.until("Source 1")
    terminal.kill()  # in the middle of a question

    terminal = back(place)
    terminal.press(words["sources"], "d")
    terminal.answer("Source 1", "my own phone")
    terminal.answer("Source 2", "a colleague")
    terminal.answer("Source 3", "")
    confirm(terminal, words, "real", "1")
    terminal.press(words["impact"], "d")
    terminal.answer(words["customers"], "1200")
    terminal.until(words["which"])
    terminal.kill()  # between two facts: the one that was given is kept

    terminal = back(place)
    terminal.until(words["impact"], "1,200")
    terminal.kill()
    assert "fact.set" in entries(place)
    assert "intact" in place.run("verify", "-i", incident(place))


@pytest.mark.parametrize("leave", ["q", "\x03", "\x04"])
def test_every_key_that_leaves_says_how_to_come_back(place: Place, leave: str) -> None:
    terminal = opened(place)
    terminal.send(leave)
    terminal.until(WORDS["en"]["come_back"])
    assert terminal.finish() == 0
    back(place).until(WORDS["en"]["look"])


def test_ctrl_c_in_the_middle_of_a_question_leaves_too(place: Place) -> None:
    terminal = opened(place)
    terminal.press(WORDS["en"]["look"], "n")
    terminal.until("Note")
    terminal.send("half a tho\x03")
    terminal.until(WORDS["en"]["come_back"])
    assert terminal.finish() == 0


def test_ctrl_c_before_anything_is_opened_opens_nothing(place: Place) -> None:
    terminal = place.terminal("start", str(place.playbook), CRISISCTL_LANG="en")
    terminal.until(WORDS["en"]["title"])
    terminal.send("\x03")
    assert terminal.finish() == 130
    assert '"incidents": []' in place.run("list", "--format", "json")


def test_a_closed_window_ends_it_and_loses_nothing(place: Place) -> None:
    terminal = opened(place)
    confirm(terminal, WORDS["en"], "look")
    terminal.until(WORDS["en"]["sources"])
    terminal.hang_up()
    assert terminal.child.signalstatus in {None, signal.SIGHUP}
    back(place).until(WORDS["en"]["sources"])


def test_arrows_and_other_sequences_do_nothing(place: Place) -> None:
    terminal = opened(place)
    terminal.send("\x1b[A\x1bOP\x1b[15~\x1b[1;5Dz")
    terminal.until("[z] means nothing here")
    assert entries(place)[-1] != "step.done"


def test_the_editor_changes_one_text_and_leaving_keeps_it(place: Place) -> None:
    editor = place.path / "editor"
    editor.write_text('#!/bin/sh\nprintf "By hand: call 01 99 00 12 34." > "$1"\n')
    editor.chmod(editor.stat().st_mode | stat.S_IXUSR)
    terminal = opened(place, EDITOR=str(editor))
    confirm_phase(terminal, WORDS["en"])
    terminal.press(WORDS["en"]["tell"], "e")
    terminal.answer("Which one?", "sms en")
    terminal.until("your text is kept", "By hand: call")
    terminal.kill()
    terminal = back(place)
    terminal.until(WORDS["en"]["tell"], "By hand: call", "edited")


def test_without_an_editor_a_line_is_edited(place: Place) -> None:
    terminal = opened(place)
    confirm_phase(terminal, WORDS["en"])
    terminal.press(WORDS["en"]["tell"], "e")
    terminal.answer("Which one?", "sms en")
    terminal.until("The new text")
    terminal.send("\x01Note: \r")
    terminal.until("your text is kept", "Note: ")


def test_some_channels_first_then_the_rest(place: Place) -> None:
    terminal = opened(place)
    confirm_phase(terminal, WORDS["en"])
    terminal.press(WORDS["en"]["tell"], "s")
    terminal.answer(WORDS["en"]["left"], "sms")
    terminal.press("Have these 2 left: sms en/fr?", "\r")
    terminal.answer(WORDS["en"]["to"], "")
    terminal.until("sms en ✓", WORDS["en"]["tell"])
    terminal.send("s")
    terminal.answer(WORDS["en"]["left"], "")
    terminal.press(WORDS["en"]["yes"], "\r")
    terminal.answer(WORDS["en"]["to"], "")
    terminal.until(WORDS["en"]["hold"])


def test_copy_writes_to_the_clipboard_of_the_terminal_and_files_on_demand(place: Place) -> None:
    terminal = opened(place)
    confirm_phase(terminal, WORDS["en"])
    terminal.press(WORDS["en"]["tell"], "c")
    terminal.answer("Which one?", "1")
    terminal.until("clipboard of your terminal")
    assert b"\x1b]52;c;" in terminal.raw
    terminal.send("w")
    terminal.answer("Into which folder?", "")
    terminal.until("files written into")
    assert list(Path(place.path).glob("drafts-*/notice.sms.en.txt"))


def test_somebody_else_did_the_step_meanwhile(place: Place) -> None:
    terminal = opened(place)
    place.more["CRISISCTL_ACTOR"] = "Bo"
    place.run("done", "look")
    terminal.until("meanwhile, Bo · Done: “Look at it yourself”", WORDS["en"]["sources"])  # without a key pressed


def test_what_can_be_done_at_any_step(place: Place) -> None:
    terminal = opened(place, size=(40, 120))
    look = WORDS["en"]["look"]
    terminal.press(look, "n")
    terminal.answer("Enter alone: cancel", "Gateway restarted")
    terminal.until("Note: Gateway restarted", look)
    terminal.send("x")
    terminal.answer("How bad is it?", "SEV1")
    terminal.answer("Why?", "")
    terminal.until("Severity SEV1", look)
    terminal.send("o")
    terminal.answer("Which channel?", "sms")
    terminal.answer("sms is", "1")
    terminal.answer("How do you know?", "two phones")
    terminal.press("Customers: sms → email", "\r")
    terminal.until("✗ sms DOWN", look)
    terminal.send("p")
    terminal.answer("Which role?", "comms")
    terminal.answer("Who is it?", "Bo")
    terminal.until("Communications Bo", look)
    terminal.send("g")
    terminal.answer("Which step now?", "probe")
    terminal.until(WORDS["en"]["probe"])
    terminal.send("k")
    terminal.answer("Why skip “Probe it”?", "no probe here")
    terminal.until(look)
    terminal.send("b")
    terminal.answer("Which step is open again?", "1")
    terminal.answer("Why is “Probe it” open again?", "there is one")
    terminal.until(WORDS["en"]["probe"])
    terminal.send("t")
    terminal.until("Timeline", "Gateway restarted")
    terminal.send("q")
    terminal.press(WORDS["en"]["probe"], "?")
    terminal.until("Leaving is saving")


def fits(terminal: Terminal) -> bool:
    """The top and the bottom of the page stand on the screen, and nothing was broken at its right edge."""
    lines = terminal.shown.splitlines()
    rules = [line for line in lines if line.startswith("─" * terminal.columns)]
    return lines[0].startswith(" WhatsApp down") and len(rules) == 2 and "[q]" in terminal.shown


@pytest.mark.parametrize("size", [(24, 80), (40, 120), (24, 60)])
@pytest.mark.parametrize("language", ["en", "fr"])
def test_each_screen_fits(place: Place, size: tuple[int, int], language: str) -> None:
    words = WORDS[language]
    terminal = opened(place, language, size)
    assert fits(terminal), terminal.shown
    confirm(terminal, words, "look")
    for step in ("sources", "real", "impact", "probe"):
        terminal.until(words[step], "[q]")
        assert fits(terminal), terminal.shown
        terminal.press(words[step], "k")
        terminal.answer(words["cancel"], "not now")
    terminal.until(words["lacks"], "[q]")
    terminal.send("d")
    terminal.answer(words["customers"], "1200")
    terminal.until(words["tell"], "[s]", "[q]")
    assert fits(terminal), terminal.shown
    assert ("┌" in terminal.shown) or size[1] < 80
    terminal.send("q")
    assert terminal.finish() == 0


def test_a_question_leaves_the_incident_the_step_and_the_banner_of_a_drill_in_sight(place: Place) -> None:
    words = WORDS["en"]
    more = ("--title", "WhatsApp down", "--set", "service=WhatsApp", "--role", "lead=Ana")
    terminal = place.terminal("start", str(place.playbook), "--drill", *more, size=(14, 80), CRISISCTL_LANG="en")
    terminal.press(words["look"], "k")
    terminal.until("Why skip “Look at it yourself”?", "DRILL: nothing of this is real", "WhatsApp down", words["look"])
    terminal.send("\r")
    terminal.until("[q] leave")
    confirm(terminal, words, "look")
    terminal.press(words["sources"], "d")
    for number, source in enumerate(("my phone", "a colleague", "the status page", "a customer"), 1):
        terminal.answer(f"Source {number}", source)
    terminal.until("Source 5", "DRILL: nothing of this is real", "Ask two sources", "> a customer")
    terminal.send("\x03")
    terminal.finish()


def test_a_status_fits_the_terminal_and_full_shows_all_of_it(place: Place) -> None:
    more = ("--title", "WhatsApp down", "--set", "service=WhatsApp", "--role", "lead=Ana", "--no-walk")
    place.run("start", str(place.playbook), *more)
    place.run("set", "affected=1200", "scope=everyone", "cause=a lorry in the data centre, says our own provider")
    short = place.terminal("status", size=(11, 80), CRISISCTL_LANG="en")
    short.finish()
    for wanted in ("WhatsApp down", "T+00:0", "NOW  Look at it yourself", "status --full"):
        assert wanted in short.shown
    whole = place.terminal("status", "--full", size=(11, 80), CRISISCTL_LANG="en")
    whole.finish()
    assert b"What is down?" in whole.raw
    assert b"--full" not in whole.raw


def test_the_sources_of_whoever_leaves_are_kept_and_shown_again(place: Place) -> None:
    terminal = opened(place)
    confirm(terminal, WORDS["en"], "look")
    terminal.press(WORDS["en"]["sources"], "d")
    terminal.answer("Source 1", "my own phone")
    terminal.answer("Source 2", "a colleague")
    terminal.until("Source 3")
    terminal.send("\x03")
    terminal.until(WORDS["en"]["come_back"])
    assert terminal.finish() == 0
    again = back(place)
    again.press(WORDS["en"]["sources"], "d")
    again.until("Source 1", "Sources so far: my own phone, a colleague")


def test_a_login_name_is_nobody_who_leads(place: Place) -> None:
    with (place.path / "crisis.yaml").open("a", encoding="utf-8") as ours:
        ours.write("people:\n  - {name: Dov, roles: [lead]}\n  - {name: Eva, roles: [comms]}\n")
    more = ("--title", "WhatsApp down", "--set", "service=WhatsApp")
    terminal = place.terminal(
        "start", str(place.playbook), *more, CRISISCTL_ACTOR="", USER="svc-oncall", CRISISCTL_LANG="en"
    )
    terminal.until(WORDS["en"]["lead"], "[1] Dov", " >")
    assert "svc-oncall" not in terminal.shown
    terminal.send("1\r")
    terminal.until(WORDS["en"]["look"], "Incident lead Dov")


@pytest.mark.parametrize("more", [("--role", "boss=Ana"), ("--severity", "SEV9"), ("--drill", "--speed", "0")])
def test_what_can_only_be_refused_is_refused_before_anything_is_asked(place: Place, more: tuple[str, ...]) -> None:
    terminal = place.terminal("start", str(place.playbook), *more, CRISISCTL_LANG="en")
    assert terminal.finish() in {1, 3}
    assert WORDS["en"]["title"].encode() not in terminal.raw
    assert '"incidents": []' in place.run("list", "--format", "json")


def test_contacts_of_the_example_are_told_on_the_first_screen_of_a_live_incident(place: Place) -> None:
    terminal = opened(place)
    assert "Contacts still from the example" in terminal.shown
    assert "phone 01 99 00 12 34" in terminal.shown
    confirm(terminal, WORDS["en"], "look")
    terminal.until(WORDS["en"]["sources"])
    assert "from the example" not in terminal.shown
    more = ("--title", "WhatsApp down", "--set", "service=WhatsApp", "--role", "lead=Ana", "--drill")
    drill = place.terminal("start", str(place.playbook), *more, CRISISCTL_LANG="en")
    drill.until(WORDS["en"]["look"], "[q]")
    assert "from the example" not in drill.shown


def test_no_color_has_the_same_words_and_no_colour(place: Place) -> None:
    terminal = opened(place, NO_COLOR="1")
    confirm_phase(terminal, WORDS["en"])
    terminal.until("--- [1] sms · en", "WhatsApp is down for 1,200 customers", "septets", "[s]")
    assert not re.search(rb"\x1b\[(?:[0-9;]*;)?(?:3[0-8]|4[0-8]|9[0-7])(?:;[0-9;]*)?m", terminal.raw)
    assert "│" not in terminal.shown


def test_a_dumb_terminal_gets_plain_lines(place: Place) -> None:
    terminal = opened(place, TERM="dumb")
    confirm(terminal, WORDS["en"], "look")
    terminal.until(WORDS["en"]["sources"])
    terminal.send("q")
    terminal.until(WORDS["en"]["come_back"])
    assert b"\x1b[" not in terminal.raw


HOSTILE = "\x1b[2J\x1b]0;owned\x07[red]loud[/] \u202egnihtemos\u202c {{ 7*7 }} " + "x" * 5000


def test_hostile_texts_are_inert(place: Place) -> None:
    place.run("start", str(place.playbook), "--no-walk", "--title", HOSTILE, "--set", "service=WhatsApp")
    place.run("role", "lead=\x1b[31m[bold]Ana\x1b[0m")
    place.run("note", HOSTILE)
    terminal = back(place)
    terminal.until("[red]loud[/]", WORDS["en"]["look"], "[bold]Ana", "[q]")
    terminal.send("t")
    terminal.until("Timeline", "[red]loud[/]")
    for forbidden in (b"owned\x07", b"\x1b]0;", "\u202e".encode()):
        assert forbidden not in terminal.raw


def test_a_step_can_be_confirmed_with_a_remark_and_refused_by_any_other_key(place: Place) -> None:
    terminal = opened(place)
    terminal.press(WORDS["en"]["look"], "d")
    terminal.press(WORDS["en"]["yes"], "x")
    terminal.until("nothing was changed")
    terminal.send("D")
    terminal.press(WORDS["en"]["yes"], "r")
    terminal.answer("Remark", "from two phones")
    terminal.until("from two phones", WORDS["en"]["sources"])


def test_a_walk_of_an_ended_incident_says_so(place: Place) -> None:
    place.run("start", str(place.playbook), "--no-walk", "--title", "old", "--set", "service=WhatsApp")
    name = incident(place)
    place.run("close", "--reason", "over", "--force")
    terminal = place.terminal("walk", name, CRISISCTL_LANG="en")
    terminal.press("This incident is closed.", "q")
    assert terminal.finish() == 0


def test_between_two_updates_it_waits_and_says_until_when(place: Place) -> None:
    words = WORDS["en"]
    terminal = opened(place)
    for step in ("fixed", "tell-over", "lessons"):  # now: a key pressed just after the step has changed does not count
        place.run("skip", step, "--reason", "test")
    confirm_phase(terminal, words)
    terminal.press(words["tell"], "s")
    terminal.answer(words["left"], "")
    terminal.press(words["yes"], "\r")
    terminal.answer(words["to"], "")
    confirm(terminal, words, "hold")
    terminal.answer(words["early"], "it has held since noon")
    terminal.send("\x1b[A")  # a key that means nothing draws the screen anew
    terminal.until("WAITING  Keep them posted", "next update promised to Customers", "do it now")
    terminal.send("d")
    terminal.until("NOW  Keep them posted", "Still down.")
    terminal.send("s")
    terminal.answer(words["left"], "")
    terminal.press(words["yes"], "\r")
    terminal.answer(words["to"], "")
    terminal.until("WAITING  Keep them posted", "done so far: 1×")
    terminal.send("i")
    terminal.answer("Where do we stand?", "resolved")
    terminal.until(words["nothing"])


def test_a_correction_by_hand_does_not_leak_into_the_next_update(place: Place) -> None:
    words = WORDS["en"]
    terminal = opened(place, EDITOR="sed -i s/Still/Yet/")
    confirm_phase(terminal, words)
    terminal.press(words["tell"], "g")
    terminal.answer("Which step now?", "again")
    for text in ("Yet down.", "Still down."):
        terminal.until("Keep them posted", "[s]", "Still down.")
        if text.startswith("Yet"):
            terminal.send("e")
            terminal.answer("Which one?", "1")
            terminal.until("your text is kept", "Yet down.")
        terminal.send("s")
        terminal.answer(words["left"], "")
        terminal.press(words["yes"], "\r")
        terminal.answer(words["to"], "")
        terminal.press(words["tell"], "g")
        terminal.answer("Which step now?", "again")


def test_what_is_typed_when_an_optional_step_is_skipped_is_the_reason(place: Place) -> None:
    terminal = opened(place)
    look = WORDS["en"]["look"]
    terminal.press(look, "g")
    terminal.answer("Which step now?", "lessons")
    terminal.press(WORDS["en"]["lessons"], "k")
    terminal.answer(WORDS["en"]["skip"], "n")
    terminal.until("nothing was changed", WORDS["en"]["lessons"])
    terminal.send("k")
    terminal.answer(WORDS["en"]["skip"], "nobody was hit twice")
    terminal.until("nobody was hit twice", look)


def test_the_same_source_named_twice_counts_once_and_is_told(place: Place) -> None:
    terminal = opened(place)
    confirm(terminal, WORDS["en"], "look")
    terminal.press(WORDS["en"]["sources"], "d")
    terminal.answer("Source 1", "Chloé on 4G")
    terminal.answer("Source 2", "chloe on  4g")
    terminal.until("is named already")
    terminal.send("a customer\r")
    terminal.answer("Source 3", "")
    terminal.until("Chloé on 4G; a customer", WORDS["en"]["real"])


def test_before_the_last_word_a_channel_still_marked_down_is_told(place: Place) -> None:
    terminal = opened(place)
    place.run("channel", "whatsapp=down")
    terminal.press(WORDS["en"]["look"], "g")
    terminal.answer("Which step now?", "tell-over")
    told = "Still marked down: whatsapp. Works again? [o] first, or: crisisctl channel"
    terminal.press(told, "o")
    terminal.answer("Which channel?", "whatsapp")
    terminal.answer("whatsapp is", "up")
    terminal.answer("How do you know?", "")
    terminal.until("Still marked down", gone=True)
    terminal.until("NOW  Last word to customers")


@pytest.mark.parametrize(
    ("language", "which", "asked", "doubt"),
    [
        ("en", "Which information?", "reasonably certain", "more than 30 days before"),
        ("fr", "Quelle information", "certitude raisonnable", "plus de 30 jours avant"),
    ],
)
def test_a_time_that_looks_wrong_is_kept_and_doubted_above_the_step(
    place: Place, language: str, which: str, asked: str, doubt: str
) -> None:
    place.run("start", "data-breach", "--no-walk", "--title", "Leak", "--role", "lead=Ana")
    terminal = back(place, language, size=(40, 120))
    terminal.until("[f]")
    terminal.send("f")
    terminal.answer(which, "aware_at")
    terminal.answer(asked, "1999-01-01T10:00")
    terminal.until(doubt)


def test_a_slip_in_crisis_yaml_does_not_hold_up_a_live_incident(place: Place) -> None:
    more = ("--set", "service=WhatsApp", "--role", "lead=Ana")
    place.run("start", str(place.playbook), "--drill", "--no-walk", "--title", "Drill", *more)
    place.run("close", "--reason", "over", "--force")
    with (place.path / "crisis.yaml").open("a", encoding="utf-8") as ours:
        ours.write("people: [\n")
    terminal = place.terminal("start", str(place.playbook), "--title", "Real", *more, CRISISCTL_LANG="fr")
    terminal.until("crisis.yaml : 1 erreur", "Continuer avec l’entreprise telle que")
    terminal.send("\r")
    terminal.until(WORDS["fr"]["look"], "Real")
    assert "EXERCICE" not in terminal.shown


def test_escape_gives_a_line_up(place: Place) -> None:
    terminal = opened(place)
    for typed in ("half a thought\x1b\r", "\x1b\r", "more\x1b\x1b"):
        terminal.press(WORDS["en"]["look"], "n")
        terminal.until("Note", "cancel")
        terminal.send(typed)
        terminal.until("given up: this question has changed nothing", WORDS["en"]["look"])
        terminal.send("?")  # what is said goes with the next key
        terminal.press("[Enter]", "q")
        terminal.until("given up", gone=True)
    terminal.press(WORDS["en"]["look"], "n")
    terminal.answer("Note", "a whole one\x1b[D")  # an arrow is no Escape
    terminal.until("Note: a whole one")
    assert entries(place).count("note.added") == 1
