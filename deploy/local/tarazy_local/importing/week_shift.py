"""Moving a past file in time so that every date keeps its weekday."""

from datetime import date, timedelta


def shift_to(first: date, starting: date | None) -> timedelta:
    """Whole weeks that bring `first` to the first day of its weekday on or after `starting`.

    None moves nothing.
    """
    if starting is None:
        return timedelta()
    return starting + timedelta(days=(first.weekday() - starting.weekday()) % 7) - first
