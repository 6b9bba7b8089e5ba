"""Whoever is seconded is away from the court that says so alone; every other absence counts everywhere."""

from datetime import UTC, datetime
from uuid import UUID

import pytest
from tarazy_scheduling.domain.model.means import Absence


@pytest.mark.parametrize(
    ("kind", "elsewhere"), [("leave", True), ("sickness", True), ("training", True), ("secondment", False)]
)
def test_a_secondment_holds_at_home_alone(kind: str, elsewhere: bool) -> None:
    times = datetime(2027, 1, 10, 19, tzinfo=UTC), datetime(2027, 3, 31, 19, tzinfo=UTC)
    absence = Absence(UUID(int=1), "home", UUID(int=2), kind, *times)
    assert absence.holds_in("home")
    assert absence.holds_in("host") == elsewhere
