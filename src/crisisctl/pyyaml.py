"""PyYAML without the regular expressions that its import compiles: ``from crisisctl.pyyaml import yaml``.

They are its Python reader's and its tags'; the C loader never uses the largest, and of the others only those that the
values of a file call for. Compiling them is two thirds of what importing PyYAML costs, most of it for one character
class over all of Unicode. Here each is compiled when it is first used.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager

from crisisctl import late


@contextmanager
def _compiling_late() -> Iterator[None]:
    compile_now, re.compile = re.compile, late.pattern  # type: ignore[assignment]
    try:
        yield
    finally:
        re.compile = compile_now


with _compiling_late():
    import yaml

__all__ = ["yaml"]
