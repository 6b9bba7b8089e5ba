"""Binds what happened to notices into the chains of their courts, seconds after it happened."""

from collections.abc import Callable
from datetime import datetime, timedelta

import structlog
from tarazy_shared.audit_chain import Head
from tarazy_shared.database import Connection
from tarazy_shared.unit_of_work import Work

from tarazy_notifications.adapters import notice_store
from tarazy_notifications.adapters.evidence import seals, unsealed
from tarazy_notifications.domain.evidence.entries import Sealing

log = structlog.get_logger(__name__)

SALT = 16
"""Bytes that nobody can guess, one set for each entry."""
PATIENCE = timedelta(seconds=20)
"""How long evidence waits while messages wait to be sent: both need the same processors. Meanwhile more of what happens
to a notice comes together in one entry."""


class Sealer:
    """One process at a time goes on with the chains; the others find nothing to do."""

    def __init__(
        self,
        work: Work,
        random_bytes: Callable[[int], bytes],
        *,
        at_once: int = 250,
        patience: timedelta = PATIENCE,
    ) -> None:
        self._work = work
        self._random_bytes = random_bytes
        self._at_once = at_once
        self._patience = patience
        self._waits_since: datetime | None = None

    async def step(self) -> bool:
        """One round; true when it was full, so that more may be waiting."""
        async with self._work.begin() as uow:
            connection = uow.connection
            if await self._waits(connection, uow.now):
                return False
            found = await unsealed.take(connection, self._at_once)
            if found is None:
                return False
            courts, subjects = await seals.ends(
                connection, {one.about.court_id for one in found}, {one.about.subject_id for one in found}
            )
            sealing = Sealing(courts, subjects, uow.now)
            await seals.add(connection, [sealing.seal(piece, self._random_bytes(SALT)) for piece in found])
        full = sum(max(1, len(one.changes)) for one in found) >= self._at_once
        if not full:
            self._waits_since = None
        return full

    async def bind_all(self) -> None:
        """Bind what there is to bind by now, for whoever wants to read it; not more than comes in meanwhile."""
        async with self._work.pool.acquire() as connection:
            rounds = await unsealed.depth(connection) // self._at_once + 1
        for _ in range(rounds):
            if not await self.step():
                return

    async def _waits(self, connection: Connection, now: datetime) -> bool:
        """Whether messages are due, and what happened to others is young enough to wait for them."""
        self._waits_since = self._waits_since or now
        if now - self._waits_since >= self._patience:
            return False
        return await notice_store.anything_due(connection, now)


class Heads:
    """Tells the log where chains end: kept elsewhere, that shows one that was cut off or written anew."""

    def __init__(self, work: Work) -> None:
        self._work = work
        self._told: dict[str, Head] = {}

    async def tell(self) -> bool:
        """Tell the ends that are new; false: nothing is left to do."""
        async with self._work.pool.acquire() as connection:
            heads = await seals.heads(connection)
        for court_id, head in heads.items():
            if self._told.get(court_id) != head:
                log.info("evidence of notices", court_id=court_id, number=head.number, hash=head.hash)
        self._told = heads
        return False
