"""Training over HTTP on a real database: planned, enrolled, moved up, attended, certified, given back."""

import asyncio
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import asyncpg
import httpx
import pytest
from pydantic import SecretStr
from tarazy_hr.app.education.looping import count_clocks, look_again
from tarazy_shared.sign_in.development_keys import DevelopmentKeys
from tarazy_shared.unit_of_work import Work

from tests.clocks import SteppingClock
from tests.integration.hr.conftest import TOKEN, told
from tests.integration.hr.requests import COURT, NAMES, a_court, a_person_url, absence, an_id, only_error, person
from tests.integration.hr.test_hearing_copy import Topic, rescheduled, scheduled, sitting

KEYS = DevelopmentKeys.of(SecretStr(TOKEN))
OTHER = "kz-other"
SESSION = an_id("session of drafting")
HELD = f"/courts/{COURT}/training-sessions/{SESSION}"
BODY = {
    "programme": "drafting",
    "parts": [
        {"starts_at": "2026-12-15T09:00:00+05:00", "ends_at": "2026-12-15T13:00:00+05:00"},
        {"starts_at": "2026-12-16T09:00:00+05:00", "ends_at": "2026-12-16T13:00:00+05:00"},
    ],
    "places": 1,
    "venue": "Room 305",
    "enrol_until": "2026-12-10",
}


def key(role: Any, court: str | None = COURT, who: str | None = None) -> dict[str, str]:
    return {"Authorization": f"Bearer {KEYS.make(role, court, UUID(an_id(who)) if who else None)}"}


TRAINER = key("trainer")


def place(who: str, court: str = COURT, session: str = SESSION) -> str:
    return f"/courts/{court}/people/{an_id(who)}/training/{session}"


def oneself(who: str, court: str = COURT) -> dict[str, str]:
    return key("judge", court, who)


async def done(answer: Any) -> dict[str, Any]:
    response = await answer
    assert response.status_code == 200, response.text
    found: dict[str, Any] = response.json()
    return found


@pytest.fixture
async def session(http: httpx.AsyncClient) -> None:
    """A session with one place in a court with two judges; a third judge is of another court."""
    await a_court(http, "aigul", "berik")
    assert (await http.put(f"/courts/{OTHER}", json={"name": NAMES})).status_code == 200
    assert (await http.put(f"/courts/{OTHER}/people/{an_id('saule')}", json=person("saule"))).status_code == 200
    planned = await done(http.put(HELD, json=BODY, headers=TRAINER))
    assert planned == {"changed": True, "facts": ["planned"], "free": 1, "waiting": 0, "entries": 1}
    assert (await done(http.put(HELD, json=BODY, headers=TRAINER)))["changed"] is False


async def absences_of(http: httpx.AsyncClient, who: str) -> list[tuple[str, str]]:
    found = (await http.get("/absences", params={"person_id": an_id(who)})).json()
    return [(one["kind"], one["status"]) for one in found]


async def events(pool: asyncpg.Pool, family: str) -> list[tuple[str, str, Any]]:
    return [
        (one.type.removeprefix(family), one.data["person_id"], one.data.get("reason"))
        for one in await told(pool)
        if one.type.startswith(family)
    ]


async def test_a_place_takes_the_time_and_goes_to_who_waits_in_another_court(
    http: httpx.AsyncClient, pool: asyncpg.Pool, session: None
) -> None:
    aigul, saule = an_id("aigul"), an_id("saule")
    assert (await done(http.put(place("aigul"), json={}, headers=oneself("aigul"))))["facts"] == ["enrolled"]
    assert (await done(http.put(place("aigul"), json={}, headers=oneself("aigul"))))["changed"] is False
    waits = await done(http.put(place("saule", OTHER), json={}, headers=oneself("saule", OTHER)))
    assert (waits["facts"], waits["free"], waits["waiting"]) == (["put_on_waiting_list"], 0, 1)
    assert await absences_of(http, "aigul") == [("training", "approved")] * 2
    assert await absences_of(http, "saule") == []
    overlapping = absence("aigul", starts_at="2026-12-14T00:00:00+05:00", ends_at="2026-12-19T00:00:00+05:00")
    requested = (await http.post("/absences", json=overlapping)).json()["absence_id"]
    assert only_error(await http.post(f"/absences/{requested}/approve"))[2] == "absence_overlaps"

    left = await done(http.post(f"{place('aigul')}/withdraw", headers=oneself("aigul")))
    assert left["facts"] == ["withdrew", "moved_up"]
    assert await absences_of(http, "saule") == [("training", "approved")] * 2
    assert ("training", "approved") not in await absences_of(http, "aigul")
    assert await events(pool, "court.training.") == [
        ("place_given.v1", aigul, None),
        ("place_awaited.v1", saule, None),
        ("place_withdrawn.v1", aigul, "withdrawn"),
        ("place_given.v1", saule, None),
    ]
    assert [who for _, who, _ in await events(pool, "court.absence.approved.")] == [aigul, aigul, saule, saule]
    away = [one for one in await told(pool) if one.type.startswith("court.absence.")]
    assert [one.data["session_id"] for one in away] == [SESSION] * 6, "who hears of the place hears of nothing else"
    assert (await http.post(f"/absences/{requested}/approve")).status_code == 200
    # Who comes back gets other absences than those that were cancelled.
    assert only_error(await http.put(place("aigul"), json={}))[2] == "clash_with_leave"
    assert (await http.post(f"/absences/{requested}/cancel")).status_code == 200
    await done(http.post(f"{place('saule', OTHER)}/withdraw"))
    await done(http.put(place("aigul"), json={}))
    assert (await absences_of(http, "aigul")).count(("training", "approved")) == 2


async def test_a_cancelled_or_moved_session_gives_the_time_back(
    http: httpx.AsyncClient, pool: asyncpg.Pool, session: None
) -> None:
    await done(http.put(place("aigul"), json={}))
    later = BODY | {"parts": [{"starts_at": "2026-12-15T10:00:00+05:00", "ends_at": "2026-12-15T14:00:00+05:00"}]}
    assert (await done(http.post(f"{HELD}/change", json=later, headers=TRAINER)))["facts"] == ["changed"]
    found = (await http.get("/absences", params={"person_id": an_id("aigul"), "status": "approved"})).json()
    assert [one["starts_at"] for one in found if one["status"] == "approved"] == ["2026-12-15T05:00:00Z"]
    elsewhere = await http.post(f"/courts/{OTHER}/training-sessions/{SESSION}/cancel", json={"reason": "ill"})
    assert only_error(elsewhere) == (404, "session_id", "unknown_session")
    assert (await done(http.post(f"{HELD}/cancel", json={"reason": "ill"}, headers=TRAINER)))["facts"] == ["cancelled"]
    assert "approved" not in [status for _, status in await absences_of(http, "aigul")]
    assert [(what, reason) for what, _, reason in await events(pool, "court.training.")] == [
        ("place_given.v1", None),
        ("place_given.v1", None),
        ("place_withdrawn.v1", "session_cancelled"),
    ]
    assert (await http.get("/training-sessions", headers=oneself("saule", OTHER))).json()[0]["cancelled"] is True


async def test_a_session_changes_and_is_held_after_all_and_everybody_is_told_what_of_it(
    http: httpx.AsyncClient, pool: asyncpg.Pool, session: None
) -> None:
    await done(http.put(place("aigul"), json={}))
    await done(http.put(place("saule", OTHER), json={}))
    known = (await http.get("/absences", params={"person_id": an_id("aigul")})).json()
    unknown_one = BODY | {"trainers": [an_id("nobody")]}
    assert only_error(await http.post(f"{HELD}/change", json=unknown_one, headers=TRAINER))[1] == "trainers[0]"
    other = BODY | {"venue": "https://learn.test/12", "mode": "online", "trainers": [an_id("berik")]}
    await done(http.post(f"{HELD}/change", json=other, headers=TRAINER))
    assert (await http.get("/absences", params={"person_id": an_id("aigul")})).json() == known, "times are the same"
    assert only_error(await http.put(place("berik"), json={}))[2] == "teaches_it"
    await done(http.post(f"{HELD}/cancel", json={"reason": "trainer_ill"}, headers=TRAINER))
    for _ in range(2):
        again = await http.post(f"{HELD}/reopen", headers=TRAINER | {"Idempotency-Key": "again"})
        assert again.json()["facts"] == ["reopened"]
    assert (await absences_of(http, "aigul")).count(("training", "approved")) == 2
    found = [one for one in await told(pool) if one.type.startswith("court.training.")]
    assert [(one.type.split(".")[2], one.data.get("changed") or None) for one in found] == [
        ("place_given", None),
        ("place_awaited", None),
        ("place_given", ["mode", "venue", "trainers"]),
        ("place_awaited", ["mode", "venue", "trainers"]),
        ("place_withdrawn", None),
        ("wait_ended", None),
        ("place_given", None),
        ("place_awaited", None),
    ]
    assert found[2].data["venue"] == "https://learn.test/12"
    assert (found[1].data["turn"], found[1].data["programme_name"]["en"]) == (1, "Reasons and style of rulings")


async def test_hearings_speak_against_it_until_they_move_or_are_asked_to_give_way(
    http: httpx.AsyncClient, work: Work, session: None
) -> None:
    topic, at = Topic(work), datetime(2026, 12, 16, 5, tzinfo=UTC)
    await topic.tell(scheduled(sittings=(sitting(at),)))
    refused = await http.put(place("aigul"), json={}, headers=oneself("aigul"))
    assert only_error(refused) == (409, "person_id", "clash_with_hearing")
    assert refused.json()["errors"][0]["reason"] == "There is a hearing at that time: 1-26, 16.12.2026 10:00."
    moved = await done(http.put(place("aigul"), json={"move_hearings": True}, headers=oneself("aigul")))
    assert moved["facts"] == ["enrolled"]
    await done(http.post(f"{place('aigul')}/withdraw"))
    await topic.tell(rescheduled(2, at + timedelta(days=1)))
    assert (await done(http.put(place("aigul"), json={})))["facts"] == ["enrolled"]
    await done(http.post(f"{place('aigul')}/withdraw"))
    await topic.tell(rescheduled(3, at - timedelta(days=1), "berik"))
    assert only_error(await http.put(place("berik"), json={}))[2] == "clash_with_hearing", "who sits now has the clash"
    assert (await done(http.put(place("aigul"), json={})))["facts"] == ["enrolled"]


async def test_who_may_enrol_teach_and_certify(http: httpx.AsyncClient, session: None) -> None:
    async def status(method: str, address: str, who: dict[str, str], **body: Any) -> int:
        return (await http.request(method, address, headers=who, **body)).status_code

    assert await status("PUT", place("berik"), oneself("aigul"), json={}) == 403
    assert await status("PUT", place("aigul"), key("chair"), json={}) == 200
    assert await status("POST", f"{place('aigul')}/withdraw", key("chair", OTHER)) == 403
    elsewhere = f"{place('aigul', OTHER)}/withdraw"
    assert only_error(await http.post(elsewhere, headers=key("chair", OTHER)))[2] == "not_enrolled"
    assert await status("GET", f"{HELD}/people", oneself("aigul")) == 403
    assert await status("GET", f"{HELD}/people", key("trainer", OTHER)) == 403
    assert await status("PUT", HELD, key("trainer", OTHER), json=BODY) == 403
    assert await status("GET", f"/training-sessions/{SESSION}", oneself("saule", OTHER)) == 200
    assert await status("PUT", f"{HELD}/feedback", TRAINER, json={"counts": [0, 0, 0, 0, 0]}) == 403
    own = key("trainer", COURT, "aigul")
    assert await status("PUT", f"{HELD}/people/{an_id('aigul')}/certificate", own) == 403
    assert await status("PUT", f"{HELD}/people/{an_id('aigul')}/attendance", own, json={"minutes": 1}) == 403


async def test_a_certificate_is_for_who_was_there(
    http: httpx.AsyncClient, pool: asyncpg.Pool, work: Work, clock: SteppingClock, session: None
) -> None:
    more = BODY | {"places": 2}
    await done(http.post(f"{HELD}/change", json=more, headers=TRAINER))
    for who in ("aigul", "berik"):
        await done(http.put(place(who), json={}))
    clock.step(timedelta(days=21))  # between the two days of the session
    await done(http.put(f"{HELD}/people/{an_id('aigul')}/attendance", json={"minutes": 240}, headers=TRAINER))
    half = (await done(http.get(a_person_url("aigul", "/training"))))["hours"]
    assert (half["attended"], half["to_come"]) == (240, 240)
    clock.step(timedelta(days=4))
    one, other = (f"{HELD}/people/{an_id(who)}" for who in ("aigul", "berik"))
    await done(http.put(f"{one}/attendance", json={"minutes": 480}, headers=TRAINER))
    assert only_error(await http.put(f"{one}/attendance", json={"minutes": 481}))[1] == "minutes"
    await done(http.put(f"{one}/test", json={"score": 71.5}, headers=TRAINER))
    assert only_error(await http.put(f"{other}/certificate", headers=TRAINER))[2] == "was_not_there"
    given = (await done(http.post(f"{HELD}/certificates", headers=TRAINER)))["people"]
    assert [(found["person_id"], bool(found["certificate"])) for found in given] == [
        (an_id("aigul"), True),
        (an_id("berik"), False),
    ]
    assert given[1]["reason"] == (
        "Attended 0 % of the time, where the programme asks for 80 % "
        "(source: To be set by the council of judges and the Academy of Justice)."
    )
    mine = await done(http.get(a_person_url("aigul", "/training"), headers=oneself("aigul")))
    assert mine["certificates"][0]["code"] == given[0]["certificate"]
    assert (mine["places"][0]["attended"], mine["places"][0]["score"]) == (480, "71.5")
    assert (mine["hours"]["required"], mine["hours"]["attended"], mine["hours"]["lacks"]) == (2374, 480, 1894)
    hours = await done(http.get(f"/courts/{COURT}/training-hours", headers=key("chair")))
    assert [(one["person_id"], one["lacks"], one["outlook"]) for one in hours["people"]] == [
        (an_id("berik"), 2374, "short"),
        (an_id("aigul"), 1894, "short"),
    ]
    people = (await http.get(f"{HELD}/people", headers=TRAINER)).json()
    assert [found["attended_percent"] for found in people] == [100, 0]
    assert only_error(await http.put(f"{HELD}/feedback", json={"counts": [0, 0, 0, 1, 1]}))[2] == (
        "more_answers_than_people"
    )
    await done(http.put(f"{HELD}/feedback", json={"counts": [0, 0, 0, 0, 1]}))
    assert (await done(http.get(f"/training-sessions/{SESSION}")))["feedback"] is None  # of fewer than five
    assert [what for what, _, _ in await events(pool, "court.training.certificate_")] == ["issued.v1"]
    assert await pool.fetchval("SELECT count(*) FROM running_clocks") == 0, "it holds for good"
    revoked = await done(http.post(f"{one}/certificate/revoke", json={"reason": "error"}, headers=TRAINER))
    assert revoked["facts"] == ["revoked"]
    assert (await events(pool, "court.training.certificate_"))[-1] == ("ended.v1", an_id("aigul"), "revoked")
    record = (await http.get(f"{HELD}/record", headers=TRAINER)).text
    assert "Айгүл" not in record


async def test_a_certificate_that_ends_is_a_deadline_until_it_is_renewed_or_its_holder_leaves(
    http: httpx.AsyncClient, pool: asyncpg.Pool, work: Work, clock: SteppingClock, session: None
) -> None:
    secretary = key("secretary")

    async def deadlines() -> list[tuple[str, str, str]]:
        await count_clocks(work)
        found = (await http.get(f"/courts/{COURT}/running-clocks", headers=secretary)).json()
        assert {one["kind"] for one in found} <= {"training"}
        return [(one["code"], one["due_on"], one["urgency"]) for one in found]

    async def certified(name: str) -> str:
        """Whoever takes part in a session of the next days, from the plan to the certificate."""
        starts_at = clock().replace(hour=4, minute=0) + timedelta(days=2)
        held = f"/courts/{COURT}/training-sessions/{an_id(name)}"
        part = {"starts_at": starts_at.isoformat(), "ends_at": (starts_at + timedelta(hours=2)).isoformat()}
        body = {"programme": "personal-data", "parts": [part], "places": 5, "venue": "305"}
        await done(http.put(held, json=body | {"enrol_until": str(starts_at.date())}, headers=TRAINER))
        await done(http.put(place("aigul", session=an_id(name)), json={}))
        clock.step(timedelta(days=3))
        await done(http.put(f"{held}/people/{an_id('aigul')}/attendance", json={"minutes": 120}, headers=TRAINER))
        await done(http.put(f"{held}/people/{an_id('aigul')}/test", json={"score": 90}, headers=TRAINER))
        await done(http.put(f"{held}/people/{an_id('aigul')}/certificate", headers=TRAINER))
        return f"{held}/people/{an_id('aigul')}/certificate/revoke"

    await certified("first")
    assert await deadlines() == [("personal-data", "2027-11-26", "ahead")]
    clock.step(timedelta(days=336))
    assert await deadlines() == [("personal-data", "2027-11-26", "near")]
    revoke = await certified("second")
    assert await deadlines() == [("personal-data", "2028-10-31", "ahead")]
    await done(http.post(revoke, json={"reason": "error"}, headers=TRAINER))
    assert await deadlines() == [("personal-data", "2027-11-26", "near")], "the first one runs again"
    left = await http.post(a_person_url("aigul", "/separate"), json={"to_on": str(clock().date())})
    assert left.status_code == 200, left.text
    clock.step(timedelta(days=2))
    assert await deadlines() == []


async def test_programmes_and_hours_are_laid_down_for_days_to_come(http: httpx.AsyncClient, session: None) -> None:
    listed = (await http.get(f"/courts/{COURT}/training-programmes", headers=oneself("aigul"))).json()
    assert "judicial-ethics" in [one["code"] for one in listed]
    ethics = {
        "name": NAMES,
        "provider": "court",
        "modules": [{"code": "a", "name": NAMES, "minutes": 60}],
        "prerequisites": ["drafting"],
    }
    own = f"/courts/{COURT}/training-programmes/judicial-ethics"
    assert await done(http.put(f"{own}/2026-11-24", json=ethics, headers=TRAINER)) == {"changed": True}
    assert await done(http.put(f"{own}/2026-11-24", json=ethics, headers=TRAINER)) == {"changed": False}
    assert only_error(await http.put(f"{own}/2026-11-23", json=ethics))[1] == "valid_from"
    nobody = ethics | {"prerequisites": ["nothing"]}
    assert only_error(await http.put(f"{own}/2026-12-01", json=nobody))[1:] == ("prerequisites[0]", "unknown_programme")
    country = "/training-programmes/judicial-ethics/2026-12-01"
    assert (await http.put(country, json=ethics, headers=key("hr_officer"))).status_code == 403
    assert await done(http.put(country, json=ethics, headers=key("hr_officer", None))) == {"changed": True}
    asked = {"minutes": 1800, "source": "Order 7"}
    assert await done(http.put("/training-requirements/clerk/2027", json=asked)) == {"changed": True}
    assert await done(http.put("/training-requirements/clerk/2027", json=asked)) == {"changed": False}
    assert only_error(await http.put("/training-requirements/clerk/2025", json=asked))[1] == "from_year"
    found = (await http.get("/training-requirements")).json()
    assert [(one["from_year"], one["minutes"]) for one in found if one["role"] == "clerk"] == [
        (2020, 960),
        (2027, 1800),
    ]


async def test_people_of_two_courts_who_ask_at_once_get_one_place_and_one_turn(
    http: httpx.AsyncClient, work: Work, session: None
) -> None:
    asked = [http.put(place("aigul"), json={}), http.put(place("berik"), json={})]
    asked += [http.put(place("saule", OTHER), json={}), http.put(HELD, json=BODY, headers=TRAINER)]
    answers = await asyncio.gather(*asked)
    found = sorted(fact for one in answers for fact in one.json()["facts"])
    assert found == ["enrolled", "put_on_waiting_list", "put_on_waiting_list"]
    given = [http.post(f"{place(who)}/withdraw") for who in ("aigul", "berik")]
    given.append(http.post(f"{place('saule', OTHER)}/withdraw"))
    assert [one.status_code for one in await asyncio.gather(*given)] == [200] * 3
    assert (await http.get(f"/training-sessions/{SESSION}")).json()["free"] == 1


async def test_the_place_of_whoever_leaves_the_court_goes_to_who_waits_and_nobody_waits_once_it_has_begun(
    http: httpx.AsyncClient, pool: asyncpg.Pool, work: Work, clock: SteppingClock, session: None
) -> None:
    await done(http.put(place("aigul"), json={}))
    await done(http.put(place("saule", OTHER), json={}))
    await look_again(work)
    assert len(await events(pool, "court.training.")) == 2
    left = await http.post(a_person_url("aigul", "/separate"), json={"to_on": "2026-12-01"})
    assert left.status_code == 200, left.text
    await look_again(work)
    assert (await events(pool, "court.training."))[2:] == [
        ("place_withdrawn.v1", an_id("aigul"), "left"),
        ("place_given.v1", an_id("saule"), None),
    ]
    await done(http.put(place("berik"), json={}))
    clock.step(timedelta(days=22))
    await look_again(work)
    await look_again(work)
    assert (await events(pool, "court.training."))[-2:] == [
        ("place_awaited.v1", an_id("berik"), None),
        ("wait_ended.v1", an_id("berik"), "session_begun"),
    ]
