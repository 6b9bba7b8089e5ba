"""Days of a rota file: absences, closed and opened days, the court's zone."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest

from tests.unit.importing.rotas import LARGE, court_of, justice, rota


def test_each_day_of_non_availability_is_an_absence_of_that_whole_day() -> None:
    days = "".join(f"<nonAvailabilityDate>2026-01-{day}</nonAvailabilityDate>" for day in ("20", "21"))
    court = court_of(rota(justice(f"<nonAvailabilityDates>{days}</nonAvailabilityDates>")), zone="Asia/Almaty")
    spans = [(absence["starts_at"], absence["ends_at"]) for absence in court.absences]
    assert spans == [
        ("2026-01-20T00:00:00+05:00", "2026-01-21T00:00:00+05:00"),
        ("2026-01-21T00:00:00+05:00", "2026-01-22T00:00:00+05:00"),
    ]
    assert {absence["person_id"] for absence in court.absences} == {court.people[0]["person_id"]}


def test_inactive_periods_are_absences_and_hold_the_single_days_inside_them() -> None:
    inner = (
        "<inactivePeriods><inactivePeriod><startDate>2026-02-02</startDate><endDate>2026-02-20</endDate></inactivePeriod>"
        "<inactivePeriod><startDate>2026-02-16</startDate><endDate>2026-02-27</endDate></inactivePeriod></inactivePeriods>"
        "<nonAvailabilityDates><nonAvailabilityDate>2026-02-05</nonAvailabilityDate></nonAvailabilityDates>"
    )
    (absence,) = court_of(rota(justice(inner))).absences
    assert (absence["starts_at"][:10], absence["ends_at"][:10]) == ("2026-02-02", "2026-02-28")


def test_days_away_after_somebody_left_are_not_used_and_that_is_said() -> None:
    inner = (
        "<leavingDate>2026-02-01</leavingDate><nonAvailabilityDates>"
        "<nonAvailabilityDate>2026-02-05</nonAvailabilityDate></nonAvailabilityDates>"
    )
    court = court_of(rota(justice(inner)))
    assert court.absences == []
    assert any("outside the time in post" in note.text for note in court.notes)


def test_bank_holidays_close_the_court_and_weekend_sessions_open_it() -> None:
    calendar = court_of(LARGE).calendar
    assert calendar is not None
    assert calendar["closed"] == ["2019-12-25", "2019-12-26"]
    assert len(calendar["open"]) == 13
    assert {date.fromisoformat(day).weekday() for day in calendar["open"]} == {5}


def test_a_bank_holiday_with_sessions_is_no_closed_day() -> None:
    session = "<courtListingProfiles><courtListingProfile><sessionDate>2026-01-10</sessionDate></courtListingProfile>"
    holidays = "".join(f"<bankHolidayDate>2026-01-{day}</bankHolidayDate>" for day in ("10", "12"))
    raw = rota(f"{session}</courtListingProfiles><bankHolidayDates>{holidays}</bankHolidayDates>")
    assert court_of(raw).calendar == {"closed": ["2026-01-12"], "open": ["2026-01-10"]}


def test_starting_moves_everything_by_whole_weeks() -> None:
    then, now = court_of(LARGE), court_of(LARGE, starting=date(2026, 11, 25))
    moves = {
        datetime.fromisoformat(after["starts_at"]).replace(tzinfo=None)
        - datetime.fromisoformat(before["starts_at"]).replace(tzinfo=None)
        for before, after in zip(then.absences, now.absences, strict=True)
    }
    (move,) = moves
    assert move.days % 7 == 0
    assert date(2019, 10, 1) + move == date(2026, 12, 1), "the first Tuesday on or after the day asked for"
    assert [absence["absence_id"] for absence in then.absences] != []
    assert {a["person_id"] for a in then.people} == {a["person_id"] for a in now.people}
    leaving = [(a.get("to_on"), b.get("to_on")) for a, b in zip(then.people, now.people, strict=True)]
    assert all(date.fromisoformat(b) - date.fromisoformat(a) == move for a, b in leaving if a and b)


def test_whoever_is_away_for_good_is_away_until_the_calendar_ends() -> None:
    inner = (
        "<inactivePeriods><inactivePeriod><startDate>2026-02-02</startDate><endDate>9999-12-31</endDate>"
        "</inactivePeriod></inactivePeriods><leavingDate>9999-12-31</leavingDate>"
    )
    for starting in (None, date(2027, 1, 4)):
        court = court_of(rota(justice(inner)), starting=starting)
        assert [absence["ends_at"] for absence in court.absences] == ["9999-12-31T23:59:00+05:00"]
        assert court.people[0]["to_on"] == "9999-12-31"
        assert not court.problems


def test_days_are_those_of_the_court_across_a_change_of_its_clocks() -> None:
    inner = "<nonAvailabilityDates><nonAvailabilityDate>2026-03-29</nonAvailabilityDate></nonAvailabilityDates>"
    (absence,) = court_of(rota(justice(inner)), zone="Europe/London").absences
    start, end = (datetime.fromisoformat(absence[name]) for name in ("starts_at", "ends_at"))
    assert (end - start).total_seconds() == 23 * 3600
    assert start.astimezone(ZoneInfo("Europe/London")).hour == 0


@pytest.mark.parametrize("zone", ["Asia/Almaty", "America/Lima", "Etc/GMT-5"])
@pytest.mark.parametrize("first", ["0001-01-01", "1900-01-01"])
def test_whoever_has_been_away_since_ever_is_away(first: str, zone: str) -> None:
    """A century ago zones had offsets with seconds, which the contract's instants cannot say."""
    inner = (
        f"<inactivePeriods><inactivePeriod><startDate>{first}</startDate><endDate>9999-12-31</endDate>"
        f"</inactivePeriod></inactivePeriods>"
    )
    court = court_of(rota(justice(inner)), zone=zone)
    assert [str(problem) for problem in court.problems] == []
    assert len(court.absences) == 1
