"""The composed service on real Kafka and PostgreSQL: a command becomes a record, a record becomes knowledge."""

import asyncio
import json
import secrets
from uuid import UUID

import httpx
import pytest
from aiokafka import AIOKafkaConsumer, AIOKafkaProducer
from pydantic import SecretStr
from tarazy_hr.main import compose
from tarazy_hr.settings import Settings
from tarazy_shared.contracts import topics
from tarazy_shared.lifecycle import Service, running

from tests.integration.hr.conftest import TOKEN
from tests.integration.hr.requests import NAMES, an_id, person
from tests.integration.hr.test_hearing_copy import Topic, scheduled
from tests.servers import Database

openapi_spec_validator = pytest.importorskip("openapi_spec_validator")


@pytest.fixture
def service(hr_database: Database, kafka: str) -> Service:
    return compose(
        Settings(database_url=SecretStr(hr_database.runtime_url), token=SecretStr(TOKEN), kafka_bootstrap_servers=kafka)
    )


async def _first_of(
    consumer: AIOKafkaConsumer, court_id: str, count: int
) -> list[tuple[dict[str, str], dict[str, object]]]:
    found = []
    async with asyncio.timeout(30):
        async for record in consumer:
            if record.key == court_id.encode():
                headers = {name: value.decode() for name, value in record.headers}
                found.append((headers, json.loads(record.value)))
            if len(found) == count:
                return found
    raise AssertionError("the consumer stopped")


async def test_a_command_becomes_a_record_and_a_record_becomes_knowledge(
    service: Service, kafka: str, work: object
) -> None:
    court_id = f"hr-{secrets.token_hex(4)}"
    async with running(service) as app:
        client = httpx.AsyncClient(
            transport=httpx.ASGITransport(app), base_url="http://hr", headers={"Authorization": f"Bearer {TOKEN}"}
        )
        consumer = AIOKafkaConsumer(topics.STAFF, bootstrap_servers=kafka, auto_offset_reset="earliest")
        producer = AIOKafkaProducer(bootstrap_servers=kafka)
        async with client, consumer, producer:
            assert (await client.put(f"/courts/{court_id}", json={"name": NAMES})).status_code == 200
            url = f"/courts/{court_id}/people/{an_id('aigul')}"
            assert (await client.put(url, json=person())).status_code == 200
            court, staff = await _first_of(consumer, court_id, 2)
            assert [court[0]["ce_type"], staff[0]["ce_type"]] == [
                "court.court.registered.v1",
                "court.staff.appointed.v1",
            ]
            assert staff[0]["ce_source"] == "/tarazy/hr"
            assert UUID(staff[0]["ce_id"]).version == 7

            hearing = scheduled(court_id=court_id, hearing_id=UUID(an_id(court_id)))
            record = Topic(work).record(hearing)  # type: ignore[arg-type]
            await producer.send_and_wait(
                topics.HEARINGS, record.value, key=record.key, headers=[(n, v or b"") for n, v in record.headers]
            )
            async with asyncio.timeout(30):
                while not (await client.get(f"{url}/hearings")).json()["sittings"]:  # noqa: ASYNC110  asks over HTTP
                    await asyncio.sleep(0.1)
            ready = await client.get("/health/ready")
            assert ready.status_code == 200, ready.text
            openapi_spec_validator.validate((await client.get("/openapi.json")).json())
