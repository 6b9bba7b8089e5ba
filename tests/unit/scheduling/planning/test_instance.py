"""Instance files: what is read with patience, and what is refused with the name of the field."""

from copy import deepcopy
from typing import Any

import pytest
from tarazy_scheduling.planning.court import court_of
from tarazy_scheduling.planning.instance import WrongInstance, instance_of

from tests.unit.scheduling.planning.courts import small_court


def changed(path: str, value: Any) -> dict[str, Any]:
    """A court with one field of its own, or of its second hearing, set to something else."""
    document = deepcopy(small_court(1))
    of, _, field = path.rpartition(".")
    target = document["hearings"][1] if of == "hearing" else document["free"] if of == "free" else document
    if value is KeyError:
        del target[field]
    else:
        target[field] = value
    return document


@pytest.mark.parametrize(
    ("path", "value", "told"),
    [
        ("format", "tarazy-listing-2", "format is not tarazy-listing-1."),
        ("days", 0, "days is not a whole number from 1 to 3660."),
        ("days", True, "days is not a whole number"),
        ("days", KeyError, "days is not a whole number"),
        ("slots_per_day", 63, "slots_per_day is not a whole number from 1 to 62."),
        ("open", 1 << 8, "open is not a whole number from 0 to 255."),
        ("clerks", -1, "clerks is not a whole number"),
        ("sitting_limit", 2.5, "sitting_limit is not a whole number"),
        ("free", [], "free is not an object"),
        ("free.judge0", [255, 255], "free.judge0 is not a list of 4 masks, one a day."),
        ("free.judge0", [255, 255, -1, 255], "free.judge0[2] is not a mask of 8 slots."),
        ("hearings", None, "hearings is not a list."),
        ("hearings", [7], "hearings[0] is not an object."),
        ("hearing.id", None, "hearings[1].id is neither"),
        ("hearing.id", "0", "hearings[1].id: 0 is the id of an earlier hearing as well."),
        ("hearing.slots", 0, "hearing 1: slots is not a whole number from 1 to 8."),
        ("hearing.slots", 9, "hearing 1: slots is not a whole number from 1 to 8."),
        ("hearing.last_day", -1, "hearing 1: last_day -1 is before first_day"),
        ("hearing.weight", "heavy", "hearing 1: weight is not a whole number"),
        ("hearing.judges", "judge0", "hearing 1: judges is not a list of names."),
        ("hearing.judges", [3], "hearing 1: judges is not a list of names."),
        ("hearing.rooms", ["room99"], "hearing 1: rooms: room99 has no calendar in free."),
        ("change_penalty", -1, "change_penalty is not a whole number"),
        ("change_budget", "none", "change_budget is not a whole number"),
        ("sat", [], "sat is not an object"),
        ("sat", {"nobody": [0] * 4}, "sat.nobody has no calendar in free."),
        ("sat", {"judge0": [0] * 3}, "sat.judge0 is not a list of 4 whole numbers"),
        ("clerks_busy", [[0] * 8], "clerks_busy is not a list of 4 lists"),
        ("clerks_busy", [[0] * 8, [0] * 8, [0] * 8, [3] * 8], "clerks_busy[3] is not a list of 8 whole numbers"),
        ("hearing.penalty", None, "hearing 1: penalty is not a whole number"),
        ("hearing.published", [0, 0], "hearing 1: published is not"),
        ("hearing.published", [4, 0, "judge0", "room0", None], "hearing 1: published lies outside"),
        ("hearing.published", [0, 8, "judge0", "room0", None], "hearing 1: published lies outside"),
        ("hearing.published", [0, 0, "nobody", "room0", None], "hearing 1: published names somebody"),
        ("hearing.promised", [0], "hearing 1: promised is not [first day, last day]."),
        ("hearing.promised", [0, 1], "hearing 1: promised is said of a hearing that is not published."),
        ("hearing.people", ["judge0", "judge1", "judge2"], "is among its judges already."),
        ("hearing.after", 99, "hearing 1: after names no hearing of this file."),
        ("hearing.after", 1, "hearing 1: after leads back to itself."),
    ],
)
def test_wrong_field_is_named(path: str, value: Any, told: str) -> None:
    with pytest.raises(WrongInstance) as refused:
        instance_of(changed(path, value))
    assert told in str(refused.value)
    assert str(refused.value).count("\n") == 0


def test_promise_holds_the_day_that_is_published() -> None:
    document = small_court(1)
    one = document["hearings"][1]
    one["published"] = [2, 0, one["judges"][0], one["rooms"][0], (one["interpreters"] or [None])[0]]
    for promised in ([0, 1], [3, 3], [2, document["days"]]):
        one["promised"] = promised
        with pytest.raises(WrongInstance, match="promised does not hold the day"):
            instance_of(document)
    one["promised"] = [1, 2]
    assert instance_of(document).hearings[1].promised == (1, 2)


def test_what_is_no_object_is_refused() -> None:
    with pytest.raises(WrongInstance):
        instance_of([])


def test_circle_of_several_hearings_is_refused() -> None:
    document = small_court(1)
    for number, after in ((0, 2), (1, 0), (2, 1)):
        document["hearings"][number] |= {"after": after, "days_after": 1}
    with pytest.raises(WrongInstance, match="after leads back to itself"):
        instance_of(document)


def test_who_has_no_calendar_is_free_whenever_the_court_is_open() -> None:
    instance = instance_of(changed("hearing.people", ["somebody"]))
    somebody = instance.resources.index("somebody")
    assert instance.free[somebody] == (0b11101111,) * 4


def test_nobody_is_free_while_the_court_is_closed() -> None:
    instance = instance_of(changed("free.judge0", [255] * 4))
    assert instance.free[instance.resources.index("judge0")] == (0b11101111,) * 4


def test_interpreters_and_links_may_be_missing() -> None:
    document = small_court(1)
    for one in document["hearings"]:
        del one["interpreters"], one["after"], one["days_after"]
    assert all(wanted.interpreters == () and wanted.after is None for wanted in instance_of(document).hearings)


def test_windows_may_reach_out_of_the_horizon() -> None:
    document = changed("hearing.first_day", -3)
    document["hearings"][1]["last_day"] = 40
    hearing = court_of(instance_of(document)).hearings[1]
    assert (hearing.first_day, hearing.last_day, hearing.since) == (0, 3, -3)


def test_accused_of_one_chain_on_different_days_is_left_out_of_the_words() -> None:
    document = small_court(1)
    for number in (0, 1):
        document["hearings"][number]["people"] = ["accused"]
    document["hearings"][1] |= {"after": 0, "days_after": 1}
    hearing = court_of(instance_of(document)).hearings[1]
    assert hearing.people_from == hearing.people_to
    document["hearings"][1]["days_after"] = 0  # may be the same day: then he must not be in two rooms
    hearing = court_of(instance_of(document)).hearings[1]
    assert hearing.people_to - hearing.people_from == 1
