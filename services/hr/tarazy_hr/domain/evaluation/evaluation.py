"""An evaluation as its record tells it: every fact is taken in, in order, and nothing else is known."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Literal
from uuid import UUID

from tarazy_hr.domain.clocks.clock import Clock
from tarazy_hr.domain.entry import Entry
from tarazy_hr.domain.evaluation import facts
from tarazy_hr.domain.evaluation.facts import Fact, Opened
from tarazy_hr.domain.evaluation.indicators import Indicator
from tarazy_hr.domain.evaluation.rules import EvaluationRules
from tarazy_hr.domain.evaluation.scoring import Total

Phase = Literal["scoring", "reply", "decided", "appealed", "final", "abandoned"]
OVER: frozenset[Phase] = frozenset({"final", "abandoned"})


@dataclass(slots=True)
class Evaluation:
    """What stands in one evaluation."""

    opened: Opened
    panel: tuple[UUID, ...]
    phase: Phase = "scoring"
    recused: set[UUID] = field(default_factory=set)
    figures: tuple[Indicator, ...] = ()
    figures_on: date | None = None
    surveys: dict[str, facts.SurveyTaken] = field(default_factory=dict)
    scores: dict[str, dict[UUID, Decimal]] = field(default_factory=dict)
    """By criterion: each member's last score."""
    disputes: dict[UUID, bool | None] = field(default_factory=dict)
    """By hearing: whether it was left out; None while nobody has said it."""
    draft: Total | None = None
    replied: bool = False
    total: Total | None = None
    """What was decided."""
    decided_by: frozenset[UUID] = frozenset()
    """Everybody whose scores have counted in a decision so far."""
    clocks: dict[str, Clock] = field(default_factory=dict)
    reason: str | None = None
    ended_on: date | None = None
    entries: int = 1

    @property
    def rules(self) -> EvaluationRules:
        """Those that stood when it was opened."""
        return self.opened.rules

    @property
    def scorers(self) -> tuple[UUID, ...]:
        """Members who are not recused."""
        return tuple(sorted(member for member in self.panel if member not in self.recused))

    @property
    def left_out(self) -> frozenset[UUID]:
        """Hearings that were disputed with success."""
        return frozenset(hearing for hearing, left_out in self.disputes.items() if left_out)

    def counting(self) -> dict[str, dict[UUID, Decimal]]:
        """The scores of those who may score."""
        allowed = set(self.scorers)
        return {
            code: {who: score for who, score in given.items() if who in allowed} for code, given in self.scores.items()
        }

    def survey_means(self) -> dict[str, Fraction | None]:
        """What surveys came to, by criterion."""
        return {code: taken.mean for code, taken in self.surveys.items()}

    def missing(self) -> list[tuple[str, UUID]]:
        """Which criterion lacks whose score."""
        given = self.counting()
        return [
            (criterion.code, who)
            for criterion in self.rules.criteria
            if criterion.basis == "panel"
            for who in self.scorers
            if who not in given.get(criterion.code, {})
        ]

    def take(self, fact: Fact) -> None:
        """Take the next fact of the record in."""
        self.entries += 1
        match fact:
            case Opened():
                raise ValueError("An evaluation is opened once")
            case facts.PanelNamed():
                self.panel = fact.panel
            case facts.Recused():
                self.recused.add(fact.member)
            case facts.FiguresTaken():
                self.figures, self.figures_on = fact.indicators, fact.on
            case facts.SurveyTaken():
                self.surveys[fact.criterion] = fact
            case facts.Scored():
                self.scores.setdefault(fact.criterion, {})[fact.member] = fact.score
            case facts.Drafted():
                self.phase, self.draft, self.replied = "reply", fact.total, False
                self._start("reply", fact.on)
                self._start("decision", fact.on)
            case facts.Replied():
                self.replied = True
                self._stop("reply", fact.on)
            case facts.Disputed():
                self.disputes[fact.hearing_id] = None
            case facts.DisputeSettled():
                self.disputes[fact.hearing_id] = fact.left_out
            case _:
                self._close(fact)

    def _close(self, fact: Fact) -> None:
        match fact:
            case facts.Decided():
                self.phase, self.total = "decided", fact.total
                self.decided_by |= set(fact.members)
                self._stop("decision", fact.on)
                self._void("reply")
                self._start("appeal", fact.on)
            case facts.Appealed():
                self.phase = "appealed"
                self._stop("appeal", fact.on)
                self._start("appeal_decision", fact.on)
            case facts.AppealDecided():
                self._stop("appeal_decision", fact.on)
                if fact.result == "returned":
                    self.phase, self.scores, self.draft, self.total = "scoring", {}, None, None
            case facts.BecameFinal():
                self.phase, self.ended_on = "final", fact.on
                self._void("appeal")
            case facts.Abandoned():
                self.phase, self.reason, self.ended_on = "abandoned", fact.reason, fact.on
                for code in self.clocks:
                    self._void(code)

    def _start(self, code: str, day: date) -> None:
        rule = self.rules.clock(code)
        if rule is not None:
            self.clocks[code] = Clock(rule, day)

    def _stop(self, code: str, day: date) -> None:
        if code in self.clocks:
            self.clocks[code] = self.clocks[code].stopped(day)

    def _void(self, code: str) -> None:
        if code in self.clocks and self.clocks[code].stopped_on is None:
            self.clocks[code] = replace(self.clocks[code], void=True)


def told_by(entries: Iterable[Entry[Fact]]) -> Evaluation | None:
    """The evaluation of a record; None for an empty one."""
    return entered(None, (entry.fact for entry in entries))


def entered(evaluation: Evaluation | None, decided: Iterable[Fact]) -> Evaluation | None:
    """The evaluation after facts that were decided about it as its record stood."""
    for fact in decided:
        if evaluation is not None:
            evaluation.take(fact)
        elif isinstance(fact, Opened):
            evaluation = Evaluation(fact, fact.panel)
    return evaluation
