"""A post on a day: who holds it, who acts in it, how much of it is vacant and since when."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from tarazy_hr.domain.days import day_after
from tarazy_hr.domain.post import Holding, Post, held_shares

NONE = Decimal(0)


@dataclass(frozen=True, slots=True)
class FilledPost:
    """A post with everybody who ever held it or will."""

    post: Post
    holdings: tuple[Holding, ...] = ()

    def exists_on(self, day: date) -> bool:
        """Whether the post is in the staffing table on a day."""
        starts, ends = self.post.from_on, self.post.to_on
        return (starts is None or starts <= day) and (ends is None or day <= ends)

    def held_on(self, day: date) -> Decimal:
        """How much of full time is worked in it on a day; who acts does not count."""
        return sum((one.share for one in self.holdings if not one.acting and is_held(one, day)), NONE)

    def share_on(self, day: date) -> Decimal:
        """What it counts for in the establishment of a day; a post without a share counts for what is held of it."""
        if not self.exists_on(day):
            return NONE
        return self.held_on(day) if self.post.share is None else self.post.share


@dataclass(frozen=True, slots=True)
class PostOnDay:
    """A post as it is on a day."""

    post: Post
    holders: tuple[Holding, ...]
    acting: tuple[Holding, ...]
    held: Decimal
    vacant: Decimal
    """0 for one that is full."""
    since: date | None = None
    """First day of the unbroken vacancy; None for a post that was always vacant, or is not."""
    before: tuple[Holding, ...] = ()
    """Who left last before the day; none of a post that is full."""


def is_held(holding: Holding, day: date) -> bool:
    """Whether somebody is in post on a day."""
    return holding.from_on <= day and (holding.last_on is None or day <= holding.last_on)


def post_on_day(filled: FilledPost, day: date) -> PostOnDay:
    """What a post that exists on a day is then."""
    there = [one for one in filled.holdings if is_held(one, day)]
    holders = tuple(one for one in there if not one.acting)
    acting = tuple(one for one in there if one.acting)
    held = filled.held_on(day)
    vacant = filled.share_on(day) - held
    if vacant <= 0:
        return PostOnDay(filled.post, holders, acting, held, NONE)
    permanent = [one for one in filled.holdings if not one.acting]
    since = _vacant_since(filled.post, permanent, day)
    return PostOnDay(filled.post, holders, acting, held, vacant, since, _last_to_leave(permanent, day))


def staffing_on(posts: Iterable[FilledPost], day: date) -> list[PostOnDay]:
    """The staffing table of a day: the posts that exist then."""
    return [post_on_day(filled, day) for filled in posts if filled.exists_on(day)]


def _vacant_since(post: Post, permanent: Sequence[Holding], day: date) -> date | None:
    share = post.share or NONE
    since, full = post.from_on, False
    for changes_on, held in held_shares(permanent):
        if changes_on > day:
            break
        if full and held < share:
            since = changes_on
        full = held >= share
    return since


def _last_to_leave(permanent: Sequence[Holding], day: date) -> tuple[Holding, ...]:
    left = [(end, one) for one in permanent if (end := day_after(one.last_on)) is not None and end <= day]
    latest = max((end for end, _ in left), default=None)
    return tuple(one for end, one in left if end == latest)
