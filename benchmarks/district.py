"""A district to measure on: courts with people and rooms, cases and hearing requests, as events."""

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from uuid import UUID, uuid4

from aiokafka import AIOKafkaProducer
from tarazy_shared.contracts.cases import CaseRegistered, HearingRequested, Party
from tarazy_shared.contracts.contact import Contact
from tarazy_shared.contracts.encoding import encode
from tarazy_shared.contracts.event import Event, EventData
from tarazy_shared.contracts.local_text import LocalText
from tarazy_shared.contracts.staff import CourtRegistered, StaffAppointed
from tarazy_shared.ids import uuid7

SEED = 7
JUDGES, CLERKS, ROOMS = 5, 5, 4


@dataclass(frozen=True, slots=True)
class District:
    """So many courts, each with the same means."""

    courts: tuple[str, ...]

    def staff(self) -> Iterator[EventData]:
        """What hr tells of them."""
        for court_id in self.courts:
            name = LocalText(kk=f"{court_id} соты", ru=f"Суд {court_id}", en=f"Court {court_id}")
            yield CourtRegistered(court_id=court_id, version=1, name=name, zone="Asia/Almaty", language="ru")
            for role, count in (("judge", JUDGES), ("clerk", CLERKS)):
                for number in range(count):
                    yield _appointed(court_id, role, number)

    def work(self, cases: int, hearings: int) -> Iterator[EventData]:
        """Cases, each followed by its hearing requests, spread over the courts. The seed is fixed."""
        chance = random.Random(SEED)
        today = datetime.now(UTC).date()
        for number in range(cases):
            case = _case(self.courts[number % len(self.courts)], number, chance)
            yield case
            for _ in range(hearings):
                yield _request(case, today, chance)


async def publish(producer: AIOKafkaProducer, events: Sequence[EventData]) -> None:
    """Send the events and wait for all of them."""
    futures = []
    for data in events:
        now = datetime.now(UTC)
        envelope = Event(
            id=str(uuid7(now)),
            type=data.TYPE,
            source="/court-system/bench",
            time=now,
            subject=data.subject,
            court_id=data.court_id,
            data=data,
            causation_id=None,
            correlation_id=None,
            traceparent=None,
            republished=False,
        )
        record = encode(envelope)
        futures.append(await producer.send(record.topic, record.value, key=record.key, headers=record.headers))
    for future in futures:
        await future


def _appointed(court_id: str, role: str, number: int) -> StaffAppointed:
    return StaffAppointed(
        person_id=uuid4(),
        court_id=court_id,
        version=1,
        post_id=uuid4(),
        role=role,
        name=f"{role} {number}",
        from_on=date(2020, 1, 1),
        contacts=(Contact(channel="email", address=f"{role}{number}@{court_id}.test"),),
    )


def _case(court_id: str, number: int, chance: random.Random) -> CaseRegistered:
    return CaseRegistered(
        case_id=uuid4(),
        number=f"2-{number}",
        court_id=court_id,
        category="civil.contract",
        filed_at=datetime.now(UTC) - timedelta(days=chance.randrange(1, 200)),
        parties=tuple(
            Party(
                party_id=uuid4(),
                role=role,
                name=f"Party {number}",
                contacts=(Contact(channel="email", address=f"{role}{number}@parties.test"),),
            )
            for role in ("claimant", "defendant")
        ),
    )


def _request(case: CaseRegistered, today: date, chance: random.Random) -> HearingRequested:
    earliest = today + timedelta(days=10 + chance.randrange(20))
    return HearingRequested(
        hearing_id=uuid4(),
        case_id=case.case_id,
        court_id=case.court_id,
        hearing_type="main",
        estimated_minutes=chance.choice((20, 30, 45, 60, 90)),
        earliest_on=earliest,
        latest_on=earliest + timedelta(days=60),
    )


def room_ids() -> list[UUID]:
    """The ids of one court's rooms."""
    return [uuid4() for _ in range(ROOMS)]
