"""A competition as its record tells it: every fact is taken in, in order, and nothing else is known."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from tarazy_hr.domain.entry import Entry
from tarazy_hr.domain.selection.facts import (
    Announced,
    Applied,
    Cancelled,
    CandidatesErased,
    Closed,
    Fact,
    Filled,
    PanelNamed,
    Place,
    Ranked,
    Recused,
    Reopened,
    Result,
    Scored,
    StageCompleted,
    Withdrawn,
)
from tarazy_hr.domain.selection.procedure import Procedure, Stage

OVER = frozenset({"filled", "closed", "cancelled"})
"""Where a competition has ended."""


@dataclass(slots=True)
class Application:
    """What became of an application so far."""

    application_id: UUID
    number: int
    """From 1, in the order in which they came."""
    withdrawn: bool = False
    ended_in: str | None = None
    """The stage whose threshold was not reached."""

    @property
    def stands(self) -> bool:
        """Whether the candidate is still in it."""
        return not self.withdrawn and self.ended_in is None


@dataclass(slots=True)
class Competition:
    """What stands in one competition."""

    announced: Announced
    phase: str
    """`applications`, the code of a stage, `ranked`, `filled`, `closed` or `cancelled`."""
    applications_until: date
    due_on: date | None
    """Last day of the stage that runs, or of the first one while applications are taken."""
    panel: tuple[UUID, ...]
    applications: dict[UUID, Application] = field(default_factory=dict)
    recused: set[tuple[UUID, UUID | None]] = field(default_factory=set)
    scores: dict[tuple[str, UUID], dict[UUID | None, Scored]] = field(default_factory=dict)
    """By stage and application: each member's last score."""
    results: dict[str, tuple[Result, ...]] = field(default_factory=dict)
    """Of the stages that are complete."""
    places: tuple[Place, ...] = ()
    appointed: UUID | None = None
    reason: str | None = None
    """Why it ended, where that was without an appointment."""
    erased: bool = False
    entries: int = 0

    @property
    def procedure(self) -> Procedure:
        """The one that stood on the day of the announcement."""
        return self.announced.procedure

    @property
    def over(self) -> bool:
        """Whether the competition has ended."""
        return self.phase in OVER

    def phase_on(self, day: date) -> str:
        """Where the competition is on a day: the first stage begins by itself when no application is taken any more."""
        if self.phase == "applications" and day > self.applications_until:
            return self.procedure.stages[0].code
        return self.phase

    def stage_on(self, day: date) -> Stage | None:
        """The stage that runs on a day."""
        return self.procedure.stage(self.phase_on(day))

    def deadline_on(self, day: date) -> date | None:
        """The last day of what runs on a day; None where nothing does."""
        return self.applications_until if self.phase_on(day) == "applications" else self.due_on

    def standing(self) -> list[Application]:
        """Who is still in it, in the order in which they applied."""
        return [application for application in self.applications.values() if application.stands]

    def is_recused(self, member: UUID, application_id: UUID) -> bool:
        """Whether a member must not score a candidate."""
        return (member, application_id) in self.recused or (member, None) in self.recused

    def scorers(self, stage: Stage, application_id: UUID) -> tuple[UUID | None, ...]:
        """Who scores a candidate in a stage; None stands for the officer."""
        if stage.scored_by == "officer":
            return (None,)
        return tuple(sorted(member for member in self.panel if not self.is_recused(member, application_id)))

    def missing(self, stage: Stage, application_id: UUID) -> tuple[UUID | None, ...]:
        """Whose score a candidate lacks in a stage."""
        there = self.scores.get((stage.code, application_id), {})
        return tuple(who for who in self.scorers(stage, application_id) if who not in there)

    def take(self, fact: Fact) -> None:
        """Take the next fact of the record in."""
        self.entries += 1
        match fact:
            case Announced():
                raise ValueError("A competition is announced once")
            case Applied():
                number = len(self.applications) + 1
                self.applications[fact.application_id] = Application(fact.application_id, number)
            case Withdrawn():
                self.applications[fact.application_id].withdrawn = True
            case PanelNamed():
                self.panel = fact.panel
            case Recused():
                self.recused.add((fact.member, fact.application_id))
            case Scored():
                self.scores.setdefault((fact.stage, fact.application_id), {})[fact.member] = fact
            case StageCompleted():
                self._complete(fact)
            case Ranked():
                self.places = fact.places
            case Reopened():
                self._reopen(fact)
            case Filled():
                self.phase, self.due_on, self.appointed = "filled", None, fact.application_id
            case Closed() | Cancelled():
                self.phase = "closed" if isinstance(fact, Closed) else "cancelled"
                self.due_on, self.reason = None, fact.reason
            case CandidatesErased():
                self.erased = True

    def _complete(self, fact: StageCompleted) -> None:
        self.results[fact.stage] = fact.results
        for result in fact.results:
            if not result.passed:
                self.applications[result.application_id].ended_in = fact.stage
        stages = self.procedure.stages
        following = self.procedure.position(fact.stage) + 1
        self.phase = stages[following].code if following < len(stages) else "ranked"
        self.due_on = fact.due_on

    def _reopen(self, fact: Reopened) -> None:
        stages = [stage.code for stage in self.procedure.stages]
        again = set(stages if fact.stage == "applications" else stages[stages.index(fact.stage) :])
        self.results = {code: results for code, results in self.results.items() if code not in again}
        for application in self.applications.values():
            if application.ended_in in again:
                application.ended_in = None
        self.phase, self.reason, self.places = fact.stage, None, ()
        self.applications_until, self.due_on = fact.applications_until, fact.due_on


def told_by(entries: Iterable[Entry[Fact]]) -> Competition | None:
    """The competition of a record; None for an empty one."""
    competition: Competition | None = None
    for entry in entries:
        if competition is not None:
            competition.take(entry.fact)
        elif isinstance(entry.fact, Announced):
            competition = begun(entry.fact)
    return competition


def begun(announced: Announced) -> Competition:
    """A competition that was just announced."""
    until, due_on = announced.applications_until, announced.due_on
    return Competition(announced, "applications", until, due_on, announced.panel, entries=1)
