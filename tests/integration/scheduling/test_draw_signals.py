"""Where somebody should look: noted as it happens, shown with the figures, told as gauges."""

from datetime import timedelta
from typing import Any

import asyncpg
import pytest
from tarazy_scheduling.app import telemetry, watching_draws
from tarazy_scheduling.app.draw_figures import CourtFigures, DrawFigures, Period
from tarazy_scheduling.app.watching_draws import WatchingDraws
from tarazy_shared.lifecycle import Running

from tests.clocks import SteppingClock
from tests.ids import new_id
from tests.integration.scheduling.a_court import ACourt, Scheduling, record, recused, registered, requested

ZONE = "Asia/Almaty"
AGAINST = "Алтын Дан"


def interest(court: ACourt, judge: str, against: str = AGAINST) -> Any:
    data = {"interest_id": new_id(), "person_id": judge, "court_id": court.court_id, "against": against}
    return record("court.interest.declared", data)


async def found(running: Running, court: ACourt) -> CourtFigures:
    today = running.clock().date()
    return await DrawFigures(running.pool, running.clock).of(court.court_id, ZONE, Period.year_before(today))


@pytest.mark.parametrize(("minutes", "is_late"), [(0, True), (59, True), (60, False)])
async def test_an_interest_declared_less_than_an_hour_before_a_draw_is_seen(
    scheduling: Scheduling, court: ACourt, running: Running, clock: SteppingClock, minutes: int, is_late: bool
) -> None:
    await scheduling.take(interest(court, court.judges[0]))
    entered_at = clock.now
    clock.step(timedelta(minutes=minutes))
    await scheduling.take(registered(court.case()))
    late = (await found(running, court)).late
    assert len(late) == is_late
    for one in late:
        assert (one.number, str(one.person_id), one.code) == (1, court.judges[0], "interest_declared")
        assert (one.entered_at, one.drawn_at) == (entered_at, clock.now)


async def test_an_interest_that_touches_nobody_in_the_case_is_not(
    scheduling: Scheduling, court: ACourt, running: Running
) -> None:
    await scheduling.take(interest(court, court.judges[0], "Somebody else entirely"))
    await scheduling.take(registered(court.case()))
    assert (await found(running, court)).late == ()


async def test_that_a_case_leaves_a_judge_who_was_recused_is_no_sign_of_anything(
    scheduling: Scheduling, court: ACourt, running: Running
) -> None:
    case = court.case()
    (told,) = await scheduling.take(registered(case))
    await scheduling.take(recused(case, told["person_id"]))
    assert (await found(running, court)).last_number == 2
    assert (await found(running, court)).late == ()


async def test_nor_is_that_seats_leave_those_who_sat_beside_and_were_recused(
    scheduling: Scheduling, court: ACourt, running: Running
) -> None:
    case = court.case()
    told = await scheduling.take(registered(case), requested(court.request(case, judges=3)))
    panel = next(one["panel"] for one in told if "panel" in one)
    await scheduling.take(*(recused(case, person_id) for person_id in panel))
    await scheduling.take(court.appointed(new_id(), "judge"))
    await scheduling.take(court.appointed(new_id(), "judge"))
    figures = await found(running, court)
    assert (figures.last_number, figures.late) == (3, ()), "one draw for both seats"


async def test_that_another_judge_is_recused_just_before_is(
    scheduling: Scheduling, court: ACourt, running: Running
) -> None:
    case = court.case()
    (told,) = await scheduling.take(registered(case))
    other = next(judge for judge in court.judges if judge != told["person_id"])
    await scheduling.take(recused(case, other))
    await scheduling.take(recused(case, told["person_id"]))
    (late,) = (await found(running, court)).late
    assert (late.number, str(late.person_id), late.code) == (2, other, "recused")


async def test_what_is_told_again_is_not_entered_again(
    scheduling: Scheduling, court: ACourt, running: Running, clock: SteppingClock
) -> None:
    data = {"interest_id": new_id(), "person_id": court.judges[0], "court_id": court.court_id, "against": AGAINST}
    await scheduling.take(record("court.interest.declared", data))
    clock.step(timedelta(hours=2))
    await scheduling.take(record("court.interest.declared", data))
    await scheduling.take(registered(court.case()))
    assert (await found(running, court)).late == ()


@pytest.mark.parametrize(
    ("days", "more", "is_seen"),
    [
        (0, {}, True),
        (30, {}, True),
        (31, {}, False),
        (1, {"category": "civil.family"}, False),
        (1, {"parties": [{"party_id": new_id(), "role": "claimant", "name": "Ержан"}]}, False),
    ],
)
async def test_parties_that_file_about_the_same_within_thirty_days_are_seen(
    scheduling: Scheduling,
    court: ACourt,
    running: Running,
    clock: SteppingClock,
    days: int,
    more: dict[str, Any],
    is_seen: bool,
) -> None:
    first, second = court.case(), court.case(**more)
    await scheduling.take(registered(first))
    clock.step(timedelta(days=days))
    await scheduling.take(registered(second))
    again = (await found(running, court)).filed_again
    assert len(again) == is_seen
    if is_seen:
        assert {str(again[0].case_id), str(again[0].before)} == {first["case_id"], second["case_id"]}


async def test_another_courts_cases_do_not_count(scheduling: Scheduling, court: ACourt, running: Running) -> None:
    other = await ACourt().open(scheduling)
    await scheduling.take(registered(court.case()), registered(other.case()))
    assert (await found(running, court)).filed_again == ()


async def test_a_draw_of_one_judge_is_listed(scheduling: Scheduling, court: ACourt, running: Running) -> None:
    await scheduling.take(interest(court, court.judges[0]), interest(court, court.judges[1]))
    before = telemetry.draws_of_one_judge._value.get()
    await scheduling.take(registered(court.case()))
    assert (await found(running, court)).one_judge == (1,)
    assert telemetry.draws_of_one_judge._value.get() == before + 1


async def test_the_loop_tells_each_court_by_gauges(
    scheduling: Scheduling, court: ACourt, running: Running, clock: SteppingClock
) -> None:
    await scheduling.take(interest(court, court.judges[0]))
    await scheduling.take(*(registered(court.case()) for _ in range(60)))
    watching = WatchingDraws(running.pool, running.clock, DrawFigures(running.pool, running.clock))
    assert await watching.step() is False
    assert telemetry.late_exclusions.labels(court.court_id)._value.get() == 60
    assert telemetry.filed_again.labels(court.court_id)._value.get() == 59
    assert 0 < telemetry.chi_square_p.labels(court.court_id)._value.get() <= 1
    assert telemetry.largest_z.labels(court.court_id)._value.get() > 0
    assert telemetry.load_deviation.labels(court.court_id)._value.get() > 0
    clock.step(timedelta(days=2))
    await watching.step()
    assert telemetry.late_exclusions.labels(court.court_id)._value.get() == 0
    assert telemetry.filed_again.labels(court.court_id)._value.get() == 0


async def test_every_court_gets_its_turn(scheduling: Scheduling, court: ACourt, running: Running) -> None:
    other = await ACourt().open(scheduling)
    await scheduling.take(registered(court.case()), registered(other.case()))
    watching = WatchingDraws(running.pool, running.clock, DrawFigures(running.pool, running.clock))
    for _ in range(3):
        await watching.step()
    assert {court_id: counted for court_id, (_, counted) in watching._measured.items()} == {
        court.court_id: 1,
        other.court_id: 1,
    }


async def test_a_court_is_measured_again_when_it_has_grown_and_else_after_an_hour(
    scheduling: Scheduling, court: ACourt, running: Running, monkeypatch: pytest.MonkeyPatch
) -> None:
    watching = WatchingDraws(running.pool, running.clock, DrawFigures(running.pool, running.clock))

    async def counted() -> int:
        await watching.step()
        return watching._measured[court.court_id][1]

    await scheduling.take(*(registered(court.case()) for _ in range(8)))
    assert await counted() == 8
    await scheduling.take(*(registered(court.case()) for _ in range(2)))
    assert await counted() == 8
    monkeypatch.setattr(watching_draws, "AGAIN_AFTER", 0.0)
    assert await counted() == 10
    monkeypatch.undo()
    await scheduling.take(*(registered(court.case()) for _ in range(3)))
    assert await counted() == 13


async def test_a_court_without_draws_and_no_court_at_all_do_no_harm(running: Running, scheduling: Scheduling) -> None:
    watching = WatchingDraws(running.pool, running.clock, DrawFigures(running.pool, running.clock))
    await watching.step()
    court = ACourt()
    await court.open(scheduling)
    await watching.step()
    told = {
        sample.labels["court_id"]: sample.value
        for metric in telemetry.late_exclusions.collect()
        for sample in metric.samples
    }
    assert told[court.court_id] == 0, "a court that has drawn nothing is watched from its first day"


@pytest.mark.parametrize("statement", ["UPDATE exclusion_entries SET code = 'x'", "DELETE FROM exclusion_entries"])
async def test_when_an_exclusion_came_cannot_be_changed(scheduling: Scheduling, court: ACourt, statement: str) -> None:
    await scheduling.take(interest(court, court.judges[0]))
    with pytest.raises(asyncpg.IntegrityConstraintViolationError):
        await scheduling.pool.execute(statement)
