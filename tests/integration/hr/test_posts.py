"""The staffing table on a real database, which itself refuses more of a post held than there is."""

import asyncio
from datetime import date
from decimal import Decimal
from typing import Any

import asyncpg
import httpx
import pytest

from tests.integration.hr.conftest import told
from tests.integration.hr.requests import COURT, a_court, a_person_url, an_id, only_error, person

CHAIR = an_id("chair")
POST = f"/courts/{COURT}/posts/{CHAIR}"
HOLD = """
    INSERT INTO post_holdings (court_id, post_id, person_id, tenure, in_post, exclusive, share, acting)
    VALUES ($1, $2, $3, 1, daterange($4, NULL), false, $5, $6)
"""


async def _hold(
    connection: Any, who: str, share: str = "1", *, acting: bool = False, first: date = date(2026, 5, 1)
) -> None:
    await connection.execute(HOLD, COURT, CHAIR, an_id(who), first, Decimal(share), acting)


async def _until_somebody_waits(pool: asyncpg.Pool) -> None:
    async with asyncio.timeout(20):
        while True:
            if await pool.fetchval("SELECT EXISTS (SELECT FROM pg_locks WHERE NOT granted)"):
                return
            await asyncio.sleep(0.01)


async def test_a_post_is_entered_held_and_abolished(http: httpx.AsyncClient, pool: asyncpg.Pool) -> None:
    await a_court(http)
    body = {"number": "1", "role": "judge", "speciality": "juvenile", "from_on": "2026-01-05", "share": 1}
    assert (await http.put(POST, json=body)).json()["facts"][0]["what"] == "registered"
    assert (await http.put(POST, json=body)).json()["changed"] is False
    half = person("aigul", post_id=CHAIR, full_time_share=0.5)
    assert (await http.put(a_person_url("aigul"), json=half)).status_code == 200
    other = person("berik", post_id=CHAIR, full_time_share=0.75)
    assert only_error(await http.put(a_person_url("berik"), json=other)) == (409, "post_id", "post_overfilled")
    acting = person("berik", post_id=CHAIR, acting=True)
    assert (await http.put(a_person_url("berik"), json=acting)).status_code == 200
    assert (await http.get(a_person_url("berik"))).json()["acting"] is True
    appointed = [fact.data for fact in await told(pool) if fact.type == "court.staff.appointed.v1"]
    assert [data.get("acting") for data in appointed] == [None, True]
    end = {"to_on": "2026-12-31"}
    assert only_error(await http.post(f"{POST}/abolish", json=end)) == (409, "to_on", "post_still_held")
    for who in ("aigul", "berik"):
        await http.post(a_person_url(who, "/separate"), json=end)
    assert (await http.post(f"{POST}/abolish", json=end)).json()["facts"][0]["what"] == "abolished"
    (post,) = (await http.get(f"/courts/{COURT}/posts")).json()
    assert post == body | end | {"post_id": CHAIR, "exclusive": False}


@pytest.mark.parametrize(
    ("body", "field"),
    [({"share": 0}, "share"), ({"share": "NaN"}, "share"), ({"share": 101}, "share"), ({"from_on": "soon"}, "from_on")],
)
async def test_a_wrong_post_is_refused(http: httpx.AsyncClient, body: dict[str, Any], field: str) -> None:
    await a_court(http)
    assert only_error(await http.put(POST, json=body))[:2] == (422, field)


async def test_a_post_of_another_court_is_nobodys_here(http: httpx.AsyncClient) -> None:
    await a_court(http)
    await http.put("/courts/another", json={"name": {"kk": "a", "ru": "b", "en": "c"}})
    await http.put(f"/courts/another/posts/{CHAIR}", json={})
    assert only_error(await http.put(POST, json={})) == (409, "post_id", "id_taken")
    theirs = await http.put(a_person_url(), json=person(post_id=CHAIR))
    assert only_error(theirs) == (409, "post_id", "post_of_another_court")
    assert (await http.get(f"/courts/{COURT}/people")).json() == []


async def test_the_database_refuses_more_of_a_post_than_there_is(http: httpx.AsyncClient, pool: asyncpg.Pool) -> None:
    """Whoever writes around the rules meets the trigger."""
    await a_court(http)
    await http.put(POST, json={"from_on": "2026-01-01"})
    await _hold(pool, "a", "0.5")
    await _hold(pool, "b", "0.5", first=date(2027, 1, 1))
    await _hold(pool, "c", acting=True)
    for share in ("0.5", "0.1"):
        with pytest.raises(asyncpg.ExclusionViolationError, match="is held with"):
            await _hold(pool, "d", share)
    with pytest.raises(asyncpg.ExclusionViolationError, match="is held with"):
        await _hold(pool, "d", "0.1", acting=True)
    with pytest.raises(asyncpg.ExclusionViolationError, match="is held with"):
        await pool.execute("UPDATE post_holdings SET share = 1 WHERE person_id = $1", an_id("b"))
    with pytest.raises(asyncpg.ExclusionViolationError, match="does not exist"):
        await pool.execute("UPDATE post_holdings SET in_post = '[2025-12-31,)' WHERE person_id = $1", an_id("b"))


async def test_of_two_who_fill_a_post_at_once_the_database_refuses_one(
    http: httpx.AsyncClient, pool: asyncpg.Pool
) -> None:
    """Neither sees what the other has not yet committed: the second waits, and then looks again."""
    await a_court(http)
    await http.put(POST, json={})
    async with pool.acquire() as one, pool.acquire() as other:
        first = one.transaction()
        await first.start()
        await _hold(one, "a", "0.6")
        second = asyncio.create_task(_hold(other, "b", "0.6"))
        await _until_somebody_waits(pool)
        await first.commit()
        with pytest.raises(asyncpg.ExclusionViolationError, match="is held with"):
            await second
    assert await pool.fetchval("SELECT count(*) FROM post_holdings") == 1


async def test_a_post_is_not_listed_while_somebody_overfills_it(http: httpx.AsyncClient, pool: asyncpg.Pool) -> None:
    """A post that nobody has listed has no row to lock: the two still wait for each other."""
    await a_court(http)
    async with pool.acquire() as one:
        first = one.transaction()
        await first.start()
        await _hold(one, "a", "0.6")
        await _hold(one, "b", "0.6")
        listing = asyncio.create_task(http.put(POST, json={}))
        await _until_somebody_waits(pool)
        await first.commit()
        assert only_error(await listing) == (409, "post_id", "post_taken")


async def test_posts_are_filled_only_where_the_lock_proves_something(
    http: httpx.AsyncClient, pool: asyncpg.Pool
) -> None:
    await a_court(http)
    async with pool.acquire() as connection:
        with pytest.raises(asyncpg.FeatureNotSupportedError):
            async with connection.transaction(isolation="repeatable_read"):
                await _hold(connection, "a")
