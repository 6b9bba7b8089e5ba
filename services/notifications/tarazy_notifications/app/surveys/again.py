"""Invitations that were refused for want of a setting leave once it is mended."""

from dataclasses import dataclass

import structlog
from tarazy_shared.ids import uuid7
from tarazy_shared.unit_of_work import Cause, Work

from tarazy_notifications.adapters.surveys import store
from tarazy_notifications.adapters.surveys.opening import MENDED_BY_SETTINGS, Opening
from tarazy_notifications.app.desk.again import resend
from tarazy_notifications.domain.delivery.outcomes import Refused
from tarazy_notifications.domain.notices import Notice

log = structlog.get_logger(__name__)
MENDED = "mended"
AT_ONCE = 200


@dataclass(frozen=True, slots=True)
class InvitingAgain:
    """Looks for what could be sent now."""

    work: Work
    opening: Opening

    async def step(self) -> bool:
        """One round; true when it was full. Without key or address nothing is asked of the database."""
        if not self.opening.keys or self.opening.base is None:
            return False
        async with self.work.begin() as uow:
            refused = await store.refused(uow.connection, MENDED_BY_SETTINGS, uow.now)
            opened = [one for one in refused if not isinstance(self.opening.address(one.sealed_token), Refused)]
            cause = Cause.command(uuid7(uow.now))
            sent = [await resend(uow, one.court_id, one.notice_id, cause, MENDED) for one in opened[:AT_ONCE]]
        again = sum(isinstance(one, Notice) for one in sent)
        if again:
            log.info("surveys_invite_again", invitations=again)
        return len(opened) > AT_ONCE
