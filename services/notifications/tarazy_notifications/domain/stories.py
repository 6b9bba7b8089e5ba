"""What a version of a subject has to tell: the facts that its notices are written from, whoever they go to."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal
from uuid import UUID

from tarazy_notifications.domain.hearings import Happening, Hearing, HearingChange, Matter, Placing, Promised, Sitting
from tarazy_notifications.domain.people import Language, StaffMember
from tarazy_notifications.domain.topics import FAREWELLS


@dataclass(frozen=True, slots=True)
class HearingStory:
    """One version of a hearing, whole: nothing that changes later changes what is said of it."""

    happening: Happening
    at: datetime
    """Time of the event: a notice that is written again comes out the same."""
    reason: str | None
    sittings: tuple[Sitting, ...]
    """Where it stands now; empty when it does not."""
    previous: tuple[Sitting, ...]
    """Where it stood before; empty for the first version."""
    judges: tuple[str, ...]
    previous_judges: tuple[str, ...]
    matter: Matter
    promised: Promised | None = None
    """The days that are told instead of the sittings, and no more than these."""
    previously_promised: Promised | None = None
    """The same of the previous ones."""

    def promised_for(self, topic: str) -> Promised | None:
        """The days that a notice names instead of the sittings that it is about."""
        is_of_previous = self.sittings_for(topic) is self.previous
        return self.previously_promised if is_of_previous else self.promised

    def sittings_for(self, topic: str) -> tuple[Sitting, ...]:
        """The sittings that a notice names: to who need not come those in their calendar, to others what stands."""
        first, second = (self.previous, self.sittings) if topic in FAREWELLS else (self.sittings, self.previous)
        return first or second

    def judges_for(self, topic: str) -> tuple[str, ...]:
        """Who sits in them, by name."""
        first, second = (
            (self.previous_judges, self.judges) if topic in FAREWELLS else (self.judges, self.previous_judges)
        )
        return first or second


@dataclass(frozen=True, slots=True)
class AllocationStory:
    """A case went to a judge or a panel."""

    at: datetime
    case_number: str
    presiding: UUID
    """person_id of who presides."""


@dataclass(frozen=True, slots=True)
class AbsenceStory:
    """An absence was approved, or cancelled again."""

    at: datetime
    kind: str
    starts_at: datetime
    ends_at: datetime
    approved: bool


@dataclass(frozen=True, slots=True)
class AlertLine:
    """One alert about the system itself."""

    name: str
    firing: bool
    summary: str
    description: str
    runbook: str
    starts_at: datetime
    ends_at: datetime | None


@dataclass(frozen=True, slots=True)
class AlertStory:
    """Alerts of one severity that are told together."""

    at: datetime
    severity: str
    firing: int
    """How many fire."""
    resolved: int
    """How many are over."""
    alerts: tuple[AlertLine, ...]
    """Some of them, those that fire first."""


Process = Literal["training", "evaluation", "discipline", "vacancy"]


@dataclass(frozen=True, slots=True)
class MatterStory:
    """A step of a process that concerns one member of staff. Codes and days alone: words about people stay in HR."""

    at: datetime
    process: Process
    code: str
    """What it is about: the programme, the cycle, the decision, the stage; empty where there is nothing to name."""
    due_on: date | None = None
    """The last day of what is to be done."""
    starts_at: datetime | None = None
    ends_at: datetime | None = None
    online: bool = False
    names: tuple[tuple[Language, str], ...] = ()
    """Of what it is about, by language; without one its code is shown."""
    venue: str = ""
    """Where it is held, or the address under which one takes part."""
    reason: str = ""
    """Why somebody has no place, or waits for none, any more."""
    changed: tuple[str, ...] = ()
    """What of it changed."""
    turn: int | None = None
    """On the waiting list."""
    answer_by: datetime | None = None
    """Until then a place is kept."""
    waited: bool = False
    """Whether somebody moved up from it."""


@dataclass(frozen=True, slots=True)
class DigestChange:
    """A hearing of which somebody is told in a digest: where it stands, and where it stood for all they know."""

    topic: str
    """By which they would have been told of it at once."""
    case_number: str
    hearing_type: str
    sittings: tuple[Sitting, ...]
    """Empty where they need not come."""
    previous: tuple[Sitting, ...] = ()
    promised: Promised | None = None
    """The days that are told instead of the sittings."""
    previously_promised: Promised | None = None


@dataclass(frozen=True, slots=True)
class DigestSitting:
    """A sitting of the day."""

    case_number: str
    hearing_type: str
    sitting: Sitting


@dataclass(frozen=True, slots=True)
class DigestStory:
    """What has changed of somebody's hearings, and what the day holds for them."""

    at: datetime
    digest_changes: tuple[DigestChange, ...]
    day_list: tuple[DigestSitting, ...]
    """In order; of the day on which it leaves."""


@dataclass(frozen=True, slots=True)
class SurveyStory:
    """Somebody is asked to answer a survey. The token is not part of it: stories are kept."""

    at: datetime
    answer_until: date
    """The last day."""


Story = HearingStory | AllocationStory | AbsenceStory | AlertStory | MatterStory | DigestStory | SurveyStory


def starts_at(story: Story) -> datetime | None:
    """When the hearing begins that a story is about, or would have begun; None for other matters."""
    if not isinstance(story, HearingStory):
        return None
    return min((one.starts_at for one in (*story.sittings, *story.previous)), default=None)


def hearing_story(change: HearingChange, hearing: Hearing, staff: Mapping[UUID, StaffMember]) -> HearingStory:
    """What the change has to tell, where it has made the hearing what it is now."""
    last = hearing.last_placing
    return HearingStory(
        change.happening,
        change.at,
        change.reason,
        change.placing.sittings if change.placing else (),
        last.sittings if last else (),
        _names(change.placing, staff),
        _names(last, staff),
        hearing.matter,
        change.placing.promised if change.placing else None,
        last.promised if last else None,
    )


def _names(placing: Placing | None, staff: Mapping[UUID, StaffMember]) -> tuple[str, ...]:
    return tuple(staff[who].name for who in placing.judges if who in staff) if placing else ()
