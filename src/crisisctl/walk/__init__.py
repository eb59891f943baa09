"""The walk: what to do now, one step at a time, asked and recorded. It holds no state; leaving it is the save."""

from __future__ import annotations

from crisisctl.walk.facts import ask_inputs
from crisisctl.walk.loop import walk

__all__ = ["ask_inputs", "walk"]
