"""Somebody chooses how they are told: a new version of their choices, noted in the audit trail of the court."""

from uuid import UUID

from tarazy_shared import audit_trail
from tarazy_shared.ids import uuid7
from tarazy_shared.unit_of_work import Cause, UnitOfWork
from tarazy_shared.who import Who

from tarazy_notifications.adapters.preferences import store
from tarazy_notifications.adapters.preferences.documents import ChoicesBody, MuteBody
from tarazy_notifications.adapters.rules.book import Rules
from tarazy_notifications.app.delivery.resolving import Resolving
from tarazy_notifications.domain.preferences.groups import Group

ACTION = "preference.own"

BY_LINK = Who("link", None, frozenset())
"""Whoever holds the link of a mail: the reader of the mailbox, or somebody whom they gave it."""
BY_UNSUBSCRIBING = Who("unsubscribe", None, frozenset())
"""A mail program, on behalf of its reader."""


async def choose(uow: UnitOfWork, rules: Rules, who: Who, court_id: str, recipient_id: UUID, body: ChoicesBody) -> bool:
    """Write what somebody has chosen as a whole; false where it is what they had. It holds for what waits too."""
    known = await store.locked(uow.connection, recipient_id)
    if not await store.add(uow.connection, recipient_id, known, body, who.subject, uow.now):
        return False
    # What somebody has chosen is their own matter; that they have, and when, is the court's.
    await Resolving(rules, frozenset()).people_changed(uow, {recipient_id: Cause.command(uuid7(uow.now))})
    await audit_trail.note(uow, who, ACTION, court_id, recipient_id, {"version": known.version + 1 if known else 1})
    return True


async def do_without(
    uow: UnitOfWork, rules: Rules, who: Who, court_id: str, recipient_id: UUID, group: Group, channel: str
) -> None:
    """Mute what is optional by one channel; muted already, it stays so."""
    known = await store.locked(uow.connection, recipient_id)
    body = known.body if known else ChoicesBody()
    mutes = [MuteBody.model_validate({"topic": pattern, "channel": channel}) for pattern in group.patterns]
    new = [one for one in mutes if one not in body.muted]
    if new:
        chosen = body.model_copy(update={"muted": (*body.muted, *new)})
        wanted = ChoicesBody.model_validate(chosen.model_dump(by_alias=True))
        await choose(uow, rules, who, court_id, recipient_id, wanted)
