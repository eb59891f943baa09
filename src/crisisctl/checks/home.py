"""The data directory: whose it is, whether it can be written, how much room is left."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator

from crisisctl.checks import Check, Finding, Place

_ROOM = 50_000_000
"""Bytes: an incident takes one or two million, its -wal as much again."""


def _look(place: Place) -> Iterator[Finding]:
    home = place.home
    if not home.exists():
        yield Finding(
            "note",
            {"en": f"{home} is not there yet", "fr": f"{home} n’existe pas encore"},
            {"en": "nothing was recorded on this machine", "fr": "rien n’a été enregistré sur cette machine"},
            {"en": "crisisctl start makes it", "fr": "crisisctl start le crée"},
        )
        return
    if not home.is_dir():
        yield Finding(
            "bad",
            {"en": f"{home} is not a folder", "fr": f"{home} n’est pas un dossier"},
            {"en": "nothing can be recorded", "fr": "rien ne peut être enregistré"},
            {"en": "name another by CRISISCTL_HOME", "fr": "indiquez-en un autre par CRISISCTL_HOME"},
        )
        return
    owner = home.stat().st_uid
    if hasattr(os, "geteuid") and owner != os.geteuid():
        yield Finding(
            "warning",
            {"en": f"{home} belongs to user {owner}, not to you", "fr": f"{home} appartient à l’utilisateur {owner}, pas à vous"},
            {
                "en": "its owner can read and remove the log, and you perhaps cannot write it",
                "fr": "son propriétaire peut lire et enlever le journal ; vous ne pouvez peut-être pas y écrire",
            },
            {"en": f'have it given to you: sudo chown -R "$USER" {home}', "fr": f'faites-le-vous attribuer : sudo chown -R "$USER" {home}'},
        )  # fmt: skip
    if not os.access(home, os.W_OK | os.X_OK, effective_ids=os.access in os.supports_effective_ids):
        yield Finding(
            "bad",
            {"en": f"{home} cannot be written", "fr": f"{home} n’est pas accessible en écriture"},
            {
                "en": "what is there can be read, and no act recorded",
                "fr": "on peut lire, mais aucun acte n’est enregistré",
            },
            {
                "en": "make it writable, or record elsewhere: CRISISCTL_HOME=PATH",
                "fr": "rendez-le accessible, ou enregistrez ailleurs : CRISISCTL_HOME=CHEMIN",
            },
        )
    free = shutil.disk_usage(home).free
    if free < _ROOM:
        yield Finding(
            "bad" if not free else "warning",
            {"en": f"{free // 1_000_000} MB are free where {home} is", "fr": f"il reste {free // 1_000_000} Mo là où est {home}"},
            {"en": "on a full disk no act is recorded", "fr": "sur un disque plein, aucun acte n’est enregistré"},
            {"en": "free some space: df -h, du -sh", "fr": "libérez de la place : df -h, du -sh"},
        )  # fmt: skip


CHECK = Check({"en": "data directory", "fr": "dossier des données"}, _look)
