"""Who of a hearing has been told of it, and who has not."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal
from uuid import UUID

from tarazy_scheduling.domain.model.case import Party
from tarazy_scheduling.domain.telling.notices import FAREWELLS, HearingNotice

Told = Literal["proved", "told", "not_yet", "failed"]
"""Provably told; a gateway took a notice over; nothing has left; nothing could leave, or it came back."""

_BEST: Sequence[Told] = ("proved", "told", "not_yet", "failed")


@dataclass(frozen=True, slots=True)
class PersonTold:
    """What is known of one person's being told."""

    recipient_id: UUID
    state: Told
    version: int | None = None
    """Of the hearing that they were last told of; None where no notice is known."""
    at: datetime | None = None
    channels: tuple[str, ...] = ()
    through: tuple[UUID, ...] = ()
    """Of a party who is told by representatives: who these are."""
    escalated_at: datetime | None = None
    """When it became a task for a clerk."""


def people_told(
    court_people: Iterable[UUID],
    attendee_ids: Iterable[UUID],
    parties: Collection[Party],
    notices: Iterable[HearingNotice],
) -> list[PersonTold]:
    """Everybody whom a hearing that stands concerns, the court's own people first, each once."""
    by_person: dict[UUID, list[HearingNotice]] = {}
    for notice in notices:
        by_person.setdefault(notice.recipient_id, []).append(notice)
    found: dict[UUID, PersonTold] = {}
    for person_id in court_people:
        found.setdefault(person_id, _person(person_id, by_person))
    by_id = {party.party_id: party for party in parties}
    for party_id in attendee_ids:
        party = by_id.get(party_id)
        recipient_id = party.resource_id if party else party_id
        if recipient_id in found:
            continue
        own = _person(recipient_id, by_person)
        through = _representatives(party_id, parties, by_person) if own.version is None else ()
        found[recipient_id] = _through(recipient_id, through, by_person) if through else own
    return list(found.values())


def not_provably_told(people: Iterable[PersonTold]) -> list[PersonTold]:
    """Those of them who are not."""
    return [one for one in people if one.state != "proved"]


def _representatives(party_id: UUID, parties: Iterable[Party], by_person: Mapping[UUID, object]) -> tuple[UUID, ...]:
    """Those who act for a party and were told of the hearing."""
    acting = (one.resource_id for one in parties if one.represents == party_id and one.party_id != party_id)
    return tuple(who for who in acting if who in by_person)


def _through(
    recipient_id: UUID, through: tuple[UUID, ...], by_person: Mapping[UUID, Sequence[HearingNotice]]
) -> PersonTold:
    best = min((_person(who, by_person) for who in through), key=lambda one: _BEST.index(one.state))
    return PersonTold(recipient_id, best.state, best.version, best.at, best.channels, through, best.escalated_at)


def _person(recipient_id: UUID, by_person: Mapping[UUID, Sequence[HearingNotice]]) -> PersonTold:
    """By the newest version of which something was to be told: what was overtaken before it left told nothing."""
    own = [one for one in by_person.get(recipient_id, ()) if one.state != "superseded"]
    telling = [one for one in own if not one.is_reminder]
    if not telling:
        return PersonTold(recipient_id, "not_yet")
    version = max(one.version for one in telling)
    # Who was last told not to come was told nothing of a hearing that they are to come to after all.
    if all(one.topic in FAREWELLS for one in telling if one.version == version):
        return PersonTold(recipient_id, "not_yet")
    # A reminder says as much as what it reminds of.
    about = [one for one in own if one.version >= version and one.topic not in FAREWELLS]
    state = min((_told_by(one) for one in about), key=_BEST.index)
    counting = [one for one in about if _told_by(one) == state]
    return PersonTold(
        recipient_id,
        state,
        version,
        min(one.at for one in counting),
        tuple(sorted({one.channel for one in counting})),
        escalated_at=min((one.escalated_at for one in about if one.escalated_at), default=None),
    )


def _told_by(notice: HearingNotice) -> Told:
    if notice.proof:
        return "proved"
    match notice.state:
        case "sent" | "delivered" | "read":
            return "told"
        case "queued":
            return "not_yet"
        case _:
            return "failed"
