"""A court to decide in: its people, rooms, cases and requests, all with readable ids."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from hashlib import sha256
from typing import Any
from uuid import NAMESPACE_URL, UUID, uuid5
from zoneinfo import ZoneInfo

from tarazy_scheduling.adapters.limits.rules_of_kazakhstan import shipped
from tarazy_scheduling.domain.commands import (
    ApproveAbsence,
    ChangePost,
    Command,
    ConcludeHearing,
    DescribeCourt,
    DrawAtRound,
    KeepRoom,
    RegisterCase,
    RequestHearing,
)
from tarazy_scheduling.domain.deciding.deciding import decide
from tarazy_scheduling.domain.draw.proof import commitment_to
from tarazy_scheduling.domain.facts import CaseAllocated, CaseReallocated, Fact
from tarazy_scheduling.domain.limits.rules import LimitRules
from tarazy_scheduling.domain.model.calendar import Calendar
from tarazy_scheduling.domain.model.case import Case, Party
from tarazy_scheduling.domain.model.catalogue import Catalogue
from tarazy_scheduling.domain.model.codes import Category, HearingType, RoomFeature
from tarazy_scheduling.domain.model.drawing import DrawTerms
from tarazy_scheduling.domain.model.hearing import Request
from tarazy_scheduling.domain.model.means import Absence, Post, Room
from tarazy_scheduling.domain.outcome import Applied, Outcome
from tarazy_scheduling.domain.working_set.court import Court
from tarazy_shared.beacons.beacon import Beacon, BeaconClock

ALMATY = ZoneInfo("Asia/Almaty")
MONDAY = date(2026, 3, 2)
TUESDAY = MONDAY + timedelta(days=1)
NOW = datetime(2026, 3, 2, 8, 0, tzinfo=ALMATY).astimezone(UTC)
SECRET = sha256(b"the secret of the day").hexdigest()
TERMS = DrawTerms(secret=SECRET, secret_commitment=commitment_to(SECRET))
A_CLOCK = BeaconClock("quicknet", NOW - timedelta(seconds=16), timedelta(seconds=3), timedelta(seconds=2))
"""The next round that a case waits for is number 8, 5 s after `NOW`."""
URGENT: dict[str, Any] = {"priority": "urgent"}
NOTICE = {
    "preparatory": 3, "first": 5, "main": 5, "continued": 2,
    "judgment": 2, "appeal": 5, "conciliation": 3, "custody_review": 0,
}  # fmt: skip
CATALOGUE = Catalogue.of(
    categories=[Category("civil.contract", 120), Category("criminal.minor", 300)],
    hearing_types=[HearingType(code) for code in NOTICE],
    features=[RoomFeature(code) for code in ("video", "dock", "jury")],
)

RULES = LimitRules.of(shipped())


def an_id(name: str) -> UUID:
    return uuid5(NAMESPACE_URL, name)


def at(day: date, hour: int, minute: int = 0) -> datetime:
    """An instant in the court's zone."""
    return datetime.combine(day, time(hour, minute), ALMATY).astimezone(UTC)


def local(instant: datetime) -> str:
    """How a reader of the tests sees an instant."""
    return f"{instant.astimezone(ALMATY):%Y-%m-%d %H:%M}"


def a_post(role: str, number: int, **more: Any) -> Post:
    values: dict[str, Any] = {
        "person_id": an_id(f"{role}{number}"),
        "post_id": an_id(f"post of {role}{number}"),
        "version": 1,
        "role": role,
        "name": f"{role} {number}",
        "from_on": date(2020, 1, 1),
    }
    return Post(**(values | more))


def a_room(number: int, *features: str, **more: Any) -> Room:
    values: dict[str, Any] = {"name": f"Room {number}", "features": frozenset(features)}
    return Room(room_id=an_id(f"room{number}"), **(values | more))


def a_party(name: str, role: str = "claimant", **more: Any) -> Party:
    return Party(party_id=an_id(name), role=role, name=name, **more)


def a_case(name: str = "case", **more: Any) -> Case:
    values: dict[str, Any] = {
        "case_id": an_id(name),
        "registration_sha256": sha256(name.encode()).digest(),
        "number": name,
        "category": "civil.contract",
        "filed_at": at(MONDAY - timedelta(days=30), 10),
        "parties": (a_party(f"claimant of {name}"), a_party(f"defendant of {name}", "defendant")),
    }
    return Case(**(values | more))


def a_request(name: str = "hearing", case: str = "case", **more: Any) -> RequestHearing:
    values: dict[str, Any] = {
        "request_version": 1,
        "hearing_type": "main",
        "estimated_minutes": 60,
        "earliest_on": MONDAY,
        "latest_on": MONDAY + timedelta(days=30),
    }
    return RequestHearing(an_id(name), an_id(case), Request(**(values | more)))


def conclusion(outcome: Any, **more: Any) -> ConcludeHearing:
    return ConcludeHearing(an_id("hearing"), an_id("case"), outcome, **more)


def a_beacon(number: int) -> Beacon:
    """What comes out as a round of `A_CLOCK`."""
    signature = sha256(f"round {number}".encode()).hexdigest()
    return Beacon(A_CLOCK.chain, number, sha256(bytes.fromhex(signature)).hexdigest(), signature)


def a_clock_for(beacon: Beacon) -> BeaconClock:
    """One by which this round comes next at `NOW`."""
    period = timedelta(seconds=3)
    return BeaconClock(beacon.chain, NOW - (beacon.round - 1.5) * period, period, timedelta())


class World:
    """A court that was registered and staffed, and everything it has told since."""

    def __init__(
        self,
        *,
        judges: int = 1,
        rooms: int = 1,
        clerks: int = 1,
        interpreters: Iterable[str] = (),
        calendar: Calendar | None = None,
        **more: Any,
    ) -> None:
        court = Court("almaty-1", TERMS, catalogue=CATALOGUE, calendar=calendar or Calendar(), **more)
        court.limit_rules = RULES
        self.court = court.open()
        self.now = NOW
        self.told: list[Fact] = []
        self.causes: list[str] = []
        self._events = 0
        self.does(DescribeCourt(1, "Asia/Almaty", "kk", "district"))
        for number in range(1, judges + 1):
            self.does(ChangePost(a_post("judge", number)))
        for number in range(1, clerks + 1):
            self.does(ChangePost(a_post("clerk", number)))
        for number, language in enumerate(interpreters, 1):
            self.does(ChangePost(a_post("interpreter", number, languages=frozenset({language}))))
        for number in range(1, rooms + 1):
            self.does(KeepRoom(a_room(number)))

    def hears(self, command: Command) -> Outcome:
        """Decide, and remember what was told."""
        self._events += 1
        outcome = decide(self.court, command, self.now, f"event-{self._events}")
        if isinstance(outcome, Applied):
            self.told += [one.fact for one in outcome.told]
            self.causes += [one.cause for one in outcome.told]
        return outcome

    def does(self, command: Command) -> list[Any]:
        """Decide something that is applied, and return what was told of it."""
        outcome = self.hears(command)
        assert isinstance(outcome, Applied), outcome
        return [one.fact for one in outcome.told]

    def rounds_come_out(self, beacon: Beacon | None = None) -> list[Any]:
        """Draw for all cases that wait, when their round comes out; what was told of it. `beacon`: this one, now."""
        told: list[Any] = []
        while waiting := [case.awaits for case in self.court.cases.values() if case.awaits]:
            first = min(waiting, key=lambda one: one.round)
            of_round = tuple(one.case_id for one in self.court.cases.values() if one.awaits == first)
            if beacon is None:
                self.now = max(self.now, first.due_at)
            value = beacon or a_beacon(first.round)
            told += self.does(DrawAtRound(of_round, first.chain, first.round, value))
        return told

    def registers(self, name: str = "case", **more: Any) -> Case:
        self.does(RegisterCase(a_case(name, **more)))
        return self.court.cases[an_id(name)]

    def asks(self, name: str = "hearing", case: str = "case", **more: Any) -> Any:
        """Request a hearing and return its one answer."""
        facts = self.does(a_request(name, case, **more))
        (answer,) = [fact for fact in facts if getattr(fact, "hearing_id", None) == an_id(name)]
        return answer

    def asks_again(self, name: str, **more: Any) -> Any:
        """Request the same hearing anew, otherwise, and return its one answer."""
        known = self.court.hearings[an_id(name)]
        request = replace(known.request, request_version=known.request.request_version + 1, **more)
        facts = self.does(RequestHearing(known.hearing_id, known.case_id, request))
        (answer,) = [fact for fact in facts if getattr(fact, "hearing_id", None) == known.hearing_id]
        return answer


def a_world(**more: Any) -> World:
    """A court with one case."""
    world = World(**more)
    world.registers()
    return world


def starts(fact: Any) -> list[str]:
    """When a told hearing's sittings start."""
    return [local(sitting.starts_at) for sitting in fact.placing.sittings]


def codes(fact: Any) -> list[str]:
    """Why a told hearing is unlisted."""
    return [conflict.code for conflict in fact.conflicts]


def draws(world: World) -> list[Any]:
    """All draws told, in order."""
    return [fact for fact in world.told if isinstance(fact, CaseAllocated | CaseReallocated)]


def leave(days: int, first: date = MONDAY) -> ApproveAbsence:
    """Leave of the first judge."""
    starts_at = at(first, 0)
    ends_at = starts_at + timedelta(days=days)
    return ApproveAbsence(Absence(an_id("absence"), "almaty-1", an_id("judge1"), "leave", starts_at, ends_at))
