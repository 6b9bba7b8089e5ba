"""The panel hears and decides, in time; the decision is appealed, comes into force, expires."""

from dataclasses import replace
from datetime import timedelta
from uuid import UUID

from tarazy_hr.domain.clocks.clock import Clock
from tarazy_hr.domain.discipline import commands, facts
from tarazy_hr.domain.discipline.case import DisciplinaryCase
from tarazy_hr.domain.discipline.rules import LIMITATIONS
from tarazy_hr.domain.discipline.surroundings import Decision, Surroundings
from tarazy_hr.domain.refusal import Refusal, conflict, unknown, wrong

ONE_DAY = timedelta(days=1)


def set_hearing(case: DisciplinaryCase, command: commands.SetHearing, around: Surroundings) -> Decision:
    """Set the time at which the panel hears the case."""
    if case.phase not in ("panel", "appeal_panel"):
        return conflict("case_id", "wrong_phase", phase=case.phase)
    if command.ends_at <= command.starts_at:
        return wrong("ends_at", "ends_before_start", start=command.starts_at, end=command.ends_at)
    if command.starts_at <= around.now:
        return wrong("starts_at", "in_the_past")
    if refused := _cannot_sit(case, around):
        return refused
    fact = facts.HearingSet(case.instance, command.starts_at, command.ends_at)
    return () if case.hearings.get(case.instance) == fact else (fact,)


def call_hearing_off(case: DisciplinaryCase, command: commands.CallHearingOff, around: Surroundings) -> Decision:
    """Call the hearing off that lies ahead."""
    if not case.rules.knows_reason(command.reason):
        return unknown("reason", "unknown_reason_code", command.reason)
    return tuple(replace(one, reason=command.reason) for one in case.called_off(around.now))


def record_hearing(case: DisciplinaryCase, command: commands.RecordHearing, around: Surroundings) -> Decision:
    """The panel has heard it."""
    if case.phase not in ("panel", "appeal_panel"):
        return conflict("case_id", "wrong_phase", phase=case.phase)
    if command.on > around.today:
        return wrong("on", "in_the_future", today=around.today)
    if refused := _cannot_sit(case, around):
        return refused
    known = case.heard_on.get(case.instance)
    return () if known == command.on else (facts.Heard(case.instance, command.on),)


def decide_case(case: DisciplinaryCase, command: commands.Decide, around: Surroundings) -> Decision:
    """The decision of the panel; refused once a limitation has passed."""
    if refused := _not_ready(case, "panel", command.by, around):
        return refused
    for code in LIMITATIONS:
        clock = case.clocks.get(code)
        if clock is not None and clock.has_run_out(around.today, around.is_open):
            return _too_late(clock, "limitation_passed", around)
    if refused := _unfit(case, command.measure, command.proven):
        return refused
    return (facts.Decided(command.measure, command.proven, case.panels["first"], around.today),)


def appeal(case: DisciplinaryCase, command: commands.Appeal, around: Surroundings) -> Decision:
    """Appeal, in time."""
    if case.phase == "appealed":
        return ()
    if case.phase != "decided":
        return conflict("case_id", "wrong_phase", phase=case.phase)
    clock = case.clocks["appeal"]
    end = clock.last_day(around.is_open)
    if end is not None and around.today > end:
        return _too_late(clock, "appeal_too_late", around)
    return (facts.Appealed(command.by, around.today),)


def decide_appeal(case: DisciplinaryCase, command: commands.DecideAppeal, around: Surroundings) -> Decision:
    """What stands after the appeal; it comes into force at once."""
    if refused := _not_ready(case, "appeal_panel", command.by, around):
        return refused
    stands = case.measure or ""
    measure = stands if command.result == "upheld" else command.measure
    if measure is None:
        return wrong("measure", "measure_missing")
    known = case.rules.measure(measure)
    if known is None:
        return unknown("measure", "unknown_measure", measure)
    if command.result == "annulled" and known.violation:
        return wrong("measure", "annulled_with_violation")
    if command.result == "changed" and measure == stands:
        return wrong("measure", "nothing_changed")
    if command.result == "changed" and case.appealed_by == "judge" and _graver(case, measure, stands):
        return conflict("measure", "worse_on_own_appeal")
    decided = facts.AppealDecided(command.result, measure, case.panels["appeal"], around.today)
    return decided, facts.CameIntoForce(around.today)


def let_pass(case: DisciplinaryCase, around: Surroundings) -> Decision:
    """Into force once nobody can appeal any more; expired once the measure's time is over."""
    if case.paused_since is not None:
        return ()
    if case.phase == "decided":
        end = case.clocks["appeal"].last_day(around.is_open)
        return (facts.CameIntoForce(end + ONE_DAY),) if end is not None and around.today > end else ()
    measure = case.stands
    if case.phase == "in_force" and measure is not None and measure.expires_by is not None:
        end = case.clocks[measure.expires_by].last_day(around.is_open)
        if end is None or around.today <= end:
            return ()
        is_withdrawn = case.published and case.rules.published_until == "expiry"
        return facts.Expired(end + ONE_DAY), *((facts.Withdrawn(around.today),) if is_withdrawn else ())
    return ()


def _cannot_sit(case: DisciplinaryCase, around: Surroundings) -> Refusal | None:
    """A member who has left the body since the draw, or must not sit any more: the seat is to be drawn again first."""
    for member in case.panels.get(case.instance, ()):
        if not around.sits(member, case.instance):
            return conflict("case_id", "member_cannot_sit", person=member)
    return None


def _not_ready(case: DisciplinaryCase, phase: str, by: UUID, around: Surroundings) -> Refusal | None:
    if case.phase != phase:
        return conflict("case_id", "wrong_phase", phase=case.phase)
    if by not in case.panels[case.instance]:
        return unknown("by", "not_of_panel", by)
    if case.instance not in case.heard_on:
        return conflict("case_id", "not_heard")
    return _cannot_sit(case, around)


def _unfit(case: DisciplinaryCase, code: str, proven: tuple[str, ...]) -> Refusal | None:
    measure = case.rules.measure(code)
    if measure is None:
        return unknown("measure", "unknown_measure", code)
    for place, charge in enumerate(proven):
        if charge not in case.charges:
            return unknown(f"proven[{place}]", "not_charged", charge)
    if measure.violation and not proven:
        return wrong("proven", "nothing_proven")
    if proven and not measure.violation:
        return wrong("measure", "proven_without_measure")
    return None


def _graver(case: DisciplinaryCase, one: str, other: str) -> bool:
    """Measures stand in the rules from the mildest to the gravest."""
    order = [measure.code for measure in case.rules.measures]
    return order.index(one) > order.index(other)


def _too_late(clock: Clock, code: str, around: Surroundings) -> Refusal:
    return conflict("case_id", code, day=clock.last_day(around.is_open), source=clock.rule.source)
