"""Whether of several ways to reach somebody two do not fail together."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations

from crisisctl.playbook import Organisation
from crisisctl.readiness import Item, well
from crisisctl.routes import COMMON, depends_on
from crisisctl.text import Words


def two_ways(subject: str, ways: Sequence[str], organisation: Organisation, none: Words, todo: Words) -> Item:
    """The item of somebody reached by these channels; ``none`` says that there is not even one."""
    needs = [depends_on(way, organisation) - COMMON for way in dict.fromkeys(ways)]
    if any(not one & other for one, other in combinations(needs, 2)):
        return well(subject)
    if not ways:
        return Item(subject, none, todo)
    names, several = ", ".join(ways), len(ways) > 1
    together = {"en": ", which fail together", "fr": " : une même panne les emporte"} if several else {}
    return Item(
        subject,
        {"en": f"reached only by {names}{together.get('en', '')}", "fr": f"seulement {names}{together.get('fr', '')}"},
        todo,
    )
