"""What the texts of a data breach say when some of it is known and some is not: a regulator reads every word."""

from __future__ import annotations

import re

import pytest

from catalogue.drafting import Rehearsal
from crisisctl import paths, reader

_PLAYBOOK = "data-breach"


def text(message: str, language: str, playbook: str = _PLAYBOOK, **given: str) -> str:
    """The e-mail of a message, with plain spaces."""
    read = reader.read_playbook(paths.shipped("playbooks") / f"{playbook}.yaml")
    drafts = Rehearsal(read, over=True, given=given).draft(message)
    found = next(each.text for each, _ in drafts if (each.channel, each.language) == ("email", language))
    return " ".join(found.split())


@pytest.mark.parametrize(
    ("message", "language", "precaution", "concerned"),
    [
        ("individuals", "en", "As a precaution we have reset your password", "We have reset the passwords concerned"),
        ("individuals", "fr", "Par précaution, nous avons", "réinitialisé les mots de passe concernés"),
        ("authority", "en", "Passwords were reset as a precaution", "The passwords concerned were reset"),
        ("authority", "fr", "réinitialisés par précaution", "Les mots de passe concernés ont"),
        ("authority-complete", "en", "Passwords were reset as a precaution", "The passwords concerned were reset"),
        ("authority-complete", "fr", "réinitialisés par précaution", "Les mots de passe concernés ont"),
    ],
)  # fmt: skip
def test_passwords_that_are_not_concerned_are_reset_as_a_precaution(
    message: str, language: str, precaution: str, concerned: str
) -> None:
    for answer, said, unsaid in (
        ("no", precaution, concerned),
        ("unknown", precaution, concerned),
        ("yes", concerned, precaution),
    ):
        written = text(message, language, data_password=answer, passwords_reset="yes")
        assert said in written
        assert unsaid not in written
    silent = text(message, language, data_password="no", passwords_reset="no")  # noqa: S106
    assert precaution not in silent
    assert concerned not in silent


@pytest.mark.parametrize(
    ("playbook", "message"),
    [
        ("data-breach", "authority"),
        ("data-breach", "authority-warning"),
        ("data-breach", "authority-report"),
        ("data-breach", "authority-final"),
        ("data-breach", "authority-complete"),
        ("generic", "authority-warning"),
        ("generic", "authority-report"),
        ("generic", "authority-final"),
        ("outage", "authority-warning"),
        ("outage", "authority-report"),
        ("outage", "authority-final"),
    ],
)
def test_every_time_told_to_an_authority_has_its_day_and_its_year(playbook: str, message: str) -> None:
    for language, hour, whole in (
        ("en", r"\d:\d\d [ap]m", r"\d{1,2} [A-Z][a-z]+ \d{4} at \d{1,2}:\d\d [ap]m \(Paris time\)"),
        ("fr", r"\d h \d\d", r"le \d{1,2}(?:er)? \w+ \d{4} à \d{1,2} h \d\d \(heure de Paris\)"),
    ):
        written = text(message, language, playbook)
        told = re.findall(whole, written)
        assert told
        assert len(re.findall(hour, written)) == len(told)
        assert "aware at" not in written


def test_the_first_signs_are_not_told_as_later_than_the_awareness() -> None:
    for language, words in (("en", "First signs"), ("fr", "Premiers signes")):
        assert words in text("authority", language, detected_at="2026-11-22T05:15", aware_at="2026-11-22T05:15")
        assert words not in text("authority", language, detected_at="2026-11-22T05:15", aware_at="2026-11-22T02:16")


@pytest.mark.parametrize(
    ("message", "language", "spared", "open_"),
    [
        (
            "authority-complete",
            "en",
            "Data: contact details; messages, orders or documents. Not concerned, as far as we have found: passwords; "
            "identity papers; sensitive data.",
            " Still under examination: bank or card details.",
        ),
        (
            "authority-complete",
            "fr",
            "Données : coordonnées ; messages, commandes ou documents. Non concerné, d’après nos recherches : "
            "mots de passe ; papiers d’identité ; données sensibles.",
            " Reste à l’examen : coordonnées bancaires ou de carte.",
        ),
        (
            "authority",
            "en",
            "not concerned, as far as we have found: passwords; identity papers; sensitive data",
            "still under examination: bank or card details",
        ),
        (
            "authority",
            "fr",
            "non concerné, d’après nos recherches : mots de passe ; papiers d’identité ; données sensibles",
            "reste à l’examen : coordonnées bancaires ou de carte",
        ),
    ],
)
def test_what_is_unknown_is_named_and_what_is_not_concerned_is_said(
    message: str, language: str, spared: str, open_: str
) -> None:
    assert spared in text(message, language)
    assert open_ in text(message, language)
    known = text(message, language, data_payment="no")
    assert "examination" not in known
    assert "à l’examen" not in known


def test_a_number_of_people_is_told_as_screens_show_it() -> None:
    assert "at most 1,200 (an estimate)" in text("authority-complete", "en")
    assert "au plus 1 200 (une estimation)" in text("authority-complete", "fr")
