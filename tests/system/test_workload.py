"""A norm set at HR, a case drawn by scheduling, and the work that HR then counts for the judge who has it."""

import asyncio
from datetime import date, timedelta
from typing import Any

from tests.system.court_system import CourtSystem
from tests.system.courts import a_case
from tests.system.test_main_flow import court_id


async def test_a_case_counts_for_its_judge_by_the_norm_of_its_instance(
    system: CourtSystem, court: dict[str, Any], today: date
) -> None:
    base = f"/courts/{court_id(court)}"
    for norm in ({"weight_minutes": 130}, {"weight_minutes": 410, "instance": "first"}):
        body = {**norm, "valid_from": today.isoformat()}
        answer = await system.staff_http("hr", "PUT", f"{base}/norms/civil.contract", json=body)
        assert answer.status_code == 200, answer.text
    case = a_case(court_id(court), filed_at=f"{today}T00:00:00+05:00")
    drawn = await system.answer_to(await system.publish("case.registered", case), "case.allocated")
    assert (drawn.data["category"], drawn.data["filed_on"]) == ("civil.contract", today.isoformat())
    asked = f"{base}/workload?from={today}&to={today + timedelta(days=1)}"
    async with asyncio.timeout(20):
        while not (shown := (await system.staff_http("hr", "GET", asked)).json())["cases"]:  # noqa: ASYNC110  an answer over HTTP
            await asyncio.sleep(0.1)
    [judge] = [one for one in shown["judges"] if one["cases"]]
    assert judge["person_id"] == drawn.data["person_id"]
    assert (judge["minutes"], shown["minutes"], shown["unknown"]) == (410, 410, 0)
