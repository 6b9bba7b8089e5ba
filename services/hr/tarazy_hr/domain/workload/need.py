"""How many judges the work takes: shared out by the load, and by what a judge has time for. Exact fractions."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from tarazy_hr.domain.workload.load import Load

Basis = Literal["posts", "in_post"]
"""Which judges are shared out: those that courts should have, or those that they have."""


@dataclass(frozen=True, slots=True)
class Staff:
    """Judges of a court over a period, in full-time judges: the mean over its days."""

    posts: Fraction | None
    """Of the establishment; None where the court's staffing table names no judge's post."""
    in_post: Fraction
    """By full-time share and days in post."""
    present: Fraction
    """The same without approved absences."""

    def shared_out(self, basis: Basis) -> Fraction:
        """What the court puts into the sum that is shared out; judges in post where no posts are known."""
        return self.in_post if basis == "in_post" or self.posts is None else self.posts


NOBODY = Staff(None, Fraction(0), Fraction(0))


@dataclass(frozen=True, slots=True)
class Figures:
    """One court: what came, who is there, how many that takes."""

    court_id: str
    load: Load
    staff: Staff
    minutes_a_judge: Fraction
    """What one full-time judge has for cases in the period; 0 where no judge-year value holds."""
    fair: Fraction | None
    """J* = L / ΣL x ΣJ; None while no court has any load."""

    @property
    def needed(self) -> Fraction | None:
        """L over what a judge has time for; None where no judge-year value holds."""
        return Fraction(self.load.minutes) / self.minutes_a_judge if self.minutes_a_judge else None


@dataclass(frozen=True, slots=True)
class Totals:
    """All courts together."""

    minutes: int
    cases: int
    unweighed: int
    posts: Fraction
    """Of the courts whose posts are known."""
    in_post: Fraction
    present: Fraction
    shared_out: Fraction
    """ΣJ."""
    needed: Fraction


def figures(
    courts: Iterable[str],
    loads: Mapping[str, Load],
    staff: Mapping[str, Staff],
    minutes_a_judge: Mapping[str, Fraction],
    basis: Basis = "posts",
) -> tuple[Figures, ...]:
    """Figures of each court, in the order given. The sum of what is fair is the sum of what is shared out."""
    ids = list(courts)
    of_court = {court_id: staff.get(court_id, NOBODY) for court_id in ids}
    fair = fair_shares(
        {court_id: loads[court_id].minutes for court_id in ids if court_id in loads},
        sum((one.shared_out(basis) for one in of_court.values()), Fraction(0)),
    )
    return tuple(
        Figures(
            court_id,
            loads.get(court_id) or Load(),
            of_court[court_id],
            minutes_a_judge.get(court_id, Fraction(0)),
            None if fair is None else fair.get(court_id, Fraction(0)),
        )
        for court_id in ids
    )


def fair_shares(minutes: Mapping[str, int], judges: Fraction) -> dict[str, Fraction] | None:
    """`judges` shared out by load: J*_k = L_k / ΣL x ΣJ. None while there is no load at all."""
    total = sum(minutes.values())
    if not total:
        return None
    return {court_id: Fraction(of_court, total) * judges for court_id, of_court in minutes.items()}


def totals(of_courts: Iterable[Figures], basis: Basis = "posts") -> Totals:
    """The courts' figures added up."""
    all_of_them = list(of_courts)
    return Totals(
        sum(one.load.minutes for one in all_of_them),
        sum(one.load.cases for one in all_of_them),
        sum(one.load.unweighed for one in all_of_them),
        sum((one.staff.posts or Fraction(0) for one in all_of_them), Fraction(0)),
        sum((one.staff.in_post for one in all_of_them), Fraction(0)),
        sum((one.staff.present for one in all_of_them), Fraction(0)),
        sum((one.staff.shared_out(basis) for one in all_of_them), Fraction(0)),
        sum((one.needed or Fraction(0) for one in all_of_them), Fraction(0)),
    )
