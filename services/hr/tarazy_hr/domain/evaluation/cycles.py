"""Which evaluations of a judge come by themselves, and when: after the first year, then every so many months."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import count, takewhile
from typing import Literal
from uuid import NAMESPACE_URL, UUID, uuid5

from tarazy_shared.terms import plus_months

from tarazy_hr.domain.evaluation.rules import CycleKind, EvaluationRules

State = Literal["ahead", "due", "away", "running", "earlier"]
"""`due`: it opens with the next look; `away`: once the judge is back; `running`: once another evaluation is over;
`earlier`: its day had come when HR first knew the judge, so it is for people to open."""


@dataclass(frozen=True, slots=True)
class Cycle:
    """One evaluation that the rules ask for: of [from_on, due_on), opened on `due_on`."""

    kind: CycleKind
    from_on: date
    due_on: date

    @property
    def last_on(self) -> date:
        """Of the period."""
        return self.due_on - timedelta(days=1)

    def evaluation_id(self, court_id: str, judge: UUID) -> UUID:
        """The same for the same cycle, so that nobody is opened twice."""
        return uuid5(NAMESPACE_URL, f"tarazy:{court_id}:evaluation:{judge}:{self.kind}:{self.due_on}")


@dataclass(frozen=True, slots=True)
class Serving:
    """A judge in post, as far as cycles go by it."""

    judge: UUID
    served_from: date
    """First day of the unbroken time as a judge, in whichever courts."""
    last_on: date | None
    """Last day in post here; None: open."""
    known_on: date
    """The day on which HR first recorded an appointment of theirs."""
    evaluated_to: date | None = None
    """End of the last period of a first-year or periodic evaluation that was not abandoned."""
    running: UUID | None = None
    """An evaluation that is not over."""
    opened: frozenset[UUID] = frozenset()
    """All evaluations that were ever opened, abandoned ones too."""
    back_on: date | None = None
    """Away for long: the first day back; `date.max` where nobody knows it."""


@dataclass(frozen=True, slots=True)
class Coming:
    """A cycle of a judge, and what stands between them."""

    judge: UUID
    cycle: Cycle
    state: State
    back_on: date | None = None


def cycles(serving: Serving, rules: EvaluationRules) -> Iterator[Cycle]:
    """What the rules ask for, without end: from the last evaluation on, else from the first day as a judge."""
    since = serving.evaluated_to
    if since is None:
        since = plus_months(serving.served_from, rules.first_after_months)
        yield Cycle("first_year", serving.served_from, since)
    for number in count():
        # Each is counted from where the row starts: the last day of February must not pull all others down to 28.
        due_on = plus_months(since, (number + 1) * rules.every_months)
        yield Cycle("periodic", plus_months(since, number * rules.every_months), due_on)
        if due_on == date.max:
            return


def coming(court_id: str, serving: Serving, rules: EvaluationRules, today: date, until: date) -> list[Coming]:
    """What of a judge is to be opened now, and what comes until a day (inclusive). Of several that were missed, while
    nobody looked or the judge was away, only the last is opened."""
    asked = list(takewhile(lambda one: one.due_on <= until, cycles(serving, rules)))
    passed = [one for one in asked if one.due_on <= today][-1:]
    found = []
    for cycle in (*passed, *(one for one in asked if one.due_on > today)):
        if cycle.evaluation_id(court_id, serving.judge) in serving.opened:
            continue
        if serving.last_on is not None and serving.last_on < cycle.due_on:
            continue
        found.append(Coming(serving.judge, cycle, _state(serving, cycle, today), serving.back_on))
    return found


def _state(serving: Serving, cycle: Cycle, today: date) -> State:
    if cycle.due_on <= serving.known_on:
        return "earlier"
    if serving.back_on is not None and serving.back_on > max(today, cycle.due_on):
        return "away"
    if cycle.due_on > today:
        return "ahead"
    return "running" if serving.running is not None else "due"
