"""The period that figures are asked for, and the changes that are imagined."""

from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Annotated, Literal

from fastapi import Query, Request
from pydantic import Field
from tarazy_shared.contracts.fields import LARGEST_INTEGER, Code, CourtId, Day, Instant
from tarazy_shared.contracts.staff import Instance

from tarazy_hr.adapters.http.answering import refused
from tarazy_hr.adapters.http.body import Body, example
from tarazy_hr.domain.refusal import Refusal, wrong
from tarazy_hr.domain.workload.need import Basis
from tarazy_hr.domain.workload.periods import Period, last_twelve_months
from tarazy_hr.domain.workload.what_if import AddJudges, Away, Change, MoveCategory, Reweigh

LONGEST = 3660
"""Days that figures may be asked for at once."""

From = Annotated[
    Day | None, Query(alias="from", description="First day; by default twelve whole months before this one")
]
To = Annotated[Day | None, Query(alias="to", description="The day after the last; by default the first of this month")]
BasisAsked = Annotated[
    Basis, Query(description="Which judges are shared out by load: those of the posts or those in post")
]

Judges = Annotated[Decimal, Field(ge=-10_000, le=10_000, allow_inf_nan=False, decimal_places=2)]


def period_of(from_on: date | None, to_on: date | None, today: date) -> Period | Refusal:
    """The days asked for, half-open."""
    usual = last_twelve_months(today)
    end = to_on or usual.to_on
    start = from_on or (last_twelve_months(end).from_on if to_on else usual.from_on)
    if end <= start:
        return wrong("to", "ends_before_start", start=start, end=end)
    if (end - start).days > LONGEST:
        return wrong("from", "period_too_long", days=LONGEST)
    return Period(start, end)


def asked_period(request: Request, from_on: date | None, to_on: date | None, today: date) -> Period:
    """The same; raises the refusal as the problem that the client sees."""
    period = period_of(from_on, to_on, today)
    if isinstance(period, Refusal):
        raise refused(request, period)
    return period


class AddJudgesBody(Body):
    """So many full-time judges more in a court, in posts of their own; fewer below zero."""

    change: Literal["judges"]
    court_id: CourtId
    judges: Judges

    def made(self) -> Change:
        """As the domain knows it."""
        return AddJudges(self.court_id, Fraction(self.judges))


class AwayBody(Body):
    """So many full-time judges away for the whole period; below zero: there again."""

    change: Literal["away"]
    court_id: CourtId
    judges: Judges

    def made(self) -> Change:
        """As the domain knows it."""
        return Away(self.court_id, Fraction(self.judges))


class ReweighBody(Body):
    """A case of a category weighs so much over the whole period, in one court or in all."""

    change: Literal["weight"]
    category: Code
    weight_minutes: Annotated[int, Field(ge=0, le=LARGEST_INTEGER, strict=True)]
    instance: Instance | None = None
    court_id: CourtId | None = None

    def made(self) -> Change:
        """As the domain knows it."""
        return Reweigh(self.category, self.weight_minutes, self.instance, self.court_id)


class MoveCategoryBody(Body):
    """All cases of a category go to another court."""

    change: Literal["move"]
    category: Code
    from_court: CourtId
    to_court: CourtId

    def made(self) -> Change:
        """As the domain knows it."""
        return MoveCategory(self.category, self.from_court, self.to_court)


AnyChange = Annotated[AddJudgesBody | AwayBody | ReweighBody | MoveCategoryBody, Field(discriminator="change")]


class WhatIfBody(Body):
    """What is imagined."""

    model_config = example(
        {
            "from": "2025-11-01",
            "to": "2026-11-01",
            "changes": [
                {"change": "judges", "court_id": "kz-almaty-1", "judges": 1},
                {"change": "weight", "category": "civil.family", "weight_minutes": 240},
            ],
        }
    )

    from_on: Day | None = Field(None, alias="from")
    to_on: Day | None = Field(None, alias="to")
    level: Literal["district", "regional", "cassation", "supreme"] | None = None
    region: str | None = None
    basis: Basis = "posts"
    known_at: Instant | None = Field(None, description="By what was believed at this instant; now by default")
    changes: Annotated[list[AnyChange], Field(min_length=1, max_length=100)]
