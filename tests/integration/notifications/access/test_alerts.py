"""Alertmanager tells of alerts; operators hear of each once that it fires, and once that it is over."""

import json
from collections.abc import AsyncIterator
from typing import Any

import httpx
import pytest
from fastapi import FastAPI
from pydantic import SecretStr
from tarazy_notifications.adapters.alerts.http import alerts_router
from tarazy_notifications.adapters.rules.book import Rules
from tarazy_notifications.adapters.rules.kinds import KINDS
from tarazy_notifications.app.alerts.telling import Alerting
from tarazy_shared.problems import handle_problems

from tests.integration.notifications.court import COURT, NOW, Installation, court, directory

TOKEN = "a-token-of-alerts-for-tests-only-" * 2
SHOWN = {"Authorization": f"Bearer {TOKEN}"}


@pytest.fixture
async def client(installation: Installation) -> AsyncIterator[httpx.AsyncClient]:
    app = FastAPI()
    handle_problems(app)
    alerting = Alerting(installation.work, Rules(KINDS), frozenset({"email"}))
    app.include_router(alerts_router(alerting, SecretStr(TOKEN)))
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://test", headers=SHOWN) as one:
        yield one


def alert(name: str = "NoticesLate", status: str = "firing", **fields: Any) -> dict[str, Any]:
    """As Alertmanager 0.25 writes one."""
    return {
        "status": status,
        "labels": {"alertname": name, "severity": "page", "service": "notifications"},
        "annotations": {"summary": f"{name} it is", "description": "People are told late.", "runbook": "x.md"},
        "startsAt": "2026-11-16T03:58:00.123Z",
        "endsAt": "0001-01-01T00:00:00Z" if status == "firing" else "2026-11-16T04:10:00Z",
        "generatorURL": "http://prometheus/graph",
        "fingerprint": f"{hash(name) & 0xFFFFFFFF:016x}",
    } | fields


def group(*alerts: dict[str, Any], **fields: Any) -> dict[str, Any]:
    status = "firing" if any(one["status"] == "firing" for one in alerts) else "resolved"
    return {
        "receiver": "operators",
        "status": status,
        "alerts": list(alerts),
        "groupLabels": {"alertname": "NoticesLate"},
        "commonLabels": {"severity": "page"},
        "commonAnnotations": {},
        "externalURL": "http://alertmanager:9093",
        "version": "4",
        "groupKey": '{}:{alertname="NoticesLate"}',
        "truncatedAlerts": 0,
    } | fields


async def laid_down(installation: Installation, court_id: str | None, *operators: dict[str, Any]) -> None:
    await installation.pool.execute(
        "INSERT INTO notice_rules (kind, court_id, valid_from, version, rule, entered_at, entered_by) "
        "VALUES ('operators', $1, $2, 1, $3, $4, 'test')",
        court_id,
        NOW.date(),
        json.dumps({"operators": list(operators)}),
        NOW,
    )


def operator(address: str, **fields: Any) -> dict[str, Any]:
    return {"name": "On duty", "contacts": [{"channel": "email", "address": address}], **fields}


async def told(installation: Installation) -> list[tuple[str, str]]:
    await installation.send_all()
    mails = zip(installation.server.envelopes, installation.server.accepted, strict=True)
    return [(to[0], " ".join(str(message["Subject"]).split())) for (_, to), message in mails]


async def test_operators_hear_of_an_alert_once_that_it_fires_and_once_that_it_is_over(
    installation: Installation, client: httpx.AsyncClient
) -> None:
    await installation.take(*directory())
    await laid_down(
        installation,
        None,
        operator("all@ops.test", language="en"),
        operator("tickets@ops.test", severities=["ticket"]),
    )
    firing = group(alert(), alert("ServiceDown"))
    answer = await client.post("/alerts", json=firing)
    assert (answer.status_code, answer.json()) == (200, {"told": 2, "known": 0})
    assert (await client.post("/alerts", json=firing)).json() == {"told": 0, "known": 2}, "Alertmanager repeats itself"
    more = group(alert(), alert("ServiceDown", "resolved"))
    assert (await client.post("/alerts", json=more)).json() == {"told": 1, "known": 1}
    again = group(alert(startsAt="2026-11-16T05:00:00Z"))
    assert (await client.post("/alerts", json=again)).json()["told"] == 1, "the same begins anew"
    assert await told(installation) == [
        ("all@ops.test", "Alert (page): NoticesLate and 1 more"),
        ("all@ops.test", "Alert over (page): ServiceDown"),
        ("all@ops.test", "Alert (page): NoticesLate"),
    ]
    notices = await installation.facts("queued")
    assert {(one["topic"], one["court_id"]) for one in notices} == {("operator_alert", COURT)}


async def test_a_court_has_operators_of_its_own(installation: Installation, client: httpx.AsyncClient) -> None:
    await installation.take(*directory(), court(court_id="zz-9"))
    await laid_down(installation, None, operator("all@ops.test"))
    await laid_down(installation, "zz-9", operator("zz@ops.test"))
    labels = {"alertname": "HearingsUntold", "severity": "ticket"}
    await client.post(
        "/alerts",
        json=group(
            alert("A", labels=labels | {"court_id": "zz-9"}),
            alert("B", labels=labels | {"court_id": "nowhere"}),
            alert("C", labels=labels | {"court_id": COURT}),
        ),
    )
    assert sorted(to for to, _ in await told(installation)) == ["all@ops.test", "all@ops.test", "zz@ops.test"]


async def test_who_shows_another_token_or_something_else_is_refused_and_nothing_is_told(
    installation: Installation, client: httpx.AsyncClient
) -> None:
    await installation.take(*directory())
    await laid_down(installation, None, operator("all@ops.test"))
    assert (await client.post("/alerts", json=group(alert()), headers={"Authorization": "Bearer x"})).status_code == 401
    for wrong, field in (
        (group(alert(), version="3"), "version"),
        (group(alert(fingerprint="a b")), "alerts[0].fingerprint"),
        (group(alert(), alert(startsAt="yesterday")), "alerts[1].startsAt"),
        ({"version": "4"}, "alerts"),
    ):
        answer = await client.post("/alerts", json=wrong)
        assert answer.status_code == 422
        assert [one["field"] for one in answer.json()["errors"]] == [field]
    hostile = alert("X\r\nBcc: all@party.test", annotations={"summary": "<script>\u202e"})
    assert (await client.post("/alerts", json=group(hostile))).json() == {"told": 1, "known": 0}
    [(to, subject)] = await told(installation)
    assert (to, "\n" in subject, installation.server.accepted[0]["Bcc"]) == ("all@ops.test", False, None)


async def test_before_any_court_is_known_alertmanager_is_to_come_again(client: httpx.AsyncClient) -> None:
    answer = await client.post("/alerts", json=group(alert()))
    assert (answer.status_code, answer.headers["retry-after"]) == (503, "60")


async def test_nobody_named_is_nobody_told(installation: Installation, client: httpx.AsyncClient) -> None:
    await installation.take(*directory())
    assert (await client.post("/alerts", json=group(alert()))).json() == {"told": 1, "known": 0}
    assert await told(installation) == []
