"""Posts of a court's establishment: from when to when they exist, and how much of full time they hold."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from itertools import pairwise
from typing import Literal
from uuid import UUID

from tarazy_hr.domain.days import day_after, overlap
from tarazy_hr.domain.refusal import Refusal, conflict, unknown, wrong


@dataclass(frozen=True, slots=True)
class Post:
    """A place in the staffing table. A post that only appointments name is not listed and has no limits."""

    court_id: str
    post_id: UUID
    number: str | None = None
    exclusive: bool = False
    """At most one holder on any day, whatever the shares."""
    share: Decimal | None = Decimal(1)
    """How much of full time it holds on any day: above 0; 1 is one full-time place. None: as much as is appointed,
    as posts were listed before shares were kept."""
    role: str | None = None
    """What its holders are; None leaves that to their appointments."""
    speciality: str | None = None
    """The specialism that the post is meant for; what a holder may hear is said by authorisations alone."""
    from_on: date | None = None
    """The first day on which the post exists; None: since ever."""
    to_on: date | None = None
    """The last day, for a post that is abolished."""


@dataclass(frozen=True, slots=True)
class PostFact:
    """A post as it stood from one version to the next."""

    what: Literal["registered", "changed", "abolished"]
    version: int
    post: Post


@dataclass(frozen=True, slots=True)
class RegisterPost:
    """Enter a post in the staffing table, or say how it now stands."""

    post: Post


@dataclass(frozen=True, slots=True)
class AbolishPost:
    """End a post; `to_on` is the last day on which it exists."""

    court_id: str
    post_id: UUID
    to_on: date


@dataclass(frozen=True, slots=True)
class Holding:
    """Who holds a post, from the first to the last day (None: open)."""

    person_id: UUID
    tenure: int
    post_id: UUID
    from_on: date
    last_on: date | None
    share: Decimal = Decimal(1)
    acting: bool = False
    """In the place of a holder who is away, or of none: counted by itself and not against the post's share."""
    role: str | None = None


def register(
    known: PostFact | None, holdings: Iterable[Holding], command: RegisterPost
) -> tuple[PostFact, ...] | Refusal:
    """The post as it now stands, where its holders fit into it."""
    post = command.post
    if known is not None and known.post == post:
        return ()
    if refused := _refuse_post(post, list(holdings)):
        return refused
    if known is None:
        return (PostFact("registered", 1, post),)
    return (PostFact("changed", known.version + 1, post),)


def abolish(
    known: PostFact | None, holdings: Iterable[Holding], command: AbolishPost
) -> tuple[PostFact, ...] | Refusal:
    """A post ends when nobody holds it any more; another day corrects the one said before."""
    if known is None:
        return unknown("post_id", "unknown_post", command.post_id)
    if known.post.to_on == command.to_on:
        return ()
    post = replace(known.post, to_on=command.to_on)
    if refused := _refuse_post(post, list(holdings)):
        return refused
    return (PostFact("abolished", known.version + 1, post),)


def refuse_holder(known: PostFact | None, holdings: Iterable[Holding], wanted: Holding) -> Refusal | None:
    """Why `wanted` cannot hold the post: it is another's by then, it is full, or it does not exist on those days."""
    if known is None:
        return None
    post = known.post
    if refused := _refuse_days(post, wanted, "post_id"):
        return refused
    if post.role is not None and wanted.role is not None and wanted.role != post.role:
        return conflict("role", "post_of_another_role", role=post.role)
    others = [one for one in holdings if (one.person_id, one.tenure) != (wanted.person_id, wanted.tenure)]
    if post.exclusive:
        for other in others:
            if other.person_id != wanted.person_id and _together(other, wanted):
                return _held(other)
    return _refuse_share(post, [*others, wanted], "post_id", within=wanted)


def held_shares(holdings: Iterable[Holding]) -> list[tuple[date, Decimal]]:
    """How much is held from which day on, each day on which that changes, in order."""
    steps: dict[date, Decimal] = {}
    for holding in holdings:
        steps[holding.from_on] = steps.get(holding.from_on, Decimal(0)) + holding.share
        if (end := day_after(holding.last_on)) is not None:
            steps[end] = steps.get(end, Decimal(0)) - holding.share
    held, since = Decimal(0), []
    for day in sorted(steps):
        held += steps[day]
        since.append((day, held))
    return since


def _refuse_post(post: Post, holdings: list[Holding]) -> Refusal | None:
    if post.from_on is not None and post.to_on is not None and post.to_on < post.from_on:
        return wrong("to_on", "ends_before_start", start=post.from_on, end=post.to_on)
    if post.exclusive:
        for acting in (False, True):
            same = [one for one in holdings if one.acting is acting]
            for earlier, later in pairwise(sorted(same, key=lambda one: (one.from_on, one.person_id))):
                if _together(earlier, later):
                    return conflict("exclusive", "post_shared", person=later.person_id, from_on=later.from_on)
    for holding in holdings:
        if refused := _refuse_days(post, holding, "to_on" if post.to_on is not None else "from_on"):
            return refused
    return _refuse_share(post, holdings, "share")


def _refuse_days(post: Post, holding: Holding, field: str) -> Refusal | None:
    """A post is held only while it exists."""
    starts = post.from_on is not None and holding.from_on < post.from_on
    ends = post.to_on is not None and (holding.last_on is None or holding.last_on > post.to_on)
    if not starts and not ends:
        return None
    if field == "post_id":
        return conflict("post_id", "post_not_there", from_on=post.from_on or "…", to_on=post.to_on or "…")
    field = "to_on" if ends else "from_on"
    return conflict(
        field, "post_still_held", person=holding.person_id, from_on=holding.from_on, to_on=holding.last_on or "…"
    )


def _refuse_share(post: Post, holdings: list[Holding], field: str, within: Holding | None = None) -> Refusal | None:
    """On no day is more of a post held than it has; who acts is counted apart from who holds it."""
    if post.share is None:
        return None
    for acting in (False, True):
        if within is not None and within.acting is not acting:
            continue
        same = [one for one in holdings if one.acting is acting and (within is None or _together(one, within))]
        for day, held in held_shares(same):
            if held > post.share:
                return conflict(field, "post_overfilled", day=day, held=_plain(held), share=_plain(post.share))
    return None


def _held(other: Holding) -> Refusal:
    return conflict("post_id", "post_held", person=other.person_id, from_on=other.from_on, to_on=other.last_on or "…")


def _together(one: Holding, other: Holding) -> bool:
    """Whether both hold a post in the same way on one day."""
    return one.acting is other.acting and overlap(
        one.from_on, day_after(one.last_on), other.from_on, day_after(other.last_on)
    )


def _plain(share: Decimal) -> str:
    return f"{share.normalize():f}"
