"""Court systems hand in events over HTTP: stored once, whole batches or nothing, errors that name the field."""

import json
import uuid
from collections.abc import AsyncIterator
from typing import Any

import asyncpg
import httpx
import pytest
from fastapi import FastAPI
from tarazy_scheduling.adapters.http.intake import intake_router
from tarazy_scheduling.settings import Settings
from tarazy_shared.problems import handle_problems
from tarazy_shared.unit_of_work import Work

TOKEN = {"Authorization": "Bearer a-token-for-the-intake"}
BATCH = {**TOKEN, "Content-Type": "application/cloudevents-batch+json"}
STRUCTURED = {**TOKEN, "Content-Type": "application/cloudevents+json"}


def an_event(**data: Any) -> dict[str, Any]:
    case_id = str(uuid.uuid4())
    return {
        "specversion": "1.0",
        "id": str(uuid.uuid4()),
        "source": "/court-system/test",
        "type": "court.case.registered.v1",
        "time": "2026-03-02T09:00:00Z",
        "subject": case_id,
        "datacontenttype": "application/json",
        "data": {
            "case_id": case_id,
            "court_id": "almaty-1",
            "number": "2-1",
            "category": "civil.contract",
            "filed_at": "2026-03-02T09:00:00+05:00",
            "parties": [{"party_id": str(uuid.uuid4()), "role": "claimant", "name": "A"}],
            **data,
        },
    }


def application(work: Work, settings: Settings) -> FastAPI:
    app = FastAPI()
    handle_problems(app)
    app.include_router(intake_router(work, settings))
    return app


@pytest.fixture
async def client(work: Work, settings: Settings) -> AsyncIterator[httpx.AsyncClient]:
    transport = httpx.ASGITransport(application(work, settings))
    async with httpx.AsyncClient(transport=transport, base_url="http://test") as client:
        yield client


async def outbox(pool: asyncpg.Pool) -> list[asyncpg.Record]:
    return list(await pool.fetch("SELECT topic, key, headers, value FROM outbox ORDER BY id"))


async def test_an_event_is_stored_before_it_is_accepted(client: httpx.AsyncClient, pool: asyncpg.Pool) -> None:
    event = an_event()
    answer = await client.post("/intake/events", content=json.dumps(event), headers=STRUCTURED)
    assert (answer.status_code, answer.json()) == (202, {"accepted": 1, "duplicates": 0})
    [row] = await outbox(pool)
    headers = dict(json.loads(row["headers"]))
    assert (row["topic"], row["key"]) == ("court.cases", b"almaty-1")
    assert headers["ce_id"] == event["id"]
    assert headers["ce_source"] == "/court-system/test"
    assert json.loads(row["value"])["case_id"] == event["data"]["case_id"]


async def test_headers_are_spelled_on_the_topic_as_the_contract_has_them(
    client: httpx.AsyncClient, pool: asyncpg.Pool
) -> None:
    event = an_event() | {"time": "2026-03-02T14:00:00.5+05:00", "datacontenttype": "Application/JSON; charset=UTF-8"}
    answer = await client.post("/intake/events", content=json.dumps(event), headers=STRUCTURED)
    assert answer.status_code == 202
    headers = dict(json.loads((await outbox(pool))[0]["headers"]))
    assert (headers["content-type"], headers["ce_time"]) == ("application/json", "2026-03-02T09:00:00.500000Z")


async def test_a_binary_event_is_taken(client: httpx.AsyncClient, pool: asyncpg.Pool) -> None:
    event = an_event()
    headers = {f"ce-{name}": event[name] for name in ("specversion", "id", "source", "type", "time", "subject")}
    answer = await client.post(
        "/intake/events",
        content=json.dumps(event["data"]),
        headers={**TOKEN, **headers, "Content-Type": "application/json"},
    )
    assert answer.status_code == 202
    assert len(await outbox(pool)) == 1


async def test_a_repeated_event_is_counted_and_not_sent_again(client: httpx.AsyncClient, pool: asyncpg.Pool) -> None:
    first, second = an_event(), an_event()
    await client.post("/intake/events", content=json.dumps([first]), headers=BATCH)
    answer = await client.post("/intake/events", content=json.dumps([first, second, second]), headers=BATCH)
    assert answer.json() == {"accepted": 1, "duplicates": 2}
    assert len(await outbox(pool)) == 2


async def test_a_batch_is_taken_in_its_order(client: httpx.AsyncClient, pool: asyncpg.Pool) -> None:
    events = [an_event(number=f"2-{n}") for n in range(20)]
    await client.post("/intake/events", content=json.dumps(events), headers=BATCH)
    assert [json.loads(row["value"])["number"] for row in await outbox(pool)] == [f"2-{n}" for n in range(20)]


async def test_a_batch_with_one_wrong_event_is_not_taken_at_all(client: httpx.AsyncClient, pool: asyncpg.Pool) -> None:
    wrong = an_event(parties=[{"party_id": str(uuid.uuid4()), "role": "wizard", "name": "A"}])
    answer = await client.post("/intake/events", content=json.dumps([an_event(), wrong]), headers=BATCH)
    assert answer.status_code == 422
    assert answer.headers["content-type"] == "application/problem+json"
    [error] = answer.json()["errors"]
    assert (error["index"], error["field"], error["code"]) == (1, "parties[0].role", "field_wrong")
    assert error["reason"]
    assert await outbox(pool) == []


@pytest.mark.parametrize(
    ("body", "content_type", "status"),
    [
        ("{", "application/cloudevents+json", 400),
        ("[]", "application/cloudevents+json", 400),
        ("{}", "application/cloudevents+json", 400),
        ("{}", "text/plain", 415),
        ("{}", "application/cloudevents+xml", 415),
        (json.dumps(an_event() | {"type": "court.hearing.scheduled.v1"}), "application/cloudevents+json", 422),
    ],
)
async def test_what_cannot_be_used_is_refused_with_the_reason(
    client: httpx.AsyncClient, body: str, content_type: str, status: int
) -> None:
    answer = await client.post("/intake/events", content=body, headers={**TOKEN, "Content-Type": content_type})
    assert answer.status_code == status
    assert all({"index", "field", "code", "reason"} <= set(error) for error in answer.json()["errors"])


async def test_a_body_that_is_too_long_is_not_read_to_its_end(client: httpx.AsyncClient) -> None:
    answer = await client.post("/intake/events", content=b" " * (8 * 1024 * 1024 + 1), headers=BATCH)
    assert answer.status_code == 413


@pytest.mark.parametrize("token", ["", "Bearer wrong", "Basic a-token-for-the-intake", "Bearer a-token-for-writing"])
async def test_without_the_intakes_own_token_nothing_is_taken(
    client: httpx.AsyncClient, pool: asyncpg.Pool, token: str
) -> None:
    answer = await client.post(
        "/intake/events", content=json.dumps(an_event()), headers={**STRUCTURED, "Authorization": token}
    )
    assert answer.status_code == 401
    assert await outbox(pool) == []


async def test_when_too_much_waits_for_kafka_the_sender_is_asked_to_come_back(work: Work, settings: Settings) -> None:
    small = settings.model_copy(update={"intake_depth": 2})
    transport = httpx.ASGITransport(application(work, small))
    async with httpx.AsyncClient(transport=transport, base_url="http://test") as client:
        events = [an_event() for _ in range(3)]
        assert (await client.post("/intake/events", content=json.dumps(events), headers=BATCH)).status_code == 202
        answer = await client.post("/intake/events", content=json.dumps(an_event()), headers=STRUCTURED)
        assert answer.status_code == 503
        assert int(answer.headers["retry-after"]) > 0


async def test_rows_that_kafka_took_do_not_count_as_depth(work: Work, settings: Settings, pool: asyncpg.Pool) -> None:
    small = settings.model_copy(update={"intake_depth": 2})
    transport = httpx.ASGITransport(application(work, small))
    async with httpx.AsyncClient(transport=transport, base_url="http://test") as client:
        events = [an_event() for _ in range(9)]
        await client.post("/intake/events", content=json.dumps(events), headers=BATCH)
        await pool.execute(
            "DELETE FROM outbox WHERE id NOT IN (SELECT min(id) FROM outbox UNION SELECT max(id) FROM outbox)"
        )
        answer = await client.post("/intake/events", content=json.dumps(an_event()), headers=STRUCTURED)
        assert answer.status_code == 202


async def test_a_trace_that_cannot_be_read_is_left_out(client: httpx.AsyncClient, pool: asyncpg.Pool) -> None:
    event = an_event()
    attributes = {f"ce-{name}": event[name] for name in ("specversion", "id", "source", "type", "time", "subject")}
    headers = {**TOKEN, **attributes, "Content-Type": "application/json"}
    answer = await client.post(
        "/intake/events",
        content=json.dumps(event["data"]),
        headers=[(name.encode(), value.encode()) for name, value in headers.items()] + [(b"traceparent", b"\xff\xfe")],
    )
    assert answer.status_code == 202
    [row] = await outbox(pool)
    assert "traceparent" not in dict(json.loads(row["headers"]))
