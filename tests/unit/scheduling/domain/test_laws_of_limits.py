"""Whatever is asked, ordered and laid down: nothing stands after its limit, and whatever may miss it is noted."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st
from tarazy_scheduling.domain.commands import PassTime, RecordRuling, RequestHearing, ReviewLimits, UpdateCase
from tarazy_scheduling.domain.limits.rules import LimitRules
from tarazy_scheduling.domain.listing.limiting import explained_limits, limits_of_hearing
from tarazy_scheduling.domain.model.hearing import Hearing
from tarazy_scheduling.domain.model.limits import Extension

from tests.unit.scheduling.domain.courts import MONDAY, RULES, World, a_request, an_id
from tests.unit.scheduling.domain.limits.terms import a_rule
from tests.unit.scheduling.domain.test_rulings import CLERK, a_ruling

CASES = ("one", "other")
NEAR = timedelta(days=28)


@dataclass(frozen=True)
class Ask:
    case: str
    first: int
    days: int
    minutes: int
    priority: str

    def does(self, world: World, name: str) -> None:
        first = world.court.today(world.now) + timedelta(days=self.first)
        window: dict[str, Any] = {"earliest_on": first, "latest_on": first + timedelta(days=self.days)}
        more = {"estimated_minutes": self.minutes, "priority": self.priority}
        command = a_request(name, self.case, **window, **more)
        assert isinstance(command, RequestHearing)
        world.does(command)


@dataclass(frozen=True)
class Custody:
    case: str
    days: int

    def does(self, world: World, name: str) -> None:
        version = world.court.cases[an_id(self.case)].version + 1
        until = world.court.today(world.now) + timedelta(days=self.days)
        world.does(UpdateCase(an_id(self.case), version, custody=(MONDAY, until)))


@dataclass(frozen=True)
class Suspend:
    case: str
    first: int
    days: int | None

    def does(self, world: World, name: str) -> None:
        first = MONDAY + timedelta(days=self.first)
        until = first + timedelta(days=self.days) if self.days else None
        ruling = a_ruling("suspended", name, recorded_by=CLERK, from_on=first, until_on=until)
        world.does(RecordRuling(an_id(self.case), ruling))


@dataclass(frozen=True)
class Extend:
    case: str
    until: int

    def does(self, world: World, name: str) -> None:
        more: dict[str, Any] = {"rule": "term", "authority": "judge", "until_on": MONDAY + timedelta(days=self.until)}
        world.hears(RecordRuling(an_id(self.case), a_ruling("extended", name, recorded_by=CLERK, **more)))


@dataclass(frozen=True)
class TakeBack:
    case: str

    def does(self, world: World, name: str) -> None:
        rulings = world.court.cases[an_id(self.case)].rulings
        if rulings:
            ruling = a_ruling("withdrawn", name, recorded_by=CLERK, withdraws=rulings[-1].ruling_id)
            world.hears(RecordRuling(an_id(self.case), ruling))


@dataclass(frozen=True)
class LayDown:
    amount: int

    def does(self, world: World, name: str) -> None:
        world.court.limit_rules = rules_with(self.amount)
        world.does(ReviewLimits())


@dataclass(frozen=True)
class Wait:
    days: int

    def does(self, world: World, name: str) -> None:
        world.now += timedelta(days=self.days)
        world.does(PassTime())


cases = st.sampled_from(CASES)
asks = st.builds(
    Ask,
    cases,
    st.integers(0, 40),
    st.integers(0, 6),
    st.sampled_from([60, 240, 480, 960]),
    st.sampled_from(["normal", "urgent"]),
)
happenings = st.one_of(
    asks,
    asks,
    asks,
    st.builds(Custody, cases, st.integers(0, 60)),
    st.builds(Suspend, cases, st.integers(-20, 30), st.none() | st.integers(1, 20)),
    st.builds(Extend, cases, st.integers(0, 90)),
    st.builds(TakeBack, cases),
    st.builds(LayDown, st.integers(1, 90)),
    st.builds(Wait, st.integers(1, 9)),
)


def rules_with(amount: int) -> LimitRules:
    term = a_rule(code="term", unit="days", amount=amount, extension=Extension("judge", 40, "days"))
    return LimitRules.of([*RULES.on_day(MONDAY), term])


def has_to_be_noted(world: World, hearing: Hearing, latest: date | None) -> bool:
    today = world.court.today(world.now)
    if hearing.state != "unlisted" or latest is None:
        return False
    no_lawful_place = any(conflict.code == "after_lawful_limit" for conflict in hearing.conflicts)
    return no_lawful_place or latest - today <= NEAR or hearing.request.latest_on < today


@settings(max_examples=80)
@given(st.lists(happenings, min_size=8, max_size=20))
def test_nothing_stands_too_late_and_what_may_miss_its_limit_is_noted(happened: list[Any]) -> None:
    world = World()
    world.court.limit_rules = rules_with(60)
    for name in CASES:
        world.registers(name, filed_at=datetime(2026, 2, 16, 6, tzinfo=UTC))
    for number, one in enumerate(happened):
        one.does(world, f"number {number}")
        court, today = world.court, world.court.today(world.now)
        noted = set()
        for hearing in court.hearings.values():
            case = court.cases[hearing.case_id]
            latest = limits_of_hearing(court, case, hearing.request, today).latest_on
            explained = explained_limits(court, case, hearing.request, today)
            assert explained.latest_on == latest
            counting = [step for step in explained.computations if step.counts and step.on]
            assert all(step.steps[-1].on == step.on for step in counting), "the last step is the day"
            if hearing.state == "listed" and hearing.placing and hearing.placing.starts_at > world.now:
                assert latest is None or court.today(hearing.placing.ends_at) <= latest
            if has_to_be_noted(world, hearing, latest):
                noted.add(hearing.hearing_id)
        assert set(court.escalations) == noted
