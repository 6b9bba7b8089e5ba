"""Which roles are held in a court on a day, since when and by what."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from tarazy_shared.database import Connection
from tarazy_shared.who import Role

from tarazy_hr.adapters import access_store, queries
from tarazy_hr.adapters.acting_store import acting_in
from tarazy_hr.adapters.role_reading import OF_APPOINTMENTS
from tarazy_hr.domain.access.accounts import Account, Grant
from tarazy_hr.domain.acting import Acting
from tarazy_hr.domain.appointment import AppointmentFact

NAMES = """
    SELECT DISTINCT ON (person_id) person_id, name FROM appointments
    WHERE person_id = ANY($1::uuid[]) AND superseded_at IS NULL ORDER BY person_id, from_on DESC
"""


@dataclass(frozen=True, slots=True)
class Holding:
    """A role that somebody has beyond being in post, by a post or by a grant."""

    role: Role
    person_id: UUID | None
    account: str | None
    """Of a grant."""
    from_on: date
    to_on: date | None
    order_number: str | None = None
    post_number: str | None = None
    grant_id: UUID | None = None
    acts: bool = False
    """Beside the own post."""
    everywhere: bool = False
    suspended: bool = False
    """Whoever is suspended has it again when they are back."""


@dataclass(frozen=True, slots=True)
class Access:
    """What the page of a court shows."""

    holdings: Sequence[Holding]
    accounts: Sequence[Account]
    """Of people of this court, of whoever holds a grant here, and of nobody yet."""
    grants: Sequence[Grant]
    names: dict[UUID, str]
    in_post: int
    """People in post today: each of them sees what concerns themselves."""


async def access_of(connection: Connection, court_id: str, today: date) -> Access:
    """Roles, accounts and grants that matter in a court."""
    at = queries.STANDING
    people = await queries.people(connection, at, court_id, today)
    numbers = {fact.post.post_id: fact.post.number for fact in await queries.posts(connection, at, court_id)}
    suspended = await queries.suspensions(connection, at, court_id, [one.appointment.person_id for one in people])
    out = {one.person_id for one in suspended if one.from_on <= today and (not one.back_on or today < one.back_on)}
    grants = [one for one in await access_store.grants(connection, at) if one.court_id in (court_id, None)]
    known = await access_store.accounts(connection, at)
    owners = {one.name: one.person_id for one in known}
    here = {fact.appointment.person_id for fact in await queries.people(connection, at, court_id, None)}
    granted = {one.account for one in grants}
    shown = [one for one in known if one.person_id is None or one.person_id in here or one.name in granted]
    ids = {one.person_id for one in shown if one.person_id} | {fact.appointment.person_id for fact in people}
    names = {UUID(int=row["person_id"].int): row["name"] for row in await connection.fetch(NAMES, list(ids))}
    holdings = [_by_post(fact, numbers, out) for fact in people if fact.appointment.role in OF_APPOINTMENTS]
    beside = [one for one, _ in await acting_in(connection, at, [court_id]) if one.role in OF_APPOINTMENTS]
    holdings += [_by_acting(one, numbers, out) for one in beside if one.to_on is None or one.to_on >= today]
    holdings += [_by_grant(one, owners.get(one.account)) for one in grants if one.to_on is None or one.to_on >= today]
    return Access(holdings, shown, grants, names, len(people))


def _by_post(fact: AppointmentFact, numbers: dict[UUID, str | None], out: set[UUID]) -> Holding:
    made = fact.appointment
    return Holding(
        OF_APPOINTMENTS[made.role],
        made.person_id,
        None,
        made.from_on,
        fact.last_on,
        order_number=made.order_number,
        post_number=numbers.get(made.post_id),
        suspended=made.person_id in out,
    )


def _by_acting(one: Acting, numbers: dict[UUID, str | None], out: set[UUID]) -> Holding:
    return Holding(
        OF_APPOINTMENTS[one.role],
        one.person_id,
        None,
        one.from_on,
        one.to_on,
        order_number=one.order_number,
        post_number=numbers.get(one.post_id),
        acts=True,
        suspended=one.person_id in out,
    )


def _by_grant(one: Grant, person_id: UUID | None) -> Holding:
    return Holding(
        one.role,
        person_id,
        one.account.subject,
        one.from_on,
        one.to_on,
        grant_id=one.grant_id,
        everywhere=one.court_id is None,
    )
