"""Whether a post is vacant, and so can be announced or filled."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from uuid import UUID

from tarazy_hr.domain.days import day_after, overlap
from tarazy_hr.domain.post import Holding, PostFact, refuse_holder
from tarazy_hr.domain.refusal import Refusal, conflict, unknown

NOBODY = UUID(int=0)
"""Stands for whoever will be appointed."""


def refuse_unless_vacant(
    post_id: UUID, known: PostFact | None, holders: Sequence[Holding], from_on: date, share: Decimal, role: str
) -> Refusal | None:
    """Why nobody can take up a share of the post from a day on, as long as the post exists.

    A post that was listed before shares were kept is vacant when nobody holds it.
    """
    if known is None:
        return unknown("post_id", "unknown_post", post_id)
    post = known.post
    if post.to_on is not None and post.to_on < from_on:
        return conflict("post_id", "post_not_there", from_on=post.from_on or "…", to_on=post.to_on)
    wanted = Holding(NOBODY, 0, post_id, from_on, post.to_on, share, role=role)
    for held in holders:
        together = not held.acting and overlap(held.from_on, day_after(held.last_on), from_on, day_after(post.to_on))
        if together and (post.share is None or post.exclusive):
            days = {"from_on": held.from_on, "to_on": held.last_on or "…"}
            return conflict("post_id", "post_held", person=held.person_id, **days)
    return refuse_holder(known, holders, wanted)
