"""Whatever happens in whatever order: nobody is in two places, no version is missing, every request is answered."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, consumes, precondition, rule
from tarazy_scheduling.domain.allocation.foreseeing import foresee
from tarazy_scheduling.domain.allocation.selecting import planned, select
from tarazy_scheduling.domain.commands import (
    ApproveAbsence,
    ByHand,
    CancelAbsence,
    ChangeCalendar,
    ChangePost,
    CloseCase,
    CloseRoom,
    ConcludeHearing,
    DeclareUnavailability,
    DrawByHand,
    FixByHand,
    GrantRecusal,
    KeepRoom,
    PassTime,
    Put,
    PutByHand,
    Reallocate,
    RegisterCase,
    Reinstate,
    RequestHearing,
    Seen,
    Suspend,
    UpdateCase,
    VacateByHand,
    WithdrawHearing,
    WithdrawUnavailability,
)
from tarazy_scheduling.domain.deciding.previewing import preview
from tarazy_scheduling.domain.model.means import Absence, Unavailability
from tarazy_scheduling.domain.model.wanted import Wanted
from tarazy_scheduling.domain.outcome import Applied, Dead

from tests.unit.scheduling.domain.audited_court import ADVOCATES, CASES, AuditedCourt
from tests.unit.scheduling.domain.courts import ALMATY, a_case, a_post, a_room, an_id

DAYS = st.integers(0, 9)
NOTICES = st.sampled_from([None, 0, 0, 1])
MINUTES = st.sampled_from([30, 60, 90, 120, 240, 300, 540])
PRIORITIES = st.sampled_from(["normal", "normal", "urgent", "custody", "low"])
KINDS = st.sampled_from(["main", "continued", "custody_review"])
ADVOCATE = st.sampled_from([None, *ADVOCATES, ADVOCATES[0]])
HEARINGS = Bundle("hearings")
ABSENCES = Bundle("absences")
UNAVAILABILITIES = Bundle("unavailabilities")


class Courts(AuditedCourt):
    """Everything that may happen in a court."""

    @rule(target=CASES, advocate=ADVOCATE)
    def a_case_comes_in(self, advocate: UUID | None) -> UUID:
        name = self._name("case")
        self.truth.parties[an_id(name)] = self._parties(name, advocate)
        self._does(RegisterCase(a_case(name, parties=self.truth.parties[an_id(name)])))
        return an_id(name)

    @rule(case_id=CASES, advocate=ADVOCATE)
    def parties_change(self, case_id: UUID, advocate: UUID | None) -> None:
        case = self.world.court.cases[case_id]
        if not case.closed_at:
            self.truth.parties[case_id] = self._parties(self._name("joining"), advocate)
        self._does(UpdateCase(case_id, case.version + 1, parties=self._parties_of(case_id)))

    @rule(case_id=consumes(CASES))
    def a_case_is_closed(self, case_id: UUID) -> None:
        self._does(CloseCase(case_id, self.world.now, "resolved"))

    @rule(case_id=CASES, judge=st.integers(1, 2))
    def a_judge_is_recused(self, case_id: UUID, judge: int) -> None:
        self._does(GrantRecusal(case_id, an_id(f"judge{judge}")))

    @rule(case_id=CASES)
    def a_case_is_drawn_by_hand(self, case_id: UUID) -> None:
        version = self.world.court.cases[case_id].allocation_version
        before = len(self.world.told)
        outcome = self.world.hears(DrawByHand(case_id, version, "The docket is too full", an_id("clerk1")))
        assert isinstance(outcome, Applied | Dead), outcome
        self.audit.reads(self.world.told[before:], self.world.now)
        again = self.world.hears(DrawByHand(case_id, version, "The docket is too full", an_id("clerk1")))
        assert isinstance(again, Dead), "the same order again draws nothing"

    @rule(judge=st.integers(1, 2), part_heard_too=st.booleans())
    def a_judges_cases_are_reallocated(self, judge: int, part_heard_too: bool) -> None:
        court, now, judge_id = self.world.court, self.world.now, an_id(f"judge{judge}")
        selected = select(court, judge_id, "all", (), now)
        plan = planned(court, judge_id, selected, now)
        before_court, before = court.balances.copy(), len(self.world.told)
        outlook = foresee(court, judge_id, [one for one in selected if one.stays is None], now)
        assert (court.balances, len(self.world.told)) == (before_court, before), "looking ahead changes nothing"
        assert sum(share.cases for share in outlook.shares) == len(plan.moving)
        assert sum(one.number for one in outlook.hearings.values()) == outlook.standing
        part_heard = frozenset(one.case_id for one in plan.moving if one.is_part_heard and part_heard_too)
        command = Reallocate(an_id("r"), plan, "by_hand", part_heard, "The judge leaves", an_id("clerk1"))
        outcome = self.world.hears(command)
        assert isinstance(outcome, Applied | Dead), outcome
        self.audit.reads(self.world.told[before:], now)
        stay = {one.case_id for one in plan.moving if one.is_part_heard} - part_heard
        for one in plan.moving if isinstance(outcome, Applied) else ():
            assert (court.cases[one.case_id].judge_id == judge_id) == (one.case_id in stay)

    @rule(
        target=HEARINGS, case_id=CASES, minutes=MINUTES, first=DAYS, days=DAYS, priority=PRIORITIES, kind=KINDS,
        hour=st.none() | st.integers(9, 17), notice=NOTICES,
    )  # fmt: skip
    def a_hearing_is_requested(
        self,
        case_id: UUID,
        minutes: int,
        first: int,
        days: int,
        priority: Any,
        kind: str,
        hour: int | None,
        notice: int | None,
    ) -> UUID:
        hearing_id = an_id(self._name("hearing"))
        self._requests(hearing_id, case_id, self._request(1, minutes, first, days, priority, kind, hour, notice))
        return hearing_id

    @rule(hearing_id=HEARINGS, minutes=MINUTES, first=DAYS, days=DAYS, priority=PRIORITIES, notice=NOTICES)
    def a_hearing_is_requested_anew(
        self, hearing_id: UUID, minutes: int, first: int, days: int, priority: Any, notice: int | None
    ) -> None:
        hearing = self.world.court.hearings[hearing_id]
        version = hearing.request.request_version + 1
        request = self._request(version, minutes, first, days, priority, "main", None, notice)
        if self._is_over(hearing):
            assert self._does(RequestHearing(hearing_id, hearing.case_id, request)) == ["hearing_over"]
        else:
            self._requests(hearing_id, hearing.case_id, request)

    @rule(
        target=HEARINGS, case_id=CASES, to=HEARINGS, link=st.sampled_from(["before", "after", "same_day"]),
        minutes=MINUTES, first=DAYS,
    )  # fmt: skip
    def a_linked_hearing_is_requested(self, case_id: UUID, to: UUID, link: Any, minutes: int, first: int) -> UUID:
        hearing_id = an_id(self._name("hearing"))
        request = self._request(1, minutes, first, 9, "normal", "continued", None, 0)
        self._requests(hearing_id, case_id, replace(request, link=link, linked_hearing_id=to))
        return hearing_id

    @rule(hearing_id=HEARINGS, to=HEARINGS, link=st.sampled_from(["before", "after", "same_day"]))
    def a_hearing_is_linked(self, hearing_id: UUID, to: UUID, link: Any) -> None:
        hearing = self.world.court.hearings[hearing_id]
        if not self._is_over(hearing):
            version = hearing.request.request_version + 1
            request = replace(hearing.request, request_version=version, link=link, linked_hearing_id=to)
            self._requests(hearing_id, hearing.case_id, request)

    @rule(hearing_id=HEARINGS, days=st.integers(1, 9), hour=st.sampled_from([9, 10, 11, 14, 15, 16]))
    def a_person_moves_a_hearing(self, hearing_id: UUID, days: int, hour: int) -> None:
        hearing, day = self.world.court.hearings[hearing_id], self._today() + timedelta(days=days)
        start = datetime(day.year, day.month, day.day, hour, tzinfo=ALMATY)
        order = PutByHand((Put(Seen(hearing_id, hearing.case_id, hearing.version), Wanted.at(start)),))
        self.audit.moving = hearing_id
        self._orders(order)
        self.audit.moving = None

    @rule(hearing_id=HEARINGS, is_fixed=st.booleans())
    def a_person_fixes_a_hearing(self, hearing_id: UUID, is_fixed: bool) -> None:
        hearing = self.world.court.hearings[hearing_id]
        self._orders(FixByHand(Seen(hearing_id, hearing.case_id, hearing.version), is_fixed))

    @rule(hearing_id=HEARINGS)
    def a_person_vacates_a_hearing(self, hearing_id: UUID) -> None:
        hearing = self.world.court.hearings[hearing_id]
        self._orders(VacateByHand(Seen(hearing_id, hearing.case_id, hearing.version)))

    def _orders(self, order: ByHand) -> None:
        """What is foreseen of an order changes nothing, and is what then happens."""
        court, now, before = self.world.court, self.world.now, len(self.world.told)
        stood = dict(court.hearings)
        foreseen = preview(court, order, now)
        assert court.hearings == stood, "looking ahead changes nothing"
        outcome = self.world.hears(order)
        assert type(outcome) is type(foreseen.outcome)
        self.audit.reads(self.world.told[before:], now)
        if isinstance(outcome, Dead):
            assert (court.hearings, len(self.world.told)) == (stood, before)
        becomes = {one.hearing.hearing_id: one.hearing for one in foreseen.consequences}
        assert becomes == {hearing_id: court.hearings[hearing_id] for hearing_id in becomes}

    @rule(hearing_id=HEARINGS)
    def a_hearing_is_withdrawn(self, hearing_id: UUID) -> None:
        self._does(WithdrawHearing(hearing_id, self.truth.case_of[hearing_id]))

    @rule(hearing_id=HEARINGS, outcome=st.sampled_from(["held", "adjourned", "not_held"]), first=DAYS)
    def a_hearing_is_concluded(self, hearing_id: UUID, outcome: Any, first: int) -> None:
        case_id, now = self.truth.case_of[hearing_id], self.world.now
        following = RequestHearing(
            an_id(self._name("hearing")), case_id, self._request(1, 60, first, 5, "normal", "continued", None, 0)
        )
        self.truth.requests[following.hearing_id] = following.request
        self.truth.case_of[following.hearing_id] = case_id
        started, ended = now - timedelta(hours=2), now - timedelta(hours=1)
        before = len(self.world.told)
        refused = self._does(ConcludeHearing(hearing_id, case_id, outcome, started, ended, None, following))
        if not refused:
            self.audit.checks_answer(following.hearing_id, 1, self.world.told[before:])

    @rule(target=ABSENCES, who=st.sampled_from(["judge1", "judge2", "clerk1"]), first=DAYS, days=st.integers(1, 6))
    def an_absence_is_approved(self, who: str, first: int, days: int) -> UUID:
        absence_id = an_id(self._name("absence"))
        starts = self.world.now + timedelta(days=first)
        ends = starts + timedelta(days=days)
        self.truth.away[absence_id] = (an_id(who), starts, ends)
        self._does(ApproveAbsence(Absence(absence_id, "almaty-1", an_id(who), "leave", starts, ends)))
        return absence_id

    @rule(absence_id=consumes(ABSENCES))
    def an_absence_is_cancelled(self, absence_id: UUID) -> None:
        who, starts, ends = self.truth.away.pop(absence_id)
        self._does(CancelAbsence(Absence(absence_id, "almaty-1", who, "leave", starts, ends)))

    @rule(target=UNAVAILABILITIES, kind=st.sampled_from(["advocate", "room", "party"]), first=DAYS, days=DAYS, at=CASES)
    def somebody_or_a_room_cannot_be_had(self, kind: str, first: int, days: int, at: UUID) -> UUID | None:
        starts = self.world.now + timedelta(days=first)
        ends = starts + timedelta(days=days, hours=5)
        one = an_id(self._name("unavailability"))
        who: tuple[Any, UUID] = ("room", an_id("room1"))
        if kind == "advocate" and ADVOCATES[0] in self.world.court.known_people:
            who = ("person", ADVOCATES[0])
        elif kind == "party":
            who = ("party", self._parties_of(at)[0].party_id)
        self.truth.away[one] = (who[1], starts, ends)
        self._does(DeclareUnavailability(Unavailability(one, "almaty-1", *who, starts, ends)))
        return one

    @rule(one=consumes(UNAVAILABILITIES))
    def they_can_be_had_after_all(self, one: UUID) -> None:
        self.truth.away.pop(one, None)
        self._does(WithdrawUnavailability(one))

    @precondition(lambda self: an_id("judge1") not in self.truth.suspended)
    @rule()
    def a_judge_is_suspended(self) -> None:
        self.truth.suspended.add(an_id("judge1"))
        self._does(Suspend(an_id("judge1"), self._today()))

    @precondition(lambda self: an_id("judge1") in self.truth.suspended)
    @rule()
    def a_judge_is_reinstated(self) -> None:
        self.truth.suspended.discard(an_id("judge1"))
        self._does(Reinstate(an_id("judge1"), self._today()))

    @precondition(lambda self: an_id("judge2") not in self.truth.last_day)
    @rule()
    def a_judge_leaves_and_another_comes(self) -> None:
        last = self._today() - timedelta(days=1)
        self.truth.last_day[an_id("judge2")] = last
        self._does(ChangePost(a_post("judge", 2, version=2, to_on=last, is_separated=True)))
        self.truth.judges.add(an_id("judge3"))
        self._does(ChangePost(a_post("judge", 3)))

    @precondition(lambda self: an_id("room3") not in self.truth.rooms)
    @rule()
    def a_room_is_closed_and_another_opened(self) -> None:
        self.truth.away[an_id("closing")] = (an_id("room2"), self.world.now, self.world.now + timedelta(days=999))
        self._does(CloseRoom(an_id("room2"), self.world.now))
        self.truth.rooms[an_id("room3")] = frozenset()
        self._does(KeepRoom(a_room(3)))

    @rule(first=DAYS)
    def a_day_is_closed_or_opened(self, first: int) -> None:
        day = self._today() + timedelta(days=first + 1)
        self.truth.closed_days ^= {day}
        calendar = replace(self.world.court.calendar, closed=frozenset(self.truth.closed_days))
        self._does(ChangeCalendar(calendar, day, day))

    @rule(hours=st.integers(1, 60))
    def time_passes(self, hours: int) -> None:
        self.world.now += timedelta(hours=hours)
        self._does(PassTime())


TestLaws = Courts.TestCase
TestLaws.settings = settings(max_examples=60, stateful_step_count=40)
