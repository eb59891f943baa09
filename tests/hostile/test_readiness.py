"""What is said on a quiet day, with every string as a name, a number, a title: on the screen and on the sheet."""

from __future__ import annotations

from datetime import UTC, datetime

import html5lib
import pytest
from msgspec.structs import replace

from crisisctl import drawer, readiness
from crisisctl.commands import ready
from crisisctl.playbook import Organisation, Person, Upkeep
from crisisctl.readiness import Ground
from hostile.incident import STRINGS, playbook
from hostile.test_playbooks import HARMLESS
from hostile.test_strings import MARKDOWN, STEERS, tags

NOW = datetime(2026, 11, 22, 3, tzinfo=UTC)


def organisation(texts: tuple[str, ...]) -> Organisation:
    return Organisation(
        texts[0],
        timezone="Europe/Paris",
        contacts={f"contact_{number}": text for number, text in enumerate(texts)},
        people=tuple(Person(text, (text, "lead"), {"phone": text, "email": text}, hours=("24/7",)) for text in texts),
        readiness={f"item-{number}": Upkeep(f"item-{number}", {"": text}) for number, text in enumerate(texts)},
    )


@pytest.mark.parametrize("language", ["en", "fr"])
def test_what_is_missing_is_told_line_by_line(language: str) -> None:
    def lines(texts: tuple[str, ...]) -> list[str]:
        books = (replace(playbook(*texts), owner=texts[1], review_by="2026-01-01"),)
        ground = Ground(organisation(texts), books, (), {}, NOW)
        return list(ready._lines(readiness.look(ground), ground, language))

    told = lines(STRINGS)
    assert not [line for line in told if STEERS.search(line) or "\n" in line]
    assert len(told) >= 4 * len(STRINGS)


@pytest.mark.parametrize("form", ["html", "md"])
def test_the_sheet_for_the_drawer_has_our_elements_only(form: str) -> None:
    def page(texts: tuple[str, ...]) -> str:
        made = drawer.sheet(organisation(texts), playbook(*texts), "fr", NOW)
        return drawer.html(made) if form == "html" else MARKDOWN.render(drawer.markdown(made))

    told = page(STRINGS)
    assert not STEERS.search(told)
    assert {tag for tag, _ in tags(told)} == {tag for tag, _ in tags(page(HARMLESS))}
    for element in html5lib.parse(told, namespaceHTMLElements=False).iter():
        assert element.tag not in {"script", "iframe", "object", "embed", "base", "img", "image"}
        assert not [name for name in element.attrib if str(name).startswith("on")]
