"""The rule of a clock: how long, of which days, from what on, by which article. Dated data, never a constant."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Literal

from tarazy_shared.terms import Unit

from tarazy_hr.domain.court import Trilingual
from tarazy_hr.domain.refusal import Refusal, wrong

AtTheEnd = Literal["refused", "late"]
"""What is done after the last day: refused, or taken and marked as late."""
LONGEST = 12_000
"""Days or months."""


@dataclass(frozen=True, slots=True)
class ClockRule:
    """How one clock runs. The rule that stands when a clock starts holds for it to its end."""

    code: str
    """Such as `discipline.limitation`: the proceedings, then what has to be done in time."""
    name: Trilingual
    amount: int
    """So many days, working days or months; the first is the day after the one that starts the clock."""
    unit: Unit
    source: str
    """The article, or what else says so."""
    verified: bool
    """Whether somebody held it against the text in force."""
    after: AtTheEnd = "late"
    suspendable: bool = False
    """Whether it stands still while the proceedings do."""
    rolls_over: bool = True
    """Whether a last day on which the court is closed is moved to the next open one."""
    warn_days: int = 3
    """It is near from so many calendar days before its last day on."""


def check(rules: Iterable[ClockRule]) -> Refusal | None:
    """Why no proceedings could run by these rules."""
    seen: set[str] = set()
    for place, rule in enumerate(rules):
        if rule.code in seen:
            return wrong(f"rules[{place}].code", "code_repeated", repeated=rule.code)
        seen.add(rule.code)
        if not 0 < rule.amount <= LONGEST:
            return wrong(f"rules[{place}].amount", "amount_outside", least=1, most=LONGEST)
        if rule.warn_days < 0:
            return wrong(f"rules[{place}].warn_days", "amount_outside", least=0, most=LONGEST)
    return None


@dataclass(frozen=True, slots=True)
class DatedRules:
    """All rules of one kind of proceedings, laid down as a whole from a day on."""

    valid_from: date
    rules: tuple[ClockRule, ...]

    def rule(self, code: str) -> ClockRule:
        """The rule of a code. Raises StopIteration where the whole lacks it."""
        return next(rule for rule in self.rules if rule.code == code)
