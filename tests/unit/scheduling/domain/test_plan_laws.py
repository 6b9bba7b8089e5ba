"""A crowded court on trial in which plans are made, applied and taken back between everything else that happens."""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import initialize, rule
from tarazy_scheduling.domain.commands import (
    ApplyPlan,
    ApproveAbsence,
    CancelAbsence,
    RegisterCase,
    UndoPlan,
    WithdrawHearing,
)
from tarazy_scheduling.domain.facts import HearingRescheduled, HearingScheduled
from tarazy_scheduling.domain.model.means import Absence
from tarazy_scheduling.domain.model.planning import Move, Moved, PlanWish
from tarazy_scheduling.domain.outcome import Applied, Dead
from tarazy_scheduling.domain.plans.consequences import consequences_of
from tarazy_scheduling.domain.plans.instance import NothingToPlan, instance_of
from tarazy_scheduling.domain.plans.moves import moves_of
from tarazy_scheduling.domain.plans.state import state_of
from tarazy_scheduling.domain.plans.wish import earliest_of_plan
from tarazy_scheduling.planning.audit import audit
from tarazy_scheduling.planning.improving import improve
from tarazy_scheduling.planning.instance import instance_of as read
from tarazy_scheduling.planning.plan_file import plan_file

from tests.unit.scheduling.domain.audit import Audit
from tests.unit.scheduling.domain.audited_court import ADVOCATES, CASES, AuditedCourt
from tests.unit.scheduling.domain.courts import a_case, an_id, at


class AuditOfDecisions(Audit):
    """Where hearings change places in a round, somebody is in two places until the last of them is told."""

    is_within = False

    def reads(self, told: list[Any], now: datetime) -> None:
        self.is_within = True
        super().reads(told, now)
        self.is_within = False
        self._nobody_is_in_two_places()

    def _nobody_is_in_two_places(self) -> None:
        if not self.is_within:
            super()._nobody_is_in_two_places()


class PlannedCourt(AuditedCourt):
    """Hearings are asked for and withdrawn, people are away and back, and now and then everything is planned anew."""

    def __init__(self) -> None:
        super().__init__()
        self.away: list[Absence] = []
        self.last: tuple[Moved, ...] = ()

    @initialize(target=CASES)
    def opens(self) -> Any:
        cases = super().opens()
        self.audit = AuditOfDecisions(**vars(self.audit))
        return cases

    @rule(target=CASES, advocate=st.sampled_from([*ADVOCATES, None]))
    def registers_a_case(self, advocate: UUID | None) -> UUID:
        name = self._name("case")
        parties = self._parties(name, advocate)
        self.truth.parties[an_id(name)] = parties
        self._does(RegisterCase(a_case(name, parties=parties)))
        return an_id(name)

    @rule(
        case_id=CASES,
        minutes=st.lists(st.sampled_from([60, 120, 180, 240, 300]), min_size=1, max_size=4),
        first=st.integers(3, 10),
        days=st.integers(0, 16),
        priority=st.sampled_from(["normal", "normal", "custody"]),
        kind=st.sampled_from(["main", "judgment", "custody_review"]),
    )
    def asks_for_hearings(
        self, case_id: UUID, minutes: list[int], first: int, days: int, priority: Any, kind: str
    ) -> None:
        for length in minutes:
            request = self._request(1, length, first, days, priority, kind, None, None)
            self._requests(an_id(self._name("hearing")), case_id, request)

    @rule(
        case_id=CASES,
        minutes=st.lists(st.sampled_from([60, 120, 180, 240]), min_size=1, max_size=4),
        days=st.integers(8, 16),
    )
    def lists_late_while_all_judges_are_away(self, case_id: UUID, minutes: list[int], days: int) -> None:
        """And so makes work for a plan, since they come back."""
        self.somebody_is_away("judge1", 2, days)
        self.somebody_is_away("judge2", 2, days)
        self.asks_for_hearings(case_id, minutes, 5, 16, "normal", "judgment")
        while self.away:
            self.somebody_comes_after_all()

    @rule(data=st.data())
    def withdraws_a_hearing(self, data: st.DataObject) -> None:
        standing = [
            one for one in self.world.court.hearings.values() if one.state == "listed" and not self._is_over(one)
        ]
        if standing:
            hearing = data.draw(st.sampled_from(sorted(standing, key=lambda one: one.hearing_id)))
            self._does(WithdrawHearing(hearing.hearing_id, hearing.case_id))

    @rule(who=st.sampled_from(["judge1", "judge2", "clerk1"]), first=st.integers(2, 12), days=st.integers(1, 8))
    def somebody_is_away(self, who: str, first: int, days: int) -> None:
        starts_at = at(self._today() + timedelta(days=first), 0)
        absence = Absence(
            an_id(self._name("absence")), "almaty-1", an_id(who), "leave", starts_at, starts_at + timedelta(days=days)
        )
        self.truth.away[absence.absence_id] = absence.person_id, absence.starts_at, absence.ends_at
        self.away.append(absence)
        self._does(ApproveAbsence(absence))

    @rule()
    def somebody_comes_after_all(self) -> None:
        if self.away:
            absence = self.away.pop(0)
            del self.truth.away[absence.absence_id]
            self._does(CancelAbsence(absence))

    @rule(
        seed=st.integers(0, 1000),
        fence=st.integers(0, 6),
        penalty=st.sampled_from([0, 0, 6]),
        budget=st.sampled_from([None, 1, 5]),
    )
    def plans(self, seed: int, fence: int, penalty: int, budget: int | None) -> None:
        court, now = self.world.court, self.world.now
        first = earliest_of_plan(court, fence, now)
        wish = PlanWish(first, first + timedelta(days=30), fence, penalty, budget)
        before = dict(court.hearings)
        state = state_of(court, wish)
        try:
            drawn = instance_of(court, wish, now)
        except NothingToPlan:
            return
        instance = read(drawn.document)
        plan = plan_file(instance, improve(instance, seed, 60).places)
        assert audit(drawn.document, plan) == []
        moves = moves_of(court, drawn, plan["plan"], now)
        consequences_of(court, moves, now)
        assert court.hearings == before
        self._are_outside_the_fence(wish, moves)
        self._applies(wish, state, moves)

    def _are_outside_the_fence(self, wish: PlanWish, moves: tuple[Move, ...]) -> None:
        for move in moves:
            for placing in (move.before, move.after):
                assert placing is None or self.world.court.today(placing.starts_at) >= wish.begins_on
        told_again = [move for move in moves if move.before]
        assert wish.change_budget is None or len(told_again) <= wish.change_budget

    def _applies(self, wish: PlanWish, state: dict[str, str], moves: tuple[Move, ...]) -> None:
        told_before = len(self.world.told)
        outcome = self.world.hears(ApplyPlan(wish, state, moves, an_id("clerk1")))
        assert isinstance(outcome, Applied), outcome
        told = self.world.told[told_before:]
        self.audit.reads(told, self.world.now)
        versions: dict[UUID, int] = {}
        for fact in told:
            if isinstance(fact, HearingScheduled | HearingRescheduled):
                versions.setdefault(fact.hearing_id, fact.version)
        assert versions.keys() >= {move.hearing_id for move in moves}
        self.last = tuple(Moved(move, versions[move.hearing_id]) for move in moves)

    @rule()
    def takes_a_plan_back(self) -> None:
        before = dict(self.world.court.hearings)
        told_before = len(self.world.told)
        outcome = self.world.hears(UndoPlan(self.last, an_id("clerk1")))
        self.audit.reads(self.world.told[told_before:], self.world.now)
        if isinstance(outcome, Dead):
            assert self.world.court.hearings == before
            return
        assert isinstance(outcome, Applied)
        for one in self.last:
            if one.move.before:
                assert self.world.court.hearings[one.move.hearing_id].placing == one.move.before
        self.last = ()

    @rule(hours=st.integers(1, 30))
    def time_passes(self, hours: int) -> None:
        self.world.now += timedelta(hours=hours)


TestPlannedCourt = PlannedCourt.TestCase
TestPlannedCourt.settings = settings(max_examples=40, stateful_step_count=25, deadline=None)
