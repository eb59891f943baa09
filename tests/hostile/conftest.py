"""Says at the end how many strings went through how many outputs; a test that found one active has failed."""

from __future__ import annotations

import pytest

from hostile.incident import STRINGS


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    passed = terminalreporter.stats.get("passed", [])
    shown = sum(int(value) for report in passed for name, value in report.user_properties if name == "shown")
    if shown:
        failed = len(terminalreporter.stats.get("failed", []))
        said = "none active" if not failed else f"{failed} tests failed"
        terminalreporter.write_line(f"hostile strings: {len(STRINGS)}, put through outputs: {shown} times, {said}")
