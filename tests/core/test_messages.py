"""Drafts: what is written, kept, refused; and that what somebody typed as a value stays a value on every channel."""

from __future__ import annotations

import re
from dataclasses import replace as changed
from datetime import timedelta
from typing import Any

import pytest
from msgspec.structs import replace

from crisisctl import acts as act
from crisisctl import channels, drafting, runner
from crisisctl.errors import BadInputFile, NotFound, Refused
from crisisctl.messages.draft import edited
from crisisctl.messages.drafts import write
from crisisctl.playbook import Audience, Input, Message, Playbook

from .scene import ORGANISATION, PLAYBOOK, START, Scene, scene

EVERYWHERE = Audience("customers", channels=channels.ids())


def saying(body: str, mode: str = "live", **facts: str) -> Scene:
    """An incident whose one message says ``body`` to everybody on every channel."""
    known = {name: Input(name) for name in ("thing", "other")}
    known |= {"moment": Input("moment", "datetime"), "count": Input("count", "integer")}
    known |= {"sure": Input("sure", confirm=True)}
    message = Message("m", "customers", subject={"": "About {{ thing }}"}, body={"": body}, short={"": body})
    playbook = replace(
        PLAYBOOK, facts=known, inputs={}, audiences={"customers": EVERYWHERE}, messages={"m": message}, phases=()
    )
    return scene(playbook=playbook, values=facts, mode=mode)  # fmt: skip


def texts(here: Scene, message: str = "m", **options: Any) -> dict[tuple[str, str], str]:
    return {(each.channel, each.language): each.text for each in here.draft(message, **options).drafts}


def test_a_message_is_written_for_every_channel_of_its_audience_in_every_language() -> None:
    assert list(texts(scene(), "first")) == [
        (channel, language) for channel in ("whatsapp", "sms", "email") for language in ("fr", "en")
    ]


def test_an_audience_may_have_languages_of_its_own() -> None:
    here = scene(roles={"lead": "Ana"})
    assert texts(here, "inside") == {("slack", "en"): "WhatsApp is down: Ana leads."}


def test_a_message_may_be_for_some_channels_only() -> None:
    only = {**PLAYBOOK.messages, "over": replace(PLAYBOOK.messages["over"], only=("email",))}
    assert list(texts(scene(playbook=replace(PLAYBOOK, messages=only)), "over")) == [("email", "fr"), ("email", "en")]


def test_channels_and_languages_can_be_chosen_and_each_comes_once() -> None:
    here = scene()
    assert list(texts(here, "first", channels=["x", "sms", "x"], languages=["en", "en"])) == [
        ("x", "en"),
        ("sms", "en"),
    ]


@pytest.mark.parametrize(
    ("options", "message", "hint"),
    [
        (
            {"message": "frist"},
            "there is no message `frist`, did you mean `first`?",
            "the playbook has first, inside, why, over",
        ),
        ({"channels": ["fax"]}, "there is no channel `fax`", f"one of {', '.join(channels.ids())}"),
        ({"languages": ["de"]}, "the playbook has no texts in `de`", "it has fr, en"),
    ],
)
def test_what_does_not_exist_cannot_be_drafted(options: dict[str, Any], message: str, hint: str) -> None:
    with pytest.raises(NotFound) as caught:
        scene().draft(**options)
    assert (caught.value.message, caught.value.hint) == (message, hint)


def test_everything_that_is_not_known_is_named_with_how_to_set_it() -> None:
    here = scene(act.SetFacts({"cause": "network"}))
    with pytest.raises(Refused) as caught:
        here.draft("why")
    assert caught.value.message == "the message why says what is not known yet: affected, cause, email, roles.comms"
    assert caught.value.hint == (
        "crisisctl set affected=…; crisisctl set cause=… --confirmed-by NAME (it is set, but nobody has confirmed it); "
        "add email below contacts in crisis.yaml, then: crisisctl reload; crisisctl role comms=NAME"
    )
    assert here.recorded()[-1] == "fact.set"


def test_a_promise_that_nobody_can_make_is_named() -> None:
    here = scene(playbook=replace(PLAYBOOK, severities={}))
    with pytest.raises(Refused, match=r"not known yet: next_update$") as caught:
        here.draft()
    assert caught.value.hint == "--next-update TIME"
    assert here.draft(next_update=START + timedelta(hours=1)).next_update == START + timedelta(hours=1)


def test_channels_that_are_down_are_left_out_and_said() -> None:
    here = scene(act.SetChannel("whatsapp", "down"), act.SetChannel("sms", "degraded"))
    written = here.draft()
    assert written.left_out == ("whatsapp",)
    assert {each.channel for each in written.drafts} == {"sms", "email"}
    (named, _) = here.draft(channels=["whatsapp"], languages=["fr", "en"]).drafts
    assert "whatsapp is marked down" in named.problems


def test_a_channel_that_went_down_is_not_kept_among_the_drafts() -> None:
    here = scene()
    here.draft()
    here.given(act.SetChannel("whatsapp", "down"))
    here.draft()
    assert {each.channel for each in here.last_drafts().drafts} == {"sms", "email"}


def test_where_every_channel_is_down_one_has_to_be_named() -> None:
    here = scene(act.SetChannel("slack", "down"), roles={"lead": "Ana"})
    with pytest.raises(Refused) as caught:
        here.draft("inside")
    assert (caught.value.message, caught.value.hint) == (
        "every channel of staff is marked down: slack",
        "name one that works: --channel phone; or crisisctl channel NAME=up",
    )
    assert list(texts(here, "inside", channels=["phone"])) == [("phone", "en")]


def test_the_time_promised_is_round_and_stays_while_the_drafts_are_read_over() -> None:
    here = scene(severity="SEV1")
    first = here.draft()
    assert first.next_update == START + timedelta(minutes=31)  # 02:44, rounded up to 02:45
    assert "3\u00a0h\u00a045 (heure de Paris)" in next(each.text for each in first.drafts if each.channel == "email")
    again = here.after(minutes=10).draft()
    assert again == first
    assert here.recorded().count("message.drafted") == 1
    assert here.after(minutes=10).draft().next_update == START + timedelta(minutes=51)
    assert here.draft(fresh=True).next_update == START + timedelta(minutes=51)


def test_a_promise_is_the_message_s_own_only_where_a_text_says_it() -> None:
    assert scene().draft("over").next_update is None
    assert scene().draft(languages=["en"]).next_update is None


def test_one_audience_waits_for_one_time_until_it_comes_near() -> None:
    here = scene(severity="SEV1")
    first = here.draft()
    here.given(act.Send("first"))
    assert first.next_update
    assert here.after(minutes=5).draft().next_update == first.next_update, "two times on one page"
    assert here.after(minutes=20).draft().next_update == first.next_update + timedelta(minutes=25)


def test_what_was_edited_stays_until_it_is_asked_for_anew() -> None:
    here = scene()
    mine = here.draft(channels=["sms"], languages=["fr"]).drafts[0]
    drafting.keep(
        here.desk, here.incident, changed(_drafts(here), drafts=(edited(mine, "Panne. Appelez.", here.incident),))
    )
    again = here.draft()
    found = next(each for each in again.drafts if (each.channel, each.language) == ("sms", "fr"))
    assert (found.text, found.edited, found.count.length) == ("Panne. Appelez.", True, 15)
    assert "--fresh writes it anew" in found.problems[0]
    assert sum(each.edited for each in again.drafts) == 1
    here.given(act.Send("first", ("sms",), ("fr",)))
    assert [each.text for each in here.view.messages[0].drafts] == ["Panne. Appelez."]
    fresh = here.draft(fresh=True)
    assert not any(each.edited for each in fresh.drafts)


def _drafts(here: Scene) -> Any:
    return write(here.incident, "first", here.at, runner.zone_of(ORGANISATION))


def test_an_edited_text_is_counted_and_must_still_say_that_it_is_an_exercise() -> None:
    here = saying("{{ thing }}", mode="drill", thing="x")
    mine = next(each for each in here.draft("m").drafts if (each.channel, each.language) == ("x", "en"))
    long = edited(mine, "y" * 281, here.incident)
    assert not long.count.fits
    assert "too long: 281 of 280 weighted characters" in long.problems
    assert "an exercise, and the text does not say EXERCISE" in long.problems
    assert len(edited(mine, "EXERCISE: y", here.incident).problems) == 1


def test_one_channel_drafted_again_leaves_the_others_as_they_were() -> None:
    here = scene()
    here.draft()
    before = {(each.channel, each.language): each for each in here.last_drafts().drafts}
    here.given(act.SetFacts({"service": "Pay"}))
    here.draft(channels=["sms"])
    after = {(each.channel, each.language): each for each in here.last_drafts().drafts}
    assert {key for key in before if before[key] != after[key]} == {("sms", "fr"), ("sms", "en")}


def test_what_is_sent_is_what_was_drafted_whatever_changed_since() -> None:
    here = scene()
    before = {each.kept() for each in here.draft().drafts}
    here.given(act.SetFacts({"service": "Pay"}), act.Send("first"))
    assert set(here.view.messages[0].drafts) == before


def test_a_confirmed_fact_is_printed_and_an_unconfirmed_one_is_not_known() -> None:
    here = saying("{% if sure %}It is {{ sure }}.{% else %}Not sure.{% endif %}", thing="x", sure="the network")
    assert texts(here)["sms", "en"].endswith("Not sure.")
    here.given(act.SetFacts({"sure": "the network"}, confirmed_by="Dov"))
    assert texts(here)["sms", "en"].endswith("It is the network.")


@pytest.mark.parametrize("channel", channels.ids())
@pytest.mark.parametrize("language", ["fr", "en"])
def test_an_exercise_says_so_on_every_channel(channel: str, language: str) -> None:
    mark = {"fr": "EXERCICE", "en": "EXERCISE"}[language]
    (drill,) = (
        saying("{{ thing }}", mode="drill", thing="x").draft("m", channels=[channel], languages=[language]).drafts
    )
    assert mark in drill.subject + drill.text
    for name, content in drill.files.items():
        assert mark in content or name == "eml", name
    (live,) = saying("{{ thing }}", thing="x").draft("m", channels=[channel], languages=[language]).drafts
    assert mark not in live.subject + live.text


HOSTILE = {
    "jinja": "{{ 7 * 191 }}{% raw %}{{ other }}{% endraw %}{# x #}",
    "markdown": "**bold** _it_ [x](https://evil.example) # h `c`",
    "html": "<script>alert(1)</script><img src=x onerror=alert(1)> &amp; \"'",
    "slack": "<!channel> <@U1> <https://evil.example|bank>",
    "ansi": "\x1b[2J\x1b]8;;https://evil.example\x07red\x9b31m",
    "bidi": "\u202egnp.exe\u2066x\u200bz\ufeff",
    "lines": "one\n\n# two\n- three\r\nfour\u2028five",
    "header": "x\r\nBcc: everybody@evil.example\r\n\r\nbody",
    "formula": '=HYPERLINK("https://evil.example")',
    "surrogate": "caf\udce9",
    "nul": "a\x00b",
}
STEERS = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u200b\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff\ud800-\udfff]"
)


@pytest.mark.parametrize("channel", channels.ids())
@pytest.mark.parametrize("kind", HOSTILE)
def test_a_value_is_only_ever_a_value(kind: str, channel: str) -> None:
    here = saying("Down: {{ thing }}. By {{ roles.lead }}.", thing=HOSTILE[kind], other="SECRET")
    here.given(act.TakeRole("lead", HOSTILE[kind]))
    (draft,) = here.draft("m", channels=[channel], languages=["en"]).drafts
    everything = [draft.subject, draft.text, *draft.files.values()]
    for text in everything:
        assert "1337" not in text
        assert "SECRET" not in text
        assert not STEERS.search(text.replace("\r\n", "\n"))
        assert not re.search(r"^Bcc:", text, re.MULTILINE)
    if kind == "jinja":
        assert "{{ 7 * 191 }}" in draft.text.replace("\\", "")
    page = draft.files.get("html", "")
    assert "<script>" not in page
    assert page.count("</script>") == page.count('<script type="application/ld+json">')
    assert "<img" not in page
    assert 'href="https://evil' not in page
    if channel == "slack":
        assert "<!channel>" not in draft.text
    assert "\n" not in draft.subject


@pytest.mark.parametrize(
    "body",
    [
        "{{ ''.__class__.__mro__ }}",
        "{{ thing.__class__ }}",
        "{{ thing.format }}{{ cycler.__init__.__globals__ }}",
        "{{ 'a' * 10 ** 9 }}",
        "{% for x in range(10 ** 9) %}x{% endfor %}",
        "{% include '/etc/passwd' %}",
        "{{ '%(a)s' | format(b=1) }}",
        "{{ thing | nosuch }}",
        "{{ thing / 0 }}",
        "{{ 1 / 0 }}",
        "{{ undeclared }}",
        "{{ moment + 1 }}",
        "{% if %}",
        "{{ [thing] | sum }}",
        "{{ {} | dictsort(by='z') }}",
        "{{ thing | attr('x').y.z }}",
    ],
)
def test_a_bad_body_is_one_clear_error_of_the_playbook(body: str) -> None:
    here = saying(body, thing="x", moment="02:00")
    with pytest.raises((BadInputFile, Refused)) as caught:
        here.draft("m")
    assert "\n" not in caught.value.message
    if isinstance(caught.value, BadInputFile):
        assert caught.value.message.startswith("the message m cannot be written: ")
        assert caught.value.hint == "crisisctl playbook lint checks a playbook"


def test_the_words_of_a_message() -> None:
    here = saying(
        "{{ company }}|{{ severity }}|{{ title | cap }}|{{ incident }}|{{ language }}|{{ phone }}|{{ contacts.phone }}|"
        "{{ moment }}|{{ moment | clock }}|{{ moment | day }}|{{ thing | clock }}{{ thing | day }}|"
        "{{ down | join(', ') }}|"
        "{% if other == 'x' or other > 3 or roles.comms %}wrong{% endif %}|{{ opened_at | clock }}",
        thing="t",
        moment="yesterday 23:00",
    )
    here.given(act.SetChannel("sms", "down"), act.SetChannel("x", "down"))
    said = texts(here, channels=["phone"], languages=["en"])["phone", "en"].replace("\u00a0", " ").split("|")
    assert said == [
        "Exemplia", "unset", "WhatsApp down", here.id, "en", "01 99 00 12 34", "01 99 00 12 34",
        "21 November at 11:00 pm (Paris time)", "11:00 pm", "21 November", "tt", "sms, x", "", "3:14 am",
    ]  # fmt: skip


def test_a_sentence_that_somebody_ended_ends_once() -> None:
    here = saying("From now on, {{ thing }}. We see {{ other }}, and more.", thing="we test it.", other="an invoice.")
    for text in texts(here).values():
        assert "we test it. We see an invoice, and more." in " ".join(text.split())
    assert "Exemplia Inc., and" in texts(saying("{{ thing }}, and", thing="Exemplia Inc."))["status-page", "en"]
    assert "wait…\n" in texts(saying("{{ thing }}.\n\nNext", thing="wait…"))["status-page", "en"]


def test_french_apostrophes_are_curved_but_in_sms_and_in_addresses() -> None:
    here = saying("C'est {{ thing }} : https://exemplia.example/l'etat et {{ other }}", thing="l'alerte", other="it's")
    said = texts(here)
    assert said["status-page", "fr"].startswith("C’est l’alerte : https://exemplia.example/l'etat et it’s")
    assert said["x", "fr"].startswith("C’est l’alerte")
    assert said["sms", "fr"].startswith("C'est l'alerte")
    assert said["status-page", "en"].startswith("C'est l'alerte")


def test_what_is_left_out_leaves_no_gap() -> None:
    body = "One. {% if other %}Two.{% endif %} Three.\n\n{% if other %}Four.{% endif %} Five."
    here = saying(body, thing="WhatsApp")
    assert texts(here)["whatsapp", "en"].startswith("One. Three.\n\nFive.")


def test_in_few_words_a_time_names_its_place_where_the_zone_has_no_room_and_nothing_where_that_has_none() -> None:
    here = saying("{{ moment }}{{ thing }}", thing="x", moment="03:00")
    for room, said in ((160, "3h00 (heure de Paris)"), (159, "3h00 (Paris)"), (144, "3h00")):
        here.given(act.SetFacts({"thing": "x" * (160 - len("3h00 (heure de Paris)") + 160 - room)}))
        assert texts(here, channels=["sms"])["sms", "fr"].startswith(f"{said}x")


def test_in_few_words_a_day_is_short() -> None:
    here = saying("{{ moment }}", thing="x", moment="03:00").after(days=1)
    assert texts(here, channels=["sms"])["sms", "fr"] == "le 22/11 à 3h00 (heure de Paris)"
    assert texts(here, channels=["sms"], languages=["en"])["sms", "en"] == "22 Nov 3:00am (Paris time)"


def test_a_fact_of_another_day_says_which_and_one_of_today_does_not() -> None:
    here = saying("{{ moment }}", thing="x", moment="03:00")
    assert texts(here, channels=["sms"])["sms", "fr"].endswith("3h00 (heure de Paris)")
    assert texts(here, channels=["email"])["email", "fr"].strip().endswith("3\u00a0h\u00a000 (heure de Paris)")
    assert "22\u00a0novembre à 3\u00a0h\u00a000" in texts(here.after(days=1), channels=["email"])["email", "fr"]


def test_what_is_filed_says_the_day_and_the_year_of_today_as_well() -> None:
    here = saying("{{ moment | dated }}|{{ thing | dated }}", thing="x", moment="03:00")
    said = {key: text.replace("\u00a0", " ").strip() for key, text in texts(here, channels=["email", "sms"]).items()}
    assert said["email", "en"].endswith("22 November 2026 at 3:00 am (Paris time)|x")
    assert said["email", "fr"].endswith("le 22 novembre 2026 à 3 h 00 (heure de Paris)|x")
    assert said["sms", "fr"] == "le 22 novembre 2026 à 3h00 (heure de Paris)|x"


def test_what_is_filed_and_not_known_is_named() -> None:
    with pytest.raises(Refused, match="moment"):
        saying("{{ moment | dated }}", thing="x").draft("m")


def test_a_number_is_printed_as_screens_print_it_and_compares_as_a_number() -> None:
    body = "{% if count > 1000 %}{{ count }}|{{ 'x' ~ count }}|{{ count + 1 }}{% endif %}"
    said = texts(saying(body, thing="x", count="1200"), channels=["email", "sms"])
    assert said["email", "en"].strip().endswith("1,200|x1,200|1201")
    assert said["email", "fr"].strip().endswith("1\u00a0200|x1\u00a0200|1201")
    assert said["sms", "fr"] == "1 200|x1 200|1201"


def test_times_of_a_text_compare_and_one_that_is_not_known_is_neither_earlier_nor_later() -> None:
    body = "{% if moment < opened_at %}before{% endif %}{% if other < moment or moment <= other %}wrong{% endif %}"
    assert "before" in texts(saying(body, thing="x", moment="03:00"), channels=["phone"])["phone", "en"]
    assert "before" not in texts(saying(body, thing="x", moment="03:30"), channels=["phone"])["phone", "en"]


def test_what_does_not_fit_takes_the_short_text_and_says_so_where_that_is_too_long_as_well() -> None:
    long = "word " * 100
    messages = {
        "both": Message("both", "customers", body={"": long}, short={"": "short"}),
        "body": Message("body", "customers", body={"": long}),
        "own": Message("own", "customers", body={"": "body"}, channels={"x": {"": "for x"}}),
    }
    here = scene(playbook=Playbook("p", {"": "P"}, messages=messages, audiences={"customers": EVERYWHERE}), values={})
    found = {name: here.draft(name, channels=["x"]).drafts[0] for name in messages}
    assert {name: (each.variant, each.count.fits) for name, each in found.items()} == {
        "both": ("short", True),
        "body": ("body", False),
        "own": ("channel", True),
    }
    assert any(each.startswith("too long: ") for each in found["body"].problems)
