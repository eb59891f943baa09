"""What is missing before the crisis: each check on a small organisation, and the folder that is their registry."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from crisisctl import readiness
from crisisctl.playbook import Audience, Organisation, Person, Playbook, Role, Upkeep
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
        "Ana": "reached only by whatsapp, facebook",
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
    assert readiness.names() == ("approvals", "audiences", "contacts", "drills", "people", "roles", "upkeep")
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
