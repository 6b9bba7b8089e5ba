"""When the people of a court are away, and what other courts have booked of those who cross courts."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from datetime import datetime
from uuid import UUID

from tarazy_shared.database import Connection

from tarazy_scheduling.adapters import case_store, hearing_store, means_reading
from tarazy_scheduling.adapters.means_reading import Away
from tarazy_scheduling.app.kept_courts import Kept, Loaded
from tarazy_scheduling.app.touched import Touched
from tarazy_scheduling.domain.model.means import Engagement
from tarazy_scheduling.domain.working_set.court import Court
from tarazy_scheduling.domain.working_set.journeys import same_building


async def meet_people(
    connection: Connection, loaded: Loaded, touched: Touched, cold: Collection[str], now: datetime
) -> None:
    """Bring in when people are away and what other courts have booked of those who cross courts."""
    fresh: dict[str, set[UUID]] = {}
    concerned: dict[str, set[UUID]] = {}
    for court_id, kept in loaded.kept.items():
        if kept.court.version == 0:
            continue
        named = _parties_of(kept, touched, court_id)
        if court_id in cold:
            named |= kept.everybody()
        fresh[court_id] = named - kept.people
        here = {person for person in touched.everywhere if person in kept.people or person in named}
        concerned[court_id] = named | here | kept.court.posts.keys()
    new = set().union(*fresh.values()) if fresh else set()
    away = await means_reading.away(connection, new, now)
    named_away = await means_reading.away_by_id(connection, touched.absences, touched.unavailabilities)
    crossing = await case_store.crossing(connection, concerned)
    loaded.crossing = {person for people in crossing.values() for person in people} | _named_twice(touched)
    engaged = await hearing_store.engagements(connection, loaded.crossing, now)
    venues = {}
    if any(kept.court.listing_rules.has_travel for kept in loaded.kept.values()):
        venues = await hearing_store.venues(connection, {one.hearing_id for _, one in engaged})
    for court_id in concerned:
        kept = loaded.kept[court_id]
        kept.people |= fresh[court_id]
        changed = _put_away(kept.court, away, fresh[court_id])
        changed |= _put_away(kept.court, named_away, kept.people | kept.court.posts.keys())
        kept.court.take_changes()
        elsewhere = crossing.get(court_id, set())
        engagements = [one for other, one in engaged if other != court_id and one.resource_id in elsewhere]
        if kept.court.listing_rules.has_travel:
            engagements = [_located(kept.court, one, venues) for one in engagements]
        if court_id in cold:
            kept.court.engagements = _by_person(engagements)
            kept.court.open()
        else:
            for person in changed:
                kept.court.reconsider(person)
            known = concerned[court_id] & kept.court.engagements.keys()
            kept.court.replace_engagements(known | elsewhere, engagements)
    for person, court_id, is_party in await case_store.named_in(connection, touched.asked_about):
        for kept in loaded.kept.values():
            if is_party and court_id == kept.court.court_id:
                kept.court.known_parties.add(person)
            elif not is_party:
                kept.court.known_people.add(person)
    for person, _ in await means_reading.in_post(connection, touched.asked_about):
        for kept in loaded.kept.values():
            kept.court.known_people.add(person)


def _named_twice(touched: Touched) -> set[UUID]:
    """Who comes into several courts by this very batch."""
    times = Counter(person for people in touched.named.values() for person in people)
    return {person for person, courts in times.items() if courts > 1}


def _parties_of(kept: Kept, touched: Touched, court_id: str) -> set[UUID]:
    """Everybody in the cases that the batch touches, and who is named anew."""
    people = set(touched.named.get(court_id, ()))
    for case_id, of_court in touched.cases.items():
        case = kept.court.cases.get(case_id) if of_court == court_id else None
        if case:
            people.update(party.resource_id for party in case.parties)
    return people


def _put_away(court: Court, away: Away, people: Collection[UUID]) -> set[UUID]:
    """Enter what a court has said itself and what concerns these people of it; returns who is concerned."""
    changed = set()
    for absence in away.absences:
        wanted = absence.court_id == court.court_id or (
            absence.person_id in people and absence.holds_in(court.court_id)
        )
        known = court.absences.get(absence.absence_id)
        if wanted and known != absence:
            court.put_absence(absence)
            changed |= {absence.person_id} | ({known.person_id} if known else set())
    for one in away.unavailabilities:
        wanted = one.court_id == court.court_id or (one.kind == "person" and one.resource_id in people)
        before = court.unavailabilities.get(one.unavailability_id)
        if wanted and before != one:
            court.unavailabilities[one.unavailability_id] = one
            changed |= {one.resource_id} | ({before.resource_id} if before else set())
    return changed


def _located(
    court: Court, one: Engagement, venues: Mapping[tuple[UUID, datetime], tuple[str | None, str | None]]
) -> Engagement:
    """The same with the building of the court that it is in, if it is in one."""
    building, address = venues.get((one.hearing_id, one.starts_at), (None, None))
    return replace(one, building=same_building(court.rooms.values(), building, address))


def _by_person(engagements: Iterable[Engagement]) -> dict[UUID, tuple[Engagement, ...]]:
    found: dict[UUID, tuple[Engagement, ...]] = {}
    for one in engagements:
        found[one.resource_id] = (*found.get(one.resource_id, ()), one)
    return found
