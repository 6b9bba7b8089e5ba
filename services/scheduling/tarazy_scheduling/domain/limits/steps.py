"""How a day was computed: step after step, each with what it came to."""

from dataclasses import dataclass
from datetime import date
from typing import Literal
from uuid import UUID

from tarazy_scheduling.domain.model.limits import Rule

StepCode = Literal[
    "runs_from",  # `on`: the trigger's day
    "has_not_begun",  # the trigger's day is not known
    "ends",  # `on`: the last day as the rule has it
    "stood_still",  # `from_on` until the day before `until_on`; `on`: the last day after that
    "stands_still",  # since `from_on`, without an end
    "extended",  # `on`: the last day of the longer term, by `ruling_id`
    "rolled_over",  # `from_on` is a day off; `on`: the next working day
    "ends_on_day_off",  # `on` is one, and the rule does not move it
    "first_day",  # `on`: the first day that leaves the notice
]


@dataclass(frozen=True, slots=True)
class Step:
    """One step. Days that it says nothing of are None."""

    code: StepCode
    on: date | None = None
    from_on: date | None = None
    until_on: date | None = None
    days: int | None = None
    """How many days a term stood still."""
    ruling_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class Computation:
    """What one rule comes to for a hearing."""

    rule: Rule
    on: date | None
    """The last lawful day, or the first day with notice; None for a term that does not run."""
    steps: tuple[Step, ...]
    gives_way_to: str | None = None
    """The rule that goes before this one."""

    @property
    def counts(self) -> bool:
        """Whether hearings are held to it."""
        return self.rule.binding and self.gives_way_to is None


@dataclass(frozen=True, slots=True)
class Limits:
    """Between which days a hearing may sit, and by which rules."""

    first_on: date
    """The first day that leaves the notice, if people are told today."""
    notice_by: str | None
    """The rule; None where no rule asks for notice, or the request itself says how much."""
    latest_on: date | None
    """The last lawful day; None where no rule sets one, or the term stands still."""
    latest_by: str | None
    asked_days: int | None = None
    """Working days of notice that the request itself asks for: no rule counts then."""
    computations: tuple[Computation, ...] = ()


@dataclass(frozen=True, slots=True)
class LimitsAsked:
    """Limits, by which records and on which day they were computed."""

    by: tuple[object, ...]
    today: date
    limits: Limits
