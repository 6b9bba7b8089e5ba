"""Hearings that come near, with those of whom nothing proves that they know of it."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from tarazy_notifications.domain.delivery.escalation import EscalationRule, Told
from tarazy_notifications.domain.delivery.states import State


@dataclass(frozen=True, slots=True)
class ToCome:
    """A hearing that stands."""

    hearing_id: UUID
    court_id: str
    case_id: UUID
    case_number: str
    version: int
    begins_at: datetime
    invited: Sequence[UUID]


@dataclass(frozen=True, slots=True)
class LastTold:
    """The notices of the newest version that somebody was to be told of."""

    version: int
    name: str
    role: str
    notices: Sequence[Told]


@dataclass(frozen=True, slots=True)
class UntoldPerson:
    """Somebody who is to come."""

    recipient_id: UUID
    name: str
    role: str
    state: State | None
    """How far the notice got that got furthest; None for who has none."""
    reason: str | None
    """Why it got no further, as codes of notices say it, or why there is none."""


@dataclass(frozen=True, slots=True)
class Untold:
    """A hearing with everybody of whom nothing proves that they know of it."""

    hearing: ToCome
    people: Sequence[UntoldPerson]


NO_CONTACT = "no_contact"
"""Nobody knows how to reach them."""
IN_A_DIGEST = "digest"
"""It waits for the digest of the day."""

_FURTHEST = (
    State.READ,
    State.DELIVERED,
    State.SENT,
    State.SENDING,
    State.QUEUED,
    State.BOUNCED,
    State.FAILED,
    State.EXPIRED,
    State.SUPERSEDED,
)


def untold(
    hearings: Iterable[ToCome],
    told: Mapping[UUID, Mapping[UUID, LastTold]],
    known_otherwise: Mapping[tuple[UUID, UUID], int],
    rule: EscalationRule,
    in_a_digest: Collection[tuple[UUID, UUID]] = (),
) -> list[Untold]:
    """Those hearings of which somebody is not provably told; `told` by hearing and person.

    `known_otherwise` gives the version of a hearing that somebody has answered to, or was told of by a clerk;
    `in_a_digest` (person, hearing) says for whom word of which waits.
    """
    found = []
    for hearing in hearings:
        people = [
            _person(who, last, (who, hearing.hearing_id) in in_a_digest)
            for who in hearing.invited
            if not _is_told(last := told.get(hearing.hearing_id, {}).get(who), hearing, who, known_otherwise, rule)
        ]
        if people:
            found.append(Untold(hearing, people))
    return found


def _is_told(
    last: LastTold | None,
    hearing: ToCome,
    who: UUID,
    known_otherwise: Mapping[tuple[UUID, UUID], int],
    rule: EscalationRule,
) -> bool:
    # Who has no notice can only have been told of the hearing as it stands by a clerk.
    wanted = last.version if last else hearing.version
    if known_otherwise.get((hearing.hearing_id, who), 0) >= wanted:
        return True
    return last is not None and rule.is_told(last.notices)


def _person(who: UUID, last: LastTold | None, in_a_digest: bool) -> UntoldPerson:
    if last is None:
        return UntoldPerson(who, "", "", None, IN_A_DIGEST if in_a_digest else NO_CONTACT)
    furthest = min(last.notices, key=lambda one: _FURTHEST.index(one.state))
    return UntoldPerson(who, last.name, last.role, furthest.state, furthest.reason)


def notice_deadline(set_at: datetime, zone: str) -> date:
    """The last day on which notice may be sent of a time that was set: the day after it (KZ CPC, art. 127)."""
    return set_at.astimezone(ZoneInfo(zone)).date() + timedelta(days=1)


def is_late(set_at: datetime, sent_at: datetime, zone: str) -> bool:
    """Whether notice was sent after its deadline."""
    return sent_at.astimezone(ZoneInfo(zone)).date() > notice_deadline(set_at, zone)
