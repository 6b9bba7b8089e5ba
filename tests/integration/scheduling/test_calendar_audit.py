"""Random work in two courts that share people, on real PostgreSQL: an auditor reads the rows and finds nothing."""

import random
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from tarazy_scheduling.adapters.http.holds import holds_router
from tarazy_scheduling.adapters.http.listing_rules import listing_rules_router
from tarazy_scheduling.adapters.http.sessions import sessions_router
from tarazy_scheduling.app.checking_memory import MemoryCheck
from tarazy_scheduling.app.passing_time import PassingTime
from tarazy_scheduling.app.working_sets import WorkingSets
from tarazy_scheduling.domain.commands import ChangeCalendar, CloseRoom, KeepRoom
from tarazy_scheduling.domain.model.calendar import Calendar
from tarazy_scheduling.domain.model.means import Room
from tarazy_scheduling.settings import Settings
from tarazy_shared.lifecycle import Running

from tests.clocks import SteppingClock
from tests.ids import new_id
from tests.integration.scheduling.a_court import ACourt, Scheduling, ids_of, record, registered, requested
from tests.integration.scheduling.listing_rows import rows_of
from tests.integration.scheduling.serving import TOKEN, client_of
from tests.listing_audit.checking import doubly_booked, violations

MONDAY = date(2026, 3, 16)
STEPS, AUDITED_EVERY = 60, 20


class Play:
    """Two courts, their cases and what has been asked for; what happens next is drawn from a seed."""

    def __init__(self, seed: int, running: Running, settings: Settings, scheduling: Scheduling) -> None:
        self.chance = random.Random(seed)
        self.running, self.settings, self.scheduling = running, settings, scheduling
        self.courts: list[ACourt] = []
        self.cases: list[tuple[ACourt, dict[str, Any]]] = []
        self.requests: list[tuple[ACourt, dict[str, Any]]] = []

    async def opens(self) -> None:
        """Both courts have two buildings, rules from long ago, and one advocate."""
        advocate = new_id()
        for _ in range(2):
            court = await ACourt().open(self.scheduling)
            self.courts.append(court)
            for room_id, building in zip(court.rooms, ("North", "South"), strict=True):
                await self.scheduling.order(court.court_id, KeepRoom(Room(UUID(room_id), building, building=building)))
            await self.order(
                court, "PUT", "listing-rules", valid_from="2026-01-01", changeover_minutes=10, travel_minutes=30,
                sitting_limit_minutes=300,
            )  # fmt: skip
            for _ in range(3):
                case = court.case()
                party = {"party_id": new_id(), "role": "representative", "name": "A", "person_id": advocate}
                case["parties"].append(party)
                await self.scheduling.take(registered(case))
                self.cases.append((court, case))

    async def order(self, court: ACourt, method: str, path: str, **body: Any) -> int:
        """Ask something over HTTP; the status."""
        parts = (self.running, self.scheduling.sets, self.settings)
        routers = (holds_router(*parts), listing_rules_router(*parts), sessions_router(*parts))
        async with client_of(*routers, headers=TOKEN) as http:
            answer = await http.request(method, f"/courts/{court.court_id}/{path}", json=body)
        assert answer.status_code in (200, 201, 422), answer.text
        return answer.status_code

    async def step(self) -> None:
        """Something happens."""
        deeds = [self.requests_come] * 5 + [self.asked_anew, self.withdrawn, self.judge_is_away, self.room_is_closed]
        deeds += [self.day_is_closed, self.rules_change, self.time_is_held, self.overbooking_is_permitted]
        deeds += [self.half_is_preferred, self.restarts]
        await self.chance.choice(deeds)()

    async def requests_come(self) -> None:
        for _ in range(self.chance.randint(1, 5)):
            court, case = self.chance.choice(self.cases)
            earliest = MONDAY + timedelta(days=self.chance.randrange(3))
            request = court.request(
                case,
                hearing_type=self.chance.choice(["main", "continued", "custody_review"]),
                estimated_minutes=self.chance.choice([30, 45, 60, 90, 240, 300]),
                earliest_on=earliest.isoformat(),
                latest_on=(earliest + timedelta(days=self.chance.randrange(3))).isoformat(),
            )
            if self.chance.random() < 0.3:
                request["attendee_ids"] = []
            of_court = [one for other, one in self.requests if other is court]
            if of_court and self.chance.random() < 0.2:
                link = self.chance.choice(["before", "after", "same_day"])
                request |= {"link": link, "linked_hearing_id": self.chance.choice(of_court)["hearing_id"]}
                request |= {} if link == "same_day" else {"link_gap_minutes": 60}
            self.requests.append((court, request))
            await self.scheduling.take(requested(request))

    async def asked_anew(self) -> None:
        if self.requests:
            place = self.chance.randrange(len(self.requests))
            court, request = self.requests[place]
            anew = {**request, "request_version": request.get("request_version", 1) + 1}
            anew["estimated_minutes"] = self.chance.choice([30, 60, 120])
            self.requests[place] = court, anew
            await self.scheduling.take(requested(anew))

    async def withdrawn(self) -> None:
        if self.requests:
            _, request = self.requests.pop(self.chance.randrange(len(self.requests)))
            await self.scheduling.take(record("court.hearing.withdrawn", {**ids_of(request), "reason": "settled"}))

    async def judge_is_away(self) -> None:
        court = self.chance.choice(self.courts)
        day = MONDAY + timedelta(days=self.chance.randrange(5))
        away = {"absence_id": new_id(), "court_id": court.court_id, "person_id": self.chance.choice(court.judges),
                "kind": "leave", "starts_at": f"{day}T00:00:00+05:00",
                "ends_at": f"{day + timedelta(days=1)}T00:00:00+05:00"}  # fmt: skip
        await self.scheduling.take(record("court.absence.approved", away))

    async def room_is_closed(self) -> None:
        court, at = self.chance.choice(self.courts), datetime.fromisoformat(f"{MONDAY}T14:00:00+05:00")
        room = UUID(court.rooms[1])
        if self.chance.random() < 0.5:
            await self.scheduling.order(court.court_id, CloseRoom(room, at))
        else:
            await self.scheduling.order(court.court_id, KeepRoom(Room(room, "South", building="South"), reopens=True))

    async def day_is_closed(self) -> None:
        day = MONDAY + timedelta(days=self.chance.randrange(5))
        closed = frozenset({day} if self.chance.random() < 0.5 else ())
        court = self.chance.choice(self.courts)
        await self.scheduling.order(court.court_id, ChangeCalendar(Calendar(closed=closed), MONDAY, day))

    async def rules_change(self) -> None:
        day = MONDAY + timedelta(days=self.chance.randrange(5))
        figures = {
            "changeover_minutes": self.chance.choice([0, 20]),
            "travel_minutes": self.chance.choice([0, 60]),
            "sitting_limit_minutes": self.chance.choice([None, 180]),
        }
        await self.order(self.chance.choice(self.courts), "PUT", "listing-rules", valid_from=day.isoformat(), **figures)

    async def time_is_held(self) -> None:
        court, day = self.chance.choice(self.courts), MONDAY + timedelta(days=self.chance.randrange(5))
        judge, room = self.chance.choice(court.judges), self.chance.choice(court.rooms)
        await self.order(
            court, "POST", "holds", person_ids=[judge], room_id=room,
            starts_at=f"{day}T14:00:00+05:00", ends_at=f"{day}T16:00:00+05:00", held_by=court.clerks[0], reason="R",
            expires_at=(self.running.clock() + timedelta(minutes=self.chance.randint(1, 40))).isoformat(),
        )  # fmt: skip

    async def overbooking_is_permitted(self) -> None:
        court, day = self.chance.choice(self.courts), MONDAY + timedelta(days=self.chance.randrange(5))
        await self.order(
            court, "PUT", f"overbookings/{new_id()}", person_id=self.chance.choice(court.judges), day=day.isoformat(),
            half=self.chance.choice(["am", "pm"]), hearings=2, permitted_by=court.clerks[0], reason="R",
        )  # fmt: skip

    async def half_is_preferred(self) -> None:
        court = self.chance.choice(self.courts)
        path = f"half-day-preferences/{self.chance.choice(court.judges)}"
        await self.order(court, "PUT", path, half=self.chance.choice(["am", "pm"]), from_on=MONDAY.isoformat())

    async def restarts(self) -> None:
        """All is read anew."""
        self.scheduling.sets = WorkingSets()

    async def audit(self) -> None:
        """The rows by themselves, both courts together, and memory against the rows."""
        now = self.running.clock()
        courts = [await rows_of(self.running.pool, court.court_id) for court in self.courts]
        for rows in courts:
            assert violations(rows, now) == []
        assert doubly_booked(courts) == []
        check = MemoryCheck(self.running.pool, self.scheduling.sets, self.running.clock)
        for kept in self.scheduling.sets.kept():
            assert await check.compare(kept) == []


@pytest.mark.parametrize("seed", [1, 2])
async def test_an_auditor_of_the_rows_finds_nothing_after_random_work(
    seed: int, running: Running, settings: Settings, scheduling: Scheduling, clock: SteppingClock
) -> None:
    play = Play(seed, running, settings, scheduling)
    await play.opens()
    for number in range(1, STEPS + 1):
        clock.step(timedelta(minutes=1))
        await play.step()
        await PassingTime(scheduling.work, scheduling.sets).step()
        if number % AUDITED_EVERY == 0:
            await play.audit()
    assert await scheduling.dead() == []
    listed = await running.pool.fetchval("SELECT count(*) FROM hearings WHERE state = 'listed'")
    assert listed > 20, "work that lists nothing would prove nothing"
