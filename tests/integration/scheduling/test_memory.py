"""Whatever happens, a court in memory is the court that a restarted service reads from the database."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from random import Random
from typing import Any
from uuid import UUID

import pytest
from tarazy_scheduling.app.passing_time import PassingTime
from tarazy_scheduling.app.touched import Touched
from tarazy_scheduling.app.working_sets import WorkingSets
from tarazy_scheduling.domain.commands import (
    ChangeCalendar,
    CloseRoom,
    Command,
    KeepRoom,
    RecordRuling,
    ReviewCatalogue,
    ReviewLimits,
)
from tarazy_scheduling.domain.model.calendar import Calendar
from tarazy_scheduling.domain.model.limits import Ruling
from tarazy_scheduling.domain.model.means import Room
from tarazy_scheduling.domain.working_set.court import Court
from tarazy_shared.contracts.record import RawRecord
from tarazy_shared.unit_of_work import Work

from tests.clocks import SteppingClock
from tests.ids import new_id
from tests.integration.scheduling.a_court import ACourt, Scheduling, record, registered, requested

BATCHES, AHEAD = 20, 20
SAME = (
    "version", "zone", "calendar", "catalogue", "norms", "posts", "rooms", "authorisations", "suspensions", "interests",
    "balances", "ledger", "unallocated", "limit_rules", "escalations",
)  # fmt: skip
Data = dict[str, Any]


@dataclass
class Happenings:
    """Events of a court at random; people of it take part in the cases of others."""

    court: ACourt
    chance: Random
    clock: SteppingClock
    people: list[str]
    used: list[str]
    """Ids of absences, unavailabilities and interests, those of other courts too."""
    cases: list[Data] = field(default_factory=list)
    requests: list[Data] = field(default_factory=list)
    version: int = 1
    withdrawable: list[tuple[str, Data]] = field(default_factory=list)

    def one(self) -> RawRecord:
        """The next event."""
        kinds: list[tuple[int, Callable[[], RawRecord]]] = [(4, self.case), (4, self.request), (2, self.updated)]
        kinds += [(2, self.staff)]
        kinds += [(2, self.absence), (2, self.unavailability), (2, self.ended), (1, self.concluded), (1, self.closed)]
        if not self.requests:
            return self.request() if self.cases else self.case()
        (happens,) = self.chance.choices([kind for _, kind in kinds], [weight for weight, _ in kinds])
        return happens()

    def case(self) -> RawRecord:
        limit = self._at(self.chance.randint(0, 40)).date()
        custody = (
            {"custody": {"since": "2026-01-01", "limit_on": limit.isoformat()}} if self.chance.random() < 0.5 else {}
        )
        self.cases.append(self.court.case(parties=self._parties(), **custody))
        return registered(self.cases[-1])

    def request(self) -> RawRecord:
        first = self._at(self.chance.randint(0, 6)).date()
        asked = self.court.request(
            self.chance.choice(self.cases),
            estimated_minutes=self.chance.choice([30, 240, 900]),
            earliest_on=first.isoformat(),
            latest_on=(first + timedelta(days=self.chance.randint(0, 8))).isoformat(),
            priority="urgent",
        )
        if self.requests and self.chance.random() < 0.3:
            link = self.chance.choice(["before", "after", "same_day"])
            asked |= {"link": link, "linked_hearing_id": self.chance.choice(self.requests)["hearing_id"]}
        self.requests.append(asked)
        return requested(asked)

    def updated(self) -> RawRecord:
        case = self.chance.choice(self.cases)
        case["version"] = case.get("version", 1) + 1
        claimant = {"person_id": self.chance.choice(self.people), **case["parties"][0]}
        case["parties"] = [self.chance.choice([claimant, case["parties"][0]]), *self._parties()[1:]]
        data = {name: case[name] for name in ("case_id", "court_id", "version", "parties")}
        return record("court.case.updated", data)

    def staff(self) -> RawRecord:
        person, day = self.chance.choice(self.court.judges), self._at(self.chance.randint(-1, 4)).date().isoformat()
        of = {"court_id": self.court.court_id, "person_id": person}
        self.version += 1
        post = {
            **of,
            "version": self.version,
            "post_id": new_id(),
            "role": "judge",
            "name": "J",
            "from_on": "2020-01-01",
        }
        pattern = {"mon": ["am"], "tue": ["am", "pm"], "thu": ["pm"]}
        to_come = [{"from_on": day, "working_pattern": {"wed": ["am"]}}, {"from_on": "2026-12-01"}]
        authority, interest = {"specialism": "tax", "from_on": day}, {"interest_id": self._id(), "against": "A"}
        norm = {"court_id": self.court.court_id, "category": "civil.contract", "weight_minutes": 99, "valid_from": day}
        return self.chance.choice(
            [
                record("court.staff.updated", {**post, "working_pattern": pattern}),
                record("court.staff.updated", {**post, "working_pattern": pattern, "working_patterns": to_come}),
                record("court.staff.updated", post),
                record("court.staff.suspended", {**of, "from_on": day}),
                record("court.staff.reinstated", {**of, "from_on": day}),
                record("court.staff.authorised", {**of, **authority}),
                record("court.staff.authorisation_ended", {**of, **authority}),
                record("court.interest.declared", {**of, **interest}),
                record("court.norm.changed", norm),
            ]
        )

    def order(self) -> Command:
        """Something that somebody at a desk asks for."""
        room, day = UUID(self.chance.choice(self.court.rooms)), self._at(self.chance.randint(1, 6))
        hours = ((time(9), time(12)), (time(14), time(18)))
        orders: list[Command] = [
            KeepRoom(Room(room, self.chance.choice(["Room 1", "Another name"])), reopens=True),
            CloseRoom(room, day),
            ChangeCalendar(Calendar(closed=frozenset({day.date()})), day.date(), day.date()),
            ChangeCalendar(Calendar(sitting_hours=hours), day.date(), day.date()),
            ReviewCatalogue(),
            ReviewLimits(),
        ]
        if self.cases:
            orders.append(RecordRuling(UUID(self.chance.choice(self.cases)["case_id"]), self._ruling()))
        return self.chance.choice(orders)

    def _ruling(self) -> Ruling:
        first = self._at(self.chance.randint(-3, 3)).date()
        return Ruling(
            ruling_id=UUID(new_id()),
            kind="suspended",
            recorded_at=self.clock(),
            recorded_by=UUID(self.court.clerks[0]),
            reason="An expert is asked",
            from_on=first,
            until_on=first + timedelta(days=2),
        )

    def absence(self) -> RawRecord:
        who = self.chance.choice(self.court.judges + self.court.clerks + self.people[1:])
        data = {**self._span(), "absence_id": self._id(), "person_id": who, "kind": "leave"}
        self.withdrawable.append(("court.absence.cancelled", data))
        return record("court.absence.approved", data)

    def unavailability(self) -> RawRecord:
        party = self.chance.choice(self.chance.choice(self.cases)["parties"])["party_id"]
        whom = [{"person_id": self.chance.choice(self.people)}, {"party_id": party}, {"room_id": self.court.rooms[0]}]
        data = {**self._span(), "unavailability_id": self._id()}
        self.withdrawable.append(("court.unavailability.withdrawn", data))
        return record("court.unavailability.declared", data | self.chance.choice(whom))

    def ended(self) -> RawRecord:
        of = self._of(self.chance.choice(self.requests))
        self.chance.shuffle(self.withdrawable)
        kind, data = self.withdrawable.pop() if self.withdrawable else ("court.hearing.withdrawn", of)
        return record(kind, {**data, "reason": "it is over"})

    def concluded(self) -> RawRecord:
        data = {**self._of(self.chance.choice(self.requests)), "outcome": self.chance.choice(["held", "adjourned"])}
        times = {"started_at": self._at(0, -3).isoformat(), "ended_at": self._at(0, -1).isoformat()}
        return record("court.hearing.concluded", data | times)

    def closed(self) -> RawRecord:
        case = self.chance.choice(self.cases)
        data = {"case_id": case["case_id"], "court_id": self.court.court_id, "outcome": "resolved"}
        return record("court.case.closed", {**data, "closed_at": self._at(0).isoformat()})

    def _id(self) -> str:
        """A new id, or one that was used before, for somebody else as it may be."""
        if self.used and self.chance.random() < 0.4:
            return self.chance.choice(self.used)
        self.used.append(new_id())
        return self.used[-1]

    def _parties(self) -> list[Data]:
        return [
            {"party_id": new_id(), "role": "claimant", "name": "A"},
            {"party_id": new_id(), "role": "witness", "name": "B", "person_id": self.chance.choice(self.people)},
        ]

    def _span(self) -> Data:
        first = self.chance.randint(-2, 6)
        starts, ends = self._at(first), self._at(first + self.chance.randint(1, 5))
        return {"court_id": self.court.court_id, "starts_at": starts.isoformat(), "ends_at": ends.isoformat()}

    def _of(self, request: Data) -> Data:
        return {name: request[name] for name in ("hearing_id", "case_id", "court_id")}

    def _at(self, days: int, hours: int = 0) -> datetime:
        return self.clock.now + timedelta(days=days, hours=hours)


def what_matters(court: Court, now: datetime) -> Data:
    """Of everybody in post or in an open case: when they are free; and what is written down."""
    cases = {case_id: case for case_id, case in court.cases.items() if not case.closed_at}
    people = {party.resource_id for case in cases.values() for party in case.parties}
    days = range(court.today(now).toordinal() + 1, court.today(now).toordinal() + AHEAD)
    agendas = {one: court.diaries.agenda(one) for one in {*people, *court.posts, *court.rooms}}
    free = {one: [(agenda.attends(day), agenda.serves(day)) for day in days] for one, agenda in agendas.items()}
    absences = {
        key: one
        for key, one in court.absences.items()
        if one.person_id in agendas and not one.is_cancelled and one.ends_at > now
    }
    unavailabilities = {
        key: one
        for key, one in court.unavailabilities.items()
        if one.resource_id in agendas and not one.is_withdrawn and one.ends_at > now
    }
    # What has been told for the last time leaves memory on another day.
    waiting = {one for one in court.unlisted if court.hearings[one].request.latest_on >= court.today(now)}
    return {name: getattr(court, name) for name in SAME} | {
        "cases": cases,
        "free": free,
        "waiting": waiting,
        "absences": absences,
        "unavailabilities": unavailabilities,
    }


async def courts_of(scheduling: Scheduling, work: Work, happenings: Happenings) -> list[Court]:
    """The court in memory, and as it is read anew."""
    court_id, found = happenings.court.court_id, []
    for sets in (scheduling.sets, WorkingSets()):
        async with work.begin() as uow:
            touched = Touched(courts={court_id}, cases={UUID(case["case_id"]): court_id for case in happenings.cases})
            loaded = await sets.take(uow.connection, touched, uow.now)
            sets.keep(loaded, {})
            found.append(loaded.court(court_id))
    return found


@pytest.mark.parametrize("seed", [1, 2, 3])
async def test_a_court_in_memory_is_the_court_in_the_database(
    scheduling: Scheduling, work: Work, clock: SteppingClock, seed: int
) -> None:
    chance, courts = Random(seed), [await ACourt().open(scheduling) for _ in range(2)]
    people = [new_id(), courts[0].clerks[0], courts[1].judges[0]]
    used: list[str] = []
    both = [Happenings(court, chance, clock, people, used) for court in courts]
    passing = PassingTime(work, scheduling.sets)
    for _ in range(BATCHES):
        await scheduling.take(*(chance.choice(both).one() for _ in range(chance.randint(1, 6))))
        if chance.random() < 0.2:
            happenings = chance.choice(both)
            await scheduling.order(happenings.court.court_id, happenings.order())
        if chance.random() < 0.3:
            clock.step(timedelta(hours=chance.randint(1, 30)))
            await passing.step()
        assert "processing_failed" not in await scheduling.dead()
        for happenings in both:
            warm, cold = await courts_of(scheduling, work, happenings)
            assert what_matters(warm, clock.now) == what_matters(cold, clock.now)
            assert {one: warm.hearings[one] for one in cold.hearings} == cold.hearings
    told = {one["type"] for one in await scheduling.told()}
    assert {"court.hearing.scheduled.v1", "court.hearing.unlisted.v1"} <= told, "enough has happened"


async def test_working_patterns_to_come_survive_a_restart(
    scheduling: Scheduling, work: Work, clock: SteppingClock
) -> None:
    court, changes = await ACourt().open(scheduling), [{"from_on": "2026-03-17", "working_pattern": {"fri": ["pm"]}}]
    judge = UUID(court.judges[0])
    for version, told in ((2, changes), (3, [*changes, {"from_on": "2026-04-01"}])):
        appointed = court.appointed(court.judges[0], "judge", version=version, working_patterns=told)
        await scheduling.take(appointed)
    happenings = Happenings(court, Random(1), clock, [court.judges[0]], [])
    warm, cold = await courts_of(scheduling, work, happenings)
    before, friday, april = (date(2026, 3, 16), date(2026, 3, 20), date(2026, 4, 2))
    for known in (warm, cold):
        held = known.posts[judge]
        assert [held.pattern_on(day) for day in (before, friday, april)] == [None, {"fri": frozenset({"pm"})}, None]
        works = known.diaries.agenda(judge).on_duty(friday.toordinal())
        assert 0 < works < known.grid.day(friday.toordinal()).open
    assert what_matters(warm, clock.now) == what_matters(cold, clock.now)
    await scheduling.take(court.appointed(court.judges[0], "judge", version=4))
    assert [one.posts[judge].working_patterns for one in await courts_of(scheduling, work, happenings)] == [(), ()]
