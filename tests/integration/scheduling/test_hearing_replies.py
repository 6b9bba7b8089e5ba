"""Answers of calendars are marks at the hearing: the last of each person stands, and nothing moves."""

import itertools
from typing import Any

from tarazy_scheduling.adapters.http.hearings import hearings_router
from tarazy_scheduling.settings import Settings
from tarazy_shared.lifecycle import Running

from tests.ids import new_id
from tests.integration.scheduling.a_court import ACourt, Scheduling, record
from tests.integration.scheduling.serving import client_of

ANNA, JUDGE = new_id(), new_id()
_numbers = itertools.count()


def replied(court: ACourt, hearing_id: str, answer: str, **fields: Any) -> Any:
    data = {
        "court_id": court.court_id,
        "notice_id": new_id(),
        "subject_id": hearing_id,
        "subject_version": 1,
        "recipient_id": ANNA,
        "channel": "email",
        "topic": "hearing_scheduled",
        "at": f"2026-03-02T08:00:{next(_numbers):02}Z",
        "answer": answer,
    }
    return record("court.notice.replied", data | fields)


async def test_the_last_answer_of_each_person_is_shown_at_the_hearing(
    scheduling: Scheduling, court: ACourt, running: Running, settings: Settings
) -> None:
    case = court.case()
    request = court.request(case)
    await scheduling.take(record("court.case.registered", case), record("court.hearing.requested", request))
    hearing_id = request["hearing_id"]
    late = replied(court, hearing_id, "accepted", subject_version=2, at="2026-03-02T07:00:00Z")
    more = await scheduling.take(
        replied(court, hearing_id, "declined"),
        late,
        replied(court, hearing_id, "tentative"),
        replied(court, hearing_id, "declined", recipient_id=JUDGE, day="2026-03-09"),
        replied(court, hearing_id, "accepted", recipient_id=JUDGE),
        replied(court, "of-no-hearing", "declined"),
    )
    assert more == [], "an answer moves nothing, and none of them is parked"
    async with client_of(hearings_router(running, settings)) as client:
        shown = (await client.get(f"/hearings/{hearing_id}")).json()["replies"]
    found = {(one["recipient_id"], one["day"]): (one["answer"], one["version"]) for one in shown}
    assert found == {
        (ANNA, None): ("accepted", 2),
        (JUDGE, "2026-03-09"): ("declined", 1),
        (JUDGE, None): ("accepted", 1),
    }


async def test_an_answer_may_come_before_the_hearing_is_known_and_may_be_malformed(
    scheduling: Scheduling, court: ACourt
) -> None:
    await scheduling.take(replied(court, new_id(), "declined"))
    assert await scheduling.pool.fetchval("SELECT count(*) FROM hearing_replies") == 1
    await scheduling.take(replied(court, new_id(), "perhaps"))
    assert await scheduling.dead() == ["field_wrong"]


async def test_a_hearing_without_answers_says_so(
    scheduling: Scheduling, court: ACourt, running: Running, settings: Settings
) -> None:
    case = court.case()
    request = court.request(case)
    await scheduling.take(record("court.case.registered", case), record("court.hearing.requested", request))
    async with client_of(hearings_router(running, settings)) as client:
        answer = await client.get(f"/hearings/{request['hearing_id']}")
    assert answer.json()["replies"] == []
