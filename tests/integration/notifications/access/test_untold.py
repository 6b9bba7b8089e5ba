"""Hearings of the next days with somebody not provably told: for programs, on a page, as a metric and in facts."""

from datetime import timedelta
from typing import Any

import httpx
from fastapi import FastAPI
from tarazy_notifications.adapters.rules.book import Rules
from tarazy_notifications.adapters.rules.kinds import KINDS
from tarazy_notifications.app.attempts import Attempts
from tarazy_notifications.app.evidence.proving import proving
from tarazy_notifications.app.evidence.telemetry import hearings_untold
from tarazy_notifications.app.evidence.watching import Watching
from tarazy_shared.telemetry import registry

from tests.integration.notifications.access.asking import bearer, sign_in
from tests.integration.notifications.court import (
    COURT,
    FIRST_SITTING,
    LEASE,
    Installation,
    Matter,
    court,
    directory,
    party,
)


def metric(name: str, **labels: str) -> float:
    return registry.get_sample_value(name, labels) or 0.0


async def test_who_is_not_provably_told_of_what_is_near(
    installation: Installation, app: FastAPI, browser: httpx.AsyncClient
) -> None:
    anna, boris, clara = party("Anna"), party("Boris", contacts=()), party("Clara")
    matter, far = Matter((anna, boris, clara)), Matter((anna,))
    await installation.take(*directory(), matter.registered(), far.registered())
    await installation.take(matter.scheduled(), far.scheduled(FIRST_SITTING + timedelta(days=30)))
    proving_lane = installation.new_lane(attempts=Attempts(installation.work, LEASE, proves=proving(Rules(KINDS))))
    await installation.send_all(proving_lane)
    assert {one["proof"] for one in await installation.facts("sent")} == {True}
    await installation.pool.execute("UPDATE notices SET state = 'bounced' WHERE name = 'Clara'")
    unsent = Matter((party("Dina"),))
    await installation.take(unsent.registered(), unsent.scheduled(FIRST_SITTING + timedelta(days=60)))

    async def untold(days: int, court: str = COURT) -> Any:
        async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://test") as client:
            answer = await client.get(f"/courts/{COURT}/untold", params={"days": days}, headers=bearer("clerk", court))
        return answer.json()["hearings"] if answer.status_code == 200 else answer.status_code

    installation.clock.now = FIRST_SITTING - timedelta(hours=20)
    [found] = await untold(1)
    assert found["hearing_id"] == str(matter.hearing_id)
    states = {one["recipient_id"]: (one["role"], one["state"], one["reason"]) for one in found["people"]}
    assert states == {
        str(boris.party_id): ("party", None, "no_contact"),
        str(clara.party_id): ("party", "bounced", None),
    }
    assert await untold(1, "kz-other") == 403
    assert await untold(0) == 422
    await sign_in(browser, "clerk")
    page = (await browser.get(f"/courts/{COURT}/desk/untold?days=1")).text
    assert "Clara" in page
    assert "Boris" in page, "whoever has no notice has a name all the same"
    assert "Anna" not in page
    watching = Watching(installation.work, Rules(KINDS))
    await watching.step()
    assert metric("tarazy_hearings_untold", court_id=COURT) == 1
    assert metric("tarazy_notices_past_deadline", court_id=COURT) == 3, "to the judge, the clerk and Dina"
    await installation.take(court(court_id="kz-new"))
    hearings_untold.labels(COURT).set(7)
    await watching.step()
    assert registry.get_sample_value("tarazy_hearings_untold", {"court_id": "kz-new"}) == 0, "a new court at once"
    assert metric("tarazy_hearings_untold", court_id=COURT) == 7, "it is not its turn"
    installation.clock.now = FIRST_SITTING
    assert await untold(1) == [], "what has begun is not to come"
    await watching.step()
    assert metric("tarazy_hearings_untold", court_id=COURT) == 0
