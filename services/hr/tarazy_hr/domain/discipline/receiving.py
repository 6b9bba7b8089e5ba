"""A complaint comes in."""

from tarazy_hr.domain.discipline import commands, facts
from tarazy_hr.domain.discipline.case import DisciplinaryCase
from tarazy_hr.domain.discipline.surroundings import Decision, Surroundings
from tarazy_hr.domain.refusal import Refusal, conflict, unknown, wrong


def receive(case: DisciplinaryCase | None, command: commands.Receive, around: Surroundings) -> Decision:
    """Take it in, or say why that cannot be. Whether it is well founded is not looked at here."""
    if case is not None:
        return _again(case, command)
    if around.rules is None:
        return unknown("court_id", "no_discipline_rules", around.today)
    if refused := _unfit(command, around):
        return refused
    for place, code in enumerate(command.grounds):
        if around.rules.ground(code) is None:
            return unknown(f"grounds[{place}]", "unknown_ground", code)
    received = facts.Received(
        command.case_id,
        command.court_id,
        command.judge,
        command.complainant,
        command.complained_by,
        command.grounds,
        command.happened_on,
        command.learned_on,
        around.today,
        command.evidence,
        around.zone,
        around.rules,
    )
    return (received,)


def _again(case: DisciplinaryCase, command: commands.Receive) -> Decision:
    known = case.received
    asked = (command.court_id, command.judge, command.complainant, command.grounds, command.happened_on)
    said = (known.court_id, known.judge, known.complainant, known.grounds, known.happened_on)
    return () if asked == said else conflict("case_id", "id_taken")


def _unfit(command: commands.Receive, around: Surroundings) -> Refusal | None:
    if not around.is_judge:
        return unknown("judge", "no_judge_then", command.happened_on)
    if not command.grounds:
        return wrong("grounds", "none_given")
    if command.happened_on > command.learned_on:
        return wrong("learned_on", "learned_before", day=command.happened_on)
    if command.learned_on > around.today:
        return wrong("learned_on", "in_the_future", today=around.today)
    if command.complainant == "anonymous" and not command.evidence:
        return wrong("evidence", "anonymous_without_evidence")
    if command.complained_by == command.judge:
        return wrong("complained_by", "complains_of_self")
    return None
