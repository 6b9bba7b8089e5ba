"""What would help a hearing that has no place, in the order in which one would try it, and who may do it."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date

from tarazy_scheduling.domain.limits.steps import Limits
from tarazy_scheduling.domain.model.case import Conflict
from tarazy_scheduling.domain.model.hearing import Hearing, Request
from tarazy_scheduling.domain.model.remedies import Remedy, RemedyCode

ORDER: tuple[RemedyCode, ...] = (
    "other_room", "other_clerk", "other_interpreter", "by_video", "without_attendee", "substitute_judge",
    "shorter_notice", "longer_window", "longer_term", "custody_order",
)  # fmt: skip
"""The least first: a room is easier to change than the judge, and all of it easier than the term."""
_BY_CONFLICT: Mapping[str, tuple[Remedy, ...]] = {
    "no_room": (Remedy("other_room", "listing_officer"), Remedy("by_video", "judge")),
    "room_feature_missing": (Remedy("other_room", "listing_officer"), Remedy("by_video", "judge")),
    "no_interpreter": (Remedy("other_interpreter", "listing_officer"),),
    "no_clerk": (Remedy("other_clerk", "listing_officer"),),
    "attendee_busy": (Remedy("by_video", "judge"), Remedy("without_attendee", "judge")),
    "judge_busy": (Remedy("substitute_judge", "court_chair"),),
    "no_judge": (Remedy("substitute_judge", "court_chair"),),
    "notice_period": (Remedy("shorter_notice", "judge"),),
}
OF_THE_WINDOW = frozenset({*_BY_CONFLICT, "court_closed", "window_too_short", "window_in_past"})
"""What a later last day may help against."""


def remedies(hearing: Hearing, limits: Limits) -> tuple[Remedy, ...]:
    """Of a hearing as it waits."""
    return remedies_of(hearing.conflicts, hearing.request, limits)


def remedies_of(conflicts: Iterable[Conflict], request: Request, limits: Limits) -> tuple[Remedy, ...]:
    """The least first, each once. Which days each would bring is a search of its own."""
    found = [remedy for conflict in conflicts for remedy in _BY_CONFLICT.get(conflict.code, ())]
    if any(conflict.code in OF_THE_WINDOW for conflict in conflicts) and request.latest_on < _last(limits):
        found.append(Remedy("longer_window", "requester", request.latest_on.isoformat()))
    return tuple(sorted(dict.fromkeys([*found, *_of_the_term(limits)]), key=lambda one: ORDER.index(one.code)))


def _last(limits: Limits) -> date:
    return limits.latest_on or date.max


def _of_the_term(limits: Limits) -> Iterator[Remedy]:
    for computation in limits.computations:
        if computation.counts and computation.rule.code == limits.latest_by:
            if computation.rule.extension:
                yield Remedy("longer_term", computation.rule.extension.by, computation.rule.code)
            elif computation.rule.trigger == "custody_limit":
                yield Remedy("custody_order", "judge", computation.rule.code)
