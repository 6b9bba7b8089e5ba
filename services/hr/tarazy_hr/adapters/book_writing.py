"""Recording facts: the row that stood is superseded, the new one stands. Set-based, one pair of statements a table."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from tarazy_shared.database import Connection

from tarazy_hr.adapters.stored_facts import columns
from tarazy_hr.domain.absence import AbsenceFact
from tarazy_hr.domain.appointment import AppointmentFact
from tarazy_hr.domain.authorisation import AuthorisationFact
from tarazy_hr.domain.court import CourtFact
from tarazy_hr.domain.court_book import Fact
from tarazy_hr.domain.interest import InterestFact
from tarazy_hr.domain.leave.adjustment import AdjustmentFact
from tarazy_hr.domain.leave.cover import CoverRuleFact
from tarazy_hr.domain.leave.leave_type import LeaveTypeFact
from tarazy_hr.domain.norm import NormFact
from tarazy_hr.domain.post import PostFact
from tarazy_hr.domain.suspension import SuspensionFact


@dataclass(frozen=True, slots=True)
class _Table:
    """How facts of one kind are recorded: `key` names what they are about, `columns` the row with its types."""

    name: str
    key: tuple[str, ...]
    columns: str

    @property
    def supersede(self) -> str:
        same = " AND ".join(f"old.{column} = new.{column}" for column in self.key)
        return f"""
            UPDATE {self.name} AS old SET superseded_at = greatest(old.recorded_at, $2)
            FROM jsonb_to_recordset($1::jsonb) AS new ({self.columns})
            WHERE {same} AND old.superseded_at IS NULL
        """  # noqa: S608  names from this module alone

    @property
    def insert(self) -> str:
        names = ", ".join(column.split()[0] for column in self.columns.split(", "))
        return f"""
            INSERT INTO {self.name} ({names}, recorded_at, superseded_at)
            SELECT {names}, $2, superseded_at
            FROM jsonb_to_recordset($1::jsonb) AS new ({self.columns}, superseded_at timestamptz)
        """  # noqa: S608  names from this module alone


_TABLES: dict[type, _Table] = {
    CourtFact: _Table(
        "courts",
        ("court_id",),
        "court_id text, version bigint, what text, name jsonb, zone text, language text, level text, region text, "
        "address jsonb, phone text, email text",
    ),
    PostFact: _Table(
        "posts",
        ("court_id", "post_id"),
        "court_id text, post_id uuid, version bigint, what text, number text, exclusive boolean, share numeric, "
        "role text, speciality text, from_on date, to_on date",
    ),
    AppointmentFact: _Table(
        "appointments",
        ("court_id", "person_id", "tenure"),
        "court_id text, person_id uuid, version bigint, what text, tenure bigint, post_id uuid, role text, name text, "
        "from_on date, to_on date, separated_on date, languages text[], contacts jsonb, full_time_share numeric, "
        "working_pattern jsonb, order_number text, acting boolean, share_from_on date",
    ),
    AuthorisationFact: _Table(
        "authorisations",
        ("court_id", "person_id", "specialism", "from_on"),
        "court_id text, person_id uuid, specialism text, from_on date, version bigint, what text, to_on date, "
        "ended_on date, listed boolean",
    ),
    AbsenceFact: _Table(
        "absences",
        ("absence_id",),
        "absence_id uuid, version bigint, what text, court_id text, person_id uuid, kind text, "
        "starts_at timestamptz, ends_at timestamptz, note text, leave_type text, first_on date, first_half text, "
        "last_on date, last_half text, substitute_id uuid, is_open boolean, may_overlap boolean, certificate text",
    ),
    SuspensionFact: _Table(
        "suspensions",
        ("court_id", "person_id", "from_on"),
        "court_id text, person_id uuid, from_on date, version bigint, what text, back_on date",
    ),
    InterestFact: _Table(
        "interests",
        ("interest_id",),
        "interest_id uuid, version bigint, what text, court_id text, person_id uuid, against text, from_on date, "
        "to_on date, ended_on date",
    ),
    NormFact: _Table(
        "norms",
        ("court_id", "category", "instance", "valid_from"),
        "court_id text, category text, instance text, valid_from date, version bigint, what text, "
        "weight_minutes bigint",
    ),
    LeaveTypeFact: _Table(
        "leave_types",
        ("court_id", "code", "valid_from"),
        "court_id text, code text, valid_from date, version bigint, what text, valid_to date, rules jsonb, "
        "source text, verified boolean",
    ),
    AdjustmentFact: _Table(
        "leave_adjustments",
        ("adjustment_id",),
        'adjustment_id uuid, version bigint, what text, court_id text, person_id uuid, leave_type text, "on" date, '
        "kind text, days numeric, reason text",
    ),
    CoverRuleFact: _Table(
        "cover_rules",
        ("court_id", "specialism", "valid_from"),
        "court_id text, specialism text, valid_from date, version bigint, what text, minimum bigint",
    ),
}

DROP_HOLDINGS = """
    DELETE FROM post_holdings AS held USING jsonb_to_recordset($1::jsonb) AS new (court_id text, person_id uuid)
    WHERE held.court_id = new.court_id AND held.person_id = new.person_id
"""

HOLD_POSTS = """
    INSERT INTO post_holdings (court_id, post_id, person_id, tenure, in_post, exclusive, share, acting)
    SELECT a.court_id, a.post_id, a.person_id, a.tenure,
           daterange(
               -- Of the days before its share, the former one was looked at when it was entered.
               CASE WHEN a.share_from_on <= coalesce(a.separated_on, a.to_on, 'infinity') THEN a.share_from_on
                    ELSE a.from_on END,
               coalesce(a.separated_on, a.to_on), '[]'
           ), coalesce(p.exclusive, false),
           a.full_time_share, a.acting
    FROM jsonb_to_recordset($1::jsonb) AS new (court_id text, person_id uuid)
    JOIN appointments AS a USING (court_id, person_id)
    LEFT JOIN posts AS p ON p.court_id = a.court_id AND p.post_id = a.post_id AND p.superseded_at IS NULL
    WHERE a.superseded_at IS NULL
"""

SHARE_POSTS = """
    UPDATE post_holdings AS held SET exclusive = new.exclusive
    FROM jsonb_to_recordset($1::jsonb) AS new (court_id text, post_id uuid, exclusive boolean)
    WHERE held.court_id = new.court_id AND held.post_id = new.post_id
"""


async def record(connection: Connection, facts: Sequence[Fact], now: datetime) -> None:
    """Record facts in order, as of `now`; of several about one thing the last one stands.

    The database itself refuses (`ExclusionViolationError`) two holders of an exclusive post, more of a post held than
    it has, overlapping approved absences, overlapping suspensions and overlapping authorisations for one specialism.
    """
    by_kind: dict[type, list[Fact]] = {}
    for fact in facts:
        by_kind.setdefault(type(fact), []).append(fact)
    people = _people(by_kind.get(AppointmentFact, ()))
    if people is not None:
        # Before posts change: what they are to hold is compared with those who stay as they are.
        await connection.execute(DROP_HOLDINGS, people)
    for kind, table in _TABLES.items():
        if not (of_kind := by_kind.get(kind)):
            continue
        rows = _rows(table, of_kind, now)
        if following := [fact for fact in of_kind if _follows(fact)]:
            await connection.execute(table.supersede, _rows(table, following, now), now)
        await connection.execute(table.insert, rows, now)
        if kind is AppointmentFact:
            await connection.execute(HOLD_POSTS, people)
        elif kind is PostFact:
            await connection.execute(SHARE_POSTS, rows)


def _follows(fact: Fact) -> bool:
    """Whether something stands that a fact takes the place of: a new tenure counts on from those before it."""
    return fact.version > 1 and not (isinstance(fact, AppointmentFact) and fact.what == "appointed")


def _people(facts: Iterable[Fact]) -> str | None:
    """Whom appointments are about, as JSON rows; None for nobody."""
    pairs = {
        (fact.appointment.court_id, fact.appointment.person_id) for fact in facts if isinstance(fact, AppointmentFact)
    }
    if not pairs:
        return None
    return json.dumps([{"court_id": court, "person_id": str(person)} for court, person in pairs])


def _rows(table: _Table, facts: Sequence[Fact], now: datetime) -> str:
    """The facts as JSON rows; one that a later one of this list follows is superseded at once, and what was called off
    never stands."""
    rows = [columns(fact) for fact in facts]
    later: set[tuple[Any, ...]] = set()
    for row in reversed(rows):
        key = tuple(row[column] for column in table.key)
        row["superseded_at"] = now if key in later or row["what"] == "called_off" else None
        later.add(key)
    return json.dumps(rows, default=_text)


def _text(value: Any) -> str:
    if isinstance(value, UUID | Decimal):
        return str(value)
    return str(value.isoformat())
