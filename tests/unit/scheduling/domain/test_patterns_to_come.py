"""Working patterns that begin on a day: each day goes by the one that holds on it."""

from datetime import date, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st
from tarazy_scheduling.domain.commands import ChangePost
from tarazy_scheduling.domain.model.means import HalfDays, PatternToCome
from tarazy_scheduling.domain.plans.calendars import Calendars
from tarazy_scheduling.domain.plans.scale import scales_of

from tests.listing_audit.checking import on_duty
from tests.unit.scheduling.domain.courts import ALMATY, MONDAY, URGENT, World, a_post, an_id, starts
from tests.unit.scheduling.domain.rows_of_a_court import rows_of

DAYS = 28
WEEK = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
MORNINGS = {day: frozenset({"am"}) for day in WEEK}
AFTERNOONS = {day: frozenset({"pm"}) for day in WEEK}
JUDGE = an_id("judge1")

patterns = st.none() | st.dictionaries(
    st.sampled_from(WEEK), st.frozensets(st.sampled_from(("am", "pm")), max_size=2), max_size=7
)
changes_to_come = st.dictionaries(
    st.integers(-3, DAYS).map(lambda days: MONDAY + timedelta(days)), patterns, max_size=4
)


def _to_come(changes: dict[date, HalfDays | None]) -> tuple[PatternToCome, ...]:
    return tuple(PatternToCome(day, pattern) for day, pattern in sorted(changes.items()))


@given(now=patterns, changes=changes_to_come)
def test_each_day_goes_by_the_pattern_that_holds_on_it(
    now: HalfDays | None, changes: dict[date, HalfDays | None]
) -> None:
    world = World()
    world.does(ChangePost(a_post("judge", 1, version=2, working_pattern=now, working_patterns=_to_come(changes))))
    court, agenda, rows = world.court, world.court.diaries.agenda(JUDGE), rows_of(world.court)
    for day in (MONDAY + timedelta(days) for days in range(DAYS)):
        holding = now
        for began in (MONDAY + timedelta(days) for days in range(-3, DAYS + 1)):
            if began <= day and began in changes:
                holding = changes[began]
        works = {"am", "pm"} if holding is None else holding.get(WEEK[day.weekday()], frozenset())
        mask = sum(hour.mask for hour in court.grid.hours if hour.half in works)
        open_slots = court.grid.day(day.toordinal()).open
        assert agenda.on_duty(day.toordinal()) == mask & open_slots, day
        for half, hour in (("am", 10), ("pm", 15)):
            starts_at = datetime(day.year, day.month, day.day, hour, tzinfo=ALMATY)
            wrong = list(on_duty(rows, "a hearing", str(JUDGE), starts_at))
            assert bool(wrong) != (half in works), "the auditor of calendars reads the same"


def test_a_hearing_beyond_the_change_is_listed_by_the_pattern_of_its_day() -> None:
    world = World(judges=0)
    changes = _to_come({MONDAY + timedelta(days=2): AFTERNOONS})
    world.does(ChangePost(a_post("judge", 1, working_pattern=MORNINGS, working_patterns=changes)))
    world.registers()
    assert starts(world.asks(earliest_on=MONDAY + timedelta(days=1), **URGENT)) == ["2026-03-03 09:00"]
    assert starts(world.asks("second", earliest_on=MONDAY + timedelta(days=2), **URGENT)) == ["2026-03-04 14:00"]


def test_what_does_not_fit_a_change_moves_when_it_is_told_and_not_on_its_day() -> None:
    world = World()
    world.registers()
    assert starts(world.asks(earliest_on=MONDAY + timedelta(days=2), **URGENT)) == ["2026-03-04 09:00"]
    changes = _to_come({MONDAY + timedelta(days=2): AFTERNOONS})
    (moved,) = world.does(ChangePost(a_post("judge", 1, version=2, working_patterns=changes)))
    assert (moved.reason, starts(moved)) == ("judge_absent", ["2026-03-04 14:00"])
    world.now += timedelta(days=2)
    assert world.does(ChangePost(a_post("judge", 1, version=3, working_pattern=AFTERNOONS))) == []


def test_an_update_without_changes_to_come_takes_them_back() -> None:
    world = World(judges=0)
    changes = _to_come({MONDAY + timedelta(days=1): {}})
    world.does(ChangePost(a_post("judge", 1, working_patterns=changes)))
    world.registers()
    first, last = MONDAY + timedelta(days=1), MONDAY + timedelta(days=3)
    unlisted = world.asks(earliest_on=first, latest_on=last, **URGENT)
    assert [one.code for one in unlisted.conflicts] == ["no_judge"]
    (listed,) = world.does(ChangePost(a_post("judge", 1, version=2)))
    assert starts(listed) == ["2026-03-03 09:00"]


def test_a_plan_sees_the_change() -> None:
    world = World()
    tuesday = MONDAY + timedelta(days=1)
    world.does(ChangePost(a_post("judge", 1, version=2, working_patterns=_to_come({tuesday: {}}))))
    calendars = Calendars(world.court, scales_of(world.court.grid)[0])
    assert calendars.free(JUDGE, MONDAY.toordinal())
    assert not calendars.free(JUDGE, tuesday.toordinal())
