"""Notices about hearings as notifications tells of them, in whatever order word of them comes in."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Literal
from uuid import UUID

NoticeState = Literal["queued", "sent", "delivered", "read", "superseded", "expired", "failed", "bounced"]

BY_HAND = "by_hand"
"""The channel of what clerks do themselves: it can be done again, so the newest word of it stands."""
FAREWELLS = frozenset({"hearing_cancelled", "hearing_uninvited"})
"""Topics that tell somebody not to come."""

_STEP: Mapping[NoticeState, int] = {
    "queued": 0,
    "sent": 1,
    "delivered": 2,
    "superseded": 3,
    "expired": 3,
    "failed": 3,
    "read": 3,
    "bounced": 3,
}
"""How far a state is; those of the last step never change."""


@dataclass(frozen=True, slots=True)
class HearingNotice:
    """One notice to one person by one channel, and how far it has come."""

    notice_id: UUID
    hearing_id: UUID
    recipient_id: UUID
    """person_id, else party_id."""
    version: int
    """Of the hearing that it tells of."""
    channel: str
    topic: str
    state: NoticeState
    at: datetime
    """When the state came about."""
    proof: bool = False
    """Whether its recipient counts as provably told by it."""
    escalated_at: datetime | None = None
    """When it became a task for a clerk."""

    @property
    def is_reminder(self) -> bool:
        """It repeats what another notice tells."""
        return self.topic.startswith("hearing_reminder")


def with_news(known: HearingNotice | None, told: HearingNotice) -> HearingNotice:
    """The notice once more is told of it. Word that comes late or again changes nothing: `known` itself comes back."""
    if known is None:
        return told
    if told.channel == BY_HAND:
        return told if told.at > known.at else known
    escalated = known.escalated_at or told.escalated_at
    if _STEP[told.state] > _STEP[known.state]:
        # What came back was never received, whatever was thought of it before.
        proof = told.state != "bounced" and (known.proof or told.proof)
        return replace(told, proof=proof, escalated_at=escalated)
    proof = known.proof or (told.proof and known.state != "bounced")
    if (escalated, proof) == (known.escalated_at, known.proof):
        return known
    return replace(known, escalated_at=escalated, proof=proof)
