"""Reading posts with their holders, as believed at an instant."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from tarazy_shared.database import Connection

from tarazy_hr.adapters import stored_facts
from tarazy_hr.adapters.acting_store import acting_in
from tarazy_hr.domain.establishment.staffing import FilledPost
from tarazy_hr.domain.leave.service import InPost
from tarazy_hr.domain.leave.shares import by_share
from tarazy_hr.domain.leave.timeline import Said
from tarazy_hr.domain.post import Holding

POSTS = """
    SELECT * FROM posts
    WHERE recorded_at <= $1 AND (superseded_at IS NULL OR superseded_at > $1)
      AND ($2::text[] IS NULL OR court_id = ANY($2)) AND ($3::text[] IS NULL OR role = ANY($3))
    ORDER BY court_id, number, post_id
"""

HOLDINGS = """
    SELECT court_id, post_id, person_id, tenure, name, role, from_on, coalesce(separated_on, to_on) AS last_on,
           full_time_share, acting, share_from_on
    FROM appointments
    WHERE recorded_at <= $1 AND (superseded_at IS NULL OR superseded_at > $1)
      AND ($2::text[] IS NULL OR court_id = ANY($2))
      AND ($3::date IS NULL OR coalesce(separated_on, to_on, 'infinity') >= $3)
    ORDER BY from_on, person_id
"""

# What shares were before they changed: of those alone whose share is not that of the first day.
SHARES = """
    SELECT a.court_id, a.person_id, a.tenure, a.recorded_at, coalesce(a.share_from_on, a.from_on) AS from_on,
           a.full_time_share AS share
    FROM unnest($2::text[], $3::uuid[], $4::bigint[]) AS asked (court_id, person_id, tenure)
    JOIN appointments AS a USING (court_id, person_id, tenure)
    WHERE a.recorded_at <= $1
    ORDER BY a.recorded_at, a.version
"""

POST_VERSIONS = "SELECT * FROM posts WHERE court_id = $1 AND post_id = $2 ORDER BY version"

Place = tuple[str, UUID]
"""Court and post."""


@dataclass(frozen=True, slots=True)
class Establishment:
    """Posts of some courts, and the names of whoever holds them."""

    posts: Sequence[FilledPost]
    unlisted: Sequence[tuple[str, Holding]]
    """Court and holding of those whose post is not in the staffing table."""
    names: dict[tuple[str, UUID, int], str]
    """By court, person and tenure."""

    def name(self, court_id: str, holding: Holding) -> str:
        """As the holder was called in that appointment."""
        return self.names[court_id, holding.person_id, holding.tenure]


async def establishment(
    connection: Connection,
    at: datetime,
    courts: Sequence[str] | None,
    roles: Sequence[str] | None = None,
    *,
    since: date | None = None,
) -> Establishment:
    """Posts of courts (of all: None), those of some roles only where asked, as believed at an instant.

    With `since` whoever left before that day is left out: enough for figures from that day on, and a tenth of the rows.
    """
    listed = [stored_facts.post_fact(row).post for row in await connection.fetch(POSTS, at, courts, roles)]
    held: dict[Place, list[Holding]] = {(post.court_id, post.post_id): [] for post in listed}
    names: dict[tuple[str, UUID, int], str] = {}
    unlisted: list[tuple[str, Holding]] = []
    rows = await connection.fetch(HOLDINGS, at, courts, since)
    said = await _shares(connection, at, rows)
    for row in rows:
        whole = _holding(row)
        names[row["court_id"], whole.person_id, whole.tenure] = row["name"]
        for holding in _by_share(whole, said.get((row["court_id"], whole.person_id, whole.tenure), ())):
            if (place := (row["court_id"], holding.post_id)) in held:
                held[place].append(holding)
            elif not roles:
                unlisted.append((row["court_id"], holding))
    for number, (one, name) in enumerate(await acting_in(connection, at, courts), 1):
        if since is not None and one.to_on is not None and one.to_on < since:
            continue
        beside = one.holding(number)
        names[one.court_id, beside.person_id, beside.tenure] = name
        if (place := (one.court_id, one.post_id)) in held:
            held[place].append(beside)
    posts = [FilledPost(post, tuple(held[post.court_id, post.post_id])) for post in listed]
    return Establishment(posts, unlisted, names)


async def _shares(
    connection: Connection, at: datetime, rows: Sequence[stored_facts.Row]
) -> dict[tuple[str, UUID, int], list[Said[Decimal]]]:
    changed = [row for row in rows if row["share_from_on"] is not None]
    said: dict[tuple[str, UUID, int], list[Said[Decimal]]] = {}
    columns = [[row[name] for row in changed] for name in ("court_id", "person_id", "tenure")]
    for row in await connection.fetch(SHARES, at, *columns) if changed else []:
        whose = row["court_id"], UUID(int=row["person_id"].int), row["tenure"]
        said.setdefault(whose, []).append(Said(row["recorded_at"], row["from_on"], row["share"]))
    return said


def _by_share(whole: Holding, said: Sequence[Said[Decimal]]) -> list[Holding]:
    """A holding in parts of one share each, so that it counts on each day with the share of that day."""
    in_post = InPost(whole.from_on, whole.last_on, whole.role or "", whole.share)
    return [
        replace(whole, from_on=one.from_on, last_on=one.last_on, share=one.full_time_share)
        for one in by_share(in_post, said)
    ]


async def post_versions(connection: Connection, court_id: str, post_id: UUID) -> list[dict[str, Any]]:
    """Every version of a post, with when it was recorded and superseded."""
    return [
        {
            "fact": stored_facts.post_fact(row),
            "recorded_at": row["recorded_at"],
            "superseded_at": row["superseded_at"],
        }
        for row in await connection.fetch(POST_VERSIONS, court_id, post_id)
    ]


def _holding(row: stored_facts.Row) -> Holding:
    return Holding(
        UUID(int=row["person_id"].int),
        row["tenure"],
        UUID(int=row["post_id"].int),
        row["from_on"],
        row["last_on"],
        row["full_time_share"],
        row["acting"],
        row["role"],
    )
