"""What is asked about a hearing: a request, a withdrawal, a conclusion."""

from dataclasses import replace
from datetime import datetime
from uuid import UUID

from tarazy_scheduling.domain.commands import ConcludeHearing, RequestHearing, WithdrawHearing
from tarazy_scheduling.domain.facts import EventRefused, HearingRecorded, Refusal
from tarazy_scheduling.domain.listing.answers import cancel
from tarazy_scheduling.domain.listing.links import follow_the_next, link_to_the_next
from tarazy_scheduling.domain.listing.listing import settle
from tarazy_scheduling.domain.listing.moving import move_what_is_late
from tarazy_scheduling.domain.model.case import Case
from tarazy_scheduling.domain.model.hearing import Hearing, Placing
from tarazy_scheduling.domain.outcome import Applied, Dead, Dropped, Outcome, Waits
from tarazy_scheduling.domain.pool.panels import fill_panel, lacks_panel
from tarazy_scheduling.domain.working_set.court import Court

APPLIED = Applied()
AWAITS_ROUND = "case_awaits_round"
"""Why a request waits whose case is not drawn yet."""
OVER = frozenset({"held", "adjourned", "not_held"})
OF_ANOTHER_CASE = Dead((Refusal("case_id", "field_wrong", "The hearing belongs to another case"),))


def request_hearing(court: Court, asked: RequestHearing, now: datetime) -> Outcome:
    """Answer a request: the hearing gets its place or is unlisted, and both are told under this very cause."""
    if asked.case_id not in court.cases:
        return Waits("unknown_case", "case_id", str(asked.case_id))
    known = court.hearings.get(asked.hearing_id)
    if known is None:
        if waits := _seat(court, asked, now):
            return waits
        hearing = Hearing(asked.hearing_id, asked.case_id, asked.request, "unlisted")
        settle(court, hearing, now, "request_changed", always=True)
        return APPLIED
    if known.case_id != asked.case_id:
        return OF_ANOTHER_CASE
    if asked.request.request_version <= known.request.request_version:
        return Dropped()
    if _is_over(known, now):
        return _refuse(court, known, "hearing_over", "The hearing is over")
    if waits := _seat(court, asked, now):
        return waits
    settle(court, replace(known, request=asked.request), now, "request_changed", always=True)
    return APPLIED


def withdraw_hearing(court: Court, asked: WithdrawHearing, now: datetime) -> Outcome:
    """Cancel what stands or waits."""
    hearing = court.hearings.get(asked.hearing_id)
    if (unusable := _unusable(court, asked, hearing)) or hearing is None:
        return unusable or APPLIED
    if court.cases[hearing.case_id].closed_at:
        return _refuse(court, hearing, "case_closed", "The case is closed")
    if hearing.state == "cancelled" or _is_over(hearing, now):
        return _refuse(court, hearing, "hearing_over", "The hearing is over")
    cancel(court, hearing, "request_withdrawn", now)
    return APPLIED


def conclude_hearing(court: Court, asked: ConcludeHearing, now: datetime) -> Outcome:
    """Record how a hearing ended, and answer the request for the next one."""
    hearing = court.hearings.get(asked.hearing_id)
    if (unusable := _unusable(court, asked, hearing)) or hearing is None:
        return unusable or APPLIED
    if court.cases[hearing.case_id].closed_at:
        return _refuse(court, hearing, "case_closed", "The case is closed")
    if hearing.state in OVER or hearing.state == "cancelled":
        return _refuse(court, hearing, "hearing_over", "The hearing is over")
    if asked.outcome == "held" and (asked.ended_at is None or asked.ended_at > now):
        return _refuse(court, hearing, "not_yet_over", "A hearing that was held ended in the past", "ended_at")
    following = asked.following
    known = court.hearings.get(following.hearing_id) if following else None
    if known and known.case_id != asked.case_id:
        return Dead((Refusal("next.hearing_id", "field_wrong", "The next hearing belongs to another case"),))
    if following and court.beacon_clock and _is_newer(following, known) and (waits := _seat(court, following, now)):
        return waits
    _record(court, hearing, asked)
    if asked.outcome == "held" and asked.ended_at and hearing.placing and asked.ended_at > hearing.placing.ends_at:
        move_what_is_late(court, hearing.placing, asked.ended_at, now)
    if following:
        adjourned = asked.outcome == "adjourned"
        linked = link_to_the_next(court, hearing.hearing_id, following.hearing_id) if adjourned else []
        request_hearing(court, following, now)
        follow_the_next(court, linked, now)
    return APPLIED


def _seat(court: Court, asked: RequestHearing, now: datetime) -> Waits | None:
    """Draw who sits beside, where three judges are asked for the first time.

    A request waits as long as anybody is still to be drawn for its case.
    """
    case = court.cases[asked.case_id]
    if lacks_panel(case, asked.request):
        fill_panel(court, case.case_id, "became_eligible" if case.had_panel else "panel_asked", now)
    if court.cases[asked.case_id].awaits is None:
        return None
    return Waits(AWAITS_ROUND, "case_id", str(asked.case_id), is_patient=True)


def _is_newer(asked: RequestHearing, known: Hearing | None) -> bool:
    return known is None or asked.request.request_version > known.request.request_version


def _record(court: Court, hearing: Hearing, asked: ConcludeHearing) -> None:
    """A hearing keeps the sittings that were held and gives the others back."""
    version, judges = hearing.version + 1, hearing.placing.judges if hearing.placing else ()
    placing = _held(hearing.placing, asked)
    venues = hearing.venues[: len(placing.sittings)] if placing else ()
    court.put_hearing(
        replace(
            hearing,
            state=asked.outcome,
            version=version,
            placing=placing,
            venues=venues,
            conflicts=(),
            promised=None,
        )
    )
    if asked.outcome == "held":
        case = court.cases[hearing.case_id]
        court.put_case(_heard(case, judges, hearing.placing.substitute_for if hearing.placing else None))
    minutes = None
    if asked.started_at and asked.ended_at:
        minutes = int((asked.ended_at - asked.started_at).total_seconds() // 60)
    court.tell(
        HearingRecorded(
            hearing_id=hearing.hearing_id,
            case_id=hearing.case_id,
            version=version,
            outcome=asked.outcome,
            judges=judges,
            minutes=minutes,
            started_at=asked.started_at,
            ended_at=asked.ended_at,
            adjournment_reason=asked.adjournment_reason,
        )
    )


def _heard(case: Case, judges: tuple[UUID, ...], replaced: UUID | None) -> Case:
    """Before whom the case is heard now; a substitute sat for one hearing and does not go on with it."""
    if replaced is None:
        heard_by = judges[0] if judges else case.judge_id
        return replace(case, heard_by=heard_by, heard_beside=judges[1:] or case.heard_beside)
    return case if replaced == case.judge_id else replace(case, heard_by=judges[0])


def _held(placing: Placing | None, asked: ConcludeHearing) -> Placing | None:
    """What took place of a hearing; None where nothing did. A sitting still to begin when it ended does not."""
    if placing is None or asked.outcome != "held" or asked.ended_at is None:
        return None
    sittings = tuple(sitting for sitting in placing.sittings if sitting.starts_at < asked.ended_at)
    if sittings == placing.sittings:
        return placing
    return replace(placing, sittings=sittings) if sittings else None


def _is_over(hearing: Hearing, now: datetime) -> bool:
    """Whether it was concluded, or its time has passed and nobody has said how it ended."""
    return hearing.state in OVER or (hearing.placing is not None and hearing.placing.ends_at <= now)


def _unusable(court: Court, asked: WithdrawHearing | ConcludeHearing, hearing: Hearing | None) -> Waits | Dead | None:
    """A hearing that is not known yet may come. One of another case never becomes one of this: nothing to wait for."""
    if asked.case_id not in court.cases:
        return Waits("unknown_case", "case_id", str(asked.case_id))
    if hearing is None:
        return Waits("unknown_hearing", "hearing_id", str(asked.hearing_id))
    return None if hearing.case_id == asked.case_id else OF_ANOTHER_CASE


def _refuse(court: Court, hearing: Hearing, code: str, text: str, field: str = "") -> Applied:
    court.tell(EventRefused((Refusal(field, code, text),), case_id=hearing.case_id, hearing_id=hearing.hearing_id))
    return APPLIED
