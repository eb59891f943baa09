"""Patterns that are compiled late, and PyYAML with them."""

from __future__ import annotations

import re
import subprocess
import sys

import pytest

from crisisctl import late
from crisisctl.pyyaml import yaml


def test_a_late_pattern_is_a_pattern() -> None:
    pattern = late.pattern(r"(?P<day>\d+)-x", re.IGNORECASE)
    assert pattern.sub("y", "12-X") == "y"
    assert [match["day"] for match in pattern.finditer("1-x 2-X")] == ["1", "2"]
    assert pattern.groupindex == {"day": 1}


def test_a_pattern_that_is_wrong_says_so_when_it_is_used() -> None:
    with pytest.raises(re.error, match="unterminated"):
        late.pattern("(").match("x")


def test_yaml_reads_as_ever() -> None:
    text = "at: 2026-01-10 03:14:00\nlist: [1, 0x10, 1.5, ~, yes, 1_000]\n"
    assert yaml.load(text, Loader=yaml.SafeLoader) == yaml.load(text, Loader=yaml.CSafeLoader)
    assert yaml.safe_load("a: yes")["a"] is True
    with pytest.raises(yaml.YAMLError, match="special characters"):
        yaml.load("a: \x00", Loader=yaml.SafeLoader)


def test_others_compile_as_ever_once_yaml_is_here() -> None:
    code = "from crisisctl.pyyaml import yaml; import re; assert type(re.compile('a')) is re.Pattern; print('ok')"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout == "ok\n"
