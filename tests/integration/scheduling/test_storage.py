"""What is stored is read back as it was, and the ledger of draws only grows."""

from datetime import UTC, date, datetime, timedelta
from uuid import uuid4

import asyncpg
import pytest
from tarazy_scheduling.adapters.documents import read_case, read_hearing, write_case, write_hearing
from tarazy_scheduling.app.touched import Touched
from tarazy_scheduling.app.working_sets import WorkingSets
from tarazy_scheduling.domain.model.case import Case, Conflict, Party
from tarazy_scheduling.domain.model.hearing import Hearing, Placing, Request, Sitting
from tarazy_scheduling.domain.working_set.court import Court
from tarazy_shared.unit_of_work import Work

from tests.integration.scheduling.a_court import ACourt, Scheduling, registered, requested
from tests.integration.scheduling.a_full_court import everything

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
