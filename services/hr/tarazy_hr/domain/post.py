"""Posts of a court's establishment."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import Literal
from uuid import UUID

from tarazy_hr.domain.days import day_after, overlap
from tarazy_hr.domain.refusal import Refusal, conflict


@dataclass(frozen=True, slots=True)
class Post:
    """A place in the staffing table. An exclusive post has at most one holder on any day."""

    court_id: str
    post_id: UUID
    number: str | None = None
    exclusive: bool = False


@dataclass(frozen=True, slots=True)
class PostFact:
    """A post as it stood from one version to the next."""

    what: Literal["registered", "changed"]
    version: int
    post: Post


@dataclass(frozen=True, slots=True)
class RegisterPost:
    """Enter a post in the staffing table, or say how it now stands."""

    post: Post


@dataclass(frozen=True, slots=True)
class Holding:
    """Who holds a post, from the first to the last day (None: open)."""

    person_id: UUID
    tenure: int
    post_id: UUID
    from_on: date
    last_on: date | None


def register(
    known: PostFact | None, holdings: Iterable[Holding], command: RegisterPost
) -> tuple[PostFact, ...] | Refusal:
    """A post may become exclusive only where no two people hold it on one day."""
    post = command.post
    if known is not None and known.post == post:
        return ()
    if post.exclusive:
        held = sorted(holdings, key=lambda holding: (holding.from_on, holding.person_id))
        for earlier, later in pairwise(held):
            if _together(earlier, later):
                return conflict("exclusive", "post_shared", person=later.person_id, from_on=later.from_on)
    if known is None:
        return (PostFact("registered", 1, post),)
    return (PostFact("changed", known.version + 1, post),)


def refuse_second_holder(known: PostFact | None, holdings: Iterable[Holding], wanted: Holding) -> Refusal | None:
    """Why `wanted` cannot hold the post: somebody else holds it on one of those days."""
    if known is None or not known.post.exclusive:
        return None
    for holding in holdings:
        if holding.person_id != wanted.person_id and _together(holding, wanted):
            return conflict(
                "post_id",
                "post_held",
                person=holding.person_id,
                from_on=holding.from_on,
                to_on=holding.last_on or "…",
            )
    return None


def _together(one: Holding, other: Holding) -> bool:
    return overlap(one.from_on, day_after(one.last_on), other.from_on, day_after(other.last_on))
