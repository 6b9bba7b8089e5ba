"""A judge with a full docket, and what tests of reallocations ask about it."""

from collections import Counter
from collections.abc import Awaitable, Callable
from typing import Any

import asyncpg
import httpx
from tarazy_scheduling.adapters.http.draws.public_ledger import draws_router
from tarazy_scheduling.adapters.http.draws.reallocations import reallocations_router
from tarazy_scheduling.app.working_sets import WorkingSets
from tarazy_scheduling.settings import Settings
from tarazy_shared.lifecycle import Running

from tests.ids import new_id
from tests.integration.scheduling.a_court import ACourt, Scheduling, record, registered, requested
from tests.integration.scheduling.serving import TOKEN, client_of

REASON = "Moves to the regional court in the summer"


def client_of_reallocations(running: Running, settings: Settings, sets: WorkingSets) -> httpx.AsyncClient:
    """Proposes and approves, with the token, and reads the ledger."""
    return client_of(reallocations_router(running, sets, settings), draws_router(running), headers=TOKEN)


class Docket:
    """Cases of one judge, with a hearing each, in a court where two more judges come afterwards."""

    def __init__(self, court: ACourt) -> None:
        self.court = court
        self.judge_id, *self.others = court.judges
        self.cases: list[dict[str, Any]] = []
        self.hearings: list[dict[str, Any]] = []
        self.address = f"/courts/{court.court_id}/reallocations"

    async def fill(
        self, scheduling: Scheduling, number: int = 6, drawn: Callable[[], Awaitable[None]] | None = None
    ) -> "Docket":
        """All cases go to the first judge while the others are not there yet; `drawn` waits until they have one."""
        for person_id in self.others:
            await scheduling.take(self.separated(person_id))
        self.cases = [self.court.case() for _ in range(number)]
        self.hearings = [self.court.request(case) for case in self.cases]
        await scheduling.take(*map(registered, self.cases), *map(requested, self.hearings))
        if drawn:
            await drawn()
        for person_id in self.others:
            await scheduling.take(self.court.appointed(person_id, "judge", version=3))
        return self

    def separated(self, person_id: str) -> Any:
        data = {
            "court_id": self.court.court_id,
            "person_id": person_id,
            "version": 2,
            "post_id": new_id(),
            "role": "judge",
            "name": "judge",
            "from_on": "2020-01-01",
            "to_on": "2026-02-27",
        }
        return record("court.staff.separated", data)

    def suspended(self, person_id: str) -> Any:
        data = {"court_id": self.court.court_id, "person_id": person_id, "from_on": "2026-03-02"}
        return record("court.staff.suspended", data)

    def body(self, **more: Any) -> dict[str, Any]:
        return {"person_id": self.judge_id, "reason": REASON, "cases": "all", **more}

    def approval(self, **more: Any) -> dict[str, Any]:
        return {"version": 1, "approver": self.court.clerks[0], **more}


async def draws(pool: asyncpg.Pool) -> int:
    return int(await pool.fetchval("SELECT count(*) FROM draws"))


async def judges_of(pool: asyncpg.Pool) -> Counter[str]:
    return Counter(str(row[0]) for row in await pool.fetch("SELECT judge_id FROM cases WHERE closed_at IS NULL"))
