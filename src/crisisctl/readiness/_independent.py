"""Whether of several channels two do not fail together."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations

from crisisctl.playbook import Organisation
from crisisctl.routes import COMMON, depends_on


def independent(channels: Sequence[str], organisation: Organisation) -> bool:
    needs = [depends_on(channel, organisation) - COMMON for channel in dict.fromkeys(channels)]
    return any(not one & other for one, other in combinations(needs, 2))
