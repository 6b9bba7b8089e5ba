"""A small competition to reason about: builders, and the record as it would be stored."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

from tarazy_hr.adapters.matter_record import FIRST
from tarazy_hr.adapters.selection.record import RECORD
from tarazy_hr.domain.court import Trilingual
from tarazy_hr.domain.entry import Entry
from tarazy_hr.domain.post import Post, PostFact
from tarazy_hr.domain.refusal import Refusal
from tarazy_hr.domain.selection import commands
from tarazy_hr.domain.selection.competition import Competition
from tarazy_hr.domain.selection.deciding import Surroundings, decide, entered
from tarazy_hr.domain.selection.facts import Fact
from tarazy_hr.domain.selection.procedure import Named, Period, Procedure, Scorer, Stage

from tests.unit.hr.staffing import COURT, TODAY, an_id

NAME = Trilingual("к", "р", "e")
MEMBERS = tuple(sorted(an_id(f"member {number}") for number in range(3)))
POST = PostFact("registered", 1, Post(COURT.court_id, an_id("vacant"), "7", share=Decimal(1)))
LATER = TODAY + timedelta(days=40)
"""A day on which applications are taken no more."""


def stage(code: str, scored_by: Scorer, maximum: int, threshold: int, weight: int) -> Stage:
    period = Period(5, "working")
    return Stage(code, NAME, scored_by, Decimal(maximum), Decimal(threshold), weight, period)


PROCEDURE = Procedure(
    "short",
    NAME,
    "made up",
    False,
    Period(30),
    (stage("test", "officer", 100, 50, 40), stage("interview", "panel", 10, 4, 60)),
    (Named("merit", NAME),),
    quorum=2,
)


def around(today: date = TODAY, **changes: Any) -> Surroundings:
    """The court on a day, with a vacant post."""
    known: dict[str, Any] = {"post": POST, "procedure": PROCEDURE} | changes
    return Surroundings(today, COURT.zone, lambda day: day.weekday() < 5, **known)


ANNOUNCE = commands.Announce(
    an_id("competition"), COURT.court_id, an_id("vacant"), "judge", Decimal(1), date(2027, 3, 1), MEMBERS
)


class Playing:
    """A competition with its record, one command after the other."""

    def __init__(self, announce: commands.Announce = ANNOUNCE, **changes: Any) -> None:
        self.competition: Competition | None = None
        self.facts: list[tuple[date, Fact]] = []
        self.does(announce, **changes)

    @property
    def stands(self) -> Competition:
        assert self.competition is not None
        return self.competition

    def does(self, command: commands.Command, today: date = TODAY, **changes: Any) -> tuple[Fact, ...]:
        """Decide and enter; fails the test when the command is refused."""
        decision = decide(self.competition, command, around(today, **changes))
        assert not isinstance(decision, Refusal), decision
        self.competition = entered(self.competition, decision)
        self.facts += [(today, fact) for fact in decision]
        return decision

    def refuses(self, command: commands.Command, today: date = TODAY, **changes: Any) -> tuple[str, str]:
        """Field and code of the refusal; fails the test when the command is not refused."""
        decision = decide(self.competition, command, around(today, **changes))
        assert isinstance(decision, Refusal), decision
        return decision.field, decision.code

    def apply(self, *names: str) -> None:
        for name in names:
            self.does(commands.Apply(an_id(name), frozenset()))

    def score(self, name: str, stage: str, score: Any, member: int | None = None, **changes: Any) -> tuple[Fact, ...]:
        return self.does(scored(name, stage, score, member), LATER, **changes)

    def complete(self, stage: str, **changes: Any) -> tuple[Fact, ...]:
        return self.does(commands.CompleteStage(stage), LATER, **changes)

    def lines(self) -> list[str]:
        """The record as it is exported."""
        made, last = [], FIRST
        for number, (day, fact) in enumerate(self.facts, 1):
            at = datetime(day.year, day.month, day.day, 6, tzinfo=UTC)
            line, last = RECORD.line_of(ANNOUNCE.competition_id, Entry(number, at, "system", fact), last)
            made.append(line)
        return made


def scored(name: str, stage: str, score: Any, member: int | None = None) -> commands.Score:
    who = None if member is None else MEMBERS[member]
    return commands.Score(an_id(name), stage, who, Decimal(str(score)), ("merit",))


def ranked(scores: dict[str, tuple[Any, list[Any]]], **changes: Any) -> Playing:
    """A competition of candidates with their score in the test and those of the members in the interview."""
    played = Playing(**changes)
    played.apply(*scores)
    for name, (test, _) in scores.items():
        played.score(name, "test", test)
    played.complete("test")
    for name, (_, interview) in scores.items():
        if played.stands.applications[an_id(name)].stands:
            for member, score in enumerate(interview):
                played.score(name, "interview", score, member)
    if played.stands.standing():
        played.complete("interview")
    return played
