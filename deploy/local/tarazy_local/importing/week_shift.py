"""Moving a past file in time so that every date keeps its weekday."""

from datetime import date, timedelta

from tarazy_local.importing.finding import Finding, UnreadableFile


def shift_to(first: date, starting: date | None) -> timedelta:
    """Whole weeks that bring `first` to the first day of its weekday on or after `starting`.

    None moves nothing. Raises `UnreadableFile` when there is no such day.
    """
    if starting is None:
        return timedelta()
    try:
        return starting + timedelta(days=(first.weekday() - starting.weekday()) % 7) - first
    except OverflowError:
        raise UnreadableFile(Finding("--starting", starting.isoformat(), "The calendar ends before that")) from None


def moved(day: date, shift: timedelta) -> date:
    """The day, moved. The ends of the calendar stand for `always` and `never`: nothing moves beyond them."""
    try:
        return day + shift
    except OverflowError:
        return date.max if shift > timedelta() else date.min
