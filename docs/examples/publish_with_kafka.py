"""Publish a case and a hearing request to Kafka, and print what Tarazy answers.

    python publish_with_kafka.py BOOTSTRAP_SERVERS COURT_ID EARLIEST_ON LATEST_ON

Needs nothing of Tarazy's: any Kafka client in any language does the same.
"""

import asyncio
import json
import sys
import uuid
from datetime import UTC, datetime

from aiokafka import AIOKafkaConsumer, AIOKafkaProducer


def headers(event_id: str, event_type: str, subject: str) -> list[tuple[str, bytes]]:
    """CloudEvents 1.0 in binary mode: the attributes are headers, the data is the value."""
    return [
        ("ce_specversion", b"1.0"),
        ("ce_id", event_id.encode()),
        ("ce_source", b"/court-system/example"),
        ("ce_type", event_type.encode()),
        ("ce_time", datetime.now(UTC).isoformat().encode()),
        ("ce_subject", subject.encode()),
        ("content-type", b"application/json"),
    ]


async def main(servers: str, court_id: str, earliest_on: str, latest_on: str) -> None:
    case_id, hearing_id = str(uuid.uuid4()), str(uuid.uuid4())
    registered = {
        "case_id": case_id,
        "number": f"7520-26-00-2/{hearing_id[:4]}",
        "court_id": court_id,
        "category": "civil.contract",
        "filed_at": datetime.now(UTC).isoformat(),
        "language": "kk",
        "parties": [
            {
                "party_id": str(uuid.uuid4()),
                "role": "claimant",
                "name": "Асель Нұрланқызы",
                "contacts": [{"channel": "email", "address": "assel@example.org"}],
            },
            {"party_id": str(uuid.uuid4()), "role": "defendant", "name": "«Тұлпар» ЖШС", "kind": "organisation"},
        ],
    }
    requested = {
        "hearing_id": hearing_id,
        "case_id": case_id,
        "court_id": court_id,
        "hearing_type": "main",
        "estimated_minutes": 90,
        "earliest_on": earliest_on,
        "latest_on": latest_on,
    }
    request_id = str(uuid.uuid4())
    # acks=all and idempotence: what Kafka acknowledged is not lost, and a retry does not double it.
    async with (
        AIOKafkaConsumer("court.hearings", bootstrap_servers=servers, auto_offset_reset="latest") as answers,
        AIOKafkaProducer(bootstrap_servers=servers, acks="all", enable_idempotence=True) as producer,
    ):
        for event_id, kind, subject, data in (
            (str(uuid.uuid4()), "court.case.registered.v1", case_id, registered),
            (request_id, "court.hearing.requested.v1", hearing_id, requested),
        ):
            await producer.send_and_wait(
                "court.cases",
                json.dumps(data, ensure_ascii=False).encode(),
                key=court_id.encode(),  # the key decides the partition: everything about one court stays in order
                headers=headers(event_id, kind, subject),
            )
        async for record in answers:
            told = dict(record.headers)
            if told.get("ce_causationid", b"").decode() == request_id:
                print(told["ce_type"].decode(), record.value.decode())  # noqa: T201  the example's output
                return


if __name__ == "__main__":
    asyncio.run(asyncio.wait_for(main(*sys.argv[1:]), 60))
