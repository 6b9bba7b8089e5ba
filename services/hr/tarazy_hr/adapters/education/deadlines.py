"""Certificates that will end, in the list of deadlines: of each programme the latest one of whoever is in post."""

from collections.abc import Collection
from datetime import date, timedelta
from uuid import UUID

import asyncpg
from tarazy_shared.database import Connection

from tarazy_hr.adapters.proceedings.clocks import keep_clocks
from tarazy_hr.domain.clocks.clock import Clock
from tarazy_hr.domain.clocks.clock_rule import ClockRule
from tarazy_hr.domain.court import Trilingual

KIND = "training"

# All of a person and a programme: a newer one stops the clock of the one before, one that is taken back lets it run.
CERTIFICATES = """
    SELECT certificate_id, court_id, programme, issued_on, expires_on, warns_on,
           revoked_on IS NULL AND expires_on > $3 AND NOT EXISTS (
               SELECT FROM training_certificates AS later
               WHERE later.person_id = c.person_id AND later.programme = c.programme AND later.revoked_on IS NULL
                 AND (later.issued_on, later.certificate_id) > (c.issued_on, c.certificate_id)
           ) AND EXISTS (
               SELECT FROM appointments AS a
               WHERE a.court_id = c.court_id AND a.person_id = c.person_id AND a.superseded_at IS NULL
                 AND a.what <> 'called_off' AND a.from_on <= $3
                 AND coalesce(a.separated_on, a.to_on, 'infinity') >= $3
           ) AS runs
    FROM training_certificates AS c
    WHERE c.person_id = ANY($1::uuid[]) AND c.programme = $2
"""

WHOSE = "SELECT person_id, programme FROM training_certificates WHERE certificate_id = $1"


async def keep_deadlines(connection: Connection, people: Collection[UUID], programme: str, today: date) -> None:
    """Bring the deadlines of people up to their certificates of a programme."""
    for row in await connection.fetch(CERTIFICATES, list(people), programme, today):
        clocks = {programme: _clock(row)} if row["runs"] else {}
        await keep_clocks(
            connection, KIND, UUID(int=row["certificate_id"].int), row["court_id"], clocks, today, lambda day: True
        )


async def keep_deadlines_beside(connection: Connection, certificate_id: UUID, today: date) -> None:
    """The same for whoever has a certificate and for its programme."""
    row = await connection.fetchrow(WHOSE, certificate_id)
    if row is not None:
        await keep_deadlines(connection, [row["person_id"]], row["programme"], today)


def _clock(row: asyncpg.Record) -> Clock:
    """Runs over every day, weekends too, and is near from when the programme says so on."""
    code, last = row["programme"], row["expires_on"] - timedelta(days=1)
    rule = ClockRule(
        code,
        Trilingual(code, code, code),
        (last - row["issued_on"]).days,
        "days",
        source=code,
        verified=True,
        rolls_over=False,
        warn_days=(last - row["warns_on"]).days,
    )
    return Clock(rule, row["issued_on"])
