"""When a hearing could sit, as it is asked for and with one rule less: what each takes, in the order of escalation."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Literal

from tarazy_scheduling.domain.listing.asking import Asking, asking, before_judge, features_asked, rooms_for
from tarazy_scheduling.domain.listing.placing import find
from tarazy_scheduling.domain.listing.seeking import faults_of, seated
from tarazy_scheduling.domain.listing.substitutes import may_be_replaced
from tarazy_scheduling.domain.model.case import Conflict
from tarazy_scheduling.domain.model.hearing import Hearing, Placing
from tarazy_scheduling.domain.pool.eligibility import could_stand_in
from tarazy_scheduling.domain.working_set.court import Court

Rule = Literal[
    "as_asked", "another_start", "room_feature", "by_video", "substitute_judge", "shorter_notice", "longer_window",
    "after_limit",
]  # fmt: skip
Authority = Literal["nobody", "requester", "judge", "chair", "attendees", "ruling"]
DATES = 3
"""So many days are suggested for each rule."""
LONGER_DAYS = 60
"""By so many days a window is made longer."""
MOST_SUBSTITUTES = 10
"""The least burdened judges who could sit instead."""


@dataclass(frozen=True, slots=True)
class Suggestion:
    """What would be possible without one rule, and who would have to agree to do without it."""

    rule: Rule
    authority: Authority
    places: tuple[tuple[date, Placing], ...]
    """The next days on which it could sit; none where this alone does not help."""
    refers_to: str | None = None
    """The feature, the judge, or the day that it is about."""


def suggestions(court: Court, hearing: Hearing, now: datetime) -> list[Suggestion] | tuple[Conflict, ...]:
    """For a hearing that stands or waits; or why nothing can be looked for. Nothing is changed."""
    judge_id = court.cases[hearing.case_id].judge_id
    faults = faults_of(court, hearing, now, hearing.placing, anew=False)
    if faults or judge_id is None:
        return faults
    if hearing.placing:
        court.diaries.release(hearing.hearing_id, hearing.placing)
    try:
        asked = asking(court, hearing, judge_id, now)
        return [
            Suggestion(rule, authority, _places(court, hearing, relaxed), refers_to)
            for rule, authority, refers_to, relaxed in _relaxed(court, hearing, asked, now)
        ]
    finally:
        if hearing.placing:
            court.diaries.book(hearing.hearing_id, hearing.placing)


def _relaxed(
    court: Court, hearing: Hearing, asked: Asking, now: datetime
) -> Iterator[tuple[Rule, Authority, str | None, Asking]]:
    """In the order in which one would ask for it."""
    case, request = court.cases[hearing.case_id], hearing.request
    yield "as_asked", "nobody", None, asked
    if request.starts_at:
        yield "another_start", "requester", request.starts_at.isoformat(), replace(asked, start=None)
    features = features_asked(request)
    for feature in sorted(request.room_features):
        rooms = rooms_for(court, features - {feature}, asked.kept)
        yield "room_feature", "requester", feature, replace(asked, rooms=rooms)
    if request.channel == "in_person":
        # Nobody has to come: what the room has for those who do, and the way from another building, do not matter.
        rooms = rooms_for(court, frozenset({"video"}), asked.kept)
        yield "by_video", "judge", None, replace(asked, rooms=rooms, buildings=None)
    if case.judge_id and may_be_replaced(case, request, case.judge_id):
        for post in could_stand_in(court, case, now)[:MOST_SUBSTITUTES]:
            before = before_judge(court, asked, case.judge_id, post.person_id)
            yield "substitute_judge", "chair", str(post.person_id), before
    if asked.notice is not None:
        yield "shorter_notice", "attendees", None, replace(asked, notice=None)
    longer = replace(asked, latest=asked.latest + LONGER_DAYS)
    yield "longer_window", "requester", request.latest_on.isoformat(), longer
    if asked.lawful is not None:
        limit = date.fromordinal(asked.lawful).isoformat()
        yield "after_limit", "ruling", limit, replace(longer, lawful=None)


def _places(court: Court, hearing: Hearing, asked: Asking) -> tuple[tuple[date, Placing], ...]:
    wish, found = asked.wish(), []
    for _ in range(1 if wish.start else DATES):
        place = find(court.grid, wish)
        if place is None:
            break
        day = place.pieces[0].day
        found.append((date.fromordinal(day), seated(court, hearing, asked, place)))
        wish = replace(wish, first_day=day + 1)
    return tuple(found)
