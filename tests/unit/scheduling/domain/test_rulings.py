"""What is ordered about the terms of one case: hearings follow it, and what cannot be ordered is refused."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from tarazy_scheduling.domain.commands import RecordRuling, UpdateCase
from tarazy_scheduling.domain.facts import HearingScheduled, HearingUnlisted
from tarazy_scheduling.domain.limits.rules import LimitRules
from tarazy_scheduling.domain.model.limits import Extension, Ruling
from tarazy_scheduling.domain.outcome import Dead, Dropped, Outcome

from tests.unit.scheduling.domain.courts import MONDAY, RULES, World, an_id, codes
from tests.unit.scheduling.domain.limits.terms import a_rule

CLERK = an_id("clerk1")
FILED = datetime(2026, 1, 12, 6, tzinfo=UTC)
MARCH_20 = date(2026, 3, 20)


def a_case(**more: Any) -> World:
    """A case filed on 12 January, whose term of two months ends on 12 March."""
    world = World()
    rule = a_rule(extension=Extension("court_chair", 1), roll_over="stays")
    fixed = a_rule(code="fixed", amount=30)
    world.court.limit_rules = LimitRules.of([*RULES.on_day(MONDAY), rule, fixed])
    world.registers(filed_at=FILED, **more)
    return world


def a_ruling(kind: str, name: str = "", **more: Any) -> Ruling:
    wanted: dict[str, Any] = {
        "ruling_id": an_id(name or kind), "kind": kind, "reason": "The expert is abroad",
        "recorded_at": datetime(2026, 3, 2, tzinfo=UTC), "recorded_by": CLERK,
    }  # fmt: skip
    return Ruling(**wanted | more)


def decided(world: World, ruling: Ruling) -> Outcome:
    return world.hears(RecordRuling(an_id("case"), ruling))


def extended(until_on: date, **more: Any) -> Ruling:
    wanted: dict[str, Any] = {"rule": "two-months", "authority": "court_chair", "until_on": until_on}
    return a_ruling("extended", **wanted | more)


def test_a_hearing_that_waits_for_a_longer_term_is_listed_once_it_is_ordered_and_moves_when_it_is_taken_back() -> None:
    world = a_case()
    late: dict[str, Any] = {"earliest_on": MARCH_20, "latest_on": MARCH_20}
    assert codes(world.asks(**late)) == ["after_lawful_limit"]
    (listed,) = world.does(RecordRuling(an_id("case"), extended(date(2026, 4, 10))))
    assert isinstance(listed, HearingScheduled)
    assert listed.latest_lawful_on == date(2026, 4, 10)
    taken_back = a_ruling("withdrawn", "back", withdraws=an_id("extended"))
    (unlisted,) = world.does(RecordRuling(an_id("case"), taken_back))
    assert isinstance(unlisted, HearingUnlisted)
    assert [one.code for one in unlisted.conflicts] == ["after_lawful_limit"]


def test_a_suspension_lists_what_waited_for_the_limit() -> None:
    world = a_case()
    assert codes(world.asks(earliest_on=MARCH_20, latest_on=MARCH_20)) == ["after_lawful_limit"]
    still = a_ruling("suspended", from_on=date(2026, 2, 2), until_on=date(2026, 2, 12))
    (listed,) = world.does(RecordRuling(an_id("case"), still))
    assert listed.latest_lawful_on == date(2026, 3, 22)


def test_the_same_ruling_again_changes_nothing_and_another_of_its_id_is_refused() -> None:
    world = a_case()
    still = a_ruling("suspended", from_on=date(2026, 2, 2))
    world.does(RecordRuling(an_id("case"), still))
    again = a_ruling("suspended", from_on=date(2026, 2, 2), recorded_at=world.now + timedelta(hours=1))
    assert isinstance(decided(world, again), Dropped)
    refused = decided(world, a_ruling("suspended", from_on=date(2026, 2, 3)))
    assert isinstance(refused, Dead)
    assert refused.reasons[0].code == "already_recorded"
    assert len(world.court.cases[an_id("case")].rulings) == 1


def test_a_custody_that_is_cut_short_unlists_what_can_no_longer_sit() -> None:
    world = a_case(custody_limit_on=MONDAY + timedelta(days=9))
    day = MONDAY + timedelta(days=8)
    assert isinstance(world.asks(earliest_on=day, latest_on=day), HearingScheduled)
    (unlisted,) = world.does(UpdateCase(an_id("case"), 2, custody=(MONDAY, MONDAY + timedelta(days=3))))
    assert isinstance(unlisted, HearingUnlisted)
    assert [one.code for one in unlisted.conflicts] == ["after_lawful_limit"]


@pytest.mark.parametrize(
    ("ruling", "field", "code"),
    [
        (a_ruling("began", trigger="filed", from_on=MONDAY), "trigger", "field_wrong"),
        (a_ruling("began", trigger="accepted"), "from_on", "field_missing"),
        (a_ruling("began", trigger="accepted", from_on=MONDAY + timedelta(days=1)), "from_on", "field_wrong"),
        (a_ruling("suspended"), "from_on", "field_missing"),
        (a_ruling("suspended", from_on=MONDAY, until_on=MONDAY), "until_on", "field_wrong"),
        (a_ruling("suspended", from_on=MONDAY, until_on=date.max), "until_on", "field_wrong"),
        (a_ruling("resumed", from_on=MONDAY), "kind", "not_suspended"),
        (extended(MARCH_20, rule="two-years"), "rule", "unknown_code"),
        (extended(MARCH_20, rule="notice.main"), "rule", "unknown_code"),
        (extended(MARCH_20, rule="fixed"), "rule", "not_extendable"),
        (extended(MARCH_20, authority="judge"), "authority", "wrong_authority"),
        (extended(date(2026, 3, 12)), "until_on", "field_wrong"),
        (extended(date(2026, 4, 13)), "until_on", "too_long"),
        (a_ruling("extended", rule="two-months", authority="court_chair"), "until_on", "field_missing"),
        (a_ruling("withdrawn", withdraws=an_id("nothing")), "ruling_id", "unknown_ruling"),
        (a_ruling("suspended", from_on=MONDAY, recorded_by=an_id("passer-by")), "recorded_by", "unknown_person"),
    ],
)  # fmt: skip
def test_what_cannot_be_ordered_is_refused_by_field(ruling: Ruling, field: str, code: str) -> None:
    world = a_case()
    refused = decided(world, ruling)
    assert isinstance(refused, Dead)
    assert [(one.field, one.code) for one in refused.reasons] == [(field, code)]
    assert all(one.text for one in refused.reasons)
    assert world.court.cases[an_id("case")].rulings == ()


def test_a_ruling_is_taken_back_once() -> None:
    world = a_case()
    world.does(RecordRuling(an_id("case"), a_ruling("suspended", from_on=MONDAY)))
    world.does(RecordRuling(an_id("case"), a_ruling("withdrawn", "back", withdraws=an_id("suspended"))))
    refused = decided(world, a_ruling("withdrawn", "once more", withdraws=an_id("suspended")))
    assert isinstance(refused, Dead)
    assert refused.reasons[0].code == "already_withdrawn"


def test_a_resumption_comes_after_the_suspension_that_it_ends() -> None:
    world = a_case()
    world.does(RecordRuling(an_id("case"), a_ruling("suspended", from_on=MONDAY)))
    refused = decided(world, a_ruling("resumed", from_on=MONDAY))
    assert isinstance(refused, Dead)
    assert (refused.reasons[0].field, refused.reasons[0].code) == ("from_on", "field_wrong")


def test_a_term_that_does_not_run_cannot_be_made_longer() -> None:
    world = a_case()
    waits = a_rule(code="waits", trigger="accepted", extension=Extension("judge"))
    world.court.limit_rules = LimitRules.of([*RULES.on_day(MONDAY), waits])
    refused = decided(world, extended(MARCH_20, rule="waits", authority="judge"))
    assert isinstance(refused, Dead)
    assert refused.reasons[0].code == "not_begun"
