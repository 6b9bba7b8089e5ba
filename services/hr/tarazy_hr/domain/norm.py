"""Workload norms: how many minutes a case of a category weighs, from a day on."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from tarazy_hr.domain.refusal import Refusal, conflict


@dataclass(frozen=True, slots=True)
class Norm:
    """The weight of a category of cases in whole minutes, from `valid_from` until the next norm begins."""

    court_id: str
    category: str
    weight_minutes: int
    valid_from: date


@dataclass(frozen=True, slots=True)
class NormFact:
    """A norm as it stood from one version to the next; versions count per category and first day."""

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

    A norm that has begun stays as it is, and a new one begins today at the earliest. Only the first norms of
    a category, entered together, may lie in the past.
    """
    wanted = command.norm
    of_category = [fact for fact in known if fact.norm.category == wanted.category]
    same = next((fact for fact in of_category if fact.norm.valid_from == wanted.valid_from), None)
    if same is not None and same.norm == wanted:
        return ()
    loaded_before = any(fact.recorded_at < now for fact in of_category)
    if (same is not None and wanted.valid_from <= today) or (loaded_before and wanted.valid_from < today):
        return conflict("valid_from", "norm_backwards", today=today, valid_from=wanted.valid_from)
    return (NormFact("changed", 1 if same is None else same.version + 1, wanted, now),)
