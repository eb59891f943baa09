"""What is made of a playbook before anything has happened: sheets and drawings, with every string in every text."""

from __future__ import annotations

import re
from collections.abc import Callable
from xml.etree import ElementTree

import html5lib
import pytest

from crisisctl import graphs
from crisisctl.commands.playbook import show
from hostile.incident import STRINGS, playbook
from hostile.test_strings import MARKDOWN, STEERS, tags

HARMLESS = tuple(f"plain words {number}" for number in range(len(STRINGS)))


def _drawn(svg: str) -> ElementTree.Element:
    return ElementTree.fromstring(svg)  # noqa: S314 - it is ours, and has no entities


def test_a_drawing_is_well_formed_and_draws_only(record_property: Callable[[str, object], None]) -> None:
    told = graphs.get("svg").draw(playbook(*STRINGS), "en")
    plain = graphs.get("svg").draw(playbook(*HARMLESS), "en")
    assert not STEERS.search(told)
    found = list(_drawn(told).iter())
    assert {str(each.tag) for each in found} == {str(each.tag) for each in _drawn(plain).iter()}
    assert not [each for each in found if re.search("script|foreignObject|image|}use|}a$", str(each.tag))]
    assert not [name for each in found for name in each.attrib if name.startswith("on") or "href" in name]
    assert not [each for each in found if str(each.tag).endswith("style") and "url" in str(each.text)]
    assert "<!ENTITY" not in told
    record_property("shown", len(STRINGS))


def test_the_text_of_a_drawing_steers_nothing(record_property: Callable[[str, object], None]) -> None:
    told = graphs.get("mermaid").draw(playbook(*STRINGS), "en")
    assert not STEERS.search(told)
    assert len(told.split("\n")) == len(graphs.get("mermaid").draw(playbook(*HARMLESS), "en").split("\n"))
    assert not re.search(r"^\s*(click|%%\{)", told, re.MULTILINE)
    record_property("shown", len(STRINGS))


@pytest.mark.parametrize("form", ["html", "md"])
def test_a_sheet_has_our_elements_only(form: str, record_property: Callable[[str, object], None]) -> None:
    def page(texts: tuple[str, ...]) -> str:
        return show._printed(playbook(*texts), "en", show.ShowFormat(form), contacts=False)

    told = page(STRINGS)
    assert not STEERS.search(told)
    html = told if form == "html" else MARKDOWN.render(told)
    assert {tag for tag, _ in tags(html)} == {
        tag for tag, _ in tags(page(HARMLESS) if form == "html" else MARKDOWN.render(page(HARMLESS)))
    }
    for element in html5lib.parse(html, namespaceHTMLElements=False).iter():
        assert element.tag not in {"script", "iframe", "object", "embed", "base", "img", "image"}
        assert not [name for name in element.attrib if str(name).startswith("on")]
        assert not element.attrib.get("href", "#").lower().startswith(("javascript:", "data:", "vbscript:"))
    record_property("shown", len(STRINGS))
