"""A small disciplinary case to reason about: rules, a body, and a case played command after command."""

import hashlib
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID

from tarazy_hr.domain.clocks.clock_rule import ClockRule
from tarazy_hr.domain.court import Trilingual
from tarazy_hr.domain.discipline import commands
from tarazy_hr.domain.discipline.case import DisciplinaryCase, entered
from tarazy_hr.domain.discipline.deciding import decide
from tarazy_hr.domain.discipline.facts import Fact, Instance
from tarazy_hr.domain.discipline.rules import Code, DisciplineRules, Measure
from tarazy_hr.domain.discipline.surroundings import BodyMember, Surroundings
from tarazy_hr.domain.refusal import Refusal
from tarazy_shared.beacons.beacon import Beacon, BeaconClock

from tests.unit.hr.playing import Played
from tests.unit.hr.staffing import COURT, an_id

NAME = Trilingual("к", "р", "e")
MONDAY = date(2026, 3, 2)
JUDGE, INSPECTOR, OTHER_INSPECTOR = an_id("judge"), an_id("inspector"), an_id("other inspector")
CASE = an_id("disciplinary case")
CLOCK = BeaconClock("a chain", datetime(2026, 1, 1, tzinfo=UTC), timedelta(seconds=3), timedelta(seconds=2))


def clock(code: str, amount: int, unit: Any = "working_days", **more: Any) -> ClockRule:
    return ClockRule(code, NAME, amount, unit, "article 1", False, **more)


RULES = DisciplineRules(
    "made-up",
    "made up",
    False,
    grounds=(Code("ethics_breach", NAME), Code("gross_breach_of_legality", NAME)),
    measures=(
        Measure("no_violation", NAME, violation=False),
        Measure("remark", NAME, violation=True, expires_by="expiry_of_remark"),
        Measure("reprimand", NAME, violation=True, expires_by="expiry_of_reprimand"),
        Measure("removal_proposed", NAME, violation=True, removes=True),
    ),
    reasons=(Code("unfounded", NAME), Code("judge_ill", NAME), Code("left_office", NAME)),
    clocks=(
        clock("limitation_from_act", 12, "months", after="refused"),
        clock("limitation_from_learning", 6, "months", after="refused", suspendable=True),
        clock("admissibility", 10),
        clock("inquiry", 30, suspendable=True),
        clock("explanation", 5, suspendable=True, warn_days=2),
        clock("decision", 20, suspendable=True),
        clock("appeal", 10, after="refused"),
        clock("appeal_decision", 20),
        clock("expiry_of_remark", 6, "months", rolls_over=False),
        clock("expiry_of_reprimand", 12, "months", rolls_over=False),
    ),
    seats=3,
    appeal_seats=3,
)


def member(name: str, sits_in: Instance = "first", **more: Any) -> BodyMember:
    return BodyMember(an_id(name), sits_in, more.pop("court_id", "elsewhere"), **more)


BODY = (
    *(member(f"member {number}") for number in range(6)),
    *(member(f"appeal member {number}", "appeal") for number in range(4)),
)


def around(today: date = MONDAY, **changes: Any) -> Surroundings:
    """The world on a day, at ten in the morning."""
    now = datetime(today.year, today.month, today.day, 5, tzinfo=UTC)
    known: dict[str, Any] = {
        "rules": RULES,
        "is_judge": True,
        "inspectors": frozenset({INSPECTOR, OTHER_INSPECTOR, JUDGE}),
        "body": BODY,
        "beacon": CLOCK,
    } | changes
    return Surroundings(now, today, COURT.zone, lambda day: day.weekday() < 5, **known)


RECEIVE = commands.Receive(
    CASE, COURT.court_id, JUDGE, "person", None, ("ethics_breach",), date(2026, 2, 2), date(2026, 2, 20), ()
)


class Playing(Played[DisciplinaryCase]):
    """A case; the day goes on by hand."""

    def __init__(self, receive: commands.Receive = RECEIVE, **changes: Any) -> None:
        self.today = MONDAY
        super().__init__(receive, changes)

    def decide(self, command: commands.Command, changes: Mapping[str, Any]) -> tuple[Fact, ...] | Refusal:
        return decide(self.matter, command, around(self.today, **changes))

    def entered(self, facts: tuple[Fact, ...]) -> DisciplinaryCase | None:
        return entered(self.matter, facts)

    def days_later(self, days: int) -> "Playing":
        self.today += timedelta(days=days)
        return self

    def inquired(self) -> "Playing":
        self.do(commands.Admit(INSPECTOR))
        return self

    def referred(self) -> "Playing":
        self.inquired().do(commands.Refer(("ethics_breach",)))
        return self

    def seated(self, value: str = "one") -> "Playing":
        """The panel of whose turn it is, drawn."""
        self.do(commands.OrderPanel())
        self.do(commands.Draw(self.round(value)))
        return self

    def heard(self) -> "Playing":
        self.referred().seated().do(commands.RecordHearing(self.today))
        return self

    def decided(self, measure: str = "remark") -> "Playing":
        self.heard().do(self.decision(measure))
        return self

    def decision(self, measure: str) -> commands.Decide:
        proven = () if measure == "no_violation" else ("ethics_breach",)
        return commands.Decide(measure, proven, self.member())

    def appeal_heard(self, measure: str = "remark", by: Any = "judge") -> "Playing":
        self.decided(measure).do(commands.Appeal(by))
        self.seated("two").do(commands.RecordHearing(self.today))
        return self

    def member(self, instance: Instance = "first") -> UUID:
        return self.stands.panels[instance][0]

    def round(self, value: str = "one", **changes: Any) -> Beacon:
        """The round that the draw waits for."""
        order = self.stands.order
        assert order is not None
        digest = hashlib.sha256(value.encode()).hexdigest()
        return replace(Beacon(order.chain, order.round, digest, "00"), **changes)
