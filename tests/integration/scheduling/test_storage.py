"""What is stored is read back as it was; the ledger of draws only grows; facts can be told again."""

from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import asyncpg
import pytest
from tarazy_scheduling.adapters import due_courts
from tarazy_scheduling.adapters.documents import read_case, read_hearing, write_case, write_hearing
from tarazy_scheduling.app.passing_time import PassingTime
from tarazy_scheduling.app.republishing import republish_hearings
from tarazy_scheduling.app.touched import Touched
from tarazy_scheduling.app.working_sets import WorkingSets
from tarazy_scheduling.domain.commands import ChangeCalendar, CloseRoom, KeepRoom
from tarazy_scheduling.domain.model.calendar import Calendar
from tarazy_scheduling.domain.model.case import Case, Conflict, Party
from tarazy_scheduling.domain.model.hearing import Hearing, Placing, Request, Sitting
from tarazy_scheduling.domain.model.means import Room
from tarazy_scheduling.domain.working_set.court import Court
from tarazy_shared.unit_of_work import Work

from tests.clocks import SteppingClock
from tests.ids import new_id
from tests.integration.scheduling.a_court import ACourt, Scheduling, record, registered, requested

NOW = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)


def test_a_case_and_a_hearing_survive_being_written_and_read() -> None:
    party = Party(uuid4(), "accused", "Р. «Власов»\n", minor=True, represents=uuid4(), person_id=uuid4())
    case = Case(
        uuid4(), b"0f" * 32, "1-2/3", "criminal.minor", NOW, (party,), specialisms=("a", "b"), panel=(uuid4(),),
        custody_since=date(2026, 1, 1), recused=frozenset({uuid4()}), unallocated=(Conflict("no_judge", "None", "x"),),
    )  # fmt: skip
    sitting = Sitting(NOW, NOW + timedelta(hours=1), uuid4())
    placing = Placing((sitting,), (uuid4(), uuid4()), None, (uuid4(),), (uuid4(),), (uuid4(),))
    request = Request(2, "main", 60, date(2026, 3, 1), date(2026, 4, 1), room_features=frozenset({"video"}))
    hearing = Hearing(uuid4(), case.case_id, request, "listed", 3, placing)
    assert read_case(write_case(case)) == case
    assert read_hearing(write_hearing(hearing)) == hearing


async def everything(court: ACourt, scheduling: Scheduling) -> None:
    """Something of every kind in the court."""
    judge, clerk = court.judges[0], court.clerks[0]
    of = {"court_id": court.court_id, "person_id": judge}
    away = {"starts_at": "2026-03-20T00:00:00+05:00", "ends_at": "2026-03-25T00:00:00+05:00"}
    cases = [court.case() for _ in range(3)]
    room = {"court_id": court.court_id, "unavailability_id": new_id(), "room_id": court.rooms[0], **away}
    await scheduling.take(
        record("court.staff.authorised", {**of, "specialism": "civil", "from_on": "2026-01-01"}),
        record("court.absence.approved", {**of, "person_id": clerk, "absence_id": new_id(), "kind": "leave", **away}),
        record("court.staff.suspended", {**of, "person_id": court.judges[2], "from_on": "2026-03-02"}),
        record("court.interest.declared", {**of, "interest_id": new_id(), "against": "ТОО «Алтын Дан»"}),
        record("court.norm.changed", {"court_id": court.court_id, "category": "civil.contract", "weight_minutes": 99,
                                      "valid_from": "2026-01-01"}),
        *(registered(case) for case in cases),
        *(requested(court.request(case)) for case in cases),
        requested(court.request(cases[0], latest_on="2026-03-10", earliest_on="2026-03-11")),
        record("court.unavailability.declared", room),
    )  # fmt: skip


STATE = (
    "version", "zone", "language", "level", "calendar", "catalogue", "norms", "rooms", "posts", "authorisations",
    "questions", "absences", "suspensions", "interests", "unavailabilities", "cases", "hearings", "balances", "ledger",
    "terms",
)  # fmt: skip


async def test_a_court_read_from_the_database_is_the_court_that_was_saved(
    scheduling: Scheduling, court: ACourt, work: Work
) -> None:
    await scheduling.take(*court.events())  # nothing new: the court is read with all that belongs to it
    await everything(court, scheduling)
    touched = Touched(courts={court.court_id})
    courts: list[Court] = []
    for sets in (scheduling.sets, WorkingSets()):
        async with work.begin() as uow:
            courts.append((await sets.take(uow.connection, touched, uow.now)).court(court.court_id))
    warm, cold = courts
    assert warm is not cold
    assert len(cold.hearings) == 4
    for name in STATE:
        assert getattr(warm, name) == getattr(cold, name), name


async def test_the_ledger_of_draws_is_a_chain_that_cannot_be_changed(
    scheduling: Scheduling, court: ACourt, pool: asyncpg.Pool
) -> None:
    await scheduling.take(*(registered(court.case()) for _ in range(3)))
    rows = await pool.fetch("SELECT number, previous_hash, hash FROM draws ORDER BY number")
    assert [row["number"] for row in rows] == [1, 2, 3]
    assert rows[0]["previous_hash"] == bytes(32)
    assert [row["previous_hash"] for row in rows[1:]] == [row["hash"] for row in rows[:-1]]
    for statement in ("UPDATE draws SET number = 9 WHERE number = 1", "DELETE FROM draws"):
        with pytest.raises(asyncpg.InsufficientPrivilegeError):
            await pool.execute(statement)


async def test_what_stands_is_told_again_as_it_was(scheduling: Scheduling, court: ACourt, work: Work) -> None:
    await everything(court, scheduling)
    assert await as_it_was_told(scheduling, work, court) > 0


async def test_what_has_changed_since_is_told_again_as_it_was(
    scheduling: Scheduling, court: ACourt, work: Work, clock: SteppingClock
) -> None:
    case = court.case()
    first, second, third = (court.request(case) for _ in range(3))
    second |= {"link": "after", "linked_hearing_id": first["hearing_id"]}
    await scheduling.take(registered(case), registered(court.case(category="no.such")))
    await scheduling.take(requested(first), requested(second), requested(third))
    for number, room in enumerate(court.rooms):
        await scheduling.order(court.court_id, KeepRoom(Room(UUID(room), f"Hall {number}", address="Abai 1")))
    changed = {"case_id": case["case_id"], "court_id": court.court_id, "version": 2}
    changed |= {"number": "changed", "confidential": True, "custody": {"since": "2026-03-01", "limit_on": "2026-06-01"}}
    await scheduling.take(record("court.case.updated", changed))
    # The second follows the first, stays where it is and is not told of; the third is told of for the last time.
    answers = await scheduling.take(
        requested({**first, "request_version": 2, "estimated_minutes": 30}),
        record("court.hearing.withdrawn", {**_of(third), "reason": "settled"}),
    )
    assert [one["hearing_id"] for one in answers] == [first["hearing_id"], third["hearing_id"]]
    day = date(2026, 5, 4)
    await scheduling.order(court.court_id, ChangeCalendar(Calendar(closed=frozenset({day})), day, day))
    await scheduling.order(court.court_id, CloseRoom(UUID(court.rooms[1]), clock.now + timedelta(days=300)))
    clock.step(timedelta(days=3))
    assert await as_it_was_told(scheduling, work, court) > 0


async def as_it_was_told(scheduling: Scheduling, work: Work, court: ACourt) -> int:
    """Tell everything again, and compare it with what was told last of each thing; how many facts it were."""
    before = await scheduling.told()
    again_from = await scheduling.pool.fetchval("SELECT max(id) FROM outbox")
    told = await republish_hearings(work, court.court_id)
    again = await scheduling.told(again_from)
    assert told == len(again)
    last = {_aggregate(fact): fact for fact in before}
    repeated = {_aggregate(fact): fact for fact in again}
    assert repeated.keys() == last.keys()
    for key, fact in repeated.items():
        unsaid = {"cause": None, "correlation": None}
        assert fact | unsaid == last[key] | unsaid
    return told


def _aggregate(fact: dict[str, Any]) -> tuple[str, str]:
    family = fact["type"].split(".")[1]
    return family, fact.get(f"{family}_id", fact["court_id"])


async def test_when_the_window_has_passed_the_hearing_is_told_a_last_time(
    scheduling: Scheduling, court: ACourt, work: Work, clock: SteppingClock
) -> None:
    case = court.case()
    request = court.request(case, earliest_on="2026-03-09", latest_on="2026-03-10", estimated_minutes=2400)
    unlisted = (await scheduling.take(registered(case), requested(request)))[-1]
    assert unlisted["type"] == "court.hearing.unlisted.v1"
    passing = PassingTime(work, scheduling.sets)
    await passing.step()
    assert (await scheduling.told())[-1]["version"] == 1
    clock.step(timedelta(days=9))
    await passing.step()
    last = (await scheduling.told())[-1]
    assert (last["version"], last["conflicts"][0]["code"]) == (2, "window_in_past")
    await passing.step()
    assert (await scheduling.told())[-1] == last


async def test_what_was_told_for_the_last_time_is_loaded_only_when_it_is_named(
    scheduling: Scheduling, court: ACourt, work: Work, clock: SteppingClock
) -> None:
    case = court.case()
    asked_again, withdrawn = (court.request(case, latest_on="2026-03-17", room_features=["dock"]) for _ in range(2))
    await scheduling.take(registered(case), requested(asked_again), requested(withdrawn))
    passing = PassingTime(work, scheduling.sets)
    clock.step(timedelta(days=30))  # nothing has run meanwhile
    await passing.step()
    last = (await scheduling.told())[-2:]
    assert [one["conflicts"][0]["code"] for one in last] == ["window_in_past"] * 2
    clock.step(timedelta(days=3))
    await passing.step()
    async with work.begin() as uow:
        loaded = await scheduling.sets.take(uow.connection, Touched(courts={court.court_id}), uow.now)
        scheduling.sets.keep(loaded, {})
        assert not loaded.court(court.court_id).hearings
    clock.step(timedelta(hours=1))
    async with work.begin() as uow:
        assert not await due_courts.find(uow.connection, uow.now, timedelta(minutes=10), 9), "nothing waits"
    await as_it_was_told(scheduling, work, court)
    later = {"request_version": 2, "room_features": [], "earliest_on": "2026-04-20", "latest_on": "2026-05-20"}
    scheduled, cancelled = await scheduling.take(
        requested({**asked_again, **later}),
        record("court.hearing.withdrawn", {**_of(withdrawn), "reason": "settled"}),
    )
    assert (scheduled["type"], scheduled["version"]) == ("court.hearing.scheduled.v1", 3)
    assert (cancelled["type"], cancelled["version"]) == ("court.hearing.cancelled.v1", 3)


async def test_a_case_that_waits_is_drawn_when_a_judge_is_back(
    scheduling: Scheduling, work: Work, clock: SteppingClock
) -> None:
    court = await ACourt(judges=[new_id()]).open(scheduling)
    away = {"starts_at": "2026-03-02T00:00:00+05:00", "ends_at": "2026-03-09T00:00:00+05:00"}
    absence = {
        "court_id": court.court_id,
        "person_id": court.judges[0],
        "absence_id": new_id(),
        "kind": "leave",
        **away,
    }
    await scheduling.take(record("court.absence.approved", absence))
    [unallocated] = await scheduling.take(registered(court.case()))
    assert unallocated["type"] == "court.case.unallocated.v1"
    clock.step(timedelta(days=8))
    await PassingTime(work, scheduling.sets).step()
    allocated = (await scheduling.told())[-1]
    assert (allocated["type"], allocated["reason"]) == ("court.case.allocated.v1", "became_eligible")


async def test_who_becomes_free_in_one_court_is_tried_again_in_another(scheduling: Scheduling, work: Work) -> None:
    here, there = [await ACourt().open(scheduling) for _ in range(2)]
    advocate = new_id()
    parties = [{"party_id": new_id(), "role": "representative", "name": "B", "person_id": advocate}]
    only = {"earliest_on": "2026-03-16", "latest_on": "2026-03-16", "starts_at": "2026-03-16T10:00:00+05:00"}
    case, other = here.case(parties=parties), there.case(parties=parties)
    first = here.request(case, **only)
    await scheduling.take(registered(case), requested(first))
    unlisted = (await scheduling.take(registered(other), requested(there.request(other, **only))))[-1]
    assert unlisted["conflicts"][0]["code"] == "attendee_busy"
    withdrawal, correlation = new_id(), new_id()
    withdrawn = record(
        "court.hearing.withdrawn", {**_of(first), "reason": "settled"}, event_id=withdrawal, correlation_id=correlation
    )
    await scheduling.take(withdrawn)
    await PassingTime(work, scheduling.sets).step()
    scheduled = (await scheduling.told())[-1]
    assert (scheduled["type"], scheduled["court_id"]) == ("court.hearing.scheduled.v1", there.court_id)
    assert (scheduled["cause"], scheduled["correlation"]) == (withdrawal, correlation)


def _of(request: dict[str, Any]) -> dict[str, Any]:
    return {name: request[name] for name in ("hearing_id", "case_id", "court_id")}


async def test_a_person_who_cannot_come_cannot_come_in_any_court(scheduling: Scheduling) -> None:
    here, there = [await ACourt().open(scheduling) for _ in range(2)]
    advocate = new_id()
    parties = [{"party_id": new_id(), "role": "representative", "name": "B", "person_id": advocate}]
    placed = []
    for court in (here, there):
        case = court.case(parties=parties)
        placed.append((await scheduling.take(registered(case), requested(court.request(case))))[-1])
    declared = {
        "court_id": here.court_id,
        "unavailability_id": new_id(),
        "person_id": advocate,
        "starts_at": "2026-03-16T00:00:00+05:00",
        "ends_at": "2026-03-18T00:00:00+05:00",
    }
    moved = await scheduling.take(record("court.unavailability.declared", declared))
    assert {one["hearing_id"] for one in moved} == {one["hearing_id"] for one in placed}
    assert {one["reason"] for one in moved} == {"attendee_unavailable"}
    assert all(one["sittings"][0]["starts_at"] > "2026-03-17T19" for one in moved)


async def test_an_unavailability_in_the_past_is_refused_once_however_many_courts_know_the_person(
    scheduling: Scheduling,
) -> None:
    courts, advocate = [await ACourt().open(scheduling) for _ in range(2)], new_id()
    parties = [{"party_id": new_id(), "role": "representative", "name": "B", "person_id": advocate}]
    await scheduling.take(*(registered(court.case(parties=parties)) for court in courts))
    declared = {
        "court_id": courts[0].court_id,
        "unavailability_id": new_id(),
        "person_id": advocate,
        "starts_at": "2026-02-01T00:00:00+05:00",
        "ends_at": "2026-02-02T00:00:00+05:00",
    }
    [refused] = await scheduling.take(record("court.unavailability.declared", declared))
    assert (refused["type"], refused["court_id"]) == ("court.event.refused.v1", courts[0].court_id)
    assert refused["reasons"][0]["code"] == "in_the_past"


async def test_whoever_is_on_leave_in_one_court_is_no_witness_in_another(scheduling: Scheduling) -> None:
    here, there = [await ACourt().open(scheduling) for _ in range(2)]
    parties = [{"party_id": new_id(), "role": "witness", "name": "B", "person_id": there.clerks[0]}]
    case = here.case(parties=parties)
    scheduled = (await scheduling.take(registered(case), requested(here.request(case))))[-1]
    assert scheduled["sittings"][0]["starts_at"] == "2026-03-16T04:00:00Z"
    absence = {
        "court_id": there.court_id,
        "person_id": there.clerks[0],
        "absence_id": new_id(),
        "kind": "leave",
        "starts_at": "2026-03-16T00:00:00+05:00",
        "ends_at": "2026-03-18T00:00:00+05:00",
    }
    [moved] = await scheduling.take(record("court.absence.approved", absence))
    assert (moved["hearing_id"], moved["reason"]) == (scheduled["hearing_id"], "attendee_unavailable")
    assert moved["sittings"][0]["starts_at"] == "2026-03-18T04:00:00Z"
    await scheduling.take(record("court.absence.cancelled", absence))
    early = here.request(case, earliest_on="2026-03-17", latest_on="2026-03-17")
    [placed] = await scheduling.take(requested(early))
    assert placed["type"] == "court.hearing.scheduled.v1"


async def test_every_request_that_waited_is_answered_for_itself(scheduling: Scheduling, court: ACourt) -> None:
    case = court.case()
    first = court.request(case)
    second = {**first, "request_version": 2, "earliest_on": "2026-03-23"}
    other = court.request(case, room_features=["dock"])
    ids = [new_id() for _ in range(3)]
    waiting = [requested(data, event_id=id_) for data, id_ in zip((first, second, other), ids, strict=True)]
    assert await scheduling.take(*waiting) == []
    allocated, *answers = await scheduling.take(registered(case))
    assert allocated["type"] == "court.case.allocated.v1"
    assert [(one["type"], one["cause"], one["request_version"]) for one in answers] == [
        ("court.hearing.scheduled.v1", ids[0], 1),
        ("court.hearing.rescheduled.v1", ids[1], 2),
        ("court.hearing.unlisted.v1", ids[2], 1),
    ]
    assert answers[1]["reason"] == "request_changed"
    assert answers[1]["previous"]["sittings"] == answers[0]["sittings"]


async def test_the_request_for_the_next_hearing_is_answered_under_the_conclusion(
    scheduling: Scheduling, court: ACourt
) -> None:
    case = court.case()
    request, following = court.request(case), court.request(case, hearing_type="continued")
    await scheduling.take(registered(case), requested(request))
    concluded = {**_of(request), "outcome": "adjourned", "next": following}
    conclusion_id = new_id()
    recorded, scheduled = await scheduling.take(record("court.hearing.concluded", concluded, event_id=conclusion_id))
    assert (recorded["hearing_id"], recorded["version"]) == (request["hearing_id"], 2)
    assert (scheduled["hearing_id"], scheduled["version"]) == (following["hearing_id"], 1)
    assert {recorded["cause"], scheduled["cause"]} == {conclusion_id}


async def test_an_id_of_another_courts_case_or_hearing_is_refused(scheduling: Scheduling, court: ACourt) -> None:
    other, case = await ACourt().open(scheduling), court.case()
    request = court.request(case)
    await scheduling.take(registered(case), requested(request))
    mine = other.case()
    await scheduling.take(
        registered({**mine, "case_id": case["case_id"]}),
        registered(mine),
        requested({**other.request(mine), "hearing_id": request["hearing_id"]}),
    )
    assert sorted(await scheduling.dead()) == ["already_registered", "field_wrong"]
