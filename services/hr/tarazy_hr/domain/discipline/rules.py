"""The rules of disciplinary proceedings, as one dated whole: grounds, measures, clocks, seats of a panel."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from tarazy_hr.domain.clocks.clock_rule import ClockRule
from tarazy_hr.domain.clocks.clock_rule import check as check_clocks
from tarazy_hr.domain.court import Trilingual
from tarazy_hr.domain.refusal import Refusal, wrong

EXPLANATION = "explanation"
"""The clock of the judge's explanation: it starts when the judge is asked, and blocks nothing once it has run out."""
LIMITATIONS = ("limitation_from_act", "limitation_from_learning")
"""Clocks after which nothing is decided any more: from the act itself, and from the day on which it became known."""
NEEDED = ("admissibility", "inquiry", EXPLANATION, "decision", "appeal", "appeal_decision")
"""Clocks without which no proceedings can run."""
MOST_SEATS = 15


@dataclass(frozen=True, slots=True)
class Code:
    """A code with its name and where it is laid down."""

    code: str
    name: Trilingual
    source: str = ""
    verified: bool = False


@dataclass(frozen=True, slots=True)
class Measure:
    """What a decision can say."""

    code: str
    name: Trilingual
    violation: bool
    """Whether it says that there was one."""
    source: str = ""
    verified: bool = False
    expires_by: str | None = None
    """The clock by which it ends; None: it does not end by itself."""
    removes: bool = False
    """Whether it proposes that the judge leaves office: that is decided elsewhere."""


@dataclass(frozen=True, slots=True)
class DisciplineRules:
    """How proceedings run. Those that stood when the complaint came in hold to the end."""

    code: str
    source: str
    verified: bool
    grounds: tuple[Code, ...]
    """What a judge can be charged with. A ruling that was reversed is none."""
    measures: tuple[Measure, ...]
    reasons: tuple[Code, ...]
    """Why a complaint is rejected, proceedings are stopped, paused or ended."""
    clocks: tuple[ClockRule, ...]
    seats: int = 3
    """Members of a panel."""
    appeal_seats: int = 5
    own_court_sits: bool = False
    """Whether members of the judge's own court can be drawn."""
    keep_days: int = 1095
    """Days after the end, or the expiry of the measure, for which names and papers are kept."""
    published_until: Literal["expiry", "erasure"] = "expiry"
    """When what was published is withdrawn: once the measure has expired, or together with names and papers. Where no
    measure expires it is always the latter."""

    def ground(self, code: str) -> Code | None:
        """The ground of a code."""
        return next((one for one in self.grounds if one.code == code), None)

    def measure(self, code: str) -> Measure | None:
        """The measure of a code."""
        return next((one for one in self.measures if one.code == code), None)

    def clock(self, code: str) -> ClockRule | None:
        """The clock of a code."""
        return next((one for one in self.clocks if one.code == code), None)

    def knows_reason(self, code: str) -> bool:
        """Whether a reason is one of these."""
        return any(one.code == code for one in self.reasons)


def check(rules: DisciplineRules) -> Refusal | None:
    """Why no proceedings could run by these rules."""
    return next(_faults(rules), None)


def _faults(rules: DisciplineRules) -> Iterator[Refusal]:
    for name, codes in (
        ("grounds", [one.code for one in rules.grounds]),
        ("measures", [one.code for one in rules.measures]),
        ("reasons", [one.code for one in rules.reasons]),
    ):
        if not codes:
            yield wrong(name, "none_given")
        for code, times in Counter(codes).items():
            if times > 1:
                yield wrong(name, "code_repeated", repeated=code)
    if all(one.violation for one in rules.measures):
        yield wrong("measures", "no_acquittal")
    if refused := check_clocks(rules.clocks):
        yield refused
    for code in NEEDED:
        if rules.clock(code) is None:
            yield wrong("clocks", "clock_missing", clock=code)
    if not any(rules.clock(code) for code in LIMITATIONS):
        yield wrong("clocks", "clock_missing", clock=" / ".join(LIMITATIONS))
    for place, measure in enumerate(rules.measures):
        if measure.expires_by is not None and rules.clock(measure.expires_by) is None:
            yield wrong(f"measures[{place}].expires_by", "clock_missing", clock=measure.expires_by)
    for name, seats in (("seats", rules.seats), ("appeal_seats", rules.appeal_seats)):
        if not 1 <= seats <= MOST_SEATS or seats % 2 == 0:
            yield wrong(name, "seats_even", most=MOST_SEATS)
