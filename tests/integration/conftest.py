"""A clock that tests on a real database move by hand."""

from datetime import UTC, datetime

import pytest

from tests.clocks import SteppingClock


@pytest.fixture
def starts_at() -> datetime:
    """What the clock says first: Monday, 2 March 2026, 14:30 in Almaty."""
    return datetime(2026, 3, 2, 9, 30, tzinfo=UTC)


@pytest.fixture
def clock(starts_at: datetime) -> SteppingClock:
    return SteppingClock(starts_at)
