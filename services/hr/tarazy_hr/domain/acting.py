"""Acting in a post beside the own one in the same court, such as a judge who acts as chair.

It is no appointment: the person keeps the own post, is one person in every count and draw, and takes nothing of the
share of the post in which they act.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID

from tarazy_hr.domain.appointment import AppointmentFact
from tarazy_hr.domain.post import Holding, PostFact, refuse_holder
from tarazy_hr.domain.refusal import Refusal, conflict, unknown, wrong


@dataclass(frozen=True, slots=True)
class Acting:
    """Who acts in which post, from the first to the last day (None: until further notice)."""

    acting_id: UUID
    court_id: str
    person_id: UUID
    post_id: UUID
    role: str
    from_on: date
    to_on: date | None = None
    order_number: str | None = None

    def holding(self, number: int, share: Decimal = Decimal(1)) -> Holding:
        """As the post sees it: numbers of appointments are above 0."""
        return Holding(
            self.person_id, -number, self.post_id, self.from_on, self.to_on, share, acting=True, role=self.role
        )


def enter(
    known: Acting | None,
    wanted: Acting,
    tenures: Sequence[AppointmentFact],
    post: PostFact | None,
    holders: Iterable[Holding],
) -> Acting | Refusal | None:
    """What now stands; None where it stood already. On all its days the person is in a post of their own."""
    if known == wanted:
        return None
    if known is not None and (known.court_id, known.person_id) != (wanted.court_id, wanted.person_id):
        return conflict("acting_id", "id_taken")
    if wanted.to_on is not None and wanted.to_on < wanted.from_on:
        return wrong("to_on", "ends_before_start", start=wanted.from_on, end=wanted.to_on)
    if post is None:
        return unknown("post_id", "unknown_post", wanted.post_id)
    if refused := _refuse_own_post(wanted, tenures):
        return refused
    share = min(Decimal(1), post.post.share or Decimal(1))
    others = [one for one in holders if known is None or not _is_same(one, known)]
    return refuse_holder(post, others, wanted.holding(0, share)) or wanted


def call_off(known: Acting, today: date) -> Acting | Refusal:
    """Nobody acts after all, where the first day is to come."""
    if known.from_on <= today:
        return conflict("acting_id", "acting_begun", day=known.from_on)
    return known


def _refuse_own_post(wanted: Acting, tenures: Sequence[AppointmentFact]) -> Refusal | None:
    own = next((fact for fact in tenures if fact.covers(wanted.from_on)), None)
    if own is None:
        return conflict("from_on", "not_in_post", day=wanted.from_on)
    if own.appointment.post_id == wanted.post_id:
        return wrong("post_id", "own_post")
    if own.last_on is not None and (wanted.to_on is None or wanted.to_on > own.last_on):
        return conflict("to_on", "after_appointment", day=own.last_on)
    return None


def _is_same(holding: Holding, known: Acting) -> bool:
    return (
        holding.tenure <= 0
        and (holding.person_id, holding.post_id) == (known.person_id, known.post_id)
        and holding.from_on == known.from_on
    )
