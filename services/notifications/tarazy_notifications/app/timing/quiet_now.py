"""Quiet hours at the last moment: what is tried again, or was held, must not disturb anybody at night either."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from datetime import datetime
from uuid import UUID

from tarazy_shared.database import Connection

from tarazy_notifications.adapters.delivery_queue import Claimed
from tarazy_notifications.adapters.rules.book import Rules
from tarazy_notifications.app.timing.planning import Told, planning_for
from tarazy_notifications.domain.people import ChannelName
from tarazy_notifications.domain.stories import starts_at

WAKES: frozenset[ChannelName] = frozenset({"sms", "chat"})
"""Channels that wake people up. Mails are put off once, when they are queued: to ask again would cost each of them."""

Quiet = Callable[[Connection, Sequence[Claimed], datetime], Awaitable[Mapping[UUID, datetime]]]
"""Of claimed notices those that are to wait, each with the time until which."""


async def never(_: Connection, __: Sequence[Claimed], ___: datetime) -> Mapping[UUID, datetime]:
    """Everything may leave."""
    return {}


def quiet_by(rules: Rules) -> Quiet:
    """As the rules and their readers have it."""

    async def look(connection: Connection, claimed: Sequence[Claimed], now: datetime) -> Mapping[UUID, datetime]:
        told = [
            Told(one.notice, one.cause, starts_at(one.story))
            for one in claimed
            if one.notice.channel in WAKES and not one.overtaken
        ]
        if not told:
            return {}
        planning = await planning_for(connection, now, rules, told)
        planned = [found for one in told if (found := planning.plan(one)) is not None]
        return {one.notice.notice_id: one.due_at for one in planned if one.due_at > now}

    return look
