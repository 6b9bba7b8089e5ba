"""Places that a person may choose for a hearing: the next possible ones, one a day."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta

from tarazy_scheduling.domain.listing.asking import asking, placing_at
from tarazy_scheduling.domain.listing.by_hand import cannot_move
from tarazy_scheduling.domain.listing.fitting import eased
from tarazy_scheduling.domain.listing.listing import rests
from tarazy_scheduling.domain.listing.placing import find
from tarazy_scheduling.domain.listing.seeking import faults_of, resources_of
from tarazy_scheduling.domain.model.hearing import Hearing, Placing
from tarazy_scheduling.domain.model.wanted import Wanted
from tarazy_scheduling.domain.working_set.court import Court
from tarazy_scheduling.domain.working_set.trial import on_trial

MOST_DAYS = timedelta(days=120)
"""After the first within which places are offered."""


def offers(court: Court, hearing: Hearing, now: datetime, from_on: date, at_most: int) -> list[Placing]:
    """The earliest place of each day from `from_on` on, at most so many; in or outside the window that was asked for.

    Without the place that the hearing has. Nothing is changed.
    """
    judge_id = court.cases[hearing.case_id].judge_id
    if cannot_move(hearing, now, "by_hand") or rests(court, hearing) or judge_id is None or at_most < 1:
        return []
    with on_trial(court):
        bare = replace(hearing, placing=None)
        court.put_hearing(bare)
        found = (
            placing
            for placing in _places(court, bare, now, from_on, hearing.placing)
            if hearing.placing is None or placing.sittings != hearing.placing.sittings
        )
        return [placing for placing, _ in zip(found, range(at_most), strict=False)]


def _places(
    court: Court, hearing: Hearing, now: datetime, from_on: date, previous: Placing | None
) -> Iterator[Placing]:
    first, judge_id = max(from_on, court.today(now)), court.cases[hearing.case_id].judge_id
    last = first + min(MOST_DAYS, date.max - first)
    start = court.grid.starts_at(first.toordinal(), 0) if court.grid.hours else now
    wide = eased(court, hearing, Wanted.at(start))
    if judge_id is None or faults_of(court, wide, now, previous, anew=False):
        return
    wish = asking(court, wide, judge_id, now, resources_of(previous) if previous else ()).wish()
    day = max(wish.first_day, first.toordinal())
    while day <= min(wish.last_day, last.toordinal()):
        place = find(court.grid, replace(wish, first_day=day, last_day=min(wish.last_day, last.toordinal() + 60)))
        if place is None:
            return
        yield placing_at(court, wide, judge_id, place)
        day = place.pieces[0].day + 1
