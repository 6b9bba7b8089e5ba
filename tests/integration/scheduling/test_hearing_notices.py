"""What becomes of notices is shown at the hearing and on the board: who is told, who provably, who not."""

from typing import Any

from tarazy_scheduling.adapters.http.hearings import hearings_router
from tarazy_scheduling.settings import Settings
from tarazy_shared.lifecycle import Running

from tests.ids import new_id
from tests.integration.scheduling.a_court import ACourt, Scheduling, record
from tests.integration.scheduling.serving import client_of


def told(court: ACourt, state: str, hearing_id: str, recipient_id: str, **fields: Any) -> Any:
    data = {
        "court_id": court.court_id,
        "notice_id": new_id(),
        "subject_id": hearing_id,
        "subject_version": 1,
        "recipient_id": recipient_id,
        "channel": "email",
        "topic": "hearing_scheduled",
        "at": "2026-03-02T08:00:00Z",
    }
    return record(f"court.notice.{state}", data | fields)


async def test_the_hearing_shows_of_each_person_whether_they_are_told(
    scheduling: Scheduling, court: ACourt, running: Running, settings: Settings
) -> None:
    case = court.case()
    request = court.request(case)
    [*_, listed] = await scheduling.take(
        record("court.case.registered", case), record("court.hearing.requested", request)
    )
    hearing_id, people = request["hearing_id"], listed["person_ids"]
    [judge], clerk = people["judges"], people["clerk"]
    party = case["parties"][0]
    mail, word = new_id(), new_id()
    more = await scheduling.take(
        # Late, out of order, twice, about something else, and of somebody who is not of the hearing.
        told(court, "delivered", hearing_id, judge, notice_id=mail, at="2026-03-02T08:02:00Z"),
        told(court, "queued", hearing_id, judge, notice_id=mail),
        told(court, "sent", hearing_id, judge, notice_id=mail, at="2026-03-02T08:01:00Z"),
        told(court, "sent", hearing_id, clerk, notice_id=word, proof=False),
        told(court, "escalated", hearing_id, clerk, notice_id=word, at="2026-03-03T08:00:00Z"),
        told(court, "failed", hearing_id, party.get("person_id") or party["party_id"], reason="no_gateway"),
        told(court, "sent", hearing_id, new_id()),
        told(court, "sent", case["case_id"], judge, topic="case_allocated"),
        told(court, "sent", "of-no-hearing", judge),
    )
    assert more == [], "a notice moves nothing, and none of them is parked"
    assert await scheduling.pool.fetchval("SELECT count(*) FROM hearing_notices") == 4
    async with client_of(hearings_router(running, settings)) as client:
        shown = (await client.get(f"/hearings/{hearing_id}")).json()["told"]
    found = {one["recipient_id"]: one["state"] for one in shown}
    assert [found[judge], found[clerk]] == ["proved", "told"]
    assert found[party.get("person_id") or party["party_id"]] == "failed"
    assert next(one for one in shown if one["recipient_id"] == clerk)["escalated_at"] == "2026-03-03T08:00:00Z"
    assert len(found) == len(shown) == 2 + len(case["parties"])


async def test_what_a_clerk_did_by_hand_counts_until_it_is_to_be_done_again(
    scheduling: Scheduling, court: ACourt, running: Running, settings: Settings
) -> None:
    case = court.case()
    request = court.request(case)
    [*_, listed] = await scheduling.take(
        record("court.case.registered", case), record("court.hearing.requested", request)
    )
    hearing_id, [judge] = request["hearing_id"], listed["person_ids"]["judges"]
    task = {"notice_id": new_id(), "channel": "by_hand"}

    async def shown() -> Any:
        async with client_of(hearings_router(running, settings)) as client:
            said = (await client.get(f"/hearings/{hearing_id}")).json()["told"]
        return next((one["state"], one["channels"]) for one in said if one["recipient_id"] == judge)

    def by_hand(minute: int, reason: str, *, proof: bool) -> Any:
        at = f"2026-03-02T08:{minute:02}:00Z"
        return told(court, "told_by_hand", hearing_id, judge, at=at, reason=reason, proof=proof, **task)

    await scheduling.take(told(court, "failed", hearing_id, judge, reason="no_gateway"))
    await scheduling.take(by_hand(1, "told_by_telephone", proof=True))
    assert await shown() == ("proved", ["by_hand"])
    await scheduling.take(by_hand(3, "not_reached", proof=False), by_hand(2, "reopened", proof=False))
    assert await shown() == ("failed", ["by_hand", "email"])
    await scheduling.take(by_hand(4, "reopened", proof=False))
    assert await shown() == ("failed", ["email"])


async def test_a_digest_stands_at_every_hearing_that_it_tells_of(
    scheduling: Scheduling, court: ACourt, running: Running, settings: Settings
) -> None:
    case = court.case()
    request = court.request(case)
    [*_, listed] = await scheduling.take(
        record("court.case.registered", case), record("court.hearing.requested", request)
    )
    [judge] = listed["person_ids"]["judges"]
    digest, hearing_id = new_id(), request["hearing_id"]
    tells = [{"subject_id": one, "subject_version": 1, "topic": "hearing_scheduled"} for one in (hearing_id, new_id())]
    about = {"topic": "hearing_digest", "notice_id": new_id()}
    await scheduling.take(
        told(court, "queued", digest, judge, **about),
        told(court, "sent", digest, judge, tells=tells, proof=True, **about),
    )
    assert await scheduling.pool.fetchval("SELECT count(*) FROM hearing_notices") == 2
    async with client_of(hearings_router(running, settings)) as client:
        shown = (await client.get(f"/hearings/{hearing_id}")).json()["told"]
    assert next(one["state"] for one in shown if one["recipient_id"] == judge) == "proved"
