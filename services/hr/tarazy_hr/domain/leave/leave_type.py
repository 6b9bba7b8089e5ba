"""Leave types: dated rules, the court's own before those that ship."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal

from tarazy_hr.domain.court import Trilingual
from tarazy_hr.domain.refusal import Refusal, wrong

Unit = Literal["working_days", "own_working_days", "calendar_days", "calendar_days_without_holidays"]
"""`own_working_days`: the half-days of the court's working days on which somebody works by their own pattern."""
Accrual = Literal["none", "year_start", "monthly"]
Kind = Literal["leave", "sickness", "training", "secondment", "other"]


@dataclass(frozen=True, slots=True)
class Entitlement:
    """Days a year for a role from so many full years of service on."""

    days: Decimal
    role: str | None = None
    """None: every role that no other entry names."""
    from_years: int = 0


@dataclass(frozen=True, slots=True)
class LeaveRules:
    """How one type of leave is granted and counted."""

    name: Trilingual
    kind: Kind
    """As others are told of the absence."""
    unit: Unit = "working_days"
    entitlements: tuple[Entitlement, ...] = ()
    accrual: Accrual = "none"
    """`year_start`: all of it on the first day of the year in post; `monthly`: a twelfth on each month's last day."""
    by_days_in_post: bool = True
    """A year or month that is not wholly in post gives its share."""
    by_full_time_share: bool = False
    carry_over_limit: Decimal | None = None
    """Days that go into the next year at most; None: all."""
    carry_over_until: tuple[int, int] | None = None
    """Month and day of the next year by which they are taken; None: they stay."""
    advance: Decimal = Decimal(0)
    """Days that may be taken before they accrue."""
    half_days: bool = True
    notice_days: int = 0
    """Calendar days from the request to the first day."""
    longest: Decimal | None = None
    """Days in one stretch at most, in the type's unit."""
    needs_substitute: bool = False
    needs_approval: bool = True
    """False: it is recorded and holds at once."""
    overlaps: bool = False
    """It may lie over other leave."""
    given_back: bool = False
    """Days on which leave that may lie over it does so are not taken."""
    needs_certificate: bool = False
    """Without a certificate it gives no days back."""
    provisional_days: int | None = None
    """For how many calendar days at a time it is told while its end is not known; None: the end is always known."""

    @property
    def has_entitlement(self) -> bool:
        """Whether there is a balance that it is taken from."""
        return self.accrual != "none"


@dataclass(frozen=True, slots=True)
class LeaveType:
    """The rules of a type from a day on."""

    code: str
    rules: LeaveRules
    valid_from: date
    valid_to: date | None = None
    """Last day on which it can be begun."""
    source: str | None = None
    """Where the figures are from."""
    verified: bool = False
    """Somebody has compared them with the law in force."""


@dataclass(frozen=True, slots=True)
class LeaveTypeFact:
    """A type as a court laid it down, from one version to the next."""

    what: Literal["laid_down"]
    version: int
    court_id: str
    leave_type: LeaveType


@dataclass(frozen=True, slots=True)
class LayDownLeaveType:
    """Lay the rules of a type down for a court, from a day on."""

    court_id: str
    leave_type: LeaveType


class LeaveTypes:
    """The types of one court."""

    def __init__(self, shipped: Iterable[LeaveType], own: Iterable[LeaveType] = ()) -> None:
        self._layers = tuple(
            sorted(layer, key=lambda one: one.valid_from, reverse=True) for layer in (tuple(own), tuple(shipped))
        )

    def on(self, code: str, day: date) -> LeaveType | None:
        """The type as it holds on a day: what the court laid down goes before what ships."""
        for layer in self._layers:
            begun = next((one for one in layer if one.code == code and one.valid_from <= day), None)
            if begun is not None:
                return None if begun.valid_to is not None and begun.valid_to < day else begun
        return None

    def all_on(self, day: date) -> list[LeaveType]:
        """Every type that can be begun on a day, by code."""
        codes = sorted({one.code for layer in self._layers for one in layer})
        return [found for code in codes if (found := self.on(code, day)) is not None]

    def newest(self) -> list[LeaveType]:
        """The newest rules of every type, by code."""
        codes = sorted({one.code for layer in self._layers for one in layer})
        return [found for code in codes if (found := self.ever(code)) is not None]

    def ever(self, code: str) -> LeaveType | None:
        """The newest rules of a type, whenever they hold."""
        return next((one for layer in self._layers for one in layer if one.code == code), None)


def lay_down(known: LeaveTypeFact | None, command: LayDownLeaveType) -> tuple[LeaveTypeFact, ...] | Refusal:
    """Rules for a day on which some began already take their place; the same ones are nothing new."""
    wanted = command.leave_type
    if wanted.valid_to is not None and wanted.valid_to < wanted.valid_from:
        return wrong("valid_to", "ends_before_start", start=wanted.valid_from, end=wanted.valid_to)
    if refused := _refuse_rules(wanted.rules):
        return refused
    if known is not None and known.leave_type == wanted:
        return ()
    return (LeaveTypeFact("laid_down", known.version + 1 if known else 1, command.court_id, wanted),)


def _refuse_rules(rules: LeaveRules) -> Refusal | None:
    """Rules that contradict themselves."""
    if rules.has_entitlement and not rules.entitlements:
        return wrong("rules.entitlements", "entitlement_missing")
    if rules.entitlements and not rules.has_entitlement:
        return wrong("rules.accrual", "accrual_missing")
    if rules.provisional_days is not None and rules.needs_approval:
        return wrong("rules.provisional_days", "open_end_needs_no_approval")
    keys = [(one.role, one.from_years) for one in rules.entitlements]
    if len(keys) != len(set(keys)):
        return wrong("rules.entitlements", "entitlement_twice")
    return None


def days_a_year(rules: LeaveRules, role: str, years: int) -> Decimal:
    """The entitlement of a role after full years of service; 0 where no entry fits."""
    fitting = [one for one in rules.entitlements if one.role in (role, None) and one.from_years <= years]
    best = max(fitting, key=lambda one: (one.role is not None, one.from_years), default=None)
    return best.days if best else Decimal(0)
