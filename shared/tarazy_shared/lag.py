"""How far a consumer is behind: in records, in seconds, and whether it still moves."""

from dataclasses import dataclass, field
from typing import Any

from tarazy_shared import telemetry

STUCK_AFTER = 300.0
"""Seconds without a step, with records waiting, after which a consumer counts as stuck."""


@dataclass(slots=True)
class LagMeter:
    """Watches one subscriber.

    Kafka tells no time of records that were not fetched yet, so seconds count since a partition was last level.
    """

    service: str
    topic: str
    subscriber: Any
    level_at: dict[int, float] = field(default_factory=dict)
    positions: dict[int, int] = field(default_factory=dict)
    moved_at: float = 0.0

    def measure(self, now: float) -> None:
        """Set the gauges; `now` in seconds of any steady clock."""
        consumer = self.subscriber.consumer
        if consumer is None:
            return
        behind, positions, level_at = 0, {}, {}
        subscription = consumer._subscription.subscription
        assignment = subscription.assignment if subscription else None
        if assignment is None:
            return
        for partition in assignment.tps:
            state = assignment.state_value(partition)
            position = state.position if state.has_valid_position else None
            end = state.highwater
            level = position is None or end is None or end <= position
            number = partition.partition
            level_at[number] = now if level else self.level_at.get(number, now)
            if position is not None:
                positions[number] = position
            if not level:
                behind += end - position
        if positions != self.positions or not behind:
            self.moved_at = now
        self.level_at, self.positions = level_at, positions
        telemetry.consumer_lag_messages.labels(self.service, self.topic).set(behind)
        telemetry.consumer_lag_seconds.labels(self.service, self.topic).set(now - min(level_at.values(), default=now))

    def stuck(self, now: float) -> bool:
        """Whether records wait and none was taken for `STUCK_AFTER` seconds."""
        return bool(self.moved_at) and now - self.moved_at > STUCK_AFTER
