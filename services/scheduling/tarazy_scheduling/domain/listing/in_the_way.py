"""Which hearings somebody is busy with at a time for which another one is wanted."""

from collections.abc import Iterator
from uuid import UUID

from tarazy_scheduling.domain.listing.asking import attendees_of, features_asked, speakers
from tarazy_scheduling.domain.model.case import Conflict
from tarazy_scheduling.domain.model.hearing import Hearing
from tarazy_scheduling.domain.working_set.court import Court
from tarazy_scheduling.domain.working_set.slots import Piece


def in_the_way(court: Court, hearing: Hearing, pieces: tuple[Piece, ...], conflict: Conflict) -> frozenset[UUID]:
    """The court's hearings that keep busy whom the conflict is about; none where something else does."""
    who = set(_who(court, hearing, conflict))
    if not who or not pieces:
        return frozenset()
    grid = court.grid
    spans = [(grid.starts_at(one.day, one.first), one.slots * grid.seconds) for one in pieces]
    return frozenset(
        other.hearing_id
        for other in court.hearings.values()
        if other.placing and other.hearing_id != hearing.hearing_id
        for sitting in other.placing.sittings
        if who & {*other.placing.people, sitting.room_id}
        and any(
            (sitting.starts_at - start).total_seconds() < seconds and start < sitting.ends_at
            for start, seconds in spans
        )
    )


def _who(court: Court, hearing: Hearing, conflict: Conflict) -> Iterator[UUID]:
    """Whose time is meant."""
    case, refers_to = court.cases[hearing.case_id], conflict.refers_to
    match conflict.code:
        case "judge_busy":
            yield UUID(refers_to)
        case "attendee_busy":
            attendees = attendees_of(case, hearing.request)
            yield from (party.resource_id for party in attendees if str(party.party_id) == refers_to)
        case "no_room":
            rooms = court.rooms_with(features_asked(hearing.request))
            yield from [UUID(refers_to)] if refers_to else [room.room_id for room in rooms]
        case "no_clerk":
            yield from [UUID(refers_to)] if refers_to else [post.person_id for post in court.in_role("clerk")]
        case "no_interpreter":
            yield from (post.person_id for post in speakers(court, refers_to or ""))
        case _:
            return
