"""What an absence would hit, from HR's own copy of the hearing facts."""

import json
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID

import asyncpg
import httpx
import pytest
from tarazy_hr.adapters.evaluation.hearings import presided
from tarazy_hr.app.copying_hearings import hearings_subscription
from tarazy_shared.contracts.draws import CaseAllocated, CaseUnallocated
from tarazy_shared.contracts.encoding import encode
from tarazy_shared.contracts.event import Event, EventData
from tarazy_shared.contracts.hearings import (
    HearingCancelled,
    HearingRecorded,
    HearingRescheduled,
    HearingScheduled,
    HearingUnlisted,
    PersonIds,
    Placing,
    Sitting,
)
from tarazy_shared.contracts.reasons import Conflict
from tarazy_shared.contracts.record import RawRecord
from tarazy_shared.ids import uuid7
from tarazy_shared.processing import Processor
from tarazy_shared.unit_of_work import Work

from tests.integration.hr.requests import COURT, a_court, a_person_url, an_id, only_error

START = datetime(2026, 12, 1, 4, tzinfo=UTC)
HEARING, CASE = UUID(an_id("hearing")), UUID(an_id("case"))
ASKED: dict[str, Any] = {"court_id": COURT, "hearing_id": HEARING, "case_id": CASE, "request_version": 1}


def sitting(start: datetime = START, sequence: int = 1) -> Sitting:
    return Sitting(
        sequence=sequence,
        starts_at=start,
        ends_at=start + timedelta(hours=2),
        room_id=UUID(an_id("room")),
        room_name="Зал 1",
    )


def _sits(judge: str = "aigul") -> PersonIds:
    return PersonIds(
        judges=(UUID(an_id(judge)),), clerk=UUID(an_id("clerk")), interpreters=(UUID(an_id("interpreter")),)
    )


def scheduled(version: int = 1, **changes: Any) -> HearingScheduled:
    given: dict[str, Any] = {
        "sittings": (sitting(),),
        "person_ids": _sits(),
        "attendee_ids": (),
        "case_number": "1-26",
    }
    return HearingScheduled(**(ASKED | {"version": version} | given | changes))


def rescheduled(version: int, start: datetime, judge: str = "aigul") -> HearingRescheduled:
    previous = Placing(sittings=(sitting(),), person_ids=_sits(), attendee_ids=())
    return HearingRescheduled(
        **ASKED,
        version=version,
        sittings=(sitting(start), sitting(start + timedelta(hours=5), 2)),
        person_ids=_sits(judge),
        attendee_ids=(),
        previous=previous,
        reason="plan",
    )


class Topic:
    """Feeds HR's consumer as if from Kafka."""

    def __init__(self, work: Work) -> None:
        self.processor = Processor("hr", hearings_subscription(), work, timedelta(minutes=15))
        self.offset = 0

    async def tell(self, *data: EventData, **changes: Any) -> None:
        await self.processor.process([self.record(one, **changes) for one in data])

    def record(self, data: EventData, **changes: Any) -> RawRecord:
        self.offset += 1
        now = START + timedelta(seconds=self.offset)
        event = Event(
            id=str(uuid7(now)),
            type=data.TYPE,
            source="/tarazy/scheduling",
            time=now,
            subject=data.subject,
            court_id=data.court_id,
            data=data,
            causation_id=None,
            correlation_id=None,
            traceparent=None,
            republished=False,
        )
        made = encode(replace(event, **changes))
        return RawRecord(made.topic, 0, self.offset, 0, made.key, made.headers, made.value)


@pytest.fixture
def topic(work: Work) -> Topic:
    return Topic(work)


async def _hit(http: httpx.AsyncClient, who: str = "aigul", **query: str) -> list[str]:
    response = await http.get(a_person_url(who, "/hearings"), params=query)
    assert response.status_code == 200, response.text
    body = response.json()
    assert body["source"] == "own_copy"
    assert "scheduling was not asked" in body["note"]
    return [sitting["starts_at"] for sitting in body["sittings"]]


async def test_the_sittings_of_a_judge_and_a_clerk_are_shown(http: httpx.AsyncClient, topic: Topic) -> None:
    await a_court(http, "aigul")
    await topic.tell(scheduled())
    shown = (await http.get(a_person_url(tail="/hearings"))).json()["sittings"]
    assert [(each["hearing_id"], each["presides"], each["room_name"]) for each in shown] == [
        (str(HEARING), True, "Зал 1")
    ]
    assert len(await _hit(http, "clerk")) == len(await _hit(http, "interpreter")) == 1
    assert await _hit(http, "berik") == []


async def test_an_absence_hits_the_sittings_of_all_courts(http: httpx.AsyncClient, topic: Topic) -> None:
    """An absence is told in one court and counts in all."""
    await a_court(http, "aigul")
    await topic.tell(scheduled(), scheduled(court_id="kz-almaty-2", hearing_id=UUID(an_id("there"))))
    shown = (await http.get(a_person_url(tail="/hearings"))).json()["sittings"]
    assert {each["court_id"] for each in shown} == {COURT, "kz-almaty-2"}


async def test_of_a_court_that_nobody_knows_nothing_is_said(http: httpx.AsyncClient) -> None:
    assert only_error(await http.get(a_person_url(tail="/hearings"))) == (404, "court_id", "unknown_court")


async def test_only_sittings_that_overlap_the_range_are_hit(http: httpx.AsyncClient, topic: Topic) -> None:
    """The sitting is from 04:00 to 06:00 UTC; ranges are half-open."""
    await a_court(http)
    await topic.tell(scheduled())
    day = "2026-12-01T0{}:00:00+00:00"
    assert len(await _hit(http, **{"from": day.format(5), "to": day.format(7)})) == 1
    assert await _hit(http, **{"from": day.format(6), "to": day.format(7)}) == []
    assert await _hit(http, **{"from": day.format(3), "to": day.format(4)}) == []


async def test_a_moved_hearing_is_hit_in_its_new_place_alone(http: httpx.AsyncClient, topic: Topic) -> None:
    await a_court(http)
    later = START + timedelta(days=7)
    await topic.tell(scheduled(), rescheduled(2, later))
    assert await _hit(http) == ["2026-12-08T04:00:00Z", "2026-12-08T09:00:00Z"]
    await topic.tell(rescheduled(3, later, judge="berik"))
    assert await _hit(http) == []
    assert len(await _hit(http, "berik")) == 2


@pytest.mark.parametrize(
    "end",
    [
        HearingCancelled(**ASKED, version=2, reason="request_withdrawn"),
        HearingUnlisted(**ASKED, version=2, conflicts=(Conflict(code="no_judge", text="nobody"),)),
        HearingRecorded(court_id=COURT, hearing_id=HEARING, case_id=CASE, version=2, outcome="held", minutes=90),
    ],
)
async def test_a_hearing_that_does_not_stand_any_more_is_not_hit(
    http: httpx.AsyncClient, topic: Topic, end: EventData
) -> None:
    await a_court(http)
    await topic.tell(scheduled())
    await topic.tell(end)
    assert await _hit(http) == []
    await topic.tell(scheduled(3))
    assert len(await _hit(http)) == 1


async def test_an_older_version_changes_nothing(http: httpx.AsyncClient, topic: Topic) -> None:
    await a_court(http)
    await topic.tell(rescheduled(2, START + timedelta(days=7)))
    await topic.tell(scheduled(1))
    await topic.tell(scheduled(2))
    assert len(await _hit(http)) == 2


async def test_a_repeated_or_malformed_record_harms_nothing(
    http: httpx.AsyncClient, topic: Topic, pool: asyncpg.Pool
) -> None:
    await a_court(http)
    good, broken = topic.record(scheduled()), replace(topic.record(scheduled(9)), value=b"{", offset=99)
    await topic.processor.process([good, broken, good])
    assert len(await _hit(http)) == 1
    (letter,) = await pool.fetch("SELECT record_offset, reasons FROM dead_letters")
    assert letter["record_offset"] == 99
    assert "not_json" in letter["reasons"]


async def test_types_that_hr_does_not_use_are_passed_over(topic: Topic, pool: asyncpg.Pool) -> None:
    record = replace(topic.record(scheduled()), value=b"{")
    headers = [(name, b"court.room.registered.v1" if name == "ce_type" else value) for name, value in record.headers]
    await topic.processor.process([replace(record, headers=headers)])
    assert await pool.fetchval("SELECT count(*) FROM dead_letters") == 0


async def test_how_a_hearing_ended_is_kept_for_evaluation(topic: Topic, pool: asyncpg.Pool) -> None:
    await topic.tell(scheduled(attendee_ids=(UUID(an_id("claimant")), UUID(an_id("defendant")))))
    held = HearingRecorded(
        court_id=COURT,
        hearing_id=HEARING,
        case_id=CASE,
        version=2,
        outcome="held",
        minutes=90,
        judges=(UUID(an_id("b")),),
    )
    await topic.tell(held)
    row = await pool.fetchrow("SELECT * FROM hearing_facts")
    assert row is not None
    assert (row["status"], row["outcome"], row["minutes"], row["case_number"]) == ("recorded", "held", 90, "1-26")
    assert row["judges"] == [UUID(an_id("b"))]
    assert row["attendees"] == 2
    assert an_id("claimant") not in str(dict(row)), "how many took part is kept, never who"


async def test_the_day_first_told_and_the_last_lawful_one_stay(topic: Topic, pool: asyncpg.Pool) -> None:
    days: dict[str, Any] = {"promised_from_on": date(2026, 12, 1), "promised_to_on": date(2026, 12, 4)}
    await topic.tell(scheduled(latest_lawful_on=date(2026, 12, 20), **days), rescheduled(2, START + timedelta(days=9)))
    moved = rescheduled(1, START + timedelta(days=9))
    await topic.tell(moved.model_copy(update={"hearing_id": UUID(an_id("heard of late"))}))
    rows = await pool.fetch(
        "SELECT first_starts_at, first_until_on, latest_lawful_on FROM hearing_facts ORDER BY first_until_on"
    )
    assert [tuple(row) for row in rows] == [(START, date(2026, 12, 4), date(2026, 12, 20)), (START, None, None)]


async def test_what_was_decided_reaches_no_figure(topic: Topic, pool: asyncpg.Pool) -> None:
    """Whatever else an event may say some day: the copy of hearings has no place for it, so no figure can count it."""
    held = HearingRecorded(court_id=COURT, hearing_id=HEARING, case_id=CASE, version=2, outcome="held", minutes=90)
    await topic.tell(scheduled(), held)

    async def seen() -> tuple[Any, ...]:
        async with pool.acquire() as connection:
            judge = UUID(an_id("aigul"))
            return await presided(connection, COURT, judge, date(2026, 1, 1), date(2027, 1, 1), "Asia/Almaty")

    before = await seen()
    assert [(one.course, one.planned_on) for one in before] == [("held", date(2026, 12, 1))]
    record = topic.record(held.model_copy(update={"version": 3}))
    content = json.loads(record.value or b"{}")
    said = {"ruling": "granted", "verdict": "guilty", "reversed_on": "2026-12-20", "appeal": {"result": "reversed"}}
    await topic.processor.process([replace(record, value=json.dumps(content | said).encode())])
    assert await pool.fetchval("SELECT version FROM hearing_facts") == 3
    assert await seen() == before


async def test_who_has_a_case_is_kept(topic: Topic, pool: asyncpg.Pool) -> None:
    nobody = CaseUnallocated(court_id=COURT, case_id=CASE, reasons=(Conflict(code="nobody_eligible", text="nobody"),))
    await topic.tell(nobody)
    row = await pool.fetchrow("SELECT status, version, judge FROM case_facts")
    assert row is not None
    assert tuple(row) == ("unallocated", 0, None)


def test_hr_uses_case_and_hearing_types_alone() -> None:
    uses = hearings_subscription().uses
    assert CaseAllocated.TYPE in uses
    assert len(uses) == 8
    assert all(name.startswith(("court.case.", "court.hearing.")) for name in uses)
