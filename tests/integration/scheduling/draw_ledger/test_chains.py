"""Chains of secrets: published ahead, opened a day at a time, followed before they end."""

import hashlib
from datetime import date, timedelta

import httpx
from tarazy_scheduling.app.sealing import Sealing
from tarazy_scheduling.verify_draws import check
from tarazy_shared.unit_of_work import Work

from tests.clocks import SteppingClock
from tests.ids import new_id
from tests.integration.scheduling.a_court import ACourt, Scheduling, registered
from tests.integration.scheduling.draw_ledger.ledgers import DAY, TODAY, codes, ledger


def a_chain(days: int) -> tuple[str, list[str]]:
    """(anchor, secrets by day)."""
    secrets = [hashlib.sha256(b"the keeper's root").digest()]
    for _ in range(days - 1):
        secrets.append(hashlib.sha256(secrets[-1]).digest())
    anchor = hashlib.sha256(secrets[-1]).hexdigest()
    return anchor, [one.hex() for one in reversed(secrets)]


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
