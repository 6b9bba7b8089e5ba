"""Public holidays of Kazakhstan, with the days off that are moved because of them, from the `holidays` package."""

from collections.abc import Iterator
from datetime import date, timedelta
from functools import lru_cache

import holidays


@lru_cache(maxsize=64)
def of_year(year: int) -> frozenset[date]:
    """The days of one year on which nobody works although the week says so."""
    return frozenset(holidays.country_holidays("KZ", years=year))


def between(from_on: date, to_on: date) -> Iterator[date]:
    """The public holidays from `from_on` to `to_on`, both inclusive, in order."""
    for year in range(from_on.year, to_on.year + 1):
        yield from sorted(day for day in of_year(year) if from_on <= day <= to_on)


def among(first: date, days: int) -> frozenset[date]:
    """The public holidays of `days` days from `first` on."""
    return frozenset(between(first, first + timedelta(days=days - 1)))
