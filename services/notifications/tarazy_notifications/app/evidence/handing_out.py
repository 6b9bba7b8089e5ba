"""Proof of notice handed out: bound up to now, whole, and noted in the audit trail."""

from collections.abc import Callable
from dataclasses import dataclass
from uuid import UUID

from tarazy_shared import audit_trail
from tarazy_shared.ids import uuid7
from tarazy_shared.unit_of_work import Work
from tarazy_shared.who import Who

from tarazy_notifications.adapters import directory, hearing_store
from tarazy_notifications.adapters.evidence import seals
from tarazy_notifications.app.evidence.sealing import Sealer
from tarazy_notifications.domain.evidence.proof import proof_of, written
from tarazy_notifications.domain.people import Court


@dataclass(frozen=True, slots=True)
class HandingOut:
    """Gives the document of a hearing to whoever may have it."""

    work: Work
    sealer: Sealer
    """One that does not wait for what is to be sent."""

    async def document(self, hearing_id: UUID, who: Who, may: Callable[[str], None]) -> tuple[bytes, Court] | None:
        """The document, with the court; None for a hearing that nobody knows. `may` raises for who may not."""
        await self.sealer.bind_all()
        async with self.work.begin() as uow:
            hearing = (await hearing_store.hearings(uow.connection, [hearing_id])).get(hearing_id)
            if hearing is None:
                return None
            may(hearing.court_id)
            court = (await directory.courts(uow.connection, [hearing.court_id]))[hearing.court_id].court
            found = await seals.of_subject(uow.connection, hearing_id)
            about = {"entries": len(found)}
            request_id = str(uuid7(uow.now))
            await audit_trail.note(uow, who, "proof.read", hearing.court_id, hearing_id, about, request_id=request_id)
        return written(proof_of(hearing.court_id, hearing_id, found)), court
