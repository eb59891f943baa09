"""Promises are called out when an update is due soon, and again when it is late; never more often."""

from __future__ import annotations

import json
import threading
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import ClassVar

import pytest
from msgspec.structs import replace

from crisisctl import organisation
from crisisctl.incident import Incident, Promise
from crisisctl.playbook import Organisation
from crisisctl.queries import view
from crisisctl.reminders import Reminders

NOON = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)
INCIDENT = Incident(
    id="outage-20261122-1",
    opened_at=NOON - timedelta(hours=1),
    organisation=Organisation("Exemplia", reminders=("webhook",)),
    promises={"customers": Promise("customers", NOON, NOON - timedelta(hours=1))},
)


@pytest.mark.parametrize(
    ("minutes", "said"),
    [
        (-10, []),
        (-4, ["Update promised to customers for 12:00 pm: write it now"]),
        (1, ["Update promised to customers for 12:00 pm: LATE"]),
    ],
)
def test_is_said_when_it_is_due(minutes: int, said: list[str]) -> None:
    at = NOON + timedelta(minutes=minutes)
    assert [text.replace("\N{NO-BREAK SPACE}", " ") for text in Reminders("en").due(view(INCIDENT, at))] == said


def test_they_are_turned_on_in_the_organisations_file(tmp_path: Path) -> None:
    file = tmp_path / "crisis.yaml"
    file.write_text(
        "schema: crisisctl/organisation/v1\nname: Exemplia\nreminders: [desktop, webhook]\n", encoding="utf-8"
    )
    found, problems = organisation.check(file)
    assert not problems
    assert found is not None
    assert found.reminders == ("desktop", "webhook")


def test_each_is_said_once() -> None:
    reminders = Reminders("fr")
    moments = [NOON + timedelta(seconds=30 * number) for number in range(-20, 20)]
    said = [text for at in moments for text in reminders.due(view(INCIDENT, at))]
    assert len(said) == 2
    assert said[0].endswith("à écrire maintenant")
    assert said[1].endswith("EN RETARD")


def test_nothing_is_said_of_an_incident_that_has_ended() -> None:
    ended = replace(INCIDENT, status="closed")
    assert list(Reminders("en").due(view(ended, NOON))) == []


class _Hook(BaseHTTPRequestHandler):
    got: ClassVar[list[str]] = []

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.got.append(json.loads(body)["text"])
        self.send_response(200)
        self.end_headers()

    def log_message(self, *_: object) -> None:
        return


def test_the_bell_rings_and_the_webhook_hears_of_it(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    server = HTTPServer(("127.0.0.1", 0), _Hook)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    monkeypatch.setenv("CRISISCTL_REMINDER_URL", f"http://127.0.0.1:{server.server_port}/secret-token")
    monkeypatch.setenv("no_proxy", "*")
    try:
        Reminders("en").call(view(INCIDENT, NOON + timedelta(minutes=1)))
    finally:
        server.shutdown()
        server.server_close()
    assert [text.partition(":")[0] for text in _Hook.got] == ["outage-20261122-1"]
    assert "\a" in capsys.readouterr().out


def test_a_webhook_that_does_not_answer_stops_nothing_and_its_address_is_not_told(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CRISISCTL_REMINDER_URL", "http://127.0.0.1:9/secret-token")
    Reminders("en").call(view(INCIDENT, NOON + timedelta(minutes=1)))
    err = capsys.readouterr().err
    assert "does not answer" in err
    assert "secret" not in err
