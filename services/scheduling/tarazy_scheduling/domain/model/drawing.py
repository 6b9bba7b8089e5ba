"""What a draw starts from: balances, the last link of the chain, the day's secret."""

from dataclasses import dataclass, field


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
class Beacon:
    """A round of a public randomness beacon."""

    chain: str
    round: int
    randomness: str
    signature: str


@dataclass(frozen=True, slots=True)
class DrawTerms:
    """By what rule and with what chance judges are drawn. The secret is opened only after its day."""

    secret: str = field(repr=False)
    """64 hexadecimal digits."""
    secret_commitment: str
    """SHA-256 of the secret's bytes, published ahead."""
    beacon: Beacon | None = None
    """None marks a draw without a beacon."""
    rule: str = "tarazy-draw-1"
    beta_numerator: int = 1
    beta_denominator: int = 2
    absence_days: int = 2
    """Away for more than so many days from now, or soon: no candidate."""
    leaving_days: int = 30
    """In post for fewer than so many days more: no candidate."""
    ceiling_minutes: int | None = None
    """So far above a fair share: no candidate."""
