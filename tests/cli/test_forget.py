"""forget: an incident, or what the logs say of a person; what goes, and what stays."""

from __future__ import annotations

import re

from conftest import Crisis


def ended(crisis: Crisis, *notes: str) -> str:
    name = crisis.start()
    for note in notes:
        crisis.run("note", note, "-i", name).succeeds()
    crisis.run("cancel", "--reason", "duplicate", "-i", name).succeeds()
    return name


def test_a_forgotten_incident_leaves_one_line(crisis: Crisis) -> None:
    name = ended(crisis, "Nora Vidal called")
    head = crisis.json("verify", "-i", name)["head"]
    told = crisis.json("forget", name, "--reason", "two years are over", "--dry-run")
    assert told == {**told, "incident": name, "entries": 4, "head": head, "done": False}
    assert len(crisis.log("-i", name)) == 4
    done = crisis.run("forget", name, "--reason", "two years are over", "--yes").succeeds()
    assert re.fullmatch(
        rf"{name}  #1  Incident forgotten: opened \d{{4}}-\d\d-\d\d, ended \d{{4}}-\d\d-\d\d, 4 entries, head {head}: "
        "two years are over\n",
        done.stdout,
    )
    assert done.stderr.splitlines() == [
        f"{name}: its 4 entries go for good, from the first to the last",
        "one line stays: its id, when it was opened and ended, how many entries, the head digest, who, why",
        "copies made before still hold it: exports, reports, backups, what was sent",
    ]
    (left,) = crisis.log("-i", name)
    assert (left["seq"], left["actor"], left["type"]) == (1, "Ana", "incident.forgotten")
    assert left["data"] == {
        **left["data"],
        "incident": name,
        "entries": 4,
        "head": head,
        "reason": "two years are over",
    }
    kept = b"".join(file.read_bytes() for file in crisis.home.iterdir())
    assert b"Nora Vidal" not in kept
    assert b"Small outage" not in kept  # nor the playbook
    assert crisis.json("verify", "-i", name)["ok"] is True
    assert [(each["id"], each["status"]) for each in crisis.json("list")["incidents"]] == [(name, "forgotten")]
    crisis.run("log", "-i", name, "-l", "fr").says("Incident oublié\N{NO-BREAK SPACE}: ouvert ")
    crisis.run("status", "-i", name).says("forgotten")


def test_its_name_is_not_used_again_and_nothing_is_added(crisis: Crisis) -> None:
    name = ended(crisis)
    crisis.run("forget", name, "--reason", "x", "--yes").succeeds()
    again = f"crisisctl: {name} was forgotten (what is left of it: crisisctl log -i {name})\n"
    crisis.run("note", "x", "-i", name).fails(1, again)
    crisis.run("reopen", "--reason", "x", "-i", name).fails(1, again)
    crisis.run("redact", "1", "--reason", "x", "-i", name).fails(1, again)
    crisis.run("forget", name, "--reason", "x", "--yes").fails(1, again)
    crisis.run("report", "-i", name).fails(
        1,
        f"crisisctl: {name} was forgotten: there is nothing to report (what is left of it: crisisctl log -i {name})\n",
    )
    assert crisis.start() == f"{name[:-1]}2"


def test_what_is_open_unknown_or_not_said_is_not_forgotten(crisis: Crisis) -> None:
    name = crisis.start()
    crisis.run("forget", name, "--reason", "x", "--yes").fails(
        1,
        f"crisisctl: {name} is investigating: an incident is forgotten once it has ended "
        '(end it by: crisisctl close --reason "…" or crisisctl cancel)\n',
    )
    crisis.run("forget", "nothing-1", "--reason", "x", "--yes").fails_with(3, "there is no incident `nothing-1`")
    crisis.run("forget").fails(
        2, 'crisisctl: say what to forget (crisisctl forget INCIDENT, or crisisctl forget --person "NAME")\n'
    )
    crisis.run("cancel", "--reason", "duplicate").succeeds()
    crisis.run("forget", name).fails(1, 'crisisctl: say why it is forgotten; that is kept (add --reason "…")\n')
    asked = crisis.run("forget", name, "--reason", "x")
    assert asked.code == 2
    assert asked.stderr.splitlines()[-1] == (
        f'crisisctl: nobody is there to be asked (crisisctl forget {name} --reason "…" --yes)'
    )
    assert len(crisis.log("-i", name)) == 3


def test_a_person_is_redacted_wherever_they_are_named(crisis: Crisis) -> None:
    first = ended(crisis, "nora vidal did not answer", "Eleonora Vidal is somebody else", "Nora  Vidál again")
    crisis.environment["CRISISCTL_ACTOR"] = "Nora Vidal"
    second = ended(crisis, "hello")
    crisis.environment.clear()
    third = crisis.start("small", "--role", "lead=Nora Vidal")
    told = crisis.json("forget", "--person", "Nora Vidal", "--reason", "asked for it", "--dry-run")["incidents"]
    nothing = {"author_of": [], "in_opening": False}
    assert told == [
        {"incident": first, "open": False, "entries": [3, 5], "lost": [], "stays": nothing},
        {"incident": second, "open": False, "entries": [], "lost": [],
         "stays": {"author_of": [1, 2, 3, 4], "in_opening": False}},
        {"incident": third, "open": True, "entries": [], "lost": [], "stays": nothing},
    ]  # fmt: skip
    done = crisis.run("forget", "--person", "Nora Vidal", "--reason", "asked for it", "--yes").succeeds()
    assert done.stdout.splitlines() == [
        f"{first}  #7  Entry 3 redacted: asked for it",
        f"{first}  #8  Entry 5 redacted: asked for it",
    ]
    assert done.stderr.splitlines() == [
        f"{first}: entries that name Nora Vidal are redacted: 3, 5",
        f"{second}: Nora Vidal stays as the one who recorded 1, 2, 3, 4: the digests cover that",
        f"{second}: that goes with the whole incident: crisisctl forget {second} --reason …",
        f"{third}: is still open and left alone; run this again once it has ended",
        "copies made before still hold it: exports, reports, backups, what was sent",
    ]
    assert crisis.json("verify", "-i", first)["redacted"] == [3, 5]
    assert [entry.get("data", {}).get("text") for entry in crisis.log("-i", first)][
        3
    ] == "Eleonora Vidal is somebody else"
    crisis.run("cancel", "--reason", "duplicate", "-i", third).succeeds()
    (last,) = crisis.json("forget", "--person", "nora vidal", "--reason", "x", "--yes")["incidents"][1:]
    assert (last["incident"], last["entries"], last["lost"][0]) == (third, [2], {"what": "roles", "name": "lead"})


def test_the_reason_does_not_name_them_again(crisis: Crisis) -> None:
    name = ended(crisis, "Nora called")
    crisis.run("forget", "--person", "Nora", "--reason", "NORA asked", "--yes").fails(
        1, "crisisctl: the reason names the person, and it is kept (say it in other words: --reason)\n"
    )
    crisis.run("forget", "--person", " ", "--reason", "x", "--yes").fails(
        2, 'crisisctl: say whom to forget (crisisctl forget --person "NAME")\n'
    )
    crisis.run("forget", "--person", "Zoé", "--reason", "x", "--yes").prints("", "no entry of any incident names Zoé\n")
    crisis.run("forget", "nothing-1", "--person", "Nora", "--reason", "x", "--yes").fails_with(3, "nothing-1")
    crisis.run("forget", name, "--person", "Nora", "--reason", "x", "--yes").succeeds()
    assert crisis.json("verify", "-i", name)["redacted"] == [3]


def test_the_organisation_at_the_opening_stays_and_is_said(crisis: Crisis) -> None:
    name = crisis.start()  # the example organisation names Chloé
    crisis.run("cancel", "--reason", "duplicate").succeeds()
    found = crisis.json("forget", "--person", "Chloé", "--reason", "x", "--dry-run")["incidents"]
    assert found[0] == {**found[0], "incident": name, "entries": [], "stays": {"author_of": [], "in_opening": True}}


def test_what_is_left_is_exported_and_imported_like_any_log(crisis: Crisis) -> None:
    name = ended(crisis)
    crisis.run("forget", name, "--reason", "x", "--yes").succeeds()
    line = crisis.run("log", "-i", name, "--format", "jsonl").stdout
    (crisis.work / "left.jsonl").write_text(line, encoding="utf-8")
    crisis.environment["CRISISCTL_HOME"] = str(crisis.folder / "elsewhere")
    crisis.run("import", "left.jsonl").succeeds()
    assert crisis.run("log", "-i", name, "--format", "jsonl").stdout == line


def test_the_list_tells_no_duration_of_a_forgotten_incident_and_its_day_in_our_zone(crisis: Crisis) -> None:
    name = ended(crisis)
    crisis.run("forget", name, "--reason", "x", "--yes").succeeds()
    crisis.start()
    shown, forgotten = crisis.run("list").succeeds().stdout.splitlines()
    assert name in forgotten
    assert re.search(r" forgotten +\d{4}-\d\d-\d\d \d\d:\d\d (\w+) +–", forgotten)
    zone = re.search(r":\d\d (\w+) ", shown)
    assert zone
    assert f" {zone[1]} " in forgotten
    (left,) = [each for each in crisis.json("list")["incidents"] if each["id"] == name]
    assert left["elapsed_seconds"] == 0
