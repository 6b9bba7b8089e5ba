"""The share of full time as it was on each day of an appointment."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal

from tarazy_hr.domain.leave.service import InPost
from tarazy_hr.domain.leave.timeline import Said, timeline

ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class ShareChange:
    """Another share of full time from a day on."""

    from_on: date
    share: Decimal


def by_share(one: InPost, said: Iterable[Said[Decimal]]) -> Iterator[InPost]:
    """An appointment in parts of one share each, in order; what was said before its first day holds from that on."""
    begun = [replace_day(each, one.from_on) for each in said]
    steps = [(day, share) for day, share in timeline(begun) if one.last_on is None or day <= one.last_on]
    if not steps:
        yield one
        return
    for number, (day, share) in enumerate(steps):
        last = steps[number + 1][0] - ONE_DAY if number + 1 < len(steps) else one.last_on
        yield replace(one, from_on=one.from_on if number == 0 else day, last_on=last, full_time_share=share)


def replace_day(said: Said[Decimal], first: date) -> Said[Decimal]:
    """What was said of a day before the first one, said of the first one."""
    return replace(said, from_on=max(said.from_on, first))
