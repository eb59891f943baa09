"""What a team may change in ``lint.toml``, and what it is told when it errs."""

from __future__ import annotations

import pytest

from crisisctl.errors import BadInputFile
from crisisctl.rules import Context, Message, lint
from crisisctl.rules._settings import DEFAULT, Settings, read
from crisisctl.rules._words import languages, shipped

TEXT = Message("Un petit souci sur la caisse : le cluster ne répond pas.", "fr")


def _levels(settings: Settings, message: Message = TEXT) -> dict[str, str]:
    return {finding.rule: finding.level for finding in lint(message, Context(), settings)}


def test_a_level_is_set_for_all_and_for_one_audience() -> None:
    settings = read('[levels]\njargon = "error"\n[audience.partners]\nminimising-words = "info"\n')
    assert _levels(settings)["jargon"] == "error"
    assert _levels(settings)["minimising-words"] == "error"
    partners = Message(TEXT.text, "fr", audience="partners")
    assert _levels(settings, partners)["minimising-words"] == "info"


def test_a_rule_that_is_off_is_silent() -> None:
    assert "jargon" not in _levels(read('[levels]\njargon = "off"\n'))


def test_an_allowed_match_never_counts_whatever_its_case_and_accents() -> None:
    assert "minimising-words" in _levels(DEFAULT)
    assert "minimising-words" not in _levels(read('[allow]\nminimising-words = ["PETIT Souci"]\n'))


def test_words_are_added_to_those_that_are_shipped() -> None:
    settings = read('[words.fr]\njargon = ["répond pas => réagit"]\nminimising = ["sur la caisse"]\n')
    found = {finding.match: finding for finding in lint(TEXT, Context(), settings)}
    assert found["répond pas"].rewrite == "réagit"
    assert "cluster" in found
    assert "petit souci" in found
    assert "sur la caisse" in found


def test_plain_lists_are_added_to_as_well() -> None:
    message = Message("Voir https://partenaire.example/info", "fr")
    context = Context(own_domains=("exemplia.example",))
    assert "unsafe-link" in {finding.rule for finding in lint(message, context)}
    settings = read('[words.fr]\ndomains = ["partenaire.example"]\n')
    assert "unsafe-link" not in {finding.rule for finding in lint(message, context, settings)}


def test_one_file_is_laid_over_another() -> None:
    home = read('[levels]\njargon = "off"\nblame = "info"\n[allow]\nminimising-words = ["petit souci"]\n')
    here = read('[levels]\njargon = "error"\n[words.fr]\njargon = ["caisse"]\n', over=home)
    assert here.levels == {"jargon": "error", "blame": "info"}
    assert _levels(here)["jargon"] == "error"
    assert "minimising-words" not in _levels(here)


@pytest.mark.parametrize("rule", ["placeholder-unrendered", "secret-leak"])
def test_what_guards_gaps_and_secrets_cannot_be_changed(rule: str) -> None:
    with pytest.raises(BadInputFile, match="this rule cannot be changed"):
        read(f'[levels]\n{rule} = "off"\n')


def test_every_problem_is_told_at_once() -> None:
    text = """
[level]
[levels]
jargn = "off"
jargon = "loud"
[allow]
jargon = "API"
[words.fr]
jargon = ["(a|b"]
"""
    with pytest.raises(BadInputFile) as refused:
        read(text, "lint.toml")
    assert refused.value.findings == (
        "lint.toml: `level` is not a section, did you mean `levels`?",
        "lint.toml: levels: there is no rule `jargn`, did you mean `jargon`?",
        "lint.toml: levels.jargon: `loud` is not a level (error, warning, info, off)",
        "lint.toml: allow.jargon must be a list of texts",
        "lint.toml: words.fr.jargon: `(a|b`: a bracket is never closed",
    )


def test_what_is_no_toml_is_told_in_one_line() -> None:
    with pytest.raises(BadInputFile) as refused:
        read("levels = [", "lint.toml")
    assert len(refused.value.findings) == 1


def test_both_languages_have_the_same_lists() -> None:
    assert languages() == ("en", "fr")
    own = {"jargon-fine", "absolute-not"}
    assert set(shipped("fr")) - own - {"_gens"} - set(shipped("en")) == {
        "_dehors",
        "_faisons",
        "_mobilise",
        "_personne",
        "_tiers",
    }
