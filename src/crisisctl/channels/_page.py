"""A whole HTML page around a text: for mail and web, readable anywhere, and it fetches nothing."""

from __future__ import annotations

from html import escape

_STYLE = (
    "font:1rem/1.5 system-ui,sans-serif;max-width:40rem;margin:1rem auto;padding:0 1rem;color:#1a1a1a;background:#fff"
)


def page(title: str, fragment: str, language: str, *, head: str = "") -> str:
    """``title`` is plain text and becomes the one ``h1``; ``fragment`` and ``head`` are HTML already."""
    heading = f"<h1>{escape(title)}</h1>\n" if title else ""
    return (
        f'<!doctype html>\n<html lang="{escape(language)}" dir="auto">\n<head>\n<meta charset="utf-8">\n'
        f'<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{escape(title)}</title>\n{head}</head>\n"
        f'<body style="{_STYLE}">\n<main>\n{heading}{fragment}\n</main>\n</body>\n</html>\n'
    )
