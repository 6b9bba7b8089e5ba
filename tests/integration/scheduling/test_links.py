"""Linked hearings on the real database: what follows is stored and told with what it follows."""

from datetime import timedelta
from typing import Any

from tests.clocks import SteppingClock
from tests.ids import new_id
from tests.integration.scheduling.a_court import ACourt, Scheduling, record, registered, requested


def after(request: dict[str, Any]) -> dict[str, Any]:
    return {"linked_hearing_id": request["hearing_id"], "link": "after", "priority": "urgent"}


def reborn(scheduling: Scheduling) -> Scheduling:
    """The same service after a restart: nothing in memory."""
    return Scheduling(scheduling.work, scheduling.pool)


async def test_a_hearing_follows_the_one_it_is_linked_to_whoever_remembers(
    scheduling: Scheduling, court: ACourt
) -> None:
    cases = [court.case(), court.case()]
    main = court.request(cases[0], starts_at="2026-03-16T10:00:00+05:00")
    linked = court.request(cases[1], **after(main))
    told = await scheduling.take(*map(registered, cases), requested(linked), requested(main))
    unmet, first, second = told[-3:]
    assert (unmet["type"], unmet["conflicts"][0]["code"]) == ("court.hearing.unlisted.v1", "link_unmet")
    assert unmet["conflicts"][0]["refers_to"] == main["hearing_id"]
    assert first["sittings"][0]["starts_at"] == "2026-03-16T05:00:00Z"
    assert (second["hearing_id"], second["sittings"][0]["starts_at"]) == (linked["hearing_id"], "2026-03-16T06:00:00Z")
    assert second["cause"] == first["cause"]

    later = {**main, "request_version": 2, "starts_at": "2026-03-17T15:00:00+05:00"}
    moved, followed = await reborn(scheduling).take(requested(later))
    assert (moved["hearing_id"], followed["hearing_id"]) == (main["hearing_id"], linked["hearing_id"])
    assert followed["type"] == "court.hearing.rescheduled.v1"
    assert followed["sittings"][0]["starts_at"] == "2026-03-17T11:00:00Z"
    assert followed["cause"] == moved["cause"]

    withdrawn = {**{name: main[name] for name in ("hearing_id", "case_id", "court_id")}, "reason": "settled"}
    cancelled, gone = await reborn(scheduling).take(record("court.hearing.withdrawn", withdrawn))
    assert (cancelled["type"], gone["type"]) == ("court.hearing.cancelled.v1", "court.hearing.unlisted.v1")
    assert gone["previous"]["sittings"] == followed["sittings"]


async def test_a_hearing_held_long_ago_is_still_what_another_comes_after(
    scheduling: Scheduling, court: ACourt, clock: SteppingClock
) -> None:
    cases = [court.case(), court.case()]
    main = court.request(cases[0], starts_at="2026-03-16T10:00:00+05:00")
    linked = court.request(cases[1], earliest_on="2026-04-20", **after(main))
    await scheduling.take(*map(registered, cases), requested(main), requested(linked))
    clock.step(timedelta(days=30))
    times = {"started_at": "2026-03-16T10:00:00+05:00", "ended_at": "2026-03-16T11:00:00+05:00"}
    of = {name: main[name] for name in ("hearing_id", "case_id", "court_id")}
    await reborn(scheduling).take(record("court.hearing.concluded", {**of, "outcome": "held", **times}))
    parties = [*cases[1]["parties"], {"party_id": new_id(), "role": "victim", "name": "N"}]
    update = {"case_id": cases[1]["case_id"], "court_id": court.court_id, "version": 2, "parties": parties}
    [changed] = await reborn(scheduling).take(record("court.case.updated", update))
    assert (changed["type"], changed["reason"]) == ("court.hearing.rescheduled.v1", "request_changed")
    assert changed["sittings"] == changed["previous"]["sittings"]


async def test_a_hearing_of_another_court_is_nothing_to_be_linked_to(scheduling: Scheduling, court: ACourt) -> None:
    there = await ACourt().open(scheduling)
    case, abroad = court.case(), there.case()
    main = there.request(abroad)
    await scheduling.take(registered(abroad), requested(main))
    unmet = (await scheduling.take(registered(case), requested(court.request(case, **after(main)))))[-1]
    assert [(one["code"], one["refers_to"]) for one in unmet["conflicts"]] == [("link_unmet", main["hearing_id"])]
