"""A disciplinary case as its record tells it: every fact is taken in, in order, and nothing else is known."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Literal
from uuid import UUID

from tarazy_hr.domain.clocks.clock import Clock
from tarazy_hr.domain.discipline import facts
from tarazy_hr.domain.discipline.facts import Fact, Instance, Received
from tarazy_hr.domain.discipline.rules import EXPLANATION, LIMITATIONS, DisciplineRules, Measure
from tarazy_hr.domain.entry import Entry

Phase = Literal[
    "received", "inquiry", "referred", "panel", "decided", "appealed", "appeal_panel", "in_force", "expired",
    "rejected", "ended", "joined",
]  # fmt: skip
"""`referred` and `appealed` wait for a panel; `panel` and `appeal_panel` have one."""
Explanation = Literal["asked", "given", "declined"]
OVER: frozenset[Phase] = frozenset({"in_force", "expired", "rejected", "ended", "joined"})
"""Where nothing is decided any more."""
UNTIL_DECIDED: frozenset[Phase] = frozenset({"received", "inquiry", "referred", "panel"})


@dataclass(slots=True)
class DisciplinaryCase:
    """What stands in one case."""

    received: Received
    phase: Phase = "received"
    initiator: UUID | None = None
    initiators: list[UUID] = field(default_factory=list)
    """Whoever has been it, in order: none of them ever sits in the panel."""
    joined_into: UUID | None = None
    taken_in: list[facts.TakenIn] = field(default_factory=list)
    """Other complaints on the same matter that go on here."""
    explanation: Explanation | None = None
    charges: tuple[str, ...] = ()
    order: facts.PanelOrdered | None = None
    """A draw that waits for its round."""
    draws: int = 0
    panels: dict[Instance, tuple[UUID, ...]] = field(default_factory=dict)
    recused: set[UUID] = field(default_factory=set)
    hearings: dict[Instance, facts.HearingSet] = field(default_factory=dict)
    heard_on: dict[Instance, date] = field(default_factory=dict)
    measure: str | None = None
    """What stands: the panel's, or what the appeal made of it."""
    decided_on: date | None = None
    appealed_by: str | None = None
    reason: str | None = None
    """Why it was rejected or ended."""
    ended_on: date | None = None
    """When it was rejected, ended or came into force."""
    paused_since: date | None = None
    off_duty: bool = False
    clocks: dict[str, Clock] = field(default_factory=dict)
    published: bool = False
    erased: bool = False
    entries: int = 1

    @property
    def rules(self) -> DisciplineRules:
        """Those that stood when the complaint came in."""
        return self.received.rules

    @property
    def instance(self) -> Instance:
        """Whose turn it is."""
        return "appeal" if self.phase in ("appealed", "appeal_panel") else "first"

    @property
    def stands(self) -> Measure | None:
        """The measure that stands."""
        return self.rules.measure(self.measure) if self.measure else None

    @property
    def complainants(self) -> set[UUID]:
        """Those of the staff who complained."""
        return {who for who in (self.received.complained_by, *(one.complained_by for one in self.taken_in)) if who}

    @property
    def grounds(self) -> tuple[str, ...]:
        """Of all its complaints."""
        return tuple(dict.fromkeys((*self.received.grounds, *(code for one in self.taken_in for code in one.grounds))))

    def seats(self, instance: Instance) -> int:
        """How many members a panel has."""
        return self.rules.appeal_seats if instance == "appeal" else self.rules.seats

    def missing_seats(self, instance: Instance) -> int:
        """How many are still to be drawn."""
        return self.seats(instance) - len(self.panels.get(instance, ()))

    def called_off(self, now: datetime) -> tuple[facts.HearingCalledOff, ...]:
        """What calls the hearing off that lies ahead; nothing where none does."""
        hearing = self.hearings.get(self.instance)
        if hearing is None or hearing.starts_at <= now or self.instance in self.heard_on:
            return ()
        return (facts.HearingCalledOff(self.instance, hearing.starts_at),)

    def on_it(self) -> set[UUID]:
        """Who may see the file: the judge, who looks into it, who decides."""
        people = {self.received.judge, *(member for panel in self.panels.values() for member in panel)}
        return people | ({self.initiator} if self.initiator else set())

    def take(self, fact: Fact) -> None:
        """Take the next fact of the record in."""
        self.entries += 1
        match fact:
            case Received():
                raise ValueError("A complaint comes in once")
            case facts.Admitted() | facts.InitiatorNamed():
                self._initiate(fact)
            case facts.Rejected() | facts.Ended():
                self.phase = "rejected" if isinstance(fact, facts.Rejected) else "ended"
                self.reason, self.ended_on, self.order = fact.reason, fact.on, None
                self._stop("admissibility", fact.on)
                self._void_all()
            case facts.TakenIn():
                self._take_in(fact)
            case facts.Joined():
                self.phase, self.joined_into, self.ended_on = "joined", fact.into, fact.on
                self._void_all()
            case facts.ExplanationAsked():
                self.explanation = "asked"
                self._start(EXPLANATION, fact.on)
            case facts.Explained():
                self.explanation = "given" if fact.given else "declined"
                self._stop(EXPLANATION, fact.on)
            case facts.Referred():
                self.phase, self.charges = "referred", fact.charges
                self._stop("inquiry", fact.on)
                self._void(EXPLANATION)
                self._start("decision", fact.on)
            case (
                facts.PanelOrdered()
                | facts.PanelDrawn()
                | facts.Recused()
                | facts.HearingSet()
                | facts.HearingCalledOff()
                | facts.Heard()
            ):
                self._take_of_the_panel(fact)
            case facts.Decided():
                self._decide(fact)
            case facts.Appealed():
                self.phase, self.appealed_by = "appealed", fact.by
                self._stop("appeal", fact.on)
                self._start("appeal_decision", fact.on)
            case facts.AppealDecided():
                self.measure, self.phase = fact.measure, "decided"
                self._stop("appeal_decision", fact.on)
            case _:
                self._take_in_force(fact)

    def _take_of_the_panel(self, fact: Fact) -> None:
        match fact:
            case facts.PanelOrdered():
                self.order, self.draws = fact, fact.draw
            case facts.PanelDrawn():
                self._seat(fact)
            case facts.Recused():
                self._unseat(fact.member)
            case facts.HearingSet():
                self.hearings[fact.instance] = fact
            case facts.HearingCalledOff():
                self.hearings.pop(fact.instance, None)
            case facts.Heard():
                self.heard_on[fact.instance] = fact.on

    def _take_in_force(self, fact: Fact) -> None:
        match fact:
            case facts.CameIntoForce():
                self.phase, self.ended_on = "in_force", fact.on
                self._void_all()
                if self.stands and self.stands.expires_by:
                    self._start(self.stands.expires_by, fact.on)
            case facts.Expired():
                self.phase = "expired"
                if self.stands and self.stands.expires_by:
                    self._stop(self.stands.expires_by, fact.on)
            case facts.Paused():
                self.paused_since = fact.on
                self.clocks = {code: clock.paused(fact.on) for code, clock in self.clocks.items()}
            case facts.Resumed():
                self.paused_since = None
                self.clocks = {code: clock.resumed(fact.on) for code, clock in self.clocks.items()}
            case facts.Extended():
                self.clocks[fact.clock] = replace(self.clocks[fact.clock], extended_until=fact.until)
            case facts.SuspendedFromDuty() | facts.BackOnDuty():
                self.off_duty = isinstance(fact, facts.SuspendedFromDuty)
            case facts.Published() | facts.Withdrawn():
                self.published = isinstance(fact, facts.Published)
            case facts.PapersErased():
                self.erased = True

    def _take_in(self, fact: facts.TakenIn) -> None:
        self.taken_in.append(fact)
        self.initiators = [*fact.initiators, *self.initiators]
        # The limitation counts from the earliest day of all: taking a complaint in never gives more time.
        for code, day in zip(LIMITATIONS, (fact.happened_on, fact.learned_on), strict=True):
            clock = self.clocks.get(code)
            if clock is not None and day < clock.started_on:
                self.clocks[code] = replace(clock, started_on=day)

    def _initiate(self, fact: facts.Admitted | facts.InitiatorNamed) -> None:
        self.initiator = fact.initiator
        self.initiators.append(fact.initiator)
        if isinstance(fact, facts.Admitted):
            self.phase = "inquiry"
            self._stop("admissibility", fact.on)
            self._start("inquiry", fact.on)

    def _seat(self, fact: facts.PanelDrawn) -> None:
        instance = self.order.instance if self.order else self.instance
        self.panels[instance] = (*self.panels.get(instance, ()), *fact.members)
        self.order = None
        if not self.missing_seats(instance):
            self.phase = "appeal_panel" if instance == "appeal" else "panel"

    def _unseat(self, member: UUID) -> None:
        instance = self.instance
        self.recused.add(member)
        self.panels[instance] = tuple(one for one in self.panels.get(instance, ()) if one != member)
        self.phase = "appealed" if instance == "appeal" else "referred"
        # What a member heard who should not have sat there is heard again.
        self.heard_on.pop(instance, None)

    def _decide(self, fact: facts.Decided) -> None:
        self.phase, self.measure, self.decided_on = "decided", fact.measure, fact.on
        for code in ("decision", *LIMITATIONS):
            self._stop(code, fact.on)
        self._start("appeal", fact.on)

    def _start(self, code: str, day: date) -> None:
        rule = self.rules.clock(code)
        if rule is not None:
            clock = Clock(rule, day)
            self.clocks[code] = clock.paused(day) if self.paused_since else clock

    def _stop(self, code: str, day: date) -> None:
        if code in self.clocks:
            self.clocks[code] = self.clocks[code].stopped(day)

    def _void(self, code: str) -> None:
        clock = self.clocks.get(code)
        if clock is not None and clock.stopped_on is None:
            self.clocks[code] = replace(clock, void=True)

    def _void_all(self) -> None:
        for code in self.clocks:
            self._void(code)


def begun(received: Received) -> DisciplinaryCase:
    """A case whose complaint has just come in."""
    case = DisciplinaryCase(received)
    for code, day in (
        ("admissibility", received.received_on),
        ("limitation_from_act", received.happened_on),
        ("limitation_from_learning", received.learned_on),
    ):
        rule = received.rules.clock(code)
        if rule is not None:
            case.clocks[code] = Clock(rule, day)
    return case


def told_by(entries: Iterable[Entry[Fact]]) -> DisciplinaryCase | None:
    """The case of a record; None for an empty one."""
    return entered(None, (entry.fact for entry in entries))


def entered(case: DisciplinaryCase | None, decided: Iterable[Fact]) -> DisciplinaryCase | None:
    """The case after facts that were decided about it as its record stood."""
    for fact in decided:
        if case is not None:
            case.take(fact)
        elif isinstance(fact, Received):
            case = begun(fact)
    return case
