"""The ledger of draws as it is given out, and what was wrong with a request."""

from datetime import date, timedelta

import httpx

from tests.integration.scheduling.a_court import ACourt

TODAY = date(2026, 3, 2)
DAY = timedelta(days=1)


async def ledger(http: httpx.AsyncClient, court: ACourt, **params: int) -> list[bytes]:
    answer = await http.get(f"/courts/{court.court_id}/draws", params=params)
    assert answer.status_code == 200
    return answer.content.splitlines(keepends=True)


def codes(answer: httpx.Response) -> list[tuple[str, str]]:
    return [(one["field"], one["code"]) for one in answer.json()["errors"]]
