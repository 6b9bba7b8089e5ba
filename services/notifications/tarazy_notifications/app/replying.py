"""Mails that come in where replies are read: understood, judged, kept, and told if they are believed."""

import asyncio
from dataclasses import dataclass, replace
from datetime import datetime
from hashlib import sha256
from zoneinfo import ZoneInfo

import structlog
from tarazy_shared.contracts.notices import NoticeReplied
from tarazy_shared.ids import uuid7
from tarazy_shared.unit_of_work import Cause, UnitOfWork, Work

from tarazy_notifications.adapters import reply_mails, reply_store
from tarazy_notifications.adapters.reply_mails import ReadMail
from tarazy_notifications.adapters.reply_store import StoredReply
from tarazy_notifications.app.telemetry import replies_total
from tarazy_notifications.domain.replies import Invitation, Reply, Verdict, hearing_of, judge

log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Replying:
    """Takes mails in. Whatever is in one, it is taken and never answered: an answer would find its way to anybody."""

    work: Work
    vouched_by: str | None = None
    """The mail server whose word on senders counts."""

    async def take(self, mail: bytes) -> None:
        """Take one mail in, once. Raises what passes by itself, with nothing written: the mail then comes again."""
        digest = sha256(mail).hexdigest()
        received_at = self.work.clock()
        # Beside the loop: reading the longest that is taken holds nobody up.
        read = await asyncio.to_thread(reply_mails.read, mail, received_at, self.vouched_by)
        async with self.work.begin() as uow:
            kept = await self._keep(uow, read, digest, received_at)
        for verdict in kept:
            replies_total.labels(verdict).inc()
            log.info("reply_taken", verdict=verdict)

    async def _keep(self, uow: UnitOfWork, read: ReadMail, digest: str, received_at: datetime) -> list[Verdict]:
        if read.verdict is not None:
            came = StoredReply(uuid7(uow.now), digest, 0, received_at, read.verdict, read.sender.mailbox)
            return [read.verdict] if await reply_store.keep(uow.connection, came) else []
        kept = []
        for place, reply in enumerate(read.replies):
            verdict = await self._one(uow, read, reply, (digest, place), received_at)
            kept += [verdict] if verdict is not None else []
        return kept

    async def _one(
        self, uow: UnitOfWork, read: ReadMail, reply: Reply, key: tuple[str, int], received_at: datetime
    ) -> Verdict | None:
        """Judge, keep and tell one reply; None for one that was kept before."""
        about, invitations = hearing_of(reply.uid), list[Invitation]()
        if about is not None:
            await reply_store.lock(uow.connection, about[0])
            invitations = await reply_store.invitations(uow.connection, *about)
        verdict, answered = judge(reply, read.sender, invitations)
        came = StoredReply(uuid7(uow.now), *key, received_at, verdict, read.sender.mailbox)
        if about is not None and invitations:
            hearing_id, court_id = about
            day = reply.day(ZoneInfo(await reply_store.zone_of(uow.connection, court_id)))
            came = replace(
                came,
                hearing_id=hearing_id,
                court_id=court_id,
                sequence=reply.sequence,
                stamped_at=reply.stamped_at,
                answer=reply.answer,
                day=day,
            )
        if answered is not None:
            who = answered.recipient_id
            known = await reply_store.last_believed(uow.connection, answered.hearing_id, who, came.day)
            if verdict is Verdict.BELIEVED and not reply.is_newer_than(known):
                verdict = Verdict.OLDER
            came = replace(came, verdict=verdict, notice_id=answered.notice_id, recipient_id=who)
        if not await reply_store.keep(uow.connection, came):
            return None
        if verdict is Verdict.BELIEVED and answered is not None:
            uow.publish(_fact(answered, reply, came), cause=Cause.command(came.reply_id))
        return verdict


def _fact(answered: Invitation, reply: Reply, came: StoredReply) -> NoticeReplied:
    assert reply.answer is not None  # noqa: S101  a reply without an answer is not believed
    return NoticeReplied(
        court_id=answered.court_id,
        notice_id=answered.notice_id,
        subject_id=str(answered.hearing_id),
        subject_version=answered.version,
        recipient_id=answered.recipient_id,
        channel="email",
        topic=answered.topic,
        at=reply.stamped_at,
        answer=reply.answer,
        day=came.day,
    )
