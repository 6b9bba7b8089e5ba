"""The decision: what a case's record says, and what somebody wants, make facts or a refusal."""

from copy import deepcopy

from tarazy_hr.domain.discipline import commands, facts
from tarazy_hr.domain.discipline.case import OVER, UNTIL_DECIDED, DisciplinaryCase
from tarazy_hr.domain.discipline.commands import Command
from tarazy_hr.domain.discipline.explaining import ask_explanation, awaited_until, explain
from tarazy_hr.domain.discipline.joining import join_into, take_in
from tarazy_hr.domain.discipline.judging import (
    appeal,
    call_hearing_off,
    decide_appeal,
    decide_case,
    let_pass,
    record_hearing,
    set_hearing,
)
from tarazy_hr.domain.discipline.publishing import erase, publish, withdraw
from tarazy_hr.domain.discipline.receiving import receive
from tarazy_hr.domain.discipline.seating import draw, order_panel, recuse
from tarazy_hr.domain.discipline.surroundings import Decision, Surroundings
from tarazy_hr.domain.refusal import Refusal, conflict, unknown, wrong


def decide(case: DisciplinaryCase | None, command: Command, around: Surroundings) -> Decision:
    """What a command makes of a case, which stays as it is."""
    if isinstance(command, commands.Receive):
        return receive(case, command, around)
    if case is None:
        return unknown("case_id", "unknown_case", "")
    case = deepcopy(case)
    match command:
        case commands.LetPass():
            return let_pass(case, around)
        case commands.Publish():
            return publish(case, command, around)
        case commands.Withdraw():
            return withdraw(case, command, around)
        case commands.ErasePapers():
            return erase(case, around)
        case commands.PutBackOnDuty():
            return (facts.BackOnDuty(command.from_on),) if case.off_duty else ()
        case commands.Explain():
            return explain(case, command, around)
    if case.phase in OVER:
        return conflict("case_id", "case_over", phase=case.phase)
    if case.paused_since is not None and not isinstance(command, (commands.Resume, commands.End)):
        return conflict("case_id", "case_paused", since=case.paused_since)
    return _go_on(case, command, around)


def _go_on(case: DisciplinaryCase, command: Command, around: Surroundings) -> Decision:
    match command:
        case commands.Admit() | commands.NameInitiator():
            return _initiate(case, command, around)
        case commands.Reject():
            return _reject(case, command, around)
        case commands.TakeIn():
            return take_in(case, command, around)
        case commands.JoinInto():
            return join_into(case, command, around)
        case commands.AskExplanation():
            return ask_explanation(case, around)
        case commands.Refer():
            return _refer(case, command, around)
        case commands.End():
            return _end(case, command, around)
        case commands.OrderPanel():
            return order_panel(case, around)
        case commands.Draw():
            return draw(case, command, around)
        case commands.Recuse():
            return recuse(case, command, around)
        case commands.SetHearing():
            return set_hearing(case, command, around)
        case commands.CallHearingOff():
            return call_hearing_off(case, command, around)
        case commands.RecordHearing():
            return record_hearing(case, command, around)
        case commands.Decide():
            return decide_case(case, command, around)
        case commands.Appeal():
            return appeal(case, command, around)
        case commands.DecideAppeal():
            return decide_appeal(case, command, around)
        case commands.Pause():
            return _reason_of(case, command.reason) or (
                *case.called_off(around.now),
                facts.Paused(command.reason, around.today),
            )
        case commands.Resume():
            return () if case.paused_since is None else (facts.Resumed(around.today),)
        case commands.Extend():
            return _extend(case, command, around)
        case commands.TakeOffDuty():
            return () if case.off_duty else (facts.SuspendedFromDuty(command.from_on),)
        case _:
            raise TypeError(command)


def _initiate(
    case: DisciplinaryCase, command: commands.Admit | commands.NameInitiator, around: Surroundings
) -> Decision:
    if isinstance(command, commands.Admit) and case.phase != "received":
        return () if case.initiator == command.initiator else conflict("case_id", "wrong_phase", phase=case.phase)
    if isinstance(command, commands.NameInitiator) and case.phase != "inquiry":
        return conflict("case_id", "wrong_phase", phase=case.phase)
    who = command.initiator
    if who not in around.inspectors:
        return unknown("initiator", "not_inspector", who)
    if who == case.received.judge or who in case.complainants:
        return wrong("initiator", "initiator_concerned", person=who)
    if around.interests.get(who):
        return conflict("initiator", "interest_declared", person=who)
    if refused := _limitation(case, around):
        return refused
    if isinstance(command, commands.Admit):
        return (facts.Admitted(who, around.today),)
    if who == case.initiator:
        return ()
    return _reason_of(case, command.reason) or (facts.InitiatorNamed(who, command.reason),)


def _reject(case: DisciplinaryCase, command: commands.Reject, around: Surroundings) -> Decision:
    if case.phase != "received":
        return conflict("case_id", "wrong_phase", phase=case.phase)
    return _reason_of(case, command.reason) or (facts.Rejected(command.reason, around.today),)


def _refer(case: DisciplinaryCase, command: commands.Refer, around: Surroundings) -> Decision:
    if case.phase != "inquiry":
        return conflict("case_id", "wrong_phase", phase=case.phase)
    if not command.charges:
        return wrong("charges", "none_given")
    for place, code in enumerate(command.charges):
        if case.rules.ground(code) is None:
            return unknown(f"charges[{place}]", "unknown_ground", code)
    if (end := awaited_until(case, around)) is not None:
        return conflict("case_id", "explanation_awaited", day=end)
    return _limitation(case, around) or (facts.Referred(command.charges, around.today),)


def _end(case: DisciplinaryCase, command: commands.End, around: Surroundings) -> Decision:
    if case.phase not in UNTIL_DECIDED or case.phase == "received":
        return conflict("case_id", "wrong_phase", phase=case.phase)
    return _reason_of(case, command.reason) or (
        *case.called_off(around.now),
        facts.Ended(command.reason, around.today),
    )


def _extend(case: DisciplinaryCase, command: commands.Extend, around: Surroundings) -> Decision:
    clock = case.clocks.get(command.clock)
    if clock is None or clock.stopped_on is not None:
        return unknown("clock", "clock_not_running", command.clock)
    if clock.has_run_out(around.today, around.is_open):
        return conflict("clock", "clock_run_out", clock=command.clock, source=clock.rule.source)
    end = clock.last_day(around.is_open)
    if end is not None and command.until <= end:
        return wrong("until", "not_later", day=end)
    if clock.extended_until == command.until:
        return ()
    return _reason_of(case, command.reason) or (facts.Extended(command.clock, command.until, command.reason),)


def _limitation(case: DisciplinaryCase, around: Surroundings) -> Refusal | None:
    for code, clock in case.clocks.items():
        if code.startswith("limitation") and clock.has_run_out(around.today, around.is_open):
            end = clock.last_day(around.is_open)
            return conflict("case_id", "limitation_passed", day=end, source=clock.rule.source)
    return None


def _reason_of(case: DisciplinaryCase, reason: str) -> Refusal | None:
    return None if case.rules.knows_reason(reason) else unknown("reason", "unknown_reason_code", reason)
