"""Where everything is decided: one command against one court's working set."""

from collections.abc import Callable, Generator
from datetime import datetime
from typing import Any
from uuid import UUID

from tarazy_scheduling.domain import commands
from tarazy_scheduling.domain.allocation import awaiting, correcting, in_bulk, redrawing
from tarazy_scheduling.domain.deciding import (
    by_hand,
    cases,
    hearings,
    holds,
    limits,
    passing,
    premises,
    sessions,
    staffing,
    unavailability,
)
from tarazy_scheduling.domain.listing.escalating import review_escalations
from tarazy_scheduling.domain.listing.links import follow_links
from tarazy_scheduling.domain.listing.listing import try_freed
from tarazy_scheduling.domain.outcome import Applied, Outcome, Steps, Waits, at_once
from tarazy_scheduling.domain.plans import applying
from tarazy_scheduling.domain.working_set.court import Court


def decide(court: Court, command: commands.Command, now: datetime, cause: str) -> Outcome:
    """Decide a command at an instant, at once."""
    return at_once(decide_in_steps(court, command, now, cause))


def decide_in_steps(court: Court, command: commands.Command, now: datetime, cause: str) -> Steps[Outcome]:
    """Decide a command at an instant. `cause` is the id of the event or order; every fact told carries it.

    The effects are in the working set afterwards, and in `court.changes`. Only `Applied` changes anything; but
    `Waits` may have fixed the round of a draw that it waits for.
    """
    if court.version == 0 and not isinstance(command, commands.DescribeCourt):
        return Waits("unknown_court", "court_id", court.court_id)
    told_before = court.begin(cause)
    outcome = DECIDERS[type(command)](court, command, now)
    if isinstance(outcome, Generator):
        outcome = yield from outcome
    if not isinstance(outcome, Applied):
        return outcome
    follow_links(court, now)
    yield from try_freed(court, now, _answered(command))
    yield from review_escalations(court, now)
    return Applied(tuple(court.changes.told[told_before:]))


def _answered(command: commands.Command) -> frozenset[UUID]:
    """The hearings that this very decision answers: each request gets one answer."""
    match command:
        case commands.RequestHearing():
            return frozenset((command.hearing_id,))
        case commands.ConcludeHearing(following=commands.RequestHearing() as following):
            return frozenset((following.hearing_id,))
        case commands.RestoreByHand(restores):
            return frozenset(one.seen.hearing_id for one in restores)
    return frozenset()


def _free_people(court: Court, asked: commands.FreePeople, now: datetime) -> Outcome:
    court.freed.update(asked.resource_ids, ("clerks", "interpreters"))
    return Applied()


def _pass_time(court: Court, asked: commands.PassTime, now: datetime) -> Steps[Outcome]:
    return passing.pass_time(court, now)


DECIDERS: dict[type, Callable[[Court, Any, datetime], Outcome | Steps[Outcome]]] = {
    commands.DescribeCourt: staffing.describe_court,
    commands.ChangePost: staffing.change_post,
    commands.Authorise: staffing.authorise,
    commands.EndAuthorisation: staffing.end_authorisation,
    commands.ApproveAbsence: staffing.approve_absence,
    commands.CancelAbsence: staffing.cancel_absence,
    commands.Suspend: staffing.suspend,
    commands.Reinstate: staffing.reinstate,
    commands.DeclareInterest: staffing.declare_interest,
    commands.EndInterest: staffing.end_interest,
    commands.AnswerInterestQuestion: staffing.answer_interest_question,
    commands.ChangeNorm: staffing.change_norm,
    commands.RegisterCase: cases.register_case,
    commands.UpdateCase: cases.update_case,
    commands.CloseCase: cases.close_case,
    commands.GrantRecusal: cases.grant_recusal,
    commands.DrawByHand: redrawing.draw_by_hand,
    commands.Reallocate: in_bulk.reallocate,
    commands.ApplyPlan: applying.apply_plan,
    commands.UndoPlan: applying.undo_plan,
    commands.DrawAtRound: awaiting.draw_at_round,
    commands.CorrectBalance: correcting.correct_balance,
    commands.RequestHearing: hearings.request_hearing,
    commands.WithdrawHearing: hearings.withdraw_hearing,
    commands.ConcludeHearing: hearings.conclude_hearing,
    commands.PutByHand: by_hand.put_by_hand,
    commands.SwapByHand: by_hand.put_by_hand,
    commands.MergeByHand: by_hand.put_by_hand,
    commands.FixByHand: by_hand.fix_by_hand,
    commands.VacateByHand: by_hand.vacate_by_hand,
    commands.ExtendByHand: by_hand.extend_by_hand,
    commands.RestoreByHand: by_hand.restore_by_hand,
    commands.DeclareUnavailability: unavailability.declare_unavailability,
    commands.WithdrawUnavailability: unavailability.withdraw_unavailability,
    commands.KeepRoom: premises.keep_room,
    commands.CloseRoom: premises.close_room,
    commands.ChangeCalendar: premises.change_calendar,
    commands.ReviewCatalogue: premises.review_catalogue,
    commands.ReviewListing: premises.review_listing,
    commands.ReviewLimits: limits.review_limits,
    commands.RecordRuling: limits.record_ruling,
    commands.PreferHalfDay: sessions.prefer_half_day,
    commands.KeepSessionBlock: sessions.keep_session_block,
    commands.EndSessionBlock: sessions.end_session_block,
    commands.PermitOverbooking: sessions.permit_overbooking,
    commands.WithdrawOverbooking: sessions.withdraw_overbooking,
    commands.PlaceHold: holds.place_hold,
    commands.ReleaseHold: holds.release_hold,
    commands.FreePeople: _free_people,
    commands.PassTime: _pass_time,
}
