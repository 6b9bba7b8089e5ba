"""Accounts and grants: what stands is read, a new version takes its place."""

from datetime import datetime
from typing import Any, get_args
from uuid import UUID

import asyncpg
from tarazy_shared.database import Connection
from tarazy_shared.who import Role

from tarazy_hr.domain.access.accounts import Account, AccountName, Grant, GrantedRole

LOCK = "SELECT pg_advisory_xact_lock(hashtextextended('tarazy hr accounts', 0))"

ACCOUNT = "SELECT * FROM accounts WHERE issuer = $1 AND subject = $2 AND superseded_at IS NULL"

GRANT = "SELECT * FROM grants WHERE grant_id = $1 AND superseded_at IS NULL"

ACCOUNTS = """
    SELECT * FROM accounts
    WHERE recorded_at <= $1 AND (superseded_at IS NULL OR superseded_at > $1) ORDER BY issuer, subject
"""

GRANTS = """
    SELECT * FROM grants
    WHERE recorded_at <= $1 AND (superseded_at IS NULL OR superseded_at > $1) ORDER BY issuer, subject, from_on
"""

ROLES = """
    SELECT g.role, g.court_id
    FROM grants AS g
    LEFT JOIN courts AS c ON c.court_id = g.court_id AND c.superseded_at IS NULL
    CROSS JOIN LATERAL (SELECT ($3::timestamptz AT TIME ZONE coalesce(c.zone, 'UTC'))::date AS day) AS today
    WHERE g.issuer = $1 AND g.subject = $2 AND g.superseded_at IS NULL
      AND g.from_on <= today.day AND coalesce(g.to_on, 'infinity') >= today.day
"""

SUPERSEDE_ACCOUNT = """
    UPDATE accounts SET superseded_at = greatest(recorded_at, $3)
    WHERE issuer = $1 AND subject = $2 AND superseded_at IS NULL
"""

RECORD_ACCOUNT = """
    INSERT INTO accounts (issuer, subject, version, what, person_id, recorded_at) VALUES ($1, $2, $3, $4, $5, $6)
"""

SUPERSEDE_GRANT = """
    UPDATE grants SET superseded_at = greatest(recorded_at, $2) WHERE grant_id = $1 AND superseded_at IS NULL
"""

RECORD_GRANT = """
    INSERT INTO grants (grant_id, version, what, issuer, subject, role, court_id, from_on, to_on, recorded_at)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
"""


async def lock(connection: Connection) -> None:
    """What is decided about accounts is decided one after the other."""
    await connection.execute(LOCK)


async def account(connection: Connection, name: AccountName) -> Account | None:
    """An account as it stands."""
    row = await connection.fetchrow(ACCOUNT, name.issuer, name.subject)
    return None if row is None else _account(row)


async def grant(connection: Connection, grant_id: UUID) -> Grant | None:
    """A grant as it stands."""
    row = await connection.fetchrow(GRANT, grant_id)
    return None if row is None else _grant(row)


async def accounts(connection: Connection, at: datetime) -> list[Account]:
    """All accounts as believed at an instant."""
    return [_account(row) for row in await connection.fetch(ACCOUNTS, at)]


async def grants(connection: Connection, at: datetime) -> list[Grant]:
    """All grants as believed at an instant."""
    return [_grant(row) for row in await connection.fetch(GRANTS, at)]


async def roles_granted(connection: Connection, name: AccountName, now: datetime) -> frozenset[tuple[Role, str | None]]:
    """The roles that are granted to an account on this day."""
    rows = await connection.fetch(ROLES, name.issuer, name.subject, now)
    return frozenset((row["role"], row["court_id"]) for row in rows if row["role"] in get_args(GrantedRole))


async def record_account(connection: Connection, fact: Account, now: datetime) -> None:
    """Let a new version of an account stand."""
    name = fact.name
    await connection.execute(SUPERSEDE_ACCOUNT, name.issuer, name.subject, now)
    await connection.execute(RECORD_ACCOUNT, name.issuer, name.subject, fact.version, fact.what, fact.person_id, now)


async def record_grant(connection: Connection, fact: Grant, now: datetime) -> None:
    """Let a new version of a grant stand."""
    values: tuple[Any, ...] = (fact.role, fact.court_id, fact.from_on, fact.to_on, now)
    name = fact.account
    await connection.execute(SUPERSEDE_GRANT, fact.grant_id, now)
    await connection.execute(RECORD_GRANT, fact.grant_id, fact.version, fact.what, name.issuer, name.subject, *values)


def _account(row: asyncpg.Record) -> Account:
    return Account(AccountName(row["issuer"], row["subject"]), row["version"], row["what"], _id(row["person_id"]))


def _grant(row: asyncpg.Record) -> Grant:
    return Grant(
        UUID(int=row["grant_id"].int),
        row["version"],
        row["what"],
        AccountName(row["issuer"], row["subject"]),
        row["role"],
        row["court_id"],
        row["from_on"],
        row["to_on"],
    )


def _id(value: Any) -> UUID | None:
    return None if value is None else UUID(int=value.int)
