"""A court with a case, two judges, a clerk and parties, and an installation of notifications that reads its events."""

import itertools
import json
import ssl
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from random import Random
from typing import Any, Literal
from uuid import UUID, uuid4

import asyncpg
from tarazy_notifications.adapters.channels.email.gateway import EmailGateway
from tarazy_notifications.adapters.channels.email.smtp import MailServer, SmtpConnection
from tarazy_notifications.adapters.channels.web.dialling import PublicOnly
from tarazy_notifications.adapters.channels.web.posting import Posting
from tarazy_notifications.adapters.channels.webhook.endpoints import StoredReceivers
from tarazy_notifications.adapters.channels.webhook.gateway import WebhookGateway
from tarazy_notifications.adapters.mail import MailBuilder
from tarazy_notifications.adapters.rules.book import Rules
from tarazy_notifications.adapters.rules.kinds import KINDS
from tarazy_notifications.app import case_events, hearing_events, staff_events
from tarazy_notifications.app.attempts import Attempts
from tarazy_notifications.app.reminding import Reminding
from tarazy_notifications.app.sender import Gateway, Lane
from tarazy_notifications.domain.people import ChannelName
from tarazy_shared.contracts import cases, hearings, reasons, staff, topics
from tarazy_shared.contracts.contact import Contact
from tarazy_shared.contracts.encoding import encode
from tarazy_shared.contracts.event import Event, EventData
from tarazy_shared.contracts.local_text import LocalText
from tarazy_shared.contracts.record import RawRecord
from tarazy_shared.ids import uuid7
from tarazy_shared.processing import Processor
from tarazy_shared.subscription import Handler, Subscription
from tarazy_shared.unit_of_work import Work

from tests.clocks import SteppingClock
from tests.integration.notifications.mail_server import MailServerStub

NOW = datetime(2026, 11, 16, 4, 0, tzinfo=UTC)
FIRST_SITTING = datetime(2026, 12, 1, 5, 0, tzinfo=UTC)
COURT = "almaty-1"
LEASE = timedelta(seconds=30)
_TLS = ssl.create_default_context()
JUDGE, OTHER_JUDGE, CLERK = uuid4(), uuid4(), uuid4()


def email(address: str) -> tuple[Contact, ...]:
    return (Contact(channel="email", address=address),)


def court(version: int = 1, **fields: Any) -> EventData:
    data: dict[str, Any] = {
        "court_id": COURT,
        "version": version,
        "name": LocalText(kk="№1 сот", ru="Суд № 1", en="Court No. 1"),
        "language": "ru",
        "email": "registry@court.test",
    }
    return staff.CourtRegistered(**(data | fields))


def appointed(person_id: UUID, name: str, version: int = 1, **fields: Any) -> EventData:
    data: dict[str, Any] = {
        "person_id": person_id,
        "court_id": COURT,
        "version": version,
        "post_id": uuid4(),
        "role": "judge",
        "name": name,
        "from_on": NOW.date(),
        "contacts": email(f"{name.split()[0].lower()}@court.test"),
    }
    return staff.StaffAppointed(**(data | fields))


def party(name: str, **fields: Any) -> cases.Party:
    data: dict[str, Any] = {} if "contacts" in fields else {"contacts": email(f"{name.lower()}@party.test")}
    return cases.Party(party_id=uuid4(), name=name, **({"role": "claimant"} | data | fields))


@dataclass
class Matter:
    """One case with its parties, and one hearing in it, told version by version as scheduling does."""

    parties: tuple[cases.Party, ...]
    case_id: UUID = field(default_factory=uuid4)
    hearing_id: UUID = field(default_factory=uuid4)
    versions: Any = field(default_factory=lambda: itertools.count(1))
    standing: hearings.Placing | None = None
    rooms: Any = field(default_factory=lambda: itertools.count(5))
    """Each version in another room, so that it is news to everybody."""

    def registered(self, **fields: Any) -> EventData:
        data: dict[str, Any] = {
            "case_id": self.case_id,
            "court_id": COURT,
            "number": "2-15/2026",
            "category": "civil.contract",
            "filed_at": NOW,
            "parties": self.parties,
        }
        return cases.CaseRegistered(**(data | fields))

    def updated(self, version: int, **fields: Any) -> EventData:
        return cases.CaseUpdated(case_id=self.case_id, court_id=COURT, version=version, **fields)

    def scheduled(self, starts_at: datetime = FIRST_SITTING, **fields: Any) -> EventData:
        return hearings.HearingScheduled(**self._placed(starts_at, fields))

    def rescheduled(
        self, starts_at: datetime = FIRST_SITTING, reason: str = "judge_absent", **fields: Any
    ) -> EventData:
        assert self.standing is not None
        return hearings.HearingRescheduled(previous=self.standing, reason=reason, **self._placed(starts_at, fields))

    def cancelled(self, reason: str = "request_withdrawn") -> EventData:
        return hearings.HearingCancelled(**self._about(), request_version=1, reason=reason, previous=self.standing)

    def unlisted(self) -> EventData:
        conflicts = (reasons.Conflict(code="no_judge", text="No judge"),)
        return hearings.HearingUnlisted(**self._about(), request_version=1, conflicts=conflicts, previous=self.standing)

    def recorded(self, outcome: Literal["held", "adjourned", "not_held"], **fields: Any) -> EventData:
        return hearings.HearingRecorded(**self._about(), outcome=outcome, **fields)

    def _about(self) -> dict[str, Any]:
        return {
            "hearing_id": self.hearing_id,
            "case_id": self.case_id,
            "court_id": COURT,
            "version": next(self.versions),
        }

    def _placed(self, starts_at: datetime, fields: dict[str, Any]) -> dict[str, Any]:
        sitting = hearings.Sitting(
            sequence=1,
            starts_at=starts_at,
            ends_at=starts_at + timedelta(hours=2),
            room_id=uuid4(),
            room_name=f"Зал {next(self.rooms)}",
        )
        data: dict[str, Any] = {
            "request_version": 1,
            "sittings": (sitting,),
            "person_ids": hearings.PersonIds(judges=(JUDGE,), clerk=CLERK, interpreters=()),
            "attendee_ids": tuple(one.party_id for one in self.parties),
            "hearing_type": "main",
            "case_number": "2-15/2026",
            "confidential": False,
        } | fields
        self.standing = hearings.Placing(
            sittings=data["sittings"], person_ids=data["person_ids"], attendee_ids=data["attendee_ids"]
        )
        return self._about() | data


class StrictProcessor(Processor):
    """A batch that fails must not be saved by taking its events one by one."""

    async def _alone(self, record: RawRecord) -> None:
        raise AssertionError(f"the batch with {record.offset} failed")


class Installation:
    """Notifications without its process: batches go in, lanes take their steps when the test says so."""

    def __init__(self, pool: asyncpg.Pool, server: MailServerStub) -> None:
        self.pool = pool
        self.clock = SteppingClock(NOW)
        self.work = Work(pool, self.clock, "/tarazy/notifications")
        self.server = server
        self.rules = Rules(KINDS)
        self._offset = itertools.count()
        self._lanes: list[Lane] = []
        self.with_channels("email")
        self.lane = self.new_lane()

    def with_channels(self, *names: ChannelName) -> None:
        """By which something can be sent."""
        channels = frozenset(names)
        handlers: dict[str, tuple[frozenset[str], Handler[Any]]] = {
            topics.CASES: (case_events.USES, case_events.CaseEvents(channels, self.rules)),
            topics.STAFF: (staff_events.USES, staff_events.StaffEvents(channels, self.rules)),
            topics.HEARINGS: (hearing_events.USES, hearing_events.HearingEvents(channels, self.rules)),
        }
        self.processors = {
            topic: StrictProcessor(
                "notifications",
                Subscription(topic, uses, topic == topics.HEARINGS, handler),
                self.work,
                timedelta(minutes=15),
            )
            for topic, (uses, handler) in handlers.items()
        }
        self.reminding = Reminding(self.work, channels, self.rules)

    def new_lane(
        self,
        *,
        timeout: float = 2.0,
        port: int | None = None,
        server: MailServer | None = None,
        attempts: Attempts | None = None,
    ) -> Lane:
        """A lane of a process of its own, or of the one whose attempts are given."""
        server = server or MailServer("127.0.0.1", port or self.server.port, "offered")
        connection = SmtpConnection(server, command_timeout=timeout, timeout=timeout, name="test")
        posting = Posting(timeout=timeout, clock=self.clock, tls=_TLS, backend=PublicOnly())
        gateways: dict[ChannelName, Gateway] = {
            "email": EmailGateway(MailBuilder("notices@tarazy.test"), connection),
            "webhook": WebhookGateway(None, posting, StoredReceivers(self.pool), self.clock),
        }

        async def sleep(seconds: float) -> None:
            self.clock.step(timedelta(seconds=seconds))

        lane = Lane(self.work, gateways, Random(7), attempts or Attempts(self.work, LEASE), sleep)
        self._lanes.append(lane)
        return lane

    async def close(self) -> None:
        for lane in self._lanes:
            await lane.close()

    async def take(self, *events: EventData | Event[Any], at: datetime | None = None) -> list[Event[Any]]:
        """Feed events, those of one topic that follow each other as one batch; returns them as they were told."""
        told = [one if isinstance(one, Event) else self.event(one, at) for one in events]
        for topic, batch in itertools.groupby(told, key=lambda event: event.data.TOPIC):
            await self.processors[topic].process([self._record(event) for event in batch])
        return told

    def event(self, data: EventData, at: datetime | None = None) -> Event[Any]:
        event_id = str(uuid7(self.clock.now))
        at = at or self.clock.now
        return Event(
            event_id, data.TYPE, "/tarazy/test", at, data.subject, data.court_id, data, event_id, event_id, None, False
        )

    async def send_all(self, lane: Lane | None = None) -> None:
        """Let a lane work until it finds nothing more to do at once."""
        while await (lane or self.lane).step():
            pass

    async def facts(self, *states: str) -> list[dict[str, Any]]:
        """What was told on court.notices, in order: state, causation and data."""
        found = []
        for row in await self.pool.fetch("SELECT headers, value FROM outbox WHERE topic = 'court.notices' ORDER BY id"):
            headers = dict(json.loads(row["headers"]))
            state = headers["ce_type"].split(".")[2]
            if not states or state in states:
                found.append({"state": state, "cause": headers["ce_causationid"], **json.loads(row["value"])})
        return found

    async def states(self) -> dict[str, str]:
        """State by recipient's address and topic."""
        rows = await self.pool.fetch("SELECT address, topic, subject_version, state FROM notices ORDER BY place")
        return {f"{row['address']} {row['topic']} {row['subject_version']}": row["state"] for row in rows}

    def mails(self) -> list[tuple[str, str, str]]:
        """(address, version, calendar method or '-') in the order in which they were accepted."""
        found = []
        for (_, to), message in zip(self.server.envelopes, self.server.accepted, strict=True):
            part = next((one for one in message.walk() if one.get_content_type() == "text/calendar"), None)
            method = str(part.get_param("method")) if part else "-"
            found.append((to[0], str(message["Tarazy-Hearing-Version"]), method))
        return found

    def _record(self, event: Event[Any]) -> RawRecord:
        encoded = encode(event)
        headers: Sequence[tuple[str, bytes | None]] = encoded.headers
        return RawRecord(encoded.topic, 0, next(self._offset), 0, encoded.key, headers, encoded.value)


def directory() -> list[EventData]:
    """The court and its people."""
    return [
        court(),
        appointed(JUDGE, "Ospanov Yerzhan"),
        appointed(OTHER_JUDGE, "Akhmetova Dinara"),
        appointed(CLERK, "Kim Oleg", role="clerk"),
    ]
