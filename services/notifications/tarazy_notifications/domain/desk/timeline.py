"""What has happened, in order: versions of hearings, what became of each notice, what people answered or clerks did."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal
from uuid import UUID

from tarazy_notifications.domain.delivery.states import State
from tarazy_notifications.domain.delivery.transitions import Transition
from tarazy_notifications.domain.notices import Notice
from tarazy_notifications.domain.people import ChannelName
from tarazy_notifications.domain.stories import Story

Tone = Literal["", "ok", "warn", "bad"]

TONES: dict[State, Tone] = {
    State.DELIVERED: "ok",
    State.READ: "ok",
    State.EXPIRED: "bad",
    State.FAILED: "bad",
    State.BOUNCED: "bad",
}
"""Of states that say more than that it goes on."""


@dataclass(frozen=True, slots=True)
class VersionTold:
    """A version of a hearing, of an allocation or of an absence became known."""

    at: datetime
    subject_id: UUID
    version: int
    story: Story
    tone: Tone = ""


@dataclass(frozen=True, slots=True)
class Happened:
    """A notice changed its state."""

    at: datetime
    notice: Notice
    step: Transition
    tone: Tone
    after: ChannelName | None = None
    """The channel that did not reach its reader: the notice was queued in place of another."""


@dataclass(frozen=True, slots=True)
class Answered:
    """Somebody's calendar answered an invitation."""

    at: datetime
    recipient_id: UUID
    answer: Literal["accepted", "declined", "tentative"]
    day: date | None
    tone: Tone


@dataclass(frozen=True, slots=True)
class ByHand:
    """A clerk said what was done to tell somebody of a version."""

    at: datetime
    recipient_id: UUID
    subject_id: UUID
    version: int
    note_code: str
    tells: bool
    tone: Tone


Entry = VersionTold | Happened | Answered | ByHand

_RANK: dict[type, int] = {VersionTold: 0, Happened: 1, Answered: 2, ByHand: 3}


def tone_of(state: State, attempt: int = 0) -> Tone:
    """How urgent a state is to look at: what waits after a failed attempt is."""
    if state is State.QUEUED and attempt > 0:
        return "warn"
    return TONES.get(state, "")


def steps_of(notice: Notice, steps: Sequence[Transition], after: ChannelName | None = None) -> list[Happened]:
    """What became of one notice. That an attempt began is left out once it is known how it ended.

    `after` is the channel in whose place it was sent, if it was.
    """
    last = len(steps) - 1
    return [
        Happened(step.at, notice, step, tone_of(step.state, step.attempt), after if place == 0 else None)
        for place, step in enumerate(steps)
        if step.state is not State.SENDING or place == last
    ]


def in_order(entries: Iterable[Entry]) -> list[Entry]:
    """The oldest first; at one instant what is to be told comes before what became of it."""
    return sorted(entries, key=lambda one: (one.at, _RANK[type(one)], getattr(one, "version", 0)))
