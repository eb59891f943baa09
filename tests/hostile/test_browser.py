"""The report in a real browser: no script runs, nothing is asked of the attacker's server, whatever the log says."""

from __future__ import annotations

import shutil
import subprocess
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest

from hostile.incident import STRINGS
from hostile.rendering import draft_files, report

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
CSP = "default-src 'none'; style-src 'unsafe-inline'; img-src data:"


class Bait(HTTPServer):
    asked: list[str]


class _Answer(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        assert isinstance(self.server, Bait)
        self.server.asked.append(self.path)
        self.send_response(204)
        self.end_headers()

    def log_message(self, *_: object) -> None:
        """Nothing is said of it."""


@pytest.fixture
def bait() -> Iterator[Bait]:
    server = Bait(("127.0.0.1", 0), _Answer)
    server.asked = []
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield server
    server.shutdown()
    thread.join()
    server.server_close()


def opened(page: Path, folder: Path) -> str:
    assert CHROMIUM
    done = subprocess.run(
        [
            CHROMIUM, "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
            "--disable-background-networking", "--disable-component-update", "--disable-sync", "--dump-dom",
            f"--user-data-dir={folder / 'browser'}", page.as_uri(),
        ],
        capture_output=True, text=True, timeout=180, check=False,
    )  # fmt: skip
    return done.stdout


@pytest.mark.skipif(CHROMIUM is None, reason="there is no Chromium here; .ci/run installs it")
def test_a_browser_runs_nothing_and_asks_nobody(tmp_path: Path, bait: Bait) -> None:
    host = f"127.0.0.1:{bait.server_port}"
    control = tmp_path / "control.html"  # the bait works: what is not ours is loaded and run
    control.write_text(f"<img src=http://{host}/control><script>document.title='owned'</script>", encoding="utf-8")
    assert "<title>owned</title>" in opened(control, tmp_path)
    assert bait.asked == ["/control"]
    text = " ".join(STRINGS).replace("attacker.example", host).replace("\0", "")
    for name, page in {
        "report": report(text, "html"),
        "mail": draft_files(text)["email.fr.html"].decode(),
        "blog": draft_files(text)["blog.fr.html"].decode(),
    }.items():
        path = tmp_path / f"{name}.html"
        path.write_text(page, encoding="utf-8")
        told = opened(path, tmp_path)
        assert "</html>" in told
        assert "<title>owned</title>" not in told
    assert bait.asked == ["/control"]


def test_the_policy_comes_before_anything_it_governs() -> None:
    page = report("plain words", "html")
    head = page[: page.index("<title>")]
    assert f'<meta http-equiv="Content-Security-Policy" content="{CSP}">' in head
    assert "<style" not in head
    assert "<script" not in page
    assert "url(" not in page
