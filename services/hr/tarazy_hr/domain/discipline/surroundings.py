"""What a decision has to know beside the record of its case."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Literal
from uuid import UUID

from tarazy_shared.beacons.beacon import BeaconClock
from tarazy_shared.terms import IsOpen

from tarazy_hr.domain.discipline.facts import Fact, Instance
from tarazy_hr.domain.discipline.rules import DisciplineRules
from tarazy_hr.domain.refusal import Refusal

Decision = tuple[Fact, ...] | Refusal
"""No facts at all: what was wanted stands already."""


@dataclass(frozen=True, slots=True)
class BodyMember:
    """Somebody who can sit in panels, as things stand today."""

    person_id: UUID
    sits_in: Instance
    court_id: str | None
    """Where this member is a judge; None: of no court."""
    away: Literal["absent", "suspended"] | None = None
    panels: int = 0
    """How many this member has sat in."""
    interested: bool = False
    """Whether an interest is declared between this member and the judge."""


@dataclass(frozen=True, slots=True)
class Surroundings:
    """The day, the calendar, the rules, and who there is."""

    now: datetime
    today: date
    zone: str
    is_open: IsOpen
    rules: DisciplineRules | None = None
    """Those that stand today."""
    is_judge: bool = False
    """Whether the person complained of was a judge of the court on the day of the act."""
    inspectors: frozenset[UUID] = frozenset()
    """Who may look into cases."""
    body: tuple[BodyMember, ...] = ()
    beacon: BeaconClock | None = None
    """None: no beacon is set, and nothing can be drawn."""
    judge_court: str | None = None
    """Where the judge is in post today: another court than that of the case, if the judge has moved since."""
    interests: Mapping[UUID, bool] = field(default_factory=dict)
    """Of other people than members: whether an interest is declared between them and the judge."""

    def sits(self, member: UUID, instance: Instance) -> bool:
        """Whether a member who was drawn can still decide."""
        return can_sit(self.body, member, instance)


def can_sit(body: Iterable[BodyMember], member: UUID, instance: Instance) -> bool:
    """Whether somebody is of the body, not suspended, and has declared no interest."""
    known = next((one for one in body if (one.person_id, one.sits_in) == (member, instance)), None)
    return known is not None and not known.interested and known.away != "suspended"
