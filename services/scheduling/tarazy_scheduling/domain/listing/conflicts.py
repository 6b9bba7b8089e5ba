"""Why a hearing has no place: what is wrong with the request itself, or the smallest set of reasons that block it."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from datetime import date, datetime
from functools import partial
from itertools import chain, islice
from uuid import UUID

from tarazy_scheduling.domain.listing.asking import HORIZON_DAYS, Asking, features_asked, speakers
from tarazy_scheduling.domain.listing.placing import find
from tarazy_scheduling.domain.model.case import Case, Conflict
from tarazy_scheduling.domain.model.hearing import Hearing, Request
from tarazy_scheduling.domain.pool.eligibility import SITS_BESIDE
from tarazy_scheduling.domain.pool.panels import lacks_panel, too_few
from tarazy_scheduling.domain.working_set.court import Court, Need

Relax = Callable[[Asking], Asking]
Obstacle = tuple[Conflict, Relax]
OF_THE_CALENDAR = frozenset(
    {
        "judge_busy", "no_judge", "attendee_busy", "no_room", "no_clerk", "no_interpreter", "court_closed",
        "window_too_short", "notice_period", "after_lawful_limit", "start_outside_sitting_hours",
    }
)  # fmt: skip
"""Conflicts that may be gone once the court sits on other days or at other hours."""
MOST_REASONS = 50
"""In one answer: whoever asks for thousands of strangers learns enough from the first."""


def at_once(court: Court, hearing: Hearing, now: datetime) -> tuple[Conflict, ...]:
    """What no look into the diaries is needed for. Empty when a place may be looked for."""
    case, request, today = court.cases[hearing.case_id], hearing.request, court.today(now)
    if case.closed_at:
        return (Conflict("case_closed", "The case is closed", str(case.case_id)),)
    if request.earliest_on <= request.latest_on < today:
        return (window_in_past(request),)
    faults = chain(_unknown(court, case, request, today), _wrong_window(court, request, today, now))
    if first := tuple(islice(faults, MOST_REASONS)):
        return first
    if request.linked_hearing_id and (unmet := tuple(_not_linked(court, hearing, request.linked_hearing_id))):
        return unmet
    if case.judge_id is None:
        return (_unallocated(case),)
    if lacks_panel(case, request):
        return (too_few(court, case, now),)
    return ()


def explain(court: Court, asked: Asking, hearing: Hearing) -> tuple[Conflict, ...]:
    """A smallest set of reasons: as long as none of them changes there is no place, and without any one there would be.

    Found by leaving out one reason after the other for good as long as there is still no place; those told last are
    left out last, so that what still holds is not told otherwise.
    """
    obstacles = _in_order(_obstacles(court, asked, hearing), hearing.conflicts)
    bare = asked
    for _, relax in obstacles:
        bare = relax(bare)
    if find(court.grid, bare.wish()) is None:
        return (_window_itself(court, hearing.request, bare),)
    without_attendees = replace(asked, attendees=())
    if asked.attendees and find(court.grid, without_attendees.wish()) is None:
        asked = without_attendees
        obstacles = _in_order(_obstacles(court, asked, hearing), hearing.conflicts)
    kept = []
    for conflict, relax in obstacles:
        relaxed = relax(asked)
        if find(court.grid, relaxed.wish()) is None:
            asked = relaxed
        else:
            kept.append(conflict)
    return tuple(reversed(kept))


def gist(conflicts: Iterable[Conflict]) -> set[tuple[str, str | None]]:
    """What conflicts say; their texts may be put otherwise."""
    return {(conflict.code, conflict.refers_to) for conflict in conflicts}


def waits_for(court: Court, hearing: Hearing) -> frozenset[Need]:
    """What has to become free before it is worth trying an unlisted hearing again.

    Its conflicts block it together: as long as each of them is as tight as it was, there is still no place.
    """
    case = court.cases[hearing.case_id]
    needs = frozenset(need for conflict in hearing.conflicts for need in _needs(case, conflict))
    if hearing.lost_judge and case.judge_id in needs:
        # A substitute may sit too.
        needs |= {post.person_id for role in SITS_BESIDE for post in court.in_role(role)}
    if case.judge_id in needs and court.sessions.overbookings and court.sessions.permitted(case.judge_id):
        # Over other hearings the judge need not be free: whoever else becomes free may be enough.
        return needs | {"interpreters", *(party.resource_id for party in case.parties)}
    return needs


def _needs(case: Case, conflict: Conflict) -> Iterator[Need]:
    if conflict.code in OF_THE_CALENDAR:
        yield "calendar"
    match conflict.code:
        case "judge_busy" | "no_judge":
            yield from ([case.judge_id] if case.judge_id else [])
            yield from case.panel
        case "attendee_busy":
            yield from (party.resource_id for party in case.parties if str(party.party_id) == conflict.refers_to)
        case "no_room" | "room_feature_missing":
            yield "rooms"
        case "no_clerk":
            yield "clerks"
        case "no_interpreter":
            yield "interpreters"
        case "unknown_code":
            yield "codes"
        case "link_unmet" | "link_circular":
            yield UUID(conflict.refers_to)
        case "after_lawful_limit" | "notice_period":
            yield "limits"
    # What else is wrong with the request or the case is not mended by something that becomes free.


def _unknown(court: Court, case: Case, request: Request, today: date) -> Iterator[Conflict]:
    if court.catalogue.hearing_type(request.hearing_type, today) is None:
        yield Conflict("unknown_code", "No hearing type has this code", request.hearing_type)
    for feature in sorted(request.room_features):
        if court.catalogue.feature(feature, today) is None:
            yield Conflict("unknown_code", "No room feature has this code", feature)
    parties = {party.party_id for party in case.parties}
    for party_id in dict.fromkeys(request.attendee_ids or ()):
        if party_id not in parties:
            yield Conflict("unknown_attendee", "Nobody of this id is a party of the case", str(party_id))
    for language in dict.fromkeys(request.interpreter_languages):
        if not speakers(court, language):
            yield Conflict("no_interpreter", f"No interpreter of the court speaks {language}", language)


def _wrong_window(court: Court, request: Request, today: date, now: datetime) -> Iterator[Conflict]:
    if request.latest_on < request.earliest_on:
        yield Conflict("window_inverted", "The last day lies before the first", request.latest_on.isoformat())
    elif request.starts_at:
        day = court.today(request.starts_at)
        if not request.earliest_on <= day <= request.latest_on:
            yield Conflict("start_outside_window", "The start lies outside the window", day.isoformat())
        elif request.starts_at < now:
            yield Conflict("window_in_past", "The start has passed", request.starts_at.isoformat())
        elif not court.calendar.is_open(day):
            yield Conflict("court_closed", "The court does not sit on the day of the start", day.isoformat())
        elif court.grid.bit(request.starts_at) is None:
            text = "The start is not the start of a slot of the court's sitting hours"
            yield Conflict("start_outside_sitting_hours", text, request.starts_at.isoformat())


def window_in_past(request: Request) -> Conflict:
    """The window has ended."""
    return Conflict("window_in_past", "The last day of the window has passed", request.latest_on.isoformat())


def _not_linked(court: Court, hearing: Hearing, linked: UUID) -> Iterator[Conflict]:
    """Why a link cannot hold wherever the hearing sits."""
    other = court.hearings.get(linked)
    if hearing.hearing_id in _linked_from(court, linked):
        yield Conflict("link_circular", "The links lead back to this very hearing", str(linked))
    elif other is None or (other.placing is None and other.state != "held"):
        yield Conflict("link_unmet", "The linked hearing does not stand", str(linked))


def _linked_from(court: Court, hearing_id: UUID) -> set[UUID]:
    """The hearing, the one that it is linked to, and so on."""
    found: set[UUID] = set()
    following: UUID | None = hearing_id
    while following and following not in found:
        found.add(following)
        hearing = court.hearings.get(following)
        is_asked_for = hearing is not None and hearing.state in ("listed", "unlisted")
        following = hearing.request.linked_hearing_id if hearing and is_asked_for else None
    return found


def _unallocated(case: Case) -> Conflict:
    if case.judge_left == "judge_recused":
        return Conflict("judge_recused", "The judge was recused and no other can be drawn", str(case.case_id))
    return Conflict("case_unallocated", "The case has no judge yet", str(case.case_id))


def _window_itself(court: Court, request: Request, bare: Asking) -> Conflict:
    """Nothing is in the way but the window and the calendar."""
    days = range(max(bare.earliest, bare.today), bare.latest + 1)
    span = f"{request.earliest_on} to {request.latest_on}"
    if request.starts_at and bare.slots <= court.grid.longest:
        text = "The hearing would not end within the sitting hours of the day"
        return Conflict("start_outside_sitting_hours", text, request.starts_at.isoformat())
    if not any(court.grid.day(day).open for day in days[:400]):
        return Conflict("court_closed", "The court does not sit on any day of the window", span)
    text = f"{request.estimated_minutes} minutes do not fit into what is left of the window"
    return Conflict("window_too_short", text, span)


def _in_order(obstacles: Iterable[Obstacle], told: tuple[Conflict, ...]) -> list[Obstacle]:
    before = gist(told)
    return sorted(obstacles, key=lambda one: (one[0].code, one[0].refers_to) in before)


def _obstacles(court: Court, asked: Asking, hearing: Hearing) -> Iterator[Obstacle]:
    """Everything that may be in the way, the most easily mended first: that is left out first."""
    for language, _ in asked.interpreters:
        conflict = Conflict("no_interpreter", f"No interpreter for {language} is free", language)
        yield conflict, partial(_without_interpreter, language)
    if asked.clerks is not None:
        yield Conflict("no_clerk", "No clerk is free"), lambda a: replace(a, clerks=None)
    if asked.rooms is not None:
        yield _no_room(court, hearing.request), lambda a: replace(a, rooms=None)
    for party_id, _ in asked.attendees:
        conflict = Conflict("attendee_busy", "An attendee is not free when everybody else is", str(party_id))
        yield conflict, partial(_without_attendee, party_id)
    if asked.link is not None:
        text = f"No place is free that the link ({hearing.request.link}) allows"
        yield Conflict("link_unmet", text, str(hearing.request.linked_hearing_id)), lambda a: replace(a, link=None)
    for judge in reversed(asked.judges):
        yield _no_judge(court, asked, judge.person_id), partial(_without_judge, judge.person_id)
    if asked.lawful is not None:
        limit = date.fromordinal(asked.lawful).isoformat()
        text = "A place is free only after the last lawful day"
        yield Conflict("after_lawful_limit", text, limit), lambda a: replace(a, lawful=None)
    if asked.notice is not None:
        text = "A place is free only on days before the notice period has passed"
        first = date.fromordinal(asked.notice).isoformat()
        yield Conflict("notice_period", text, first), lambda a: replace(a, notice=None)


def _without_interpreter(language: str, asked: Asking) -> Asking:
    return replace(asked, interpreters=tuple(one for one in asked.interpreters if one[0] != language))


def _without_attendee(party_id: UUID, asked: Asking) -> Asking:
    return replace(asked, attendees=tuple(one for one in asked.attendees if one[0] != party_id))


def _without_judge(judge_id: UUID, asked: Asking) -> Asking:
    return replace(asked, judges=tuple(one for one in asked.judges if one.person_id != judge_id))


def _no_judge(court: Court, asked: Asking, judge_id: UUID) -> Conflict:
    first = max(asked.earliest, asked.today)
    window = range(first, min(asked.latest, first + HORIZON_DAYS) + 1)
    if any(court.presence.duty(judge_id, day) for day in window):
        return Conflict("judge_busy", "The judge is not free when everybody else is", str(judge_id))
    return Conflict("no_judge", "The judge does not sit on any day of the window", str(judge_id))


def _no_room(court: Court, request: Request) -> Conflict:
    features = features_asked(request)
    rooms = [room.features for room in court.rooms.values() if room.closed_at is None]
    if features and rooms and not any(features <= has for has in rooms):
        missing = sorted(features - frozenset().union(*rooms))
        if not missing:
            # Each is somewhere, but no room has all of them.
            missing = sorted(features)
        return Conflict("room_feature_missing", f"No room has {' and '.join(missing[:3])}", missing[0])
    return Conflict("no_room", "No room is free when everybody else is")
