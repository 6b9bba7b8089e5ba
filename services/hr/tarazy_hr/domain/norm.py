"""Workload norms: how many minutes a case of a category weighs, from a day on, in a court or in the whole country."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from tarazy_hr.domain.refusal import Refusal, conflict

COUNTRY = ""
"""In the place of a court: what holds in all of them. Any norm of a court's own goes before it."""
ANY_INSTANCE = ""


@dataclass(frozen=True, slots=True)
class Norm:
    """The weight of a category of cases in whole minutes, from `valid_from` until the next norm begins."""

    court_id: str
    category: str
    weight_minutes: int
    valid_from: date
    instance: str = ANY_INSTANCE
    """Of cases of this instance alone: such a norm goes before one for any."""


@dataclass(frozen=True, slots=True)
class NormFact:
    """A norm as it stood from one version to the next; versions count per category, instance and first day."""

    what: Literal["changed"]
    version: int
    norm: Norm
    recorded_at: datetime


@dataclass(frozen=True, slots=True)
class SetNorm:
    """Set the weight of a category from a day on."""

    norm: Norm


def set_norm(
    known: Iterable[NormFact], command: SetNorm, *, now: datetime, today: date
) -> tuple[NormFact, ...] | Refusal:
    """Norms are never changed backwards: whoever was judged by one was judged rightly.

    A norm that has begun stays as it is, and a new one begins today at the earliest: no figure of a day that is
    over changes. Only the first norms that say what cases weigh, entered together, may lie in the past.
    """
    wanted = command.norm
    of_category = [fact for fact in known if fact.norm.category == wanted.category]
    same = next((fact for fact in of_category if _key(fact.norm) == _key(wanted)), None)
    if same is not None and same.norm == wanted:
        return ()
    loaded_before = any(fact.recorded_at < now and _meet(fact.norm, wanted) for fact in of_category)
    if (same is not None and wanted.valid_from <= today) or (loaded_before and wanted.valid_from < today):
        return conflict("valid_from", "norm_backwards", today=today, valid_from=wanted.valid_from)
    return (NormFact("changed", 1 if same is None else same.version + 1, wanted, now),)


def _key(norm: Norm) -> tuple[str, date]:
    return norm.instance, norm.valid_from


def _meet(one: Norm, other: Norm) -> bool:
    """Whether there are cases that both are about."""
    return ANY_INSTANCE in (one.instance, other.instance) or one.instance == other.instance
