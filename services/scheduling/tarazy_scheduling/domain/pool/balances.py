"""What judges carry of a court's cases, and what a fair part of them was."""

from collections.abc import Sequence
from uuid import UUID

from tarazy_shared.tickets import Standing, shared_out

from tarazy_scheduling.domain.model.drawing import Balance
from tarazy_scheduling.domain.model.means import Post
from tarazy_scheduling.domain.working_set.court import Court

MICROS = 1_000_000
"""Balances count in millionths of a minute, so that shares divide without a rounding that anybody could feel."""


def standings_of(court: Court, posts: Sequence[Post]) -> list[Standing]:
    """Those who can be drawn, with what each carries above a fair part."""
    return [Standing(post.person_id, post.share_milli, court.balance_of(post.person_id).surplus) for post in posts]


def credit(court: Court, standings: Sequence[Standing], minutes: int) -> None:
    """Give whoever could be drawn a fair part of so many minutes."""
    for person_id, part in shared_out(minutes * MICROS, standings).items():
        balance = court.balance_of(person_id)
        court.put_balance(person_id, Balance(balance.load, balance.credit + part))


def burden(court: Court, person_id: UUID, minutes: int) -> None:
    """Add to what a judge carries; nobody's credit changes."""
    balance = court.balance_of(person_id)
    court.put_balance(person_id, Balance(balance.load + minutes * MICROS, balance.credit))
