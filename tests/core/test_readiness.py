"""What is missing before the crisis: each check on a small organisation, and the folder that is their registry."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from crisisctl import readiness
from crisisctl.playbook import Audience, Organisation, Person, Phase, Playbook, Role, Step, Upkeep
from crisisctl.readiness import Ground

NOW = datetime(2026, 11, 22, 3, tzinfo=UTC)


def missing(name: str, **changed: object) -> dict[str, str]:
    """What one check misses, by subject; nothing of what is well."""
    values: dict[str, object] = {
        "organisation": Organisation("Exemplia"), "playbooks": (), "unapproved": (), "drilled": {}, "now": NOW
    }  # fmt: skip
    found = readiness.check(name).look(Ground(**(values | changed)))  # type: ignore[arg-type]
    return {item.subject: item.missing["en"] for item in found if not item.good}


def people(*persons: Person) -> Organisation:
    return Organisation("Exemplia", people=persons)


def test_a_role_wants_two_people() -> None:
    book = Playbook("outage", {}, roles={name: Role(name) for name in ("lead", "comms", "scribe")})
    ours = people(Person("Ana", ("lead", "comms")), Person("Bo", ("lead",)))
    found = missing("roles", organisation=ours, playbooks=(book,))
    assert found == {"comms": "only Ana can take it: no deputy", "scribe": "nobody can take it"}


def test_two_ways_that_fail_together_are_one() -> None:
    ours = people(
        Person("Ana", ways={"whatsapp": "+33199001234", "facebook": "ana"}),
        Person("Bo", ways={"phone": "01 99 00 12 34", "email": "bo@exemplia.example"}),
        Person("Chloé"),
    )
    assert missing("people", organisation=ours) == {
        "Ana": "reached only by whatsapp, facebook, which fail together",
        "Chloé": "no way to reach them",
    }


def test_an_audience_wants_two_channels_that_do_not_fail_together() -> None:
    audiences = {
        "one": Audience("one", channels=("email",)),
        "same": Audience("same", channels=("whatsapp", "facebook")),
        "fine": Audience("fine", channels=("whatsapp", "sms")),
    }
    found = missing("audiences", playbooks=(Playbook("outage", {}, audiences=audiences),))
    assert found == {
        "one": "reached only by email",
        "same": "reached only by whatsapp, facebook, which fail together",
    }


def test_a_playbook_wants_a_drill_a_year() -> None:
    books = tuple(Playbook(name, {}) for name in ("never", "old", "fresh"))
    drilled = {"old": NOW - timedelta(days=366), "fresh": NOW - timedelta(days=365)}
    found = missing("drills", playbooks=books, drilled=drilled)
    assert found == {"never": "never drilled", "old": "last drilled on 2025-11-21"}


def test_texts_that_changed_since_their_approval_are_counted() -> None:
    books = (Playbook("outage", {}), Playbook("ddos", {}))
    found = missing("approvals", playbooks=books, unapproved=(("ddos", "x"), ("ddos", "y")))
    assert found == {"ddos": "texts changed since they were approved: 2"}


def test_the_folder_is_the_registry_and_every_check_speaks_both_languages() -> None:
    assert readiness.names() == (
        "approvals", "audiences", "contacts", "cover", "drills", "forms", "people", "reviews", "roles", "upkeep"
    )  # fmt: skip
    ground = Ground(people(Person("Ana")), (Playbook("outage", {}),), (), {}, NOW)
    for result in readiness.look(ground):
        assert set(result.about) == {"en", "fr"}
        for item in result.items:
            assert item.good or set(item.missing) == set(item.todo) == {"en", "fr"}


def test_ways_are_tried_again_after_ninety_days() -> None:
    ours = people(
        Person("Ana", verified="2026-11-20"), Person("Bo", verified="2026-08-23"), Person("Chloé"),
        Person("Dov", verified="2026-12-01"), Person("Eva", verified="2026-08-24"),
    )  # fmt: skip
    assert missing("contacts", organisation=ours) == {
        "Bo": "last verified on 2026-08-23, more than 90 days ago",
        "Chloé": "never verified",
        "Dov": "verified on 2026-12-01, which is ahead",
    }


def test_what_has_to_be_seen_to_has_an_age_of_its_own() -> None:
    week, year = 7 * 86400, 365 * 86400
    items = {
        "backups": Upkeep("backups", {"en": "Read a backup"}, week, "2026-11-14"),
        "fresh": Upkeep("fresh", {"en": "Read it"}, week, "2026-11-15"),
        "training": Upkeep("training", {"en": "Train"}, year, "2026-01-10"),
    }
    ours = Organisation("Exemplia", readiness=items)
    assert missing("upkeep", organisation=ours) == {"backups": "last verified on 2026-11-14, more than 7 days ago"}


PARIS = "Europe/Paris"


@pytest.mark.parametrize(
    ("way", "value", "wrong"),
    [
        ("phone", "+33 6 00 00 00 00", ""),
        ("phone", "06 00 00 00 00", ""),
        ("phone", "112", ""),
        ("phone", "01 99 00 12", "too short for a phone number"),
        ("phone", "06 98 76 54 3", "too short for a phone number"),
        ("phone", "06 98 76 54 321", "too long for a phone number"),
        ("phone", "06 00 00 00 00 00 00", "too long for a phone number"),
        ("phone", "ask the desk", "not a phone number"),
        ("phone", "07911 12345x", "has letters, cannot be a number"),
        ("phone", "0800 FLEURS", "has letters, cannot be a number"),
        ("phone", "01 42 68 53 00 poste 12", ""),
        ("phone", "01 42 68 53 00 (bureau)", ""),
        ("phone", "+1 555 010 0123", "can be dialled, but its country gives out no such number"),
        ("sms", "01 00 00 00 00", "a landline, which gets no SMS"),
        ("phone", "01 99 00 12 34", "reserved for fiction: nobody answers there"),
        ("sms", "06 39 98 12 34", "reserved for fiction: nobody answers there"),
        ("phone", "+44 20 7946 0123", "reserved for fiction: nobody answers there"),
        ("whatsapp", "+44 7700 900123", "reserved for fiction: nobody answers there"),
        ("email", "ana@", "not an e-mail address"),
        ("email", "ana@exemplia", "not an e-mail address"),
        ("email", "ana@exemplia.example", "reserved for fiction: nobody answers there"),
        ("telegram", "@ana", ""),
        ("pager", "code 4711#", ""),
    ],
)
def test_a_number_or_an_address_can_be_right_or_not(way: str, value: str, wrong: str) -> None:
    ours = Organisation("Exemplia", timezone=PARIS, people=(Person("Ana", ways={way: value}),))
    assert missing("forms", organisation=ours) == ({"Ana": f"{way} {value}: {wrong}"} if wrong else {})


def test_in_the_example_what_is_reserved_for_fiction_is_right_and_a_slip_is_not() -> None:
    ways = {"phone": "01 99 00 12 34", "email": "ana@exemplia.example", "sms": "01 99 00 12"}
    ours = Organisation("Exemplia", timezone=PARIS, people=(Person("Ana", ways=ways),))
    assert missing("forms", organisation=ours, example=True) == {"Ana": "sms 01 99 00 12: too short for a phone number"}


def test_a_national_number_wants_a_country_which_the_time_zone_gives() -> None:
    contacts = {"phone": "06 00 00 00 00", "website": "https://exemplia.example", "email": "Nous <a@example.org>"}
    told = "phone 06 00 00 00 00: a number without its country: write it as +33 1 …; email Nous <a@example.org>: "
    assert missing("forms", organisation=Organisation("Exemplia", contacts=contacts)) == {
        "contacts": f"{told}reserved for fiction: nobody answers there"
    }
    there = Organisation("Exemplia", timezone="Pacific/Auckland", people=(
        Person("Ana", ways={"phone": "06 00 00 00 00"}, timezone=PARIS),
    ))  # fmt: skip
    assert missing("forms", organisation=there) == {}


def _first(*roles: str) -> Playbook:
    steps = tuple(Step(role, "task", role=role, due=600) for role in roles)
    return Playbook(
        "outage", {}, phases=(Phase("confirm", steps=(*steps, Step("later", "task", role="legal", due=1801))),)
    )


def test_somebody_can_be_reached_at_night_and_at_weekends() -> None:
    ours = people(
        Person("Ana", ("lead",), hours=("mon-fri 08:00-20:00", "sat-sun 08:00-20:00")),
        Person("Bo", ("lead", "comms"), hours=("lun-dim 20:00-08:00",)),
        Person("Chloé", ("comms",), hours=("mon-fri 08:00-20:00",)),
        Person("Dov", ("tech",)),
    )
    assert missing("cover", organisation=ours, playbooks=(_first("lead", "comms", "tech"),)) == {
        "comms": "nobody sat-sun 08:00-20:00",
        "tech": "nobody 24/7",
    }


def test_hours_nobody_wrote_down_are_one_thing_to_do() -> None:
    found = missing("cover", organisation=people(Person("Ana", ("lead",))), playbooks=(_first("lead"),))
    assert found == {"hours": "nobody's hours are written down"}


def test_hours_are_those_of_where_somebody_lives() -> None:
    ours = Organisation("Exemplia", timezone=PARIS, people=(
        Person("Ana", ("lead",), hours=("mon-sun 08:00-20:00",)),
        Person("Kim", ("lead",), hours=("mon-sun 14:00-02:00",), timezone="America/New_York"),
    ))  # fmt: skip
    assert missing("cover", organisation=ours, playbooks=(_first("lead"),)) == {}


def test_a_playbook_past_the_day_of_its_review() -> None:
    books = (
        Playbook("old", {}, review_by="2026-11-21", owner="comms"), Playbook("today", {}, review_by="2026-11-22"),
        Playbook("never", {}),
    )  # fmt: skip
    assert missing("reviews", playbooks=books) == {"old": "to be read again by 2026-11-21, which is past"}


def test_the_calendar_tells_what_comes_next_the_soonest_first() -> None:
    items = {
        "paper": Upkeep("paper", {"en": "Print it"}, 30 * 86400, "2026-11-20"),
        "backups": Upkeep("backups", {"en": "Read it"}, 7 * 86400, "2026-11-20"),
        "never": Upkeep("never", {"en": "Do it"}, 7 * 86400),
    }
    ground = Ground(Organisation("Exemplia", readiness=items), (), (), {}, NOW)
    found = readiness.calendar(readiness.look(ground), date(2026, 12, 22))
    assert [(day.isoformat(), subject) for day, _, subject in found] == [
        ("2026-11-27", "backups"), ("2026-12-20", "paper")
    ]  # fmt: skip
