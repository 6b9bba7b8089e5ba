"""HR says which tokens were not used, and not whose they are: they are found among the sealed ones."""

import asyncio
from dataclasses import dataclass
from uuid import UUID

import structlog
from tarazy_shared.unit_of_work import Work

from tarazy_notifications.adapters.surveys import store
from tarazy_notifications.adapters.surveys.opening import Opening
from tarazy_notifications.app.telemetry import count
from tarazy_notifications.domain.topics import SURVEY_REMINDED

log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Matching:
    """Finds out who is to be reminded, and forgets the hashes."""

    work: Work
    opening: Opening

    async def step(self) -> bool:
        """One round; what no key opens is tried again in the next, until the survey closes."""
        async with self.work.begin() as uow:
            for survey_id, unused in (await store.take_unused(uow.connection)).items():
                sealed = await store.of_survey(uow.connection, survey_id)
                hashes = await asyncio.to_thread(self._hashes, sealed)
                if sealed and not any(hashes.values()):
                    log.warning("survey_tokens_not_opened", survey_id=str(survey_id), tokens=len(sealed))
                    continue
                to_remind = [one for one, known in hashes.items() if known in unused]
                await store.remind(uow.connection, survey_id, to_remind, uow.now)
                count("email", SURVEY_REMINDED, "queued", len(to_remind))
        return False

    def _hashes(self, sealed: dict[UUID, str]) -> dict[UUID, str | None]:
        return {one: self.opening.hash_of(token) for one, token in sealed.items()}
