"""Two complaints on one matter become one case, before a panel has anything to do with either."""

from tarazy_hr.domain.discipline import commands, facts
from tarazy_hr.domain.discipline.case import DisciplinaryCase
from tarazy_hr.domain.discipline.surroundings import Decision, Surroundings
from tarazy_hr.domain.refusal import Refusal, conflict, wrong

BEFORE_A_PANEL = ("received", "inquiry")


def take_in(case: DisciplinaryCase, command: commands.TakeIn, around: Surroundings) -> Decision:
    """Let the other complaint go on here: its grounds, its papers, its limitation where that ends earlier."""
    other = command.other
    received = other.received
    if received.case_id == case.received.case_id:
        return wrong("into", "joins_itself")
    if received.judge != case.received.judge or received.court_id != case.received.court_id:
        return conflict("into", "another_judge")
    for one in (case, other):
        if refused := _begun_too_far(one):
            return refused
    if case.initiator is not None and case.initiator in other.complainants:
        return conflict("into", "initiator_concerned", person=case.initiator)
    if other.taken_in:
        return conflict("case_id", "has_taken_in")
    fact = facts.TakenIn(
        received.case_id,
        received.complained_by,
        received.grounds,
        received.happened_on,
        received.learned_on,
        tuple(dict.fromkeys(other.initiators)),
        around.today,
    )
    return (fact,)


def join_into(case: DisciplinaryCase, command: commands.JoinInto, around: Surroundings) -> Decision:
    """The same from the other side."""
    return _begun_too_far(case) or (facts.Joined(command.into, around.today),)


def _begun_too_far(case: DisciplinaryCase) -> Refusal | None:
    if case.phase not in BEFORE_A_PANEL:
        return conflict("case_id", "wrong_phase", phase=case.phase)
    if case.paused_since is not None:
        return conflict("case_id", "case_paused", since=case.paused_since)
    return None
