"""A clock for whatever takes one."""

from datetime import datetime, timedelta


class SteppingClock:
    """A clock that tests move by hand."""

    def __init__(self, now: datetime) -> None:
        self.now = now

    def __call__(self) -> datetime:
        return self.now

    def step(self, duration: timedelta) -> None:
        self.now += duration
