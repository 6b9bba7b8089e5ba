"""Where the audit trails end, told to the log: kept elsewhere, it shows a trail that was cut off or written anew."""

import asyncpg
import structlog

from tarazy_shared import audit_trail
from tarazy_shared.audit_chain import Head

log = structlog.get_logger(__name__)


class AuditHeads:
    """Remembers what was told, so that a trail that rests is not told again."""

    def __init__(self, pool: asyncpg.Pool) -> None:
        self._pool = pool
        self._told: dict[str, Head] = {}

    async def tell(self) -> bool:
        """Tell the ends that are new; false: nothing is left to do."""
        async with self._pool.acquire() as connection:
            heads = await audit_trail.heads(connection)
        for court_id, head in heads.items():
            if self._told.get(court_id) != head:
                log.info("audit trail", court_id=court_id, number=head.number, hash=head.hash)
        self._told = heads
        return False
