"""`tarazy draw-secrets`: what its keeper does, against a service that answers as scheduling does."""

import errno
import hashlib
import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from tarazy_scheduling.draw_secret_commands import draw_secrets

Asked = list[tuple[str, str, Any]]


class Scheduling(BaseHTTPRequestHandler):
    """Takes what is asked, refuses the secret of one day."""

    asked: Asked = []  # noqa: RUF012  of the test that runs

    def answer(self) -> None:
        length = int(self.headers.get("Content-Length") or 0)
        body = json.loads(self.rfile.read(length)) if length else None
        self.asked.append((self.command, self.path, body))
        early = self.path.endswith("2026-03-04")
        told = {"title": "The secret cannot be taken", "errors": [{"field": "day", "reason": "has not begun"}]}
        self.send_response(409 if early else 200)
        self.end_headers()
        self.wfile.write(json.dumps(told if early else {"zone": "Asia/Almaty"}).encode())

    do_GET = do_POST = do_PUT = answer

    def log_message(self, *_: object) -> None:
        """Nothing."""


@pytest.fixture
def service() -> Iterator[str]:
    Scheduling.asked = []
    with HTTPServer(("127.0.0.1", 0), Scheduling) as server:
        thread = threading.Thread(target=server.serve_forever, args=[0.01])
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
        thread.join()


def run(*arguments: str) -> Result:
    return CliRunner().invoke(draw_secrets, list(arguments))


@pytest.fixture
def kept(tmp_path: Path) -> Path:
    file = tmp_path / "chain.json"
    made = run("generate", "--court", "almaty-1", "--from", "2026-03-02", "--days", "30", "--out", str(file))
    assert made.exit_code == 0, made.output
    return file


def test_the_file_is_its_keepers_alone_and_is_never_written_over(kept: Path) -> None:
    assert kept.stat().st_mode & 0o777 == 0o600
    again = run("generate", "--court", "almaty-1", "--from", "2026-03-02", "--out", str(kept))
    assert again.exit_code == 1
    assert "File exists" in again.output


def test_publishing_tells_no_secret(kept: Path, service: str) -> None:
    chain = json.loads(kept.read_text())
    assert run("publish", "--file", str(kept), "--url", service).exit_code == 0
    [(method, path, body)] = Scheduling.asked
    assert (method, path) == ("POST", "/courts/almaty-1/draw-secrets")
    assert body == {"anchor": chain["anchor"], "from_on": "2026-03-02", "days": 30}


def test_opening_tells_one_days_secret_that_leads_to_the_anchor(kept: Path, service: str) -> None:
    opened = run("open", "--file", str(kept), "--day", "2026-03-03", "--url", service)
    assert opened.exit_code == 0, opened.output
    [(method, path, body)] = Scheduling.asked
    assert (method, path) == ("PUT", "/courts/almaty-1/draw-secrets/2026-03-03")
    once = hashlib.sha256(bytes.fromhex(body["secret"])).digest()
    assert hashlib.sha256(once).hexdigest() == json.loads(kept.read_text())["anchor"]


def test_a_refusal_says_why(kept: Path, service: str) -> None:
    refused = run("open", "--file", str(kept), "--day", "2026-03-04", "--url", service)
    assert refused.exit_code == 1
    assert "day: has not begun" in refused.output


@pytest.mark.parametrize("day", ["2026-03-01", "2026-04-01"])
def test_a_day_that_is_not_of_the_chain_is_not_asked_for(kept: Path, service: str, day: str) -> None:
    refused = run("open", "--file", str(kept), "--day", day, "--url", service)
    assert refused.exit_code == 1
    assert "goes from 2026-03-02 to 2026-03-31" in refused.output
    assert not Scheduling.asked


@pytest.mark.parametrize(("text", "why"), [("{}", "no chain"), ("no json", "no chain"), (None, "was changed")])
def test_a_file_that_is_no_chain_is_refused(kept: Path, text: str | None, why: str) -> None:
    chain = json.loads(kept.read_text()) | {"days": 31}
    kept.write_text(json.dumps(chain) if text is None else text)
    refused = run("publish", "--file", str(kept), "--url", "http://127.0.0.1:9")
    assert refused.exit_code == 1
    assert why in refused.output


def test_a_service_that_is_away_is_said(kept: Path) -> None:
    refused = run("publish", "--file", str(kept), "--url", "http://127.0.0.1:9")
    assert refused.exit_code == 1
    assert "does not answer" in refused.output


@pytest.mark.parametrize("court", ["Almaty 1", "a/../b", "x"])
def test_what_is_no_courts_code_gets_no_chain(tmp_path: Path, court: str) -> None:
    made = run("generate", "--court", court, "--from", "2026-03-02", "--out", str(tmp_path / "chain.json"))
    assert made.exit_code == 2
    assert "--court" in made.output
    assert not any(tmp_path.iterdir())


@pytest.mark.parametrize("wrong", [{"court_id": "Almaty 1"}, {"days": 10**15}, {"days": 0}, {"court_id": None}])
def test_a_file_of_another_form_is_no_chain(kept: Path, service: str, wrong: dict[str, Any]) -> None:
    kept.write_text(json.dumps(json.loads(kept.read_text()) | wrong))
    told = run("publish", "--file", str(kept), "--url", service)
    assert told.exit_code == 1
    assert "is no chain of secrets" in told.output
    assert Scheduling.asked == []


def test_a_full_disk_leaves_no_half_chain(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    made = run("generate", "--court", "almaty-1", "--from", "2026-03-02", "--out", str(tmp_path / "chain.json"))
    assert made.exit_code == 1
    assert "cannot be written: No space left on device" in made.output
    assert not any(tmp_path.iterdir())
