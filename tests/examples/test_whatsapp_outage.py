"""The example that strangers run: it plays to its end, and each thing it promises to show is there."""

from __future__ import annotations

import json
import os
import stat
import subprocess
import sys
from dataclasses import dataclass
from email import message_from_bytes
from email.policy import default
from pathlib import Path

import pytest

PLAY = Path(__file__).parents[2] / "examples" / "whatsapp-outage" / "play.py"
PATIENCE = 300
OUTSIDE = {"LC_ALL": "C.UTF-8", "PATH": os.environ["PATH"], "TZ": "UTC"}


@dataclass(frozen=True)
class Played:
    folder: Path
    said: str

    def answer(self, command: str, number: int = 0) -> str:
        """What the command answered, the how manieth time it was given, up to the next."""
        parts = self.said.split("\n$ crisisctl ")[1:]
        return [part.partition("\n# ")[0] for part in parts if part.startswith(command)][number]

    @property
    def report(self) -> str:
        return (self.folder / "rapport.md").read_text(encoding="utf-8").replace("\N{NO-BREAK SPACE}", " ")

    @property
    def log(self) -> bytes:
        return b"".join(path.read_bytes() for path in (self.folder / "home").glob("crisisctl.db*"))


@pytest.fixture(scope="module")
def played(tmp_path_factory: pytest.TempPathFactory) -> Played:
    folder = tmp_path_factory.mktemp("example") / "outage"
    nobody = folder.parent / "nobody"
    nobody.touch()
    done = subprocess.run(
        [sys.executable, str(PLAY), str(folder)],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        timeout=PATIENCE,
        env={**OUTSIDE, "HOME": str(nobody)},
        stdin=subprocess.DEVNULL,
        check=False,
    )
    assert done.returncode == 0, done.stdout[-2000:]
    return Played(folder, done.stdout.replace("\N{NO-BREAK SPACE}", " "))


def test_drafts_leave_by_what_still_works_and_the_lint_has_nothing_against_them(played: Played) -> None:
    kept = {path.name.removeprefix("first-notice.").split(".")[0] for path in (played.folder / "textes").iterdir()}
    assert kept == {"sms", "email", "push", "status-page"}
    assert "4 textes, 0 erreur" in played.answer("lint first-notice")  # warnings: around midnight the day takes room


def test_a_changed_fact_made_the_approval_void_and_status_says_which(played: Played) -> None:
    assert "validation CADUQUE : first-notice (email fr, status-page fr) : changé : En ce moment…" in " ".join(
        played.answer("status").split()
    )
    assert "« En ce moment… » a changé" in played.report


def test_the_killed_server_leaves_an_unknown_that_is_not_sent_again_by_itself(played: Played) -> None:
    assert "[6]" in played.answer("send first-notice --channel email")
    assert "? INCONNU first-notice email fr → clients-mail" in " ".join(played.answer("status", 1).split())
    assert "[1]" in played.answer("send first-notice --channel email", 1)
    mails = list((played.folder / "mail").iterdir())
    assert len(mails) == 1
    mail = message_from_bytes(mails[0].read_bytes(), policy=default)
    assert mail["Subject"] == "Problème avec WhatsApp"
    assert "autre voie" in " ".join(mail.get_body(("plain",)).get_content().split())  # type: ignore[union-attr]


def test_the_webhook_got_the_alert_in_the_shape_of_slack(played: Played) -> None:
    (posted,) = (played.folder / "slack").iterdir()
    assert "Alerte interne, SEV2" in json.loads(posted.read_text(encoding="utf-8"))["text"]


def test_addresses_are_in_no_log_and_the_file_of_destinations_is_the_owners_alone(played: Played) -> None:
    assert b"/services/T0/B0/secret" not in played.log
    assert "/services/T0/B0/secret" not in played.said
    assert stat.S_IMODE((played.folder / "home" / "destinations.toml").stat().st_mode) == 0o600


def test_the_report_lists_texts_approvers_latency_overrides_and_promises(played: Played) -> None:
    for part in (
        "Promesses de point tenues | 2 sur 2 (100 %)",
        "Délai de validation, médian",
        "Ana (Responsable de crise)",
        "INCONNUE : peut-être arrivé",
        "refusé : ancien@partenaire.example",
        "Bo est au téléphone avec le fournisseur (malgré : nothing-new se valide par le rôle comms (Bo), pas par",
        "Exemplia - WhatsApp : vous ne pouvez plus échanger de messages avec nous.",
    ):
        assert part in played.report
    assert len(list((played.folder).glob("rapport.*"))) == 3
