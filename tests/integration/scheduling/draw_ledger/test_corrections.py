"""Corrections change what a judge carries and are links of the ledger."""

from typing import Any

import httpx
import pytest
from tarazy_scheduling.app.sealing import Sealing
from tarazy_scheduling.verify_draws import check
from tarazy_shared.unit_of_work import Work

from tests.clocks import SteppingClock
from tests.ids import new_id
from tests.integration.scheduling.a_court import ACourt, Scheduling, registered
from tests.integration.scheduling.draw_ledger.ledgers import DAY, codes, ledger


def a_correction(court: ACourt, **more: Any) -> dict[str, Any]:
    return {
        "person_id": court.judges[0],
        "minutes": -90,
        "draw_number": 1,
        "reason": "counted_twice",
        "corrected_by": court.clerks[0],
        **more,
    }


async def test_a_correction_changes_what_a_judge_carries_and_is_a_link_of_the_ledger(
    scheduling: Scheduling, court: ACourt, http: httpx.AsyncClient, clock: SteppingClock, work: Work
) -> None:
    [drawn] = await scheduling.take(registered(court.case()))
    order = f"/courts/{court.court_id}/draws/corrections/{new_id()}"
    load = "SELECT load FROM balances WHERE person_id = $1"
    body = a_correction(court, person_id=drawn["person_id"])
    before = await scheduling.pool.fetchval(load, body["person_id"])
    told = await scheduling.pool.fetchval("SELECT max(id) FROM outbox")
    made = await http.put(order, json=body)
    assert (made.status_code, made.json()["number"]) == (201, 2)
    assert await scheduling.pool.fetchval(load, body["person_id"]) == before - 90_000_000
    again = await http.put(order, json=body)
    assert (again.status_code, again.json()) == (200, made.json())
    other = await http.put(order, json=body | {"minutes": -80})
    assert (other.status_code, codes(other)) == (409, [("minutes", "already_corrected")])
    [event] = await scheduling.told(told)
    assert (event["type"], event["minutes"], event["draw_number"]) == ("court.draws.corrected.v1", -90, 1)
    await scheduling.take(registered(court.case()))
    clock.step(DAY)
    await Sealing(work).step()
    found = check(await ledger(http, court))
    assert (found.draws, found.last) == (2, 3)
    scheduling.sets._kept.clear()
    await scheduling.take(registered(court.case()))
    assert check(await ledger(http, court)).last == 4, "a restart goes on with the chain"


@pytest.mark.parametrize(
    ("wrong", "status", "field"),
    [
        ({"minutes": 0}, 422, "minutes"),
        ({"minutes": 10_000_000}, 422, "minutes"),
        ({"draw_number": 2}, 422, "draw_number"),
        ({"reason": "because"}, 422, "reason"),
        ({"person_id": new_id()}, 404, "person_id"),
        ({"corrected_by": new_id()}, 422, "corrected_by"),
    ],
)
async def test_a_wrong_correction_changes_nothing(
    scheduling: Scheduling, court: ACourt, http: httpx.AsyncClient, wrong: dict[str, Any], status: int, field: str
) -> None:
    await scheduling.take(registered(court.case()))
    order = f"/courts/{court.court_id}/draws/corrections/{new_id()}"
    answer = await http.put(order, json=a_correction(court, **wrong))
    assert (answer.status_code, [one["field"] for one in answer.json()["errors"]]) == (status, [field])
    assert await scheduling.pool.fetchval("SELECT count(*) FROM draws") == 1
