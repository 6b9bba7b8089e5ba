"""The ledger of draws day by day: seeded out of a published chain, sealed when the day is over."""

import hashlib
from typing import Any

import httpx
import pytest
from tarazy_scheduling.adapters.draws import draw_seals
from tarazy_scheduling.app import sealing
from tarazy_scheduling.app.sealing import Sealing
from tarazy_scheduling.verify_draws import check
from tarazy_shared.database import Connection
from tarazy_shared.unit_of_work import Work

from tests.clocks import SteppingClock
from tests.integration.scheduling.a_court import ACourt, Scheduling, registered
from tests.integration.scheduling.draw_ledger.ledgers import DAY, TODAY, codes, ledger


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


async def test_courts_that_cannot_be_sealed_keep_no_other_court_waiting(
    scheduling: Scheduling, court: ACourt, http: httpx.AsyncClient, clock: SteppingClock, work: Work,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    broken = await ACourt().open(scheduling)
    await scheduling.take(registered(broken.case()))
    clock.step(DAY)
    await scheduling.take(registered(court.case()))
    clock.step(DAY)
    monkeypatch.setattr(sealing, "AT_ONCE", 1)
    add = draw_seals.add

    async def fails_for_one(connection: Connection, court_id: str, *more: Any) -> None:
        if court_id == broken.court_id:
            raise RuntimeError("a bug")
        await add(connection, court_id, *more)

    monkeypatch.setattr(draw_seals, "add", fails_for_one)
    loop = Sealing(work)
    for _ in range(3):
        await loop.step()
    assert (await http.get(f"/courts/{broken.court_id}/draws/2026-03-02")).status_code == 404
    assert (await http.get(f"/courts/{court.court_id}/draws/2026-03-03")).status_code == 200
