"""Which channels still reach whom, what stands in for what is down, and where else to reach us."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from crisisctl import acts as act
from crisisctl import routes
from crisisctl.acts import Act
from crisisctl.errors import Refused
from crisisctl.playbook import Audience, Message, Organisation, Person

from .scene import ORGANISATION, PLAYBOOK, Scene, scene

META = ("facebook", "instagram", "whatsapp")
CONTACTS = {"phone": "01 99 00 12 34", "email": "aide@exemplia.example", "status_url": "https://etat.exemplia.example"}


def down(*names: str) -> tuple[Act, ...]:
    return tuple(act.SetChannel(name, "down") for name in names)


def reaching(*order: str, lost: tuple[str, ...] = (), ours: Organisation = ORGANISATION) -> Scene:
    """An incident whose customers are reached on these channels, in this order."""
    customers = replace(PLAYBOOK.audiences["customers"], channels=order)
    playbook = replace(PLAYBOOK, audiences={**PLAYBOOK.audiences, "customers": customers})
    return scene(*down(*lost), playbook=playbook, organisation=ours)


def route(here: Scene) -> routes.Route:
    return routes.route(here.incident, here.incident.playbook.audiences["customers"])


@pytest.mark.parametrize("name", META)
def test_what_meta_runs_fails_with_meta(name: str) -> None:
    assert name in routes.depending_on("meta", ORGANISATION)
    assert "meta" in routes.dependencies(ORGANISATION)


def test_only_what_is_particular_to_a_provider_makes_two_channels_one() -> None:
    assert routes.at_risk(scene(*down("email")).incident) == {"press": "email"}  # one mail server
    assert routes.at_risk(scene(*down("phone", "slack")).incident) == {}
    risky = routes.at_risk(scene(*down("whatsapp")).incident)
    assert set(risky) == set(routes.depending_on("meta", ORGANISATION)) - {"whatsapp"}
    assert set(risky.values()) == {"whatsapp"}


@pytest.mark.parametrize(
    ("order", "lost", "working", "instead"),
    [
        (("whatsapp", "sms", "email"), (), ("whatsapp", "sms", "email"), ""),
        (("whatsapp", "sms", "email"), ("whatsapp",), ("sms", "email"), "sms"),
        (("whatsapp", "facebook", "email"), ("whatsapp",), ("email", "facebook"), "email"),
        (("whatsapp", "facebook", "instagram"), ("whatsapp",), ("facebook", "instagram"), "facebook"),
        (("sms", "facebook", "instagram"), ("whatsapp",), ("sms", "facebook", "instagram"), ""),
        (("facebook", "sms"), ("whatsapp",), ("sms", "facebook"), ""),
        (("whatsapp", "sms", "email"), ("email",), ("whatsapp", "sms"), "whatsapp"),
        (("whatsapp", "sms"), ("whatsapp", "sms"), (), ""),
    ],
)
def test_the_next_independent_channel_stands_in(
    order: tuple[str, ...], lost: tuple[str, ...], working: tuple[str, ...], instead: str
) -> None:
    here = reaching(*order, lost=lost)
    found = route(here)
    assert (found.working, found.instead) == (working, instead)
    assert found.dead == tuple(name for name in order if name in lost)
    assert bool(working) != ("customers" in routes.unreachable_audiences(here.incident))


def test_drafts_follow_the_route() -> None:
    here = reaching("whatsapp", "facebook", "email", lost=("whatsapp",))
    written = here.draft("over")
    assert [each.channel for each in written.drafts if each.language == "fr"] == ["email", "facebook"]
    assert written.left_out == ("whatsapp",)
    (shaky, *_) = [each for each in written.drafts if each.channel == "facebook"]
    assert "facebook shares its provider with whatsapp, which is down: do not count on it" in shaky.problems
    assert not any("provider" in problem for each in written.drafts[:2] for problem in each.problems)


def test_without_any_channel_there_is_no_draft_but_one_that_is_asked_for() -> None:
    here = reaching("whatsapp", "sms", lost=("whatsapp", "sms"))
    with pytest.raises(Refused, match="every channel of customers is marked down: whatsapp, sms"):
        here.draft("over")
    (french, _) = here.draft("over", channels=["phone"]).drafts
    assert french.channel == "phone"


def test_an_organisation_says_what_its_own_channels_depend_on() -> None:
    ours = replace(
        ORGANISATION, settings={"sms": {"depends_on": "gateway, internet"}, "push": {"depends_on": "gateway"}}
    )
    assert routes.depending_on("gateway", ours) == ("push", "sms")
    assert "phone-network" not in routes.depends_on("sms", ours)
    here = reaching("sms", "push", "email", lost=("sms",), ours=ours)
    assert route(here).working == ("email", "push")


def test_what_depends_on_nothing_fails_with_nothing() -> None:
    ours = replace(ORGANISATION, settings={"whatsapp": {"depends_on": ""}})
    assert "whatsapp" not in routes.depending_on("meta", ours)
    assert routes.at_risk(reaching("whatsapp", lost=("whatsapp",), ours=ours).incident) == {}


def test_degraded_is_not_down() -> None:
    here = scene(act.SetChannel("whatsapp", "degraded"))
    assert route(here).dead == ()
    assert not routes.at_risk(here.incident)


def test_what_a_change_means_is_told_for_those_it_touches() -> None:
    here = scene()
    before = here.incident
    assert routes.changes(before, here.given(*down("slack")).incident) == (routes.Route("staff", (), ("slack",), ()),)
    middle = here.incident
    (changed,) = routes.changes(middle, here.given(*down("whatsapp")).incident)
    assert (changed.audience, changed.working, changed.instead) == ("customers", ("sms", "email"), "sms")
    (back,) = routes.changes(here.incident, here.given(act.SetChannel("whatsapp", "up")).incident)
    assert (back.audience, back.working, back.instead) == ("customers", ("whatsapp", "sms", "email"), "")
    assert routes.changes(here.incident, here.given(act.Note("x")).incident) == ()


@pytest.mark.parametrize(
    ("ways", "lost", "gone"),
    [
        ({"whatsapp": "+33 1"}, ("whatsapp",), True),
        ({"whatsapp": "+33 1", "phone": "+33 2"}, ("whatsapp",), False),
        ({"whatsapp": "+33 1", "phone": "+33 2"}, ("whatsapp", "phone"), True),
        ({}, ("whatsapp",), False),
        ({"whatsapp": "+33 1"}, (), False),
    ],
)
def test_people_whose_every_way_is_dead_are_named(ways: dict[str, str], lost: tuple[str, ...], gone: bool) -> None:
    dov = Person("Dov", (), ways)
    here = scene(*down(*lost), organisation=replace(ORGANISATION, people=(dov, Person("Eva", (), {"email": "e@x"}))))
    assert routes.unreachable_people(here.incident) == ((dov,) if gone else ())


def told(text: str, *lost: str, audience: str = "customers", contacts: dict[str, str] | None = None) -> str:
    """What the draft of ``text`` says in English once these channels are down, on a channel that works."""
    message = Message("m", audience, body={"": text}, only=("blog",))
    playbook = replace(PLAYBOOK, messages={"m": message}, phases=())
    ours = replace(ORGANISATION, contacts=CONTACTS if contacts is None else contacts)
    here = scene(*down(*lost), playbook=playbook, organisation=ours)
    return next(each.text for each in here.draft("m").drafts if each.language == "en").replace(
        "\N{NO-BREAK SPACE}", " "
    )


ELSEWHERE = "Reach us: 01 99 00 12 34, aide@exemplia.example or https://etat.exemplia.example"


@pytest.mark.parametrize(
    ("text", "lost", "added"),
    [
        ("It is down.", (), ""),
        ("It is down.", ("whatsapp",), ELSEWHERE),
        ("It is down. Call {{ phone }}.", ("whatsapp",), ""),
        ("It is down. Call 01 99 00 12 34.", ("whatsapp",), ""),
        ("See <{{ status_url }}>.", ("whatsapp",), ""),
        ("Write to {{ contacts.email }}.", ("whatsapp",), ""),
        (
            "It is down. Call {{ phone }}.",
            ("phone",),
            "Reach us: aide@exemplia.example or https://etat.exemplia.example",
        ),
        ("It is down.", ("phone", "status-page"), "Reach us: aide@exemplia.example"),
        ("It is down.", ("phone", "email", "status-page"), ""),
    ],
)
def test_where_else_to_reach_us_is_added_once_and_only_where_the_words_lack_it(
    text: str, lost: tuple[str, ...], added: str
) -> None:
    found = told(text, *lost)
    assert found.count("Reach us") == (1 if added else 0)
    assert added in found
    assert found.endswith(added)


def test_a_message_to_our_own_people_says_nothing_of_it() -> None:
    assert "Reach us" not in told("It is down.", "whatsapp", audience="staff")


def test_a_message_to_an_audience_nobody_declared_says_it() -> None:
    assert "Reach us" in told("It is down.", "whatsapp", audience="neighbours")


def test_an_organisation_without_contacts_says_nothing() -> None:
    assert "Reach us" not in told("It is down.", "whatsapp", contacts={})


def test_a_text_that_says_it_is_not_told_again_when_it_is_written_anew() -> None:
    here = scene(*down("whatsapp"), organisation=replace(ORGANISATION, contacts=CONTACTS))
    for _ in range(2):
        here.draft("over")
    (french,) = [each.text for each in here.draft("over").drafts if (each.channel, each.language) == ("email", "fr")]
    assert french.count("Pour nous joindre") == 1


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("fr", "Pour nous joindre\N{NO-BREAK SPACE}: a ou b@c.example"),
        ("en", "Reach us: a or b@c.example"),
        ("de", "Reach us: a or b@c.example"),
    ],
)
def test_it_is_said_in_the_language_of_the_text(language: str, said: str) -> None:
    ours = replace(ORGANISATION, contacts={"phone": "a", "email": "b@c.example", "bridge": "internal"})
    assert routes.where_else(scene(organisation=ours).incident, language) == said


def test_a_contact_with_markup_is_no_markup() -> None:
    assert "*a* [b](https://evil.example)" in told("x", "whatsapp", contacts={"phone": "*a* [b](https://evil.example)"})


def test_an_audience_of_the_organisation_replaces_the_order() -> None:
    own = Audience("customers", channels=("email", "whatsapp"))
    playbook = replace(PLAYBOOK, audiences={**PLAYBOOK.audiences, "customers": own})
    here = scene(*down("email"), playbook=playbook)
    assert route(here).working == ("whatsapp",)
