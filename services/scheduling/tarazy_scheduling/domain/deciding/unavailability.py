"""Persons, parties and rooms that cannot be had for a time."""

from dataclasses import replace
from datetime import datetime
from uuid import UUID

from tarazy_scheduling.domain.commands import DeclareUnavailability, WithdrawUnavailability
from tarazy_scheduling.domain.facts import EventRefused, Refusal
from tarazy_scheduling.domain.listing.moving import repair
from tarazy_scheduling.domain.model.case import Case
from tarazy_scheduling.domain.model.means import Unavailability
from tarazy_scheduling.domain.outcome import Applied, Dropped, Outcome, Waits, at_once
from tarazy_scheduling.domain.working_set.court import Court

APPLIED = Applied()


def declare_unavailability(court: Court, asked: DeclareUnavailability, now: datetime) -> Outcome:
    """Move what the person, party or room takes part in."""
    one = asked.unavailability
    if not _is_known(court, one):
        return Waits(f"unknown_{one.kind}", f"{one.kind}_id", str(one.resource_id))
    one = replace(one, resource_id=_busy_as(court, one))
    known = court.unavailabilities.get(one.unavailability_id)
    if known == one:
        return Dropped()
    if one.ends_at <= now:
        court.tell(EventRefused((Refusal("ends_at", "in_the_past", "The unavailability is over"),)))
        return APPLIED
    _keep(court, one)
    if known:
        _reconsider(court, known.resource_id, now)
    _reconsider(court, one.resource_id, now)
    return APPLIED


def withdraw_unavailability(court: Court, asked: WithdrawUnavailability, now: datetime) -> Outcome:
    """Try what waits for the person, party or room."""
    known = court.unavailabilities.get(asked.unavailability_id)
    if known is None:
        return Waits("unknown_unavailability", "unavailability_id", str(asked.unavailability_id))
    if known.is_withdrawn:
        return Dropped()
    _keep(court, replace(known, is_withdrawn=True))
    _reconsider(court, known.resource_id, now)
    return APPLIED


def take_for_people(court: Court, before: Case, after: Case, now: datetime) -> None:
    """Count what was told of parties as told of the persons that they turn out to be."""
    unknown = {party.party_id for party in before.parties if party.person_id is None}
    known = {p.party_id: p.person_id for p in after.parties if p.person_id and p.party_id in unknown}
    concerned = [one for one in court.unavailabilities.values() if one.resource_id in known] if known else []
    for one in concerned:
        _keep(court, replace(one, resource_id=known[one.resource_id]))
        for resource_id in (one.resource_id, known[one.resource_id]):
            _reconsider(court, resource_id, now)


def _busy_as(court: Court, one: Unavailability) -> UUID:
    """Under which id somebody is busy: of a party that is known to be a person, the person's."""
    if one.kind != "party":
        return one.resource_id
    parties = (party for case in court.cases.values() if case.closed_at is None for party in case.parties)
    return next((party.resource_id for party in parties if party.party_id == one.resource_id), one.resource_id)


def _keep(court: Court, one: Unavailability) -> None:
    court.unavailabilities[one.unavailability_id] = one
    court.changes.unavailabilities.add(one.unavailability_id)


def _is_known(court: Court, one: Unavailability) -> bool:
    if one.kind == "room":
        return one.resource_id in court.rooms
    if one.kind == "person":
        return one.resource_id in court.posts or one.resource_id in court.known_people
    return one.resource_id in court.known_parties


def _reconsider(court: Court, resource_id: UUID, now: datetime) -> None:
    court.reconsider(resource_id)
    court.freed.update((resource_id, *_pools(court, resource_id)))
    at_once(repair(court, resource_id, now, "judge_absent"))


def _pools(court: Court, resource_id: UUID) -> tuple[str, ...]:
    if resource_id in court.rooms:
        return ("rooms",)
    return ("clerks", "interpreters") if resource_id in court.posts else ()
