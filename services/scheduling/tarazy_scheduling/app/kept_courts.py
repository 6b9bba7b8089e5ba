"""The courts of one transaction: each with what of it the database has."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID

from tarazy_scheduling.domain.model.case import Case, Party
from tarazy_scheduling.domain.model.hearing import Hearing, Placing
from tarazy_scheduling.domain.model.means import Absence, Engagement, Room, Unavailability
from tarazy_scheduling.domain.working_set.court import Court
from tarazy_scheduling.domain.working_set.journeys import same_building


@dataclass(slots=True)
class Kept:
    """A court's working set and what of it the database has."""

    court: Court
    revision: int
    day: date
    """The court's day for which it was loaded: holidays, secret and what is over depend on it."""
    ledger_day: date = date.min
    """The day that draws are entered under; later than the court's where the ledger is ahead of it."""
    of_a_chain: bool = True
    """Whether the day's secret was published ahead."""
    places: dict[UUID, Placing | None] = field(default_factory=dict)
    """By hearing: the place whose sittings and bookings are stored."""
    parties: dict[UUID, tuple[Party, ...]] = field(default_factory=dict)
    """By case: the parties that are stored as known."""
    people: set[UUID] = field(default_factory=set)
    """Of whom absences and unavailabilities are loaded."""

    @property
    def records(self) -> int:
        """What it weighs."""
        return len(self.court.cases) + len(self.court.hearings)

    def fill(self, cases: Iterable[Case], hearings: Iterable[Hearing]) -> None:
        """Records as the database has them, while the court is not open yet."""
        for case in cases:
            self.court.cases[case.case_id] = case
            self.parties[case.case_id] = case.parties
        for hearing in hearings:
            self.court.hearings[hearing.hearing_id] = hearing
            self.places[hearing.hearing_id] = hearing.placing

    def enter(self, cases: Iterable[Case], hearings: Iterable[Hearing]) -> None:
        """The same for those that an open court has not yet."""
        for case in cases:
            if case.case_id not in self.court.cases:
                self.court.put_case(case)
                self.parties[case.case_id] = case.parties
        for hearing in hearings:
            if hearing.hearing_id not in self.court.hearings:
                self.court.put_hearing(hearing)
                self.places[hearing.hearing_id] = hearing.placing
        # Nothing has changed: all of it stands in the database just so.
        self.court.take_changes()

    def engage(self, person: UUID, hearing_id: UUID, placing: Placing | None, rooms: Mapping[UUID, Room]) -> None:
        """Somebody is busy with a hearing of another court, which has these rooms, or with it no longer."""
        new = []
        if placing and person in placing.people:
            new = [
                Engagement(person, hearing_id, one.starts_at, one.ends_at, self._building(rooms.get(one.room_id)))
                for one in placing.sittings
            ]
        known = self.court.engagements.get(person, ())
        others = [one for one in known if one.hearing_id != hearing_id]
        if len(others) == len(known):
            self.court.replace_engagements((), new)
        else:
            self.court.replace_engagements([person], others + new)

    def _building(self, room: Room | None) -> str | None:
        """The building of this court that a room of another court is in, if it is in one."""
        if room is None or not self.court.listing_rules.has_travel:
            return None
        return same_building(self.court.rooms.values(), room.building, room.address)

    def everybody(self) -> set[UUID]:
        """Who takes part in anything that is loaded."""
        people = set(self.court.posts)
        for case in self.court.cases.values():
            people.update(party.resource_id for party in case.parties)
        return people


@dataclass(slots=True)
class Loaded:
    """The courts of one transaction."""

    kept: dict[str, Kept]
    passed_at: dict[str, datetime]
    foreign_cases: set[UUID]
    """Cases that a command names in another court than theirs."""
    foreign_hearings: set[UUID]
    crossing: set[UUID]
    """People of these courts who are known in others too."""
    spread_to: dict[UUID, set[UUID]] = field(default_factory=dict)
    """By hearing: who was busy with it at some time of this transaction."""

    def court(self, court_id: str) -> Court:
        return self.kept[court_id].court

    def courts_of(self, person_id: UUID) -> list[str]:
        """The courts in which somebody is in post or takes part."""
        return [
            court_id
            for court_id, kept in self.kept.items()
            if person_id in kept.court.posts or person_id in kept.people or person_id in kept.court.engagements
        ]

    def absences(self, absence_id: UUID) -> dict[str, Absence]:
        """An absence as each court has it that it concerns."""
        held = ((court_id, kept.court.absences.get(absence_id)) for court_id, kept in self.kept.items())
        return {court_id: one for court_id, one in held if one}

    def unavailabilities(self, unavailability_id: UUID) -> dict[str, Unavailability]:
        """An unavailability as each court has it that it concerns."""
        held = ((court_id, kept.court.unavailabilities.get(unavailability_id)) for court_id, kept in self.kept.items())
        return {court_id: one for court_id, one in held if one}

    def is_foreign(self, unavailability_id: UUID, court_id: str) -> bool:
        """Whether another court has declared it."""
        return any(one.court_id != court_id for one in self.unavailabilities(unavailability_id).values())

    def spread(self, court_id: str, hearing_ids: Iterable[UUID]) -> None:
        """Tell the other courts of this transaction when people of theirs are busy here."""
        hearings = self.kept[court_id].court.hearings
        for hearing_id in hearing_ids:
            placing, was = hearings[hearing_id].placing, self.kept[court_id].places.get(hearing_id)
            people = self.spread_to.setdefault(hearing_id, set(was.people) if was else set())
            people.update(placing.people if placing else ())
            for person in people & self.crossing:
                for kept in self.kept.values():
                    if kept.court.court_id != court_id and (person in kept.people or person in kept.court.posts):
                        kept.engage(person, hearing_id, placing, self.kept[court_id].court.rooms)
