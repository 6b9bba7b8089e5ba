"""Who can be drawn for a case, and why the others cannot."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from tarazy_scheduling.domain.commands import (
    ApproveAbsence,
    Authorise,
    ChangeNorm,
    ChangePost,
    DeclareInterest,
    DescribeCourt,
    EndInterest,
    Reinstate,
    Suspend,
)
from tarazy_scheduling.domain.model.codes import Norm
from tarazy_scheduling.domain.model.drawing import Balance
from tarazy_scheduling.domain.model.means import Authorisation, Interest
from tarazy_scheduling.domain.outcome import Dropped

from tests.unit.scheduling.domain.courts import (
    MONDAY,
    TERMS,
    World,
    a_party,
    a_post,
    an_id,
    draws,
    leave,
)


def excluded(world: World) -> dict[Any, str]:
    """Why judges could not be drawn for a case that came in last."""
    proof = draws(world)[-1].proof
    return {one.person_id: one.excluded for one in proof.candidates if hasattr(one, "excluded")}


def test_a_judge_on_leave_is_not_drawn() -> None:
    world = World(judges=2)
    world.does(leave(10))
    world.registers()
    assert excluded(world) == {an_id("judge1"): "absent"}


@pytest.mark.parametrize(
    "absence", [leave(1), leave(10, MONDAY + timedelta(days=20)), leave(5, MONDAY - timedelta(days=4))]
)
def test_a_judge_who_is_away_shortly_or_later_is_drawn(absence: ApproveAbsence) -> None:
    world = World(judges=2)
    world.does(absence)
    world.registers()
    assert excluded(world) == {}


def test_a_suspended_judge_is_not_drawn_until_reinstated() -> None:
    world = World(judges=2)
    world.does(Suspend(an_id("judge1"), MONDAY))
    world.registers()
    assert excluded(world) == {an_id("judge1"): "suspended"}
    world.does(Reinstate(an_id("judge1"), MONDAY))
    world.registers("later")
    assert excluded(world) == {}


def test_a_judge_who_leaves_soon_is_not_drawn() -> None:
    world = World(judges=2)
    world.does(ChangePost(a_post("judge", 1, version=2, to_on=MONDAY + timedelta(days=20))))
    world.registers()
    assert excluded(world) == {an_id("judge1"): "leaving"}


def test_only_judges_in_post_are_candidates() -> None:
    world = World(judges=1)
    world.does(ChangePost(a_post("judge", 2, from_on=MONDAY + timedelta(days=1))))
    world.does(ChangePost(a_post("judge", 3, to_on=MONDAY - timedelta(days=1))))
    world.does(ChangePost(a_post("lay_judge", 1)))
    world.registers()
    assert [one.person_id for one in draws(world)[0].proof.candidates] == [an_id("judge1")]


def test_a_judge_is_authorised_for_each_specialism_of_the_case() -> None:
    world = World(judges=2)
    for specialism in ("tax", "juvenile"):
        world.does(Authorise(Authorisation(an_id("judge1"), specialism, date(2025, 1, 1))))
    world.does(Authorise(Authorisation(an_id("judge2"), "tax", date(2025, 1, 1))))
    world.registers(specialisms=("tax", "juvenile"))
    assert excluded(world) == {an_id("judge2"): "not_authorised"}


def test_an_authorisation_ends_with_its_last_day() -> None:
    world = World(judges=2)
    for number, to_on in ((1, None), (2, MONDAY - timedelta(days=1))):
        world.does(Authorise(Authorisation(an_id(f"judge{number}"), "tax", date(2025, 1, 1), to_on)))
    world.registers(specialisms=("tax",))
    assert excluded(world) == {an_id("judge2"): "not_authorised"}


def test_a_court_in_which_nobody_is_authorised_does_not_use_specialisms() -> None:
    world = World(judges=2)
    world.registers(specialisms=("tax",))
    assert excluded(world) == {}


@pytest.mark.parametrize(
    ("level", "instance", "hears"),
    [
        ("district", "first", True), ("district", "appeal", False), ("regional", "appeal", True),
        ("cassation", "cassation", True), ("cassation", "first", False), (None, "cassation", True),
    ],
)  # fmt: skip
def test_courts_hear_the_instances_of_their_level(level: str | None, instance: Any, hears: bool) -> None:
    world = World()
    world.does(DescribeCourt(2, "Asia/Almaty", "kk", level))
    case = world.registers(instance=instance)
    assert (case.judge_id is not None) == hears
    if not hears:
        assert "wrong_instance" in case.unallocated[0].text


@pytest.mark.parametrize("against", ["Claimant OF case", "case «Claimant» of", str(an_id("case"))])
def test_a_judge_with_an_interest_against_a_party_or_the_case_is_not_drawn(against: str) -> None:
    world = World(judges=2)
    world.does(DeclareInterest(Interest(an_id("interest"), an_id("judge1"), against)))
    world.registers()
    assert excluded(world) == {an_id("judge1"): "interest_declared"}


def test_an_interest_that_has_ended_excludes_nobody() -> None:
    world = World(judges=2)
    interest = Interest(an_id("interest"), an_id("judge1"), "claimant of case")
    world.does(DeclareInterest(interest))
    world.does(EndInterest(interest))
    world.registers()
    assert excluded(world) == {}
    assert world.hears(EndInterest(interest)) == Dropped()


def test_a_judge_who_is_a_party_is_not_drawn() -> None:
    world = World(judges=2)
    world.registers(parties=(a_party("the judge", person_id=an_id("judge1")),))
    assert excluded(world) == {an_id("judge1"): "interest_declared"}


def test_a_judge_at_the_ceiling_is_not_drawn() -> None:
    world = World(judges=2)
    world.court.terms = replace(TERMS, ceiling_minutes=60)
    world.court.balances[an_id("judge1")] = Balance(load=61_000_000)
    world.registers()
    assert excluded(world) == {an_id("judge1"): "ceiling_reached"}


def test_the_courts_own_norm_weighs_before_the_catalogue() -> None:
    world = World()
    world.does(ChangeNorm(Norm("civil.contract", MONDAY, 45)))
    world.does(ChangeNorm(Norm("civil.contract", MONDAY + timedelta(days=1), 99)))
    assert world.hears(ChangeNorm(Norm("civil.contract", MONDAY, 45))) == Dropped()
    assert world.registers().weight_minutes == 45
    assert world.registers("criminal", category="criminal.minor").weight_minutes == 300
