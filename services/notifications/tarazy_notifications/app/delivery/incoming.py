"""Mails that come in: a report about a mail of ours, or an answer."""

import asyncio
from dataclasses import dataclass

import structlog

from tarazy_notifications.adapters.delivery import report_mails
from tarazy_notifications.app.delivery.receiving import MAIL, Receiving
from tarazy_notifications.app.replying import Replying

log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Incoming:
    """Takes mails in. Whatever is in one, it is taken and never answered."""

    receiving: Receiving
    replying: Replying

    async def take(self, mail: bytes) -> None:
        """Take one mail in, once. Raises what passes by itself, with nothing written: the mail then comes again."""
        # Beside the loop: reading the longest that is taken holds nobody up.
        report = await asyncio.to_thread(report_mails.read, mail, self.receiving.work.clock())
        if report is None:
            await self.replying.take(mail)
            return
        verdicts = await self.receiving.take(MAIL, [report])
        for verdict in verdicts:
            log.info("report_taken", verdict=verdict, happening=report.happening)
