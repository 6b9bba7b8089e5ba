"""How the SMS side answers: it takes messages, or it fails in the way that a trial asks for."""

from enum import StrEnum

from pydantic import BaseModel, ConfigDict, Field


class Mode(StrEnum):
    """What happens at the chosen step."""

    ACCEPT = "accept"
    REFUSE = "refuse"
    HANG = "hang"
    DROP = "drop"


class Step(StrEnum):
    """Where in the conversation it happens."""

    CONNECT = "connect"
    SUBMIT = "submit"


class Delivery(StrEnum):
    """What the receipt says, if there is one."""

    DELIVERED = "DELIVRD"
    UNDELIVERED = "UNDELIV"
    EXPIRED = "EXPIRED"
    NONE = ""


class TextBehaviour(BaseModel):
    """A script for the messages to come."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    mode: Mode = Mode.ACCEPT
    at: Step = Step.SUBMIT
    status: int = Field(default=0x58, ge=1, le=0xFFFF)
    """`command_status` of `refuse` over SMPP; by default ESME_RTHROTTLED."""
    http_status: int = Field(default=429, ge=400, le=599)
    """The answer of `refuse` over HTTP."""
    retry_after: int | None = Field(default=None, ge=0)
    """Seconds, over HTTP."""
    receipt: Delivery = Delivery.DELIVERED
    times: int | None = Field(default=None, ge=1)
    """How often it happens before all is taken again; unset: until told otherwise."""
    keep: bool = False
    """Keep the message all the same: `drop` or `hang` then lose only the answer."""


class TextScript:
    """The behaviour in force and how often it has still to happen."""

    def __init__(self) -> None:
        self.behaviour = TextBehaviour()
        self._left: int | None = None

    def follow(self, behaviour: TextBehaviour) -> None:
        """Behave like this from now on."""
        self.behaviour = behaviour
        self._left = behaviour.times

    def take(self, step: Step) -> TextBehaviour:
        """What to do at this step; counts as one time."""
        behaviour = self.behaviour
        if behaviour.mode is Mode.ACCEPT or behaviour.at is not step:
            return TextBehaviour(receipt=behaviour.receipt)
        if self._left is not None:
            self._left -= 1
            if self._left <= 0:
                self.follow(TextBehaviour())
        return behaviour
