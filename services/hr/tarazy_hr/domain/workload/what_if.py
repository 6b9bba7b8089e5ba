"""What if: the same figures with more judges, another weight, a category moved, somebody away. Nothing is stored."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction

from tarazy_hr.domain.refusal import Refusal, unknown, wrong
from tarazy_hr.domain.workload.load import Arrivals, loads
from tarazy_hr.domain.workload.need import NOBODY, Basis, Figures, Staff, figures
from tarazy_hr.domain.workload.weights import Kind, Weights


@dataclass(frozen=True, slots=True)
class Country:
    """Everything that the figures of a period follow from."""

    courts: tuple[str, ...]
    arrivals: tuple[Arrivals, ...]
    weights: Weights
    staff: dict[str, Staff]
    minutes_a_judge: dict[str, Fraction]

    def figures(self, basis: Basis = "posts", reweighed: Sequence["Reweigh"] = ()) -> tuple[Figures, ...]:
        """What they are; of several changes to one weight the last one counts."""

        def weigh(court_id: str, kind: Kind, day: date) -> int | None:
            for one in reversed(reweighed):
                if one.is_about(court_id, kind):
                    return one.minutes
            return self.weights.on(court_id, kind, day)

        of_courts = loads(self.arrivals, weigh if reweighed else self.weights.on)
        return figures(self.courts, of_courts, self.staff, self.minutes_a_judge, basis)


@dataclass(frozen=True, slots=True)
class AddJudges:
    """So many full-time judges more in a court, in posts of their own; fewer below zero."""

    court_id: str
    judges: Fraction


@dataclass(frozen=True, slots=True)
class Away:
    """So many full-time judges away for the whole period."""

    court_id: str
    judges: Fraction


@dataclass(frozen=True, slots=True)
class Reweigh:
    """Cases of a category weigh so much over the whole period."""

    category: str
    minutes: int
    instance: str | None = None
    """None: of any instance."""
    court_id: str | None = None
    """None: in all courts."""

    def is_about(self, court_id: str, kind: Kind) -> bool:
        """Whether it says what such a case of the court weighs."""
        return self.category == kind[0] and self.instance in (None, kind[1]) and self.court_id in (None, court_id)


@dataclass(frozen=True, slots=True)
class MoveCategory:
    """All cases of a category go to another court."""

    category: str
    from_court: str
    to_court: str


Change = AddJudges | Away | Reweigh | MoveCategory


def imagine(country: Country, changes: Sequence[Change], basis: Basis = "posts") -> tuple[Figures, ...] | Refusal:
    """The figures after the changes. Weighs after moving: moved cases weigh what they weigh in their new court."""
    reweighed = [change for change in changes if isinstance(change, Reweigh)]
    for number, change in enumerate(changes):
        if refused := _refuse(country, f"changes[{number}]", change):
            return refused
        if isinstance(change, MoveCategory):
            country = replace(country, arrivals=_moved(country.arrivals, change))
        elif isinstance(change, AddJudges | Away):
            staff = _staffed(country.staff.get(change.court_id, NOBODY), change)
            if min(staff.in_post, staff.present, staff.posts or 0) < 0:
                return wrong(f"changes[{number}].judges", "fewer_than_none", court=change.court_id)
            country = replace(country, staff=country.staff | {change.court_id: staff})
    return country.figures(basis, reweighed)


def _refuse(country: Country, where: str, change: Change) -> Refusal | None:
    named = {
        "from_court": getattr(change, "from_court", None),
        "to_court": getattr(change, "to_court", None),
        "court_id": getattr(change, "court_id", None),
    }
    for field, court_id in named.items():
        if court_id is not None and court_id not in country.courts:
            return unknown(f"{where}.{field}", "unknown_court", court_id)
    return None


def _moved(arrivals: Sequence[Arrivals], change: MoveCategory) -> tuple[Arrivals, ...]:
    return tuple(
        replace(one, court_id=change.to_court)
        if one.court_id == change.from_court and one.kind[0] == change.category
        else one
        for one in arrivals
    )


def _staffed(staff: Staff, change: AddJudges | Away) -> Staff:
    if isinstance(change, Away):
        return replace(staff, present=staff.present - change.judges)
    posts = None if staff.posts is None else staff.posts + change.judges
    return Staff(posts, staff.in_post + change.judges, staff.present + change.judges)
