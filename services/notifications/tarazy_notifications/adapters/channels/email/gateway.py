"""E-mail as a gateway: writes the mail of a notice and hands it to the mail server."""

from dataclasses import dataclass, field

import structlog

from tarazy_notifications.adapters.channels.email.connections import Hands
from tarazy_notifications.adapters.channels.email.dkim import Signer
from tarazy_notifications.adapters.channels.port import CANNOT_BE_WRITTEN, Wanted
from tarazy_notifications.adapters.delivery_queue import Claimed
from tarazy_notifications.adapters.mail import MailBuilder
from tarazy_notifications.adapters.texts.gaps import Gaps
from tarazy_notifications.domain.delivery.outcomes import Outcome, Refused

log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class EmailGateway:
    """Writes mails and hands them over."""

    builder: MailBuilder
    connection: Hands
    gaps: Gaps = field(default_factory=Gaps)
    signer: Signer | None = None
    """Where set, mails are signed for their domain."""

    async def send(self, claimed: Claimed, wanted: Wanted) -> Outcome:
        """Write and hand over one mail. What can never be written is refused, so that it holds up nothing."""
        notice = claimed.notice
        try:
            mail = self.builder.build(
                notice,
                claimed.story,
                claimed.court,
                written_at=claimed.queued_at,
                follows=claimed.follows,
                may_hold=claimed.may_hold,
                terms=claimed.terms,
                answer_at=claimed.answer_at,
            )
        except Exception:
            log.exception("notice_cannot_be_written", notice_id=str(notice.notice_id), topic=notice.topic)
            return Refused(CANNOT_BE_WRITTEN)
        if self.signer is not None:
            mail = self.signer.signed(mail)
        if (held := claimed.terms.refusal(mail.lacking)) is not None:
            return Refused(held)
        return self.gaps.left(notice, mail.lacking, await self.connection.send(mail, wanted))

    async def close(self) -> None:
        """End the connection."""
        await self.connection.close()
