"""Plans as they are asked for, handed in and shown over HTTP."""

from datetime import date, datetime
from typing import Annotated, Any
from uuid import UUID

from pydantic import BaseModel, Field

from tarazy_scheduling.adapters.plan_store import StoredPlan
from tarazy_scheduling.app.plans import Proposed, Range
from tarazy_scheduling.domain.model.planning import PlanStatus, PlanWish
from tarazy_scheduling.planning.bounds import gap

Days = Annotated[int, Field(ge=0, le=260)]
Points = Annotated[int, Field(ge=0, le=10**9)]
Big = Annotated[int, Field(ge=0, lt=2**63)]
HearingKey = Annotated[str, Field(pattern=r"^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$")]
Name = Annotated[str, Field(min_length=1, max_length=100)]
PlaceBody = tuple[
    Annotated[int, Field(ge=0, le=3660)], Annotated[int, Field(ge=0, le=61)], HearingKey, HearingKey, HearingKey | None
]


class InstanceQuery(BaseModel):
    """What an instance is asked for."""

    from_on: date | None = Field(default=None, alias="from", description="First day; by default right after the fence")
    to_on: date | None = Field(default=None, alias="to", description="Last day; by default 90 days after the first")
    fence: Days | None = Field(default=None, description="Working days; by default the court's, and never fewer")
    penalty: Points | None = Field(default=None, description="Of a changed place; by default the court's")
    budget: Points | None = Field(default=None, description="How many places may change; by default any number")

    def range(self) -> Range:
        """As it is looked at."""
        return Range(self.from_on, self.to_on, self.fence, self.penalty, self.budget)


class PlanBody(BaseModel):
    """A plan for an instance of this court, as `tarazy plan` makes it."""

    from_on: date
    to_on: date
    fence_days: Days
    change_penalty: Points
    change_budget: Points | None = None
    state: Annotated[str, Field(pattern="^[0-9a-f]{64}$")]
    """Of the instance: the plan is for this state of the court and for no other."""
    plan: Annotated[dict[HearingKey, PlaceBody], Field(max_length=100_000)]
    """By hearing_id: day, slot, judge, room, interpreter or null, in the instance's numbers and names."""
    cost: Big
    seed: Big
    iterations: Big
    core: Annotated[str, Field(pattern="^[a-z]{1,20}$")]
    bound: Big | None = None
    unavoidable: Big | None = None
    proposed_by: UUID | None = None
    """person_id of somebody in post in the court."""

    def proposed(self) -> Proposed:
        """As it is looked at."""
        wish = PlanWish(self.from_on, self.to_on, self.fence_days, self.change_penalty, self.change_budget)
        return Proposed(
            wish,
            self.state,
            self.plan,
            self.cost,
            self.seed,
            self.iterations,
            self.core,
            self.bound,
            self.unavoidable,
            self.proposed_by,
        )


class DecisionBody(BaseModel):
    """Who decides."""

    approver: UUID
    """person_id of somebody in post in the court."""


class SittingShown(BaseModel):
    """One continuous sitting."""

    starts_at: datetime
    ends_at: datetime
    room_id: UUID


class PlaceShown(BaseModel):
    """When, where and with whom."""

    sittings: list[SittingShown]
    judges: list[UUID]
    clerk: UUID | None
    interpreters: list[UUID]


class MoveShown(BaseModel):
    """A hearing that gets another place, or its first one (`before` is null)."""

    hearing_id: UUID
    case_id: UUID
    custody: bool
    before: PlaceShown | None
    after: PlaceShown
    changes_the_date: bool
    changes_the_time: bool
    days_gained: int
    """Calendar days by which it sits earlier; less than 0: later."""
    notice_days: int
    """Working days between the plan's making and the new day."""
    notice_on: date
    """The first day that left the notice when the plan was made."""
    told: list[UUID]
    """Who takes part before or after: person_ids, else party_ids."""


class WaitingShown(BaseModel):
    """A hearing that gets no place."""

    hearing_id: UUID
    case_id: UUID
    codes: list[str]
    """Why it had none before."""


class CountsShown(BaseModel):
    """A plan in numbers of hearings and people."""

    hearings: int
    """That the plan could move or list."""
    moved: int
    dates_changed: int
    times_changed: int
    change_budget: int | None
    listed: int
    """Had no place and get one."""
    waiting: int
    custody: int
    """Of those moved or listed."""
    days_gained: int
    people_told: int
    kept: dict[str, int]
    """Hearings that the plan leaves alone, by why."""


class PreviewShown(BaseModel):
    """What a plan would bring, or has brought."""

    moves: list[MoveShown]
    waiting: list[WaitingShown]
    people: dict[str, int]
    """By role, who is to be told, each person once."""


class ReasonShown(BaseModel):
    """Why a decision came to nothing."""

    field: str
    code: str
    reason: str


class PlanShown(BaseModel):
    """A plan without its preview."""

    court_id: str
    number: int
    from_on: date
    to_on: date
    fence_days: int
    change_penalty: int
    state: str
    seed: int
    iterations: int
    core: str
    present_cost: int
    """What it costs to leave everything as it was."""
    cost: int
    bound: int | None
    """Proved: no plan costs less."""
    gap: float | None
    """How much of the cost might be avoidable, from 0 to 1."""
    gap_without_unavoidable: float | None
    """The same without what no plan can list."""
    status: PlanStatus
    counts: CountsShown
    proposed_at: datetime
    proposed_by: UUID | None
    decided_at: datetime | None
    decided_by: UUID | None
    undone_at: datetime | None
    undone_by: UUID | None
    refused_at: datetime | None
    refused: list[ReasonShown]


class WholePlanShown(PlanShown):
    """A plan with its preview."""

    preview: PreviewShown


class PlansShown(BaseModel):
    """Plans of one court."""

    court_id: str
    plans: list[PlanShown]


def shown(one: StoredPlan) -> dict[str, Any]:
    """The fields of `PlanShown`."""
    made, unavoidable = one.made, one.made.unavoidable or 0
    return {
        "court_id": one.court_id,
        "number": one.number,
        "from_on": one.wish.begins_on,
        "to_on": one.wish.ends_on,
        "fence_days": one.wish.fence_days,
        "change_penalty": one.wish.change_penalty,
        "state": one.state_hash,
        "seed": made.seed,
        "iterations": made.iterations,
        "core": made.core,
        "present_cost": made.present_cost,
        "cost": made.cost,
        "bound": made.bound,
        "gap": None if made.bound is None else gap(made.cost, made.bound),
        "gap_without_unavoidable": None
        if made.bound is None
        else gap(made.cost - unavoidable, made.bound - unavoidable),
        "status": one.status,
        "counts": one.counts,
        "proposed_at": one.proposed_at,
        "proposed_by": one.proposed_by,
        "decided_at": one.decided_at,
        "decided_by": one.decided_by,
        "undone_at": one.undone_at,
        "undone_by": one.undone_by,
        "refused_at": one.refused_at,
        "refused": [{"field": why.field, "code": why.code, "reason": why.text} for why in one.refused],
    }
