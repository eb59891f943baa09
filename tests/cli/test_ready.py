"""``crisisctl ready``: what is missing, the score, the exit code; a drill in the log counts."""

from __future__ import annotations

import json

from conftest import Crisis


def test_it_names_what_is_missing_and_exits_1(crisis: Crisis) -> None:
    found = crisis.run("ready", "--lang", "en")
    assert found.code == 1
    assert "    small: never drilled" in found.stdout
    assert "      → crisisctl start small --drill" in found.stdout
    assert found.stdout.splitlines()[-1].startswith("Ready: ")


def test_a_drill_counts_once_it_has_come_to_its_end(crisis: Crisis) -> None:
    before = _check(crisis, "drills")
    crisis.run("start", "small", "--no-walk").succeeds()
    assert _check(crisis, "drills") == before
    drill = crisis.run("start", "small", "--drill", "--no-walk").stdout.split()[0]
    assert _check(crisis, "drills") == before
    crisis.run("cancel", "--reason", "duplicate", "-i", drill).succeeds()
    assert _check(crisis, "drills") == before
    drill = crisis.run("start", "small", "--drill", "--no-walk").stdout.split()[0]
    crisis.run("resolve", "-i", drill).succeeds()
    assert _check(crisis, "drills") == before - {"small"}


def _check(crisis: Crisis, name: str) -> set[str]:
    told = json.loads(crisis.run("ready", "--format", "json").stdout)
    assert told["score"]["good"] == sum(each["good"] for each in told["checks"])
    assert told["score"]["of"] == sum(each["of"] for each in told["checks"])
    (found,) = (each for each in told["checks"] if each["check"] == name)
    return {item["subject"] for item in found["items"] if not item["good"]}


def test_the_sheet_is_one_file_that_loads_nothing_and_escapes_what_people_wrote(crisis: Crisis) -> None:
    crisis.run("ready", "--sheet", "ready.html", "--playbook", "small", "--lang", "fr").succeeds()
    page = (crisis.work / "ready.html").read_text(encoding="utf-8")
    assert "default-src 'none'" in page
    assert "T+5\N{NO-BREAK SPACE}min" in page or "T+5 min" in page
    assert "Regarder" in page
    assert "whatsapp → sms → email" in page
    assert "<script" not in page
    assert not any(word in page for word in ("src=", "href=", "url(", "@import"))


def test_the_sheet_speaks_french_and_tells_hours_in_our_zone(crisis: Crisis) -> None:
    own = OWN.replace("[24/7]", "[sun-fri 20:00-08:00]").replace(
        '  - {name: "Bo", roles: [lead]}',
        '  - {name: "Bo", roles: [legal], timezone: Europe/London, hours: [mon-fri 08:00-20:00]}',
    )
    own += 'contacts: {phone: "01 99 00 12 34", bridge: "01 99 00 12 50"}\n'
    (crisis.work / "crisis.yaml").write_text(own, encoding="utf-8")
    crisis.run("ready", "--sheet", "ready.md", "--playbook", "small", "--lang", "fr").succeeds()
    text = (crisis.work / "ready.md").read_text(encoding="utf-8")
    text = text.replace("\N{NO-BREAK SPACE}", " ").replace("\N{NON-BREAKING HYPHEN}", "-")
    people, public = text.split("## Ce qui peut être publié")
    assert "dim-ven 20:00-08:00" in people
    assert "lun-ven 09:00-21:00" in people
    assert "| legal |" not in people
    assert "| Conférence de l’équipe |  | 01 99 00 12 50 |" in people
    assert "01 99 00 12 34" in public
    assert "01 99 00 12 50" not in public


def test_the_sheet_as_markdown_shows_what_people_wrote_and_does_nothing_else(crisis: Crisis) -> None:
    _own(crisis, 'ways: {phone: "01 99 00 12 01"}', 'ways: {phone: "01 | <b>*99*"}')
    crisis.run("ready", "--sheet", "ready.md", "--playbook", "small").succeeds()
    text = (crisis.work / "ready.md").read_text(encoding="utf-8")
    assert text.startswith("# Exemplia: crisis sheet\n")
    assert r"| Ana | Lead | phone 01 \| \<b\>\*99\* | 24/7 |" in text.replace("\N{NO-BREAK SPACE}", " ")
    crisis.run("ready", "--sheet", "ready.txt", "--playbook", "small", "--format", "md").succeeds()
    assert (crisis.work / "ready.txt").read_text(encoding="utf-8") == text
    crisis.run("ready", "--format", "md").fails(
        2, "crisisctl: --format md is for the sheet (crisisctl ready --sheet ready.md)\n"
    )


def test_a_sheet_is_not_named_what_it_is_not(crisis: Crisis) -> None:
    crisis.run("ready", "--sheet", "ready.pdf", "--playbook", "small").fails(
        2, "crisisctl: there is no sheet as `.pdf` (name it .html or .md; a browser prints it as PDF)\n"
    )
    assert not (crisis.work / "ready.pdf").exists()


OWN = """\
schema: crisisctl/organisation/v1   # ours
name: Exemplia
timezone: Europe/Paris
people:
  - name: Ana
    roles: [lead]
    ways: {phone: "01 99 00 12 01"}   # her own
    hours: [24/7]
  - {name: "Bo", roles: [lead]}
  -
    name: Chloé
    verified: '2026-01-01'    # by Bo
    ways:
      phone: >-
        01 99 00 12 03
readiness:
  backups: {title: "Read } one", max_age: 7d}   # every week
  paper:
    title: Print
"""


def _own(crisis: Crisis, old: str = "", new: str = "") -> None:
    (crisis.work / "crisis.yaml").write_text(OWN.replace(old, new) if old else OWN, encoding="utf-8")


def test_a_verification_changes_one_value_of_the_file_and_no_comment(crisis: Crisis) -> None:
    _own(crisis)
    crisis.run("ready", "--verified", "Ana", "--verified", "Bo", "--verified", "Chloé", "--verified", "backups",
               "--verified", "paper", "--on", "2026-11-20").says(
        "verified on 2026-11-20: Ana\n", "verified on 2026-11-20: paper\n"
    )  # fmt: skip
    assert (crisis.work / "crisis.yaml").read_text(encoding="utf-8") == (
        OWN.replace("    hours: [24/7]\n", "    hours: [24/7]\n    verified: 2026-11-20\n")
        .replace("roles: [lead]}", "roles: [lead], verified: 2026-11-20}")
        .replace("'2026-01-01'", "'2026-11-20'")
        .replace("max_age: 7d}", "max_age: 7d, verified: 2026-11-20}")
        .replace("    title: Print\n", "    title: Print\n    verified: 2026-11-20\n")
    )


def test_a_file_of_another_editor_keeps_its_line_ends(crisis: Crisis) -> None:
    path = crisis.work / "crisis.yaml"
    path.write_bytes(b"\xef\xbb\xbf" + OWN.replace("\n", "\r\n").encode())
    crisis.run("ready", "--verified", "backups", "--on", "2026-11-20").succeeds()
    changed = OWN.replace("max_age: 7d}", "max_age: 7d, verified: 2026-11-20}").replace("\n", "\r\n").encode()
    assert path.read_bytes() == b"\xef\xbb\xbf" + changed


def test_a_file_is_changed_where_its_way_of_writing_allows_it(crisis: Crisis) -> None:
    _own(crisis, "    title: Print\n", "    max_age: 7d   # a week\n    title: >-\n      Print it\n      anew\n")
    crisis.run("ready", "--verified", "paper", "--on", "2026-11-20").succeeds()
    assert "# a week\n    verified: 2026-11-20\n    title: >-" in (crisis.work / "crisis.yaml").read_text(
        encoding="utf-8"
    )
    _own(crisis, '{title: "Read } one", max_age: 7d}   # every week', '{"title": "Read one"\n    , "max_age": 7d}')
    before = (crisis.work / "crisis.yaml").read_text(encoding="utf-8")
    crisis.run("ready", "--verified", "backups", "--on", "2026-11-20").succeeds()
    after = (crisis.work / "crisis.yaml").read_text(encoding="utf-8")
    assert after == before.replace('{"title"', '{verified: 2026-11-20, "title"')


def test_what_was_verified_counts_and_is_asked_for_again_later(crisis: Crisis) -> None:
    _own(crisis)
    assert _check(crisis, "upkeep") == {"backups", "paper"}
    crisis.run("ready", "--verified", "backups").succeeds()
    assert _check(crisis, "upkeep") == {"paper"}
    found = crisis.run("ready")
    assert "To be seen to in the next 30 days:\n" in found.stdout
    assert "  backups (things seen to in time)\n" in found.stdout


def test_nothing_is_recorded_for_whom_nobody_knows_nor_for_a_day_ahead(crisis: Crisis) -> None:
    crisis.run("ready", "--verified", "Ana").fails(
        1, "crisisctl: there is no crisis.yaml of your own to write it into (crisisctl init writes one)\n"
    )
    _own(crisis)
    crisis.run("ready", "--verified", "Ana", "--verified", "Anna").fails(
        3, "crisisctl: crisis.yaml has nobody and no item `Anna`, did you mean `Ana`? "
        "(one of Ana, Bo, Chloé, backups, paper)\n"
    )  # fmt: skip
    crisis.run("ready", "--verified", "Ana", "--on", "2126-01-01").fails(
        2, "crisisctl: --on: 2126-01-01 is ahead (only what was done is recorded)\n"
    )
    assert (crisis.work / "crisis.yaml").read_text(encoding="utf-8") == OWN


def test_the_numbers_of_the_example_are_taken_for_what_they_are_only_in_the_example(crisis: Crisis) -> None:
    assert _check(crisis, "forms") == set()
    crisis.run("init", "--here").succeeds()
    assert "Ana" in _check(crisis, "forms")


def test_who_says_whether_somebody_can_be_reached_at_this_hour(crisis: Crisis) -> None:
    _own(crisis)
    crisis.start("small")
    crisis.run("who").says("   Ana: phone 01 99 00 12 01 (to be reached now)\n", "   Bo: –\n")
    told = json.loads(crisis.run("who", "--format", "json").stdout)
    assert [each["reachable"] for each in told["roles"][0]["people"]] == [True, None]


def test_a_sheet_makes_no_folder(crisis: Crisis) -> None:
    crisis.run("ready", "--sheet", "new/ready.html", "--playbook", "small").fails(
        3, "crisisctl: there is no folder new (make it first, or name another place: --sheet)\n"
    )
    assert not (crisis.work / "new").exists()
