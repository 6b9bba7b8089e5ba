"""How the catcher answers: it accepts, or it fails in the way that a trial asks for."""

from enum import StrEnum
from typing import Self

from pydantic import BaseModel, ConfigDict, Field, model_validator


class Mode(StrEnum):
    """What happens at the chosen step."""

    ACCEPT = "accept"
    REFUSE = "refuse"
    HANG = "hang"
    DROP = "drop"


class Step(StrEnum):
    """Where in the conversation it happens."""

    CONNECT = "connect"
    RCPT = "rcpt"
    DATA = "data"


class Behaviour(BaseModel):
    """A script for the conversations to come."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    mode: Mode = Mode.ACCEPT
    at: Step = Step.DATA
    code: int = Field(default=451, ge=400, le=599)
    """The answer of `refuse`: 4xx asks to try again, 5xx is final."""
    text: str = Field(default="The catcher was told to refuse", max_length=200, pattern=r"^[ -~]+$")
    seconds: float = Field(default=3600.0, gt=0, le=86_400)
    """How long `hang` stays silent."""
    recipients: frozenset[str] = frozenset()
    """Only mails to one of these addresses; empty: all. At `connect` nobody is known yet, so it must be empty."""
    times: int | None = Field(default=None, ge=1)
    """How often it happens before all is accepted again; unset: until told otherwise."""
    keep: bool = False
    """Store the mail all the same: at `data`, `drop` or `hang` then lose only the answer."""

    @model_validator(mode="after")
    def _possible(self) -> Self:
        if self.at is Step.CONNECT and self.recipients:
            raise ValueError("at connect no recipient is known yet")
        return self


class Script:
    """The behaviour in force and how often it has still to happen."""

    def __init__(self) -> None:
        self.behaviour = Behaviour()
        self._left: int | None = None

    def follow(self, behaviour: Behaviour) -> None:
        """Behave like this from now on."""
        self.behaviour = behaviour
        self._left = behaviour.times

    def take(self, step: Step, recipients: frozenset[str] = frozenset()) -> Behaviour:
        """What to do at this step; counts as one time."""
        behaviour = self.behaviour
        concerned = not behaviour.recipients or behaviour.recipients & recipients
        if behaviour.mode is Mode.ACCEPT or behaviour.at is not step or not concerned:
            return Behaviour()
        if self._left is not None:
            self._left -= 1
            if self._left <= 0:
                self.follow(Behaviour())
        return behaviour
