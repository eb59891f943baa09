"""Says at the end how many strings went through how many outputs; a test that found one active has failed."""

from __future__ import annotations

from collections import Counter

import pytest

from hostile.incident import STRINGS


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    passed = terminalreporter.stats.get("passed", [])
    puts: Counter[str] = Counter()
    for report in passed:
        words = report.location[2].partition("[")[0].removeprefix("test_").replace("_", " ")
        puts[words] += sum(int(value) for name, value in report.user_properties if name == "shown")
    if shown := puts.total():
        for words, number in puts.items():
            if number:
                terminalreporter.write_line(f"{number:>7}  {words}")
        failed = len(terminalreporter.stats.get("failed", []))
        said = "none active" if not failed else f"{failed} tests failed"
        terminalreporter.write_line(f"hostile strings: {len(STRINGS)}, put through outputs: {shown} times, {said}")
