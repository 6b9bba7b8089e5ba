"""A small evaluation to reason about: rules, hearings, and an evaluation played command after command."""

from collections.abc import Mapping
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from typing import Any

from tarazy_hr.domain.clocks.clock_rule import ClockRule
from tarazy_hr.domain.court import Trilingual
from tarazy_hr.domain.evaluation import commands
from tarazy_hr.domain.evaluation.deciding import decide
from tarazy_hr.domain.evaluation.evaluation import Evaluation, entered
from tarazy_hr.domain.evaluation.facts import Fact
from tarazy_hr.domain.evaluation.indicators import HearingOfJudge, Workload
from tarazy_hr.domain.evaluation.rules import Category, Criterion, EvaluationRules
from tarazy_hr.domain.evaluation.surroundings import Surroundings
from tarazy_hr.domain.refusal import Refusal

from tests.unit.hr.playing import Played
from tests.unit.hr.staffing import COURT, an_id

NAME = Trilingual("к", "р", "e")
MONDAY = date(2026, 3, 2)
JUDGE = an_id("evaluated judge")
PANEL = tuple(sorted(an_id(f"evaluator {number}") for number in range(3)))
OTHERS = tuple(sorted(an_id(f"other evaluator {number}") for number in range(3)))


def clock(code: str, amount: int, **more: Any) -> ClockRule:
    return ClockRule(code, NAME, amount, "working_days", "article 2", False, **more)


RULES = EvaluationRules(
    "made-up",
    "made up",
    False,
    criteria=(
        Criterion("diligence", NAME, 40, "indicators", ("held_as_planned", "own_adjournments")),
        Criterion("skills", NAME, 40, "panel", need_below=Decimal(60), needs=("drafting",)),
        Criterion("conduct", NAME, 20, "survey", need_below=Decimal(50), needs=("communication", "drafting")),
    ),
    categories=(
        Category("good", NAME, Decimal(70)),
        Category("sufficient", NAME, Decimal(50)),
        Category("low", NAME, Decimal(0)),
    ),
    clocks=(
        clock("reply", 10, after="refused"),
        clock("decision", 20),
        clock("appeal", 10, after="refused"),
        clock("appeal_decision", 20),
    ),
    own_reasons=("judge_unprepared",),
    quorum=3,
    least_hearings=4,
)


def hearing(number: int, **changes: Any) -> HearingOfJudge:
    day = date(2025, 6, 2) + timedelta(days=number)
    known: dict[str, Any] = {"held_on": day, "course": "held", "latest_on": day + timedelta(days=30)} | changes
    return HearingOfJudge(an_id(f"hearing {number}"), an_id(f"case {number}"), day, **known)


HEARINGS = (
    *(hearing(number) for number in range(6)),
    hearing(6, held_on=None, course="adjourned", adjournment_reason="judge_unprepared"),
    hearing(7, held_on=None, course="adjourned", adjournment_reason="party_absent"),
    hearing(8, held_on=date(2025, 9, 1)),
)


def around(today: date = MONDAY, **changes: Any) -> Surroundings:
    known: dict[str, Any] = {
        "rules": RULES, "was_judge": True, "hearings": HEARINGS, "workload": Workload(Fraction(90), Fraction(100)),
    } | changes  # fmt: skip
    return Surroundings(today, COURT.zone, lambda day: day.weekday() < 5, **known)


OPEN = commands.Open(an_id("evaluation"), COURT.court_id, JUDGE, "periodic", date(2025, 3, 1), date(2026, 3, 1), PANEL)


class Playing(Played[Evaluation]):
    """An evaluation; the day goes on by hand."""

    def __init__(self, opening: commands.Open = OPEN, **changes: Any) -> None:
        self.today = MONDAY
        super().__init__(opening, changes)

    def decide(self, command: commands.Command, changes: Mapping[str, Any]) -> tuple[Fact, ...] | Refusal:
        return decide(self.matter, command, around(self.today, **changes))

    def entered(self, facts: tuple[Fact, ...]) -> Evaluation | None:
        return entered(self.matter, facts)

    def later(self, days: int) -> "Playing":
        self.today += timedelta(days=days)
        return self

    def scored(self, *scores: int) -> "Playing":
        """Figures, a survey and the panel's scores."""
        self.do(commands.TakeFigures())
        self.do(commands.TakeSurvey("conduct", an_id("survey"), Fraction(80), 12))
        for member, score in zip(self.stands.panel, scores or (70, 80, 90), strict=True):
            self.do(commands.Score(member, "skills", Decimal(score)))
        return self

    def drafted(self, *scores: int) -> "Playing":
        self.scored(*scores).do(commands.Draft())
        return self

    def decided(self) -> "Playing":
        self.drafted().do(commands.Reply())
        self.do(commands.Decide(self.stands.panel[0]))
        return self
