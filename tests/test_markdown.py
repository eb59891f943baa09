"""Light Markdown in each markup: tables of what an author writes, and properties that hold for any text."""

from __future__ import annotations

import re
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crisisctl import markdown

RENDERERS = {
    "plain": markdown.plain, "html": markdown.html, "slack": markdown.slack, "whatsapp": markdown.whatsapp,
    "telegram": markdown.telegram, "discord": markdown.discord, "teams": markdown.teams,
}  # fmt: skip

BOLD = "**gras** *penché* ~~14 h~~"
HEADING = "# Titre **fort**\nsuite"
ENTITIES = "a & b < c"
LINKS = "[état & suite](https://ex.org/a_b_(c)?x=1&y=2)"
NESTED = "1. un\n2. deux\n   - sous\n   - sur"
QUOTE = "> ligne une\n> ligne deux"
CODE = "`*x* <b>` et\n\n```\n*x* <b>\n```"
STARS = "5 * 6 et 7 * 8"
TABLE = "| a | b |\n|---|---|\n| 1 | **2** |"
MENTIONS = "<!channel> <@U123> @everyone {{ nom }}"
BREAKS = "un  \ndeux\ntrois\n\n---\n\n![plan](https://ex.org/p.png)"
FRENCH = "« Déjà »\u202f: l’équipe… \\*là\\*"
BROKEN = "**pas fermé et *pas_non plus"
TASKS = "- [ ] à faire\n- [x] fait"

CASES = [
    ("plain", BOLD, "gras penché ~14 h~"),
    ("html", BOLD, "<p><strong>gras</strong> <em>penché</em> <s>14 h</s></p>"),
    ("slack", BOLD, "*gras* _penché_ ~14 h~"),
    ("whatsapp", BOLD, "*gras* _penché_ ~14 h~"),
    ("telegram", BOLD, "<b>gras</b> <i>penché</i> <s>14 h</s>"),
    ("discord", BOLD, "**gras** *penché* ~~14 h~~"),
    ("teams", BOLD, "**gras** _penché_ ~14 h~"),
    ("plain", HEADING, "Titre fort\n\nsuite"),
    ("html", HEADING, "<h2>Titre <strong>fort</strong></h2>\n<p>suite</p>"),
    ("slack", HEADING, "*Titre fort*\n\nsuite"),
    ("telegram", HEADING, "<b>Titre fort</b>\n\nsuite"),
    ("discord", HEADING, "# Titre **fort**\n\nsuite"),
    ("teams", HEADING, "**Titre fort**\n\nsuite"),
    ("plain", ENTITIES, "a & b < c"),
    ("html", ENTITIES, "<p>a &amp; b &lt; c</p>"),
    ("slack", ENTITIES, "a &amp; b &lt; c"),
    ("telegram", ENTITIES, "a &amp; b &lt; c"),
    ("discord", ENTITIES, "a & b < c"),
    ("plain", LINKS, "état & suite (https://ex.org/a_b_(c)?x=1&y=2)"),
    ("html", LINKS, '<p><a href="https://ex.org/a_b_(c)?x=1&amp;y=2">état &amp; suite</a></p>'),
    ("slack", LINKS, "<https://ex.org/a_b_(c)?x=1&amp;y=2|état &amp; suite>"),
    ("telegram", LINKS, '<a href="https://ex.org/a_b_(c)?x=1&amp;y=2">état &amp; suite</a>'),
    ("discord", LINKS, "[état & suite](https://ex.org/a_b_%28c%29?x=1&y=2)"),
    ("teams", LINKS, "[état & suite](https://ex.org/a_b_%28c%29?x=1&y=2)"),
    ("plain", NESTED, "1. un\n2. deux\n   - sous\n   - sur"),
    ("slack", NESTED, "1. un\n2. deux\n   • sous\n   • sur"),
    (
        "html", NESTED,
        "<ol>\n<li>un</li>\n<li>deux\n<ul>\n<li>sous</li>\n<li>sur</li>\n</ul></li>\n</ol>",
    ),
    ("html", "3. trois\n4. quatre", '<ol start="3">\n<li>trois</li>\n<li>quatre</li>\n</ol>'),
    ("plain", "3) trois\n4) quatre", "3) trois\n4) quatre"),
    ("plain", QUOTE, "> ligne une\n> ligne deux"),
    ("slack", QUOTE, "> ligne une\n> ligne deux"),
    ("html", QUOTE, "<blockquote>\n<p>ligne une<br>\nligne deux</p>\n</blockquote>"),
    ("telegram", QUOTE, "<blockquote>ligne une\nligne deux</blockquote>"),
    ("telegram", "> un\n> > deux", "<blockquote>un\n\ndeux</blockquote>"),
    ("teams", QUOTE, "“ligne une\n\nligne deux”"),
    ("plain", CODE, "*x* <b> et\n\n*x* <b>"),
    ("slack", CODE, "`*x* &lt;b&gt;` et\n\n```\n*x* &lt;b&gt;\n```"),
    ("discord", CODE, "`*x* <b>` et\n\n```\n*x* <b>\n```"),
    ("telegram", CODE, "<code>*x* &lt;b&gt;</code> et\n\n<pre>*x* &lt;b&gt;</pre>"),
    ("html", CODE, "<p><code>*x* &lt;b&gt;</code> et</p>\n<pre><code>*x* &lt;b&gt;</code></pre>"),
    ("teams", CODE, r"\*x\* <b> et" + "\n\n" + r"\*x\* <b>"),
    ("slack", "`` a`b ``", "a`b"),
    *((name, STARS, STARS) for name in ("plain", "slack", "whatsapp", "telegram", "discord", "teams")),
    ("html", STARS, f"<p>{STARS}</p>"),
    ("plain", TABLE, "a | b\n1 | 2"),
    (
        "html", TABLE,
        "<table><thead><tr><th>a</th><th>b</th></tr></thead>\n"
        "<tbody><tr><td>1</td><td><strong>2</strong></td></tr></tbody></table>",
    ),
    ("plain", MENTIONS, MENTIONS),
    ("slack", MENTIONS, "&lt;!channel&gt; &lt;@U123&gt; @everyone {{ nom }}"),
    ("html", MENTIONS, "<p>&lt;!channel&gt; &lt;@U123&gt; @everyone {{ nom }}</p>"),
    ("plain", BREAKS, "un\ndeux\ntrois\n\n---\n\nplan (https://ex.org/p.png)"),
    (
        "html", BREAKS,
        '<p>un<br>\ndeux<br>\ntrois</p>\n<hr>\n<p><a href="https://ex.org/p.png">plan</a></p>',
    ),
    ("teams", "un\ndeux", "un\n\ndeux"),
    ("plain", FRENCH, "« Déjà »\u202f: l’équipe… *là*"),
    ("html", FRENCH, "<p>« Déjà »\u202f: l’équipe… *là*</p>"),
    ("discord", FRENCH, "« Déjà »\u202f: l’équipe… \\*là\\*"),
    *((name, BROKEN, BROKEN) for name in ("plain", "slack", "whatsapp", "telegram")),
    ("plain", TASKS, TASKS),
    ("telegram", TASKS, "• [ ] à faire\n• [x] fait"),
    # URLs: bare ones are not read as markup, the others keep their target
    *((name, "https://ex.org/_a_/b*c*d", "https://ex.org/_a_/b*c*d") for name in ("plain", "slack", "discord")),
    ("html", "**https://ex.org/_a_**.", "<p><strong>https://ex.org/_a_</strong>.</p>"),
    ("plain", "**https://ex.org**, et _https://ex.org/a_", "https://ex.org, et https://ex.org/a"),
    ("plain", "jean_de_x@ex.org", "jean_de_x@ex.org"),
    ("plain", "<https://ex.org/é>", "https://ex.org/é"),
    ("plain", "<a@ex.org> [b](mailto:b@ex.org) [+33 1](tel:+331)", "a@ex.org b (b@ex.org) +33 1 (+331)"),
    ("slack", "<https://ex.org>", "<https://ex.org>"),
    ("slack", "<a@ex.org>", "<mailto:a@ex.org|a@ex.org>"),
    ("slack", "[**un**\ndeux](https://ex.org)", "<https://ex.org|un deux>"),
    ("slack", "[x](https://ex.org/a|b)", "<https://ex.org/a%7Cb|x>"),
    ("slack", "<https://ex.org/a|b>", "<https://ex.org/a%7Cb>"),
    ("telegram", "[écrire](mailto:a@ex.org)", "écrire (a@ex.org)"),
    ("discord", "[écrire](mailto:a@ex.org)", "écrire (a@ex.org)"),
    ("discord", "<https://ex.org>", "https://ex.org"),
    ("html", "[x](javascript:alert(1))", "<p>[x](javascript:alert(1))</p>"),
    ("html", "[![a](https://i.ex/a.png)](https://ex.org)", '<p><a href="https://ex.org">a</a></p>'),
    # a mark inside itself, or inside a word, where it would be shown as a star
    ("slack", "**un **deux** trois**", "*un deux trois*"),
    ("slack", "mi**lieu** **deux\nlignes**", "milieu *deux*\n*lignes*"),
    ("discord", "mi**lieu**", "mi**lieu**"),
    ("discord", r"\[état](https://mal.example) \# non", r"\[état](https://mal.example) # non"),
    ("discord", r"\# non \|\|secret\|\|", r"\# non \|\|secret\|\|"),
    ("plain", "", ""),
]  # fmt: skip


@pytest.mark.parametrize(("name", "written", "expected"), CASES)
def test_a_text_in_each_markup(name: str, written: str, expected: str) -> None:
    assert RENDERERS[name](written) == expected


@pytest.mark.parametrize("name", RENDERERS)
def test_raw_html_never_passes(name: str) -> None:
    done = RENDERERS[name]('<script>alert(1)</script>\n\n<div onclick="x">oui</div> <img src=x>')
    assert "alert(1)" in done
    if name in ("html", "telegram", "slack"):
        assert "<script" not in done
        assert "<div" not in done
        assert "<img" not in done


@pytest.mark.parametrize("name", RENDERERS)
def test_an_entity_cannot_bring_back_a_control_character(name: str) -> None:
    done = RENDERERS[name]("a&#x202e;b&#27;c `d\u202ee`")
    assert "\u202e" not in done
    assert "\x1b" not in done
    assert done.count("\N{REPLACEMENT CHARACTER}") == 3


MARKUP = st.text("*_~`[]()<>#+-1. \n\\!|&;:/ahtps@=é", max_size=60)
ANY = st.text(st.characters(exclude_categories=()), max_size=60)


@pytest.mark.parametrize("name", RENDERERS)
@given(text=MARKUP | ANY)
def test_any_text_renders_to_something_that_can_be_encoded(name: str, text: str) -> None:
    RENDERERS[name](text).encode()


class _Tags(HTMLParser):
    """Every tag that is opened is closed in order, and only known ones are there."""

    allowed = frozenset(
        re.findall(
            r"\w+", "p h2 h3 h4 h5 h6 ul ol li blockquote pre code strong em s a table thead tbody tr th td br hr"
        )
    )
    void = frozenset({"br", "hr"})

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert tag in self.allowed
        assert {name for name, _ in attrs} <= {"href", "start"}
        if tag not in self.void:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


class _TelegramTags(_Tags):
    allowed = frozenset({"b", "i", "s", "a", "code", "pre", "blockquote"})
    void = frozenset()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert tag != "blockquote" or "blockquote" not in self.open, "Telegram refuses a quote in a quote"
        super().handle_starttag(tag, attrs)


@given(text=MARKUP)
def test_html_and_telegram_are_well_formed(text: str) -> None:
    for parser, done in ((_Tags(), markdown.html(text)), (_TelegramTags(), markdown.telegram(text))):
        parser.feed(done)
        parser.close()
        assert parser.open == []


@pytest.mark.parametrize("fault", ["<script>x</script>", '<a onclick="x">x</a>', "<i><b>x</i></b>"])
def test_the_well_formedness_check_sees_a_fault(fault: str) -> None:
    with pytest.raises(AssertionError):
        _TelegramTags().feed(fault)


ONE_LINE = st.text(st.characters(codec="utf-8", exclude_categories=("C", "Z")) | st.just(" "), max_size=40)


@given(value=ONE_LINE.map(str.strip))
def test_an_escaped_value_is_shown_as_it_is(value: str) -> None:
    assert markdown.plain(markdown.escape(value)) == value


@pytest.mark.parametrize(
    "value",
    ["# non", "1. non", "10) non", "- non", "+33 1 99 00 00 00", "===", "---", "~~~", "> non", "<b>", "a_b_c", "&amp;",
     "**x**", "[x](https://mal.example)", "https://ex.org/a_b_c?d=*e*", "`x`", "a | b", "\\"],
)  # fmt: skip
def test_values_that_look_like_markup(value: str) -> None:
    assert markdown.plain(markdown.escape(value)) == value
    assert markdown.plain(f"Cause : {markdown.escape(value)}.") == f"Cause : {value}."


def _deep(before: str, after: str = "") -> str:
    return before * 3000 + "x" + after * 3000


@pytest.mark.parametrize(
    "deep", [_deep("> "), _deep("- "), _deep("**a ", "**"), _deep("*a _b ", "_*"), _deep("[", "](y)")]
)
@pytest.mark.parametrize("name", RENDERERS)
def test_hostile_nesting_ends_and_loses_nothing_after_it(name: str, deep: str) -> None:
    assert "suite" in RENDERERS[name](f"{deep}\n\n# suite")
