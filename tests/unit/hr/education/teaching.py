"""A programme and a session of it to reason about."""

from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

from tarazy_hr.domain.court import Trilingual
from tarazy_hr.domain.education import commands
from tarazy_hr.domain.education.deciding import decide
from tarazy_hr.domain.education.facts import Fact, Part
from tarazy_hr.domain.education.programme import Module, Programme
from tarazy_hr.domain.education.session import Session, entered
from tarazy_hr.domain.education.surroundings import Known, Surroundings
from tarazy_hr.domain.refusal import Refusal

from tests.unit.hr.playing import Played
from tests.unit.hr.staffing import COURT, an_id

NAME = Trilingual("к", "р", "e")
NOW = datetime(2026, 3, 2, 5, tzinfo=UTC)
STARTS = datetime(2026, 3, 16, 4, tzinfo=UTC)
PARTS = (Part(STARTS, STARTS + timedelta(hours=4)), Part(STARTS + timedelta(hours=5), STARTS + timedelta(hours=9)))
OVER = STARTS + timedelta(days=1)
PROGRAMME = Programme(
    "drafting",
    NAME,
    "academy",
    (Module("reasons", NAME, 240), Module("style", NAME, 240)),
    subjects=("drafting",),
    roles=("judge",),
    pass_mark=Decimal(60),
    valid_months=36,
)
PEOPLE = tuple(an_id(f"learner {number}") for number in range(6))
JUDGE = Known("judge")


def around(now: datetime = NOW, **changes: Any) -> Surroundings:
    known: dict[str, Any] = {"programme": PROGRAMME, "people": dict.fromkeys(PEOPLE, JUDGE)} | changes
    return Surroundings(now, now.date(), COURT.zone, **known)


def plan(**changes: Any) -> commands.Plan:
    known: dict[str, Any] = {
        "session_id": an_id("session"),
        "court_id": COURT.court_id,
        "programme": "drafting",
        "parts": PARTS,
        "places": 2,
        "mode": "in_person",
        "venue": "room 1",
        "enrol_until": date(2026, 3, 10),
    } | changes
    return commands.Plan(**known)


class Playing(Played[Session]):
    """A session; the time goes on by hand."""

    def __init__(self, planning: commands.Plan | None = None, **changes: Any) -> None:
        self.now = NOW
        super().__init__(planning or plan(), changes)

    def decide(self, command: commands.Command, changes: Mapping[str, Any]) -> tuple[Fact, ...] | Refusal:
        return decide(self.matter, command, around(self.now, **changes))

    def entered(self, facts: tuple[Fact, ...]) -> Session | None:
        return entered(self.matter, facts)

    def enrol(self, *people: UUID) -> "Playing":
        for who in people:
            self.do(commands.Enrol(who, COURT.court_id))
        return self

    def held(self, *people: UUID) -> "Playing":
        """Over, with these there to the end."""
        self.enrol(*people)
        self.now = OVER
        for who in people:
            self.do(commands.Attend(who, 480))
        return self
