"""Services that `tarazy import …` talks to without a running system."""

import json
from collections.abc import Callable, Mapping
from contextlib import asynccontextmanager
from typing import Any

import httpx
import pytest
from tarazy_local.importing import commands, court_sending
from tarazy_local.importing.installation import Installation

ENDPOINTS = {
    "services": {"hr": {"url": "http://hr", "token": "t"}, "scheduling": {"url": "http://scheduling", "token": "t"}},
    "intake": {"url": "http://scheduling/intake/events", "token": "t"},
    "kafka": {"bootstrap_servers": "nowhere:1"},
}


class Services:
    """Services that remember by id what they were told, and nothing else."""

    def __init__(self) -> None:
        self.known: set[str] = set()
        self.requests: list[httpx.Request] = []

    def answer(self, request: httpx.Request) -> httpx.Response:
        self.requests.append(request)
        if request.url.path == "/intake/events":
            return self._take([event["id"] for event in json.loads(request.content)])
        if request.url.path.endswith("/import"):
            return self._import(json.loads(request.content))
        if request.url.path == "/catalogue":
            return httpx.Response(200, json={"categories": [{"code": "civil.other"}]})
        if request.method == "GET":
            court_id = request.url.path.split("/")[2]
            known = court_id in self.known | {"kz-1"} or request.url.host == "scheduling"
            return httpx.Response(
                200 if known else 404, json={"zone": "Asia/Almaty", "title": "This court is not known"}
            )
        new = 0 if request.url.params.get("dry_run") else self._remember([request.url.path])
        return httpx.Response(200, json={"changed": bool(new), "version": 1})

    def _take(self, ids: list[str]) -> httpx.Response:
        accepted = self._remember(ids)
        return httpx.Response(202, json={"accepted": accepted, "duplicates": len(ids) - accepted})

    def _import(self, court: Mapping[str, Any]) -> httpx.Response:
        ids = [court["court"]["court_id"], *(person["person_id"] for person in court["people"])]
        ids += [absence["absence_id"] for absence in court["absences"]]
        told = {"imported": True, "read": len(ids), "new": self._remember(ids), "changed": 0, "skipped": 0}
        return httpx.Response(200, json={**told, "errors": []})

    def _remember(self, ids: list[str]) -> int:
        new = set(ids) - self.known
        self.known |= new
        return len(new)


@pytest.fixture
def services(monkeypatch: pytest.MonkeyPatch) -> Services:
    """The services that every command of the test talks to."""
    services = Services()

    @asynccontextmanager
    async def connected(endpoints: Mapping[str, Any]) -> Any:
        async with httpx.AsyncClient(transport=httpx.MockTransport(services.answer)) as http:
            yield Installation(http, endpoints)

    async def at_once(_: Installation, court_id: str, tell: Callable[[str], None]) -> bool:
        return True

    monkeypatch.setattr(commands, "connected", connected)
    monkeypatch.setattr(commands, "read_endpoints", lambda state: ENDPOINTS)
    monkeypatch.setattr(court_sending, "until_taken_over", at_once)
    return services
