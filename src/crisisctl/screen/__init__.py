"""What people see: lines for a terminal or a pipe, in French or English. Nothing here asks, and nothing acts."""

from __future__ import annotations

from crisisctl.screen.drafts import Shown, numbered, whole
from crisisctl.screen.page import Page, keys, page
from crisisctl.screen.paper import Paper, bar, cut, flowing, hanging, line, paragraph
from crisisctl.screen.status import show_status
from crisisctl.screen.step import asked, instructions, wait_since
from crisisctl.screen.words import Tongue

__all__ = [
    "Page", "Paper", "Shown", "Tongue", "asked", "bar", "cut", "flowing", "hanging", "instructions", "keys", "line",
    "numbered", "page", "paragraph", "show_status", "wait_since", "whole",
]  # fmt: skip
