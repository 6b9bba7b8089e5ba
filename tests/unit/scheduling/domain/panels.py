"""Courts with enough judges for panels, and what stands in their cases."""

from uuid import UUID

from tarazy_scheduling.domain.commands import ChangePost, ConcludeHearing, DrawByHand
from tarazy_scheduling.domain.model.case import Case

from tests.unit.scheduling.domain.courts import World, a_post, an_id


def a_world(judges: int = 5, lay_judges: int = 0) -> World:
    world = World(judges=judges)
    for number in range(1, lay_judges + 1):
        world.does(ChangePost(a_post("lay_judge", number)))
    return world


def case_of(world: World) -> Case:
    return world.court.cases[an_id("case")]


def seat_of(world: World) -> tuple[UUID, int]:
    """The first who sits beside, and the judge's number."""
    member = case_of(world).panel[0]
    return member, next(number for number in range(1, 9) if an_id(f"judge{number}") == member)


def by_hand(person_id: UUID, version: int = 2) -> DrawByHand:
    return DrawByHand(an_id("case"), version, "The judge leads a long trial", an_id("clerk1"), person_id)


def held(world: World, hearing: str = "hearing") -> None:
    placing = world.court.hearings[an_id(hearing)].placing
    assert placing
    world.now = placing.ends_at
    world.does(ConcludeHearing(an_id(hearing), an_id("case"), "held", placing.starts_at, placing.ends_at, None, None))
