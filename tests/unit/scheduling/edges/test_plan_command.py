"""`tarazy plan` as it is typed, against a service that answers over HTTP."""

import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from click.testing import CliRunner, Result
from tarazy_scheduling.plan_command import plan
from tarazy_scheduling.planning.audit import audit

from tests.unit.scheduling.planning.courts import standing_court

APPROVER = "0190a0a0-0000-7000-8000-000000000001"
COUNTS = {"people_told": 12, "dates_changed": 3, "days_gained": 9}
ABOUT = {"from_on": "2026-03-10", "to_on": "2026-06-08", "fence_days": 5, "state": "f" * 64, "kept": {}}


class Service:
    """What the scheduling service would say, and what it was asked."""

    def __init__(self) -> None:
        self.asked: list[tuple[str, str, dict[str, Any]]] = []
        self.documents = {"almaty-1": standing_court(9, 20) | ABOUT}
        self.refusals: list[tuple[int, str, str]] = []
        """Of proposals that come next: status, title and reason."""

    def answer(self, method: str, path: str, query: dict[str, Any], body: dict[str, Any]) -> tuple[int, dict[str, Any]]:
        self.asked.append((method, path, body or query))
        parts = path.strip("/").split("/")
        if path == "/courts":
            return 200, {"courts": [{"court_id": one} for one in self.documents]}
        if parts[1] not in self.documents:
            return 404, {"title": "This court is not known", "errors": [{"field": "court_id", "reason": "not known"}]}
        if parts[2] == "listing-instance":
            return 200, self.documents[parts[1]]
        if parts[-1] == "approve":
            return 200, {"status": "approved"}
        if self.refusals:
            status, title, reason = self.refusals.pop(0)
            return status, {"title": title, "errors": [{"field": "state", "reason": reason}]}
        return 201, {"number": 7, "status": "proposed", "counts": COUNTS}


@pytest.fixture
def service(tmp_path: Path) -> Iterator[Service]:
    """Its address and token are where `tarazy` looks for them."""
    made = Service()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self._reply({})

        def do_POST(self) -> None:
            self._reply(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))

        def _reply(self, body: dict[str, Any]) -> None:
            url = urlsplit(self.path)
            query = {name: values[0] for name, values in parse_qs(url.query).items()}
            known = self.headers["Authorization"] == "Bearer the-token"
            status, answer = made.answer(self.command, url.path, query, body) if known else (401, {})
            data = json.dumps(answer).encode()
            self.send_response(status)
            self.send_header("Content-Length", str(len(data)))
            self.end_headers()
            self.wfile.write(data)

        def log_message(self, *_: Any) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    found = {"url": f"http://127.0.0.1:{server.server_port}", "token": "the-token"}
    (tmp_path / "endpoints.json").write_text(json.dumps({"services": {"scheduling": found}}), encoding="utf-8")
    yield made
    server.shutdown()
    server.server_close()


def run(state: Path, *arguments: object) -> Result:
    options = ["--iterations", "60", "--core", "python", *map(str, arguments)]
    return CliRunner().invoke(plan, [*options, "--state", str(state)])


def proposals(service: Service) -> list[dict[str, Any]]:
    return [body for method, path, body in service.asked if method == "POST" and path.endswith("/plans")]


def test_plan_is_proposed_for_the_very_state_that_it_was_made_from(service: Service, tmp_path: Path) -> None:
    result = run(tmp_path, "--court", "almaty-1")
    assert result.exit_code == 0, result.output
    [body] = proposals(service)
    document = service.documents["almaty-1"]
    unlisted = [one["id"] for one in document["hearings"] if str(one["id"]) not in body["plan"]]
    assert audit(document, {**body, "unlisted": unlisted}) == []
    assert {name: body[name] for name in ("state", "seed", "iterations")} == {
        "state": "f" * 64, "seed": 1, "iterations": 60,
    }  # fmt: skip
    assert body["unavoidable"] <= body["bound"] <= body["cost"]
    assert "plan 7 of almaty-1 is proposed" in result.output
    assert "as it stands" in result.output
    assert not any(path.endswith("approve") for _, path, _ in service.asked)


def test_what_is_asked_for_goes_to_the_service(service: Service, tmp_path: Path) -> None:
    days = ("--from", "2026-04-01", "--to", "2026-05-01")
    result = run(tmp_path, "--court", "almaty-1", *days, "--fence", 9, "--penalty", 3, "--change-budget", 4)
    assert result.exit_code == 0, result.output
    assert service.asked[0][2] == {
        "from": "2026-04-01", "to": "2026-05-01", "fence": "9", "penalty": "3", "budget": "4",
    }  # fmt: skip


def test_plan_is_approved_at_once_by_whom_is_named(service: Service, tmp_path: Path) -> None:
    result = run(tmp_path, "--court", "almaty-1", "--approve-by", APPROVER)
    assert result.exit_code == 0, result.output
    assert service.asked[-1] == ("POST", "/courts/almaty-1/plans/7/approve", {"approver": APPROVER})
    assert "plan 7 of almaty-1 is approved" in result.output


def test_court_whose_calendar_changes_meanwhile_is_planned_again(service: Service, tmp_path: Path) -> None:
    changed = (409, "The court's calendar has changed since", "ask for it again")
    service.refusals = [changed, changed]
    assert run(tmp_path, "--court", "almaty-1").exit_code == 0
    assert len(proposals(service)) == 3
    service.refusals = [changed, changed, changed]
    result = run(tmp_path, "--court", "almaty-1")
    assert result.exit_code == 1
    assert "almaty-1: The court's calendar has changed since (state: ask for it again)" in result.output


def test_nothing_is_proposed_where_nothing_is_to_be_gained(service: Service, tmp_path: Path) -> None:
    service.documents["almaty-1"]["hearings"] = []
    result = run(tmp_path, "--court", "almaty-1")
    assert result.exit_code == 0, result.output
    assert "nothing is to be gained" in result.output
    assert proposals(service) == []


def test_all_courts_are_planned_and_one_that_fails_keeps_no_other_from_it(service: Service, tmp_path: Path) -> None:
    service.documents["b"] = {"format": "another"}
    service.documents["c"] = standing_court(5, 20) | ABOUT
    result = run(tmp_path, "--all-courts", "--workers", 2)
    assert result.exit_code == 1
    assert "b: failed: format is not tarazy-listing-1." in result.output
    assert "3 courts: 2 plans, 0 in which nothing is to be gained, 1 failed" in result.output
    assert len(proposals(service)) == 2


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ((), "Name one court"),
        (("--court", "a", "--all-courts"), "Name one court"),
        (("--court", "a", "--seconds", "1"), "not by both"),
        (("--court", "a", "--from", "2026-05-01", "--to", "2026-04-01"), "lies before"),
        (("--court", "a", "--from", "soon"), "does not match the format"),
        (("--court", "a", "--approve-by", "somebody"), "is not a valid UUID"),
    ],
)
def test_wrong_usage_is_refused_before_anything_is_asked(
    service: Service, tmp_path: Path, arguments: tuple[str, ...], said: str
) -> None:
    result = run(tmp_path, *arguments)
    assert result.exit_code == 2
    assert said in result.output
    assert service.asked == []


def test_failures_are_told_in_one_sentence(service: Service, tmp_path: Path) -> None:
    unknown = run(tmp_path, "--court", "nowhere")
    assert unknown.exit_code == 1
    assert "nowhere: This court is not known (court_id: not known)" in unknown.output
    nothing = run(tmp_path / "elsewhere", "--court", "almaty-1")
    assert nothing.exit_code == 1
    assert "No running system found" in nothing.output
    endpoints = json.loads((tmp_path / "endpoints.json").read_text(encoding="utf-8"))
    endpoints["services"]["scheduling"]["token"] = "another"
    (tmp_path / "endpoints.json").write_text(json.dumps(endpoints), encoding="utf-8")
    stranger = run(tmp_path, "--court", "almaty-1")
    assert stranger.exit_code == 1
    assert "does not accept the token" in stranger.output
