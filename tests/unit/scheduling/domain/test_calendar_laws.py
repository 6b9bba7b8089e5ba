"""Whatever is done in whatever order: an auditor who knows the rows alone finds nothing wrong, and what is asked for
gets the very place that trying everything finds."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, consumes, initialize, invariant, multiple, rule
from tarazy_scheduling.domain.commands import (
    ApproveAbsence,
    CancelAbsence,
    ChangeCalendar,
    CloseRoom,
    Command,
    ConcludeHearing,
    EndSessionBlock,
    KeepRoom,
    KeepSessionBlock,
    PassTime,
    PermitOverbooking,
    PlaceHold,
    PreferHalfDay,
    RegisterCase,
    ReleaseHold,
    RequestHearing,
    ReviewListing,
    WithdrawHearing,
    WithdrawOverbooking,
)
from tarazy_scheduling.domain.model.calendar import Calendar
from tarazy_scheduling.domain.model.hearing import Hearing, Request
from tarazy_scheduling.domain.model.hold import Hold
from tarazy_scheduling.domain.model.listing_rules import ListingRules, RuleBook
from tarazy_scheduling.domain.model.means import Absence
from tarazy_scheduling.domain.model.sessions import HalfDayPreference, Overbooking, SessionBlock
from tarazy_scheduling.domain.outcome import Applied, Dead

from tests.listing_audit.checking import violations
from tests.listing_audit.rows import Rows, Rules, Told
from tests.listing_audit.searching import Search, Sessions
from tests.unit.scheduling.domain.courts import ALMATY, World, a_case, a_party, a_room, an_id
from tests.unit.scheduling.domain.rows_of_a_court import rows_of, told

SLOT = 30
DAYS = st.integers(0, 6)
HALVES = st.sampled_from(["am", "pm"])
JUDGES = st.sampled_from(["judge1", "judge2"])
WEEKDAYS = st.sampled_from(["mon", "tue", "wed", "thu", "fri"])
CASES, HEARINGS, ABSENCES, HOLDS = Bundle("cases"), Bundle("hearings"), Bundle("absences"), Bundle("holds")
BLOCKS, PERMISSIONS = Bundle("blocks"), Bundle("permissions")
ASKED = st.tuples(
    st.sampled_from([30, 60, 60, 90, 150, 240, 300]), st.integers(0, 2), st.integers(0, 2),
    st.sampled_from(["main", "judgment", "custody_review"]), st.sampled_from([(), (), ("dock",)]),
    st.sampled_from([(), (), ("uz",)]), st.booleans(),
)  # fmt: skip
"""Minutes, first day from today, days that it may wait, type, features, languages, whether the parties stay away."""
ADVOCATE = a_party("advocate", "representative", person_id=an_id("an advocate"))
RULES = st.builds(
    ListingRules,
    changeover_minutes=st.sampled_from([0, 0, 20, 60]),
    travel_minutes=st.sampled_from([0, 0, 30, 45]),
    sitting_limit_minutes=st.sampled_from([None, None, 120, 240]),
)


class Calendars(RuleBasedStateMachine):
    """Two judges, three rooms in two buildings, two clerks: everything soon gets in everything's way."""

    @initialize(target=CASES, rules=RULES, overbooked=st.booleans())
    def opens(self, rules: ListingRules, overbooked: bool) -> Any:
        self.serial = 0
        self.entered: list[Rules] = []
        self.told: list[Told] = []
        self.world = World(judges=2, rooms=0, clerks=2, interpreters=("uz",), calendar=Calendar(slot_minutes=SLOT))
        for number, building in ((1, "North"), (2, "North"), (3, "South")):
            self.world.does(KeepRoom(a_room(number, *(["dock"] if number == 3 else []), building=building)))
        self._lay_down(rules)
        for day in range(5) if overbooked else ():
            self.overbooking_is_permitted("judge1", day, "am", 2)
        return multiple(self._registers(an_id("judge2")), self._registers(an_id("judge1")))

    def _registers(self, not_by: UUID) -> UUID:
        name = self._name("case")
        parties = (a_party(f"claimant of {name}"), ADVOCATE)
        self._does(RegisterCase(a_case(name, parties=parties, recused=frozenset({not_by}))))
        return an_id(name)

    @rule(target=CASES, other=JUDGES)
    def a_case_comes_in(self, other: str) -> UUID:
        return self._registers(an_id(other))

    @rule(target=HEARINGS, case_id=CASES, asked=st.lists(ASKED, min_size=1, max_size=5))
    def hearings_are_requested(self, case_id: UUID, asked: list[Any]) -> Any:
        return multiple(*(self._asks(case_id, *one) for one in asked))

    @rule(target=HEARINGS, case_id=CASES, other=CASES, asked=st.lists(ASKED, min_size=4, max_size=8))
    def many_hearings_are_requested(self, case_id: UUID, other: UUID, asked: list[Any]) -> Any:
        return multiple(*(self._asks((case_id, other)[n % 2], *one) for n, one in enumerate(asked)))

    @rule(target=HEARINGS, case_id=CASES, hold=HOLDS, minutes=st.sampled_from([30, 60, 120]))
    def a_hearing_is_requested_for_a_hold(self, case_id: UUID, hold: UUID, minutes: int) -> UUID:
        return self._asks(case_id, minutes, 0, 6, "main", (), (), True, hold)

    def _asks(
        self,
        case_id: UUID,
        minutes: int,
        first: int,
        days: int,
        kind: str,
        features: tuple[str, ...],
        languages: tuple[str, ...],
        alone: bool,
        hold: UUID | None = None,
    ) -> UUID:
        hearing_id, earliest = an_id(self._name("hearing")), self._today() + timedelta(days=first)
        request = Request(
            1, kind, minutes, earliest, earliest + timedelta(days=days), priority="urgent", hold_id=hold,
            room_features=frozenset(features), interpreter_languages=languages, attendee_ids=() if alone else None,
        )  # fmt: skip
        self._requests(hearing_id, case_id, request)
        return hearing_id

    @rule(hearing_id=HEARINGS, minutes=st.sampled_from([30, 60, 120]), days=DAYS)
    def a_hearing_is_requested_anew(self, hearing_id: UUID, minutes: int, days: int) -> None:
        known = self.world.court.hearings[hearing_id]
        version, last = known.request.request_version + 1, self._today() + timedelta(days=days)
        request = replace(known.request, request_version=version, estimated_minutes=minutes, latest_on=last)
        self._does(RequestHearing(hearing_id, known.case_id, request))

    @rule(target=HEARINGS, to=HEARINGS, link=st.sampled_from(["before", "after", "same_day"]), gap=st.integers(0, 1))
    def a_linked_hearing_is_requested(self, to: UUID, link: Any, gap: int) -> UUID:
        hearing_id, case_id = an_id(self._name("hearing")), self.world.court.hearings[to].case_id
        gaps: dict[str, Any] = {} if link == "same_day" else {"link_gap_days": gap, "link_gap_minutes": 90 * (1 - gap)}
        request = Request(
            1, "continued", 60, self._today(), self._today() + timedelta(days=6), priority="urgent",
            linked_hearing_id=to, link=link, **gaps,
        )  # fmt: skip
        self._does(RequestHearing(hearing_id, case_id, request))
        return hearing_id

    @rule(hearing_id=HEARINGS)
    def a_hearing_is_withdrawn(self, hearing_id: UUID) -> None:
        self._does(WithdrawHearing(hearing_id, self.world.court.hearings[hearing_id].case_id))

    @rule(hearing_id=HEARINGS, outcome=st.sampled_from(["held", "adjourned"]))
    def a_hearing_is_concluded(self, hearing_id: UUID, outcome: Any) -> None:
        started, ended = self.world.now - timedelta(hours=2), self.world.now - timedelta(hours=1)
        case_id = self.world.court.hearings[hearing_id].case_id
        self._does(ConcludeHearing(hearing_id, case_id, outcome, started, ended))

    @rule(target=ABSENCES, who=st.sampled_from(["judge1", "judge2", "clerk1"]), first=DAYS, days=st.integers(1, 3))
    def an_absence_is_approved(self, who: str, first: int, days: int) -> Absence:
        starts = self.world.now + timedelta(days=first)
        ends = starts + timedelta(days=days)
        absence = Absence(an_id(self._name("absence")), "almaty-1", an_id(who), "leave", starts, ends)
        self._does(ApproveAbsence(absence))
        return absence

    @rule(absence=consumes(ABSENCES))
    def an_absence_is_cancelled(self, absence: Absence) -> None:
        self._does(CancelAbsence(absence))

    @rule(number=st.integers(1, 3), reopens=st.booleans())
    def a_room_is_closed_or_opened(self, number: int, reopens: bool) -> None:
        room = self.world.court.rooms[an_id(f"room{number}")]
        self.world.hears(KeepRoom(room, reopens=True) if reopens else CloseRoom(room.room_id, self.world.now))
        self._hears_out()

    @rule(first=DAYS)
    def a_day_is_closed_or_opened(self, first: int) -> None:
        day, calendar = self._today() + timedelta(days=first + 1), self.world.court.calendar
        self._does(ChangeCalendar(replace(calendar, closed=calendar.closed ^ {day}), day, day))

    @rule(rules=RULES)
    def rules_change(self, rules: ListingRules) -> None:
        self._lay_down(rules)
        self._does(ReviewListing())

    @rule(
        target=HOLDS, judge=JUDGES, room=st.integers(1, 3), first=st.integers(1, 6), hour=st.sampled_from([9, 11, 14]),
        hours=st.integers(1, 3),
    )  # fmt: skip
    def a_time_is_held(self, judge: str, room: int, first: int, hour: int, hours: int) -> UUID:
        local = self.world.now.astimezone(ALMATY) + timedelta(days=first)
        starts = local.replace(hour=hour, minute=0, second=0)
        hold = Hold(
            an_id(self._name("hold")), starts, starts + timedelta(hours=hours), (an_id(judge),), an_id(f"room{room}"),
            an_id("clerk1"), "expected", self.world.now + timedelta(hours=20), self.world.now,
        )  # fmt: skip
        outcome = self.world.hears(PlaceHold(hold))
        assert isinstance(outcome, Applied | Dead)
        return hold.hold_id

    @rule(hold_id=consumes(HOLDS))
    def a_hold_is_released(self, hold_id: UUID) -> None:
        self.world.hears(ReleaseHold(hold_id))
        self._hears_out()

    @rule(judge=JUDGES, half=st.sampled_from(["am", "pm", None]), first=DAYS)
    def a_judge_prefers_half_a_day(self, judge: str, half: Any, first: int) -> None:
        self.world.hears(PreferHalfDay(HalfDayPreference(an_id(judge), self._today() + timedelta(days=first), half)))

    @rule(target=BLOCKS, of=st.sampled_from(["judge1", "room1"]), weekday=WEEKDAYS, half=HALVES, days=DAYS)
    def a_session_is_kept(self, of: str, weekday: str, half: Any, days: int) -> UUID:
        block = SessionBlock(
            an_id(self._name("block")), "room" if of.startswith("room") else "judge", an_id(of), weekday, half,
            frozenset({"judgment"}), frozenset(), days, self._today(),
        )  # fmt: skip
        self._does(KeepSessionBlock(block))
        return block.block_id

    @rule(block_id=consumes(BLOCKS))
    def a_session_is_everybody_s_again(self, block_id: UUID) -> None:
        self._does(EndSessionBlock(block_id))

    @rule(target=PERMISSIONS, judge=JUDGES, first=DAYS, half=HALVES, hearings=st.integers(1, 2))
    def overbooking_is_permitted(self, judge: str, first: int, half: Any, hearings: int) -> UUID:
        day, key = self._today() + timedelta(days=first), an_id(self._name("permission"))
        one = Overbooking(key, an_id(judge), day, half, hearings, an_id("clerk1"), "many settle", self.world.now)
        self.world.hears(PermitOverbooking(one))
        self._hears_out()
        return key

    @rule(key=consumes(PERMISSIONS))
    def overbooking_is_permitted_no_more(self, key: UUID) -> None:
        self.world.hears(WithdrawOverbooking(key))

    @rule(hours=st.integers(1, 40))
    def time_passes(self, hours: int) -> None:
        self.world.now += timedelta(hours=hours)
        self._does(PassTime())

    @invariant()
    def the_auditor_finds_nothing(self) -> None:
        if hasattr(self, "world"):
            assert violations(self._rows(), self.world.now) == []

    def teardown(self) -> None:
        """What has no place at the end really has none."""
        if not hasattr(self, "world"):
            return
        rows, sessions = self._rows(), self._sessions()
        for hearing in self.world.court.hearings.values():
            if hearing.state == "unlisted" and self._is_plain(hearing):
                assert self._search(rows, sessions, hearing).earliest() is None, hearing

    def _requests(self, hearing_id: UUID, case_id: UUID, request: Request) -> None:
        court = self.world.court
        hold = court.holds.get(request.hold_id) if request.hold_id else None
        before, sessions = self._rows(), self._sessions()
        self._does(RequestHearing(hearing_id, case_id, request))
        hearing = court.hearings[hearing_id]
        if (hold and hold.state == "held") or not self._is_plain(hearing):
            return
        after = self._rows()
        before.hearings[str(hearing_id)], before.cases = after.hearings[str(hearing_id)], after.cases
        expected = self._search(before, sessions, hearing).earliest()
        ordinary = hearing.placing.starts_at if hearing.placing and not hearing.placing.lane else None
        assert ordinary == expected

    def _search(self, rows: Rows, sessions: Sessions, hearing: Hearing) -> Search:
        first = max(hearing.request.earliest_on, self._today())
        return Search(rows, sessions, str(hearing.hearing_id), self.world.now, first, hearing.request.latest_on)

    def _is_plain(self, hearing: Hearing) -> bool:
        case = self.world.court.cases[hearing.case_id]
        fits = hearing.request.estimated_minutes <= 240
        return fits and hearing.request.link is None and case.judge_id is not None

    def _rows(self) -> Rows:
        rows = rows_of(self.world.court)
        rows.rules, rows.told = self.entered, self.told
        return rows

    def _sessions(self) -> Sessions:
        sessions = self.world.court.sessions
        return Sessions(list(sessions.blocks.values()), list(sessions.preferences.values()))

    def _lay_down(self, rules: ListingRules) -> None:
        self.world.now += timedelta(seconds=1)
        court, since = self.world.court, self._today() if self.entered else date(2020, 1, 1)
        known = dict(zip(court.listing_rules.begins, court.listing_rules.rules, strict=True)) | {since: rules}
        court.listing_rules = RuleBook(tuple(sorted(known)), tuple(known[day] for day in sorted(known)))
        court.change_calendar(court.calendar, court.zone)
        figures = (rules.changeover_minutes, rules.travel_minutes, rules.sitting_limit_minutes)
        self.entered.append(Rules(self.world.now, since, *figures))

    def _does(self, command: Command) -> None:
        self.world.now += timedelta(seconds=1)
        self.world.does(command)
        self._hears_out()

    def _hears_out(self) -> None:
        """Note what was told of places since; urgent hearings need no notice, continued ones none either."""
        for fact in self.world.told:
            one = told(fact, self.world.court, self.world.now, 0)
            if one:
                self.told.append(one)
        self.world.told.clear()

    def _today(self) -> date:
        return self.world.now.astimezone(ALMATY).date()

    def _name(self, kind: str) -> str:
        self.serial += 1
        return f"{kind} {self.serial}"


TestCalendars = Calendars.TestCase
TestCalendars.settings = settings(max_examples=40, stateful_step_count=30, deadline=None)
