"""What a channel hands messages over to, made to behave as a test says; one for each channel."""

from contextlib import AbstractAsyncContextManager
from dataclasses import replace
from enum import Enum, auto
from typing import Any, Protocol

from tarazy_notifications.adapters.delivery_queue import Claimed
from tarazy_notifications.app.sender import Gateway
from tarazy_notifications.domain.notices import Notice
from tarazy_shared.unit_of_work import Cause

from tests.unit.notifications.letters_of import HOUR, notice, story
from tests.unit.notifications.people import COURT, SAID


class Does(Enum):
    """How the far side takes the next message."""

    REFUSE = auto()
    """For ever."""
    BE_BUSY = auto()
    """It asks to come again, without saying when."""
    THROTTLE = auto()
    """It has been given too many and says when to come again, where its protocol has words for that: in 90 seconds."""
    HANG_BEFORE = auto()
    """Before it could have taken the message."""
    HANG_AFTER = auto()
    """It has taken the message and does not say so."""
    DROP_BEFORE = auto()
    """It cuts the connection before it could have taken the message."""
    DROP_AFTER = auto()
    """It has taken the message and cuts the connection."""


class FarSide(Protocol):
    """A server of one channel on a real socket."""

    def next(self, does: Does) -> None:
        """The next message is taken so; the ones after it are accepted."""
        ...

    def gateway(self, timeout: float = 2.0) -> Gateway:
        """A gateway of a lane that sends to it, patient for so many seconds."""
        ...

    def claimed(self) -> Claimed:
        """A notice that can be sent by this channel."""
        ...

    def taken(self) -> list[str]:
        """Ids by which the receiver knows the messages that it took, in order."""
        ...

    def gone(self) -> AbstractAsyncContextManager[None]:
        """Nobody listens while the block lasts."""
        ...


def claimed(about: Notice | None = None, **fields: Any) -> Claimed:
    """A notice as a lane gets it from the queue."""
    made = Claimed(
        about or notice(),
        story(),
        COURT,
        Cause("cause", "cause"),
        1,
        SAID,
        in_doubt=False,
        overtaken=False,
        follows=None,
        may_hold=True,
        lease_until=SAID + HOUR,
    )
    return replace(made, **fields)


async def yes() -> bool:
    """The message is still wanted."""
    return True


async def no() -> bool:
    """It is not wanted any more."""
    return False
