"""What a court works with (week, rooms, people, catalogue, norms), in and out of the database."""

import json
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from uuid import UUID

import asyncpg
from tarazy_shared import holidays_of_kazakhstan
from tarazy_shared.database import Connection

from tarazy_scheduling.adapters.draws import interest_questions
from tarazy_scheduling.adapters.limits import escalation_store, rule_store
from tarazy_scheduling.domain.model.calendar import Calendar
from tarazy_scheduling.domain.model.catalogue import Catalogue
from tarazy_scheduling.domain.model.codes import Category, HearingType, Norm, RoomFeature
from tarazy_scheduling.domain.model.drawing import Balance, LedgerHead
from tarazy_scheduling.domain.model.means import (
    Absence,
    Authorisation,
    HalfDays,
    Interest,
    PatternToCome,
    Post,
    Room,
    Suspension,
    Unavailability,
)
from tarazy_scheduling.domain.working_set.court import Court

YEARS_BACK, YEARS_AHEAD = 5, 10
"""For so many years the public holidays are known to a working set: terms of cases began years ago."""

_WEEK = "SELECT calendar_version, sitting_hours, weekdays, slot_minutes FROM courts WHERE court_id = $1"
_DAYS = "SELECT day, is_open FROM calendar_days WHERE court_id = $1"

_CATALOGUE = """
SELECT kind, code, valid_from, valid_to, weight_minutes, court_id <> '' AS is_own
FROM catalogue
WHERE court_id IN ('', $1) AND kind IN ('category', 'hearing_type', 'room_feature')
"""

_NORMS = "SELECT category, valid_from, weight_minutes, instance, country_wide FROM norms WHERE court_id = $1"
_ROOMS = "SELECT room_id, version, name, building, address, features, closed_at FROM rooms WHERE court_id = $1"
_POSTS = """
SELECT person_id, post_id, version, role, name, from_on, to_on, is_separated, languages, share_milli, working_pattern,
    working_patterns
FROM posts WHERE court_id = $1
"""
_AUTHORISATIONS = "SELECT person_id, specialism, from_on, to_on FROM authorisations WHERE court_id = $1"
_SUSPENSIONS = "SELECT person_id, from_on, back_on FROM suspensions WHERE court_id = $1 ORDER BY from_on"
_INTERESTS = "SELECT interest_id, person_id, against, from_on, to_on FROM interests WHERE court_id = $1"
_BALANCES = "SELECT person_id, load, credit FROM balances WHERE court_id = $1"
_HEAD = "SELECT number, encode(hash, 'hex') FROM draws WHERE court_id = $1 ORDER BY number DESC LIMIT 1"

_ABSENCE_COLUMNS = "SELECT absence_id, court_id, person_id, kind, starts_at, ends_at, is_cancelled FROM absences "
# Those of the last year too: absences that follow each other are one long one.
_ABSENCES_OF = (
    _ABSENCE_COLUMNS
    + "WHERE person_id = ANY($1::uuid[]) AND ends_at > $2::timestamptz - interval '1 year' AND NOT is_cancelled"
)
_ABSENCES_BY_ID = _ABSENCE_COLUMNS + "WHERE absence_id = ANY($1::uuid[])"

_UNAVAILABILITY_COLUMNS = """
SELECT unavailability_id, court_id, kind, resource_id, starts_at, ends_at, is_withdrawn FROM unavailabilities
"""
_UNAVAILABILITIES_IN = _UNAVAILABILITY_COLUMNS + "WHERE court_id = $1 AND ends_at > $2 AND NOT is_withdrawn"
_UNAVAILABILITIES_OF = (
    _UNAVAILABILITY_COLUMNS
    + "WHERE resource_id = ANY($1::uuid[]) AND kind = 'person' AND ends_at > $2 AND NOT is_withdrawn"
)
_UNAVAILABILITIES_BY_ID = _UNAVAILABILITY_COLUMNS + "WHERE unavailability_id = ANY($1::uuid[])"

_IN_POST = "SELECT DISTINCT person_id, court_id FROM posts WHERE person_id = ANY($1::uuid[])"


async def load(connection: Connection, court: Court, row: asyncpg.Record, now: datetime) -> None:
    """Fill a working set with what stands in the row of `courts` and in the tables beside it."""
    court_id = court.court_id
    court.version, court.zone, court.language, court.level = (
        row["version"],
        row["zone"],
        row["language"],
        row["level"],
    )
    court.calendar = _calendar(row, await connection.fetch(_DAYS, court_id), now)
    court.catalogue = _catalogue(await connection.fetch(_CATALOGUE, court_id))
    court.limit_rules = await rule_store.book_of(connection, court_id)
    court.escalations = {one.hearing_id: one for one in await escalation_store.open_in(connection, court_id)}
    court.norms = {norm.key: norm for norm in (Norm(*row) for row in await connection.fetch(_NORMS, court_id))}
    court.rooms = {r["room_id"]: _room(r) for r in await connection.fetch(_ROOMS, court_id)}
    court.posts = {r["person_id"]: _post(r) for r in await connection.fetch(_POSTS, court_id)}
    court.authorisations = {
        (r[0], r[1], r[2]): Authorisation(*r) for r in await connection.fetch(_AUTHORISATIONS, court_id)
    }
    for suspension in await connection.fetch(_SUSPENSIONS, court_id):
        before = court.suspensions.get(suspension["person_id"], ())
        court.suspensions[suspension["person_id"]] = (*before, Suspension(*suspension))
    court.interests = {r[0]: Interest(*r) for r in await connection.fetch(_INTERESTS, court_id)}
    court.questions = {one.pair: one for one in await interest_questions.of_court(connection, court_id)}
    court.balances = {r[0]: Balance(r[1], r[2]) for r in await connection.fetch(_BALANCES, court_id)}
    head = await connection.fetchrow(_HEAD, court_id)
    court.ledger = LedgerHead(*head) if head else LedgerHead()
    for own in await connection.fetch(_UNAVAILABILITIES_IN, court_id, now):
        court.unavailabilities[own["unavailability_id"]] = Unavailability(*own)


@dataclass(frozen=True, slots=True)
class Away:
    """When people are away, whichever court said so."""

    absences: list[Absence]
    unavailabilities: list[Unavailability]


async def away(connection: Connection, people: Collection[UUID], now: datetime) -> Away:
    """Absences of these people of the last year and to come, and unavailabilities that are not over."""
    if not people:
        return Away([], [])
    ids = list(people)
    return Away(
        [Absence(*row) for row in await connection.fetch(_ABSENCES_OF, ids, now)],
        [Unavailability(*row) for row in await connection.fetch(_UNAVAILABILITIES_OF, ids, now)],
    )


async def away_by_id(
    connection: Connection, absence_ids: Collection[UUID], unavailability_ids: Collection[UUID]
) -> Away:
    """These absences and unavailabilities, over or withdrawn as they may be."""
    absences = await connection.fetch(_ABSENCES_BY_ID, list(absence_ids)) if absence_ids else []
    others = await connection.fetch(_UNAVAILABILITIES_BY_ID, list(unavailability_ids)) if unavailability_ids else []
    return Away([Absence(*row) for row in absences], [Unavailability(*row) for row in others])


async def in_post(connection: Connection, people: Collection[UUID]) -> list[tuple[UUID, str]]:
    """(person, court) for each court in which one of these people is, was or will be in post."""
    if not people:
        return []
    return [(row[0], row[1]) for row in await connection.fetch(_IN_POST, list(people))]


async def calendar_of(connection: Connection, court_id: str, now: datetime) -> Calendar:
    """A known court's calendar alone."""
    [row] = await connection.fetch(_WEEK, court_id)
    return _calendar(row, await connection.fetch(_DAYS, court_id), now)


def _calendar(row: asyncpg.Record, days: Sequence[asyncpg.Record], now: datetime) -> Calendar:
    first, last = date(now.year - YEARS_BACK, 1, 1), date(now.year + YEARS_AHEAD, 12, 31)
    return Calendar(
        sitting_hours=tuple(
            (time.fromisoformat(begins), time.fromisoformat(ends)) for begins, ends in json.loads(row["sitting_hours"])
        ),
        weekdays=frozenset(row["weekdays"]),
        closed=frozenset(day["day"] for day in days if not day["is_open"]),
        open=frozenset(day["day"] for day in days if day["is_open"]),
        holidays=frozenset(holidays_of_kazakhstan.between(first, last)),
        slot_minutes=row["slot_minutes"],
        version=row["calendar_version"],
    )


def _catalogue(rows: Sequence[asyncpg.Record]) -> Catalogue:
    def of(kind: str) -> Iterator[asyncpg.Record]:
        return (row for row in rows if row["kind"] == kind)

    return Catalogue.of(
        [
            Category(r["code"], r["weight_minutes"] or 0, r["valid_from"], r["valid_to"], r["is_own"])
            for r in of("category")
        ],
        [HearingType(r["code"], r["valid_from"], r["valid_to"], r["is_own"]) for r in of("hearing_type")],
        [RoomFeature(r["code"], r["valid_from"], r["valid_to"], r["is_own"]) for r in of("room_feature")],
    )


def _room(row: asyncpg.Record) -> Room:
    return Room(
        room_id=row["room_id"],
        name=row["name"],
        version=row["version"],
        building=row["building"],
        address=row["address"],
        features=frozenset(row["features"]),
        closed_at=row["closed_at"],
    )


def _post(row: asyncpg.Record) -> Post:
    pattern = json.loads(row["working_pattern"]) if row["working_pattern"] else None
    to_come = json.loads(row["working_patterns"])
    return Post(
        person_id=row["person_id"],
        post_id=row["post_id"],
        version=row["version"],
        role=row["role"],
        name=row["name"],
        from_on=row["from_on"],
        to_on=row["to_on"],
        is_separated=row["is_separated"],
        languages=frozenset(row["languages"]),
        share_milli=row["share_milli"],
        working_pattern=_half_days(pattern),
        working_patterns=tuple(
            PatternToCome(date.fromisoformat(one["from_on"]), _half_days(one["working_pattern"])) for one in to_come
        ),
    )


def _half_days(pattern: dict[str, list[str]] | None) -> HalfDays | None:
    return None if pattern is None else {day: frozenset(halves) for day, halves in pattern.items()}
