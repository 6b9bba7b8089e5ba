"""Judges of courts over a period: posts of the establishment, who is in post, and who of them is there."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction
from uuid import UUID

from tarazy_shared.database import Connection

from tarazy_hr.adapters.queries import STANDING
from tarazy_hr.domain.workload.need import Staff
from tarazy_hr.domain.workload.periods import Period

JUDGES = ["judge"]
"""Roles among which cases are drawn."""

# Somebody who is away is away everywhere, except that who is seconded from a court works in another.
_IN_POST = """
    WITH judge AS (
        SELECT made.court_id, made.person_id, made.name, made.full_time_share AS share,
               tstzrange(
                   greatest(made.from_on, $1)::timestamp AT TIME ZONE court.zone,
                   least(coalesce(made.separated_on, made.to_on) + 1, $2)::timestamp AT TIME ZONE court.zone
               ) AS span
        FROM appointments AS made
        JOIN courts AS court ON court.court_id = made.court_id AND court.superseded_at IS NULL
        WHERE made.recorded_at <= $5 AND (made.superseded_at IS NULL OR made.superseded_at > $5)
          AND made.role = ANY($3::text[]) AND ($4::text IS NULL OR made.court_id = $4)
          AND made.from_on < $2 AND coalesce(made.separated_on, made.to_on, 'infinity') >= $1
    )
    SELECT court_id, person_id, name, share, extract(epoch FROM upper(span) - lower(span))::bigint AS in_post,
           coalesce((
               SELECT sum(extract(epoch FROM upper(away) - lower(away))) FROM unnest((
                   SELECT range_agg(tstzrange(absent.starts_at, absent.ends_at) * judge.span)
                   FROM absences AS absent
                   WHERE absent.person_id = judge.person_id
                     AND absent.recorded_at <= $5 AND (absent.superseded_at IS NULL OR absent.superseded_at > $5)
                     AND absent.what = 'approved'
                     AND tstzrange(absent.starts_at, absent.ends_at) && judge.span
                     AND (absent.kind <> 'secondment' OR absent.court_id = judge.court_id)
               )) AS away
           ), 0)::bigint AS away
    FROM judge ORDER BY court_id, name, person_id, lower(span)
"""

# A post that does not say what its holders are is a judge's when judges hold it. One without a share is one place.
_POSTS = """
    SELECT post.court_id,
           sum(coalesce(post.share, 1) * (least(post.to_on + 1, $2) - greatest(coalesce(post.from_on, $1), $1))) AS days
    FROM posts AS post
    WHERE post.recorded_at <= $5 AND (post.superseded_at IS NULL OR post.superseded_at > $5)
      AND ($4::text IS NULL OR post.court_id = $4)
      AND coalesce(post.from_on, $1) < $2 AND coalesce(post.to_on, $1) >= $1
      AND (post.role = ANY($3::text[]) OR (post.role IS NULL AND EXISTS (
          SELECT FROM appointments AS made
          WHERE made.court_id = post.court_id AND made.post_id = post.post_id
            AND made.recorded_at <= $5 AND (made.superseded_at IS NULL OR made.superseded_at > $5)
            AND made.role = ANY($3::text[])
      )))
    GROUP BY post.court_id
"""

_NAMES = """
    SELECT DISTINCT ON (person_id) person_id, name FROM appointments
    WHERE court_id = $1 AND person_id = ANY($2::uuid[]) AND superseded_at IS NULL
    ORDER BY person_id, from_on DESC
"""


@dataclass(frozen=True, slots=True)
class InPost:
    """A judge's time in post within a period, in seconds; of the share of full time nothing is taken off yet."""

    court_id: str
    person_id: UUID
    name: str
    share: Fraction
    seconds: int
    away: int


async def in_post(
    connection: Connection, period: Period, court_id: str | None = None, at: datetime = STANDING
) -> list[InPost]:
    """Each tenure of a judge that has a day in the period, as believed at an instant."""
    rows = await connection.fetch(_IN_POST, period.from_on, period.to_on, JUDGES, court_id, at)
    return [
        InPost(
            row["court_id"],
            UUID(int=row["person_id"].int),
            row["name"],
            Fraction(row["share"]),
            row["in_post"],
            row["away"],
        )
        for row in rows
    ]


async def posts(
    connection: Connection, period: Period, court_id: str | None = None, at: datetime = STANDING
) -> dict[str, Fraction]:
    """Full-time judges' posts per court, on the mean over the period. Courts without any are left out."""
    rows = await connection.fetch(_POSTS, period.from_on, period.to_on, JUDGES, court_id, at)
    return {row["court_id"]: Fraction(row["days"]) / period.days for row in rows}


async def names(connection: Connection, court_id: str, people: Collection[UUID]) -> dict[UUID, str]:
    """What people were called in the court last; of strangers nothing."""
    rows = await connection.fetch(_NAMES, court_id, list(people))
    return {UUID(int=row["person_id"].int): row["name"] for row in rows}


def staff_of(judges: Iterable[InPost], posts: dict[str, Fraction], period: Period) -> dict[str, Staff]:
    """Per court its judges, on the mean over the period's days."""
    whole = period.days * 86400
    there: dict[str, tuple[Fraction, Fraction]] = {court_id: (Fraction(0), Fraction(0)) for court_id in posts}
    for one in judges:
        in_post, present = there.get(one.court_id, (Fraction(0), Fraction(0)))
        there[one.court_id] = (
            in_post + one.share * Fraction(one.seconds, whole),
            present + one.share * Fraction(one.seconds - one.away, whole),
        )
    return {court_id: Staff(posts.get(court_id), *both) for court_id, both in there.items()}
