"""The findings themselves: where they point, what they say, and what they never say."""

from __future__ import annotations

import re

import pytest

from crisisctl import registry, rules
from crisisctl.rules import Context, Message, explain, get, ids, lint, lint_all
from crisisctl.text import say, typeset

PASSWORD = "Azer" + "ty42!x"


def _found(text: str, rule: str, **message: str) -> list[rules.Finding]:
    return [finding for finding in lint(Message(text, **message)) if finding.rule == rule]  # type: ignore[arg-type]


def test_line_and_column_are_those_of_the_raw_text() -> None:
    text = "Chère cliente,\n« Cœur à cœur » : un petit souci ce matin."
    (finding,) = _found(text, "minimising-words", language="fr")
    assert (finding.line, finding.column, finding.match) == (2, 22, "petit souci")
    assert text.split("\n")[1][finding.column - 1 :].startswith("petit souci")


def test_many_texts_have_the_findings_each_of_them_has_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rules, "_AT_ONCE", 2)  # they are gone over in groups
    texts = [
        (Message("Un petit souci.", "fr"), Context()),
        (Message("Exemplia : payez par carte.", "fr", allow=frozenset({"sender-missing"})), Context()),
        (Message("Our API is down. {{ cause }}", "en"), Context(status="resolved")),
    ]
    together = list(lint_all(texts))
    assert together == [lint(message, context) for message, context in texts]
    assert len(set(together)) == len(texts)
    assert list(lint_all([])) == []


def test_a_line_that_was_broken_is_read_as_one_and_pointed_at_where_it_is() -> None:
    text = (
        "1. Votre contact était bloqué de notre côté sur WhatsApp, depuis 14 h 05 (heure\n"
        "   de Paris) ; ce n’est qu’un petit\n"
        "   souci.\n\n"
        "2. Un petit souci de plus."
    )
    found = lint(Message(text, language="fr"))
    assert not [finding for finding in found if finding.rule == "time-without-timezone"]
    places = [(each.line, each.column, each.match) for each in found if each.rule == "minimising-words"]
    assert places == [(2, 19, "n’est qu’un petit"), (5, 7, "petit souci")]


def test_a_list_and_a_short_poem_keep_their_lines() -> None:
    """A line that is merely the longest, before an item or a new sentence, is no broken one."""
    item = "- Réponse attendue de chaque responsable de magasin avant la fin du point :\n- petit\n- souci"
    assert not _found(item, "minimising-words", language="fr")
    sentences = "Nous vous prévenons dès que les ascenseurs de la tour sont remis en service.\nPetit souci réglé."
    assert [each.line for each in _found(sentences, "minimising-words", language="fr")] == [2]


@pytest.mark.parametrize(
    "text",
    ["Un PETIT souci", "un pe\u0301tit souci".replace("e\u0301", "e"), "un petit\u00a0souci", "un pe\u00adtit souci"],
)
def test_typing_does_not_hide_a_word(text: str) -> None:
    assert _found(text, "minimising-words", language="fr")


def test_decomposed_accents_are_the_same_letters() -> None:
    (finding,) = _found("un le\u0301ger souci", "minimising-words", language="fr")
    assert finding.match == "le\u0301ger souci"


def test_findings_speak_the_language_of_the_message() -> None:
    french = _found("Un petit souci.", "minimising-words", language="fr")[0]
    english = _found("A minor glitch.", "minimising-words", language="en")[0]
    assert french.why == typeset(say(get("minimising-words").why, "fr"))
    assert english.why == say(get("minimising-words").why, "en")


def test_the_language_is_guessed_when_nobody_says_it() -> None:
    assert _found("Il y a un petit souci sur la ligne.", "minimising-words")
    assert _found("There is a minor glitch on the line.", "minimising-words")


def test_a_language_without_lists_keeps_the_rules_that_need_none() -> None:
    found = {finding.rule for finding in lint(Message("Escriba a {{correo}} a las 15:30", language="es"))}
    assert "placeholder-unrendered" in found
    assert "time-without-timezone" in found


def test_a_word_of_the_list_brings_its_own_rewrite() -> None:
    (finding,) = _found("Failover en cours, vous ne pouvez pas payer.", "jargon", language="fr")
    assert finding.rewrite == "bascule"


def test_no_finding_shows_a_secret() -> None:
    text = f"Mot de passe : {PASSWORD} sur http://admin:{PASSWORD}@exemplia.example/"
    context = Context(own_domains=("exemplia.example",))
    found = lint(Message(text, language="fr"), context)
    assert {"secret-leak", "unsafe-link"} <= {finding.rule for finding in found}
    assert PASSWORD not in repr(found)


def test_what_guards_gaps_and_secrets_cannot_be_allowed_in_a_template() -> None:
    text = f"Un petit souci : {{{{heure}}}}, mot de passe : {PASSWORD}"
    allow = frozenset({"minimising-words", "placeholder-unrendered", "secret-leak"})
    found = {finding.rule for finding in lint(Message(text, language="fr", allow=allow))}
    assert "minimising-words" not in found
    assert {"placeholder-unrendered", "secret-leak"} <= found
    assert [rule.id for rule in rules.rules() if not rule.overridable] == ["placeholder-unrendered", "secret-leak"]


def test_inside_the_house_words_warn() -> None:
    message = Message("Un petit souci sur la caisse.", "fr", audience="employees", kind="internal")
    assert [finding.level for finding in lint(message) if finding.rule == "minimising-words"] == ["warning"]


def test_an_audience_can_be_declared_external() -> None:
    message = Message("Un petit souci.", "fr", audience="team", external=True)
    assert [finding.level for finding in lint(message) if finding.rule == "minimising-words"] == ["error"]


def test_the_company_name_is_no_word_of_the_message() -> None:
    message = Message("Minor Glitch Ltd: you cannot pay.", "en")
    assert "minimising-words" in {finding.rule for finding in lint(message)}
    assert "minimising-words" not in {finding.rule for finding in lint(message, Context(company="Minor Glitch Ltd"))}


def test_words_in_a_link_are_no_words_of_the_message() -> None:
    assert not _found("Voir https://exemplia.example/petit-souci", "minimising-words", language="fr")


@pytest.mark.parametrize("rule_id", ids())
def test_every_rule_explains_itself_in_both_languages(rule_id: str) -> None:
    rule = get(rule_id)
    for words in (rule.checks, rule.why, rule.rewrite):
        assert sorted(words) == ["en", "fr"]
        assert all(words.values())
    assert explain(rule_id, "fr").startswith(f"{rule_id} ({rule.number}, {rule.level}")
    assert explain(rule_id, "fr") != explain(rule_id, "en")


def test_the_folder_is_the_registry() -> None:
    assert len(ids()) == 35
    assert [rule.number for rule in rules.rules()] == [f"L{number}" for number in range(1, 36)]
    for name in registry.names("crisisctl.rules"):
        if name != "words":
            assert get(name.replace("_", "-")).id == name.replace("_", "-")


@pytest.mark.parametrize("name", ["", "words", "_fold", "no-such-rule", "jargon_", "vague_time"])
def test_what_is_no_rule(name: str) -> None:
    with pytest.raises(KeyError):
        get(name)


def test_a_mark_of_an_exercise_is_wanted_once_on_a_short_channel() -> None:
    text = "EXERCICE Eaux du Vallon : vanne fermée. " + "Nous vérifions chaque maison. " * 4
    assert not [
        f for f in lint(Message(text, "fr", channel="sms"), Context(mode="drill")) if f.rule == "exercise-unmarked"
    ]
    assert [
        f for f in lint(Message(text, "fr", channel="email"), Context(mode="drill")) if f.rule == "exercise-unmarked"
    ]


@pytest.mark.parametrize(
    ("rule", "language", "text", "level"),
    [
        ("blame", "en", "The courier lost your parcels, not us.", "error"),
        ("blame", "en", "The carrier has not told us a time.", "warning"),
        ("blame", "fr", "C'est le transporteur qui a perdu vos colis, pas nous.", "error"),
        ("blame", "fr", "Notre fournisseur ne peut pas nous livrer avant lundi.", None),
        ("status-mismatch", "en", "It's fixed!", "error"),
        ("status-mismatch", "en", "The ferry is sailing to timetable.", "warning"),
        ("status-mismatch", "en", "Your card is being declined again.", None),
        ("status-mismatch", "en", "Your trains are running up to 90 minutes late.", None),
        ("status-mismatch", "fr", "C'est réparé, les trains roulent sur la ligne 4.", "error"),
        ("status-mismatch", "fr", "Les horodateurs acceptent de nouveau les cartes.", "warning"),
        ("cause-speculation", "en", "The outage is due to a cyber attack.", "error"),
        ("cause-speculation", "en", "Since the storm, 400 homes have had no power.", "warning"),
        ("cause-speculation", "en", "The pool is closed because the water is too cold to swim in.", "warning"),
        ("cause-speculation", "fr", "Si vous êtes à découvert à cause de ce double débit, dites-le-nous.", None),
        ("cause-speculation", "fr", "La suite au prochain message.", None),
        ("eta-unconfirmed", "fr", "L'eau devrait recouler avant 21 h (heure de Paris).", "error"),
        ("eta-unconfirmed", "en", "By the council's estimate the road is passable again on Friday.", "warning"),
        ("internal-leak", "en", "Ticket EX-204 is open.", "error"),
        ("internal-leak", "en", "EX-204 is late.", "warning"),
        ("internal-leak", "en", "Flight EX-204 is late.", None),
        ("minimising-words", "en", "Regards, Mr J. Glitch", None),
        ("minimising-words", "en", "Only the website is down.", "warning"),
        ("blame", "en", "Users were wrongly charged twice.", "warning"),
        ("blame", "en", "The figure can't be trusted.", None),
        ("blame", "en", "The carrier made a mess of it.", "error"),
        ("blame", "fr", "La pompe est chez notre fournisseur.", "warning"),
        ("blame", "fr", "La faute de notre prestataire vous prive d'eau.", "error"),
        ("cause-speculation", "en", "Because of the fog, nothing sails.", "warning"),
        ("cause-speculation", "fr", "Vous avez sans doute vu une page d'erreur.", "warning"),
        ("eta-unconfirmed", "en", "We chase the line repair hour by hour.", "warning"),
        ("eta-unconfirmed", "en", "We will not reopen before Monday.", "warning"),
        ("minimising-words", "en", "The outage is limited to line 3.", "warning"),
        ("minimising-words", "en", "Do not be alarmed if you see fire engines.", "warning"),
        ("minimising-words", "fr", "Ce n'est qu'un petit souci.", "error"),
        ("minimising-words", "fr", "La panne est limitée au nord de la ville.", "warning"),
        ("absolute-promise", "en", "No danger to swimmers has been found so far.", "warning"),
        ("absolute-promise", "en", "There is no risk for you.", "error"),
        ("status-mismatch", "en", "The search is over for tonight.", "warning"),
        ("status-mismatch", "fr", "Nous avons réparé un défaut et en avons trouvé un autre.", "warning"),
        ("absolute-promise", "en", "We promise you no more cuts.", "error"),
        ("absolute-promise", "en", "We promise you a message at 5 pm GMT.", None),
    ],
)
def test_plain_wording_errs_and_what_may_be_innocent_warns(
    rule: str, language: str, text: str, level: str | None
) -> None:
    findings = lint(Message(text, language=language), Context(status="investigating"))
    assert {finding.level for finding in findings if finding.rule == rule} == ({level} if level else set())


def test_french_is_set_as_french_is() -> None:
    told = [text for rule in rules.rules() for text in (rule.checks["fr"], rule.why["fr"], rule.rewrite["fr"])]
    assert [text for text in told if re.search(r"\w'\w", text)] == []
    found = rules.lint(rules.Message("Tout sera rétabli à 5h, promis !", "fr"))
    assert any("\N{NO-BREAK SPACE}:" in each.why + each.rewrite for each in found)
    assert not any(" ;" in each.why or " :" in each.why for each in found)


def test_the_same_place_is_told_once_by_a_rule() -> None:
    found = lint(Message("Get 20% off today!", "en", "email", "customers", "update"))
    assert [finding.match for finding in found if finding.rule == "promo-in-crisis"] == ["20% off"]


def test_an_hour_that_holds_the_number_of_a_fact_does_not_tell_it() -> None:
    text = "WhatsApp est en panne, 7 clients sont touchés. Prochain point : 9 h 30 (heure de Paris)."
    found = lint(Message(text, "fr", "sms", "employees", "internal"), Context(facts={"affected": 9}))
    assert [(each.level, each.match) for each in found if each.rule == "fact-mismatch"] == [("error", "7")]
