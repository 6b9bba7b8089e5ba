"""At the fence what was promised becomes the date."""

from datetime import datetime

from tarazy_scheduling.domain.listing.answers import reschedule
from tarazy_scheduling.domain.listing.listing import rests
from tarazy_scheduling.domain.listing.moving import to_come
from tarazy_scheduling.domain.listing.promising import stands
from tarazy_scheduling.domain.listing.turns import in_turn
from tarazy_scheduling.domain.model.hearing import Hearing
from tarazy_scheduling.domain.outcome import Steps
from tarazy_scheduling.domain.working_set.court import Court

REASON = "date_fixed"


def tell_dates(court: Court, now: datetime) -> Steps[None]:
    """Tell the dates of all whose promised days would not leave time enough tomorrow."""

    today = court.today(now)

    def is_due(hearing: Hearing) -> bool:
        promised = hearing.promised
        return promised is not None and not rests(court, hearing) and not stands(court, hearing, promised, today)

    promised = [one for one in court.hearings.values() if one.promised]
    for hearing in in_turn(court, [one for one in to_come(promised, now) if is_due(one)]):
        if hearing.placing:
            reschedule(court, hearing, hearing.placing, hearing.placing, REASON, now)
            yield
