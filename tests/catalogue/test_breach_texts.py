"""What the texts of a data breach say when some of it is known and some is not: a regulator reads every word."""

from __future__ import annotations

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
