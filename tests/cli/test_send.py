"""``crisisctl send`` as a person and as a script meet it: against servers that count what they get."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pexpect
import pyte
import pytest

from conftest import Crisis, Result
from transports.servers import Behaviour, Hook, Mailbox, answers, hangs, hook, mail_server, says

SECRET = "s3cr3t-t0ken"  # noqa: S105 - what must never be seen again
PATIENCE = 30
PLAYBOOK = """\
schema: crisisctl/v1
id: mini
title: A small outage
languages: [en, fr]
roles: {lead: {title: Lead}, comms: {title: Communications}}
inputs:
  service: {type: text, prompt: What is down?}
severities:
  SEV2: {when: It hurts, next_update: 1h}
facts:
  affected: {type: integer, prompt: How many?}
audiences:
  staff: {title: Staff, channels: [slack, email], external: false, languages: [en]}
  customers: {title: Customers, channels: [email, telegram, phone], languages: [fr]}
messages:
  alert:
    audience: staff
    kind: internal
    subject: {en: "{{ service }} is down"}
    body:
      en: >-
        **{{ service }} is down** for all customers since this morning. Do not promise anything: send questions to Ana.
  notice:
    audience: customers
    kind: ack
    approver: comms
    subject: {fr: "{{ service }} indisponible"}
    body:
      fr: >-
        Bonjour, **{{ service }}** ne fonctionne pas depuis ce matin : vos messages n'arrivent pas chez nous.
        Nous en sommes désolés et nous cherchons la cause. Pour une urgence, appelez le 01 99 00 12 34.
        Prochain point à {{ next_update }}.
phases:
  - id: inform
    title: Inform
    steps:
      - {id: tell-staff, kind: message, role: comms, message: alert, title: Tell staff}
      - {id: tell-customers, kind: message, role: comms, message: notice, title: Tell customers}
"""
OK = answers(200, "ok")


@dataclass
class Team:
    """An incident, its destinations, and everything that was ever printed."""

    crisis: Crisis
    stack: ExitStack
    places: dict[str, str] = field(default_factory=dict)
    printed: list[str] = field(default_factory=list)

    def start(self, *options: str) -> str:
        return self.crisis.start("mini", "--set", "service=WhatsApp", "--role", "comms=Bo", *options)

    def hook(self, *script: Behaviour) -> Hook:
        return self.stack.enter_context(hook(*(script or (OK,))))

    def mailbox(self, box: Mailbox | None = None) -> Mailbox:
        return self.stack.enter_context(mail_server(box or Mailbox()))

    def place(self, name: str, channel: str, url: str, **more: Any) -> None:
        table = {"channel": channel, "url": url, **more}
        lines = [f"{key} = {json.dumps(value)}" for key, value in table.items()]
        self.places[name] = "\n".join([f"[{name}]", *lines])
        path = self.crisis.home / "destinations.toml"
        path.parent.mkdir(exist_ok=True)
        path.write_text("\n\n".join(self.places.values()))
        path.chmod(0o600)

    def slack(self, *script: Behaviour, name: str = "team-slack", **more: Any) -> Hook:
        found = self.hook(*script)
        self.place(name, "slack", found.url(f"/services/{SECRET}"), **{"audience": "staff", **more})
        return found

    def mail(self, box: Mailbox | None = None, **more: Any) -> Mailbox:
        found = self.mailbox(box)
        more = {"to": ["ana@x.example", "bo@x.example"], "audience": "staff", "from": "crise@x.example", **more}
        self.place("team-mail", "email", f"smtp://127.0.0.1:{found.port}/?token={SECRET}", **more)
        return found

    def run(self, *arguments: str) -> Result:
        done = self.crisis.run(*arguments)
        self.printed += [done.stdout, done.stderr]
        return done

    def send(self, *arguments: str) -> Result:
        return self.run("send", *arguments, "--yes")

    def states(self) -> dict[str, str]:
        """The last attempt for each destination."""
        return {each["destination"]: each["state"] for each in self.crisis.status()["sendings"]}

    def popen(self, *arguments: str, **environment: str) -> subprocess.Popen[str]:
        return subprocess.Popen(
            [sys.executable, "-m", "crisisctl", *arguments],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            env={**os.environ, **environment},
            text=True,
        )


@pytest.fixture
def team(crisis: Crisis) -> Iterator[Team]:
    """At its end everything printed and logged is searched for the secret."""
    folder = crisis.work / "playbooks"
    folder.mkdir(exist_ok=True)
    (folder / "mini.yaml").write_text(PLAYBOOK)
    crisis.environment["CRISISCTL_SEND_TIMEOUT"] = "6"
    with ExitStack() as stack:
        found = Team(crisis, stack)
        yield found
    for said in [*found.printed, crisis.run("log", "--format", "jsonl").stdout]:
        assert SECRET not in said


def shaped(done: Result) -> Sequence[tuple[str, str]]:
    return [(each["destination"], each["state"]) for each in done.json["sendings"]]


# --- it goes well


def test_each_text_is_shown_and_sent_once(team: Team) -> None:
    team.start()
    slack, mail = team.slack(), team.mail()
    done = team.send("alert").succeeds()
    assert "--- alert · slack · en · 104/40000 characters\n  → team-slack · http://127.0.0.1:" in done.stdout
    assert "*WhatsApp is down* for all customers" in done.stdout
    assert "WhatsApp is down\nWhatsApp is down for all" in done.stdout
    assert done.stdout.count("sent  alert · ") == 2
    assert len(slack.posted) == 1
    assert [each.rcpt_tos for each in mail.mails] == [["ana@x.example", "bo@x.example"]]
    assert mail.mail().get_content_type() == "multipart/alternative"
    assert team.states() == {"team-slack": "sent", "team-mail": "sent"}


def test_the_log_says_so_before_and_after(team: Team) -> None:
    team.start()
    slack = team.slack()
    team.send("alert", "--channel", "slack").succeeds()
    types = [line["type"] for line in team.crisis.log()]
    assert types.index("message.drafted") < types.index("message.sending") < types.index("message.sent")
    sending, sent = (
        next(line for line in team.crisis.log() if line["type"] == f"message.{name}") for name in ("sending", "sent")
    )
    assert sending["data"]["attempt"] == sent["data"]["attempt"]
    assert sent["data"]["drafts"][0]["text"] == slack.posted[0].json["text"]
    assert sent["data"]["drafts"][0]["digest"] == sending["data"]["digest"]


def test_the_step_is_done_when_every_draft_has_left(team: Team) -> None:
    team.start()
    team.slack()
    team.send("alert").succeeds()
    assert team.crisis.status()["next"]["step"] == "tell-staff"
    team.mail()
    team.send("alert").succeeds()
    assert team.crisis.status()["next"]["step"] == "tell-customers"


def test_what_was_sent_is_left_out_the_next_time(team: Team) -> None:
    team.start()
    slack = team.slack()
    team.send("alert").succeeds()
    mail = team.mail()
    done = team.send("alert", "--format", "json").succeeds()
    assert shaped(done) == [("team-slack", "already"), ("team-mail", "sent")]
    team.send("alert").fails_with(1, "nothing was sent: team-slack: it was sent at", "--again")
    assert (len(slack.posted), len(mail.mails)) == (1, 1)


def test_again_is_for_what_is_named(team: Team) -> None:
    team.start()
    slack = team.slack()
    team.send("alert").succeeds()
    team.send("alert", "--channel", "slack", "--again", "--reason", "they say no").fails_with(1, "nothing was sent")
    team.send("alert", "--to", "team-slack", "--again").fails_with(1, 'say why (add --reason "…")')
    done = team.send("alert", "--to", "team-slack", "--again", "--reason", "they say no").succeeds()
    assert "once more: it was sent at" in done.stdout
    assert len(slack.posted) == 2
    assert [line["data"].get("override") for line in team.crisis.log() if line["type"] == "message.sending"] == [
        None,
        "they say no",
    ]


def test_json(team: Team) -> None:
    team.start()
    team.slack()
    done = team.send("alert", "--format", "json").succeeds()
    (sending,) = done.json["sendings"]
    assert set(sending) == {
        "message", "channel", "language", "destination", "state", "reason", "refused", "attempt", "digest"
    }  # fmt: skip
    assert done.json["by_hand"] == [{"channel": "email", "language": "en"}]
    assert "*WhatsApp is down*" in done.stderr


def test_a_dry_run_sends_and_records_nothing(team: Team) -> None:
    team.start()
    slack = team.slack()
    before = team.crisis.log()
    done = team.run("send", "alert", "--dry-run", "--format", "json").succeeds()
    assert shaped(done) == [("team-slack", "ready")]
    team.run("send", "alert", "--dry-run").says("*WhatsApp is down*", "→ team-slack")
    assert team.crisis.log() == before
    assert slack.posted == []


def test_drafts_that_are_there_stay_as_they_are(team: Team) -> None:
    team.start()
    slack = team.slack()
    team.run("draft", "alert").succeeds()
    team.run("set", "service=Telegram").succeeds()
    done = team.send("alert", "--channel", "slack").succeeds()
    assert "the facts changed since the draft of" in done.stdout
    assert slack.posted[0].json["text"].startswith("*WhatsApp is down*")


def test_a_channel_that_was_not_drafted_is_written_first(team: Team) -> None:
    team.start()
    team.run("draft", "alert", "--channel", "email").succeeds()
    slack = team.slack()
    team.send("alert", "--to", "team-slack").succeeds()
    assert len(slack.posted) == 1
    drafted = [line["data"]["drafts"] for line in team.crisis.log() if line["type"] == "message.drafted"]
    assert [[draft["channel"] for draft in drafts] for drafts in drafted] == [["email"], ["email", "slack"]]


# --- it is refused


def test_without_a_terminal_nothing_is_sent_unless_it_is_said(team: Team) -> None:
    team.start()
    slack = team.slack()
    before = team.crisis.log()
    team.run("send", "alert").fails(
        2, "crisisctl: nobody is there to be asked (crisisctl send alert --yes, or --dry-run to look first)\n"
    )
    assert team.crisis.log() == before
    assert slack.posted == []


def test_a_message_must_be_named(team: Team) -> None:
    team.send().fails(2, "crisisctl: say which message (crisisctl send MESSAGE; crisisctl draft writes the texts)\n")


def test_what_is_not_approved_does_not_leave(team: Team) -> None:
    team.start()
    mail = team.mail(audience="customers")
    done = team.send("notice")
    assert done.code == 1
    assert "team-mail · smtp://127.0.0.1" in done.stdout
    assert "NOT SENT: not approved by comms" in done.stdout
    assert mail.mails == []
    team.run("approve", "notice", "--by", "Bo").succeeds()
    team.send("notice").succeeds()
    assert len(mail.mails) == 1


def test_force_is_recorded_with_its_reason(team: Team) -> None:
    team.start()
    mail = team.mail(audience="customers")
    team.send("notice", "--force", "--reason", "Bo is asleep").succeeds()
    assert len(mail.mails) == 1
    (override,) = [line["data"]["override"] for line in team.crisis.log() if line["type"] == "message.sending"]
    assert override.startswith("Bo is asleep (although notice: not approved by comms")


def test_the_lint_stands_against_it(team: Team) -> None:
    team.start()
    slack = team.slack()
    team.run("draft", "alert").succeeds()
    edit = ["edit", "alert", "--channel", "slack", "--lang", "en", "--yes", "--file", "-"]
    team.crisis.run(*edit, stdin="It is down. Password: hunter2hunter2. {{ eta }}").succeeds()
    done = team.send("alert", "--channel", "slack", "--force", "--reason", "no time")
    assert done.code == 1
    assert "nobody can force that" in done.stderr
    assert slack.posted == []


def test_what_is_for_others_does_not_go_there(team: Team) -> None:
    team.start()
    slack = team.slack(audience="customers")
    team.send("alert").fails_with(1, "no destination takes alert: it has slack en, email en, for staff")
    done = team.send("alert", "--to", "team-slack")
    assert done.code == 1
    assert "team-slack is for customers, and alert for staff" in done.stderr
    assert slack.posted == []
    team.send("alert", "--to", "team-slack", "--force", "--reason", "it is the same room").succeeds()
    assert len(slack.posted) == 1


@pytest.mark.parametrize(
    ("more", "places"), [({"audience": []}, False), ({"languages": ["fr"]}, False), ({"languages": ["en"]}, True)]
)
def test_languages_and_audience_choose(team: Team, more: dict[str, Any], places: bool) -> None:
    team.start()
    slack = team.slack(**more)
    assert team.send("alert").code == (0 if places else 1)
    assert len(slack.posted) == places


def test_a_destination_that_does_not_exist(team: Team) -> None:
    team.start()
    team.slack()
    team.send("alert", "--to", "team-slak").fails_with(3, "there is no destination `team-slak`, did you mean")
    team.send("alert", "--to", f"https://x.example/{SECRET}").fails_with(3, "takes the name of a destination")


def test_a_file_that_others_can_read(team: Team) -> None:
    team.start()
    slack = team.slack()
    path = team.crisis.home / "destinations.toml"
    path.chmod(0o644)
    team.send("alert").fails_with(4, "others on this machine can read", f"chmod 600 {path}")
    assert slack.posted == []


@pytest.mark.parametrize("seconds", ["0", "-1", "soon", "nan", "3601"])
def test_a_time_limit_that_is_none(team: Team, seconds: str) -> None:
    team.start()
    team.slack()
    team.crisis.environment["CRISISCTL_SEND_TIMEOUT"] = seconds
    team.send("alert").fails_with(2, "CRISISCTL_SEND_TIMEOUT is a number of seconds, 3600 at most")


# --- drills


def test_a_drill_reaches_only_what_is_for_drills(team: Team) -> None:
    team.start("--drill")
    real, drill = team.slack(), team.slack(name="drill-slack", drill=True)
    team.send("alert").succeeds()
    assert (len(real.posted), len(drill.posted)) == (0, 1)
    assert drill.posted[0].json["text"].startswith("[EXERCISE]")
    team.send("alert", "--to", "team-slack", "--force", "--reason", "x").fails_with(1, "team-slack is not for drills")
    assert real.posted == []


def test_what_is_live_never_reaches_a_place_for_drills(team: Team) -> None:
    team.start()
    drill = team.slack(name="drill-slack", drill=True)
    team.send("alert").fails_with(1, "no destination takes alert")
    team.send("alert", "--to", "drill-slack", "--force", "--reason", "x").fails_with(1, "drill-slack is for drills")
    assert drill.posted == []


# --- it goes wrong


def test_one_fails_and_the_others_are_sent(team: Team) -> None:
    team.start()
    slack, mail = (
        team.slack(answers(404, f"no_service {SECRET}")),
        team.mail(Mailbox({"bo@x.example": "550 no such user"})),
    )
    done = team.send("alert")
    assert done.code == 6
    assert "FAILED  alert · slack · en → team-slack · attempt " in done.stdout
    assert ": it answered 404: no_service …\n" in done.stdout
    assert "sent  alert · email · en → team-mail" in done.stdout
    assert "  not taken: bo@x.example: 550 no such user\n" in done.stdout
    assert team.states() == {"team-slack": "failed", "team-mail": "sent"}
    assert (len(slack.posted), len(mail.mails)) == (1, 1)


def test_what_failed_is_sent_the_next_time_and_nothing_else(team: Team) -> None:
    team.start()
    slack, mail = team.slack(answers(403), OK), team.mail()
    assert team.send("alert").code == 6
    team.send("alert").succeeds()
    assert (len(slack.posted), len(mail.mails)) == (2, 1)


def test_unsure_is_unknown_and_not_sent_again_by_itself(team: Team) -> None:
    team.start()
    slack = team.slack(answers(500))
    done = team.send("alert")
    assert done.code == 6
    assert "UNKNOWN  alert · slack · en → team-slack" in done.stdout
    assert "look whether it arrived before you send it again" in done.stdout
    for _ in range(3):
        team.send("alert", "--channel", "slack").fails_with(
            1, "nobody knows whether it arrived", '--again --reason "…"'
        )
    assert len(slack.posted) == 1
    assert team.states() == {"team-slack": "unknown"}


def test_progress_is_shown_after_a_second(team: Team) -> None:
    team.start()
    team.slack(hangs)
    team.crisis.environment["CRISISCTL_SEND_TIMEOUT"] = "1.3"
    done = team.send("alert")
    assert done.code == 6
    assert "still sending to team-slack: 1 s of 1 s at most\n" in done.stderr


@pytest.mark.parametrize("how", ["slack", "mail"])
def test_killed_in_mid_send_it_is_unknown_and_never_sent_twice(team: Team, how: str) -> None:
    incident = team.start()
    server = team.slack(hangs, OK) if how == "slack" else team.mail(Mailbox(data=None))
    process = team.popen("send", "alert", "--yes", "-i", incident)
    assert server.arrived.wait(PATIENCE)
    process.kill()
    team.printed += process.communicate(timeout=PATIENCE)
    assert process.returncode == -signal.SIGKILL
    place = f"team-{how}"
    assert team.states() == {place: "unknown"}
    done = team.send("alert", "--format", "json")
    assert done.code == 1
    assert "nobody knows whether it arrived" in json.loads(done.stdout)["error"]["message"]
    assert len(server.posted if isinstance(server, Hook) else server.mails) == 1
    if isinstance(server, Hook):
        team.send("alert", "--again", "--reason", "nobody has seen it").succeeds()
        assert len(server.posted) == 2
        assert team.states() == {place: "sent"}


def test_ctrl_c_in_mid_send_is_recorded(team: Team) -> None:
    incident = team.start()
    slack = team.slack(hangs)
    process = team.popen("send", "alert", "--yes", "-i", incident)
    assert slack.arrived.wait(PATIENCE)
    process.send_signal(signal.SIGINT)
    out, err = process.communicate(timeout=PATIENCE)
    team.printed += [out, err]
    assert process.returncode == 130
    assert "UNKNOWN  alert · slack · en → team-slack" in out
    (sending,) = team.crisis.status()["sendings"]
    assert sending["state"] == "unknown"
    assert "failed" in [line["type"] for line in team.crisis.log()][-1]


def test_two_people_send_at_once_and_it_arrives_once(team: Team) -> None:
    incident = team.start()
    slack = team.slack()
    team.run("draft", "alert", "--channel", "slack").succeeds()
    both = [team.popen("send", "alert", "--yes", "-i", incident, CRISISCTL_ACTOR=who) for who in ("Ana", "Bo")]
    ended = [process.communicate(timeout=PATIENCE) for process in both]
    team.printed += [said for each in ended for said in each]
    assert sorted(process.returncode for process in both) == [0, 1], ended
    assert len(slack.posted) == 1


def test_an_outcome_that_cannot_be_recorded_is_told(team: Team) -> None:
    team.start()
    home, gone = team.crisis.home, team.crisis.folder / "gone"

    def loses_the_log(found: Hook, handler: Any) -> None:
        home.rename(gone)
        OK(found, handler)
        assert found.posted

    slack = team.slack(loses_the_log)
    done = team.send("alert")
    if home.exists():
        shutil.rmtree(home)
    gone.rename(home)
    assert done.code == 5
    assert "team-slack: sent, and that could not be recorded" in done.stderr
    assert team.states() == {"team-slack": "unknown"}
    assert len(slack.posted) == 1


def test_no_secret_is_told_whatever_goes_wrong(team: Team) -> None:
    incident = team.start()
    echo = f"bad token {SECRET}"
    urls = [
        team.hook(answers(403, echo)).url(f"/x/{SECRET}"),
        team.hook(answers(500, echo)).url(f"/x?token={SECRET}"),
        team.hook(answers(302, Location=f"https://a.example/{SECRET}")).url("/", user=f"me:{SECRET}@"),
        team.hook(answers(200, f'{{"ok":false,"error":"{echo}"}}')).url("/", user=f":{SECRET}@"),
        team.hook(says(f"HTTP/9 {SECRET}\r\n\r\n".encode())).url(f"/{SECRET}/"),
        f"http://nowhere.invalid/{SECRET}",
        f"https://127.0.0.1:1/{SECRET}",
    ]
    for number, url in enumerate(urls):
        team.place(f"slack-{number}", "slack", url, audience="staff")
    process = team.popen("send", "alert", "--yes", "-i", incident, CRISISCTL_DEBUG="1", CRISISCTL_SEND_TIMEOUT="3")
    team.printed += process.communicate(timeout=PATIENCE)
    assert process.returncode == 6, team.printed
    assert len(team.states()) == len(urls)
    team.run("status")
    team.run("report", "--format", "md")


# --- people


class Asked:
    """``send`` in a terminal, and what its screen shows at each question."""

    def __init__(self, team: Team, *arguments: str, rows: int = 24, language: str = "en") -> None:
        environment = {**os.environ, **team.crisis.environment, "TERM": "dumb", "CRISISCTL_LANG": language}
        self.team, self.screen = team, pyte.Screen(80, rows)
        self._stream = pyte.Stream(self.screen)
        self._program = pexpect.spawn(
            sys.executable, ["-m", "crisisctl", "send", *arguments],
            env={name: value for name, value in environment.items() if name not in {"COLUMNS", "LINES"}},
            encoding="utf-8", timeout=PATIENCE, dimensions=(rows, 80),
        )  # fmt: skip

    def until(self, question: str) -> str:
        """The screen as it stands once the question is there."""
        self._program.expect_exact(question)
        self._feed((self._program.before or "") + question)
        return " ".join(line.strip() for line in self.screen.display)

    def answer(self, typed: str) -> None:
        self._program.sendline(typed)

    def ends(self) -> int | None:
        self._program.expect(pexpect.EOF)
        self._feed(self._program.before or "")
        self._program.close()
        return self._program.exitstatus

    def _feed(self, words: str) -> None:
        self.team.printed.append(words)
        self._stream.feed(words)


@pytest.mark.parametrize(("answer", "code", "left"), [("n", 1, 0), ("y", 0, 1)])
def test_it_asks_once_where_the_screen_holds_the_texts(team: Team, answer: str, code: int, left: int) -> None:
    incident = team.start()
    slack, mail = team.slack(), team.mail()
    asked = Asked(team, "alert", "-i", incident, rows=40)
    assert "WhatsApp is down" in asked.until("send these 2 texts to team-slack, team-mail? [y] yes, Enter alone: no >")
    assert slack.posted == []
    asked.answer(answer)
    assert asked.ends() == code
    assert (len(slack.posted), len(mail.mails)) == (left, left)


def test_on_a_small_screen_each_text_stands_above_its_own_question(team: Team) -> None:
    incident = team.start()
    slack, mail = team.slack(), team.mail()
    asked = Asked(team, "alert", "-i", incident, rows=12)
    assert "Do not promise anything" in asked.until("send this text to team-slack? [y] yes, Enter alone: no >")
    asked.answer("y")
    shown = asked.until("send this text to team-mail? [y] yes, Enter alone: no >")
    assert "--- alert · email · en" in shown
    assert "2 recipients" in shown
    assert "Do not promise anything" in shown
    assert slack.posted == []  # nothing leaves before all was asked
    asked.answer("n")
    assert asked.ends() == 1
    assert (len(slack.posted), len(mail.mails)) == (1, 0)


def test_a_text_longer_than_the_screen_is_read_a_screen_at_a_time(team: Team) -> None:
    incident, mail = team.start(), team.mail()
    long = "\n".join(f"Sentence number {number} of a long mail." for number in range(30))
    team.crisis.run("edit", "alert", "-c", "email", "-l", "en", "--file", "-", stdin=long).succeeds()
    asked = Asked(team, "alert", "-c", "email", "-i", incident, rows=24)
    shown = asked.until("Enter: the rest of this text")
    assert "--- alert · email · en" in shown
    asked.answer("")
    shown += asked.until("send this text to team-mail? [y] yes, Enter alone: no >")
    assert all(f"Sentence number {number} of" in shown for number in range(30))
    asked.answer("y")
    assert asked.ends() == 0
    assert len(mail.mails) == 1


def test_what_leaves_by_hand_takes_one_line(team: Team) -> None:
    team.start()
    team.mail(to=["ana@x.example"], audience="customers")
    team.crisis.environment["CRISISCTL_LANG"] = "fr"
    team.run("draft", "notice").succeeds()
    team.run("approve", "notice", "--by", "Bo").succeeds()
    told = team.run("send", "notice", "--dry-run").succeeds()
    assert told.stderr.splitlines() == ["à la main : aucune destination ne prend telegram fr, phone fr"]
    assert " · 1 destinataire\n" in told.stdout


def test_a_void_approval_is_named_by_its_question_and_can_be_given_anew(team: Team) -> None:
    team.mail(audience="customers")
    playbook = team.crisis.work / "playbooks" / "mini.yaml"
    playbook.write_text(PLAYBOOK.replace("{{ service }}** ne", "{{ service }}** ({{ affected }}) ne"))
    incident = team.start("--set", "affected=12")
    team.run("draft", "notice", "-i", incident).succeeds()
    team.run("approve", "notice", "--by", "Bo", "-i", incident).succeeds()
    team.run("set", "affected=13", "-i", incident).succeeds()
    told = team.send("notice", "-c", "email", "-i", incident)
    assert told.code == 1
    assert "team-mail: the approval by Bo is void, changed: How many?" in told.stderr
    assert "crisisctl approve notice --by NAME; or go on all the same: --force" in told.stderr


def test_the_destinations_are_listed_without_their_secrets(team: Team) -> None:
    team.slack(languages=["en"])
    team.mail(drill=True)
    team.place("later", "sms", f"twilio://AC1:{SECRET}@a/b")
    team.place("broken", "slack", f"{SECRET}")
    done = team.run("send", "--destinations").succeeds()
    lines = done.stdout.splitlines()
    assert lines[0].startswith("team-slack · slack · http://127.0.0.1:")
    assert lines[0].endswith(" · live · for: staff · en")
    assert lines[1].startswith("team-mail · email · smtp://127.0.0.1:")
    assert lines[1].endswith(" · drill · for: staff · 2 recipients")
    assert lines[2] == "later · sms · twilio:// · live · only by --to"
    assert lines[3].startswith("broken: CANNOT BE USED: its url is not an address")
    team.crisis.environment["CRISISCTL_LANG"] = "fr"
    assert (
        team.run("send", "--destinations")
        .stdout.splitlines()[1]
        .endswith(" · pour\N{NO-BREAK SPACE}: staff · 2 destinataires")
    )
    shapes = team.run("send", "--destinations", "--format", "json").json["destinations"]
    assert [(each["name"], each["kind"], each["recipients"]) for each in shapes] == [
        ("team-slack", "slack", 0), ("team-mail", "smtp", 2), ("later", "twilio", 0), ("broken", "", 0),
    ]  # fmt: skip


def test_the_home_of_a_test_is_its_own(team: Team) -> None:
    assert Path(os.environ["CRISISCTL_HOME"]) == team.crisis.home
