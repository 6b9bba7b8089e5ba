"""Norms of an instance and of the whole country: who is told of them."""

from datetime import timedelta
from typing import Any

import asyncpg
import httpx
from tarazy_hr.app.republishing import republish_staff
from tarazy_shared.unit_of_work import Work

from tests.clocks import SteppingClock
from tests.integration.hr.conftest import told
from tests.integration.hr.requests import COURT, NAMES, a_court, only_error

NORM = {"weight_minutes": 300, "valid_from": "2026-12-01"}


async def norms_told(pool: asyncpg.Pool) -> list[dict[str, Any]]:
    return [one.data for one in await told(pool) if one.type == "court.norm.changed.v1"]


async def test_a_norm_of_one_instance_stands_beside_that_of_any(http: httpx.AsyncClient, pool: asyncpg.Pool) -> None:
    await a_court(http)
    for body in (NORM, NORM | {"instance": "appeal", "weight_minutes": 500}):
        assert (await http.put(f"/courts/{COURT}/norms/civil.family", json=body)).json()["changed"]
    shown = (await http.get(f"/courts/{COURT}/norms")).json()
    assert [(one["instance"], one["weight_minutes"]) for one in shown] == [(None, 300), ("appeal", 500)]
    assert [one.get("instance") for one in await norms_told(pool)] == [None, "appeal"]
    wrong = await http.put(f"/courts/{COURT}/norms/civil.family", json=NORM | {"instance": "third"})
    assert only_error(wrong)[:2] == (422, "instance")


async def test_a_norm_of_the_country_is_told_to_every_court_to_new_ones_too_and_again(
    http: httpx.AsyncClient, pool: asyncpg.Pool, work: Work
) -> None:
    await a_court(http)
    answer = await http.put("/norms/civil.family", json=NORM, headers={"Idempotency-Key": "once"})
    assert answer.json()["facts"] == [{"what": "changed", "version": 1, "event": "court.norm.changed.v1"}]
    assert (await http.put("/norms/civil.family", json=NORM)).json() == {"changed": False, "facts": []}
    await http.put("/courts/kz-new", json={"name": NAMES})
    expected = {"category": "civil.family", **NORM, "country_wide": True}
    assert await norms_told(pool) == [{"court_id": COURT, **expected}, {"court_id": "kz-new", **expected}]
    assert [one["weight_minutes"] for one in (await http.get("/norms")).json()] == [300]
    assert (await http.get(f"/courts/{COURT}/norms")).json() == []
    await republish_staff(work, "kz-new")
    assert (await norms_told(pool))[2:] == [{"court_id": "kz-new", **expected}]


async def test_a_norm_of_the_country_is_never_changed_backwards(
    http: httpx.AsyncClient, pool: asyncpg.Pool, clock: SteppingClock
) -> None:
    await a_court(http)
    await http.put("/norms/civil.family", json=NORM | {"valid_from": "2026-01-01"})
    clock.step(timedelta(seconds=1))
    past = await http.put("/norms/civil.family", json=NORM | {"valid_from": "2026-11-23"})
    assert only_error(past) == (409, "valid_from", "norm_backwards")
    assert len(await norms_told(pool)) == 1
