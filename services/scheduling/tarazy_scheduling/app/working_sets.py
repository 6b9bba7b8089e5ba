"""Courts in memory: loaded once, kept as long as nobody else has written, given out to one transaction at a time.

A transaction locks the rows of its courts first. A court that it gets from memory has the revision of that row, and
every writer leaves a revision that no other transaction ever has: so a copy is either exactly what the database
holds or is not used. A transaction that fails never puts its courts back.
"""

from collections import Counter, OrderedDict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID
from zoneinfo import ZoneInfo

import asyncpg
from tarazy_shared.database import Connection

from tarazy_scheduling.adapters import case_store, draw_ledger, hearing_store, means_reading
from tarazy_scheduling.adapters.means_reading import Away
from tarazy_scheduling.app.touched import Touched
from tarazy_scheduling.domain.court import Court
from tarazy_scheduling.domain.model.case import Case, Party
from tarazy_scheduling.domain.model.drawing import DrawTerms
from tarazy_scheduling.domain.model.hearing import Hearing, Placing
from tarazy_scheduling.domain.model.means import Engagement

MOST_RECORDS = 200_000
"""Cases and hearings kept in memory over all courts: roughly half a gigabyte."""

_LOCK = """
SELECT court_id, version, revision, zone, language, level, calendar_version, sitting_hours, weekdays, slot_minutes,
       passed_at
FROM courts WHERE court_id = ANY($1::text[]) ORDER BY court_id FOR UPDATE
"""

NOBODY = DrawTerms(secret="", secret_commitment="")
"""Of a court that is not registered and draws nothing."""


@dataclass(slots=True)
class Kept:
    """A court's working set and what of it the database has."""

    court: Court
    revision: int
    day: date
    """The court's day for which it was loaded: holidays, secret and what is over depend on it."""
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

    def engage(self, person: UUID, hearing_id: UUID, placing: Placing | None) -> None:
        """Somebody is busy with a hearing of another court, or with it no longer."""
        new = []
        if placing and person in placing.people:
            new = [Engagement(person, hearing_id, one.starts_at, one.ends_at) for one in placing.sittings]
        known = self.court.engagements.get(person, ())
        others = [one for one in known if one.hearing_id != hearing_id]
        if len(others) == len(known):
            self.court.replace_engagements((), new)
        else:
            self.court.replace_engagements([person], others + new)

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

    def courts_of(self, person_id: UUID) -> list[Court]:
        """The courts in which somebody is in post or takes part."""
        return [
            kept.court
            for kept in self.kept.values()
            if person_id in kept.court.posts or person_id in kept.people or person_id in kept.court.engagements
        ]

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
                        kept.engage(person, hearing_id, placing)


@dataclass(slots=True)
class WorkingSets:
    """Gives out courts to transactions and takes them back."""

    _kept: "OrderedDict[str, Kept]" = field(default_factory=OrderedDict)
    raced: bool = False
    """Whether the last batch found somebody booked by another writer."""

    async def take(self, connection: Connection, touched: Touched, now: datetime) -> Loaded:
        """Lock the courts and give out their working sets with everything that `touched` names."""
        courts = touched.courts | await _courts_of(connection, touched)
        rows = {row["court_id"]: row for row in await connection.fetch(_LOCK, sorted(courts))}
        loaded = Loaded({}, {}, set(), set(), set())
        cold: set[str] = set()
        for court_id in courts:
            kept = self._kept.pop(court_id, None)
            row = rows.get(court_id)
            if row is None:
                loaded.kept[court_id] = Kept(Court(court_id, NOBODY).open(), 0, date.min)
                continue
            loaded.passed_at[court_id] = row["passed_at"]
            day = now.astimezone(ZoneInfo(row["zone"])).date()
            if kept is None or kept.revision != row["revision"] or kept.day != day:
                kept = await _read(connection, row, day, now)
                cold.add(court_id)
            loaded.kept[court_id] = kept
        await _complete(connection, loaded, touched, cold)
        await _meet_people(connection, loaded, touched, cold, now)
        return loaded

    def keep(self, loaded: Loaded, revisions: Mapping[str, int]) -> None:
        """Take courts back, at the end of a transaction; if it then fails, their revision will not be met again.

        Not those that were registered just now: they have not been read with all that belongs to them.
        """
        for court_id, kept in loaded.kept.items():
            if kept.revision == 0:
                continue
            kept.revision = revisions.get(court_id, kept.revision)
            self._kept[court_id] = kept
        records = sum(kept.records for kept in self._kept.values())
        while records > MOST_RECORDS and len(self._kept) > 1:
            records -= self._kept.popitem(last=False)[1].records


async def _courts_of(connection: Connection, touched: Touched) -> set[str]:
    """Courts that are concerned because a person of theirs is away or back."""
    if not touched.everywhere and not touched.unavailabilities:
        return set()
    stored = await means_reading.away_by_id(connection, (), touched.unavailabilities)
    touched.everywhere |= {one.resource_id for one in stored.unavailabilities if one.kind == "person"}
    in_post = await means_reading.in_post(connection, touched.everywhere)
    named = await case_store.named_in(connection, touched.everywhere)
    return {court_id for _, court_id in in_post} | {court_id for _, court_id, is_party in named if not is_party}


async def _read(connection: Connection, row: asyncpg.Record, day: date, now: datetime) -> Kept:
    """A court as the database has it. Its diaries are not open yet."""
    court_id = row["court_id"]
    court = Court(court_id, await draw_ledger.terms_of(connection, court_id, day))
    await means_reading.load(connection, court, row, now)
    kept = Kept(court, row["revision"], day)
    hearings = await hearing_store.standing_in(connection, court_id, now)
    kept.fill(await case_store.open_in(connection, court_id), hearings)
    missing = {hearing.case_id for hearing in hearings} - court.cases.keys()
    kept.fill([case for _, case in await case_store.by_id(connection, missing)], ())
    return kept


async def _complete(connection: Connection, loaded: Loaded, touched: Touched, cold: Collection[str]) -> None:
    """Bring in the cases and hearings that commands name and that are not in memory.

    A case comes before its hearings: they are read with it.
    """
    cases = [one for one, court_id in touched.cases.items() if one not in loaded.court(court_id).cases]
    hearings = [one for one, court_id in touched.hearings.items() if one not in loaded.court(court_id).hearings]
    found = await hearing_store.by_id(connection, hearings)
    found += await hearing_store.of_cases(connection, touched.whole_cases)
    into: dict[str, tuple[list[Case], list[Hearing]]] = {}
    named = set(cases) | {hearing.case_id for court_id, hearing in found if _lacks(loaded, court_id, hearing.case_id)}
    for court_id, case in await case_store.by_id(connection, named):
        if touched.cases.get(case.case_id, court_id) != court_id:
            loaded.foreign_cases.add(case.case_id)
        elif court_id in loaded.kept:
            into.setdefault(court_id, ([], []))[0].append(case)
    for court_id, hearing in found:
        if touched.hearings.get(hearing.hearing_id, court_id) != court_id:
            loaded.foreign_hearings.add(hearing.hearing_id)
        elif court_id in loaded.kept:
            into.setdefault(court_id, ([], []))[1].append(hearing)
    for court_id, (of_cases, of_hearings) in into.items():
        kept = loaded.kept[court_id]
        if court_id in cold:
            kept.fill(of_cases, of_hearings)
        else:
            kept.enter(of_cases, of_hearings)


def _lacks(loaded: Loaded, court_id: str, case_id: UUID) -> bool:
    return court_id in loaded.kept and case_id not in loaded.court(court_id).cases


async def _meet_people(
    connection: Connection, loaded: Loaded, touched: Touched, cold: Collection[str], now: datetime
) -> None:
    """Bring in when people are away and what other courts have booked of those who cross courts."""
    fresh: dict[str, set[UUID]] = {}
    concerned: dict[str, set[UUID]] = {}
    for court_id, kept in loaded.kept.items():
        if kept.court.version == 0:
            continue
        named = kept.everybody() if court_id in cold else _parties_of(kept, touched, court_id)
        fresh[court_id] = named - kept.people
        here = {person for person in touched.everywhere if person in kept.people or person in named}
        concerned[court_id] = named | here | kept.court.posts.keys()
    new = set().union(*fresh.values()) if fresh else set()
    away = await means_reading.away(connection, new, now)
    named_away = await means_reading.away_by_id(connection, touched.absences, touched.unavailabilities)
    crossing = await case_store.crossing(connection, concerned)
    loaded.crossing = {person for people in crossing.values() for person in people} | _named_twice(touched)
    engaged = await hearing_store.engagements(connection, loaded.crossing, now)
    for court_id in concerned:
        kept = loaded.kept[court_id]
        kept.people |= fresh[court_id]
        changed = _put_away(kept.court, away, fresh[court_id]) | _put_away(kept.court, named_away, None)
        kept.court.take_changes()
        elsewhere = crossing.get(court_id, set())
        engagements = [one for other, one in engaged if other != court_id and one.resource_id in elsewhere]
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


def _put_away(court: Court, away: Away, people: Collection[UUID] | None) -> set[UUID]:
    """Enter what concerns a court; returns who is concerned. `people` None: what was asked for by id."""
    changed = set()
    for absence in away.absences:
        wanted = people is None or absence.person_id in people
        if wanted and absence.absence_id not in court.absences:
            court.put_absence(absence)
            changed.add(absence.person_id)
    for one in away.unavailabilities:
        concerns = one.court_id == court.court_id or one.kind == "person"
        wanted = concerns and (people is None or one.resource_id in people)
        if wanted and one.unavailability_id not in court.unavailabilities:
            court.unavailabilities[one.unavailability_id] = one
            changed.add(one.resource_id)
    return changed


def _by_person(engagements: Iterable[Engagement]) -> dict[UUID, tuple[Engagement, ...]]:
    found: dict[UUID, tuple[Engagement, ...]] = {}
    for one in engagements:
        found[one.resource_id] = (*found.get(one.resource_id, ()), one)
    return found
