"""WhatsApp is down, in French, with everything that can go wrong on the way out: told command by command.

    python examples/whatsapp-outage/play.py [FOLDER]

The texts go out by a real mail server and a real webhook, both on this machine; the first mail server is killed while
it has the mail and has not said so. Nothing leaves the machine; everything is kept in FOLDER, or in crisis-example.
"""

from __future__ import annotations

import os
import shlex
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

HERE = Path(__file__).parent
DESTINATIONS = """\
[equipe-slack]
channel = "slack"
audience = "employees"
languages = ["fr"]

[clients-mail]
channel = "email"
audience = "customers"
languages = ["fr"]
from = "Exemplia <aide@exemplia.example>"
to = ["clients@listes.exemplia.example", "ancien@partenaire.example"]
"""


@dataclass
class Stage:
    """Where it plays: a folder with a log of its own, and the servers' addresses, which no file and no log holds."""

    folder: Path
    addresses: dict[str, str] = field(default_factory=dict)

    def say(self, words: str) -> None:
        print(f"\n# {words}")

    def play(self, line: str, code: int = 0) -> None:
        """One command as it would be typed, and what it answers. It has to end with ``code``."""
        print(f"\n$ crisisctl {line}")
        sys.stdout.flush()
        done = subprocess.run(
            self.words(line), cwd=self.folder, env=self.environment(), stdin=subprocess.DEVNULL, check=False
        )
        self.expect(line, done.returncode, code)

    def words(self, line: str) -> list[str]:
        return [sys.executable, "-m", "crisisctl", *shlex.split(line)]

    def environment(self) -> dict[str, str]:
        alone = {name: value for name, value in os.environ.items() if not name.startswith("CRISISCTL_")}
        mine = {"CRISISCTL_HOME": str(self.folder / "home"), "CRISISCTL_LANG": "fr", "CRISISCTL_ACTOR": "Bo"}
        return {**alone, **mine, **self.addresses}

    @staticmethod
    def expect(line: str, found: int, wanted: int) -> None:
        if found:
            print(f"[{found}]")
        if found != wanted:
            sys.exit(f"crisisctl {line} ended with {found}, and not with {wanted}")


@contextmanager
def server(*words: str) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """A server in a process of its own, and its port."""
    process = subprocess.Popen([sys.executable, str(HERE / "servers.py"), *words], stdout=subprocess.PIPE, text=True)
    assert process.stdout
    try:
        yield process, process.stdout.readline().strip()
    finally:
        process.kill()
        process.wait()
        process.stdout.close()


def killed_in_mid_send(stage: Stage, line: str) -> None:
    """Send, and kill -9 the mail server once it has the whole mail and before it says so."""
    with server("mute", str(stage.folder / "mail")) as (process, port):
        stage.addresses["CRISISCTL_URL_CLIENTS_MAIL"] = f"smtp://127.0.0.1:{port}"
        print(f"\n$ crisisctl {line}")
        sys.stdout.flush()
        sending = subprocess.Popen(
            stage.words(line), cwd=stage.folder, env=stage.environment(), stdin=subprocess.DEVNULL
        )
        assert process.stdout
        process.stdout.readline()
        process.send_signal(signal.SIGKILL)
        stage.expect(line, sending.wait(), 6)


def confirm(stage: Stage) -> None:
    stage.say("3 h du matin : trois boutiques disent que leurs messages WhatsApp restent à une coche.")
    stage.play(
        'start outage --no-walk --title "WhatsApp en panne" --severity SEV2 --role lead=Ana --role comms=Bo'
        ' --set service=WhatsApp --set detected_at="12 min ago"'
    )
    stage.play('done first-signs "Trois boutiques : les messages des clients restent à une coche"')
    stage.play('done two-sources "mon téléphone en 4G" "la page d’état du fournisseur"')
    stage.play("done verdict real")
    stage.play(
        'done impact started_at="20 min ago" blocked=messages scope=everyone still_works=orders queued=unknown'
        " doing=searching"
    )
    stage.play('channel whatsapp=down --reason "deux téléphones, deux réseaux"')
    for step in ("origin provider", "severity SEV2", "data-at-stake no", 'roles "Ana pilote, Bo écrit"'):
        stage.play(f"done {step}")


def alert(stage: Stage) -> None:
    stage.say("L’équipe d’abord : par Slack, et chacun répond.")
    with server("slack", str(stage.folder / "slack")) as (_, port):
        stage.addresses["CRISISCTL_URL_EQUIPE_SLACK"] = f"http://127.0.0.1:{port}/services/T0/B0/secret"
        stage.play("send internal-alert --channel slack --lang fr --yes")
    stage.play("ack Ana Bo Dov")


def approve(stage: Stage) -> None:
    stage.say(
        "Les clients : WhatsApp est en panne, donc SMS, e-mail, notification et page d’état. Relus, puis validés."
    )
    stage.play("draft first-notice -l fr -o textes")
    stage.play("lint first-notice")
    stage.play("approve first-notice --by Ana")
    stage.say("Une information change : ce que dit un texte n’est plus ce qui a été validé, et il ne part pas.")
    stage.play("set doing=rerouting")
    stage.play("status")
    stage.addresses["CRISISCTL_URL_CLIENTS_MAIL"] = "smtp://127.0.0.1:9"
    stage.play("send first-notice --yes", code=1)
    stage.play("draft first-notice -l fr -o textes")
    stage.play("approve first-notice --by Ana")


def send(stage: Stage) -> None:
    stage.say("Le serveur de courrier meurt (kill -9) avec l’e-mail entier, sans avoir dit s’il le prenait.")
    killed_in_mid_send(stage, "send first-notice --channel email --yes")
    stage.play("status")
    stage.say("Personne ne sait s’il est arrivé : il ne repart pas de lui-même.")
    stage.play("send first-notice --channel email --yes", code=1)
    stage.say("On regarde : la boîte est vide. Alors une fois de plus, avec le motif ; une adresse est refusée.")
    with server("mail", str(stage.folder / "mail"), "refuse=ancien@partenaire.example") as (_, port):
        stage.addresses["CRISISCTL_URL_CLIENTS_MAIL"] = f"smtp://127.0.0.1:{port}"
        again = '--again --reason "la boîte de la liste est vide, le serveur est mort"'
        stage.play(f"send first-notice --channel email --yes {again}", code=6)
    stage.say("Le SMS part par la passerelle, à la main ; la page d’état et les notifications aussi.")
    stage.play('sent first-notice -c sms -c push -c status-page --to "passerelle SMS, console"')


def keep_the_promise(stage: Stage) -> None:
    stage.say("Le point promis, avant l’heure. Chloé valide à la place de Bo, avec un motif : le rapport le montre.")
    stage.play("set news=nothing")
    stage.play('draft nothing-new -c sms -l fr --next-update "dans 75m"')
    stage.play("diff nothing-new")
    stage.play("approve nothing-new --by Chloé", code=1)
    stage.play('approve nothing-new --by Chloé --force --reason "Bo est au téléphone avec le fournisseur"')
    stage.play('sent nothing-new -c sms --to "passerelle SMS"')


def end(stage: Stage) -> None:
    stage.say("C’est revenu. Le rapport et la vérification.")
    stage.play("channel whatsapp=up")
    stage.play('set restored=yes restored_at="1 min ago" loss=late --source "messages d’essai dans les deux sens"')
    stage.play("stage monitoring")
    stage.play("draft resolved -c sms -l fr")
    stage.play("approve resolved --by Ana")
    stage.play('sent resolved -c sms --to "passerelle SMS"')
    for extension in ("html", "md", "json"):
        stage.play(f"report --format {extension} --lang fr -o rapport.{extension}")
    stage.play("verify")


def main(folder: Path) -> None:
    if folder.exists():
        sys.exit(f"{folder} is there already: name another folder")
    (folder / "home").mkdir(parents=True)
    stage = Stage(folder.absolute())
    kept = folder / "home" / "destinations.toml"
    kept.write_text(DESTINATIONS, encoding="utf-8")
    kept.chmod(0o600)
    for act in (confirm, alert, approve, send, keep_the_promise, end):
        act(stage)
    print(
        f"\nLes textes sont dans {folder / 'textes'}, ce qui est arrivé dans {folder / 'mail'} et {folder / 'slack'},"
    )
    print(f"le rapport est {folder / 'rapport.html'}.")


if __name__ == "__main__":
    main(Path(sys.argv[1] if len(sys.argv) > 1 else "crisis-example"))
