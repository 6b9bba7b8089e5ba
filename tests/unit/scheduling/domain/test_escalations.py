"""A hearing that may miss its limit is noted from the first moment until it no longer may, and what would help."""

from datetime import date, timedelta
from typing import Any

from tarazy_scheduling.domain.commands import (
    CloseCase,
    PassTime,
    RecordRuling,
    ReviewLimits,
    Seen,
    UpdateCase,
    VacateByHand,
    WithdrawHearing,
)
from tarazy_scheduling.domain.deciding.previewing import preview
from tarazy_scheduling.domain.facts import HearingUnlisted
from tarazy_scheduling.domain.limits.rules import LimitRules
from tarazy_scheduling.domain.listing.limiting import limits_of_hearing
from tarazy_scheduling.domain.listing.remedies import remedies
from tarazy_scheduling.domain.model.escalating import Escalation
from tarazy_scheduling.domain.outcome import Applied

from tests.unit.scheduling.domain.courts import MONDAY, NOW, RULES, URGENT, World, a_party, an_id, at, codes
from tests.unit.scheduling.domain.limits.terms import a_rule
from tests.unit.scheduling.domain.test_rulings import CLERK, a_ruling, extended
from tests.unit.scheduling.domain.test_rulings import a_case as a_civil_case

FRIDAY = MONDAY + timedelta(days=4)
NEXT = MONDAY + timedelta(days=7)


def in_custody(until: date = FRIDAY, **more: Any) -> World:
    world = World()
    world.registers(custody_limit_on=until, **more)
    return world


def noted(world: World, name: str = "hearing") -> Escalation | None:
    return world.court.escalations.get(an_id(name))


def test_a_hearing_that_could_only_sit_after_its_limit_is_escalated() -> None:
    world = in_custody()
    assert codes(world.asks(earliest_on=NEXT, **URGENT)) == ["after_lawful_limit"]
    found = noted(world)
    assert found
    assert (found.code, found.limit_on, found.rule, found.since) == ("after_limit", FRIDAY, "custody.limit", NOW)


def test_one_that_waits_for_something_else_is_escalated_while_its_limit_is_near() -> None:
    for days, code in ((28, "limit_near"), (29, None)):
        world = in_custody(MONDAY + timedelta(days=days))
        world.asks(room_features=frozenset({"dock"}), **URGENT)
        found = noted(world)
        assert (found.code if found else None) == code


def test_without_a_limit_nothing_is_escalated() -> None:
    world = World()
    world.registers()
    world.asks(room_features=frozenset({"dock"}), **URGENT)
    assert world.court.escalations == {}


def test_it_gets_near_by_the_passing_of_days_alone_and_is_over_some_day() -> None:
    world = in_custody(MONDAY + timedelta(days=40))
    latest = MONDAY + timedelta(days=45)
    world.asks(room_features=frozenset({"dock"}), latest_on=latest, **URGENT)
    found = []
    for days in (11, 12, 41):
        world.now = at(MONDAY + timedelta(days=days), 8)
        world.does(PassTime())
        found.append(noted(world))
    assert found[0] is None
    assert found[1]
    assert found[2]
    assert [one.code for one in found[1:] if one] == ["limit_near", "limit_passed"]
    assert found[1].since == found[2].since


def test_one_whose_own_window_has_passed_stays_noted_however_far_the_limit_is() -> None:
    world = in_custody(MONDAY + timedelta(days=200))
    world.asks(room_features=frozenset({"dock"}), latest_on=FRIDAY, **URGENT)
    assert noted(world) is None
    world.now = at(NEXT, 8)
    world.does(PassTime())
    found = noted(world)
    assert found
    assert found.code == "limit_near"


def test_it_ends_when_the_hearing_is_listed_withdrawn_or_its_case_closed() -> None:
    for ending in (
        UpdateCase(an_id("case"), 2, custody=(MONDAY, NEXT + timedelta(days=9))),
        WithdrawHearing(an_id("hearing"), an_id("case")),
        CloseCase(an_id("case"), NOW, "withdrawn"),
    ):
        world = in_custody()
        world.asks(earliest_on=NEXT, **URGENT)
        world.court.take_changes()
        world.now = at(MONDAY, 12)
        world.does(ending)
        assert noted(world) is None
        (kept,) = world.court.changes.escalations.values()
        assert (kept.since, kept.ended_at) == (NOW, world.now)


def test_a_custody_cut_short_escalates_what_stood() -> None:
    world = in_custody(NEXT)
    world.asks(earliest_on=NEXT, latest_on=NEXT, **URGENT)
    assert noted(world) is None
    (unlisted,) = world.does(UpdateCase(an_id("case"), 2, custody=(MONDAY, FRIDAY)))
    assert isinstance(unlisted, HearingUnlisted)
    found = noted(world)
    assert found
    assert found.code == "after_limit"


def test_a_rule_that_holds_now_escalates_what_has_waited_before_without_a_new_answer() -> None:
    world = World()
    world.registers()
    world.asks(room_features=frozenset({"dock"}), **URGENT)
    rule = a_rule(code="limit.contract", unit="days", amount=40)
    world.court.limit_rules = LimitRules.of([*RULES.on_day(MONDAY), rule])
    assert world.does(ReviewLimits()) == []
    found = noted(world)
    assert found
    assert (found.code, found.rule) == ("limit_near", "limit.contract")


def test_a_ruling_changes_the_limit_that_is_noted_and_not_since_when() -> None:
    world = a_civil_case()
    world.asks(earliest_on=date(2026, 4, 20), latest_on=date(2026, 4, 24))
    before = noted(world)
    world.now = at(MONDAY, 12)
    world.does(RecordRuling(an_id("case"), extended(date(2026, 4, 10))))
    after = noted(world)
    assert before
    assert after
    assert (before.limit_on, after.limit_on) == (date(2026, 3, 12), date(2026, 4, 10))
    assert before.since == after.since
    still = a_ruling("suspended", from_on=MONDAY, recorded_by=CLERK)
    world.does(RecordRuling(an_id("case"), still))
    assert noted(world) is None


def helps(world: World) -> list[tuple[str, str]]:
    hearing, case = world.court.hearings[an_id("hearing")], world.court.cases[an_id("case")]
    limits = limits_of_hearing(world.court, case, hearing.request, MONDAY)
    return [(one.code, one.by) for one in remedies(hearing, limits)]


def test_what_would_help_is_said_the_least_first_and_by_whom() -> None:
    world = in_custody(parties=(a_party("claimant"),))
    world.asks(room_features=frozenset({"dock"}), **URGENT)
    assert helps(world) == [("other_room", "listing_officer"), ("by_video", "judge"), ("custody_order", "judge")]
    world = a_civil_case()
    world.asks(earliest_on=date(2026, 3, 20), latest_on=date(2026, 3, 20))
    assert helps(world) == [("longer_term", "court_chair")]


def test_another_judge_comes_before_a_longer_window_and_that_before_a_longer_term() -> None:
    world = a_civil_case()
    day: dict[str, Any] = {"estimated_minutes": 480, "earliest_on": NEXT, "latest_on": NEXT, "min_notice_days": 0}
    world.asks("first", **day)
    told = world.asks(**day)
    assert [(one.code, one.by) for one in told.escalation] == helps(world)
    assert [one.code for one in told.escalation][-2:] == ["longer_window", "longer_term"]
    assert told.escalation[-2].refers_to == NEXT.isoformat()


def test_a_term_that_cannot_be_made_longer_is_no_help() -> None:
    world = World()
    rule = a_rule(code="limit.contract", unit="days", amount=2, extension=None)
    world.court.limit_rules = LimitRules.of([*RULES.on_day(MONDAY), rule])
    world.registers()
    world.asks(earliest_on=NEXT)
    assert helps(world) == []


def test_what_is_only_looked_at_changes_no_escalation() -> None:
    world = in_custody(MONDAY)
    world.asks(estimated_minutes=480, latest_on=MONDAY, **URGENT)
    world.asks("waits", latest_on=MONDAY, **URGENT)
    before = dict(world.court.escalations)
    assert set(before) == {an_id("waits")}
    world.court.take_changes()
    hearing = world.court.hearings[an_id("hearing")]
    order = VacateByHand(Seen(hearing.hearing_id, hearing.case_id, hearing.version))
    looked_at = preview(world.court, order, world.now)
    assert isinstance(looked_at.outcome, Applied)
    assert [type(told.fact).__name__ for told in looked_at.outcome.told] == ["HearingCancelled", "HearingScheduled"]
    assert world.court.escalations == before
    assert world.court.changes.escalations == {}
    world.does(order)
    assert world.court.escalations == {}
