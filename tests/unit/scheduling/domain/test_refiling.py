"""Whoever withdraws a case and files it again gets the judge who was drawn first."""

from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from tarazy_scheduling.domain.commands import CloseCase, GrantRecusal
from tarazy_scheduling.domain.model.case import Party
from tarazy_scheduling.domain.model.drawing import Balance

from tests.unit.scheduling.domain.courts import World, a_party, an_id, draws


def parties(name: str, claimant: str = "Нурпеисова Асель", defendant: str = "ТОО «Күміс»") -> tuple[Party, ...]:
    """The same people under new party_ids, as a court system gives them for a new case."""
    return (
        Party(an_id(f"1 of {name}"), "claimant", claimant),
        Party(an_id(f"2 of {name}"), "defendant", defendant),
        Party(an_id(f"3 of {name}"), "representative", f"Адвокат {name}"),
    )


def filed(world: World, name: str, **more: Any) -> Any:
    """A case, and the draw that was told of it."""
    world.registers(name, **{"parties": parties(name), "filed_at": world.now, **more})
    return draws(world)[-1]


def closed(world: World, name: str, outcome: str) -> None:
    world.does(CloseCase(an_id(name), world.now, outcome))


def a_world() -> World:
    """Ten judges of whom the one who was drawn would hardly be drawn again by chance."""
    return World(judges=10)


@pytest.mark.parametrize("outcome", ["withdrawn", "struck_out"])
def test_a_case_filed_again_goes_to_the_judge_first_drawn(outcome: str) -> None:
    world = a_world()
    first = filed(world, "first")
    closed(world, "first", outcome)
    again = filed(world, "again", parties=parties("again", "НУРПЕИСОВА АСЕЛЬ", "Kumis LLP"))
    assert (again.person_id, again.related_case_id) == (first.person_id, an_id("first"))
    assert again.proof.rule == "tarazy-related-1"
    assert [one.person_id for one in again.proof.candidates] == [first.person_id]
    assert world.court.cases[an_id("again")].repeats == an_id("first")


def test_its_load_is_charged_and_its_credit_shared_as_usual() -> None:
    world = a_world()
    judge: UUID = filed(world, "first").person_id
    closed(world, "first", "withdrawn")
    filed(world, "again")
    weight = 120 * 1_000_000
    assert world.court.balance_of(judge) == Balance(load=2 * weight, credit=2 * weight // 10)
    assert sum(one.credit for one in world.court.balances.values()) == 2 * weight


@pytest.mark.parametrize(
    "more",
    [
        {"category": "criminal.minor"},
        {"parties": parties("again", claimant="Ахметов Серик")},
        {"parties": parties("again", claimant="ТОО «Күміс»", defendant="Нурпеисова Асель")},
        {"parties": (*parties("again"), a_party("Ким А.", "defendant"))},
        {"parties": (a_party("Куәгер", "witness"),)},
    ],
)
def test_another_case_is_drawn(more: dict[str, Any]) -> None:
    world = a_world()
    filed(world, "first")
    closed(world, "first", "withdrawn")
    assert filed(world, "again", **more).proof.rule == "tarazy-draw-1"


@pytest.mark.parametrize("outcome", ["resolved", "transferred", None])
def test_a_case_beside_or_after_one_that_was_heard_is_drawn_unless_it_names_it(outcome: str | None) -> None:
    world = a_world()
    first = filed(world, "first")
    if outcome:
        closed(world, "first", outcome)
    assert filed(world, "again").proof.rule == "tarazy-draw-1"
    named = filed(world, "named", related_case_ids=(an_id("first"), an_id("unknown"), an_id("named")))
    assert (named.person_id, named.related_case_id) == (first.person_id, an_id("first"))


def test_a_related_case_of_other_parties_is_drawn() -> None:
    world = a_world()
    filed(world, "first", parties=parties("first", claimant="Ахметов Серик"))
    assert filed(world, "named", related_case_ids=(an_id("first"),)).proof.rule == "tarazy-draw-1"


@pytest.mark.parametrize(("days", "rule"), [(180, "tarazy-related-1"), (181, "tarazy-draw-1")])
def test_the_window_ends(days: int, rule: str) -> None:
    world = a_world()
    filed(world, "first")
    closed(world, "first", "withdrawn")
    world.now += timedelta(days=days)
    assert filed(world, "again").proof.rule == rule


def test_a_third_time_goes_to_the_first_judge_as_well() -> None:
    world = a_world()
    first = filed(world, "first")
    for name in ("second", "third"):
        closed(world, "first" if name == "second" else "second", "withdrawn")
        assert filed(world, name).person_id == first.person_id


def test_one_person_is_the_same_under_another_name() -> None:
    world = a_world()
    people = [(a_party(name, person_id=an_id("the person")),) for name in ("Ким А.", "Цой А.")]
    filed(world, "first", parties=people[0])
    closed(world, "first", "withdrawn")
    assert filed(world, "again", parties=people[1]).related_case_id == an_id("first")


def test_the_judge_first_drawn_counts_though_another_had_the_case_in_the_end() -> None:
    world = a_world()
    first = filed(world, "first").person_id
    world.does(GrantRecusal(an_id("first"), first))
    closed(world, "first", "withdrawn")
    again = filed(world, "again")
    assert again.proof.rule == "tarazy-draw-1", "whoever was recused does not get it back: it is drawn"
    assert world.court.cases[an_id("again")].repeats == an_id("first"), "which is said"
