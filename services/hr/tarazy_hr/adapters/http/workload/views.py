"""How figures of workload are shown to programs: rounded half to even, what is shared out exactly too."""

from collections.abc import Mapping
from datetime import date
from decimal import ROUND_HALF_EVEN, Decimal
from fractions import Fraction
from uuid import UUID

from pydantic import Field

from tarazy_hr.adapters.http.body import View
from tarazy_hr.app.workload.reading import OfCourt, OfJudge
from tarazy_hr.domain.workload.judge_year import Part
from tarazy_hr.domain.workload.load import Load
from tarazy_hr.domain.workload.need import Basis, Figures, Totals
from tarazy_hr.domain.workload.periods import Period

PLACES = Decimal("0.0001")


def rounded(value: Fraction) -> float:
    """To four places, half to even."""
    exact = Decimal(value.numerator) / Decimal(value.denominator)
    return float(exact.quantize(PLACES, ROUND_HALF_EVEN))


def rounded_or_none(value: Fraction | None) -> float | None:
    """The same for what may be unknown."""
    return None if value is None else rounded(value)


def less(value: Fraction | None, other: Fraction | None) -> float | None:
    """The difference, where both are known."""
    return None if value is None or other is None else rounded(value - other)


class KindView(View):
    """Cases of one kind."""

    category: str
    instance: str
    cases: int
    minutes: int

    @classmethod
    def all_of(cls, load: Load) -> list["KindView"]:
        """The kinds of a load, the heaviest first."""
        ordered = sorted(load.kinds.items(), key=lambda item: (-item[1].minutes, item[0]))
        return [cls(category=kind[0], instance=kind[1], cases=one.cases, minutes=one.minutes) for kind, one in ordered]


class FiguresView(View):
    """One court over the period, in full-time judges and minutes."""

    court_id: str
    cases: int
    minutes: int = Field(description="L: cases, each at the weight that held on the day it came")
    unweighed: int = Field(description="Cases that count as no minutes, for nothing says what their category weighs")
    posts: float | None = Field(description="Judges' posts, the mean over the period; null where none is listed")
    in_post: float
    present: float = Field(description="In post and not absent")
    minutes_a_judge: float = Field(description="What one full-time judge has for cases in the period")
    fair: float | None = Field(description="J*: the judges of all courts shared out by load; null without any load")
    fair_exactly: str | None = Field(description="The same as a fraction", examples=["17/3"])
    needed: float | None = Field(description="minutes / minutes_a_judge; null where no judge-year value holds")
    fair_less_posts: float | None
    fair_less_in_post: float | None
    needed_less_posts: float | None
    needed_less_in_post: float | None
    needed_less_present: float | None

    @classmethod
    def of(cls, one: Figures) -> "FiguresView":
        """The figures of a court."""
        staff = one.staff
        return cls(
            court_id=one.court_id,
            cases=one.load.cases,
            minutes=one.load.minutes,
            unweighed=one.load.unweighed,
            posts=rounded_or_none(staff.posts),
            in_post=rounded(staff.in_post),
            present=rounded(staff.present),
            minutes_a_judge=rounded(one.minutes_a_judge),
            fair=rounded_or_none(one.fair),
            fair_exactly=None if one.fair is None else str(one.fair),
            needed=rounded_or_none(one.needed),
            fair_less_posts=less(one.fair, staff.posts),
            fair_less_in_post=less(one.fair, staff.in_post),
            needed_less_posts=less(one.needed, staff.posts),
            needed_less_in_post=less(one.needed, staff.in_post),
            needed_less_present=less(one.needed, staff.present),
        )


class TotalsView(View):
    """All courts together. `shared_out` is the sum of `fair`."""

    cases: int
    minutes: int
    unweighed: int
    posts: float
    in_post: float
    present: float
    shared_out: float
    needed: float

    @classmethod
    def of(cls, one: Totals) -> "TotalsView":
        """The sums."""
        return cls(
            cases=one.cases,
            minutes=one.minutes,
            unweighed=one.unweighed,
            posts=rounded(one.posts),
            in_post=rounded(one.in_post),
            present=rounded(one.present),
            shared_out=rounded(one.shared_out),
            needed=rounded(one.needed),
        )


class CountryView(View):
    """Workload of courts, and how many judges it takes."""

    from_on: date = Field(serialization_alias="from")
    to_on: date = Field(serialization_alias="to", description="The day after the last")
    basis: Basis
    totals: TotalsView
    courts: list[FiguresView]


class BeforeAfterView(View):
    """Figures of a court as they are and as they would be."""

    before: FiguresView
    after: FiguresView


class WhatIfView(View):
    """The same figures side by side. Nothing was stored."""

    from_on: date = Field(serialization_alias="from")
    to_on: date = Field(serialization_alias="to")
    basis: Basis
    before: TotalsView
    after: TotalsView
    courts: list[BeforeAfterView] = Field(description="Those whose own load or judges change first")


class PartView(View):
    """What one full-time judge has for cases in a part of the period, step by step."""

    from_on: date = Field(serialization_alias="from")
    to_on: date = Field(serialization_alias="to")
    level: str | None = Field(description="Of courts of this level; null: of all")
    valid_from: date
    working_days: int
    leave_days: int
    other_days: int
    minutes_a_day: int
    casework_percent: int
    minutes_a_year: float
    minutes: float
    source: str | None

    @classmethod
    def of(cls, part: Part) -> "PartView":
        """A part of a judge-year."""
        year = part.year
        return cls(
            from_on=part.from_on,
            to_on=part.to_on,
            level=year.level or None,
            valid_from=year.valid_from,
            working_days=year.working_days,
            leave_days=year.leave_days,
            other_days=year.other_days,
            minutes_a_day=year.minutes_a_day,
            casework_percent=year.casework_percent,
            minutes_a_year=rounded(year.minutes),
            minutes=rounded(part.minutes),
            source=year.source,
        )


class JudgeView(View):
    """A judge over the period; `person_id` is null for what nobody has."""

    person_id: UUID | None
    cases: int
    minutes: int
    in_post: float = Field(description="In full-time judges over the whole period")
    away: float = Field(description="Part of the time in post in which the judge was absent, 0 to 1")
    time_for_cases: float = Field(description="Minutes that the judge has for cases, by share and days in post")
    of_norm: float | None = Field(description="minutes / time_for_cases; 1 is what a judge has time for")
    hearings: int
    minutes_held: int

    @classmethod
    def of(cls, judge: OfJudge, minutes_a_judge: Fraction) -> "JudgeView":
        """A judge, against what a judge has time for."""
        time = judge.in_post * minutes_a_judge
        return cls(
            person_id=judge.person_id,
            cases=judge.load.cases,
            minutes=judge.load.minutes,
            in_post=rounded(judge.in_post),
            away=rounded(judge.away),
            time_for_cases=rounded(time),
            of_norm=rounded(judge.load.minutes / time) if time else None,
            hearings=judge.hearings,
            minutes_held=judge.minutes_held,
        )


class CourtView(View):
    """One court: what came, by kind; who had it; what a judge has time for."""

    court_id: str
    from_on: date = Field(serialization_alias="from")
    to_on: date = Field(serialization_alias="to")
    cases: int | None
    minutes: int | None
    unweighed: int | None
    unknown: int | None = Field(description="Cases, whenever they came, of which scheduling has not said what they are")
    posts: float | None
    in_post: float | None
    present: float | None
    needed: float | None
    minutes_a_judge: float
    judge_year: list[PartView]
    kinds: list[KindView]
    judges: list[JudgeView]

    @classmethod
    def of(cls, known: OfCourt, period: Period) -> "CourtView":
        """All of it."""
        load, staff, minutes = known.load, known.staff, known.minutes_a_judge
        return cls(
            court_id=known.court.court_id,
            from_on=period.from_on,
            to_on=period.to_on,
            cases=load.cases,
            minutes=load.minutes,
            unweighed=load.unweighed,
            unknown=known.unknown,
            posts=rounded_or_none(staff.posts),
            in_post=rounded(staff.in_post),
            present=rounded(staff.present),
            needed=rounded(load.minutes / minutes) if minutes else None,
            minutes_a_judge=rounded(minutes),
            judge_year=[PartView.of(part) for part in known.year],
            kinds=KindView.all_of(load),
            judges=[JudgeView.of(judge, minutes) for judge in known.judges],
        )

    def about(self, judge: OfJudge | None, minutes_a_judge: Fraction) -> "CourtView":
        """What one judge may see of it: what is about that judge, and what a judge has time for."""
        hidden: Mapping[str, None] = dict.fromkeys(
            ("cases", "minutes", "unweighed", "unknown", "posts", "in_post", "present", "needed")
        )
        judges = [JudgeView.of(judge, minutes_a_judge)] if judge else []
        return self.model_copy(
            update={**hidden, "kinds": KindView.all_of(judge.load) if judge else [], "judges": judges}
        )
