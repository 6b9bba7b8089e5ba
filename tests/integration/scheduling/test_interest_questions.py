"""A person of the court says whether a party is the one against whom a judge has an interest."""

from collections.abc import AsyncIterator
from typing import Any

import asyncpg
import httpx
import pytest
from prometheus_client import REGISTRY
from tarazy_scheduling.adapters.http.draws.interest_questions import interest_questions_router
from tarazy_scheduling.adapters.http.draws.public_ledger import draws_router
from tarazy_scheduling.app.measuring import Measuring
from tarazy_scheduling.app.working_sets import WorkingSets
from tarazy_scheduling.settings import Settings
from tarazy_shared.lifecycle import Running

from tests.ids import new_id
from tests.integration.scheduling.a_court import ACourt, Scheduling, record, registered
from tests.integration.scheduling.serving import TOKEN, client_of

PARTY = {"party_id": new_id(), "role": "claimant", "name": "Нурпеисова Асель"}


@pytest.fixture
async def http(running: Running, settings: Settings, scheduling: Scheduling) -> AsyncIterator[httpx.AsyncClient]:
    routers = interest_questions_router(running, scheduling.sets, settings), draws_router(running)
    async with client_of(*routers, headers=TOKEN) as client:
        yield client


def declared(court: ACourt, against: str = "Нурпеисова А.") -> Any:
    interest = {"interest_id": new_id(), "person_id": court.judges[0], "court_id": court.court_id, "against": against}
    return record("court.interest.declared", interest)


def left_out(told: list[dict[str, Any]]) -> list[str]:
    drawn = next(one for one in told if one["type"] == "court.case.allocated.v1")
    return [one["person_id"] for one in drawn["proof"]["candidates"] if one.get("excluded") == "interest_declared"]


async def test_a_question_is_asked_answered_and_remembered(
    scheduling: Scheduling, court: ACourt, http: httpx.AsyncClient
) -> None:
    await scheduling.take(declared(court))
    assert left_out(await scheduling.take(registered(court.case(parties=[PARTY])))) == [court.judges[0]]
    address = f"/courts/{court.court_id}/interest-questions"
    [question] = (await http.get(address)).json()["questions"]
    assert (question["person_id"], question["against"]) == (court.judges[0], "Нурпеисова А.")
    assert question["party_name"] == "Нурпеисова Асель"
    body = {"answer": "different", "answered_by": "Төраға", "why": "Бөтен адам"}
    answers = [await http.put(f"{address}/{question['question_id']}", json=body) for _ in range(2)]
    assert [(one.status_code, one.json()["changed"]) for one in answers] == [(200, True), (200, False)]
    assert (await http.get(address)).json()["questions"] == []
    [answered] = (await http.get(address, params={"answered": True})).json()["questions"]
    assert {name: answered[name] for name in body} == body
    # Read again from the database, the answer holds.
    scheduling.sets = WorkingSets()
    assert left_out(await scheduling.take(registered(court.case(parties=[PARTY])))) == []


async def test_open_questions_are_counted(
    scheduling: Scheduling, court: ACourt, http: httpx.AsyncClient, pool: asyncpg.Pool
) -> None:
    await scheduling.take(declared(court))
    await scheduling.take(registered(court.case(parties=[PARTY])))
    await Measuring(pool).step()
    assert REGISTRY.get_sample_value("tarazy_interest_questions_open") == 1


async def test_questions_are_shown_to_whoever_has_the_token_and_wrong_answers_are_refused(
    court: ACourt, http: httpx.AsyncClient
) -> None:
    address = f"/courts/{court.court_id}/interest-questions"
    assert (await http.get(address, headers={"Authorization": "Bearer none"})).status_code == 401
    body = {"answer": "same", "answered_by": "chair", "why": "known"}
    unknown = await http.put(f"{address}/{new_id()}", json=body)
    assert (unknown.status_code, unknown.json()["errors"][0]["code"]) == (404, "unknown_question")
    wrong = await http.put(f"{address}/{new_id()}", json={"answer": "perhaps", "answered_by": " "})
    assert wrong.status_code == 422
    assert [error["field"] for error in wrong.json()["errors"]] == ["answer", "answered_by", "why"]
    assert (await http.get("/courts/nowhere/interest-questions")).status_code == 404


async def test_no_answer_is_changed_or_deleted(
    scheduling: Scheduling, court: ACourt, http: httpx.AsyncClient, pool: asyncpg.Pool
) -> None:
    await scheduling.take(declared(court))
    await scheduling.take(registered(court.case(parties=[PARTY])))
    address = f"/courts/{court.court_id}/interest-questions"
    [question] = (await http.get(address)).json()["questions"]
    for answer in ("same", "different"):
        body = {"answer": answer, "answered_by": "chair", "why": "known"}
        await http.put(f"{address}/{question['question_id']}", json=body)
    said = await pool.fetch("SELECT number, answer FROM interest_answers ORDER BY number")
    assert [tuple(row) for row in said] == [(1, "same"), (2, "different")]
    with pytest.raises(asyncpg.IntegrityConstraintViolationError):
        await pool.execute("UPDATE interest_answers SET answer = 'same'")


async def test_a_draw_among_few_is_marked_and_counted(
    scheduling: Scheduling, court: ACourt, http: httpx.AsyncClient
) -> None:
    before = REGISTRY.get_sample_value("tarazy_draws_among_few_total") or 0
    among_three, among_two = court.case(), court.case(parties=[PARTY])
    await scheduling.take(registered(among_three))
    await scheduling.take(declared(court, "Асель Нурпеисова"))
    await scheduling.take(registered(among_two))
    marks = [
        (await http.get(f"/cases/{case['case_id']}/draws")).json()["draws"][0]["few_candidates"]
        for case in (among_three, among_two)
    ]
    assert marks == [False, True]
    assert REGISTRY.get_sample_value("tarazy_draws_among_few_total") == before + 1
