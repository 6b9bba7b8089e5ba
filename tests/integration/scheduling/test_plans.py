"""Plans from the court's own calendar: proposed, looked at, approved as a whole, undone."""

from collections.abc import AsyncIterator
from typing import Any

import httpx
import pytest
from tarazy_scheduling.adapters.http.hearings import hearings_router
from tarazy_scheduling.adapters.http.plans import plans_router
from tarazy_scheduling.planning.improving import improve
from tarazy_scheduling.planning.instance import instance_of
from tarazy_scheduling.planning.plan_file import plan_file
from tarazy_scheduling.settings import Settings
from tarazy_shared.lifecycle import Running

from tests.ids import new_id
from tests.integration.scheduling.a_court import ACourt, Scheduling, ids_of, record, registered, requested
from tests.integration.scheduling.serving import TOKEN, client_of


@pytest.fixture
async def http(running: Running, settings: Settings, scheduling: Scheduling) -> AsyncIterator[httpx.AsyncClient]:
    routers = plans_router(running, scheduling.sets, settings), hearings_router(running, settings)
    async with client_of(*routers, headers=TOKEN) as client:
        yield client


class Filled:
    """A court whose one judge lost a fortnight that has come back since: everything could sit earlier."""

    def __init__(self, court: ACourt) -> None:
        self.court = court
        self.requests: list[dict[str, Any]] = []

    async def fill(self, scheduling: Scheduling, hearings: int = 8) -> "Filled":
        cases = [self.court.case() for _ in range(hearings)]
        away = {"unavailability_id": new_id(), "court_id": self.court.court_id}
        days = {"starts_at": "2026-03-09T00:00:00+05:00", "ends_at": "2026-03-28T00:00:00+05:00"}
        rooms = [{**away, **days, "unavailability_id": new_id(), "room_id": room} for room in self.court.rooms]
        self.requests = [self.court.request(case, estimated_minutes=240, latest_on="2026-04-30") for case in cases]
        # One that has no place while the rooms are closed.
        self.requests.append(self.court.request(cases[0], earliest_on="2026-03-16", latest_on="2026-03-27"))
        await scheduling.take(*(record("court.unavailability.declared", one) for one in rooms))
        await scheduling.take(*(registered(case) for case in cases))
        await scheduling.take(*(requested(request) for request in self.requests))
        withdrawn = [{"unavailability_id": one["unavailability_id"], "court_id": one["court_id"]} for one in rooms]
        await scheduling.take(*(record("court.unavailability.withdrawn", one) for one in withdrawn))
        return self

    @property
    def path(self) -> str:
        return f"/courts/{self.court.court_id}"


@pytest.fixture
async def filled(scheduling: Scheduling, court: ACourt) -> Filled:
    return await Filled(court).fill(scheduling)


async def an_instance(http: httpx.AsyncClient, path: str, **asked: Any) -> dict[str, Any]:
    answer = await http.get(f"{path}/listing-instance", params=asked)
    assert answer.status_code == 200, answer.text
    return dict(answer.json())


def a_plan(document: dict[str, Any], **more: Any) -> dict[str, Any]:
    """What the search makes of an instance, as it is handed in."""
    instance = instance_of(document)
    improved = improve(instance, 1, 400)
    about = {name: document[name] for name in ("from_on", "to_on", "fence_days", "change_penalty", "state")}
    budget = {"change_budget": document["change_budget"]} if "change_budget" in document else {}
    plan = plan_file(instance, improved.places)
    made = {"cost": improved.cost, "seed": 1, "iterations": 400, "core": "python"}
    return {**about, **budget, **made, "plan": plan["plan"], **more}


async def a_proposal(http: httpx.AsyncClient, path: str, **asked: Any) -> dict[str, Any]:
    answer = await http.post(f"{path}/plans", json=a_plan(await an_instance(http, path, **asked)))
    assert answer.status_code == 201, answer.text
    return dict(answer.json())


async def sittings(http: httpx.AsyncClient, requests: list[dict[str, Any]]) -> dict[str, Any]:
    answers = [await http.get(f"/hearings/{one['hearing_id']}") for one in requests]
    return {one.json()["hearing_id"]: one.json()["sittings"] for one in answers}


async def test_plan_is_proposed_approved_and_undone(
    http: httpx.AsyncClient, filled: Filled, scheduling: Scheduling
) -> None:
    before = await sittings(http, filled.requests)
    proposal = await a_proposal(http, filled.path)
    assert proposal["status"] == "proposed"
    assert proposal["cost"] < proposal["present_cost"]
    assert proposal["counts"]["moved"] >= 1
    assert proposal["counts"]["days_gained"] > 0
    assert await sittings(http, filled.requests) == before
    last = await scheduling.pool.fetchval("SELECT max(id) FROM outbox")
    answer = await http.post(f"{filled.path}/plans/1/approve", json={"approver": filled.court.clerks[0]})
    assert answer.status_code == 200, answer.text
    told = await scheduling.told(last)
    moves = {one["hearing_id"]: one for one in proposal["preview"]["moves"]}
    assert {one["hearing_id"] for one in told} == moves.keys()
    assert {one.get("reason", "plan") for one in told} == {"plan"}
    assert len({one["cause"] for one in told}) == 1
    for one in told:
        assert [sitting["starts_at"] for sitting in one["sittings"]] == [
            sitting["starts_at"] for sitting in moves[one["hearing_id"]]["after"]["sittings"]
        ]
    last = await scheduling.pool.fetchval("SELECT max(id) FROM outbox")
    answer = await http.post(f"{filled.path}/plans/1/undo", json={"approver": filled.court.clerks[0]})
    assert answer.status_code == 200, answer.text
    assert answer.json()["status"] == "undone"
    assert await sittings(http, filled.requests) == before
    assert {one["hearing_id"] for one in await scheduling.told(last)} == moves.keys()


async def approve(http: httpx.AsyncClient, filled: Filled, number: int = 1, **more: Any) -> httpx.Response:
    return await http.post(f"{filled.path}/plans/{number}/approve", json={"approver": filled.court.clerks[0]} | more)


def codes(answer: httpx.Response) -> set[str]:
    return {error["code"] for error in answer.json()["errors"]}


async def test_plan_is_approved_once(http: httpx.AsyncClient, filled: Filled) -> None:
    await a_proposal(http, filled.path)
    assert (await approve(http, filled)).status_code == 200
    again = await approve(http, filled)
    assert (again.status_code, codes(again)) == (409, {"already_approved"})
    withdrawn = await http.delete(f"{filled.path}/plans/1", params={"withdrawn_by": filled.court.clerks[0]})
    assert (withdrawn.status_code, codes(withdrawn)) == (409, {"already_approved"})
    undone = await http.post(f"{filled.path}/plans/1/undo", json={"approver": filled.court.clerks[0]})
    assert undone.status_code == 200
    again = await http.post(f"{filled.path}/plans/1/undo", json={"approver": filled.court.clerks[0]})
    assert (again.status_code, codes(again)) == (409, {"already_undone"})


async def test_plan_on_a_calendar_that_changed_is_refused_with_what_changed(
    http: httpx.AsyncClient, filled: Filled, scheduling: Scheduling
) -> None:
    await a_proposal(http, filled.path)
    before = await sittings(http, filled.requests)
    gone = filled.requests[3]
    await scheduling.take(record("court.hearing.withdrawn", {**ids_of(gone), "reason": "settled"}))
    answer = await approve(http, filled)
    assert (answer.status_code, codes(answer)) == (409, {"facts_changed"})
    assert gone["hearing_id"] in answer.json()["errors"][0]["reason"]
    left = {key: value for key, value in before.items() if key != gone["hearing_id"]}
    assert (await sittings(http, filled.requests)).items() >= left.items()
    kept = (await http.get(f"{filled.path}/plans/1")).json()
    assert kept["status"] == "proposed"
    assert kept["refused"][0]["code"] == "facts_changed"


async def test_second_plan_from_the_same_state_is_refused_after_the_first(
    http: httpx.AsyncClient, filled: Filled
) -> None:
    first, second = await a_proposal(http, filled.path), await a_proposal(http, filled.path)
    assert [first["number"], second["number"]] == [1, 2]
    assert (await approve(http, filled, 2)).status_code == 200
    answer = await approve(http, filled, 1)
    assert (answer.status_code, codes(answer)) == (409, {"facts_changed"})


async def test_instance_that_is_out_of_date_takes_no_plan(
    http: httpx.AsyncClient, filled: Filled, scheduling: Scheduling
) -> None:
    plan = a_plan(await an_instance(http, filled.path))
    await scheduling.take(record("court.hearing.withdrawn", {**ids_of(filled.requests[0]), "reason": "settled"}))
    answer = await http.post(f"{filled.path}/plans", json=plan)
    assert (answer.status_code, codes(answer)) == (409, {"facts_changed"})


async def test_plan_of_another_court_is_refused(
    http: httpx.AsyncClient, filled: Filled, scheduling: Scheduling
) -> None:
    other = await ACourt().open(scheduling)
    answer = await http.post(f"/courts/{other.court_id}/plans", json=a_plan(await an_instance(http, filled.path)))
    assert (answer.status_code, codes(answer)) == (409, {"facts_changed"})
    unknown = await http.post("/courts/nowhere/plans", json=a_plan(await an_instance(http, filled.path)))
    assert (unknown.status_code, codes(unknown)) == (404, {"unknown_court"})


@pytest.mark.parametrize(
    ("code", "change"),
    [
        ("cost", lambda plan, hearing: plan.update(cost=plan["cost"] + 1)),
        ("takes_a_place_away", lambda plan, hearing: plan["plan"].pop(hearing)),
        ("day", lambda plan, hearing: plan["plan"].update({hearing: [3000, *plan["plan"][hearing][1:]]})),
        ("known", lambda plan, hearing: plan["plan"].update({new_id(): plan["plan"][hearing]})),
        ("judge", lambda plan, hearing: plan["plan"][hearing].__setitem__(2, new_id())),
        ("field_wrong", lambda plan, hearing: plan.update(bound=plan["cost"] + 1)),
    ],
)
async def test_unlawful_plan_is_refused_with_each_reason(
    http: httpx.AsyncClient, filled: Filled, code: str, change: Any
) -> None:
    plan = a_plan(await an_instance(http, filled.path))
    change(plan, filled.requests[0]["hearing_id"])
    answer = await http.post(f"{filled.path}/plans", json=plan)
    assert answer.status_code == 422
    assert code in codes(answer)
    assert (await http.get(f"{filled.path}/plans")).json()["plans"] == []


@pytest.mark.parametrize(
    ("asked", "field"),
    [
        ({"from": "2026-05-01", "to": "2026-04-01"}, "to"),
        ({"to": "2026-03-03"}, "to"),
        ({"from": "2026-05-01", "to": "2028-05-01"}, "to"),
        ({"from": "2026-05-02", "to": "2026-05-03"}, "to"),
        ({"fence": 1}, "fence"),
        ({"fence": -1}, "fence"),
        ({"from": "yesterday"}, "from"),
    ],
)
async def test_wrong_ranges_are_refused(http: httpx.AsyncClient, court: ACourt, asked: Any, field: str) -> None:
    answer = await http.get(f"/courts/{court.court_id}/listing-instance", params=asked)
    assert answer.status_code == 422, answer.text
    assert [error["field"] for error in answer.json()["errors"]] == [field]


async def test_unknown_courts_plans_and_people_are_refused(http: httpx.AsyncClient, filled: Filled) -> None:
    assert (await http.get("/courts/nowhere/listing-instance")).status_code == 404
    assert (await http.get("/courts/nowhere/plans")).status_code == 404
    assert (await http.get(f"{filled.path}/plans/7")).status_code == 404
    await a_proposal(http, filled.path)
    answer = await approve(http, filled, approver=new_id())
    assert (answer.status_code, codes(answer)) == (422, {"unknown_person"})
    answer = await http.post(
        f"{filled.path}/plans", json=a_plan(await an_instance(http, filled.path)) | {"proposed_by": new_id()}
    )
    assert (answer.status_code, codes(answer)) == (422, {"unknown_person"})


async def test_plans_are_for_holders_of_the_token(http: httpx.AsyncClient, filled: Filled) -> None:
    del http.headers["Authorization"]
    for path in ("listing-instance", "plans", "plans/1"):
        assert (await http.get(f"{filled.path}/{path}")).status_code == 401


async def test_proposal_is_withdrawn(http: httpx.AsyncClient, filled: Filled) -> None:
    await a_proposal(http, filled.path)
    for _ in range(2):
        answer = await http.delete(f"{filled.path}/plans/1", params={"withdrawn_by": filled.court.clerks[0]})
        assert (answer.status_code, answer.json()["status"]) == (200, "withdrawn")
    answer = await approve(http, filled)
    assert (answer.status_code, codes(answer)) == (409, {"already_withdrawn"})


async def test_same_seed_and_iterations_make_the_same_plan(http: httpx.AsyncClient, filled: Filled) -> None:
    document = await an_instance(http, filled.path)
    assert document == await an_instance(http, filled.path)
    assert a_plan(document) == a_plan(document)
