"""Worlds with a beacon: a case that waits for its round, one that is drawn, one with a panel."""

from typing import Any

from tarazy_scheduling.domain.commands import GrantRecusal
from tarazy_scheduling.domain.model.case import Case
from tarazy_scheduling.domain.model.drawing import Awaited

from tests.unit.scheduling.domain.courts import A_CLOCK, World, an_id

CASE = an_id("case")


def waiting_world(**more: Any) -> World:
    """A court with a beacon and one case that waits for its round."""
    world = World(**({"judges": 3} | more))
    world.court.beacon_clock = A_CLOCK
    world.registers()
    return world


def drawn_world(**more: Any) -> World:
    """The same after the draw, with one hearing that stands."""
    world = waiting_world(**more)
    world.rounds_come_out()
    world.asks()
    return world


def case_of(world: World) -> Case:
    return world.court.cases[CASE]


def judge_of(world: World) -> Any:
    return case_of(world).judge_id


def awaited(world: World) -> Awaited:
    awaits = case_of(world).awaits
    assert awaits is not None
    return awaits


def recused(world: World) -> GrantRecusal:
    """The judge who has the case is recused."""
    return GrantRecusal(CASE, judge_of(world))
