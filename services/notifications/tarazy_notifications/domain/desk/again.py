"""Whether a notice may be sent once more, or taken back: the desk's two hands on a single one."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from tarazy_notifications.domain.delivery.states import State

ResendReason = Literal["asked_for", "address_corrected", "no_receipt", "came_back"]
CancelReason = Literal["wrong_address", "told_otherwise", "entered_by_mistake"]
Why = Literal["on_its_way", "newer_version", "too_late", "no_address", "not_queued", "replaced"]


@dataclass(frozen=True, slots=True)
class Not:
    """It may not."""

    why: Why


def not_again(state: State, version: int, newest: int, expires_at: datetime, now: datetime) -> Not | None:
    """What speaks against sending it once more; None where nothing does.

    What has ended stays as it is: a new notice goes out, with the newest there is to tell or not at all.
    """
    if state in (State.QUEUED, State.SENDING):
        return Not("on_its_way")
    if version < newest:
        return Not("newer_version")
    if state is State.SUPERSEDED:
        return Not("replaced")
    return Not("too_late") if expires_at <= now else None
