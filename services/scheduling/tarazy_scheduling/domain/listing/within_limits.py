"""Hearings that stand and whose limits have changed."""

from collections.abc import Iterable
from datetime import datetime

from tarazy_scheduling.domain.listing.limiting import sits_in_time
from tarazy_scheduling.domain.listing.listing import in_turn, settle
from tarazy_scheduling.domain.listing.moving import to_come
from tarazy_scheduling.domain.model.hearing import Hearing
from tarazy_scheduling.domain.working_set.court import Court


def bring_within_limits(court: Court, hearings: Iterable[Hearing], now: datetime) -> None:
    """Look again at those that stand after their last lawful day: they move forward, or are unlisted."""
    today = court.today(now)
    late = [one for one in to_come(hearings, now) if not sits_in_time(court, one, today)]
    for hearing in in_turn(court, late):
        settle(court, hearing, now, "request_changed")
