"""Following what the system answers, tells and mails, from outside: the topics and the mail catcher."""

import asyncio
import base64
import json
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.parser import BytesHeaderParser
from typing import Any

import httpx
from aiokafka import AIOKafkaConsumer, TopicPartition

from tarazy_local.demo.reconciling import CaseTold, HearingTold, Mail, NoticeTold, Record, Request

HEARINGS, NOTICES = "court.hearings", "court.notices"
_PARTITIONS = 12
_POLL = 0.4
"""Seconds between two looks into the catcher."""

Data = Mapping[str, Any]


@dataclass(slots=True)
class Followed:
    """Everything that was seen so far, of one court."""

    court_id: str
    recipients: Mapping[str, str]
    """Who is behind each mail address."""
    cases: list[str] = field(default_factory=list)
    requests: list[Request] = field(default_factory=list)
    case_answers: list[CaseTold] = field(default_factory=list)
    hearings: list[HearingTold] = field(default_factory=list)
    notices: list[NoticeTold] = field(default_factory=list)
    mails: list[Mail] = field(default_factory=list)
    judges: dict[str, int] = field(default_factory=dict)
    """How many hearings each judge was given so far."""
    repeated: int = 0
    """Records that came again under an id known already: Kafka delivers at least once, so readers drop them."""
    _seen: set[str] = field(default_factory=set)
    changed_at: datetime = field(default_factory=lambda: datetime.now(UTC))

    def record(self) -> Record:
        """All of it, to be reconciled."""
        return Record(
            self.cases,
            self.requests,
            self.case_answers,
            self.hearings,
            self.notices,
            self.mails,
            frozenset(self.recipients.values()),
        )

    def take(self, headers: Mapping[str, str], data: Data) -> None:
        """Take in a record of a topic; ids known already, and facts merely told again, change nothing."""
        if headers.get("ce_republished") == "true" or data.get("court_id") != self.court_id:
            return
        event_id = headers.get("ce_id", "")
        if event_id in self._seen:
            self.repeated += 1
            return
        self._seen.add(event_id)
        family, _, kind = headers.get("ce_type", "").removeprefix("court.").removesuffix(".v1").partition(".")
        cause = headers.get("ce_causationid", "")
        if family == "case":
            self.case_answers.append(CaseTold(kind, str(data["case_id"])))
        elif family == "hearing":
            self._take_hearing(kind, cause, data)
        elif (family, kind) == ("event", "refused") and data.get("hearing_id"):
            codes = tuple(reason["code"] for reason in data["reasons"])
            self.hearings.append(HearingTold("refused", cause, str(data["hearing_id"]), 0, codes=codes))
        elif family == "notice":
            self._take_notice(kind, data)
        else:
            return
        self.changed_at = datetime.now(UTC)

    def take_mail(self, raw: bytes, to: list[str], at: datetime) -> None:
        """Take in a mail; those about no hearing, and those to people of another court, are not counted."""
        headers = BytesHeaderParser().parsebytes(raw)
        hearing_id, version = headers["Tarazy-Hearing-Id"], headers["Tarazy-Hearing-Version"]
        recipient = self.recipients.get(to[0]) if to else None
        if hearing_id and version and recipient:
            self.mails.append(Mail(str(hearing_id), int(version), recipient, at))
            self.changed_at = datetime.now(UTC)

    def _take_hearing(self, kind: str, cause: str, data: Data) -> None:
        people = _people(data)
        if kind == "scheduled":
            for judge in data["person_ids"]["judges"]:
                self.judges[judge] = self.judges.get(judge, 0) + 1
        codes = tuple(conflict["code"] for conflict in data.get("conflicts", ()))
        told = HearingTold(
            kind,
            cause,
            str(data["hearing_id"]),
            int(data["version"]),
            people,
            _people(data.get("previous") or {}),
            codes or ((str(data["reason"]),) if "reason" in data else ()),
        )
        self.hearings.append(told)

    def _take_notice(self, kind: str, data: Data) -> None:
        if not str(data["topic"]).startswith("hearing_") or "reminder" in data["topic"]:
            return
        self.notices.append(
            NoticeTold(
                kind,
                str(data["notice_id"]),
                str(data["subject_id"]),
                int(data["subject_version"]),
                str(data["recipient_id"]),
                str(data["topic"]),
            )
        )


@asynccontextmanager
async def following(bootstrap_servers: str, catcher_url: str, followed: Followed) -> AsyncIterator[None]:
    """Follow both topics and the catcher from now on, for the length of the block."""
    consumer = AIOKafkaConsumer(bootstrap_servers=bootstrap_servers, enable_auto_commit=False)
    await consumer.start()
    try:
        partitions = [TopicPartition(topic, n) for topic in (HEARINGS, NOTICES) for n in range(_PARTITIONS)]
        consumer.assign(partitions)
        ends = await consumer.end_offsets(partitions)
        for partition, end in ends.items():
            consumer.seek(partition, end)
        async with httpx.AsyncClient(trust_env=False, timeout=30) as http, asyncio.TaskGroup() as tasks:
            running = [
                tasks.create_task(_follow_topics(consumer, followed)),
                tasks.create_task(_follow_mails(http, catcher_url, followed)),
            ]
            try:
                yield
            finally:
                for task in running:
                    task.cancel()
    finally:
        await consumer.stop()


async def _follow_topics(consumer: AIOKafkaConsumer, followed: Followed) -> None:
    async for record in consumer:
        headers = {name: (value or b"").decode("utf-8", "replace") for name, value in record.headers}
        followed.take(headers, json.loads(record.value))


async def _follow_mails(http: httpx.AsyncClient, url: str, followed: Followed) -> None:
    after = 0
    while True:
        for mail in await _mails_after(http, url, after):
            after = mail["id"]
            followed.take_mail(base64.b64decode(mail["raw"]), mail["to"], datetime.fromisoformat(mail["at"]))
        await asyncio.sleep(_POLL)


async def _mails_after(http: httpx.AsyncClient, url: str, after: int) -> list[dict[str, Any]]:
    try:
        answer = await http.get(f"{url}/messages", params={"after": after, "limit": 1000})
    except httpx.TransportError:
        return []  # it is being started again; its mails wait
    answer.raise_for_status()
    return list(answer.json())


def _people(data: Data) -> frozenset[str]:
    sitting = data.get("person_ids") or {}
    people = [*sitting.get("judges", ()), *sitting.get("interpreters", ()), *data.get("attendee_ids", ())]
    if sitting.get("clerk"):
        people.append(sitting["clerk"])
    return frozenset(map(str, people))
