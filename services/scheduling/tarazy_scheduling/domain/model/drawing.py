"""What a draw starts from: balances, the last link of the chain, the court's rules, the day's secret, the beacon."""

from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Literal

AllocationReason = Literal[
    "registered", "became_eligible", "judge_recused", "judge_separated", "panel_asked", "by_hand"
]


@dataclass(frozen=True, slots=True)
class Balance:
    """What a judge got of a court's cases, and what a fair share of them was; in millionths of a minute."""

    load: int = 0
    credit: int = 0

    @property
    def surplus(self) -> int:
        """What the judge carries above a fair share; below zero: what the judge owes."""
        return self.load - self.credit


@dataclass(frozen=True, slots=True)
class LedgerHead:
    """The last link of a court's chain of draws."""

    number: int = 0
    hash: str = "0" * 64


@dataclass(frozen=True, slots=True)
class Awaited:
    """The round that a case is to be drawn with: fixed before anybody can know it, and replaced by no other."""

    chain: str
    round: int
    due_at: datetime
    """When the round comes out."""
    since: datetime
    reason: AllocationReason
    """Why the case is drawn."""
    change_reason: str
    """Of its hearings that follow the draw."""
    cause: str
    """The id of the event or order that the draw answers."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DrawRules:
    """What a court lays down about its draws, from a day on; the defaults hold where it has laid down nothing."""

    beta_numerator: int = 1
    beta_denominator: int = 2
    """In lowest terms; from 0 (chance by share alone) to 1."""
    absence_days: int = 2
    """Away for more than so many days from now, or soon: no candidate."""
    leaving_days: int = 30
    """In post for fewer than so many days more: no candidate."""
    ceiling_minutes: int | None = None
    """So far above a fair share: no candidate."""
    refile_days: int = 180
    """A case that is filed again within so many days goes to the judge first drawn."""
    fewest_candidates: int = 3
    """With fewer who can be drawn, a draw is marked."""
    long_absence_days: int = 60
    """Of a judge who is away for more than so many days a reallocation of the cases is proposed."""
    suspension_days: int = 0
    """The same of a judge who has been suspended for so many days."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DrawTerms(DrawRules):
    """By what rules and with what chance judges are drawn. The secret is opened only after its day."""

    secret: str = field(repr=False)
    """64 hexadecimal digits."""
    secret_commitment: str
    """SHA-256 of the secret's bytes, published ahead."""
    rule: str = "tarazy-draw-1"

    def under(self, rules: DrawRules) -> "DrawTerms":
        """The same under a court's rules."""
        return replace(self, **{name: getattr(rules, name) for name in DrawRules.__slots__})
