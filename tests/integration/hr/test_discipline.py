"""A disciplinary case on a real database: recorded, drawn, suspended from duty, let into force, erased."""

from datetime import date, timedelta
from typing import Any
from uuid import UUID

import asyncpg
import httpx
import pytest
from tarazy_hr.adapters.discipline import body, papers, standing
from tarazy_hr.adapters.discipline.body import Membership
from tarazy_hr.adapters.discipline.papers import Paper
from tarazy_hr.adapters.discipline.record import RECORD
from tarazy_hr.adapters.proceedings.clocks import running_clocks
from tarazy_hr.adapters.proceedings.rules import DISCIPLINE, EVALUATION
from tarazy_hr.app.discipline.conducting import Conducted, conduct
from tarazy_hr.app.discipline.looping import count_clocks, draw_panels, erase_papers, let_cases_pass
from tarazy_hr.domain.discipline import commands, facts
from tarazy_hr.domain.discipline.case import told_by
from tarazy_hr.domain.discipline.commands import Command, Receive
from tarazy_hr.domain.discipline.drawing import drawn
from tarazy_hr.domain.refusal import Refusal
from tarazy_shared.beacons.development import DevelopmentBeacon
from tarazy_shared.ids import uuid7
from tarazy_shared.unit_of_work import Cause, Work

from tests.clocks import SteppingClock
from tests.integration.hr.conftest import told
from tests.integration.hr.requests import COURT, a_court, a_person_url, an_id, person

JUDGE, INSPECTOR = UUID(an_id("aigul")), UUID(an_id("inspector"))
CASE = UUID(an_id("disciplinary case"))
MEMBERS = [UUID(an_id(f"member {number}")) for number in range(4)]
RECEIVE = Receive(CASE, COURT, JUDGE, "person", None, ("ethics_breach",), date(2026, 11, 2), date(2026, 11, 20), ())
COMPLAINT = Paper(UUID(an_id("paper")), "complaint", "Ерлан Сатпаев", "Complaint", "She shouted.", None)


@pytest.fixture
def beacon(clock: SteppingClock) -> DevelopmentBeacon:
    return DevelopmentBeacon.of("a key of the tests", clock)


@pytest.fixture
async def court(http: httpx.AsyncClient, work: Work) -> None:
    """A judge, an inspector by post, and a body of members from elsewhere."""
    await a_court(http, "aigul")
    post = person("inspector") | {"role": "inspector", "post_id": an_id("post of inspector")}
    assert (await http.put(a_person_url("inspector"), json=post)).status_code == 200
    async with work.begin() as uow:
        for who in MEMBERS:
            assert await body.enter(uow.connection, Membership(who, "first", date(2026, 1, 1), None), uow.now) is True
            assert await body.enter(uow.connection, Membership(who, "first", date(2026, 1, 1), None), uow.now) is False


async def tell(work: Work, command: Command, **more: Any) -> Conducted | Refusal:
    """One command in a transaction of its own; a refusal leaves nothing."""
    async with work.begin() as uow:
        cause = Cause.command(uuid7(uow.now))
        return await conduct(uow, COURT, CASE, command, "system", cause, **more)


async def do(work: Work, command: Command, **more: Any) -> Conducted:
    done = await tell(work, command, **more)
    assert isinstance(done, Conducted), done
    return done


async def test_what_comes_with_the_program_is_whole() -> None:
    assert DISCIPLINE.check(DISCIPLINE.shipped.rules) is None
    assert EVALUATION.check(EVALUATION.shipped.rules) is None
    assert not DISCIPLINE.shipped.rules.verified


async def test_from_the_complaint_to_force(
    work: Work, pool: asyncpg.Pool, clock: SteppingClock, beacon: DevelopmentBeacon, court: None
) -> None:
    await do(work, RECEIVE, with_papers=[COMPLAINT])
    await do(work, commands.Admit(INSPECTOR))
    await do(work, commands.TakeOffDuty(date(2026, 11, 24)))
    assert "court.staff.suspended.v1" in [event.type for event in await told(pool)]
    await do(work, commands.Refer(("ethics_breach",)))
    await do(work, commands.OrderPanel(), beacon=beacon.clock)
    assert await draw_panels(work, beacon) is False
    clock.step(timedelta(seconds=10))
    await draw_panels(work, beacon)
    async with work.begin() as uow:
        entries, _ = await RECORD.read(uow.connection, CASE)
        case = told_by(entries)
        mine = await standing.cases(uow.connection, None, MEMBERS[0])
        everybody = await standing.cases(uow.connection, COURT)
    assert case is not None
    panel = case.panels["first"]
    assert len(set(panel) & set(MEMBERS)) == 3
    assert (len(mine), len(everybody)) == (int(MEMBERS[0] in panel), 1)
    order = next(one.fact for one in entries if isinstance(one.fact, facts.PanelOrdered))
    done = next(one.fact for one in entries if isinstance(one.fact, facts.PanelDrawn))
    assert drawn(order, done.randomness) == panel

    await do(work, commands.RecordHearing(date(2026, 11, 24)))
    await do(work, commands.Decide("remark", ("ethics_breach",), panel[0]))
    async with pool.acquire() as connection:
        clocks = {one.code: one.due_on for one in await running_clocks(connection, [COURT])}
    assert clocks == {"appeal": date(2026, 12, 8)}
    clock.step(timedelta(days=15))
    assert await let_cases_pass(work) is True
    assert await let_cases_pass(work) is False
    async with pool.acquire() as connection:
        (one,) = await running_clocks(connection, None)
    assert (one.code, one.due_on) == ("expiry_of_remark", date(2027, 6, 9))
    assert await count_clocks(work) is False
    clock.step(timedelta(days=1))
    assert await count_clocks(work) is True


async def test_papers_go_when_their_time_is_over_and_the_record_stays(
    work: Work, pool: asyncpg.Pool, clock: SteppingClock, court: None
) -> None:
    await do(work, RECEIVE, with_papers=[COMPLAINT])
    await do(work, commands.Reject("unfounded"))
    clock.step(timedelta(days=1095))
    assert await erase_papers(work) is False
    clock.step(timedelta(days=2))
    assert await erase_papers(work) is True
    async with pool.acquire() as connection:
        assert await papers.of_case(connection, CASE) == []
        lines = await RECORD.lines(connection, CASE)
    assert len(lines) == 3
    assert not any("Сатпаев" in line for line in lines)


async def received_and_broken_off(work: Work) -> None:
    async with work.begin() as uow:
        cause = Cause.command(uuid7(uow.now))
        await conduct(uow, COURT, CASE, RECEIVE, "system", cause, with_papers=[COMPLAINT])
        raise ZeroDivisionError


async def test_what_is_broken_off_or_refused_leaves_nothing(work: Work, pool: asyncpg.Pool, court: None) -> None:
    with pytest.raises(ZeroDivisionError):
        await received_and_broken_off(work)
    refused = await tell(work, commands.Admit(INSPECTOR))
    assert isinstance(refused, Refusal)
    assert refused.code == "unknown_case"
    async with pool.acquire() as connection:
        assert await RECORD.lines(connection, CASE) == []
        assert await connection.fetchval("SELECT count(*) FROM discipline_papers") == 0


async def test_the_record_is_only_ever_added_to(work: Work, pool: asyncpg.Pool, court: None) -> None:
    await do(work, RECEIVE)
    with pytest.raises(asyncpg.IntegrityConstraintViolationError, match="only ever added to"):
        await pool.execute("UPDATE discipline_entries SET line = 'x'")
    with pytest.raises(asyncpg.IntegrityConstraintViolationError, match="only ever added to"):
        await pool.execute("DELETE FROM discipline_entries")
