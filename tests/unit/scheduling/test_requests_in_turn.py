"""Requests that come together: whoever may least wait goes first; what belongs together stays in its order."""

from datetime import date, timedelta
from typing import Any

from tarazy_scheduling.app.kept_courts import Kept
from tarazy_scheduling.app.requests_in_turn import in_turn
from tarazy_scheduling.domain.commands import Command, ConcludeHearing, RegisterCase, WithdrawHearing
from tarazy_shared.contracts.event import Event

from tests.unit.scheduling.domain.courts import MONDAY, NOW, World, a_case, a_request, an_id, at

OLD, NEW = at(MONDAY - timedelta(days=300), 10), at(MONDAY - timedelta(days=3), 10)


def an_event(name: str, court_id: str = "almaty-1") -> Event[Any]:
    return Event(name, "", "", NOW, name, court_id, Any, None, None, None, False)


def order(world: World, **commands: Command) -> list[str]:
    """The names of the commands, as they would be decided when they come together."""
    kept = {"almaty-1": Kept(world.court, 1, date.min)}
    return [event.id for event in in_turn(kept, commands, [an_event(name) for name in commands])]


def a_court() -> World:
    world = World()
    world.registers("old", filed_at=OLD)
    world.registers("new", filed_at=NEW)
    return world


def test_the_older_case_goes_first_whichever_request_came_first() -> None:
    assert order(a_court(), young=a_request("h1", "new"), old=a_request("h2", "old")) == ["old", "young"]


def test_custody_and_part_heard_go_first_then_urgent() -> None:
    world = a_court()
    world.registers("begun", filed_at=NEW)
    world.does(a_request("held", "begun", priority="urgent"))
    world.now = world.court.hearings[an_id("held")].placing.ends_at  # type: ignore[union-attr]
    ended: dict[str, Any] = {"started_at": world.now - timedelta(hours=1), "ended_at": world.now}
    world.does(ConcludeHearing(an_id("held"), an_id("begun"), "held", **ended))
    asked = {
        "normal": a_request("h1", "old"),
        "urgent": a_request("h2", "new", priority="urgent"),
        "low": a_request("h3", "old", priority="low"),
        "begun": a_request("h4", "begun"),
        "custody": a_request("h5", "old", priority="custody"),
    }
    assert order(world, **asked) == ["custody", "begun", "urgent", "normal", "low"]


def test_of_equal_age_the_first_to_come_is_first() -> None:
    names = {f"number {n}": a_request(f"h{n}", "new") for n in range(9)}
    assert order(a_court(), **names) == list(names)


def test_cases_that_come_along_are_registered_first_in_their_order() -> None:
    asked: dict[str, Command] = {
        "case a": RegisterCase(a_case("a", filed_at=NEW)),
        "of a": a_request("h1", "a"),
        "case b": RegisterCase(a_case("b", filed_at=OLD)),
        "of b": a_request("h2", "b"),
        "of nobody": a_request("h3", "not known"),
    }
    assert order(a_court(), **asked) == ["case a", "case b", "of b", "of a", "of nobody"]


def test_nothing_passes_what_else_the_court_says() -> None:
    asked: dict[str, Command] = {
        "young": a_request("h1", "new"),
        "withdrawn": WithdrawHearing(an_id("h1"), an_id("new")),
        "younger": a_request("h2", "new"),
        "old": a_request("h3", "old"),
    }
    assert order(a_court(), **asked) == ["young", "withdrawn", "old", "younger"]


def test_versions_of_one_request_keep_their_order() -> None:
    asked = {
        "first": a_request("h1", "new", priority="custody"),
        "old": a_request("h2", "old"),
        "second": a_request("h1", "new", request_version=2),
    }
    assert order(a_court(), **asked) == ["old", "first", "second"]


def test_what_is_linked_stays_where_it_came() -> None:
    asked = {
        "young": a_request("h1", "new"),
        "linked": a_request("h2", "old", priority="custody", linked_hearing_id=an_id("h3"), link="after"),
        "other": a_request("h3", "old"),
    }
    assert order(a_court(), **asked) == ["young", "linked", "other"]
