"""The draw: everybody who can be drawn holds tickets, and one number decides. Integers only.

Whoever carries less than a fair share holds somewhat more tickets, whoever carries more somewhat fewer: with S the sum
of the shares, H the shares of those who carry more, and beta = p/q, a judge with share s holds

    (q - p) * s * S  +  p * (s*s + 2*s*H)

of q * S * S tickets. These are the chances of drawing one judge by share and, with the chance beta, a second one,
keeping the one who carries less. A chance therefore lies between (1 - beta) and (1 + beta) times the fair one.
"""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from math import lcm
from typing import NamedTuple
from uuid import UUID

DIGITS_A_NUMBER = 16
BELOW = 1 << 64


class Candidate(NamedTuple):
    """Somebody who could be drawn. A tuple, because each draw makes one a judge and a frozen dataclass takes longer."""

    person_id: UUID
    share: int
    surplus: int
    tickets: int

    @property
    def score(self) -> str:
        """What the judge carries above a fair share, per share: a fraction as text."""
        return f"{self.surplus}/{self.share}"


@dataclass(frozen=True, slots=True)
class Standing:
    """Somebody who can be drawn, with a share and with what is carried above a fair part, in any unit."""

    person_id: UUID
    share: int
    surplus: int


def tickets(standings: Sequence[Standing], beta: tuple[int, int]) -> tuple[Candidate, ...]:
    """Who holds how many tickets, in the order in which they hold them: whoever carries least per share first.

    Of those who carry the same the order of ids decides.
    """
    p, q = beta
    shares = [one.share for one in standings]
    denominator = lcm(*set(shares))
    in_order = sorted(
        [(one.surplus * (denominator // one.share), one.person_id, one.share, one.surplus) for one in standings]
    )
    total = carry_more = sum(shares)
    by_share_alone = (q - p) * total
    rows = []
    for _, person_id, share, surplus in in_order:
        carry_more -= share
        rows.append((person_id, share, surplus, share * (by_share_alone + p * (share + 2 * carry_more))))
    return tuple(map(Candidate._make, rows))


def holder(candidates: Sequence[Candidate], number: int) -> UUID:
    """Whose tickets the number is among; they are counted from 0."""
    for candidate in candidates:
        if number < candidate.tickets:
            return candidate.person_id
        number -= candidate.tickets
    raise ValueError("The number lies beyond the last ticket")


def picked(candidates: Sequence[Candidate], seed: str, seats: int) -> tuple[UUID, ...]:
    """Whom the seed picks for so many seats, nobody twice: whoever has one holds no ticket for the next."""
    chosen: list[UUID] = []
    for seat in range(1, seats + 1):
        left = [one for one in candidates if one.person_id not in chosen] if chosen else candidates
        chosen.append(holder(left, number_below(seed_of_seat(seed, seat), sum([one.tickets for one in left]))))
    return tuple(chosen)


def seed_of_seat(seed: str, seat: int) -> str:
    """The first seat has the seed itself, the second SHA-256 of it with `|2`."""
    return seed if seat == 1 else hashlib.sha256(f"{seed}|{seat}".encode()).hexdigest()


def number_below(seed: str, total: int) -> int:
    """A number from 0 to total - 1, each as likely as any other.

    The first 16 hexadecimal digits of the seed are a number; those so high that they would favour the lowest
    remainders are passed over for the next 16, and after the last for those of the seed's own SHA-256.
    """
    if not 0 < total <= BELOW:
        raise ValueError(f"A draw needs 1 to {BELOW} tickets, not {total}")
    fair = BELOW - BELOW % total
    while True:
        for position in range(0, len(seed), DIGITS_A_NUMBER):
            number = int(seed[position : position + DIGITS_A_NUMBER], 16)
            if number < fair:
                return number % total
        seed = hashlib.sha256(seed.encode()).hexdigest()


def shared_out(amount: int, standings: Sequence[Standing]) -> dict[UUID, int]:
    """An amount divided by shares, exactly: what a rounding leaves over goes one by one to the first ids."""
    total = sum(one.share for one in standings)
    parts = {one.person_id: amount * one.share // total for one in standings}
    left = amount - sum(parts.values())
    for person_id in sorted(parts)[:left]:
        parts[person_id] += 1
    return parts
