"""A small, crowded court on trial: what is done in it is audited, and what always holds is looked at each time."""

from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from hypothesis.stateful import Bundle, RuleBasedStateMachine, initialize, invariant, multiple
from tarazy_scheduling.domain import facts
from tarazy_scheduling.domain.commands import Command, RegisterCase, RequestHearing
from tarazy_scheduling.domain.model.calendar import Calendar
from tarazy_scheduling.domain.model.case import Party
from tarazy_scheduling.domain.model.hearing import Hearing, Request
from tarazy_scheduling.domain.outcome import Applied
from tarazy_scheduling.verify_draws import check

from tests.unit.scheduling.domain.audit import Audit, Truth
from tests.unit.scheduling.domain.courts import ALMATY, NOTICE, World, a_case, a_party, an_id, draws
from tests.unit.scheduling.exports import exported, lines

SLOT = 60
ADVOCATES = [an_id("advocate1"), an_id("advocate2")]
CASES = Bundle("cases")


class AuditedCourt(RuleBasedStateMachine):
    """Slots of an hour, so that everything soon gets in everything's way."""

    @initialize(target=CASES)
    def opens(self) -> Any:
        """With two cases of two judges that share an advocate."""
        self.world = World(judges=2, rooms=2, clerks=2, calendar=Calendar(slot_minutes=SLOT))
        self.serial = 2
        self.truth = Truth(SLOT, NOTICE)
        self.truth.judges = {an_id("judge1"), an_id("judge2")}
        self.truth.clerks = {an_id("clerk1"), an_id("clerk2")}
        self.truth.rooms = {an_id("room1"): frozenset(), an_id("room2"): frozenset()}
        self.audit = Audit(self.truth)
        for name, not_by in (("case1", "judge2"), ("case2", "judge1")):
            parties = self._parties(name, ADVOCATES[0])
            self.truth.parties[an_id(name)] = parties
            self._does(RegisterCase(a_case(name, parties=parties, recused=frozenset({an_id(not_by)}))))
        return multiple(an_id("case1"), an_id("case2"))

    @invariant()
    def what_is_unlisted_has_no_place(self) -> None:
        if hasattr(self, "audit"):
            self.audit.finds_no_place_for_unlisted(self.world.now)

    @invariant()
    def what_stands_can_take_place(self) -> None:
        if hasattr(self, "audit"):
            self.audit.expects_nobody_who_is_away(self.world.now)

    @invariant()
    def what_is_linked_keeps_to_its_link(self) -> None:
        if hasattr(self, "audit"):
            self.audit.expects_links_to_be_kept(self.world.now)

    @invariant()
    def what_is_kept_is_what_was_told(self) -> None:
        if hasattr(self, "audit"):
            hearings = self.world.court.hearings.values()
            assert {one.hearing_id: one.placing for one in hearings if one.placing} == self.audit.standing
            assert {one.hearing_id for one in hearings if one.state == "unlisted"} == set(self.audit.unlisted)

    @invariant()
    def loads_and_credits_balance(self) -> None:
        if hasattr(self, "audit"):
            cases = self.world.court.cases.values()
            unheld = sum(case.weight_minutes for case in cases if case.judge_id is None)
            balances = self.world.court.balances.values()
            weights = sum(case.weight_minutes for case in cases)
            assert sum(balance.credit for balance in balances) == weights * 1_000_000, "each case is credited once"
            assert sum(balance.load for balance in balances) == (weights - unheld) * 1_000_000

    def teardown(self) -> None:
        """At the end the whole chain of draws is checked."""
        if not hasattr(self, "audit"):
            return
        check(lines(exported(draws(self.world))))

    def _does(self, command: Command) -> list[str]:
        """Decide and audit; returns why it was refused."""
        before = len(self.world.told)
        outcome = self.world.hears(command)
        assert isinstance(outcome, Applied), outcome
        told = self.world.told[before:]
        self.audit.reads(told, self.world.now)
        return [reason.code for one in told if isinstance(one, facts.EventRefused) for reason in one.reasons]

    def _is_over(self, hearing: Hearing) -> bool:
        has_passed = hearing.placing is not None and hearing.placing.ends_at <= self.world.now
        return has_passed or hearing.state in ("held", "adjourned", "not_held")

    def _requests(self, hearing_id: UUID, case_id: UUID, request: Request) -> None:
        self.truth.requests[hearing_id] = request
        self.truth.case_of[hearing_id] = case_id
        before = len(self.world.told)
        self._does(RequestHearing(hearing_id, case_id, request))
        self.audit.checks_answer(hearing_id, request.request_version, self.world.told[before:])

    def _request(
        self,
        version: int,
        minutes: int,
        first: int,
        days: int,
        priority: Any,
        kind: str,
        hour: int | None,
        notice: int | None,
    ) -> Request:
        earliest = self._today() + timedelta(days=first)
        starts_at = None
        if hour is not None:
            starts_at = datetime(earliest.year, earliest.month, earliest.day, hour, tzinfo=ALMATY)
        return Request(
            request_version=version,
            hearing_type=kind,
            estimated_minutes=minutes,
            earliest_on=earliest,
            latest_on=earliest + timedelta(days=days),
            priority=priority,
            min_notice_days=notice,
            starts_at=starts_at,
        )

    def _parties(self, name: str, advocate: UUID | None) -> tuple[Party, ...]:
        parties: tuple[Party, ...] = (a_party(f"claimant of {name}"), a_party(f"defendant of {name}", "defendant"))
        if advocate:
            parties += (a_party(f"advocate of {name}", "representative", person_id=advocate),)
        return parties

    def _parties_of(self, case_id: UUID) -> tuple[Party, ...]:
        return self.truth.parties[case_id]

    def _today(self) -> date:
        return self.world.now.astimezone(ALMATY).date()

    def _name(self, kind: str) -> str:
        self.serial += 1
        return f"{kind}{self.serial}"
