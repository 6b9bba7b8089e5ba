"""People move hearings over HTTP: previewed, carried out, told, refused when stale."""

import asyncio
import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import asyncpg
import pytest
from tarazy_scheduling.adapters import change_chain
from tarazy_shared.audit_chain import Head, faults_of

from tests.clocks import SteppingClock
from tests.ids import new_id
from tests.integration.scheduling.a_court import ACourt, Scheduling, record, registered, requested
from tests.integration.scheduling.by_hand.conftest import Desk, codes

LATER = "2026-03-20T09:00:00+05:00"


def start(hearing: dict[str, Any]) -> str:
    return str(hearing["sittings"][0]["starts_at"])


async def test_a_move_is_told_and_stored(desk: Desk, pool: asyncpg.Pool) -> None:
    hearing = await desk.hearing()
    answer = await desk.does(hearing, "move", starts_at=LATER, room_id=desk.court.rooms[1], note="Судья просила")
    assert (answer["changed"], answer["hearing"]["version"]) == (True, 2)
    (told,) = [one for one in await desk.scheduling.told() if one.get("reason") == "by_hand"]
    assert told["type"] == "court.hearing.rescheduled.v1"
    assert told["sittings"][0]["starts_at"] == "2026-03-20T04:00:00Z"
    assert told["sittings"][0]["room_id"] == desk.court.rooms[1]
    assert told["previous"]["sittings"] == hearing["sittings"]
    stored = await pool.fetch("SELECT room_id::text, starts_at FROM sittings")
    assert [row["room_id"] for row in stored] == [desk.court.rooms[1]]
    (change,) = await desk.changes(hearing)
    assert (change["operation"], change["ordered_by"], change["note"]) == ("move", desk.by, "Судья просила")
    assert change["cause"] == told["cause"]
    assert change["before"]["sittings"][0]["starts_at"] == hearing["sittings"][0]["starts_at"]
    assert change["after"] == answer["hearing"]


async def test_a_preview_tells_the_cost_and_writes_nothing(desk: Desk, pool: asyncpg.Pool) -> None:
    hearing = await desk.hearing()
    before = await pool.fetchval("SELECT max(id) FROM outbox")
    answer = (await desk.order(hearing, "move", starts_at=LATER, dry_run=True)).json()
    (cost,) = answer["costs"]
    assert (answer["possible"], answer["changed"], answer["change_id"]) == (True, False, None)
    assert (cost["days_later"], cost["ordered"], cost["outside_window"]) == (4, True, False)
    assert answer["people_told"] == 4, "two parties, the judge, the clerk"
    assert await pool.fetchval("SELECT max(id) FROM outbox") == before
    assert await desk.changes(hearing) == []
    assert start(await desk.now(hearing)) == "2026-03-16T04:00:00Z"
    # And the court in memory is as it was: the same again is possible, and so is the move itself.
    assert (await desk.order(hearing, "move", starts_at=LATER, dry_run=True)).json() == answer
    assert (await desk.does(hearing, "move", starts_at=LATER))["costs"] == answer["costs"]


async def test_a_preview_names_what_is_in_the_way(desk: Desk) -> None:
    case = desk.court.case()
    requests = [desk.court.request(case, priority="urgent") for _ in range(2)]
    one, other = (await desk.scheduling.take(registered(case), *map(requested, requests)))[-2:]
    assert start(one) != start(other)
    answer = (await desk.order(one, "move", starts_at=start(other), dry_run=True)).json()
    assert answer["possible"] is False
    judge = next(reason for reason in answer["in_the_way"] if reason["code"] == "judge_busy")
    assert (judge["refers_to"], judge["hearing_ids"]) == (one["person_ids"]["judges"][0], [other["hearing_id"]])
    refused = await desk.order(one, "move", starts_at=start(other))
    assert (refused.status_code, codes(refused)[0]) == (422, "judge_busy")
    assert await desk.changes(one) == []


async def test_a_stale_order_is_refused_with_what_changed_since(desk: Desk) -> None:
    hearing = await desk.hearing()
    await desk.does(hearing, "move", starts_at=LATER)
    for dry_run in (True, False):
        stale = await desk.order(hearing, "move", starts_at="2026-03-23T09:00:00+05:00", dry_run=dry_run)
        assert (stale.status_code, set(codes(stale))) == (409, {"hearing_changed"})
        changed = {one["field"].split(".")[1]: (one["old"], one["new"]) for one in stale.json()["errors"]}
        assert changed["version"] == (1, 2)
        old, new = changed["sittings"]
        assert (old[0]["starts_at"], new[0]["starts_at"]) == ("2026-03-16T04:00:00Z", "2026-03-20T04:00:00Z")
    assert len(await desk.changes(hearing)) == 1


async def test_what_the_service_itself_changed_makes_an_order_stale_too(desk: Desk) -> None:
    hearing = await desk.hearing()
    away = {"starts_at": "2026-03-16T00:00:00+05:00", "ends_at": "2026-03-18T00:00:00+05:00"}
    of = {"court_id": desk.court.court_id, "person_id": hearing["person_ids"]["judges"][0], "absence_id": new_id()}
    await desk.scheduling.take(record("court.absence.approved", {**of, "kind": "leave", **away}))
    stale = await desk.order(hearing, "vacate", reason="settled")
    assert stale.status_code == 409
    assert [one["field"] for one in stale.json()["errors"]] == ["hearings[0].version", "hearings[0].sittings"]


async def test_two_who_move_the_same_hearing_at_once_one_of_them_is_refused(desk: Desk) -> None:
    hearing = await desk.hearing()
    days = ("2026-03-18", "2026-03-19", "2026-03-20", "2026-03-26")
    moves = [desk.order(hearing, "move", starts_at=f"{day}T09:00:00+05:00") for day in days]
    answers = await asyncio.gather(*moves)
    assert sorted(answer.status_code for answer in answers) == [200, 409, 409, 409]
    assert len(await desk.changes(hearing)) == 1


async def test_the_same_order_sent_twice_is_carried_out_once(desk: Desk) -> None:
    hearing = await desk.hearing()
    order: dict[str, Any] = {"starts_at": LATER, "change_id": new_id()}
    answers = await asyncio.gather(*(desk.order(hearing, "move", **order) for _ in range(3)))
    assert [answer.status_code for answer in answers] == [200, 200, 200]
    assert sorted(answer.json()["changed"] for answer in answers) == [False, False, True]
    assert {answer.json()["hearing"]["version"] for answer in answers} == {2}
    assert len(await desk.changes(hearing)) == 1
    other = await desk.order(hearing, "move", **order | {"note": "another one"})
    assert (other.status_code, codes(other)) == (409, ["change_id_taken"])


async def test_two_hearings_exchange_their_places_in_the_database_too(desk: Desk, pool: asyncpg.Pool) -> None:
    case = desk.court.case()
    requests = [desk.court.request(case, priority="urgent") for _ in range(2)]
    one, other = (await desk.scheduling.take(registered(case), *map(requested, requests)))[-2:]
    swap = {"other": {"hearing_id": other["hearing_id"], "version": other["version"]}}
    answer = await desk.does(one, "swap", **swap)
    assert [cost["ordered"] for cost in answer["costs"]] == [True, True]
    now = [start(await desk.now(hearing)) for hearing in (one, other)]
    assert now == [start(other), start(one)]
    changes = [(await desk.changes(hearing))[0] for hearing in (one, other)]
    assert changes[0]["change_id"] == changes[1]["change_id"]
    assert await pool.fetchval("SELECT count(*) FROM hearing_changes") == 2
    undone = await desk.does(one | {"version": 2}, "undo")
    assert len(undone["costs"]) == 2
    assert [start(await desk.now(h)) for h in (one, other)] == [start(one), start(other)]


async def test_a_hearing_of_another_court_cannot_be_exchanged(desk: Desk) -> None:
    hearing = await desk.hearing()
    there = await ACourt().open(desk.scheduling)
    elsewhere = await Desk(desk.http, desk.scheduling, there, there.clerks[0]).hearing()
    refused = await desk.order(hearing, "swap", other={"hearing_id": elsewhere["hearing_id"], "version": 1})
    assert (refused.status_code, refused.json()["errors"][0]["field"]) == (422, "other.hearing_id")


async def test_a_hearing_is_split_and_merged(desk: Desk, pool: asyncpg.Pool) -> None:
    hearing = await desk.hearing()
    halves = [
        {"starts_at": "2026-03-19T10:00:00+05:00", "minutes": 30},
        {"starts_at": "2026-03-20T15:00:00+05:00", "minutes": 30, "room_id": desk.court.rooms[1]},
    ]
    answer = await desk.does(hearing, "split", sittings=halves)
    assert len(answer["hearing"]["sittings"]) == 2
    assert await pool.fetchval("SELECT count(*) FROM sittings") == 2
    answer = await desk.does(hearing | {"version": 2}, "merge")
    assert [one["starts_at"] for one in answer["hearing"]["sittings"]] == ["2026-03-19T05:00:00Z"]


async def test_what_is_fixed_is_shown_and_no_event_is_told(desk: Desk) -> None:
    hearing = await desk.hearing()
    told = len(await desk.scheduling.told())
    assert (await desk.does(hearing, "fix"))["changed"] is True
    assert (await desk.does(hearing, "fix"))["changed"] is False
    assert (await desk.now(hearing))["fixed"] is True
    assert len(await desk.scheduling.told()) == told
    assert (await desk.does(hearing, "undo"))["hearing"]["fixed"] is False
    assert [one["operation"] for one in await desk.changes(hearing)] == ["undo", "fix"]


async def test_a_vacated_hearing_is_cancelled_for_a_reason_and_comes_back(desk: Desk) -> None:
    hearing = await desk.hearing()
    without = await desk.order(hearing, "vacate")
    unknown = await desk.order(hearing, "vacate", reason="boredom")
    assert [(one.status_code, one.json()["errors"][0]["field"]) for one in (without, unknown)] == [(422, "reason")] * 2
    await desk.does(hearing, "vacate", reason="settled")
    assert (await desk.scheduling.told())[-1]["type"] == "court.hearing.cancelled.v1"
    assert (await desk.now(hearing))["status"] == "cancelled"
    await desk.does(hearing | {"version": 2}, "undo")
    assert (await desk.scheduling.told())[-1]["type"] == "court.hearing.scheduled.v1"
    assert (await desk.now(hearing))["sittings"][0]["starts_at"] == start(hearing)


async def test_an_undoing_is_refused_once_anything_has_changed_since(desk: Desk) -> None:
    hearing = await desk.hearing()
    nothing = await desk.order(hearing, "undo")
    assert (nothing.status_code, codes(nothing)) == (409, ["nothing_to_undo"])
    await desk.does(hearing, "move", starts_at=LATER)
    case_id = {"case_id": hearing["case_id"], "court_id": desk.court.court_id}
    parties = [{"party_id": new_id(), "role": "claimant", "name": "Новый Истец"}]
    await desk.scheduling.take(record("court.case.updated", {**case_id, "version": 2, "parties": parties}))
    changed = await desk.order(hearing | {"version": 3}, "undo")
    assert (changed.status_code, set(codes(changed))) == (409, {"hearing_changed"})
    assert start(await desk.now(hearing)) == "2026-03-20T04:00:00Z"


async def test_an_undoing_cannot_itself_be_undone_nor_done_twice(desk: Desk) -> None:
    hearing = await desk.hearing()
    await desk.does(hearing, "move", starts_at=LATER)
    order: dict[str, Any] = {"change_id": new_id()}
    undone = [await desk.order(hearing | {"version": 2}, "undo", **order) for _ in range(2)]
    assert [answer.json()["changed"] for answer in undone] == [True, False]
    again = await desk.order(hearing | {"version": 3}, "undo")
    assert (again.status_code, codes(again)) == (409, ["nothing_to_undo"])
    assert start(await desk.now(hearing)) == "2026-03-16T04:00:00Z"


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"starts_at": "tomorrow"}, "starts_at"),
        ({"starts_at": "2026-03-20T09:00:00"}, "starts_at"),
        ({"starts_at": LATER, "version": 0}, "version"),
        ({"starts_at": LATER, "version": 2**40}, "version"),
        ({"starts_at": LATER, "room_id": "hall"}, "room_id"),
        ({"starts_at": LATER, "note": " "}, "note"),
        ({"starts_at": LATER, "ordered_by": "somebody"}, "ordered_by"),
        ({"starts_at": LATER, "ordered_by": new_id()}, "ordered_by"),
        ({"starts_at": LATER, "reason": "boredom"}, "reason"),
        ({"starts_at": LATER, "judge_id": new_id()}, "hearings[0]"),
        ({"starts_at": LATER, "room_id": new_id()}, "hearings[0]"),
        ({"starts_at": "2026-03-21T09:00:00+05:00"}, "hearings[0]"),
        ({"starts_at": "9999-12-31T23:59:59Z"}, "hearings[0]"),
        ({"starts_at": "0001-01-01T00:00:00Z"}, "hearings[0]"),
    ],
)
async def test_what_makes_no_sense_is_refused_and_named(desk: Desk, wrong: dict[str, Any], field: str) -> None:
    hearing = await desk.hearing()
    for dry_run in (False, True):
        answer = await desk.order(hearing, "move", **wrong, dry_run=dry_run)
        if answer.status_code == 200:
            assert dry_run
            assert [one["field"] for one in answer.json()["in_the_way"]] == [field]
        else:
            assert answer.status_code == 422
            assert {one["field"] for one in answer.json()["errors"]} == {field}
    assert await desk.changes(hearing) == []


async def test_a_version_that_never_was_is_stale(desk: Desk) -> None:
    hearing = await desk.hearing()
    answer = await desk.order(hearing | {"version": 7}, "move", starts_at=LATER)
    assert (answer.status_code, codes(answer)) == (409, ["hearing_changed"])
    assert answer.json()["errors"][0]["new"] == 1


async def test_nobody_without_the_token_and_no_hearing_that_is_not_known(desk: Desk) -> None:
    hearing = await desk.hearing()
    desk.http.headers.pop("authorization")
    assert (await desk.order(hearing, "vacate", reason="settled")).status_code == 401
    answer = await desk.http.get(f"/hearings/{hearing['hearing_id']}/changes")
    assert answer.status_code == 401
    desk.http.headers["authorization"] = "Bearer a-token-for-writing"
    assert (await desk.order(hearing | {"hearing_id": new_id()}, "fix")).status_code == 404


async def test_the_trail_can_only_be_added_to(desk: Desk, pool: asyncpg.Pool) -> None:
    hearing = await desk.hearing()
    await desk.does(hearing, "fix")
    for sql in ("UPDATE hearing_changes SET note = 'x'", "DELETE FROM hearing_changes", "TRUNCATE hearing_changes"):
        with pytest.raises(asyncpg.InsufficientPrivilegeError):
            await pool.execute(sql)


async def test_changes_are_bound_to_each_other(desk: Desk, pool: asyncpg.Pool) -> None:
    hearing = await desk.hearing()
    fixed = await desk.does(hearing, "fix")
    await desk.does(hearing | {"version": fixed["hearing"]["version"]}, "unfix")
    async with pool.acquire() as connection, connection.transaction():
        links = [link async for link in change_chain.in_order(connection, desk.court.court_id)]
    assert [link.entry.action for link in links] == ["hearing.fix", "hearing.unfix"]
    assert list(faults_of(links)) == []
    assert list(faults_of(links[:1], Head(2, links[1].hash))) != []
    noted = dict(links[0].entry.detail) | {"note": "another"}
    changed = replace(links[0], entry=replace(links[0].entry, detail=noted))
    assert list(faults_of([changed, links[1]])) == ["entry 1 was changed: its hash is another"]


async def test_an_advocate_whom_another_court_has_booked_is_not_free(desk: Desk, scheduling: Scheduling) -> None:
    there = await ACourt().open(scheduling)
    advocate = {"party_id": new_id(), "role": "representative", "name": "Адвокат", "person_id": new_id()}
    cases = [court.case(parties=[{**advocate, "party_id": new_id()}]) for court in (there, desk.court)]
    theirs = there.request(cases[0], priority="urgent", earliest_on="2026-03-20", latest_on="2026-03-20")
    ours = desk.court.request(cases[1], priority="urgent", latest_on="2026-03-16")
    hearing = (await scheduling.take(registered(cases[1]), requested(ours)))[-1]
    await scheduling.take(registered(cases[0]), requested(theirs))
    answer = await desk.order(hearing, "move", starts_at=LATER)
    assert (answer.status_code, codes(answer)) == (422, ["attendee_busy"])


async def test_every_order_and_answer_has_a_form_in_the_description(desk: Desk) -> None:
    described = (await desk.http.get("/openapi.json")).json()
    orders = {path.rpartition("/")[2]: one["post"] for path, one in described["paths"].items() if "post" in one}
    assert set(orders) == {"move", "swap", "split", "merge", "fix", "unfix", "vacate", "extend", "undo"}
    for one in orders.values():
        assert one["requestBody"]["content"]["application/json"]["schema"]["$ref"].endswith("Body")
        assert one["responses"]["200"]["content"]["application/json"]["schema"]["$ref"].endswith("/Ordered")


async def test_a_hearing_that_has_begun_goes_on_and_is_ended_as_planned_again(
    desk: Desk, clock: SteppingClock, pool: asyncpg.Pool
) -> None:
    case = desk.court.case()
    requests = [requested(desk.court.request(case, priority="urgent")) for _ in range(2)]
    first, second = (await desk.scheduling.take(registered(case), *requests))[-2:]
    assert [start(one) for one in (first, second)] == ["2026-03-16T04:00:00Z", "2026-03-16T05:00:00Z"]
    until = "2026-03-16T10:40:00+05:00"
    early = await desk.order(first, "extend", until=until)
    assert (early.status_code, codes(early)) == (422, ["not_begun"])
    clock.now = datetime(2026, 3, 16, 4, 30, tzinfo=UTC)
    foreseen = (await desk.order(first, "extend", until=until, dry_run=True)).json()
    assert [(one["hearing_id"], one["reason"], one["ordered"]) for one in foreseen["costs"]] == [
        (second["hearing_id"], "overrun", False),
        (first["hearing_id"], "by_hand", True),
    ]
    answer = await desk.does(first, "extend", until=until, reason="goes_on")
    assert answer["hearing"]["sittings"][0]["ends_at"] == "2026-03-16T05:40:00Z"
    lasts = "SELECT ends_at - starts_at FROM sittings WHERE hearing_id = $1"
    assert await pool.fetchval(lasts, UUID(first["hearing_id"])) == timedelta(minutes=100)
    undone = await desk.does(first | {"version": 2}, "undo")
    assert undone["hearing"]["sittings"][0]["ends_at"] == first["sittings"][0]["ends_at"]
    assert [one["operation"] for one in await desk.changes(first)] == ["undo", "extend"]


async def test_why_something_cannot_be_is_said_in_the_readers_language(desk: Desk) -> None:
    case = desk.court.case()
    day = {"earliest_on": "2026-03-16", "latest_on": "2026-03-16", "estimated_minutes": 480}
    first = desk.court.request(case, priority="urgent", **day)
    second = desk.court.request(case, priority="urgent", **day)
    told = await desk.scheduling.take(registered(case), requested(first), requested(second))
    waits = told[-1]
    assert waits["type"] == "court.hearing.unlisted.v1"
    assert waits["escalation"][-1] == {"code": "longer_window", "by": "requester", "refers_to": "2026-03-16"}
    address = f"/hearings/{waits['hearing_id']}"
    english, russian = [
        (await desk.http.get(address, headers={"Accept-Language": language})).json() for language in ("en", "ru")
    ]
    assert [one["text"] for one in english["conflicts"]] == [one["text"] for one in waits["conflicts"]]
    assert [one["code"] for one in russian["escalation"]] == [one["code"] for one in waits["escalation"]]
    for one in (*russian["conflicts"], *russian["escalation"]):
        assert re.search("[а-я]", one["text"]), one
    order = {"version": waits["version"], "ordered_by": desk.by, "starts_at": "2026-03-16T09:00:00+05:00"}
    refused = await desk.http.post(f"{address}/move", json=order, headers={"Accept-Language": "kk"})
    assert refused.status_code == 422
    assert all(re.search("[а-яәіңғүұқөһ]", one["reason"]) for one in refused.json()["errors"])
