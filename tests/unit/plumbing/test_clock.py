"""The clock and the durations that settings are written in."""

from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest
from tarazy_shared.clock import parse_duration, system_clock
from tarazy_shared.ids import uuid7, uuid7_text


@pytest.mark.parametrize(
    ("text", "duration"),
    [
        ("PT15M", timedelta(minutes=15)),
        ("P1D", timedelta(days=1)),
        ("-P2W", timedelta(weeks=-2)),
        ("P1DT2H3M4S", timedelta(days=1, hours=2, minutes=3, seconds=4)),
        ("+PT0S", timedelta()),
    ],
)
def test_iso_durations_are_read(text: str, duration: timedelta) -> None:
    assert parse_duration(text) == duration


@pytest.mark.parametrize("text", ["", "P", "PT", "15M", "P1Y", "P1M", "PT1.5H", "1 day", "P-1D"])
def test_other_durations_are_refused(text: str) -> None:
    with pytest.raises(ValueError, match="ISO 8601"):
        parse_duration(text)


def test_clock_is_shifted_by_its_offset() -> None:
    shifted = system_clock(timedelta(days=400))()
    assert shifted.tzinfo is UTC
    assert timedelta(days=399) < shifted - datetime.now(UTC) < timedelta(days=401)


def test_ids_made_later_sort_later() -> None:
    now = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)
    ids = [uuid7(now + timedelta(milliseconds=step)) for step in range(50)]
    assert ids == sorted(ids)
    assert len({uuid7(now) for _ in range(1000)}) == 1000
    assert {made.version for made in ids} == {7}


def test_an_id_that_is_only_text_is_spelt_as_any_other() -> None:
    now = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)
    made = UUID(text := uuid7_text(now))
    assert (str(made), made.version) == (text, 7)
    assert str(uuid7(now))[:13] == text[:13]
