"""The ledger of draws day by day: secrets of a chain, seals, corrections, and who may write what."""

import hashlib
from collections.abc import AsyncIterator
from datetime import date, timedelta
from typing import Any

import asyncpg
import httpx
import pytest
from tarazy_scheduling.adapters.http.draws.corrections import draw_corrections_router
from tarazy_scheduling.adapters.http.draws.public_ledger import draws_router
from tarazy_scheduling.adapters.http.draws.secrets import draw_secrets_router
from tarazy_scheduling.app.sealing import Sealing
from tarazy_scheduling.settings import Settings
from tarazy_scheduling.verify_draws import check
from tarazy_shared.database import open_pool
from tarazy_shared.lifecycle import Running
from tarazy_shared.unit_of_work import Work

from tests.clocks import SteppingClock
from tests.conftest import CreateDatabase
from tests.ids import new_id
from tests.integration.scheduling.a_court import ACourt, Scheduling, registered
from tests.integration.scheduling.serving import TOKEN, client_of
from tests.integration.schemas import scheduling_tables

TODAY = date(2026, 3, 2)
DAY = timedelta(days=1)


@pytest.fixture
async def http(running: Running, settings: Settings, scheduling: Scheduling) -> AsyncIterator[httpx.AsyncClient]:
    routers = (
        draws_router(running),
        draw_secrets_router(running, settings),
        draw_corrections_router(running, scheduling.sets, settings),
    )
    async with client_of(*routers, headers=TOKEN) as client:
        yield client


def a_chain(days: int) -> tuple[str, list[str]]:
    """(anchor, secrets by day)."""
    secrets = [hashlib.sha256(b"the keeper's root").digest()]
    for _ in range(days - 1):
        secrets.append(hashlib.sha256(secrets[-1]).digest())
    anchor = hashlib.sha256(secrets[-1]).hexdigest()
    return anchor, [one.hex() for one in reversed(secrets)]


async def ledger(http: httpx.AsyncClient, court: ACourt, **params: int) -> list[bytes]:
    answer = await http.get(f"/courts/{court.court_id}/draws", params=params)
    assert answer.status_code == 200
    return answer.content.splitlines(keepends=True)


def codes(answer: httpx.Response) -> list[tuple[str, str]]:
    return [(one["field"], one["code"]) for one in answer.json()["errors"]]


async def test_draws_are_seeded_out_of_a_chain_that_the_service_has_published(
    scheduling: Scheduling, court: ACourt, http: httpx.AsyncClient, clock: SteppingClock
) -> None:
    await scheduling.take(registered(court.case()))
    [chain] = (await http.get(f"/courts/{court.court_id}/draw-secrets")).json()["chains"]
    assert (chain["from_on"], chain["days"], chain["kept_by"]) == ("2026-03-02", 365, "service")
    clock.step(3 * DAY)
    await scheduling.take(registered(court.case()))
    found = check(await ledger(http, court))
    assert (found.draws, found.closed, found.loose) == (2, 1, 0)
    [opened] = (await http.get(f"/courts/{court.court_id}/draw-secrets")).json()["opened"]
    assert (opened["day"], opened["commitment"], opened["anchor"]) == ("2026-03-02", chain["anchor"], chain["anchor"])
    assert "root" not in (await http.get(f"/courts/{court.court_id}/draw-secrets")).text


async def test_the_role_of_the_service_reads_no_root_and_no_secret_of_tomorrow(
    scheduling: Scheduling, court: ACourt, pool: asyncpg.Pool
) -> None:
    await scheduling.take(registered(court.case()))
    for statement in ("SELECT * FROM draw_roots", "SELECT * FROM draw_clock", "UPDATE draw_clock SET shift = '9 days'"):
        with pytest.raises(asyncpg.InsufficientPrivilegeError):
            await pool.execute(statement)
    anchor = await pool.fetchval("SELECT anchor FROM draw_chains")
    get = "SELECT draw_secret_of($1, $2, $3)"
    today = await pool.fetchval("SELECT (now() AT TIME ZONE 'Asia/Almaty')::date")
    # The test's clock stands in the past; the server's own decides.
    await pool.execute("SELECT make_draw_chain($1, $2, 3660, $2)", court.court_id, TODAY + timedelta(days=365))
    covering = "SELECT anchor FROM draw_chains WHERE court_id = $1 AND from_on <= $2 AND from_on + days > $2"
    now = await pool.fetchval(covering, court.court_id, today)
    then = await pool.fetchval(covering, court.court_id, today + DAY)
    assert len(await pool.fetchval(get, court.court_id, anchor, TODAY)) == 32
    assert len(await pool.fetchval(get, court.court_id, now, today)) == 32
    assert await pool.fetchval(get, court.court_id, then, today + DAY) is None
    assert await pool.fetchval(get, "another", anchor, TODAY) is None


async def test_nobody_but_the_service_asks_the_database_for_a_secret(database: CreateDatabase) -> None:
    made = await database(scheduling_tables)
    superuser = await asyncpg.connect(made.superuser_url)
    role = f"reader_{new_id()[:8]}"
    try:
        await superuser.execute(f"CREATE ROLE {role}; GRANT USAGE ON SCHEMA public TO {role}")
        await superuser.execute(f"SET ROLE {role}")
        for call in (
            "draw_secret_of('x', '\\x00', '2026-03-02')",
            "make_draw_chain('x', '2026-03-02', 1, '2026-03-02')",
        ):
            with pytest.raises(asyncpg.InsufficientPrivilegeError):
                await superuser.execute(f"SELECT {call}")
    finally:
        await superuser.execute(f"RESET ROLE; DROP OWNED BY {role}; DROP ROLE {role}")
        await superuser.close()


@pytest.mark.parametrize("table", ["draws", "draw_secrets", "draw_chains", "draw_seals"])
async def test_the_role_of_the_service_cannot_change_the_ledger(
    scheduling: Scheduling, court: ACourt, pool: asyncpg.Pool, work: Work, clock: SteppingClock, table: str
) -> None:
    await scheduling.take(registered(court.case()))
    clock.step(DAY)
    await Sealing(work).step()
    for statement in ("TRUNCATE {}", "ALTER TABLE {} DISABLE TRIGGER ALL", "DROP TABLE {}", "DELETE FROM {}"):
        with pytest.raises(asyncpg.InsufficientPrivilegeError):
            await pool.execute(statement.format(table))
    for statement in (f"UPDATE {table} SET court_id = 'x'",):  # noqa: S608  of this test's own
        with pytest.raises(asyncpg.InsufficientPrivilegeError):
            await pool.execute(statement)


async def test_not_even_the_owner_changes_it_by_a_slip(database: CreateDatabase) -> None:
    made = await database(scheduling_tables)
    owner = await open_pool(made.owner_url, name="test")
    try:
        for table in ("draws", "draw_secrets", "draw_chains", "draw_seals"):
            with pytest.raises(asyncpg.IntegrityConstraintViolationError):
                await owner.execute(f"TRUNCATE {table} CASCADE")
    finally:
        await owner.close()


async def test_a_day_that_is_over_is_sealed_and_told_and_stays_the_same_bytes(
    scheduling: Scheduling, court: ACourt, http: httpx.AsyncClient, clock: SteppingClock, work: Work
) -> None:
    await scheduling.take(*(registered(court.case()) for _ in range(3)))
    address = f"/courts/{court.court_id}/draws/2026-03-02"
    assert codes(await http.get(address)) == [("day", "not_sealed")]
    assert not await Sealing(work).step()
    assert (await http.get(address)).status_code == 404, "the day is not over"
    clock.step(DAY)
    told = await scheduling.pool.fetchval("SELECT max(id) FROM outbox")
    await Sealing(work).step()
    await Sealing(work).step()
    [seal] = await scheduling.told(told)
    assert (seal["type"], seal["day"], seal["number"], seal["count"]) == ("court.draws.sealed.v1", "2026-03-02", 3, 3)
    day = await http.get(address)
    assert hashlib.sha256(day.content).hexdigest() == seal["sha256"]
    assert check(day.content.splitlines(keepends=True)).hash == seal["hash"]
    await scheduling.take(registered(court.case()))
    clock.step(2 * DAY)
    await Sealing(work).step()
    await Sealing(work).step()
    assert (await http.get(address)).content == day.content
    whole = await ledger(http, court)
    assert check(whole).draws == 4
    days = [(await http.get(f"/courts/{court.court_id}/draws/{TODAY + n * DAY}")).content for n in range(3)]
    assert b"".join(whole).startswith(b"".join(days)), "the export is its days one after the other"
    assert b"".join(await ledger(http, court, after=3)).startswith(days[1])


async def test_what_follows_a_number_that_no_entry_can_have_is_refused(court: ACourt, http: httpx.AsyncClient) -> None:
    answer = await http.get(f"/courts/{court.court_id}/draws", params={"after": 2**63})
    assert answer.status_code == 422


async def test_what_comes_after_a_seal_is_of_the_next_day_whatever_the_clock_says(
    scheduling: Scheduling, court: ACourt, http: httpx.AsyncClient, clock: SteppingClock, work: Work
) -> None:
    await scheduling.take(registered(court.case()))
    clock.step(DAY)
    await Sealing(work).step()
    clock.step(-DAY)
    await scheduling.take(registered(court.case()))
    lines = await ledger(http, court)
    assert b'"day":"2026-03-03"' in lines[-1]
    assert check(lines).draws == 2


async def test_a_keepers_chain_is_published_ahead_and_opened_a_day_at_a_time(
    scheduling: Scheduling, court: ACourt, http: httpx.AsyncClient, clock: SteppingClock, work: Work
) -> None:
    anchor, secrets = a_chain(10)
    address = f"/courts/{court.court_id}/draw-secrets"
    body = {"anchor": anchor, "from_on": "2026-03-03", "days": 10}
    late = await http.post(address, json=body | {"from_on": "2026-03-02"})
    assert (late.status_code, codes(late)) == (422, [("from_on", "in_the_past")])
    assert (await http.post(address, json=body)).status_code == 201
    assert (await http.post(address, json=body)).status_code == 201, "the same again"
    overlapping = await http.post(address, json=body | {"anchor": "ab" * 32, "from_on": "2026-03-05"})
    assert (overlapping.status_code, codes(overlapping)) == (409, [("from_on", "already_published")])
    early = await http.put(f"{address}/2026-03-03", json={"secret": secrets[0]})
    assert (early.status_code, codes(early)) == (409, [("day", "too_early")])

    clock.step(DAY)
    await scheduling.take(registered(court.case()))
    for wrong in (secrets[1], "00" * 32):
        refused = await http.put(f"{address}/2026-03-03", json={"secret": wrong})
        assert (refused.status_code, codes(refused)) == (422, [("secret", "not_of_the_chain")])
    unknown = await http.put(f"{address}/2026-03-02", json={"secret": secrets[0]})
    assert (unknown.status_code, codes(unknown)) == (404, [("day", "no_chain")])
    assert (await http.put(f"{address}/2026-03-03", json={"secret": secrets[0]})).status_code == 200
    await scheduling.take(registered(court.case()))
    clock.step(DAY)
    for _ in range(2):
        await Sealing(work).step()
    found = check(await ledger(http, court))
    assert (found.draws, found.loose) == (2, 1), "what was drawn before the keeper came says so"
    opened = (await http.get(address)).json()["opened"]
    assert [one["anchor"] for one in opened if one["day"] == "2026-03-03"] == [None, anchor]


async def test_chains_published_on_one_day_are_exported_in_the_order_that_was_sealed(
    court: ACourt, http: httpx.AsyncClient, clock: SteppingClock, scheduling: Scheduling, work: Work
) -> None:
    await scheduling.take(registered(court.case()))
    for first, from_on in (("ff", "2026-03-03"), ("00", "2026-03-04"), ("77", "2026-03-05")):
        body = {"anchor": first * 32, "from_on": from_on, "days": 1}
        assert (await http.post(f"/courts/{court.court_id}/draw-secrets", json=body)).status_code == 201
    clock.step(DAY)
    await Sealing(work).step()
    day = (await http.get(f"/courts/{court.court_id}/draws/{TODAY}")).content
    assert b"".join(await ledger(http, court)).startswith(day)
    assert check(await ledger(http, court)).draws == 1


async def test_publishing_and_opening_need_the_token(court: ACourt, http: httpx.AsyncClient) -> None:
    wrong = {"Authorization": "Bearer wrong"}
    address = f"/courts/{court.court_id}/draw-secrets"
    body = {"anchor": "ab" * 32, "from_on": "2026-03-03", "days": 10}
    assert (await http.post(address, json=body, headers=wrong)).status_code == 401
    assert (await http.put(f"{address}/2026-03-02", json={"secret": "ab" * 32}, headers=wrong)).status_code == 401
    corrections = f"/courts/{court.court_id}/draws/corrections/{new_id()}"
    assert (await http.put(corrections, json={}, headers=wrong)).status_code == 401


async def test_a_chain_is_followed_by_the_next_before_it_ends(
    scheduling: Scheduling, court: ACourt, http: httpx.AsyncClient, clock: SteppingClock, work: Work
) -> None:
    clock.step(timedelta(days=340))
    await Sealing(work).step()
    first, second = (await http.get(f"/courts/{court.court_id}/draw-secrets")).json()["chains"]
    assert date.fromisoformat(second["from_on"]) == date.fromisoformat(first["from_on"]) + timedelta(days=365)
    await Sealing(work).step()
    assert len((await http.get(f"/courts/{court.court_id}/draw-secrets")).json()["chains"]) == 2


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
