"""A desk: the court's orders over HTTP, and two hearings of one judge to give them about."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from typing import Any

import httpx
import pytest
from tarazy_scheduling.adapters.http.by_hand.orders import by_hand_router
from tarazy_scheduling.adapters.http.hearings import hearings_router
from tarazy_scheduling.settings import Settings
from tarazy_shared.lifecycle import Running

from tests.integration.scheduling.a_court import ACourt, Scheduling, registered, requested
from tests.integration.scheduling.serving import TOKEN, client_of


@dataclass(slots=True)
class Desk:
    """Somebody who gives orders about hearings."""

    http: httpx.AsyncClient
    scheduling: Scheduling
    court: ACourt
    by: str

    async def hearing(self, **more: Any) -> dict[str, Any]:
        """A new case with a hearing that stands, urgent so that no notice is in the way."""
        case = self.court.case()
        request = self.court.request(case, priority="urgent", **more)
        return (await self.scheduling.take(registered(case), requested(request)))[-1]

    async def order(self, hearing: dict[str, Any], what: str, *, dry_run: bool = False, **body: Any) -> httpx.Response:
        order = {"version": hearing["version"], "ordered_by": self.by, **body}
        return await self.http.post(
            f"/hearings/{hearing['hearing_id']}/{what}", json=order, params={"dry_run": dry_run}
        )

    async def does(self, hearing: dict[str, Any], what: str, **body: Any) -> dict[str, Any]:
        """Something that is carried out; returns what is answered."""
        answer = await self.order(hearing, what, **body)
        assert answer.status_code == 200, answer.text
        return dict(answer.json())

    async def now(self, hearing: dict[str, Any]) -> dict[str, Any]:
        return dict((await self.http.get(f"/hearings/{hearing['hearing_id']}")).json())

    async def changes(self, hearing: dict[str, Any]) -> list[dict[str, Any]]:
        answer = await self.http.get(f"/hearings/{hearing['hearing_id']}/changes")
        return list(answer.json()["changes"])


@pytest.fixture
async def desk(running: Running, settings: Settings, scheduling: Scheduling, court: ACourt) -> AsyncIterator[Desk]:
    routers = by_hand_router(running, scheduling.sets, settings), hearings_router(running, settings)
    async with client_of(*routers, headers=TOKEN) as http:
        yield Desk(http, scheduling, court, court.clerks[0])


def codes(answer: httpx.Response) -> list[str]:
    return [error["code"] for error in answer.json()["errors"]]
