"""Looking ahead in a court itself: what is done to its hearings on trial is taken back."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

from tarazy_scheduling.domain.working_set.changes import Changes
from tarazy_scheduling.domain.working_set.court import Court

TAKEN_BACK = frozenset({"hearings", "escalations", "told"})


@contextmanager
def on_trial(court: Court) -> Iterator[Changes]:
    """Within the block hearings may be put as anywhere; afterwards all stand as they did and nothing is told.

    Yields what has changed and been told so far. Only hearings that the court knows may change: raises `RuntimeError`
    for anything else, since it cannot be taken back.
    """
    kept, cause = (court.changes, court.freed, court.moved, court.touched, court.escalations), court.cause
    before = dict(court.hearings)
    court.changes, court.freed, court.moved, court.touched = Changes(), set(), set(), set()
    court.escalations = dict(court.escalations)
    tried = court.changes
    try:
        yield tried
    finally:
        changed = [hearing_id for hearing_id in tried.hearings if court.hearings[hearing_id] != before.get(hearing_id)]
        # All are out of each other's way before any is put back.
        for hearing_id in changed:
            court.put_hearing(replace(court.hearings[hearing_id], placing=None))
        for hearing_id in changed:
            court.put_hearing(before[hearing_id])
        court.changes, court.freed, court.moved, court.touched, court.escalations = kept
        court.begin(cause)
    beyond = [name for name in tried.__slots__ if name not in TAKEN_BACK and getattr(tried, name)]
    if beyond:
        raise RuntimeError(f"A trial has changed what it cannot take back: {', '.join(beyond)}")
