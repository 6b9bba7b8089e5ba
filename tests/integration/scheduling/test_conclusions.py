"""A hearing that ended sooner than it was booked for leaves no trace in anybody's diary, here or in another court."""

from datetime import timedelta
from typing import Any

from tarazy_scheduling.app.passing_time import PassingTime
from tarazy_shared.unit_of_work import Work

from tests.clocks import SteppingClock
from tests.ids import new_id
from tests.integration.scheduling.a_court import ACourt, Scheduling, record, registered, requested

URGENT = {"priority": "urgent", "earliest_on": "2026-03-02"}
TUESDAY = "2026-03-03T09:00:00+05:00"


def concluded(request: dict[str, Any], **more: Any) -> dict[str, Any]:
    """The hearing of a request was held on Monday until 16:30."""
    of = {name: request[name] for name in ("hearing_id", "case_id", "court_id")}
    times = {"started_at": "2026-03-02T14:30:00+05:00", "ended_at": "2026-03-02T16:30:00+05:00"}
    return {**of, "outcome": "held", **times, **more}


async def test_the_later_day_of_a_hearing_that_is_over_is_given_back(
    scheduling: Scheduling, work: Work, clock: SteppingClock
) -> None:
    here = await ACourt(judges=[new_id()]).open(scheduling)
    there = await ACourt().open(scheduling)
    parties = [{"party_id": new_id(), "role": "representative", "name": "B", "person_id": new_id()}]
    case, other, abroad = here.case(parties=parties), here.case(), there.case(parties=parties)
    long = here.request(case, estimated_minutes=600, **URGENT)
    booked = (await scheduling.take(registered(case), requested(long)))[-1]
    assert [one["starts_at"][:10] for one in booked["sittings"]] == ["2026-03-02", "2026-03-03", "2026-03-03"]
    waiting = [court.request(of, starts_at=TUESDAY, **URGENT) for court, of in ((here, other), (there, abroad))]
    told = await scheduling.take(registered(other), registered(abroad), *map(requested, waiting))
    unlisted = sorted(one["conflicts"][0]["code"] for one in told if one["type"] == "court.hearing.unlisted.v1")
    assert unlisted == ["attendee_busy", "judge_busy"]

    clock.step(timedelta(hours=2, minutes=30))
    recorded, scheduled = await scheduling.take(record("court.hearing.concluded", concluded(long)))
    assert (recorded["type"], recorded["minutes"]) == ("court.hearing.recorded.v1", 120)
    assert (scheduled["hearing_id"], scheduled["cause"]) == (waiting[0]["hearing_id"], recorded["cause"])
    assert scheduled["person_ids"]["judges"] == booked["person_ids"]["judges"]
    await PassingTime(work, scheduling.sets).step()
    elsewhere = (await scheduling.told())[-1]
    assert (elsewhere["type"], elsewhere["hearing_id"]) == ("court.hearing.scheduled.v1", waiting[1]["hearing_id"])
    kept = await scheduling.pool.fetch(
        "SELECT DISTINCT (lower(during) AT TIME ZONE 'Asia/Almaty')::text FROM bookings WHERE hearing_id = $1",
        long["hearing_id"],
    )
    assert [row[0] for row in kept] == ["2026-03-02 14:30:00"]
    sat = await scheduling.pool.fetchval("SELECT count(*) FROM sittings WHERE hearing_id = $1", long["hearing_id"])
    assert sat == 1
