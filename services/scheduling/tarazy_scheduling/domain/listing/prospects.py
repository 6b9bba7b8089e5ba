"""What would become of a hearing before other judges, without changing anything."""

from collections.abc import Collection
from datetime import datetime
from typing import Literal
from uuid import UUID

from tarazy_scheduling.domain.listing.asking import asking, before_judge
from tarazy_scheduling.domain.listing.placing import choose, find
from tarazy_scheduling.domain.listing.seeking import faults_of, on_its_day_or_later, resources_of, where_it_is
from tarazy_scheduling.domain.model.hearing import Hearing
from tarazy_scheduling.domain.working_set.court import Court

Prospect = Literal["keeps_its_time", "moves", "no_place"]


def prospects(
    court: Court, hearing: Hearing, leaves: UUID, judges: Collection[UUID], now: datetime
) -> dict[UUID, Prospect]:
    """What would become of a hearing that stands with each of these judges in the seat of whoever leaves it.

    Nothing is changed.

    The hearing is looked at by itself, without the others that may move.
    """
    previous, presides = hearing.placing, court.cases[hearing.case_id].judge_id
    if previous is None or presides is None or not judges or faults_of(court, hearing, now, previous, anew=False):
        return dict.fromkeys(judges, "no_place")
    court.diaries.release(hearing.hearing_id, previous)
    try:
        found: dict[UUID, Prospect] = {}
        anybody = asking(court, hearing, presides, now, resources_of(previous))
        stay = where_it_is(court, anybody, hearing, previous, now)
        for judge_id in judges:
            asked = before_judge(court, anybody, leaves, judge_id)
            if stay and choose(asked.wish(), stay):
                found[judge_id] = "keeps_its_time"
            elif on_its_day_or_later(court, asked, previous) or find(court.grid, asked.wish()):
                found[judge_id] = "moves"
            else:
                found[judge_id] = "no_place"
        return found
    finally:
        court.diaries.book(hearing.hearing_id, previous)
