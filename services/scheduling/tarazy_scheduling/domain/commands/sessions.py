"""How a court keeps its sessions: half days preferred, kept for some hearings, overbooked."""

from dataclasses import dataclass
from uuid import UUID

from tarazy_scheduling.domain.model.sessions import HalfDayPreference, Overbooking, SessionBlock


@dataclass(frozen=True, slots=True)
class PreferHalfDay:
    """In which half of a day a judge sits first."""

    preference: HalfDayPreference


@dataclass(frozen=True, slots=True)
class KeepSessionBlock:
    """A session kept for some hearings, new or changed."""

    block: SessionBlock


@dataclass(frozen=True, slots=True)
class EndSessionBlock:
    """The session is everybody's again."""

    block_id: UUID


@dataclass(frozen=True, slots=True)
class PermitOverbooking:
    """More hearings may be put into one session."""

    overbooking: Overbooking


@dataclass(frozen=True, slots=True)
class WithdrawOverbooking:
    """No further hearing is put over another there. Those that are stay."""

    overbooking_id: UUID
