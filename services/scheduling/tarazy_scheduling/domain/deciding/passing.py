"""What the clock alone brings about."""

from datetime import datetime

from tarazy_scheduling.domain.allocation.allocating import draw_waiting
from tarazy_scheduling.domain.deciding.sessions import release_sessions
from tarazy_scheduling.domain.deciding.staffing import give_up
from tarazy_scheduling.domain.listing.escalating import review_unlisted
from tarazy_scheduling.domain.listing.holding import end_holds
from tarazy_scheduling.domain.listing.listing import end_windows
from tarazy_scheduling.domain.listing.telling_dates import tell_dates
from tarazy_scheduling.domain.listing.within_limits import bring_within_limits
from tarazy_scheduling.domain.outcome import Applied, Outcome, Steps
from tarazy_scheduling.domain.pool.long_absence import propose_all
from tarazy_scheduling.domain.working_set.court import Court


def pass_time(court: Court, now: datetime) -> Steps[Outcome]:
    """Windows and posts that ended, codes that begin to hold, dates to be told, judges who are back."""
    end_windows(court, now)
    end_holds(court, now)
    release_sessions(court)
    # Entries of the catalogue are dated: one that was not yet in force may be now.
    court.freed.add("codes")
    today = court.today(now)
    if court.limit_rules.changes_on(today):
        court.freed.add("limits")
        bring_within_limits(court, court.hearings.values(), now)
    yield from tell_dates(court, now)
    for post in list(court.posts.values()):
        if post.to_on is not None and post.to_on < today:
            yield from give_up(court, post, now)
    review_unlisted(court)
    yield from draw_waiting(court, now)
    propose_all(court, now)
    return Applied()
