"""The markups light Markdown is written in: one table a target, read by the walk in ``markdown``."""

# No `from __future__ import annotations` here: a NamedTuple compiles every annotation that is a string, at each start.

import re
from collections.abc import Callable, Mapping
from typing import NamedTuple

from crisisctl import late

Pair = tuple[str, str]
Link = Callable[[str, str, bool], str]
"""From the label (in the target's markup), the URL, and whether the label only repeats the URL."""

_URL_OR_MARK = late.pattern(
    r"(?P<url>https?://[^\s<>]+)"
    r"|(?P<kept>(?<!\S)[*_~|](?!\S)|(?<=[^\W_])_(?=[^\W_]))"  # a lone `5 * 6` and a snake_case are not markup
    r"|(?P<mark>[\\`*_~|]|\[(?=[^\[\]]*\]\()|^[#>](?=\s))",
    re.MULTILINE,
)


class Markup(NamedTuple):
    """One target. ``around`` maps a token (or ``h1`` … ``h6``) to what goes before and after its content."""

    around: Mapping[str, Pair]
    link: Link
    escape: Callable[[str], str]
    verbatim: Callable[[str], str]
    """How code is escaped: inside it other rules hold."""
    bullet: str | None = "- "
    """None: ``around`` has the list's tags."""
    quote: str = "> "
    newline: str = "\n"
    gap: str = "\n\n"
    cells: str = " | "
    rule: str = "---"
    word_edges: bool = False
    """Marks count only at the edge of a word, on one line and outside a link's label."""


def address(url: str) -> str:
    """A URL as people write it: without ``mailto:`` or ``tel:``."""
    return re.sub(r"^(?:mailto|tel):", "", url, flags=re.IGNORECASE)


def _as_is(text: str) -> str:
    return text


def _escape_html(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _escape_markdown(text: str) -> str:
    return _URL_OR_MARK.sub(lambda m: f"\\{m[0]}" if m["mark"] else m[0], text)


def _link_plain(label: str, url: str, same: bool) -> str:
    return address(label) if same else f"{label} ({address(url)})"


def _link_html(label: str, url: str, _same: bool) -> str:
    from html import escape  # it brings two thousand names of characters

    return f'<a href="{escape(url)}">{label}</a>'


def _link_telegram(label: str, url: str, same: bool) -> str:
    web = url.lower().startswith(("http://", "https://", "tg://"))  # other schemes make no link there
    return _link_html(label, url, same) if web else _link_plain(label, _escape_html(url), same)


def _link_slack(label: str, url: str, same: bool) -> str:
    target = _escape_html(url)  # a `|` is `%7C` already: the parser encodes what a URL may not hold
    return f"<{target}>" if same and "://" in url else f"<{target}|{' '.join(label.split())}>"


def _link_markdown(label: str, url: str, _same: bool) -> str:
    return f"[{label}]({url.replace('(', '%28').replace(')', '%29')})"


def _link_discord(label: str, url: str, same: bool) -> str:
    if "://" not in url:  # `[label](mailto:…)` is shown as typed
        return _link_plain(label, url, same)
    return url if same else _link_markdown(label, url, same)


def _tags(*names: str) -> dict[str, Pair]:
    return {name: (f"<{name}>", f"</{name}>") for name in names}


_SINGLE = {"strong": ("*", "*"), "em": ("_", "_"), "s": ("~", "~"), "heading": ("*", "*")}
_MONO = {"code_inline": ("`", "`"), "fence": ("```\n", "\n```")}
_HTML_TAGS = {
    **_tags("strong", "em", "s", "table", "thead", "tbody", "tr", "th", "td"),
    **{f"h{level}": (f"<h{min(level + 1, 6)}>", f"</h{min(level + 1, 6)}>") for level in range(1, 7)},
    "paragraph": ("<p>", "</p>"),
    "bullet_list": ("<ul>\n", "\n</ul>"),
    "ordered_list": ("<ol>\n", "\n</ol>"),
    "list_item": ("<li>", "</li>"),
    "blockquote": ("<blockquote>\n", "\n</blockquote>"),
    "code_inline": ("<code>", "</code>"),
    "fence": ("<pre><code>", "</code></pre>"),
}
_TELEGRAM_TAGS = {
    **dict.fromkeys(("strong", "heading"), ("<b>", "</b>")),
    "em": ("<i>", "</i>"),
    **_tags("s", "blockquote"),
    "code_inline": ("<code>", "</code>"),
    "fence": ("<pre>", "</pre>"),
}

# A struck word means "no longer so": where nothing can strike it, the tildes stay.
PLAIN = Markup({"s": ("~", "~")}, _link_plain, _as_is, _as_is)
HTML = Markup(
    _HTML_TAGS, _link_html, _escape_html, _escape_html,
    bullet=None, quote="", newline="<br>\n", gap="\n", cells="", rule="<hr>",
)  # fmt: skip
SLACK = Markup({**_SINGLE, **_MONO}, _link_slack, _escape_html, _escape_html, bullet="• ", word_edges=True)
WHATSAPP = Markup({**_SINGLE, **_MONO}, _link_plain, _as_is, _as_is, word_edges=True)
TELEGRAM = Markup(_TELEGRAM_TAGS, _link_telegram, _escape_html, _escape_html, bullet="• ", quote="")
DISCORD = Markup(
    {
        "strong": ("**", "**"), "em": ("*", "*"), "s": ("~~", "~~"), **_MONO,
        **{f"h{level}": (f"{'#' * min(level, 3)} ", "") for level in range(1, 7)},
    },
    _link_discord, _escape_markdown, _as_is,
)  # fmt: skip
TEAMS = Markup(
    {**_SINGLE, "strong": ("**", "**"), "heading": ("**", "**"), "blockquote": ("“", "”")},
    _link_markdown, _escape_markdown, _escape_markdown, quote="", newline="\n\n", word_edges=True,
)  # fmt: skip
