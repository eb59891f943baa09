"""What people see: lines for a terminal or a pipe, in French or English. Nothing here asks, and nothing acts."""

from __future__ import annotations

from crisisctl.screen.company import number_of
from crisisctl.screen.drafts import Shown, measure, numbered
from crisisctl.screen.header import banner
from crisisctl.screen.leaving import against as standing_words
from crisisctl.screen.leaving import fact_name
from crisisctl.screen.lines import Line, bar, cut, flowing, hanging, line, paragraph, shortened
from crisisctl.screen.page import Page, keys, page
from crisisctl.screen.panels import whole
from crisisctl.screen.paper import Paper
from crisisctl.screen.status import show_status
from crisisctl.screen.step import asked, instructions
from crisisctl.screen.words import Tongue

__all__ = [
    "Line", "Page", "Paper", "Shown", "Tongue", "asked", "banner", "bar", "cut", "fact_name", "flowing", "hanging",
    "instructions", "keys", "line", "measure", "number_of", "numbered", "page", "paragraph", "shortened", "show_status",
    "standing_words", "whole",
]  # fmt: skip
