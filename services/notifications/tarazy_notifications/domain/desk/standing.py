"""Where somebody stands with a hearing: what was done to tell them of its newest version, and what came of it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal
from uuid import UUID

from tarazy_notifications.domain.delivery.escalation import EscalationRule
from tarazy_notifications.domain.delivery.escalation import Told as Shown
from tarazy_notifications.domain.delivery.states import State
from tarazy_notifications.domain.notices import Notice
from tarazy_notifications.domain.people import ChannelName
from tarazy_notifications.domain.topics import REMINDER

Told = Literal["proven", "sent", "under_way", "not_told", "replaced"]
"""What counts as proof in the court is there; something has left; not yet; nothing went out or it came back; nothing
was left to tell."""

_OF_STATES: dict[State, Told] = {
    State.READ: "sent",
    State.DELIVERED: "sent",
    State.SENT: "sent",
    State.QUEUED: "under_way",
    State.SENDING: "under_way",
    State.FAILED: "not_told",
    State.BOUNCED: "not_told",
    State.EXPIRED: "not_told",
    State.SUPERSEDED: "replaced",
}
_BEST: tuple[Told, ...] = ("sent", "under_way", "not_told", "replaced")


@dataclass(frozen=True, slots=True)
class Followed:
    """A notice and how far it has come."""

    notice: Notice
    state: State
    changed_at: datetime
    attempts: int
    reason: str | None
    resends: UUID | None = None
    """The notice that this one repeats."""
    instead_of: UUID | None = None
    """The notice in whose place this one is sent, by another channel."""
    after: ChannelName | None = None
    """The channel of that one."""
    in_digest: bool = False
    """Whether a digest told it among other things."""


@dataclass(frozen=True, slots=True)
class Standing:
    """One person and the newest version that they were to be told of."""

    recipient_id: UUID
    name: str
    version: int
    notices: Sequence[Followed]
    """Of that version, each channel, the oldest first."""
    told: Told


def standings(
    notices: Iterable[Followed], rule: EscalationRule, by_hand: Mapping[UUID, int] | None = None
) -> list[Standing]:
    """Each person's, those first who are not told; notices come in the order in which they were queued.

    `rule` says what counts as proof; `by_hand` which version clerks have told people of.
    """
    by_person: dict[UUID, list[Followed]] = {}
    for one in notices:
        by_person.setdefault(one.notice.recipient_id, []).append(one)
    found = [_standing(their, rule, (by_hand or {}).get(who, 0)) for who, their in by_person.items()]
    return sorted(found, key=lambda one: (-_urgency(one.told), one.name, one.recipient_id))


def _standing(their: Sequence[Followed], rule: EscalationRule, by_hand: int) -> Standing:
    version = max(one.notice.subject_version for one in their)
    newest = [one for one in their if one.notice.subject_version == version]
    # A reminder that is late says nothing about whether the hearing itself was told.
    about = [one for one in newest if not one.notice.topic.startswith(REMINDER)] or newest
    is_proven = by_hand >= version or rule.is_told(Shown(one.notice.channel, one.state) for one in about)
    told: Told = "proven" if is_proven else min((_OF_STATES[one.state] for one in about), key=_BEST.index)
    last = their[-1].notice
    return Standing(last.recipient_id, last.name, version, newest, told)


def _urgency(told: Told) -> int:
    return {"not_told": 3, "under_way": 2, "sent": 1}.get(told, 0)
