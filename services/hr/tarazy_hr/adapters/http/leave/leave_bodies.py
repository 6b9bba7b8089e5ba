"""What is said about leave."""

from decimal import Decimal
from typing import Annotated, Any, Literal
from uuid import UUID

from pydantic import Field
from tarazy_shared.contracts.fields import Code, Day, Text
from tarazy_shared.contracts.staff import Half

from tarazy_hr.adapters.http.body import Body, Id, Names, example
from tarazy_hr.domain.leave.adjustment import Adjustment
from tarazy_hr.domain.leave.cover import CoverRule
from tarazy_hr.domain.leave.leave_type import Accrual, Entitlement, Kind, LeaveRules, LeaveType, Unit
from tarazy_hr.domain.leave.requests import RequestLeave

Days = Annotated[Decimal, Field(ge=0, le=3660, max_digits=6, decimal_places=2, allow_inf_nan=False)]
SignedDays = Annotated[Decimal, Field(ge=-3660, le=3660, max_digits=6, decimal_places=2, allow_inf_nan=False)]


class LeaveBody(Body):
    """A leave that somebody asks for."""

    model_config = example(
        {"leave_type": "annual", "first_on": "2026-12-14", "last_on": "2026-12-31", "note": "With the family"}
    )

    absence_id: Id | None = Field(None, description="Chosen by the caller; by default made here")
    leave_type: Code = Field(examples=["annual"])
    first_on: Day
    last_on: Day | None = Field(None, description="Last day away; left out where the end is not known yet")
    first_half: Half = Field("am", description="`pm`: from midday of the first day on")
    last_half: Half = Field("pm", description="`am`: until midday of the last day")
    substitute_id: Id | None = Field(None, description="Who stands in")
    certificate: Text | None = None
    note: Text | None = None

    def request(self, court_id: str, person_id: UUID, absence_id: UUID, *, is_recorded: bool) -> RequestLeave:
        """The command."""
        return RequestLeave(
            court_id,
            person_id,
            absence_id,
            self.leave_type,
            self.first_on,
            self.last_on,
            self.first_half,
            self.last_half,
            self.substitute_id,
            self.certificate if is_recorded else None,
            self.note,
            is_recorded,
        )


class EndBody(Body):
    """With which half-day a leave ends."""

    model_config = example({"last_on": "2026-12-18", "note": "Called back"})

    last_on: Day
    last_half: Half = "pm"
    note: Text | None = None


class SubstituteBody(Body):
    """Who stands in; null for nobody."""

    model_config = example({"substitute_id": "3b6f0f38-6c1d-4a55-9a0e-5a1f0c7f2d11"})

    substitute_id: Id | None = None


class CertificateBody(Body):
    """The certificate of a recorded leave; its days where they differ."""

    model_config = example({"certificate": "2026/118-44", "first_on": "2026-12-14", "last_on": "2026-12-18"})

    certificate: Text
    first_on: Day | None = None
    last_on: Day | None = None


class EntitlementBody(Body):
    """Days a year for a role from so many full years of service on."""

    days: Days
    role: Code | None = None
    from_years: Annotated[int, Field(ge=0, le=100)] = 0


class RulesBody(Body):
    """How leave of a type is granted and counted. What is left out has its default, not what it had before."""

    name: Names
    kind: Kind = "leave"
    unit: Unit = "working_days"
    entitlements: Annotated[tuple[EntitlementBody, ...], Field(max_length=100)] = ()
    accrual: Accrual = "none"
    by_days_in_post: bool = True
    by_full_time_share: bool = False
    carry_over_limit: Days | None = None
    carry_over_until: tuple[Annotated[int, Field(ge=1, le=12)], Annotated[int, Field(ge=1, le=31)]] | None = None
    advance: Days = Decimal(0)
    half_days: bool = True
    notice_days: Annotated[int, Field(ge=0, le=366)] = 0
    longest: Days | None = None
    needs_substitute: bool = False
    needs_approval: bool = True
    overlaps: bool = False
    given_back: bool = False
    needs_certificate: bool = False
    provisional_days: Annotated[int, Field(ge=1, le=60)] | None = None

    def rules(self) -> LeaveRules:
        """As the domain knows them."""
        given: dict[str, Any] = {name: getattr(self, name) for name in type(self).model_fields}
        entitled = tuple(Entitlement(one.days, one.role, one.from_years) for one in self.entitlements)
        return LeaveRules(**given | {"name": self.name.trilingual(), "entitlements": entitled})


class LeaveTypeBody(Body):
    """The rules of a type from a day on."""

    model_config = example(
        {
            "valid_from": "2027-01-01",
            "source": "Order 12 of the chair",
            "verified": True,
            "rules": {
                "name": {"kk": "Жыл сайынғы демалыс", "ru": "Ежегодный отпуск", "en": "Annual leave"},
                "unit": "calendar_days_without_holidays",
                "entitlements": [{"days": "30"}],
                "accrual": "year_start",
            },
        }
    )

    valid_from: Day
    valid_to: Day | None = Field(None, description="Last day on which leave of this type can begin")
    source: Text | None = None
    verified: bool = False
    rules: RulesBody

    def leave_type(self, code: str) -> LeaveType:
        """As the domain knows it."""
        return LeaveType(code, self.rules.rules(), self.valid_from, self.valid_to, self.source, self.verified)


class AdjustmentBody(Body):
    """An opening balance, or days more or fewer."""

    model_config = example(
        {"leave_type": "annual", "on": "2026-01-01", "kind": "opening", "days": "12.5", "reason": "From the card"}
    )

    leave_type: Code
    on: Day = Field(description="`opening`: the balance at the beginning of this day, whatever was before")
    kind: Literal["opening", "correction"]
    days: SignedDays
    reason: Text

    def adjustment(self, court_id: str, person_id: UUID, adjustment_id: UUID) -> Adjustment:
        """As the domain knows it."""
        return Adjustment(
            adjustment_id, court_id, person_id, self.leave_type, self.on, self.kind, self.days, self.reason
        )


class CoverBody(Body):
    """The fewest judges that are to be there on a working day."""

    model_config = example({"minimum": 2, "valid_from": "2027-01-01"})

    minimum: Annotated[int, Field(ge=0, le=1000)]
    valid_from: Day

    def rule(self, specialism: str) -> CoverRule:
        """As the domain knows it."""
        return CoverRule(specialism, self.valid_from, self.minimum)
