"""Light Markdown, written once, in the markup of each place it goes to.

One walk over the tokens of markdown-it-py, and a table a target (``markup``). Raw HTML never passes; a line break
the author typed stays a line break; a bare URL or e-mail address stays as it is, also when it holds ``_`` or ``*``.
markdown-it-py is imported on first use: most commands never lay out a text.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from typing import TYPE_CHECKING

from crisisctl import late, markup
from crisisctl.markup import Markup
from crisisctl.text import clean

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.rules_inline import StateInline
    from markdown_it.token import Token

_BARE_URL = late.pattern(r"://[^\s<>\[\]`\\]+")
_AT_START = late.pattern(r"^([ \t]*)(?:([#+\-=])|(\d+)([.)]))", re.MULTILINE)
_ANYWHERE = late.pattern(r"([\\`*_\[\]<>~|&])")
_MARKS = frozenset({"strong", "em", "s"})
_DEEPEST = 16
"""Eight nested lists are no prose; at twenty levels the parser drops all that follows. Nothing is markup then."""


def mended(text: str) -> str:
    """``text`` with lone surrogates as ``U+FFFD``: they come from broken input and no encoding carries them."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return re.sub("[\ud800-\udfff]", "\N{REPLACEMENT CHARACTER}", text)
    return text


def escape(value: str) -> str:
    """A plain value as light Markdown that shows it as it is: for facts put into an author's text."""
    escaped = _ANYWHERE.sub(r"\\\1", value)
    return _AT_START.sub(lambda m: f"{m[1]}\\{m[2]}" if m[2] else f"{m[1]}{m[3]}\\{m[4]}", escaped)


def plain(text: str) -> str:
    """No markup: for SMS, posts, a phone script, the text part of an e-mail. A link is ``label (URL)``."""
    return _render(text, markup.PLAIN)


def html(text: str) -> str:
    """An HTML fragment without images or scripts; headings begin at ``h2``, the page has the ``h1``."""
    return _render(text, markup.HTML)


def slack(text: str) -> str:
    """Slack's mrkdwn: only ``& < >`` are escaped, so ``<!channel>`` from a value is text and calls nobody."""
    return _render(text, markup.SLACK)


def whatsapp(text: str) -> str:
    """WhatsApp's ``*bold* _italic_ ~struck~``."""
    return _render(text, markup.WHATSAPP)


def telegram(text: str) -> str:
    """The tags of Telegram's ``HTML`` parse mode; with one it does not know the message is refused whole."""
    return _render(text, markup.TELEGRAM)


def discord(text: str) -> str:
    """Discord's Markdown. Mentions stay as typed: the payload's ``allowed_mentions`` keeps them from calling anyone."""
    return _render(text, markup.DISCORD)


def teams(text: str) -> str:
    """What a TextBlock of an Adaptive Card shows: bold, italic, lists, links; no headings, quotes, tables or code."""
    return _render(text, markup.TEAMS)


class _Open:
    """An open token and what was written in it so far; ``within``: the kinds it is in."""

    __slots__ = ("kind", "parts", "token", "within")

    def __init__(self, kind: str, within: frozenset[str], token: Token | None = None) -> None:
        self.kind, self.within, self.token = kind, within, token
        self.parts: list[str] = []


def _render(text: str, target: Markup) -> str:
    return _walk(_parsed(mended(text)), target, _Open("document", frozenset()))


def _parsed(text: str) -> Sequence[Token]:
    tokens = _parser().parse(text)
    if any(token.level > _DEEPEST for token in tokens):
        return _parser().parse(escape(text))
    return tokens


@cache
def _parser() -> MarkdownIt:
    from markdown_it import MarkdownIt

    parser = MarkdownIt("commonmark", {"html": False}).enable(["strikethrough", "table"])
    parser.inline.ruler.before("escape", "bare_url", _bare_url)
    return parser


def _bare_url(state: StateInline, silent: bool) -> bool:
    """A URL in the text is taken whole, so that ``/_a_/`` in it is not read as italic."""
    if not state.pending.lower().endswith(("http", "https")):
        return False
    found = _BARE_URL.match(state.src, state.pos, state.posMax)
    url = found[0].rstrip("*_~.,;:!?)'\"") if found else ""  # what closes a mark or a sentence is not the URL's
    if not silent:
        state.pending += url
    state.pos += len(url)
    return bool(url)


def _walk(tokens: Sequence[Token], target: Markup, root: _Open) -> str:
    # A stack and no recursion but for a block's inline part: hostile nesting must not end in RecursionError.
    stack = [root]
    tokens = [token for token in tokens if token.type != "text" or token.content]
    for token, following in zip(tokens, [*tokens[1:], None], strict=False):
        top = stack[-1]
        if token.nesting > 0:
            stack.append(_Open(token.type.removesuffix("_open"), top.within | {top.kind}, token))
        elif token.nesting < 0:
            done = stack.pop()
            stack[-1].parts.append(_closed(done, target, stack[-1].parts, following.content if following else ""))
        else:
            top.parts.append(_leaf(token, target, top))
    return _joined(root, target)


def _leaf(token: Token, target: Markup, top: _Open) -> str:
    match token.type:
        case "inline":
            return _walk(token.children or [], target, _Open("inline", top.within | {top.kind}))
        case "softbreak" | "hardbreak":
            return target.newline
        case "code_inline" | "fence" | "code_block":
            return _code(token, target)
        case "hr":
            return target.rule
        case "image":
            return _image(token, target, "link" in top.within | {top.kind})
        case _:
            return target.escape(clean(token.content))


def _image(token: Token, target: Markup, linked: bool) -> str:
    """Its description as a link: no channel shows the picture itself, and a mail must fetch nothing."""
    url = str(token.attrs["src"])
    label = target.escape(clean("".join(child.content for child in token.children or [])) or url)
    return label if linked else target.link(label, url, label == target.escape(url))


def _code(token: Token, target: Markup) -> str:
    before, after = target.around.get(token.type.replace("code_block", "fence"), ("", ""))
    code = clean(token.content.rstrip("\n"))
    if "`" in before and before.strip() in code:  # its own mark inside would end it early
        return target.escape(code)
    return f"{before}{target.verbatim(code)}{after}"


def _joined(done: _Open, target: Markup) -> str:
    match done.kind:
        case "document" | "blockquote":
            return target.gap.join(part for part in done.parts if part)
        case "list_item" | "bullet_list" | "ordered_list" | "table" | "thead" | "tbody":
            return "\n".join(done.parts)
        case "tr":
            return target.cells.join(done.parts)
        case _:
            return "".join(done.parts)


def _closed(done: _Open, target: Markup, written: Sequence[str], following: str) -> str:
    inner = _joined(done, target)
    token = done.token
    assert token is not None  # noqa: S101 - only the root has none, and it is never closed
    if done.kind == "link":
        url = str(token.attrs["href"])
        same = token.info == "auto" or inner in (target.escape(url), target.escape(markup.address(url)))
        return target.link(inner, url, same)
    if done.kind == "list_item" and target.bullet is not None:
        return _item(f"{token.info}{token.markup} " if token.info else target.bullet, inner)
    if done.kind == "blockquote" and target.quote:
        return "\n".join(f"{target.quote}{line}".rstrip() for line in inner.split("\n"))
    neighbours = "".join(written[-1:])[-1:] + following[:1] if done.kind in _MARKS else ""
    return _marked(done, token, target, inner, neighbours)


def _marked(done: _Open, token: Token, target: Markup, inner: str, neighbours: str) -> str:
    before, after = target.around.get(token.tag) or target.around.get(done.kind, ("", ""))
    if token.hidden or _once(done, target):
        return inner
    if token.attrs.get("start") and before.startswith("<ol"):
        before = before.replace(">", f' start="{token.attrs["start"]}">', 1)
    if not (target.word_edges and before and done.kind in _MARKS):
        return f"{before}{inner}{after}"
    if "link" in done.within or any(map(str.isalnum, neighbours)):
        return inner
    return "\n".join(f"{before}{line}{after}" if line.strip() else line for line in inner.split("\n"))


def _once(done: _Open, target: Markup) -> bool:
    """Whether the mark is already on: `*a *b* c*` would close early, and Telegram refuses a quote in a quote."""
    bold_heading = target.around.get("heading") == target.around.get("strong") and "heading" in done.within
    return (done.kind in _MARKS | {"blockquote"} and done.kind in done.within) or (
        done.kind == "strong" and bold_heading
    )


def _item(marker: str, inner: str) -> str:
    """Lines after the first stand under the text, so a nested list shows as one."""
    return marker + inner.replace("\n", "\n" + " " * len(marker)) if inner else marker.rstrip()
